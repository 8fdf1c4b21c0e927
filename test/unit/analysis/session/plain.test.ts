import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { analyzeText, type FileAnalysis } from '../../../../src/analysis/index.js';
import { fromClonable, toClonable } from '../../../../src/analysis/session/plain.js';
import { Sym } from '../../../../src/python/sym/sym.js';

/** A value with its classes told, and each symbolic size as its canonical text. */
function told(value: unknown): unknown {
  if (value instanceof Sym) return { Sym: value.key, text: value.printPython() };
  if (Array.isArray(value)) return value.map(told);
  if (typeof value !== 'object' || value === null) return value;
  const of = (Object.getPrototypeOf(value) as { constructor?: { name: string } } | null)?.constructor?.name;
  return { of, ...Object.fromEntries(Object.entries(value).map(([key, its]) => [key, told(its)])) };
}

function sent(analysis: FileAnalysis): FileAnalysis | undefined {
  return fromClonable(structuredClone(toClonable([analysis])))[0];
}

describe('an analysis that is sent to another thread', () => {
  const FILES = ['media/samples/dcgan.py', 'media/samples/unet.py', 'media/samples/keras_autoencoder.py'];
  for (const file of FILES) {
    it(`of ${file} loses nothing on the way`, () => {
      const analysis = analyzeText(readFileSync(file, 'utf8'));
      assert.ok(analysis.calls.length > 0);
      assert.deepEqual(told(sent(analysis)), told(analysis));
    });
  }

  it('keeps symbolic, unknown and refused shapes, and problems', () => {
    const analysis = analyzeText(
      'import torch\nfrom torch import nn\n\n\nclass Net(nn.Module):\n    def __init__(self, width=8):\n        super().__init__()\n' +
        '        self.a = nn.Conv2d(3, width, 3, 2, 1)\n        self.b = nn.ConvTranspose2d(width, 3, 3, 2)\n\n' +
        '    def forward(self, x):\n        return self.b(self.a(x))\n\n\n' +
        'up = nn.ConvTranspose2d(4, 4, 3, stride=2)\nup(torch.zeros(1, 5, 7, 7))\nnn.Conv2d(3, 8, 3, groups=2)\nup(input())\n',
    );
    const shapes = analysis.calls.map(call => told(call.shown.output));
    assert.match(JSON.stringify(shapes), /Sym/);
    assert.ok(analysis.calls.some(call => call.problems.length > 0));
    assert.deepEqual(told(sent(analysis)), told(analysis));
  });
});
