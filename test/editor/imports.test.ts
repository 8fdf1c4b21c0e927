import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Snapshot } from '../../src/protocol/messages.js';
import { api, callOf, closeAll, hoverOver, positionOf, snapshotAfter } from './workbench.js';

const BLOCKS = `import torch.nn as nn


class Block(nn.Module):
    width = 24

    def __init__(self, channels):
        super().__init__()
        self.conv = nn.Conv2d(channels, self.width, 3, stride=2, padding=1)

    def forward(self, x):
        return self.conv(x)
`;
const TRAIN = `import torch
import torch.nn as nn
from blocks import Block

model = nn.Sequential(Block(3), nn.Conv2d(Block.width, 5, 1))
model(torch.randn(2, 3, 64, 48))
`;
const HEAD = 'nn.Conv2d(Block.width';

describe('what a file imports', () => {
  let folder: vscode.Uri;

  before(api);
  beforeEach(async () => {
    const [workspaceFolder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(workspaceFolder, 'a folder is open');
    folder = vscode.Uri.joinPath(workspaceFolder.uri, `imports ${Date.now()}`);
  });
  afterEach(async () => {
    await closeAll();
    await vscode.workspace.fs.delete(folder, { recursive: true }).then(undefined, () => undefined);
    await configure('exampleCalls', undefined);
    await configure('python.searchPaths', undefined);
    await configure('analysis.maxSteps', undefined);
  });

  function inFolder(name: string): vscode.Uri {
    return vscode.Uri.joinPath(folder, ...name.split('/'));
  }

  async function write(name: string, text: string): Promise<vscode.Uri> {
    await vscode.workspace.fs.writeFile(inFolder(name), new TextEncoder().encode(text));
    return inFolder(name);
  }

  async function show(name: string, text: string): Promise<vscode.TextEditor> {
    return vscode.window.showTextDocument(await write(name, text), { viewColumn: vscode.ViewColumn.One });
  }

  function configure(name: string, value: unknown): Thenable<void> {
    return vscode.workspace.getConfiguration('convExplorer').update(name, value, vscode.ConfigurationTarget.Workspace);
  }

  /** Does something that changes a section of the settings, and waits until the editor knows. */
  async function configurationAfter(section: string, action: () => Thenable<void>): Promise<void> {
    let subscription: vscode.Disposable | undefined;
    const arrived = new Promise<void>(resolve => {
      subscription = vscode.workspace.onDidChangeConfiguration(event => {
        if (event.affectsConfiguration(section)) resolve();
      });
    });
    await action();
    await arrived;
    subscription?.dispose();
  }

  it('is followed into another file of the workspace', async () => {
    await write('blocks.py', BLOCKS);
    const { document } = await show('train.py', TRAIN);
    const { text } = await hoverOver(document, HEAD);
    assert.match(text, /24 → 5 channels/);
    assert.match(text, /\(2, 24, 32, 24\) → \(2, 5, 32, 24\)/);
  });

  it('counts as it is in the editor, saved or not, in hover and explorer', async () => {
    const blocks = await show('blocks.py', BLOCKS);
    const { document } = await vscode.window.showTextDocument(await write('train.py', TRAIN), {
      viewColumn: vscode.ViewColumn.Two,
    });
    const position = positionOf(document, HEAD, 0, 4);
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor?.document === document);
    editor.selection = new vscode.Selection(position, position);
    await snapshotAfter(
      () => vscode.commands.executeCommand('convExplorer.exploreAtCursor'),
      its => callOf(its)?.inputShape?.[1] === '24',
    );
    const at = positionOf(blocks.document, '24');
    await snapshotAfter(
      async () => {
        const edit = new vscode.WorkspaceEdit();
        edit.replace(blocks.document.uri, new vscode.Range(at, at.translate(0, 2)), '40');
        await vscode.workspace.applyEdit(edit);
      },
      its => callOf(its)?.inputShape?.[1] === '40',
    );
    assert.ok(blocks.document.isDirty, 'the change is not saved');
    assert.match((await hoverOver(document, HEAD)).text, /40 → 5 channels/);
  });

  it('is followed into a package that is installed in .venv', async () => {
    const [workspaceFolder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(workspaceFolder);
    const environment = vscode.Uri.joinPath(workspaceFolder.uri, '.venv');
    const inner = vscode.Uri.joinPath(environment, 'lib', 'python3.12', 'site-packages', 'widths', '__init__.py');
    await vscode.workspace.fs.writeFile(inner, new TextEncoder().encode('WIDTH = 17\n'));
    try {
      const { document } = await show(
        'main.py',
        'from torch import nn\nfrom widths import WIDTH\nnn.Conv2d(3, WIDTH, 3)\n',
      );
      assert.match((await hoverOver(document, 'nn.Conv2d')).text, /3 → 17 channels/);
    } finally {
      await vscode.workspace.fs.delete(environment, { recursive: true });
    }
  });

  it('is found in folders that a setting names, as soon as it names them', async () => {
    await write('elsewhere/sizes.py', 'C = 19\n');
    const { document } = await show('main.py', 'from torch import nn\nfrom sizes import C\nnn.Conv2d(3, C, 3)\n');
    assert.match((await hoverOver(document, 'nn.Conv2d')).text, /3 → \? channels/);
    await configure('python.searchPaths', [inFolder('elsewhere').fsPath]);
    assert.match((await hoverOver(document, 'nn.Conv2d')).text, /3 → 19 channels/);
    await configure('python.searchPaths', undefined);
    assert.match((await hoverOver(document, 'nn.Conv2d')).text, /3 → \? channels/);
  });

  it('is found where the settings of Python tools say, which need not be installed', async () => {
    await write('conda/lib/python3.11/site-packages/one.py', 'A = 31\n');
    await write('conda/bin/python', '');
    await write('vendored/two.py', 'B = 32\n');
    const { document } = await show(
      'main.py',
      'from torch import nn\nfrom one import A\nfrom two import B\nnn.Conv2d(A, B, 3)\n',
    );
    assert.doesNotMatch((await hoverOver(document, 'nn.Conv2d')).text, /31|32/);
    const [workspaceFolder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(workspaceFolder);
    const file = vscode.Uri.joinPath(workspaceFolder.uri, '.vscode', 'settings.json');
    const before = await vscode.workspace.fs.readFile(file).then(
      bytes => bytes,
      () => null,
    );
    const name = folder.path.slice(folder.path.lastIndexOf('/') + 1);
    const settings = {
      'python.defaultInterpreterPath': `\${workspaceFolder}/${name}/conda/bin/python`,
      'python.analysis.extraPaths': [`./${name}/vendored`],
    };
    try {
      await configurationAfter('python', () =>
        vscode.workspace.fs.writeFile(file, new TextEncoder().encode(JSON.stringify(settings))),
      );
      assert.match((await hoverOver(document, 'nn.Conv2d')).text, /31 → 32 channels/);
    } finally {
      await configurationAfter('python', () =>
        before === null ? vscode.workspace.fs.delete(file) : vscode.workspace.fs.writeFile(file, before),
      );
    }
    assert.doesNotMatch((await hoverOver(document, 'nn.Conv2d')).text, /31|32/);
  });

  it('is noticed when it comes, changes and goes where it is stored, without being opened', async () => {
    const { document } = await show('main.py', 'from torch import nn\nfrom sizes import C\nnn.Conv2d(3, C, 3)\n');
    const position = positionOf(document, 'nn.Conv2d', 0, 4);
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor?.document === document);
    editor.selection = new vscode.Selection(position, position);
    const isOf = (channels: number | undefined) => (snapshot: Snapshot) =>
      callOf(snapshot)?.api === 'torch.nn.Conv2d' && callOf(snapshot)?.known?.outChannels === channels;
    await snapshotAfter(() => vscode.commands.executeCommand('convExplorer.exploreAtCursor'), isOf(undefined));
    await snapshotAfter(() => write('sizes.py', 'C = 21\n'), isOf(21));
    await snapshotAfter(() => write('sizes.py', 'C = 220\n'), isOf(220));
    await snapshotAfter(() => vscode.workspace.fs.delete(inFolder('sizes.py')), isOf(undefined));
    await snapshotAfter(() => write('sizes/__init__.py', 'C = 23\n'), isOf(23));
  });

  it('may be in a circle', async () => {
    await write('a.py', 'import main\nC = 6\n');
    const { document } = await show('main.py', 'from torch import nn\nimport a\nnn.Conv2d(a.C, 8, 3)\n');
    assert.match((await hoverOver(document, 'nn.Conv2d')).text, /6 → 8 channels/);
  });

  it('gives its shapes to example calls, which a setting adds, changes and takes away', async () => {
    await write('blocks.py', BLOCKS);
    const code = TRAIN.slice(0, TRAIN.lastIndexOf('\n', TRAIN.length - 2) + 1);
    const { document } = await show('net.py', `${code}`);
    const folderName = folder.path.slice(folder.path.lastIndexOf('/') + 1);
    const before = (await hoverOver(document, HEAD)).text;
    await configure('exampleCalls', { [`${folderName}/net.py`]: ['model(torch.zeros(7, 3, 20, 20))'] });
    assert.match((await hoverOver(document, HEAD)).text, /\(7, 24, 10, 10\) → \(7, 5, 10, 10\)/);
    await configure('exampleCalls', {
      '**/net.py': ['model(torch.zeros(9, 3, 8, 6))', 'model(torch.zeros(9, 4, 8, 6))'],
    });
    const { text } = await hoverOver(document, HEAD);
    assert.match(text, /\(9, 24, 4, 3\) → \(9, 5, 4, 3\)/);
    assert.match(text, /Example call model\(torch.zeros\(9, 4, 8, 6\)\): RuntimeError/);
    await configure('exampleCalls', undefined);
    assert.equal((await hoverOver(document, HEAD)).text, before);
  });

  it('is followed for as many steps as a setting says', async () => {
    const code = 'from torch import nn\nn = 0\nfor i in range(20000):\n    n += 1\nnn.Conv2d(3, n, 3)\n';
    const { document } = await show('main.py', code);
    assert.match((await hoverOver(document, 'nn.Conv2d')).text, /3 → 20000 channels/);
    await configure('analysis.maxSteps', 5000);
    assert.match((await hoverOver(document, 'nn.Conv2d')).text, /3 → \? channels/);
  });
});
