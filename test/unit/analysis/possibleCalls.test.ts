import assert from 'node:assert/strict';
import { analyzeText } from '../../../src/analysis/index.js';

const HEAD = `import os
import torch
import torch.nn as nn
flag = input()
x = torch.zeros(1, 2, 9)
`;

/** Per call: its runs, with ? where more may happen than is listed, and after a | what may run. */
function runs(code: string): string[] {
  return analyzeText(HEAD + code).calls.map(({ runs: certain, maybe }) =>
    [certain, maybe]
      .map(list => list.map(run => (run.input === null ? '?' : `(${run.input.join(', ')})`)).join(' '))
      .join('|')
      .replace(/\|$/, ''),
  );
}

describe('a call of which only the alternatives are known', () => {
  it('says of each alternative that it may run', () => {
    assert.deepEqual(runs('m = nn.Conv1d(2, 4, 3) if flag else nn.Conv1d(2, 8, 5)\nm(x)'), [
      '|(1, 2, 9)',
      '|(1, 2, 9)',
    ]);
    assert.deepEqual(runs('if flag:\n    m = nn.Conv1d(2, 4, 3)\nelse:\n    m = nn.ReLU()\nm(x)'), ['|(1, 2, 9)']);
  });

  it('reaches the layers inside of a model, and its functional calls', () => {
    const model = `class A(nn.Module):
    def __init__(self):
        super().__init__()
        self.c = nn.Conv1d(2, 2, 3)
    def forward(self, x):
        return nn.functional.conv1d(self.c(x), torch.zeros(1, 2, 1))
m = A()
m(x)
other = nn.Conv1d(2, 2, 1)
other(x)
n = m if flag else nn.Identity()
n(x)`;
    assert.deepEqual(runs(model), ['(1, 2, 9)', '(1, 2, 7)', '(1, 2, 9)']);
  });

  it('reaches the elements of lists, containers and tables of which one is taken', () => {
    const two = 'ms = nn.ModuleList([nn.Conv1d(2, 2, 1), nn.Conv1d(2, 2, 3)])\n';
    assert.deepEqual(runs(`${two}ms[int(flag)](x)`), ['|(1, 2, 9)', '|(1, 2, 9)']);
    assert.deepEqual(runs(`${two}for m in ms[:int(flag)]:\n    m(x)`), ['?', '?']);
    assert.deepEqual(runs("ms = {'a': nn.Conv1d(2, 2, 1)}\nms[flag](x)"), ['?']);
    const stages = 'ms = [nn.Conv1d(2, 2, 1)]\nif flag:\n    ms = ms + [nn.Conv1d(2, 2, 3)]\nnn.Sequential(*ms)(x)';
    assert.deepEqual(runs(stages), ['(1, 2, 9)', '|(1, 2, 9)']);
  });

  it('counts arguments of unknown number as a call', () => {
    assert.deepEqual(runs('m = nn.Conv1d(2, 2, 1)\nm(*flag)'), ['?']);
  });

  it('says nothing of layers that no such call can reach', () => {
    assert.deepEqual(runs('a = nn.Conv1d(2, 2, 1)\na(x)\nm = nn.ReLU() if flag else nn.Tanh()\nm(x)'), ['(1, 2, 9)']);
  });
});
