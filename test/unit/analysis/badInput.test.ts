import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { analyzeText, DocumentAnalyzer } from '../../../src/analysis/index.js';
import { show } from './show.js';

const TORCH = 'import torch\nimport torch.nn as nn\n';

describe('half-typed code', () => {
  it('lists the call as incomplete, without a number', () => {
    for (const tail of [
      'nn.Conv2d(3, 64,',
      'nn.Conv2d(3, 64,\nself.b = nn.ReLU()',
      'nn.Conv2d(',
      'nn.Conv2d(3, 8, kernel_size=)',
      'nn.Conv2d(3 8, 3)',
    ]) {
      const { calls } = analyzeText(TORCH + tail);
      assert.equal(calls.length, 1, tail);
      const [call] = calls;
      assert.equal(call?.complete, false, tail);
      assert.equal(call?.params, null);
      assert.deepEqual(
        [call?.shown, call?.runs, call?.problems, call?.arguments],
        [{ input: null, output: null }, [], [], []],
      );
    }
  });

  it('does not hide the calls around it', () => {
    const text = `${TORCH}a = nn.Conv2d(3, 8, 3)\nb = nn.Conv2d(3,\nc = nn.Conv2d(8, 16, 3)\n`;
    const lines = show(text);
    assert.ok(lines.includes('nn.Conv2d(3, 8, 3) | (N, 3, H, W) → (N, 8, H − 2, W − 2)'), lines.join('\n'));
  });

  it('gives numbers again when a float has no digits after its point', () => {
    assert.deepEqual(show(`${TORCH}x = 2.\nnn.Conv2d(3, 8, 3)`), [
      'nn.Conv2d(3, 8, 3) | (N, 3, H, W) → (N, 8, H − 2, W − 2)',
    ]);
  });
});

describe('code that does not run', () => {
  it('is read from its text: dead branches, after a raise, uncalled functions', () => {
    const text = `${TORCH}raise ValueError('no')\nif False:\n    a = nn.Conv2d(5, 6, 7)\ndef f():\n    import torch.nn as other\n    return other.Conv1d(1, 2, 3)\n`;
    assert.deepEqual(show(text), [
      'nn.Conv2d(5, 6, 7) | (N, 5, H, W) → (N, 6, H − 6, W − 6)',
      'other.Conv1d(1, 2, 3) | (N, 1, L) → (N, 2, L − 2) | assumed',
    ]);
  });

  it('tells what a module-level statement raises', () => {
    const { problems } = analyzeText(`${TORCH}nn.Linear(3, 4)(torch.zeros(2, 5))\nnn.Conv2d(3, 8, 3)\n`);
    assert.deepEqual(
      problems.map(({ code, message }) => [code, message]),
      [['raises', 'RuntimeError: mat1 and mat2 shapes cannot be multiplied (2x5 and 3x4)']],
    );
  });
});

describe('any text', () => {
  it('has positions in UTF-16 units: CRLF, tabs, a byte-order mark, names and signs beyond ASCII', () => {
    const text =
      '\ufeffimport torch.nn as nn\r\nbreite = 8  # 🙂\r\nif True:\r\n\tgröße = "🙂", nn.Conv2d(3,\tbreite,\r\n\t\t3)\r\n';
    const [call] = analyzeText(text).calls;
    assert.equal(text.slice(call?.span.from, call?.span.to), 'nn.Conv2d(3,\tbreite,\r\n\t\t3)');
    assert.equal(text.slice(call?.calleeSpan.from, call?.calleeSpan.to), 'nn.Conv2d');
    assert.equal(call?.params?.outChannels, 8);
  });

  it('that is empty, blank or no Python has no calls', () => {
    for (const text of ['', '\n\n', '\ufeff', 'Conv2d', '<conv>', '\0conv\0', '((((((conv', "'''conv2d("])
      assert.deepEqual(analyzeText(text).calls, []);
  });

  it('ends and does not throw, wherever it is cut', () => {
    for (const file of ['dcgan', 'unet', 'keras_autoencoder']) {
      const text = readFileSync(`media/samples/${file}.py`, 'utf8');
      for (let end = 0; end < text.length; end += 61) {
        for (const problem of analyzeText(text.slice(0, end)).problems)
          assert.notEqual(problem.code, 'internal', problem.message);
      }
    }
  });

  it('with endless or absurd work in it ends', () => {
    const text = `${TORCH}nn.Conv2d(3, 8, 3)\nx = [0] * 10**9\nwhile True:\n    x = 10**10**10\ndef f(): f()\nf()\nnn.Conv2d(3, 4, 5)\n`;
    const { calls, problems } = analyzeText(text);
    assert.equal(calls.length, 2);
    assert.ok(problems.every(problem => problem.code !== 'internal'));
  });

  it('of 1 MB ends', () => {
    const block =
      'class Net{i}(nn.Module):\n    def __init__(self, width={i}):\n        super().__init__()\n        self.conv = nn.Conv2d(3, width, 3)\n    def forward(self, x):\n        return self.conv(x)\n\n';
    let text = TORCH;
    for (let i = 1; text.length < 1_000_000; i++) text += block.replaceAll('{i}', String(i));
    const { calls, problems } = analyzeText(text);
    assert.ok(calls.length > 4000);
    assert.deepEqual(problems, []);
  });
});

describe('a document that changes', () => {
  it('is analysed as if it were new', () => {
    const analyzer = new DocumentAnalyzer();
    const versions = [
      `${TORCH}a = nn.Conv2d(3, 8, 3)\n`,
      `${TORCH}a = nn.Conv2d(3, 8, 3, stride=\n`,
      `${TORCH}a = nn.Conv2d(3, 8, 3, stride=2)\n`,
      `${TORCH}\n\na = nn.Conv2d(3, 8, 3, stride=2)\nb = nn.Conv1d(1, 1, 1)\n`,
      '',
      `${TORCH}a = nn.Conv2d(3, 8, 3)\n`,
    ];
    for (const text of versions) assert.deepEqual(analyzer.update(text), analyzeText(text));
  });

  it('gives the same object for the same text', () => {
    const analyzer = new DocumentAnalyzer();
    assert.equal(analyzer.update(TORCH), analyzer.update(TORCH));
  });
});
