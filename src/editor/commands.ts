import * as vscode from 'vscode';
import { COMMANDS } from './commandNames.js';
import { openDocument } from './documents.js';
import type { Documents } from './documents.js';
import type { Explorer } from './explorer.js';
import { pickTarget } from './pick.js';
import { shownText } from './shapeText.js';
import { callUnderCursor, subjectCall } from './subject.js';
import { pythonEditor, targetsByDistance } from './targets.js';
import type { Target } from './targets.js';

/** Registers the commands of the manifest. */
export function registerCommands(documents: Documents, explorer: Explorer): vscode.Disposable {
  const commands = new Commands(documents, explorer);
  return vscode.Disposable.from(
    vscode.commands.registerCommand(COMMANDS.exploreAtCursor, (argument?: unknown) =>
      commands.exploreAtCursor(argument),
    ),
    vscode.commands.registerCommand(COMMANDS.openExplorer, () => commands.openExplorer()),
    vscode.commands.registerCommand(COMMANDS.copyShapes, () => commands.copyShapes()),
  );
}

class Commands {
  constructor(
    private readonly documents: Documents,
    private readonly explorer: Explorer,
  ) {}

  /**
   * Explores the call that the hover's link names, or the one under the cursor. Without one there, the context menu,
   * which gives the editor's address, takes the nearest; the command palette offers the file's.
   */
  async exploreAtCursor(argument: unknown): Promise<void> {
    const named = await this.namedTarget(argument);
    const target = named ?? (await this.chooseTarget(argument instanceof vscode.Uri ? 'nearest' : 'ask'));
    if (target !== null) {
      this.explore(target);
    }
  }

  /** Opens the explorer on the call under the cursor; without one, on what it showed, at first the lesson. */
  async openExplorer(): Promise<void> {
    const editor = pythonEditor();
    const analysed = editor === undefined ? null : await this.documents.analyse(editor.document);
    const call = editor === undefined || analysed === null ? null : callUnderCursor(analysed, editor);
    if (analysed !== null && call !== null) {
      this.explore({ analysed, call });
    } else {
      this.explorer.open();
    }
  }

  /** Copies "(N, 3, H, W) → (N, 64, H/2, W/2)" of the call under the cursor, or of the one that is picked. */
  async copyShapes(): Promise<void> {
    const target = await this.chooseTarget('ask');
    if (target === null) {
      return;
    }
    const { complete, shown } = target.call;
    if (!complete || (shown.input === null && shown.output === null)) {
      void vscode.window.showInformationMessage(
        complete
          ? vscode.l10n.t('Its shapes are not known.')
          : vscode.l10n.t('The call is incomplete: no shape is shown until it can be read.'),
      );
      return;
    }
    const text = shownText(target.call, vscode.l10n.t);
    await vscode.env.clipboard.writeText(text);
    vscode.window.setStatusBarMessage(vscode.l10n.t('Copied: {0}', text), 4000);
  }

  private explore({ analysed, call }: Target): void {
    this.explorer.show({ kind: 'call', uri: analysed.document.uri.toString(), offset: call.span.from, last: null });
  }

  /** What a hover's link names: it may be older than the text, and then names nothing. */
  private async namedTarget(argument: unknown): Promise<Target | null> {
    if (typeof argument !== 'object' || argument === null || argument instanceof vscode.Uri) {
      return null;
    }
    const { uri, offset } = argument as { uri?: unknown; offset?: unknown };
    const document = typeof uri === 'string' ? openDocument(uri) : undefined;
    if (document === undefined || typeof offset !== 'number') {
      return null;
    }
    const analysed = await this.documents.analyse(document);
    const call = subjectCall(analysed, offset);
    return call === null ? null : { analysed, call };
  }

  private async chooseTarget(otherwise: 'nearest' | 'ask'): Promise<Target | null> {
    const editor = pythonEditor();
    if (editor === undefined) {
      await this.offerLesson(vscode.l10n.t('Open a Python file with a convolution, and put the cursor on it.'));
      return null;
    }
    const analysed = await this.documents.analyse(editor.document);
    const call = callUnderCursor(analysed, editor);
    if (call !== null) {
      return { analysed, call };
    }
    const targets = await targetsByDistance(this.documents, editor);
    if (targets.length === 0) {
      await this.offerLesson(vscode.l10n.t('No convolution was found in this file.'));
      return null;
    }
    return otherwise === 'nearest' ? (targets[0] ?? null) : pickTarget(targets);
  }

  private async offerLesson(message: string): Promise<void> {
    const open = vscode.l10n.t('Open the Lesson');
    if ((await vscode.window.showInformationMessage(message, open)) === open) {
      this.explorer.show({ kind: 'lesson' });
    }
  }
}
