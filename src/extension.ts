import * as vscode from 'vscode';
import { registerCommands } from './editor/commands.js';
import { ConvolutionDocuments } from './editor/convolutionDocuments.js';
import { Documents } from './editor/documents.js';
import { Explorer } from './editor/explorer.js';
import { ConvHover } from './editor/hover.js';
import { InputSizes } from './editor/inputSizes.js';
import { Log } from './editor/log.js';
import { EXPLORER_VIEW_TYPE } from './protocol/messages.js';
import type { Snapshot } from './protocol/messages.js';

/** What other extensions, and the tests, can see of the explorer. */
export interface ConvExplorerApi {
  /** What the explorer shows; null while it is closed. */
  readonly lastSnapshot: Snapshot | null;
  readonly onDidSendSnapshot: vscode.Event<Snapshot>;
  /** What analyses the documents: a worker thread, a worker of the browser, …; null before the first analysis. */
  readonly analysedBy: string | null;
}

/** Builds the services and registers them; nothing is analysed before it is needed. */
export function activate(context: vscode.ExtensionContext): ConvExplorerApi {
  try {
    return register(context);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(vscode.l10n.t('Conv Explorer could not start: {0}', reason));
    throw error;
  }
}

function register(context: vscode.ExtensionContext): ConvExplorerApi {
  const log = new Log();
  const documents = new Documents(log, context.extensionUri);
  const inputSizes = new InputSizes(context.workspaceState);
  const explorer = new Explorer(context.extensionUri, documents, inputSizes, log);
  context.subscriptions.push(
    log,
    documents,
    explorer,
    new ConvolutionDocuments(documents),
    vscode.languages.registerHoverProvider({ language: 'python' }, new ConvHover(documents)),
    registerCommands(documents, explorer),
    vscode.window.registerWebviewPanelSerializer(EXPLORER_VIEW_TYPE, {
      deserializeWebviewPanel: (panel: vscode.WebviewPanel, state: unknown) => {
        explorer.restore(panel, state);
        return Promise.resolve();
      },
    }),
  );
  return {
    get lastSnapshot() {
      return explorer.lastSnapshot;
    },
    onDidSendSnapshot: explorer.onDidSendSnapshot,
    get analysedBy() {
      return documents.analysedBy;
    },
  };
}
