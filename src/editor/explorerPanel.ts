import * as vscode from 'vscode';
import type { Handlers } from '../protocol/channel.js';
import { hostChannel } from '../protocol/ends.js';
import type { HostChannel } from '../protocol/ends.js';
import { EXPLORER_VIEW_TYPE } from '../protocol/messages.js';
import type { HostRequests, Snapshot } from '../protocol/messages.js';
import { STRINGS } from '../protocol/strings.js';
import type { Strings } from '../protocol/strings.js';
import { explorerPage, newNonce } from './explorerPage.js';
import type { Log } from './log.js';

/** One webview panel with the explorer in it, and the channel to it. */
export class ExplorerPanel implements vscode.Disposable {
  private readonly channel: HostChannel;

  private constructor(
    private readonly panel: vscode.WebviewPanel,
    extensionUri: vscode.Uri,
    handlers: Handlers<HostRequests>,
    log: Log,
    onDispose: () => void,
  ) {
    const { webview } = panel;
    // A panel that VS Code restores has lost its options, so they are set here for both ways.
    webview.options = webviewOptions(extensionUri);
    panel.iconPath = vscode.Uri.joinPath(extensionUri, 'media', 'icon.png');
    this.channel = hostChannel(
      {
        post: message => webview.postMessage(message),
        listen: receive => {
          const subscription = webview.onDidReceiveMessage(receive);
          return () => subscription.dispose();
        },
      },
      handlers,
      { log: message => log.warn(`Explorer: ${message}`) },
    );
    panel.onDidDispose(() => {
      this.channel.dispose();
      onDispose();
    });
    webview.html = explorerPage({
      cspSource: webview.cspSource,
      script: webview.asWebviewUri(distUri(extensionUri, 'explorer.js')).toString(),
      styles: webview.asWebviewUri(distUri(extensionUri, 'explorer.css')).toString(),
      nonce: newNonce(),
      language: vscode.env.language,
      title: panel.title,
      strings: translatedStrings(),
    });
  }

  /** Opens a new panel beside the code, which keeps the focus. */
  static open(
    extensionUri: vscode.Uri,
    handlers: Handlers<HostRequests>,
    log: Log,
    onDispose: () => void,
  ): ExplorerPanel {
    const viewColumn =
      vscode.window.activeTextEditor === undefined ? vscode.ViewColumn.Active : vscode.ViewColumn.Beside;
    const panel = vscode.window.createWebviewPanel(
      EXPLORER_VIEW_TYPE,
      'Conv Explorer',
      { viewColumn, preserveFocus: true },
      webviewOptions(extensionUri),
    );
    return new ExplorerPanel(panel, extensionUri, handlers, log, onDispose);
  }

  /** Takes over a panel that VS Code restores after a reload. */
  static restore(
    panel: vscode.WebviewPanel,
    extensionUri: vscode.Uri,
    handlers: Handlers<HostRequests>,
    log: Log,
    onDispose: () => void,
  ): ExplorerPanel {
    return new ExplorerPanel(panel, extensionUri, handlers, log, onDispose);
  }

  get isVisible(): boolean {
    return this.panel.visible;
  }

  /** A hidden panel comes to the front where it is; the code keeps the focus. */
  reveal(): void {
    this.panel.reveal(undefined, true);
  }

  send(snapshot: Snapshot): void {
    this.channel.notify('snapshot', snapshot);
  }

  dispose(): void {
    this.panel.dispose();
  }
}

function webviewOptions(extensionUri: vscode.Uri): vscode.WebviewOptions & vscode.WebviewPanelOptions {
  return {
    enableScripts: true,
    // The view keeps its own state and asks again when it is shown: a hidden one costs no memory.
    retainContextWhenHidden: false,
    localResourceRoots: [vscode.Uri.joinPath(extensionUri, 'dist')],
  };
}

function distUri(extensionUri: vscode.Uri, name: string): vscode.Uri {
  return vscode.Uri.joinPath(extensionUri, 'dist', name);
}

function translatedStrings(): Strings {
  const entries = Object.entries(STRINGS).map(([key, text]) => [key, vscode.l10n.t(text)]);
  return Object.fromEntries(entries) as Strings;
}
