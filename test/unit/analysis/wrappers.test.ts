import assert from 'node:assert/strict';
import { analyzeText } from '../../../src/analysis/index.js';
import { show } from './show.js';

const HEAD = 'import torch\nfrom torch import nn\n';

describe('a helper that nothing calls', () => {
  it('passes on by its stars what only a caller knows: nothing is missing', () => {
    const text = `${HEAD}def conv_bn(cin, cout, *args, **kwargs):\n    return nn.Conv2d(cin, cout, *args, **kwargs)\n`;
    assert.deepEqual(
      analyzeText(text).calls.map(call => call.problems),
      [[]],
    );
  });

  it('lacks what its own call leaves out', () => {
    const text = `${HEAD}def conv(cin, cout):\n    return nn.Conv2d(cin, cout)\n`;
    assert.deepEqual(
      analyzeText(text).calls.map(call => call.problems.map(problem => problem.code)),
      [['argument-missing']],
    );
  });
});

describe('code that does not run', () => {
  it('does not see what a name was before it is assigned there', () => {
    const text = `${HEAD}c = 8\nif False:\n    c = 99\n    nn.Conv2d(c, 18, 3)\n`;
    assert.deepEqual(show(text), ['nn.Conv2d(c, 18, 3) | (N, ?, H, W) → (N, 18, H − 2, W − 2)']);
  });

  it('sees the names of the statements before', () => {
    const text = `${HEAD}c = 8\nif False:\n    nn.Conv2d(c, 18, 3)\n`;
    assert.deepEqual(show(text), ['nn.Conv2d(c, 18, 3) | (N, 8, H, W) → (N, 18, H − 2, W − 2)']);
  });
});

describe('a list of modules of unknown length', () => {
  it('leaves what comes after it unknown, also when it is extended by +=', () => {
    const text = `${HEAD}from opaque import sizes
layers = nn.ModuleList()
for size in sizes:
    layers += [nn.Conv2d(3, 3, size)]
x = torch.zeros(1, 3, 9, 9)
for layer in layers:
    x = layer(x)
nn.Conv2d(3, 4, 1)(x)
`;
    const last = analyzeText(text).calls.at(-1);
    assert.ok(last?.runs.every(run => run.input === null || !run.input.every(dim => typeof dim === 'number')));
  });
});
