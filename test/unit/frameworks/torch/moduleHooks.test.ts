import assert from 'node:assert/strict';
import { FRAMEWORKS } from '../../../../src/frameworks/index.js';
import { runModule } from '../../../../src/python/run.js';

describe('a module', () => {
  it('takes hooks of its saved state, which no shape depends on', () => {
    const names = [
      '_register_load_state_dict_pre_hook',
      'register_load_state_dict_post_hook',
      'register_state_dict_pre_hook',
    ];
    const calls = names.map(name => `m.${name}(print)\n`).join('');
    let out = '';
    const code = `import torch\nm = torch.nn.Linear(2, 3)\n${calls}print(tuple(m(torch.randn(4, 2)).shape))`;
    const done = runModule(code, { print: text => (out += text), libraries: [FRAMEWORKS] });
    assert.deepEqual(done.errors, []);
    done.machine.close();
    assert.equal(out.trim(), '(4, 3)');
  });
});
