import * as vscode from 'vscode';
import { decodeSourceOrNull } from '../analysis/reading.js';
import type { Fetched } from '../analysis/session/index.js';
import { uriOfFile } from './fileNames.js';

/** Reads files and folders through the editor, which knows what is on no disk. What cannot be read counts as absent. */
export function fetchFiles(names: readonly string[]): Promise<Fetched[]> {
  return Promise.all(names.map(async name => ({ name, content: await fetchOne(name) })));
}

async function fetchOne(name: string): Promise<Fetched['content']> {
  const uri = uriOfFile(name);
  // A name with an ending is a file, nearly always.
  const ways = /\.\w+$/.test(name) ? [textOf, namesOf] : [namesOf, textOf];
  for (const way of ways) {
    try {
      return await way(uri);
    } catch {
      // It is of the other kind, or it may not be read.
    }
  }
  return null;
}

async function textOf(uri: vscode.Uri): Promise<string | null> {
  return decodeSourceOrNull(await vscode.workspace.fs.readFile(uri));
}

async function namesOf(uri: vscode.Uri): Promise<string[]> {
  const entries = await vscode.workspace.fs.readDirectory(uri);
  return entries.map(([name]) => name).sort();
}
