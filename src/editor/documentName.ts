import * as vscode from 'vscode';
import { notebookOf } from './documents.js';

/** An address's name for people: the file's, without its folders. */
export function fileName(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1) || uri.path;
}

/** A document's name for people; a notebook's cell is named by its place, from 1, because its lines are its own. */
export function documentName(document: vscode.TextDocument): string {
  const name = fileName(document.uri);
  const cell = notebookOf(document)
    ?.getCells()
    .find(its => its.document === document);
  return cell === undefined ? name : vscode.l10n.t('{0}, cell {1}', name, cell.index + 1);
}
