import * as vscode from 'vscode';

/** Schemes whose documents are views of something else, or lie nowhere. */
const ELSEWHERE = new Set(['untitled', 'git', 'output', 'vscode-notebook-cell', 'vscode-interactive', 'vscode-scm']);

/** The name by which an analysis knows a file: its path with "/", or its address where it is on no disk; null where it lies nowhere. */
export function fileNameOf(uri: vscode.Uri): string | null {
  if (uri.scheme === 'file') return uri.fsPath.replaceAll('\\', '/');
  return ELSEWHERE.has(uri.scheme) ? null : `${uri.scheme}://${uri.authority}${uri.path}`;
}

/** The address of a file that an analysis names. */
export function uriOfFile(name: string): vscode.Uri {
  const [, scheme, authority = '', path = ''] = /^([A-Za-z][\w+.-]+):\/\/([^/]*)(.*)$/.exec(name) ?? [];
  return scheme === undefined ? vscode.Uri.file(name) : vscode.Uri.from({ scheme, authority, path });
}
