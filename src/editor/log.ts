import * as vscode from 'vscode';

/** Where the extension writes what a person may need when something does not work: its own output channel. */
export class Log implements vscode.Disposable {
  private readonly channel = vscode.window.createOutputChannel('Conv Explorer', { log: true });

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
