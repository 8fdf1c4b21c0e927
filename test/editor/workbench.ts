import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { ConvExplorerApi } from '../../src/extension.js';
import type { CallView, Snapshot } from '../../src/protocol/messages.js';

const EXTENSION_ID = 'conv-explorer.conv-explorer';

function extension(): vscode.Extension<ConvExplorerApi> {
  const found = vscode.extensions.getExtension<ConvExplorerApi>(EXTENSION_ID);
  assert.ok(found, `${EXTENSION_ID} is installed`);
  return found;
}

/** The extension's exports, once it has started as VS Code starts it. */
export async function api(): Promise<ConvExplorerApi> {
  return extension().activate();
}

export function extensionUri(): vscode.Uri {
  return extension().extensionUri;
}

/** A file that ships with the extension, whatever folder is open. */
export function sampleUri(name: string): vscode.Uri {
  return vscode.Uri.joinPath(extension().extensionUri, 'media', 'samples', name);
}

export async function showSample(name: string): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument(sampleUri(name));
  return vscode.window.showTextDocument(document, vscode.ViewColumn.One);
}

/** An untitled Python document, shown in the first column. */
export async function showPython(content: string): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument({ language: 'python', content });
  return vscode.window.showTextDocument(document, vscode.ViewColumn.One);
}

/** The position of the nth place (from 0) where the text stands, moved by some characters. */
export function positionOf(document: vscode.TextDocument, text: string, nth = 0, by = 0): vscode.Position {
  let offset = -1;
  for (let i = 0; i <= nth; i++) {
    offset = document.getText().indexOf(text, offset + 1);
    assert.ok(offset >= 0, `${JSON.stringify(text)} is in the document`);
  }
  return document.positionAt(offset + by);
}

/** Our hover at a position, as people read it: no link targets, no escapes, one line per line. null for none. */
export async function hoverAt(document: vscode.TextDocument, position: vscode.Position): Promise<OurHover | null> {
  await api();
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    position,
  );
  for (const hover of hovers) {
    for (const content of hover.contents) {
      const markdown = typeof content === 'string' ? content : content.value;
      if (markdown.includes('command:convExplorer.')) {
        return { markdown, text: readable(markdown), range: hover.range };
      }
    }
  }
  return null;
}

export interface OurHover {
  readonly markdown: string;
  readonly text: string;
  readonly range: vscode.Range | undefined;
}

/** The hover over the nth place where the text stands; fails where there is none. */
export async function hoverOver(document: vscode.TextDocument, text: string, nth = 0): Promise<OurHover> {
  const hover = await hoverAt(document, positionOf(document, text, nth, 4));
  assert.ok(hover, `there is a hover over ${text}`);
  return hover;
}

function readable(markdown: string): string {
  return markdown
    .replace(/\]\((?:\\.|[^)])*\)/g, ']')
    .replace(/\\(.)|`([^`]*)`|[*[\]]/g, (_, escaped?: string, code?: string) => escaped ?? code ?? '')
    .replace(/ *\n+/g, '\n');
}

/** Does something, and waits for the first snapshot from then on that the condition holds for. */
export async function snapshotAfter(
  action: () => unknown,
  condition: (snapshot: Snapshot) => boolean,
): Promise<Snapshot> {
  const exports = await api();
  let subscription: vscode.Disposable | undefined;
  const arrived = new Promise<Snapshot>(resolve => {
    subscription = exports.onDidSendSnapshot(snapshot => {
      if (condition(snapshot)) {
        resolve(snapshot);
      }
    });
  });
  try {
    await action();
    return await arrived;
  } finally {
    subscription?.dispose();
  }
}

/** The call of a snapshot; undefined where it shows none. */
export function callOf(snapshot: Snapshot): CallView | undefined {
  return snapshot.subject.kind === 'call' ? snapshot.subject.call : undefined;
}

export async function closeAll(): Promise<void> {
  // Untitled documents are reverted first, so that closing asks nothing.
  for (const document of vscode.workspace.textDocuments) {
    if (document.isDirty && !document.isClosed && document.uri.scheme !== 'vscode-notebook-cell') {
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    }
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}
