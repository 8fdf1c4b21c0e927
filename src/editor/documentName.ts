import type * as vscode from 'vscode';

/** A document's name for people: its file's, without folders. A notebook cell has its notebook's. */
export function documentName(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1) || uri.path;
}
