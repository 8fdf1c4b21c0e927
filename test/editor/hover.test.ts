import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { api, closeAll, hoverAt, hoverOver, positionOf, sampleUri, showPython } from './workbench.js';

/** file, the call's beginning, what its hover says */
const CALLS: readonly (readonly [string, string, readonly string[]])[] = [
  [
    'dcgan.py',
    'nn.ConvTranspose2d(16, 8, 3, stride=2)',
    [
      'ConvTranspose2d · transposed convolution · 16 → 8 channels · Explore',
      '(1, 16, 8, 8) → (1, 8, 17, 17)',
      '(8−1)·2 − 2·0 + 1·(3−1) + 0 + 1 = 17',
      'Uneven: 1 to 4 contributions per pixel, period 2',
      'Even at the same size: kernel_size=4, padding=1, output_padding=1',
      '1,160 parameters · 73,728 multiply-adds per sample',
    ],
  ],
  [
    'dcgan.py',
    'nn.ConvTranspose2d(16, 8, 4, stride=2, padding=1)',
    ['(N, 16, H, W) → (N, 8, 2·H, 2·W)', 'Even: 4 contributions per pixel'],
  ],
  [
    'dcgan.py',
    'nn.ConvTranspose2d(nz, ngf * 8, 4, 1, 0',
    ['100 → 512 channels', '(16, 100, 1, 1) → (16, 512, 4, 4)', 'Even'],
  ],
  ['dcgan.py', 'nn.ConvTranspose2d(ngf * 8, ngf * 4', ['512 → 256 channels', '(16, 512, 4, 4) → (16, 256, 8, 8)']],
  ['dcgan.py', 'nn.ConvTranspose2d(ngf, nc, 4', ['64 → 3 channels', '(16, 64, 32, 32) → (16, 3, 64, 64)']],
  [
    'dcgan.py',
    'nn.Conv2d(previous, width',
    ['(16, 3, 64, 64) → (16, 64, 32, 32)', '(16, 64, 32, 32)|(16, 128, 16, 16)|×1'],
  ],
  ['dcgan.py', 'nn.Conv2d(previous, 1, 4, 1, 0', ['512 → 1 channels', '(16, 512, 4, 4) → (16, 1, 1, 1)']],
  ['unet.py', 'nn.Conv2d(width, classes', ['64 → 4 channels', '(1, 64, 256, 256) → (1, 4, 256, 256)']],
  [
    'keras_autoencoder.py',
    'layers.Conv2D(16, 3',
    ['Conv2D · convolution · 1 → 16 channels', '28, 28, 1) → ', '14, 14, 16)'],
  ],
  [
    'keras_autoencoder.py',
    'layers.Conv2DTranspose(32, 3',
    ['8 → 32 channels', '7, 7, 8) → ', '14, 14, 32)', 'Uneven: 1 to 4'],
  ],
  [
    'keras_autoencoder.py',
    'layers.Conv2DTranspose(16, 4',
    ['32 → 16 channels', '14, 14, 32) → ', '28, 28, 16)', 'Even: 4'],
  ],
  ['keras_autoencoder.py', 'layers.SeparableConv2D', ['separable convolution', '7, 7, 32) → ', '7, 7, 8)']],
];

describe('the hover in a real editor', () => {
  before(api);
  afterEach(closeAll);

  for (const [file, call, expected] of CALLS) {
    it(`over ${call}… in ${file} says ${expected[0] ?? ''}`, async () => {
      const document = await vscode.workspace.openTextDocument(sampleUri(file));
      const { text } = await hoverOver(document, call);
      for (const part of expected) {
        // No shape is broken into two lines: its spaces do not break.
        assert.ok(text.replaceAll('\u00a0', ' ').includes(part), `${part}\nis in\n${text}`);
      }
    });
  }

  it('covers the whole call, ends included, and nothing beyond it', async () => {
    const { document } = await showPython('from torch import nn\nlayer = nn.Conv2d(3, 8, 3)(x)\n');
    const call = 'nn.Conv2d(3, 8, 3)';
    const { range } = await hoverOver(document, call);
    assert.equal(document.getText(range), call);
    assert.equal(await hoverAt(document, positionOf(document, 'layer')), null);
    assert.equal(await hoverAt(document, positionOf(document, '(x)', 0, 1)), null);
  });

  it('works in untitled documents, with CRLF, tabs and non-ASCII names', async () => {
    const { document } = await showPython(
      'import torch.nn as nn\r\nif True:\r\n\t灰度 = 1; größe = nn.Conv2d(灰度, 8, 3)\r\n',
    );
    const { text, range } = await hoverOver(document, 'nn.Conv2d');
    assert.match(text, /1 → 8 channels/);
    assert.equal(document.getText(range), 'nn.Conv2d(灰度, 8, 3)');
  });

  it('shows no number for a half-typed call', async () => {
    const { document } = await showPython('import torch.nn as nn\nself.a = nn.Conv2d(3, 64,\nself.b = 7\n');
    const { text } = await hoverOver(document, 'nn.Conv2d');
    assert.match(text, /incomplete/);
    assert.doesNotMatch(text.replace('Conv2d', ''), /\d/);
  });

  it('says a problem in the framework’s words', async () => {
    const { document } = await showPython(
      'import torch.nn as nn\na = nn.Conv2d(3, 8, 3, groups=2)\nb = nn.Conv2d(3, 8, 3, size=2)\n',
    );
    assert.match(
      (await hoverOver(document, 'nn.Conv2d(3, 8, 3, groups')).text,
      /in_channels must be divisible by groups/,
    );
    assert.match((await hoverOver(document, 'nn.Conv2d(3, 8, 3, size')).text, /unexpected keyword argument 'size'/);
  });

  it('leaves alone what only has the name', async () => {
    const { document } = await showPython(
      'class Conv2d:\n    pass\nx = Conv2d(3, 8, 3)\ny = mylib.nn.Conv2d(3, 8, 3)\n',
    );
    assert.equal(await hoverAt(document, positionOf(document, 'Conv2d(3', 0, 2)), null);
    assert.equal(await hoverAt(document, positionOf(document, 'nn.Conv2d', 0, 4)), null);
  });

  it('keeps up with typing', async () => {
    const editor = await showPython('import torch.nn as nn\nx = nn.Conv2d(3, 8, 3)\n');
    assert.match((await hoverOver(editor.document, 'nn.Conv2d')).text, /3 → 8 channels/);
    await editor.edit(edit => edit.replace(new vscode.Range(1, 17, 1, 18), '16'));
    assert.match((await hoverOver(editor.document, 'nn.Conv2d')).text, /3 → 16 channels/);
    await editor.edit(edit => edit.replace(new vscode.Range(0, 0, 1, 0), ''));
    assert.equal(await hoverAt(editor.document, positionOf(editor.document, 'nn.Conv2d', 0, 4)), null);
  });

  it('survives absurd numbers, and a megabyte', async () => {
    const { document } = await showPython(
      'import torch.nn as nn\na = nn.Conv2d(3, 8, 10**9)\nb = nn.ConvTranspose2d(-3, 8, 3, stride=10**30)\n' +
        'x = 1  # filler\n'.repeat(64_000),
    );
    assert.ok(await hoverOver(document, 'nn.Conv2d'));
    assert.ok(await hoverOver(document, 'nn.ConvTranspose2d'));
  });

  it('trusts only the command of its own link', async () => {
    const { document } = await showPython('import torch.nn as nn\nx = nn.Conv2d(3, 8, 3)\n');
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      positionOf(document, 'nn.', 0, 1),
    );
    const ours = hovers
      .flatMap(hover => hover.contents)
      .find(its => typeof its !== 'string' && its.value.includes('convExplorer'));
    assert.ok(ours instanceof vscode.MarkdownString);
    assert.deepEqual(ours.isTrusted, { enabledCommands: ['convExplorer.exploreAtCursor'] });
    assert.ok(!ours.supportHtml);
  });

  it('can be switched off, and its picture too', async () => {
    const { document } = await showPython('import torch.nn as nn\nx = nn.ConvTranspose2d(16, 8, 3, stride=2)\n');
    const settings = vscode.workspace.getConfiguration('convExplorer');
    assert.match((await hoverOver(document, 'nn.Conv')).markdown, /data:image\/svg\+xml;base64,/);
    try {
      await settings.update('hover.picture', false, vscode.ConfigurationTarget.Global);
      assert.doesNotMatch((await hoverOver(document, 'nn.Conv')).markdown, /data:image/);
      await settings.update('hover.enabled', false, vscode.ConfigurationTarget.Global);
      assert.equal(await hoverAt(document, positionOf(document, 'nn.Conv', 0, 4)), null);
    } finally {
      await settings.update('hover.picture', undefined, vscode.ConfigurationTarget.Global);
      await settings.update('hover.enabled', undefined, vscode.ConfigurationTarget.Global);
    }
  });
});

describe('the hover in a notebook', () => {
  before(api);
  afterEach(closeAll);

  it('takes names and shapes from the cells before', async () => {
    const notebook = await vscode.workspace.openNotebookDocument(sampleUri('lesson.ipynb'));
    const cells = notebook.getCells().map(cell => cell.document);
    const cell = (text: string) => {
      const found = cells.find(document => document.getText().includes(text));
      assert.ok(found, `a cell has ${text}`);
      return found;
    };
    const conv = 'nn.Conv2d(1, 1, kernel_size=3';
    assert.match((await hoverOver(cell(conv), conv)).text, /\(1, 1, 4, 4\) → \(1, 1, 2, 2\)/);
    const back = 'nn.ConvTranspose2d(1, 1, kernel_size=3';
    assert.match((await hoverOver(cell(back), back)).text, /\(1, 1, 2, 2\) → \(1, 1, 4, 4\)/);
    const up = 'nn.ConvTranspose2d(channels, 1, 4';
    assert.match((await hoverOver(cell(up), up)).text, /\(1, 8, 5, 5\) → \(1, 1, 10, 10\)/);
  });

  it('follows a change of an earlier cell', async () => {
    const cells = ['import torch.nn as nn', 'c = 3', 'x = nn.Conv2d(c, 8, 3)'].map(
      text => new vscode.NotebookCellData(vscode.NotebookCellKind.Code, text, 'python'),
    );
    const notebook = await vscode.workspace.openNotebookDocument('jupyter-notebook', new vscode.NotebookData(cells));
    const document = notebook.cellAt(2).document;
    assert.match((await hoverOver(document, 'nn.Conv2d')).text, /3 → 8 channels/);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(notebook.cellAt(1).document.uri, new vscode.Range(0, 4, 0, 5), '4');
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.match((await hoverOver(document, 'nn.Conv2d')).text, /4 → 8 channels/);
  });
});
