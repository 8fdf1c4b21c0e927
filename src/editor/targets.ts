import * as vscode from 'vscode';
import type { ConvCall } from '../analysis/index.js';
import { callsByDistance } from '../analysis/reading.js';
import { isPython, notebookOf } from './documents.js';
import type { Analysed, Documents } from './documents.js';

/** One call of a document, as something that a command can act on. */
export interface Target {
  readonly analysed: Analysed;
  readonly call: ConvCall;
}

/** The Python editor that a command means: the active one, or one that is seen while a panel has the focus. */
export function pythonEditor(): vscode.TextEditor | undefined {
  const { activeTextEditor, visibleTextEditors } = vscode.window;
  if (activeTextEditor !== undefined) {
    return isPython(activeTextEditor.document) ? activeTextEditor : undefined;
  }
  return visibleTextEditors.find(editor => isPython(editor.document));
}

/**
 * Every call of the editor's document, the nearest to the cursor first. In a notebook those of its other cells follow,
 * the nearest cell first.
 */
export async function targetsByDistance(documents: Documents, editor: vscode.TextEditor): Promise<readonly Target[]> {
  const { document } = editor;
  const own = await documents.analyse(document);
  const offset = document.offsetAt(editor.selection.active);
  const targets = callsByDistance(own.analysis, offset).map(call => ({ analysed: own, call }));
  const cells = notebookOf(document)?.getCells() ?? [];
  const index = cells.findIndex(cell => cell.document === document);
  const others = cells
    .filter(cell => cell.document !== document && isPython(cell.document))
    .sort((a, b) => Math.abs(a.index - index) - Math.abs(b.index - index));
  for (const cell of others) {
    const analysed = await documents.analyse(cell.document);
    targets.push(...analysed.analysis.calls.map(call => ({ analysed, call })));
  }
  return targets;
}
