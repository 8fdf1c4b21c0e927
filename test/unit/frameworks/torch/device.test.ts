import assert from 'node:assert/strict';
import { FRAMEWORKS } from '../../../../src/frameworks/index.js';
import { runModule } from '../../../../src/python/run.js';

/** What a program prints that has torch and a tensor x. */
function run(code: string): string {
  let out = '';
  const text = `import torch\nx = torch.randn(2, 3)\n${code}`;
  const done = runModule(text, { print: more => (out += more), libraries: [FRAMEWORKS] });
  out += done.errors.map(error => `${error.type}: ${error.message}`).join('\n');
  done.machine.close();
  return out.trim();
}

describe('torch.device', () => {
  it('is the processor for every tensor, and one object however it is named', () => {
    const asked =
      "x.device, x.device == torch.device('cpu'), repr(torch.device('cuda:1')), torch.device('cuda', 1).index";
    assert.equal(run(`print(${asked})`), "cpu True device(type='cuda', index=1) 1");
  });

  it('of an undecided name is not known', () => {
    assert.match(run('import unresolved\nprint(torch.device(unresolved.name))'), /unknown/);
  });

  it('moves a tensor and leaves the type of its elements, so that it is an index and no mask', () => {
    const code =
      'i = torch.zeros(4, 5, dtype=torch.long).to(x.device)\nprint(i.dtype, tuple(torch.randn(7, 3)[i].shape))';
    assert.equal(run(code), 'torch.int64 (4, 5, 3)');
  });
});
