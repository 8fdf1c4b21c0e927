import assert from 'node:assert/strict';
import { shellWords } from '../../../src/cli/shellWords.js';
import { UsageError } from '../../../src/cli/io.js';
import { runCli } from './runCli.js';

interface Layer {
  api: string;
  runs: unknown[];
  maybe: unknown[];
  assumed: boolean;
  range: { start: { line: number } };
}

interface Document {
  files: { path: string; layers: Layer[] }[];
  calls: { call: string; output: unknown; error: string | null; why?: string }[];
}

function document(files: Record<string, string>, ...args: string[]): Document {
  const { status, out, err } = runCli(['layers', ...args, '--json'], files);
  assert.deepEqual([status, err], [0, '']);
  return JSON.parse(out) as Document;
}

const runsOf = ({ files }: Document): Record<string, unknown[]> =>
  Object.fromEntries(files.map(file => [file.path, file.layers.map(layer => layer.runs)]));

const BLOCKS = `from torch import nn
class Block(nn.Module):
    def __init__(self, i, o):
        super().__init__()
        self.conv = nn.Conv2d(i, o, 3, padding=1)
        self.other = nn.Conv2d(i, o, 1)
    def forward(self, x):
        return self.conv(x)
`;

const NET = `from torch import nn, randn
from .blocks import Block
conv = nn.Conv1d(1, 1, 1)
conv(randn(1, 1, 7))
def net(): return Block(3, 8)
if __name__ == '__main__':
    conv(randn(1, 1, 5))
    net()(randn(1, 3, 4, 4))
`;

const PACKAGE = { 'p/__init__.py': '', 'p/blocks.py': BLOCKS, 'p/net.py': NET };

const run = (input: number[], output: number[]) => ({ input, output });

describe('conv-explorer layers --call', () => {
  it('lists what runs while the expression is evaluated, and nothing that the import ran', () => {
    const answer = document(PACKAGE, 'p/net.py', '--call', 'net()(torch.randn(2, 3, 5, 6))');
    assert.deepEqual(runsOf(answer), {
      'p/net.py': [[]],
      'p/blocks.py': [[run([2, 3, 5, 6], [2, 8, 5, 6])], []],
    });
    assert.deepEqual(answer.calls, [{ call: 'net()(torch.randn(2, 3, 5, 6))', output: [2, 8, 5, 6], error: null }]);
  });

  it('lists a run again that the import had already', () => {
    assert.deepEqual(runsOf(document(PACKAGE, 'p/net.py', '--call', 'conv(randn(1, 1, 7))'))['p/net.py'], [
      [run([1, 1, 7], [1, 1, 7])],
    ]);
  });

  it('without it the file runs as a script', () => {
    assert.deepEqual(runsOf(document(PACKAGE, 'p/net.py')), {
      'p/net.py': [[run([1, 1, 7], [1, 1, 7]), run([1, 1, 5], [1, 1, 5])]],
      'p/blocks.py': [[run([1, 3, 4, 4], [1, 8, 4, 4])], []],
    });
  });

  it('gives the union of several, in their order', () => {
    const calls = ['net()(randn(1, 3, 4, 4))', 'net()(randn(2, 3, 4, 4))', 'net()(randn(1, 3, 4, 4))'];
    const answer = document(PACKAGE, 'p/net.py', ...calls.flatMap(call => ['--call', call]));
    assert.deepEqual(runsOf(answer)['p/blocks.py']?.[0], [
      run([1, 3, 4, 4], [1, 8, 4, 4]),
      run([2, 3, 4, 4], [2, 8, 4, 4]),
    ]);
    assert.deepEqual(
      answer.calls.map(({ output }) => output),
      [
        [1, 8, 4, 4],
        [2, 8, 4, 4],
        [1, 8, 4, 4],
      ],
    );
  });

  it('each is evaluated after an import of its own', () => {
    const text = 'import torch\nsizes = []\ndef grow():\n    sizes.append(1)\n    return torch.ones(len(sizes))\n';
    const { calls } = document({ 'm.py': text }, 'm.py', '--call', 'grow()', '--call', 'grow()');
    assert.deepEqual(
      calls.map(({ output }) => output),
      [[1], [1]],
    );
  });

  it('the file is imported under its dotted name, after its packages', () => {
    const files = {
      'a/__init__.py': 'from torch import ones\nsize = len(__name__)\n',
      'a/b/__init__.py': '',
      'a/b/m.py':
        'from .. import size\nfrom torch import ones\ndef f():\n    return ones(size, len(__name__), len(__package__))\n',
    };
    assert.deepEqual(document(files, 'a/b/m.py', '--call', 'f()').calls[0]?.output, [1, 5, 3]);
    assert.deepEqual(document(files, 'a/b/m.py', '--root', 'a', '--call', '__import__').files[0]?.path, 'b/m.py');
  });

  it('a file that its own package imports is one module', () => {
    const files = { 'p/__init__.py': 'from .m import items\nitems.append(1)\n', 'p/m.py': 'items = []\n' };
    assert.deepEqual(document(files, 'p/m.py', '--call', 'torch.ones(len(items))').calls[0]?.output, [1]);
  });

  it('says what an expression raises, in Python’s words', () => {
    const answer = document(
      PACKAGE,
      'p/net.py',
      ...['net()(randn(1, 4, 5, 5))', 'net(1)', '1 +', 'net().nothing'].flatMap(call => ['--call', call]),
    );
    const [channels, , ...others] = answer.calls.map(({ error, output }) => (output === null ? error : 'a shape'));
    assert.match(channels ?? '', /^RuntimeError: Given groups=1, .* but got 4 channels instead$/);
    assert.equal(others[0], 'SyntaxError: invalid syntax');
    assert.match(others[1] ?? '', /^AttributeError: 'Block' object has no attribute 'nothing'$/);
    assert.match(answer.calls[1]?.error ?? '', /^TypeError: /);
  });

  it('evaluates nothing where the import raises, and says what', () => {
    const text = `from torch import nn, ones\nc = nn.Conv1d(1, 1, 1)\nraise ValueError('no')\n`;
    const answer = document({ 'm.py': text }, 'm.py', '--call', 'c(ones(1, 1, 3))');
    assert.deepEqual(answer.calls[0], { call: 'c(ones(1, 1, 3))', output: null, error: 'ValueError: no' });
    assert.deepEqual(runsOf(answer)['m.py'], [[]]);
  });

  it('a value that is not known says why, and what may run is no run', () => {
    const text = `import sys, random\nfrom torch import nn, ones\nc = nn.Conv1d(1, 1, 1)
def f():
    if random.random() < 0.5:
        return c(ones(1, 1, 3))
    return c(ones(1, 1, 4))
`;
    const answer = document({ 'm.py': text }, 'm.py', '--call', 'f()', '--call', 'random.random()');
    const [layer] = answer.files[0]?.layers ?? [];
    assert.equal(layer?.maybe.length, 2);
    assert.ok(!layer.runs.some(its => JSON.stringify(its).includes('3')), JSON.stringify(layer.runs));
    assert.equal(answer.calls[1]?.output, null);
    assert.match(answer.calls[1]?.why ?? '', /at random/);
  });

  it('assumes nothing', () => {
    const text = `from torch import nn\nclass N(nn.Module):\n    def __init__(self):\n        super().__init__()
        self.c = nn.Conv1d(1, 1, 1)\n    def forward(self, x):\n        return self.c(x)\n`;
    const layer = (...args: string[]) => document({ 'm.py': text }, 'm.py', ...args).files[0]?.layers[0];
    assert.equal(layer()?.assumed, true);
    const asked = layer('--call', 'N()');
    assert.deepEqual([asked?.assumed, asked?.runs], [false, []]);
  });

  it('an expression that does not end leaves more than is listed', () => {
    const text = `from torch import nn, ones\nc = nn.Conv1d(1, 1, 1)\ndef f(n=0):
    while True:
        n += 1
        c(ones(1, 1, 3))
`;
    const answer = document({ 'm.py': text }, 'm.py', '--call', 'f()');
    const [layer] = answer.files[0]?.layers ?? [];
    assert.deepEqual(layer?.runs.at(-1), { input: null, output: null });
    assert.equal(answer.calls[0]?.error, null);
    assert.ok(answer.calls[0].why);
  });

  it('the cells of a notebook are a namespace, too', () => {
    const cells = [
      { cell_type: 'code', source: 'from torch import nn, ones\nc = nn.Conv1d(1, 1, 1)' },
      { cell_type: 'code', source: 'c(ones(1, 1, 9))' },
    ];
    const answer = document({ 'n.ipynb': JSON.stringify({ cells }) }, 'n.ipynb', '--call', 'c(ones(1, 1, 2))');
    assert.deepEqual(runsOf(answer)['n.ipynb'], [[run([1, 1, 2], [1, 1, 2])]]);
  });

  it('a file outside of the root cannot be imported', () => {
    const { status, err } = runCli(['layers', 'a/m.py', '--root', 'b', '--call', '1'], { 'a/m.py': '' });
    assert.equal(status, 2);
    assert.match(err, /cannot be imported: it is not below the root/);
  });
});

describe('other files that conv-explorer layers reaches', () => {
  it('are listed once each, whoever reaches them', () => {
    const files = {
      'blocks.py': BLOCKS,
      'a.py': 'from blocks import Block\nimport torch\nBlock(1, 2)(torch.ones(1, 1, 3, 3))\n',
      'b.py': 'from blocks import Block\nimport torch\nBlock(1, 2)(torch.ones(1, 1, 4, 4))\n',
    };
    const both = [run([1, 1, 3, 3], [1, 2, 3, 3]), run([1, 1, 4, 4], [1, 2, 4, 4])];
    assert.deepEqual(runsOf(document(files, 'a.py', 'b.py')), { 'a.py': [], 'b.py': [], 'blocks.py': [both, []] });
    const asked = document(files, 'blocks.py', 'a.py', 'b.py').files;
    assert.deepEqual(
      asked.map(file => file.path),
      ['blocks.py', 'a.py', 'b.py'],
    );
    assert.deepEqual(asked[0]?.layers[0]?.runs, both);
    assert.equal(asked[0].layers[0].assumed, false);
  });

  it('are interpreted and not listed where they are outside of the root', () => {
    const files = {
      'lib/blocks.py': BLOCKS,
      'src/a.py':
        'from blocks import Block\nimport torch\nfrom torch import nn\nnn.Conv2d(2, 1, 1)(Block(1, 2)(torch.ones(1, 1, 3, 3)))\n',
    };
    const answer = document(files, 'src/a.py', '--path', 'lib');
    assert.deepEqual(runsOf(answer), { 'a.py': [[run([1, 2, 3, 3], [1, 1, 3, 3])]] });
    const without = document(files, 'src/a.py').files[0]?.layers[0];
    assert.ok(!JSON.stringify(without?.runs).includes('[1, 2'), 'nothing is known without the library');
    const missing = runCli(['layers', 'src/a.py', '--path', 'nowhere'], files);
    assert.equal(missing.status, 2);
    assert.match(missing.err, /--path nowhere: there is no such folder/);
  });

  it('a folder without Python is no package that hides what is installed', () => {
    const files = {
      'wandb/run/log.txt': '',
      'm.py': 'import wandb, torch\nfrom torch import nn\nwandb.init()\nnn.Conv1d(1, 1, 1)(torch.ones(1, 1, 3))\n',
    };
    assert.deepEqual(runsOf(document(files, 'm.py'))['m.py'], [[run([1, 1, 3], [1, 1, 3])]]);
  });
});

describe('--argv', () => {
  it('is what the script finds in sys.argv', () => {
    const text = `import argparse, torch
from torch import nn
p = argparse.ArgumentParser()
p.add_argument('--size', type=int, default=8)
p.add_argument('name')
a = p.parse_args()
nn.Conv1d(1, 1, 1)(torch.ones(1, 1, a.size))
`;
    const sized = (...args: string[]) => runsOf(document({ 'm.py': text }, 'm.py', ...args))['m.py'];
    assert.deepEqual(sized('--argv', '--size 12 x'), [[run([1, 1, 12], [1, 1, 12])]]);
    assert.deepEqual(sized('--argv=--size=3'), [[run([1, 1, 3], [1, 1, 3])]]);
    assert.deepEqual(sized(), [[run([1, 1, 8], [1, 1, 8])]]);
  });

  it('is split as a shell would', () => {
    const cases: [string, string[]][] = [
      ['', []],
      ['  a  b ', ['a', 'b']],
      [`--name 'a b' "c d"`, ['--name', 'a b', 'c d']],
      [`a'b'"c"d ''`, ['abcd', '']],
      [String.raw`a\ b "\"" "\n" '\'`, ['a b', '"', String.raw`\n`, '\\']],
    ];
    for (const [text, words] of cases) assert.deepEqual(shellWords('--argv', text), words, text);
    assert.throws(() => shellWords('--argv', `a 'b`), UsageError);
    assert.equal(runCli(['layers', 'm.py', '--argv', '"'], { 'm.py': '' }).status, 2);
  });
});
