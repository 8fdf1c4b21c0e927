import * as vscode from 'vscode';

/** Where the extension writes what a person may need when something does not work: its own output channel. */
export class Log implements vscode.Disposable {
  private readonly channel: vscode.LogOutputChannel;

  /** Two channels of one name are one for the editor: whoever closes the first closes both. */
  constructor(name = 'Conv Explorer') {
    this.channel = vscode.window.createOutputChannel(name, { log: true });
  }

  info(message: string): void {
    this.channel.info(message);
  }

  warn(message: string): void {
    this.channel.warn(message);
  }

  /** A failure with its stack; the user's code is never written here. */
  error(message: string, error: unknown): void {
    this.channel.error(message, error instanceof Error ? (error.stack ?? error.message) : String(error));
  }

  dispose(): void {
    this.channel.dispose();
  }
}
