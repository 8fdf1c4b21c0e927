import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { api, callOf, closeAll, positionOf, sampleUri, showPython, snapshotAfter } from './workbench.js';

const CODE = [
  'import torch.nn as nn',
  '',
  'a = nn.Conv2d(3, 64, 4, 2, 1)',
  'b = nn.ConvTranspose2d(16, 8, 3, stride=2)',
  'c = 1',
  '',
].join('\n');

/** Moves the cursor into the text, as a click does. */
function moveTo(editor: vscode.TextEditor, text: string): void {
  const position = positionOf(editor.document, text, 0, 5);
  editor.selection = new vscode.Selection(position, position);
}

function replace(editor: vscode.TextEditor, from: string, to: string): Thenable<boolean> {
  const start = positionOf(editor.document, from);
  const end = editor.document.positionAt(editor.document.offsetAt(start) + from.length);
  return editor.edit(edit => edit.replace(new vscode.Range(start, end), to));
}

/** The panel's tab, once the workbench has made it. */
async function explorerTab(): Promise<vscode.Tab> {
  const find = () =>
    vscode.window.tabGroups.all.flatMap(group => group.tabs).find(tab => tab.label === 'Conv Explorer');
  for (;;) {
    const tab = find();
    if (tab !== undefined) {
      return tab;
    }
    await new Promise(resolve => {
      const subscription = vscode.window.tabGroups.onDidChangeTabs(() => {
        subscription.dispose();
        resolve(null);
      });
    });
  }
}

const explore = (argument?: unknown) => vscode.commands.executeCommand('convExplorer.exploreAtCursor', argument);

describe('the explorer', () => {
  let editor: vscode.TextEditor;

  beforeEach(async () => {
    await api();
    await closeAll();
    editor = await showPython(CODE);
  });
  afterEach(closeAll);

  it('shows the call under the cursor, with all its parameters', async () => {
    moveTo(editor, 'nn.ConvTranspose2d');
    const snapshot = await snapshotAfter(explore, its => callOf(its) !== undefined);
    const call = callOf(snapshot);
    assert.equal(call?.api, 'torch.nn.ConvTranspose2d');
    assert.equal(call?.line, 4);
    assert.deepEqual(call?.params?.kernelSize, [3, 3]);
    assert.deepEqual(call?.params?.stride, [2, 2]);
    assert.equal(snapshot.pinned, false);
    assert.equal(vscode.window.activeTextEditor?.document, editor.document, 'the code keeps the focus');
  });

  it('follows the cursor from call to call, and keeps the last one elsewhere', async () => {
    moveTo(editor, 'nn.ConvTranspose2d');
    await snapshotAfter(explore, its => callOf(its)?.line === 4);
    const next = await snapshotAfter(
      () => moveTo(editor, 'nn.Conv2d'),
      its => callOf(its)?.line === 3,
    );
    assert.equal(callOf(next)?.api, 'torch.nn.Conv2d');
    moveTo(editor, 'import');
    // A change that is only seen if the subject is still the call of line 3.
    const later = await snapshotAfter(
      () => replace(editor, '3, 64, 4', '3, 32, 4'),
      its => callOf(its)?.params?.outChannels === 32,
    );
    assert.equal(callOf(later)?.line, 3);
  });

  it('is kept up as the code is typed', async () => {
    moveTo(editor, 'nn.ConvTranspose2d');
    await snapshotAfter(explore, its => callOf(its)?.line === 4);
    const changed = await snapshotAfter(
      () => replace(editor, 'stride=2', 'stride=3'),
      its => callOf(its)?.params?.stride[0] === 3,
    );
    assert.equal(callOf(changed)?.document.version, editor.document.version);
    const half = await snapshotAfter(
      () => replace(editor, 'stride=3)', 'stride='),
      its => callOf(its)?.complete === false,
    );
    assert.equal(callOf(half)?.params, null, 'a half-typed call has no numbers');
    const moved = await snapshotAfter(
      async () => {
        await replace(editor, 'stride=', 'stride=2)');
        await editor.edit(edit => edit.insert(new vscode.Position(0, 0), '# above\n'));
      },
      its => callOf(its)?.line === 5,
    );
    assert.equal(callOf(moved)?.api, 'torch.nn.ConvTranspose2d', 'lines above move it');
  });

  it('stays with its call while it is pinned in the settings’ way', async () => {
    const settings = vscode.workspace.getConfiguration('convExplorer');
    await settings.update('explorer.followCursor', false, vscode.ConfigurationTarget.Global);
    try {
      moveTo(editor, 'nn.ConvTranspose2d');
      const snapshot = await snapshotAfter(explore, its => callOf(its)?.line === 4);
      assert.equal(snapshot.pinned, true);
      moveTo(editor, 'nn.Conv2d');
      // Were the cursor followed, this change would be answered with the call of line 3.
      const later = await snapshotAfter(
        () => replace(editor, 'stride=2', 'stride=4'),
        its => callOf(its)?.params?.stride[0] === 4 || callOf(its)?.line === 3,
      );
      assert.equal(callOf(later)?.line, 4);
    } finally {
      await settings.update('explorer.followCursor', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('takes the call nearest to the cursor from the context menu', async () => {
    moveTo(editor, 'c = 1');
    const snapshot = await snapshotAfter(
      () => explore(editor.document.uri),
      its => callOf(its) !== undefined,
    );
    assert.equal(callOf(snapshot)?.line, 4);
  });

  it('takes the call that the hover’s link names', async () => {
    const offset = editor.document.offsetAt(positionOf(editor.document, 'nn.Conv2d'));
    const uri = editor.document.uri.toString();
    const snapshot = await snapshotAfter(
      () => explore({ uri, offset }),
      its => callOf(its) !== undefined,
    );
    assert.equal(callOf(snapshot)?.line, 3);
  });

  it('opens on the lesson where no convolution is under the cursor', async () => {
    moveTo(editor, 'import');
    const snapshot = await snapshotAfter(
      () => vscode.commands.executeCommand('convExplorer.openExplorer'),
      its => its.subject.kind === 'lesson',
    );
    assert.ok(snapshot.generation > 0);
  });

  it('lists what is left when its call is deleted', async () => {
    moveTo(editor, 'nn.ConvTranspose2d');
    await snapshotAfter(explore, its => callOf(its)?.line === 4);
    const snapshot = await snapshotAfter(
      () => replace(editor, 'b = nn.ConvTranspose2d(16, 8, 3, stride=2)\n', ''),
      its => its.subject.kind === 'none',
    );
    assert.ok(snapshot.subject.kind === 'none');
    assert.deepEqual(
      snapshot.subject.calls.map(call => [call.line, call.text]),
      [[3, 'nn.Conv2d(3, 64, 4, 2, 1)']],
    );
  });

  it('keeps its picture when the document is closed', async () => {
    moveTo(editor, 'nn.ConvTranspose2d');
    await snapshotAfter(explore, its => callOf(its)?.line === 4);
    await vscode.window.showTextDocument(editor.document, vscode.ViewColumn.One);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    const exports = await api();
    assert.ok(exports.lastSnapshot);
    assert.equal(callOf(exports.lastSnapshot)?.line, 4);
  });

  it('is brought to the front by Open Explorer as it is', async () => {
    moveTo(editor, 'nn.ConvTranspose2d');
    await snapshotAfter(explore, its => callOf(its)?.line === 4);
    moveTo(editor, 'import');
    await vscode.commands.executeCommand('convExplorer.openExplorer');
    const { lastSnapshot } = await api();
    assert.ok(lastSnapshot);
    assert.equal(callOf(lastSnapshot)?.line, 4);
  });

  it('is gone when its panel is closed, and nothing is sent then', async () => {
    moveTo(editor, 'nn.ConvTranspose2d');
    await snapshotAfter(explore, its => callOf(its)?.line === 4);
    await vscode.window.tabGroups.close(await explorerTab());
    assert.equal((await api()).lastSnapshot, null);
  });
});

describe('the explorer on a notebook', () => {
  before(api);
  afterEach(closeAll);

  it('names the cell, and takes what goes in from the cells before', async () => {
    const notebook = await vscode.workspace.openNotebookDocument(sampleUri('lesson.ipynb'));
    const cell = notebook.getCells().find(its => its.document.getText().includes('nn.ConvTranspose2d(1, 1'));
    assert.ok(cell);
    const uri = cell.document.uri.toString();
    const offset = cell.document.getText().indexOf('nn.ConvTranspose2d');
    const snapshot = await snapshotAfter(
      () => explore({ uri, offset }),
      its => callOf(its) !== undefined,
    );
    const call = callOf(snapshot);
    assert.equal(call?.document.name, `lesson.ipynb, cell ${cell.index + 1}`);
    assert.deepEqual(call?.inputSpatial, [2, 2]);
    assert.deepEqual(call?.outputShape, ['1', '1', '4', '4']);
  });
});

describe('Copy Shapes', () => {
  afterEach(closeAll);

  it('puts the shapes of the call under the cursor onto the clipboard', async () => {
    await api();
    const editor = await showPython(CODE);
    moveTo(editor, 'nn.Conv2d');
    await vscode.commands.executeCommand('convExplorer.copyShapes');
    assert.equal(await vscode.env.clipboard.readText(), '(N, 3, H, W) → (N, 64, ⌊H/2⌋, ⌊W/2⌋)');
  });
});
