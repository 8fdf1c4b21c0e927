import * as vscode from 'vscode';
import { DocumentAnalyzer, EDITOR_BUDGET, analyzingCells } from '../analysis/index.js';
import type { FileAnalysis } from '../analysis/index.js';
import type { Log } from './log.js';
import { inSlices } from './slices.js';

/** What is known of one version of a document. */
export interface Analysed {
  readonly document: vscode.TextDocument;
  readonly version: number;
  readonly text: string;
  readonly analysis: FileAnalysis;
}

/** One notebook's cells are one program: the cells before a cell give it its names. */
interface NotebookEntry {
  /** Versions of all Python cells in order; the results hold as long as it stays the same. */
  readonly fingerprint: string;
  readonly results: ReadonlyMap<string, Analysed>;
}

/** An analysis is repeated at most once in this many times its own duration, so that there is time for others. */
const REST = 2;
const LONGEST_DELAY = 1000;
const NOTHING: FileAnalysis = { calls: [], problems: [] };
const OPTIONS = { budget: EDITOR_BUDGET };

/**
 * The analyses of the open Python documents, each made when it is first asked for and again only when its text has
 * changed. A document that is closed is forgotten. One analysis is under way at a time, in slices between which the host's
 * thread is free; one whose text has changed meanwhile is ended and begun again, so that no answer is of another version.
 */
export class Documents implements vscode.Disposable {
  private readonly analyzers = new Map<string, DocumentAnalyzer>();
  private readonly files = new Map<string, Analysed>();
  private readonly notebooks = new Map<string, NotebookEntry>();
  /** What is being analysed or waits for its turn, by the address of the file or notebook. */
  private readonly pending = new Map<string, Promise<boolean>>();
  private turn: Promise<unknown> = Promise.resolve();
  private readonly subscriptions: vscode.Disposable[];
  private lastDuration = 0;
  private disposed = false;

  constructor(private readonly log: Log) {
    this.subscriptions = [
      vscode.workspace.onDidCloseTextDocument(document => {
        this.analyzers.delete(document.uri.toString());
        this.files.delete(document.uri.toString());
      }),
      vscode.workspace.onDidCloseNotebookDocument(notebook => this.notebooks.delete(notebook.uri.toString())),
    ];
  }

  dispose(): void {
    this.disposed = true;
    vscode.Disposable.from(...this.subscriptions).dispose();
    this.analyzers.clear();
    this.files.clear();
    this.notebooks.clear();
  }

  /** How long to wait, in milliseconds, before a change is answered: longer where the last analysis took long. */
  delay(shortest: number): number {
    return Math.min(LONGEST_DELAY, Math.max(shortest, REST * this.lastDuration));
  }

  /** The analysis of the document as it is now, if it is at hand; else null: `analyse` makes it. */
  current(document: vscode.TextDocument): Analysed | null {
    if (!isPython(document) || document.isClosed || this.disposed) return withNothing(document);
    const notebook = notebookOf(document);
    if (notebook === undefined) {
      const known = this.files.get(document.uri.toString());
      return known?.version === document.version ? known : null;
    }
    const entry = this.notebooks.get(notebook.uri.toString());
    if (entry?.fingerprint !== fingerprintOf(cellsOf(notebook))) return null;
    return entry.results.get(document.uri.toString()) ?? withNothing(document);
  }

  /**
   * The analysis of the document as it is when the promise resolves, also where it has changed since the question. Never
   * rejects: what fails is logged, and nothing is found.
   */
  async analyse(document: vscode.TextDocument): Promise<Analysed> {
    for (;;) {
      const known = this.current(document);
      if (known !== null) return known;
      if (!(await this.started(document))) return withNothing(document);
    }
  }

  /** The analysis that is under way or waits for its turn; a new one if there is none. False where it failed. */
  private started(document: vscode.TextDocument): Promise<boolean> {
    const notebook = notebookOf(document);
    const key = (notebook ?? document).uri.toString();
    let job = this.pending.get(key);
    if (job === undefined) {
      job = this.turn.then(async () => {
        try {
          await (notebook === undefined ? this.analyseFile(document) : this.analyseCells(notebook));
          return true;
        } catch (error) {
          this.log.error(`The analysis of ${key} failed.`, error);
          return false;
        } finally {
          this.pending.delete(key);
        }
      });
      this.pending.set(key, job);
      this.turn = job;
    }
    return job;
  }

  private async analyseFile(document: vscode.TextDocument): Promise<void> {
    const key = document.uri.toString();
    const { version } = document;
    const isWanted = () => !this.disposed && !document.isClosed && document.version === version;
    if (!isWanted()) return;
    let analyzer = this.analyzers.get(key);
    if (analyzer === undefined) this.analyzers.set(key, (analyzer = new DocumentAnalyzer(OPTIONS)));
    const text = document.getText();
    const units = analyzer.updating(text);
    const done = await this.timed(inSlices(units, isWanted));
    if (done !== undefined && isWanted()) this.files.set(key, { document, version, text, analysis: done.result });
  }

  private async analyseCells(notebook: vscode.NotebookDocument): Promise<void> {
    const key = notebook.uri.toString();
    const cells = cellsOf(notebook);
    const fingerprint = fingerprintOf(cells);
    const isWanted = () => !this.disposed && !notebook.isClosed && fingerprintOf(cellsOf(notebook)) === fingerprint;
    if (!isWanted()) return;
    const texts = cells.map(cell => cell.getText());
    const units = analyzingCells(
      texts.map(text => ({ text })),
      OPTIONS,
    );
    const done = await this.timed(inSlices(units, isWanted));
    if (done === undefined || !isWanted()) return;
    const results = cells.map((cell, index): [string, Analysed] => [
      cell.uri.toString(),
      { document: cell, version: cell.version, text: texts[index] ?? '', analysis: done.result[index] ?? NOTHING },
    ]);
    this.notebooks.set(key, { fingerprint, results: new Map(results) });
  }

  /** Notes how long an analysis took. */
  private async timed<R>(work: Promise<R>): Promise<R> {
    const start = performance.now();
    try {
      return await work;
    } finally {
      this.lastDuration = performance.now() - start;
    }
  }
}

function withNothing(document: vscode.TextDocument): Analysed {
  return { document, version: document.version, text: document.getText(), analysis: NOTHING };
}

function cellsOf(notebook: vscode.NotebookDocument): vscode.TextDocument[] {
  return notebook
    .getCells()
    .filter(cell => cell.kind === vscode.NotebookCellKind.Code && isPython(cell.document))
    .map(cell => cell.document);
}

function fingerprintOf(cells: readonly vscode.TextDocument[]): string {
  return cells.map(cell => `${cell.uri.toString()}@${cell.version}`).join('\n');
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
