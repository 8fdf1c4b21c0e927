import assert from 'node:assert/strict';
import { runModule } from '../../../src/python/run.js';

function run(code: string): string {
  let out = '';
  const done = runModule(code, { print: text => (out += text) });
  out += done.errors.map(error => `${error.type}: ${error.message}`).join('\n');
  done.machine.close();
  return out.trim();
}

describe('a bar of tqdm', () => {
  it('goes through what it is given, as often as that has elements', () => {
    const code = 'from tqdm.auto import tqdm\nprint([x for x in tqdm(reversed(range(3)), total=3)], len(tqdm([1, 2])))';
    assert.equal(run(code), '[2, 1, 0] 2');
    assert.equal(run('import tqdm\nprint(list(tqdm.trange(2, 4, leave=False)))'), '[2, 3]');
  });

  it('shows what it is told, and counts by hand', () => {
    const code =
      'from tqdm import tqdm\nwith tqdm(total=5) as bar:\n    bar.set_postfix(loss=1)\n    bar.update(2)\n    print(bar.n)';
    assert.equal(run(code), '2');
  });
});
