import * as vscode from 'vscode';
import { editCall } from '../analysis/reading.js';
import type { ParameterEdit } from '../protocol/messages.js';
import { openDocument } from './documents.js';
import type { Documents } from './documents.js';
import { isParameterText } from './parameterText.js';
import { rangeOf } from './positions.js';

export interface EditRequest {
  readonly uri: string;
  readonly version: number;
  readonly index: number;
  readonly edits: readonly ParameterEdit[];
}

export interface EditAnswer {
  readonly applied: boolean;
  readonly reason?: string;
}

/**
 * Puts changed parameters into the code, as one step that one Undo takes back. Refused, with a reason for the person,
 * unless the document still has the version that the view's picture was made from.
 */
export async function applyParameterEdits(documents: Documents, request: EditRequest): Promise<EditAnswer> {
  const t = vscode.l10n.t;
  const document = openDocument(request.uri);
  if (document === undefined) {
    return refused(t('The document is closed.'));
  }
  if (document.version !== request.version) {
    return refused(t('The code has changed since. Look at the new values and apply again.'));
  }
  const { analysis, text, version } = await documents.analyse(document);
  if (version !== request.version) {
    return refused(t('The code has changed since. Look at the new values and apply again.'));
  }
  const call = analysis.calls[request.index];
  if (call === undefined) {
    return refused(t('The call is not there any more.'));
  }
  const wrong = request.edits.find(edit => !isParameterText(edit.text));
  if (wrong !== undefined) {
    return refused(t('{0} is not a value that can be written for {1}.', wrong.text, wrong.name));
  }
  const result = editCall(call, text, request.edits);
  if (!result.ok) {
    return refused(result.reason);
  }
  const workspaceEdit = new vscode.WorkspaceEdit();
  workspaceEdit.set(
    document.uri,
    result.edits.map(({ from, to, insert }) => vscode.TextEdit.replace(rangeOf(document, { from, to }), insert)),
  );
  // VS Code refuses the whole edit itself if the document changes before it arrives.
  const applied = await vscode.workspace.applyEdit(workspaceEdit);
  return applied ? { applied } : refused(t('The editor refused the change: the document may be read-only.'));
}

function refused(reason: string): EditAnswer {
  return { applied: false, reason };
}
