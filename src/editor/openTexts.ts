import * as vscode from 'vscode';
import { fileNameOf } from './fileNames.js';

/** The texts of open files, Python or opened by it, that are not as they are stored, as far as they have been told. */
export class OpenTexts {
  /** Versions that have been told. */
  private readonly told = new Map<string, number>();

  /** Nothing has been told to whoever asks next. */
  forget(): void {
    this.told.clear();
  }

  /** What has changed since the last time; a text of null is of a file that is stored as it is. */
  changes(): { name: string; text: string | null }[] {
    const changes: { name: string; text: string | null }[] = [];
    const open = new Set<string>();
    for (const document of vscode.workspace.textDocuments) {
      const name = document.isClosed || !mayBeRead(document) ? null : fileNameOf(document.uri);
      if (name === null || (!document.isDirty && !this.told.has(name))) continue;
      open.add(name);
      if (this.told.get(name) === document.version) continue;
      this.told.set(name, document.version);
      changes.push({ name, text: document.getText() });
    }
    for (const name of this.told.keys()) {
      if (open.has(name)) continue;
      this.told.delete(name);
      changes.push({ name, text: null });
    }
    return changes;
  }
}

/** Python, and the kinds of text that programs open. */
function mayBeRead({ languageId, uri }: vscode.TextDocument): boolean {
  return languageId === 'python' || /\.(?:py|json|ya?ml|cfg|conf|ini|toml|csv|txt|names|data)$/.test(uri.path);
}
