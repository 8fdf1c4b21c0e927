import * as vscode from 'vscode';
import { DOCUMENTS_KEY } from './commandNames.js';
import { isPython } from './documents.js';
import type { Documents } from './documents.js';
import { Later } from './later.js';

const DELAY = 250;
/** Every name of a convolution has this in it; a file without is not analysed just for its menu. */
const MAYBE = /conv/i;

/**
 * Tells the manifest's menus which documents have a convolution. The key lists their paths, as the menu's
 * `resourcePath` gives them: a key that followed the cursor would arrive after the menu, and an address as text is not
 * the same here and in the window when the window is remote.
 */
export class ConvolutionDocuments implements vscode.Disposable {
  private readonly later = new Later(
    () => void this.update(),
    () => this.documents.delay(DELAY),
  );
  private readonly subscriptions: vscode.Disposable[];
  private told = '';
  /** Counts the updates: of two that overlap the later one tells. */
  private turn = 0;

  constructor(private readonly documents: Documents) {
    this.subscriptions = [
      this.later,
      documents.onDidBecomeStale(() => this.later.ask()),
      vscode.window.onDidChangeVisibleTextEditors(() => this.later.ask()),
      vscode.workspace.onDidChangeTextDocument(event => {
        if (isPython(event.document)) {
          this.later.ask();
        }
      }),
    ];
    this.later.ask();
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  private async update(): Promise<void> {
    const turn = ++this.turn;
    const paths = new Set<string>();
    for (const { document } of vscode.window.visibleTextEditors) {
      if (await this.hasConvolution(document)) {
        paths.add(document.uri.fsPath);
        paths.add(document.uri.path);
      }
    }
    if (turn !== this.turn) {
      return;
    }
    const list = [...paths].sort();
    const text = list.join('\n');
    if (text !== this.told) {
      this.told = text;
      void vscode.commands.executeCommand('setContext', DOCUMENTS_KEY, list);
    }
  }

  private async hasConvolution(document: vscode.TextDocument): Promise<boolean> {
    return (
      isPython(document) &&
      MAYBE.test(document.getText()) &&
      (await this.documents.analyse(document)).analysis.calls.length > 0
    );
  }
}
