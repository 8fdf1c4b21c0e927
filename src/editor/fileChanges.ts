import * as vscode from 'vscode';
import { fileNameOf, uriOfFile } from './fileNames.js';

/** Folders outside the workspace that are watched for further packages; more are looked at only with the next edit. */
const MAX_WATCHED = 32;

/** Tells which files and folders were created, changed or deleted, in the workspace and in folders of sys.path outside of it. */
export class FileChanges implements vscode.Disposable {
  private readonly changes = new vscode.EventEmitter<readonly string[]>();
  private readonly outside = new Map<string, vscode.Disposable>();
  private readonly inside: vscode.Disposable;

  /** The names of what may have changed. */
  readonly onDidChange = this.changes.event;

  constructor() {
    this.inside = this.watch('**/*');
  }

  dispose(): void {
    this.inside.dispose();
    for (const watcher of this.outside.values()) watcher.dispose();
    this.changes.dispose();
  }

  /** Watches folders too that are in no folder of the workspace: their own names, not what is deeper. */
  include(folders: readonly string[]): void {
    for (const folder of folders) {
      if (this.outside.size >= MAX_WATCHED || this.outside.has(folder)) continue;
      const uri = uriOfFile(folder);
      if (vscode.workspace.getWorkspaceFolder(uri) !== undefined) continue;
      this.outside.set(folder, this.watch(new vscode.RelativePattern(uri, '*')));
    }
  }

  private watch(pattern: vscode.GlobPattern): vscode.Disposable {
    const watcher = vscode.workspace.createFileSystemWatcher(pattern);
    const tell = (uri: vscode.Uri) => {
      const name = fileNameOf(uri);
      if (name !== null) this.changes.fire([name]);
    };
    return vscode.Disposable.from(
      watcher,
      watcher.onDidCreate(tell),
      watcher.onDidChange(tell),
      watcher.onDidDelete(tell),
    );
  }
}
