import assert from 'node:assert/strict';
import { analyzeProgram, analyzeText, evaluateCalls, mergeCalls } from '../../../src/analysis/index.js';
import type { ConvCall, Run, Workspace } from '../../../src/analysis/index.js';

const HEAD = 'import torch\nfrom torch import nn\n';
const LAYER = `${HEAD}c = nn.Conv1d(1, 2, 3)\n`;

function workspace(files: Record<string, string>): Workspace {
  return {
    sources: {
      read: path => (files[path] === undefined ? null : { text: files[path], version: '' }),
      list: () => null,
    },
    searchPath: [''],
    isListed: path => files[path] !== undefined,
  };
}

const first = (text: string): ConvCall => {
  const [call] = analyzeText(text).calls;
  assert.ok(call);
  return call;
};

const NO_TIMES = { least: 0, exact: true, places: [] };
const shapesOf = ({ input, output }: Run) => ({ input, output });

describe('an expression in the namespace of a file', () => {
  it('leaves its runs and its shape', () => {
    const { parts, calls } = evaluateCalls({ path: 'm.py', text: LAYER }, ['c(torch.ones(4, 1, 9)), 3']);
    assert.deepEqual(parts[0]?.calls[0]?.runs.map(shapesOf), [{ input: [4, 1, 9], output: [4, 2, 7] }]);
    assert.deepEqual(calls, [{ call: 'c(torch.ones(4, 1, 9)), 3', output: [4, 2, 7], error: null, why: null }]);
  });

  it('is refused unless it is one', () => {
    for (const text of ['', ' ', 'x = 1', 'import os', 'a; b', '(', 'a) + (b', 'a] + [b', '# a']) {
      const [outcome] = evaluateCalls({ path: 'm.py', text: LAYER }, [text]).calls;
      assert.equal(outcome?.error, 'SyntaxError: invalid syntax', text);
    }
  });

  it('changes nothing for what is analysed afterwards', () => {
    const before = first(`${LAYER}c(torch.ones(1, 1, 5))\n`);
    evaluateCalls({ path: 'm.py', text: LAYER }, ['setattr(nn.Conv1d, "forward", None)', 'c(torch.ones(1, 1, 5))']);
    assert.deepEqual(first(`${LAYER}c(torch.ones(1, 1, 5))\n`).runs, before.runs);
  });

  it('none, or one of a half-typed file, is no error', () => {
    assert.deepEqual(evaluateCalls({ path: 'm.py', text: LAYER }, []).calls, []);
    for (let cut = 0; cut < LAYER.length; cut += 5)
      assert.equal(
        evaluateCalls({ path: 'm.py', text: LAYER.slice(0, cut) }, ['c(torch.ones(1, 1, 5))']).calls.length,
        1,
      );
  });
});

describe('a file of a package that takes names from the package', () => {
  it('is imported by the package first, as in Python', () => {
    const text = `${HEAD}from p import Base\nclass Net(Base):\n    def __init__(self):\n        super().__init__()\n        self.c = nn.Conv1d(1, 2, 3)\n    def forward(self, x):\n        return self.c(x)\n`;
    const files = {
      'p/__init__.py': 'from .base import *\nfrom .net import *\nTABLE = {"net": Net}\n',
      'p/base.py': 'from torch import nn\nclass Base(nn.Module): pass\n',
      'p/net.py': text,
    };
    const { calls } = evaluateCalls(
      { path: 'p/net.py', text },
      ['Net()(torch.ones(1, 1, 9))', '__import__("p").TABLE["net"]()(torch.ones(1, 1, 9))'],
      { workspace: workspace(files), importAs: { name: 'p.net', package: 'p' } },
    );
    assert.deepEqual(
      calls.map(({ output }) => output),
      [
        [1, 2, 7],
        [1, 2, 7],
      ],
    );
  });
});

describe('a program of several files', () => {
  it('lists the calls that it reaches in the others, with their text', () => {
    const files = { 'layers.py': LAYER, 'unused.py': LAYER };
    const text = 'import torch\nfrom layers import c\nc(torch.ones(1, 1, 8))\n';
    const { parts, others } = analyzeProgram({ path: 'm.py', text }, { workspace: workspace(files) });
    assert.deepEqual(parts[0]?.calls, []);
    assert.deepEqual(
      others.map(({ path, analysis }) => [path, analysis.calls.map(call => [call.callee, call.runs.map(shapesOf)])]),
      [['layers.py', [['nn.Conv1d', [{ input: [1, 1, 8], output: [1, 2, 6] }]]]]],
    );
  });
});

describe('two analyses of one call', () => {
  it('a run that is certain in one of them is certain, each once, in their order', () => {
    const a = first(`${LAYER}c(torch.ones(1, 1, 5))\nc(torch.ones(1, 1, 6))\n`);
    const b = first(`${LAYER}c(torch.ones(1, 1, 7))\nc(torch.ones(1, 1, 5))\n`);
    const possible = { ...b, runs: [], maybe: b.runs };
    const sizes = (calls: readonly ConvCall[]) => calls[0]?.runs.map(run => run.input?.[2]);
    assert.deepEqual(sizes(mergeCalls([a], [b])), [5, 6, 7]);
    const [merged] = mergeCalls([possible], [a]);
    assert.deepEqual(merged?.runs.map(shapesOf), a.runs.map(shapesOf));
    assert.deepEqual(merged.maybe, b.runs.slice(0, 1));
  });

  it('that there may be more stays the last word', () => {
    const more = { input: null, output: null };
    const a = first(`${LAYER}c(torch.ones(1, 1, 5))\n`);
    const [merged] = mergeCalls([{ ...a, runs: [...a.runs, more] }], [a]);
    assert.deepEqual(merged?.runs.map(shapesOf), [...a.runs, more].map(shapesOf));
  });

  it('how often a run happens is added up', () => {
    const a = first(`${LAYER}for _ in range(3):\n    c(torch.ones(1, 1, 5))\n`);
    const b = first(`${LAYER}c(torch.ones(1, 1, 5))\n`);
    const possible = { ...b, runs: [], maybe: b.runs.map(run => ({ ...run, times: { ...NO_TIMES, exact: false } })) };
    const count = (calls: readonly ConvCall[]) => calls[0]?.runs.map(({ times }) => [times?.least, times?.exact]);
    assert.deepEqual(count(mergeCalls([a], [b])), [[4, true]]);
    assert.deepEqual(count(mergeCalls([a], [possible])), [[3, false]]);
  });
});
