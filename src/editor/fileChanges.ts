import * as vscode from 'vscode';
import { fileNameOf, uriOfFile } from './fileNames.js';

/** Folders outside the workspace that are watched for further packages; more are looked at only with the next edit. */
const MAX_WATCHED = 32;

/** A file or folder that has changed. */
export interface FileChange {
  readonly name: string;
  /** Only what is in it: it has neither come nor gone. */
  readonly isContent: boolean;
}

/** Tells which files and folders were created, changed or deleted, in the workspace and in folders of sys.path outside of it. */
export class FileChanges implements vscode.Disposable {
  private readonly changes = new vscode.EventEmitter<FileChange>();
  private readonly outside = new Map<string, vscode.Disposable>();
  private readonly inside: vscode.Disposable;

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
    const tell = (isContent: boolean) => (uri: vscode.Uri) => {
      const name = fileNameOf(uri);
      if (name !== null) this.changes.fire({ name, isContent });
    };
    return vscode.Disposable.from(
      watcher,
      watcher.onDidCreate(tell(false)),
      watcher.onDidChange(tell(true)),
      watcher.onDidDelete(tell(false)),
    );
  }
}
