import type * as vscode from 'vscode';
import type { ConvCall } from '../analysis/index.js';
import { callAt, callsByDistance } from '../analysis/reading.js';
import type { CallView } from '../protocol/messages.js';
import type { Analysed } from './documents.js';

/** What the explorer shows. A call is known by where it begins, which is kept up while the text before it changes. */
export type Subject =
  | { readonly kind: 'lesson' }
  | { readonly kind: 'none'; readonly uri: string | null }
  | {
      readonly kind: 'call';
      readonly uri: string;
      readonly offset: number;
      /** What was last shown of it: it stays when the document is closed. */
      readonly last: CallView | null;
    };

/** The call that begins at the offset, else the one around it; null where there is none any more. */
export function subjectCall({ analysis }: Analysed, offset: number): ConvCall | null {
  return analysis.calls.find(call => call.span.from === offset) ?? callAt(analysis, offset);
}

/** The call under the cursor of an editor; with none there, the nearest of those that begin on the cursor's line. */
export function callUnderCursor({ analysis, document }: Analysed, editor: vscode.TextEditor): ConvCall | null {
  const cursor = editor.selection.active;
  const offset = document.offsetAt(cursor);
  const isOnLine = (call: ConvCall) => document.positionAt(call.span.from).line === cursor.line;
  return callAt(analysis, offset) ?? callsByDistance(analysis, offset).find(isOnLine) ?? null;
}
