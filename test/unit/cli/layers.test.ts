import assert from 'node:assert/strict';
import { jsonText } from '../../../src/cli/jsonText.js';
import { runCli } from './runCli.js';

interface Layer {
  api: string;
  cell?: number;
  range: { start: { line: number; character: number }; end: { line: number; character: number } };
  runs: { input: unknown; output: unknown }[];
  maybe: unknown[];
  assumed: boolean;
  problems: { code: string; message: string; range: unknown }[];
  incomplete?: boolean;
}

interface Document {
  version: number;
  files: { path: string; layers: Layer[]; problems: { message: string }[] }[];
  calls: { call: string; output: unknown; error: string | null }[];
}

function layersJson(files: Record<string, string>, ...args: string[]): Document {
  const { status, out } = runCli(['layers', ...Object.keys(files), '--json', ...args], files);
  assert.equal(status, 0);
  return JSON.parse(out) as Document;
}

function only(text: string): Layer {
  const [file] = layersJson({ 'm.py': text }).files;
  assert.equal(file?.layers.length, 1);
  return file?.layers[0] as Layer;
}

const HEAD = 'import torch\nfrom torch import nn\n';

describe('conv-explorer layers', () => {
  it('answers the worked example of its contract', () => {
    const text = 'decoder = nn.ConvTranspose2d(16, 8, 3, stride=2)\n';
    const call = 'decoder(torch.randn(1, 16, 8, 8))\n';
    const layer = only(`${HEAD}${text}${call}`);
    assert.equal(layer.api, 'torch.nn.ConvTranspose2d');
    assert.deepEqual(layer.range, { start: { line: 2, character: 10 }, end: { line: 2, character: 48 } });
    assert.deepEqual(layer.runs, [{ input: [1, 16, 8, 8], output: [1, 8, 17, 17] }]);
    assert.deepEqual([layer.maybe, layer.assumed], [[], false]);
    assert.deepEqual(
      layer.problems.map(({ code, range }) => [code, range]),
      [['uneven-overlap', layer.range]],
    );
  });

  it('a layer that is not run has no runs, and one on a symbolic input is assumed', () => {
    assert.deepEqual(only(`${HEAD}c = nn.Conv2d(3, 8, 3)\n`).runs, []);
    const model = `class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 8, 3, stride=2, padding=1)
    def forward(self, x):
        return self.conv(x)
`;
    const layer = only(HEAD + model);
    assert.equal(layer.assumed, true);
    const [run] = layer.runs;
    const [, channels, height] = run?.output as (string | number)[];
    assert.equal(channels, 8);
    assert.equal(height, '(H + 1)//2');
  });

  it("another's Conv2d is not listed", () => {
    const { files } = layersJson({
      'm.py': 'class Conv2d:\n  pass\nx = Conv2d(3, 4)\nimport mine\ny = mine.Conv2d(1, 2, 3)\n',
    });
    assert.deepEqual(files[0]?.layers, []);
  });

  it('an incomplete call is listed without anything about it', () => {
    const layer = only(`${HEAD}c = nn.Conv2d(3, 64,\n`);
    assert.deepEqual([layer.incomplete, layer.runs, layer.problems], [true, [], []]);
  });

  it('positions count UTF-16 units and no byte-order mark, whatever ends the lines', () => {
    const layer = only(
      `\ufeffimport torch.nn as nn\r\n# 😀\r\n\tπ = 1\r\n`.replace('\t', '') + `x = ['😀', nn.Conv1d(1, 1, 3)]\r\n`,
    );
    assert.deepEqual(layer.range, { start: { line: 3, character: 11 }, end: { line: 3, character: 29 } });
    const first = only('\ufefffrom torch import nn; c = nn.Conv1d(1, 1, 3)');
    assert.deepEqual(first.range.start, { line: 0, character: 26 });
  });

  it('a notebook says the cell, from 0 among all cells', () => {
    const cells = [
      { cell_type: 'markdown', source: ['# title'] },
      { cell_type: 'code', source: ['!pip install torch\n', 'import torch\n', 'from torch import nn'] },
      { cell_type: 'code', source: 'nn.Conv2d(1, 1, 3)(torch.ones(1, 1, 5, 5))' },
    ];
    const { files } = layersJson({ 'n.ipynb': JSON.stringify({ cells }) });
    const [layer] = files[0]?.layers ?? [];
    assert.equal(layer?.cell, 2);
    assert.deepEqual(layer.range.start, { line: 0, character: 0 });
    assert.deepEqual(layer.runs, [{ input: [1, 1, 5, 5], output: [1, 1, 3, 3] }]);
  });

  it('paths are relative to the nearest folder that is no package, or to --root', () => {
    const files = { 'a/b/m.py': '', 'a/b/__init__.py': '' };
    const path = (...args: string[]) => {
      const { out } = runCli(['layers', 'a/b/m.py', '--json', ...args], files);
      return (JSON.parse(out) as Document).files[0]?.path;
    };
    assert.equal(path(), 'b/m.py');
    assert.equal(path('--root', '.'), 'a/b/m.py');
    assert.equal(path('--root', 'a'), 'b/m.py');
  });

  it('a file that cannot be read gives 2 and a sentence; the others are listed', () => {
    const { status, out, err } = runCli(['layers', 'missing.py', 'src', 'm.py', '--json'], {
      'm.py': `${HEAD}nn.Conv1d(1, 1, 1)`,
    });
    assert.equal(status, 2);
    assert.match(err, /missing\.py cannot be read: there is no such file\./);
    assert.match(err, /src cannot be read: it is a folder\./);
    assert.deepEqual(
      (JSON.parse(out) as Document).files.map(file => file.path),
      ['m.py'],
    );
  });

  it('an empty file, and one without convolutions, say so', () => {
    for (const text of ['', '# nothing\n', 'x = (((\n']) {
      assert.equal(runCli(['layers', 'm.py'], { 'm.py': text }).out, 'm.py: no convolution found\n');
    }
  });

  it('bad input ends with a result: absurd sizes, half-typed code, a megabyte', () => {
    const lines = [
      'nn.Conv2d(10**9, 10**9, 10**9, stride=10**9)(torch.ones(1, 10**9, 5, 5))',
      'nn.Conv2d(-3, 4, 3)',
      'nn.Conv2d(3, 4, -1)',
      'nn.Conv2d(3, 4, 3, banana=1)',
      'nn.ConvTranspose2d(3, 4, 3, output_padding=7)',
      'nn.Conv2d(3, 4, [1, 2, 3])',
    ];
    const text = HEAD + lines.join('\n');
    const { files } = layersJson({ 'm.py': text });
    assert.equal(files[0]?.layers.length, lines.length);
    for (const layer of files[0]?.layers ?? []) assert.ok(layer.problems.length > 0, JSON.stringify(layer));
    for (let cut = 0; cut < text.length; cut += 11) {
      assert.equal(runCli(['layers', 'm.py'], { 'm.py': text.slice(0, cut) }).status, 0);
    }
    // A million rounds of growing symbolic arithmetic: the budget ends them.
    const symbolic = `${HEAD}def f(H, W, C):
    x = H
    for i in range(10**6):
        x = ((x * W + C * H) // 3 + x * C) % 7 + H * W
    return nn.Conv2d(x, 3, 3)
`;
    assert.deepEqual(only(symbolic).runs, []);
    const long = `${HEAD}${'x = [1, 2, 3]  # a comment\n'.repeat(40_000)}nn.Conv1d(1, 1, 3)(torch.ones(1, 1, 9))\n`;
    const [layer] = layersJson({ 'm.py': long }).files[0]?.layers ?? [];
    assert.equal(layer?.range.start.line, 40_002);
  });

  it('--explain says why a value is not known', () => {
    const text = `import sys\n${HEAD}nn.Conv2d(3, int(sys.argv[1]), 3)\n`;
    const { out } = runCli(['layers', 'm.py', '--explain', '4'], { 'm.py': text });
    assert.match(out, /out_channels = int\(sys\.argv\[1\]\): not known, /);
    assert.match(out, /kernel_size = 3/);
    const none = runCli(['layers', 'm.py', '--explain', '1'], { 'm.py': text });
    assert.equal(none.out, 'm.py:1: no convolution on this line\n');
    assert.equal(runCli(['layers', 'm.py', '--explain', '0'], { 'm.py': text }).status, 2);
    assert.equal(runCli(['layers', 'm.py', '--explain', '4', '--json'], { 'm.py': text }).status, 2);
  });
});

describe('JSON of the command line', () => {
  it('reads back as what it was, and breaks only what is long', () => {
    const value = {
      a: [1, 'x', null, true],
      b: { c: 'y'.repeat(120), d: [] as number[], e: {} },
      f: Array.from({ length: 60 }, (_, i) => i),
    };
    assert.deepEqual(JSON.parse(jsonText(value)), value);
    assert.equal(jsonText({ a: [1, 2] }), '{ "a": [1, 2] }');
    assert.equal(jsonText({ a: undefined, b: 1 }), '{ "b": 1 }');
  });
});
