import * as vscode from 'vscode';
import { DocumentAnalyzer, analyzeCells } from '../analysis/index.js';
import type { FileAnalysis } from '../analysis/index.js';
import type { Log } from './log.js';

/** What is known of one version of a document. */
export interface Analysed {
  readonly document: vscode.TextDocument;
  readonly version: number;
  readonly text: string;
  readonly analysis: FileAnalysis;
}

interface Entry {
  readonly analyzer: DocumentAnalyzer;
  result: Analysed | null;
}

/** One notebook's cells are one program: the cells before a cell give it its names. */
interface NotebookEntry {
  /** Versions of all Python cells in order; the results hold as long as it stays the same. */
  readonly fingerprint: string;
  readonly results: ReadonlyMap<string, Analysed>;
}

/** An analysis is repeated at most once in this many times its own duration, so that typing never waits for it. */
const REST = 4;
const LONGEST_DELAY = 1000;
const NOTHING: FileAnalysis = { calls: [], problems: [] };

/**
 * The analyses of the open Python documents, each made when it is first asked for and again only when its text has
 * changed. A document that is closed is forgotten.
 */
export class Documents implements vscode.Disposable {
  private readonly entries = new Map<string, Entry>();
  private readonly notebooks = new Map<string, NotebookEntry>();
  private readonly subscriptions: vscode.Disposable[];
  private lastDuration = 0;

  constructor(private readonly log: Log) {
    this.subscriptions = [
      vscode.workspace.onDidCloseTextDocument(document => this.entries.delete(document.uri.toString())),
      vscode.workspace.onDidCloseNotebookDocument(notebook => this.notebooks.delete(notebook.uri.toString())),
    ];
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions).dispose();
    this.entries.clear();
    this.notebooks.clear();
  }

  /** How long to wait, in milliseconds, before a change is answered: longer where the last analysis took long. */
  delay(shortest: number): number {
    return Math.min(LONGEST_DELAY, Math.max(shortest, REST * this.lastDuration));
  }

  /** The analysis of the document as it is now. Never throws: what fails is logged, and nothing is found. */
  analyse(document: vscode.TextDocument): Analysed {
    if (!isPython(document) || document.isClosed) {
      return { document, version: document.version, text: document.getText(), analysis: NOTHING };
    }
    try {
      const notebook = notebookOf(document);
      return notebook === undefined ? this.analyseFile(document) : this.analyseCell(document, notebook);
    } catch (error) {
      this.log.error(`The analysis of ${document.uri.toString()} failed.`, error);
      return { document, version: document.version, text: document.getText(), analysis: NOTHING };
    }
  }

  private analyseFile(document: vscode.TextDocument): Analysed {
    const key = document.uri.toString();
    let entry = this.entries.get(key);
    if (entry === undefined) {
      entry = { analyzer: new DocumentAnalyzer(), result: null };
      this.entries.set(key, entry);
    }
    if (entry.result?.version !== document.version) {
      const text = document.getText();
      const start = performance.now();
      const analysis = entry.analyzer.update(text);
      this.lastDuration = performance.now() - start;
      entry.result = { document, version: document.version, text, analysis };
    }
    return entry.result;
  }

  private analyseCell(document: vscode.TextDocument, notebook: vscode.NotebookDocument): Analysed {
    const cells = notebook
      .getCells()
      .filter(cell => cell.kind === vscode.NotebookCellKind.Code && isPython(cell.document))
      .map(cell => cell.document);
    const fingerprint = cells.map(cell => `${cell.uri.toString()}@${cell.version}`).join('\n');
    const key = notebook.uri.toString();
    let entry = this.notebooks.get(key);
    if (entry?.fingerprint !== fingerprint) {
      const texts = cells.map(cell => cell.getText());
      const start = performance.now();
      const analyses = analyzeCells(texts.map(text => ({ text })));
      this.lastDuration = performance.now() - start;
      const results = cells.map((cell, index): [string, Analysed] => [
        cell.uri.toString(),
        {
          document: cell,
          version: cell.version,
          text: texts[index] ?? '',
          analysis: analyses[index] ?? NOTHING,
        },
      ]);
      entry = { fingerprint, results: new Map(results) };
      this.notebooks.set(key, entry);
    }
    const result = entry.results.get(document.uri.toString());
    // A cell that is not in its notebook any more is about to be closed.
    return result ?? { document, version: document.version, text: document.getText(), analysis: NOTHING };
  }
}

export function isPython(document: vscode.TextDocument): boolean {
  return document.languageId === 'python';
}

/** The notebook that a cell's document belongs to; undefined for every other document. */
export function notebookOf(document: vscode.TextDocument): vscode.NotebookDocument | undefined {
  return vscode.workspace.notebookDocuments.find(notebook =>
    notebook.getCells().some(cell => cell.document === document),
  );
}

/** The open document of this address, whatever its scheme; undefined where it is closed. */
export function openDocument(uri: string): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find(document => document.uri.toString() === uri && !document.isClosed);
}
