import assert from 'node:assert/strict';
import { analyzeText } from '../../../src/analysis/index.js';

const HEAD = `import os
import torch
import torch.nn as nn
flag = input()
x = torch.zeros(1, 2, 9)
`;

/** Per call, with _ for a size that is not known: its certain input shapes, with ? where more may happen than is listed, and after a | the possible ones. */
function runs(code: string): string[] {
  return analyzeText(HEAD + code).calls.map(({ runs: certain, maybe }) =>
    [certain, maybe]
      .map(list =>
        list
          .map(run =>
            run.input === null ? '?' : `(${run.input.map(dim => (typeof dim === 'number' ? dim : '_')).join(', ')})`,
          )
          .join(' '),
      )
      .join('|')
      .replace(/\|$/, ''),
  );
}

describe('layers that are appended under a condition', () => {
  it('leave the runs of the others certain, and run in some executions', () => {
    const code = `layers = [nn.Conv1d(2, 4, 3)]
if flag:
    layers.append(nn.Conv1d(4, 4, 3, padding=1))
layers.append(nn.ReLU())
layers += [nn.Conv1d(4, 8, 3)]
nn.Sequential(*layers)(x)`;
    assert.deepEqual(runs(code), ['(1, 2, 9)', '|(1, 4, 7)', '(1, 4, 7)']);
  });

  it('are known by the same condition, tested again', () => {
    const code = `layers = [nn.Conv1d(2, 4, 3)]
if flag:
    layers.append(nn.Conv1d(4, 6, 1))
layers.append(nn.Conv1d(6 if flag else 4, 8, 1))
for layer in layers:
    x = layer(x)
nn.Conv1d(8, 8, 1)(x)`;
    assert.deepEqual(runs(code), ['(1, 2, 9)', '|(1, 4, 7)', '|(1, 6, 7) (1, 4, 7)', '(1, 8, 7)']);
  });

  it('may be children of a ModuleList or a Sequential', () => {
    const code = `ms = nn.ModuleList()
ms.append(nn.Conv1d(2, 2, 1))
if flag:
    ms.append(nn.Conv1d(2, 2, 1, bias=False))
ms.append(nn.Conv1d(2, 2, 3))
for m in ms:
    x = m(x)
s = nn.Sequential()
if flag:
    s.add_module('a', nn.Identity())
s.add_module('b', nn.Conv1d(2, 2, 3))
s(x)`;
    assert.deepEqual(runs(code), ['(1, 2, 9)', '|(1, 2, 9)', '(1, 2, 9)', '(1, 2, 7)']);
  });

  it('may be arguments that a star spreads, elements of a display, and the source of a comprehension', () => {
    const head = 'ms = [nn.Conv1d(2, 2, 1)]\nif flag:\n    ms.append(nn.Conv1d(2, 2, 3, padding=1))\n';
    const both = ['(1, 2, 9)', '|(1, 2, 9)'];
    assert.deepEqual(runs(`${head}nn.Sequential(*[nn.ReLU(), *ms])(x)`), both);
    assert.deepEqual(runs(`${head}nn.Sequential(*[m for m in ms])(x)`), both);
    assert.deepEqual(runs(`${head}def go(first, *others):\n    return first(x)\ngo(*ms)`), ['(1, 2, 9)', '']);
  });

  it('of unknown number may run, however they are iterated', () => {
    const head = 'ms = [nn.Conv1d(2, 2, 1) for i in range(int(flag))]\n';
    for (const use of [
      'for m in ms:\n    m(x)',
      'for i, m in enumerate(ms):\n    m(x)',
      'for m, n in zip(ms, ms):\n    n(x)',
      'for m in reversed(ms):\n    m(x)',
      'y = [m(x) for m in ms]',
      'for m in nn.ModuleList(ms):\n    m(x)',
      'nn.Sequential(*ms)(x)',
      'for m in map(lambda m: m, ms):\n    m(x)',
    ])
      assert.deepEqual(runs(head + use), ['?'], use);
    assert.deepEqual(runs('ms = nn.ModuleList(nn.Conv1d(2, 2, 1) for i in range(int(flag)))\nfor m in ms:\n    m(x)'), [
      '?',
    ]);
  });
});

const NET = `class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Sequential(nn.Conv1d(2, 2, 1)) if flag else Inner()
        self.b = nn.Conv1d(2, 2, 3)
    def forward(self, x):
        return self.b(self.a(x))
`;
const INNER = `class Inner(nn.Module):
    def __init__(self):
        super().__init__()
        self.c = nn.Conv1d(2, 2, 1)
    def forward(self, x):
        return self.c(x if self.training else x[:, :, :5])
`;

describe('layers of which one of several is taken', () => {
  it('are children of a Sequential, however many there are', () => {
    const pair = 'nn.Sequential(nn.Conv1d(2, 2, 1)) if flag else nn.Identity()';
    const code = `def one():\n    return ${pair}\nnn.Sequential(${'one(), '.repeat(9)}nn.Conv1d(2, 2, 3))(x)`;
    assert.deepEqual(runs(code), ['|(1, 2, 9)', '(1, 2, 9)']);
  });

  it('are those of a ModuleList or ModuleDict where the index or key is not known', () => {
    const list = 'ms = nn.ModuleList([nn.Conv1d(2, 2, 1), nn.ReLU()])\nnn.Conv1d(2, 2, 1)(ms[int(flag)](x))';
    assert.deepEqual(runs(list), ['|(1, 2, 9)', '(1, 2, 9)']);
    const dict = "ms = nn.ModuleDict({'a': nn.Conv1d(2, 2, 1), 'b': nn.ReLU()})\nnn.Conv1d(2, 2, 1)(ms[flag](x))";
    assert.deepEqual(runs(dict), ['|(1, 2, 9)', '(1, 2, 9)']);
  });
});

describe('what goes through all modules', () => {
  it('reaches a child that is one of two: eval()', () => {
    assert.deepEqual(runs(`${INNER}${NET}Net().eval()(x)`), ['|(1, 2, 5)', '|(1, 2, 9)', '(1, 2, _)']);
  });

  it('reaches a child that is one of two: apply() and modules()', () => {
    const run = 'lambda m: m(x) if isinstance(m, nn.Conv1d) else None';
    const expected = ['|(1, 2, 9)', '|(1, 2, 9)', '(1, 2, 9)'];
    assert.deepEqual(runs(`${INNER}${NET}Net().apply(${run})`), expected);
    const loop = 'for m in Net().modules():\n    if isinstance(m, nn.Conv1d):\n        m(x)';
    assert.deepEqual(runs(`${INNER}${NET}${loop}`), expected);
  });

  it("calls the user's own train()", () => {
    const code = `class Frozen(nn.Module):
    def __init__(self):
        super().__init__()
        self.c = nn.Conv1d(2, 2, 1)
    def train(self, mode=True):
        return super().train(False)
    def forward(self, x):
        return self.c(x if self.training else x[:, :, :5])
m = nn.Sequential(Frozen())
m.train()
m(x)`;
    assert.deepEqual(runs(code), ['(1, 2, 5)']);
  });
});

describe('a forward hook that only some executions register', () => {
  const code = `a = nn.Conv1d(2, 2, 1)
b = nn.Conv1d(2, 2, 3)
h = None
if flag:
    h = a.register_forward_hook(lambda m, i, o: o[:, :, :5])
`;
  it('is called in these', () => {
    assert.deepEqual(runs(`${code}b(a(x))`), ['(1, 2, 9)', '(1, 2, _)']);
  });

  it('keeps its place beside others, and goes when it is removed', () => {
    const more = 'a.register_forward_hook(lambda m, i, o: torch.zeros(1, 2, 4))\n';
    assert.deepEqual(runs(`${code}${more}b(a(x))`), ['(1, 2, 9)', '(1, 2, 4)']);
    assert.deepEqual(runs(`${code}if h is not None:\n    h.remove()\nb(a(x))`), ['(1, 2, 9)', '(1, 2, 9)']);
  });

  it('leaves the output unknown where it is not known how many there are', () => {
    const loop = 'for i in range(int(flag)):\n    a.register_forward_hook(lambda m, i, o: o[:, :, :4])\n';
    const last = runs(`${code}${loop}b(a(x))`).at(-1);
    assert.ok(last !== undefined && !/\d/.test(last.split('|')[0] ?? ''), last);
  });
});
