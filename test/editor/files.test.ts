import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { api, callOf, closeAll, hoverOver, positionOf, snapshotAfter } from './workbench.js';

describe('a file', () => {
  let uri: vscode.Uri;
  let editor: vscode.TextEditor;

  before(api);
  beforeEach(async () => {
    const folder = vscode.workspace.workspaceFolders?.[0];
    assert.ok(folder, 'a folder is open');
    uri = vscode.Uri.joinPath(folder.uri, `written ${Date.now()} 层.py`);
    const text = 'import torch.nn as nn\nx = nn.Conv2d(3, 8, 3)\n';
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    editor = await vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.One });
    const position = positionOf(editor.document, 'nn.Conv2d', 0, 4);
    editor.selection = new vscode.Selection(position, position);
  });
  afterEach(async () => {
    await closeAll();
    await vscode.workspace.fs.delete(uri).then(undefined, () => undefined);
  });

  it('that is deleted while it is open still has its hover, and the explorer its picture', async () => {
    await snapshotAfter(
      () => vscode.commands.executeCommand('convExplorer.exploreAtCursor'),
      its => callOf(its) !== undefined,
    );
    await vscode.workspace.fs.delete(uri);
    if (!editor.document.isClosed) {
      assert.match((await hoverOver(editor.document, 'nn.Conv2d')).text, /3 → 8 channels/);
    }
    const snapshot = (await api()).lastSnapshot;
    assert.ok(snapshot);
    assert.equal(callOf(snapshot)?.api, 'torch.nn.Conv2d');
  });

  it('that changes on disk is read anew', async () => {
    const changed = new Promise<void>(resolve => {
      const subscription = vscode.workspace.onDidChangeTextDocument(event => {
        if (event.document === editor.document && event.contentChanges.length > 0) {
          subscription.dispose();
          resolve();
        }
      });
    });
    const text = 'import torch.nn as nn\ny = nn.Conv2d(1, 5, 7)\n';
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    await changed;
    assert.match((await hoverOver(editor.document, 'nn.Conv2d')).text, /1 → 5 channels/);
  });

  it('that is no Python file is left alone', async () => {
    const document = await vscode.workspace.openTextDocument({
      language: 'plaintext',
      content: editor.document.getText(),
    });
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      positionOf(document, 'nn.Conv2d', 0, 4),
    );
    assert.deepEqual(hovers, []);
  });
});
