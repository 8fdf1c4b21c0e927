import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { applyParameterEdits } from '../../src/editor/applyEdit.js';
import { Documents } from '../../src/editor/documents.js';
import { Log } from '../../src/editor/log.js';
import { api, closeAll, extensionUri, showPython } from './workbench.js';

const CODE = 'import torch.nn as nn\r\nup = nn.ConvTranspose2d(16, 8, 3, stride=2)  # up\r\n';
const EVEN = [
  { name: 'kernel_size', text: '4' },
  { name: 'padding', text: '1' },
  { name: 'output_padding', text: '1' },
];

describe('parameters applied to the code', () => {
  const log = new Log('Conv Explorer (parameters applied to the code)');
  const documents = new Documents(log, extensionUri());
  let document: vscode.TextDocument;

  before(api);
  beforeEach(async () => {
    document = (await showPython(CODE)).document;
  });
  afterEach(closeAll);
  after(() => {
    documents.dispose();
    log.dispose();
  });

  const request = (edits = EVEN, version = document.version) => ({
    uri: document.uri.toString(),
    version,
    index: 0,
    edits,
  });

  it('change the written argument and add the others, in one step that one Undo takes back', async () => {
    const before = document.getText();
    assert.deepEqual(await applyParameterEdits(documents, request()), { applied: true });
    assert.equal(
      document.getText().split(/\r?\n/)[1],
      'up = nn.ConvTranspose2d(16, 8, 4, stride=2, padding=1, output_padding=1)  # up',
    );
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), before);
  });

  it('are refused once the code has changed, and touch nothing then', async () => {
    const old = request();
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), '# new\n');
    assert.ok(await vscode.workspace.applyEdit(edit));
    const text = document.getText();
    const answer = await applyParameterEdits(documents, old);
    assert.equal(answer.applied, false);
    assert.match(answer.reason ?? '', /has changed/);
    assert.equal(document.getText(), text);
  });

  it('are refused for a closed document, a call that is not there, and what is no value', async () => {
    const elsewhere = { ...request(), uri: 'untitled:nowhere.py' };
    assert.match((await applyParameterEdits(documents, elsewhere)).reason ?? '', /closed/);
    assert.match((await applyParameterEdits(documents, { ...request(), index: 7 })).reason ?? '', /not there/);
    const code = request([{ name: 'stride', text: '__import__("os")' }]);
    assert.match((await applyParameterEdits(documents, code)).reason ?? '', /not a value/);
    assert.equal(document.getText().split(/\r?\n/)[1], CODE.split('\r\n')[1]);
  });

  it('are refused, with the reason, for a parameter that the call does not take', async () => {
    const answer = await applyParameterEdits(documents, request([{ name: 'strides', text: '2' }]));
    assert.equal(answer.applied, false);
    assert.match(answer.reason ?? '', /strides/);
  });
});
