import * as vscode from 'vscode';
import type { Span } from '../analysis/index.js';

export function rangeOf(document: vscode.TextDocument, span: Span): vscode.Range {
  return new vscode.Range(document.positionAt(span.from), document.positionAt(span.to));
}

/** The line of an offset, from 1, as people count. */
export function lineAt(document: vscode.TextDocument, offset: number): number {
  return document.positionAt(offset).line + 1;
}
