import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { analyzeCells, callAt, callsByDistance, analyzeText, editCall } from '../../../src/analysis/index.js';
import { lineOf } from './show.js';

function cells(...texts: string[]): string[][] {
  return analyzeCells(texts.map(text => ({ text }))).map((analysis, index) =>
    analysis.calls.map(call => lineOf(call, texts[index] ?? '')),
  );
}

describe('a notebook', () => {
  it('gives each cell the names of the cells before, and positions of its own', () => {
    assert.deepEqual(
      cells(
        'import torch\nimport torch.nn as nn',
        'width = 8',
        'conv = nn.Conv2d(3, width, 3)',
        'y = conv(torch.zeros(1, 3, 5, 5))',
      ),
      [[], [], ['nn.Conv2d(3, width, 3) | (1, 3, 5, 5) → (1, 8, 3, 3)'], []],
    );
  });

  it('knows no names of the cells after', () => {
    const [first] = cells('nn.Conv2d(3, 8, 3)', 'import torch.nn as nn');
    assert.deepEqual(first, []);
  });

  it('takes no value that a later cell gives', () => {
    assert.deepEqual(cells('import torch.nn as nn', 'x = nn.Conv2d(3, d, 3)', 'd = 5')[1], [
      'nn.Conv2d(3, d, 3) | (N, 3, H, W) → (N, ?, H − 2, W − 2)',
    ]);
  });

  it('passes over magics and shell commands', () => {
    assert.deepEqual(
      cells(
        '%matplotlib inline\n!pip install torch\nimport torch.nn as nn',
        '%%bash\nnn.Conv2d(3, 8, 3)',
        'nn.Conv1d(3, 8, 3)',
      ),
      [[], [], ['nn.Conv1d(3, 8, 3) | (N, 3, L) → (N, 8, L − 2)']],
    );
  });

  it('is not spoilt by a half-typed cell', () => {
    assert.deepEqual(cells('import torch.nn as nn', 'a = nn.Conv2d(3,', 'b = nn.Conv1d(3, 8, 3)').at(-1), [
      'nn.Conv1d(3, 8, 3) | (N, 3, L) → (N, 8, L − 2)',
    ]);
  });

  it('of the samples shows the lesson’s sizes', () => {
    const book = JSON.parse(readFileSync('media/samples/lesson.ipynb', 'utf8')) as {
      cells: { cell_type: string; source: string[] }[];
    };
    const texts = book.cells.filter(cell => cell.cell_type === 'code').map(cell => cell.source.join(''));
    assert.deepEqual(cells(...texts), [
      [],
      ['nn.Conv2d(1, 1, kernel_size=3, bias=False) | (1, 1, 4, 4) → (1, 1, 2, 2)'],
      ['nn.ConvTranspose2d(1, 1, kernel_size=3, bias=False) | (1, 1, 2, 2) → (1, 1, 4, 4)'],
      [
        'nn.ConvTranspose2d(1, channels, 3, stride=2) | (1, 1, 2, 2) → (1, 8, 5, 5) | uneven-overlap',
        'nn.ConvTranspose2d(channels, 1, 4, stride=2, padding=1) | (1, 8, 5, 5) → (1, 1, 10, 10)',
      ],
    ]);
  });
});

describe('the samples', () => {
  const shapes = (file: string): string[] => {
    const text = readFileSync(`media/samples/${file}`, 'utf8');
    const analysis = analyzeText(text);
    assert.deepEqual(analysis.problems, []);
    return analysis.calls.map(call => lineOf(call, text));
  };

  it('of a DCGAN show what runs through it', () => {
    assert.deepEqual(shapes('dcgan.py'), [
      'nn.ConvTranspose2d(nz, ngf * 8, 4, 1, 0, bias=False) | (16, 100, 1, 1) → (16, 512, 4, 4)',
      'nn.ConvTranspose2d(ngf * 8, ngf * 4, 4, 2, 1, bias=False) | (16, 512, 4, 4) → (16, 256, 8, 8)',
      'nn.ConvTranspose2d(ngf * 4, ngf * 2, 4, 2, 1, bias=False) | (16, 256, 8, 8) → (16, 128, 16, 16)',
      'nn.ConvTranspose2d(ngf * 2, ngf, 4, 2, 1, bias=False) | (16, 128, 16, 16) → (16, 64, 32, 32)',
      'nn.ConvTranspose2d(ngf, nc, 4, 2, 1, bias=False) | (16, 64, 32, 32) → (16, 3, 64, 64)',
      'nn.Conv2d(previous, width, kernel_size=4, stride=2, padding=1, bias=False) | (16, 3, 64, 64) → (16, 64, 32, 32)',
      'nn.Conv2d(previous, 1, 4, 1, 0, bias=False) | (16, 512, 4, 4) → (16, 1, 1, 1)',
      'nn.ConvTranspose2d(16, 8, 3, stride=2) | (1, 16, 8, 8) → (1, 8, 17, 17) | uneven-overlap',
      'nn.ConvTranspose2d(16, 8, 4, stride=2, padding=1) | (N, 16, H, W) → (N, 8, 2·H, 2·W)',
    ]);
  });

  it('of a U-Net show every size of its blocks', () => {
    assert.deepEqual(shapes('unet.py'), [
      'nn.Conv2d(in_channels, out_channels, kernel_size=3, padding=1, bias=False) | (1, 1, 256, 256) → (1, 64, 256, 256)',
      'nn.Conv2d(out_channels, out_channels, kernel_size=3, padding=1, bias=False) | (1, 64, 256, 256) → (1, 64, 256, 256)',
      'nn.ConvTranspose2d(in_channels, in_channels // 2, kernel_size=2, stride=2) | (1, 1024, 16, 16) → (1, 512, 32, 32)',
      'nn.Conv2d(width, classes, kernel_size=1) | (1, 64, 256, 256) → (1, 4, 256, 256)',
    ]);
    const text = readFileSync('media/samples/unet.py', 'utf8');
    assert.equal(analyzeText(text).calls[0]?.runs.length, 9);
  });

  it('of a Keras autoencoder show what flows from its Input', () => {
    assert.deepEqual(
      shapes('keras_autoencoder.py').map(line => line.split(' | ').slice(1).join(' | ')),
      [
        '(N, 28, 28, 1) → (N, 14, 14, 16)',
        '(N, 14, 14, 16) → (N, 7, 7, 32)',
        '(N, 7, 7, 32) → (N, 7, 7, 8)',
        '(N, 7, 7, 8) → (N, 14, 14, 32) | uneven-overlap',
        '(N, 14, 14, 32) → (N, 28, 28, 16)',
        '(N, 28, 28, 16) → (N, 28, 28, 1)',
      ],
    );
  });
});

describe('a call is found', () => {
  const text =
    'import torch.nn as nn\na = nn.Conv2d(3, 8, 3)\n\nb = nn.Sequential(nn.Conv1d(1, 2, 3), nn.Conv1d(2, 4, 3))\n';
  const analysis = analyzeText(text);
  const at = (needle: string): number => text.indexOf(needle);

  it('at an offset within it, its ends included', () => {
    assert.equal(callAt(analysis, at('nn.Conv2d'))?.api, 'torch.nn.Conv2d');
    assert.equal(callAt(analysis, at('3)\n') + 2)?.api, 'torch.nn.Conv2d');
    assert.equal(callAt(analysis, 0), null);
    assert.equal(callAt(analysis, at('nn.Sequential') + 3), null);
  });

  it('by distance, the nearest first', () => {
    const order = callsByDistance(analysis, at('b =')).map(call => text.slice(call.span.from, call.span.to));
    assert.deepEqual(order, ['nn.Conv2d(3, 8, 3)', 'nn.Conv1d(1, 2, 3)', 'nn.Conv1d(2, 4, 3)']);
  });

  it('and edited in its own style', () => {
    const call = callAt(analysis, at('nn.Conv2d'));
    assert.ok(call);
    const result = editCall(call, text, [
      { name: 'kernel_size', text: '(5, 3)' },
      { name: 'padding', text: "'same'" },
    ]);
    assert.ok(result.ok);
    let edited = text;
    for (const edit of [...result.edits].reverse())
      edited = edited.slice(0, edit.from) + edit.insert + edited.slice(edit.to);
    assert.match(edited, /a = nn\.Conv2d\(3, 8, \(5, 3\), padding='same'\)\n/);
  });
});
