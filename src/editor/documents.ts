import * as vscode from 'vscode';
import type { CallOutcome, FileAnalysis } from '../analysis/index.js';
import { fromClonable, outcomesFromClonable } from '../analysis/session/index.js';
import type { AnalysisAnswer, AnalysisRequest } from '../analysis/session/index.js';
import { AnalysisClient } from './analysisClient.js';
import { ANALYSIS_SECTIONS, analysisSettings } from './analysisSettings.js';
import { Dependencies } from './dependencies.js';
import { FileChanges } from './fileChanges.js';
import { fileNameOf } from './fileNames.js';
import type { Log } from './log.js';

/** What is known of one version of a document. */
export interface Analysed {
  readonly document: vscode.TextDocument;
  readonly version: number;
  readonly text: string;
  readonly analysis: FileAnalysis;
  /** The setting's example calls for it, and what became of them. */
  readonly examples: readonly CallOutcome[];
  /** The folder that the names of other files are relative to; null where it has no others. */
  readonly root: string | null;
}

/** What an analysis said, and what may make it say something else. */
interface Entry {
  /** Versions of what was analysed: a file, or all Python cells of a notebook, whose cells are one program. */
  readonly fingerprint: string;
  readonly results: ReadonlyMap<string, Analysed>;
  readonly dependencies: Dependencies;
}

/** A file or notebook that is analysed as a whole. */
interface Subject {
  readonly key: string;
  readonly uri: vscode.Uri;
  readonly isOpen: () => boolean;
  /** Its texts in order: one, or a cell's each. */
  readonly documents: () => readonly vscode.TextDocument[];
  readonly isNotebook: boolean;
}

/** The analysis that is under way. */
interface Run {
  readonly id: number;
  readonly isWanted: () => boolean;
  /** What has changed since it began. */
  readonly changed: { readonly name: string; readonly isText: boolean }[];
}

/** An analysis is repeated at most once in this many times its own duration, so that there is time for others. */
const REST = 2;
const LONGEST_DELAY = 1000;
const NOTHING: FileAnalysis = { calls: [], problems: [] };

/**
 * The analyses of the open Python documents, each made when it is first asked for and again only when its text, a file that it
 * imports or a setting has changed. A document that is closed is forgotten. One analysis is under way at a time, in a thread of its
 * own where there is one; one that has become stale is ended and begun again, so that no answer is of another version.
 */
export class Documents implements vscode.Disposable {
  private readonly client: AnalysisClient;
  private readonly files = new FileChanges();
  private readonly entries = new Map<string, Entry>();
  /** What is being analysed or waits for its turn, by the address of the file or notebook. */
  private readonly pending = new Map<string, Promise<boolean>>();
  private turn: Promise<unknown> = Promise.resolve();
  private run: Run | null = null;
  /** Counts the changes of settings. */
  private settings = 0;
  /** Errors of example calls that have been logged. */
  private readonly logged = new Set<string>();
  private readonly stale = new vscode.EventEmitter<void>();
  private readonly subscriptions: vscode.Disposable[];
  private lastDuration = 0;
  private disposed = false;

  /** What was known of some document holds no more, although its own text is the same. */
  readonly onDidBecomeStale = this.stale.event;

  constructor(
    private readonly log: Log,
    extensionUri: vscode.Uri,
  ) {
    this.client = new AnalysisClient(vscode.Uri.joinPath(extensionUri, 'dist', 'worker.js'), log);
    this.subscriptions = [
      this.client,
      this.files,
      this.stale,
      this.files.onDidChange(({ name, isContent }) => {
        this.client.changed([name]);
        // What is open counts as it is in the editor, which has told of its changes before they are saved.
        if (!isContent || !isOpen(name)) this.noteChange(name, false);
      }),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.noteText(document);
      }),
      vscode.workspace.onDidOpenTextDocument(document => {
        if (document.isDirty) this.noteText(document);
      }),
      vscode.workspace.onDidCloseTextDocument(document => {
        this.entries.delete(document.uri.toString());
        this.noteText(document);
      }),
      vscode.workspace.onDidCloseNotebookDocument(notebook => {
        this.entries.delete(notebook.uri.toString());
        this.endUnwanted();
      }),
      vscode.workspace.onDidChangeConfiguration(event => {
        if (ANALYSIS_SECTIONS.some(section => event.affectsConfiguration(section))) this.forgetAll();
      }),
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.forgetAll()),
    ];
  }

  dispose(): void {
    this.disposed = true;
    vscode.Disposable.from(...this.subscriptions).dispose();
    this.entries.clear();
  }

  /** What analyses them; null before the first analysis. */
  get analysedBy(): string | null {
    return this.client.threadKind;
  }

  /** How long to wait, in milliseconds, before a change is answered: longer where the last analysis took long. */
  delay(shortest: number): number {
    return Math.min(LONGEST_DELAY, Math.max(shortest, REST * this.lastDuration));
  }

  /** The analysis of the document as it is now, if it is at hand; else null: `analyse` makes it. */
  current(document: vscode.TextDocument): Analysed | null {
    if (!isPython(document) || document.isClosed || this.disposed) return withNothing(document);
    const subject = subjectOf(document);
    const entry = this.entries.get(subject.key);
    if (entry?.fingerprint !== fingerprintOf(subject.documents())) return null;
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
      if (!(await this.started(subjectOf(document)))) return withNothing(document);
    }
  }

  /** The analysis that is under way or waits for its turn; a new one if there is none. False where it failed. */
  private started(subject: Subject): Promise<boolean> {
    const { key } = subject;
    let job = this.pending.get(key);
    if (job === undefined) {
      job = this.turn.then(async () => {
        try {
          await this.analyseNow(subject);
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

  private async analyseNow(subject: Subject): Promise<void> {
    const documents = subject.documents();
    const fingerprint = fingerprintOf(documents);
    const { settings } = this;
    const isWanted = () =>
      !this.disposed &&
      subject.isOpen() &&
      this.settings === settings &&
      fingerprintOf(subject.documents()) === fingerprint;
    if (!isWanted()) return;
    const texts = documents.map(document => document.getText());
    const versions = documents.map(document => document.version);
    const request = requestOf(subject, texts, this.client.newId());
    const run: Run = { id: request.id, isWanted, changed: [] };
    this.run = run;
    const start = performance.now();
    let answer: AnalysisAnswer | undefined;
    try {
      answer = await this.client.analyse(request);
    } finally {
      this.lastDuration = performance.now() - start;
      this.run = null;
    }
    if (answer === undefined || !isWanted()) return;
    const dependencies = new Dependencies(answer);
    this.files.include(answer.searchPath);
    if (run.changed.some(change => matters(dependencies, change))) return;
    const analyses = fromClonable(answer.parts);
    const examples = outcomesFromClonable(answer.outcomes);
    this.logErrors(subject.key, examples);
    const results = documents.map((document, index): [string, Analysed] => [
      document.uri.toString(),
      {
        document,
        version: versions[index] ?? 0,
        text: texts[index] ?? '',
        analysis: analyses[index] ?? NOTHING,
        examples,
        root: answer.root,
      },
    ]);
    this.entries.set(subject.key, { fingerprint, results: new Map(results), dependencies });
  }

  private noteText(document: vscode.TextDocument): void {
    const name = fileNameOf(document.uri);
    if (name === null) this.endUnwanted();
    else this.noteChange(name, true);
  }

  /** A file's text has changed, or a file or folder has come, gone or changed: what depends on it is forgotten. */
  private noteChange(name: string, isText: boolean): void {
    this.run?.changed.push({ name, isText });
    this.endUnwanted();
    let isStale = false;
    for (const [key, { dependencies }] of this.entries)
      if (matters(dependencies, { name, isText })) isStale = this.entries.delete(key) || isStale;
    if (isStale) this.stale.fire();
  }

  private forgetAll(): void {
    this.settings++;
    this.entries.clear();
    this.endUnwanted();
    this.stale.fire();
  }

  /** Ends the analysis that is under way where nobody can use what it finds. */
  private endUnwanted(): void {
    if (this.run !== null && !this.run.isWanted()) this.client.cancel(this.run.id);
  }

  private logErrors(key: string, examples: readonly CallOutcome[]): void {
    for (const { call, error } of examples) {
      const message = `The example call ${call} in ${key} raises ${error}`;
      if (error === null || this.logged.has(message)) continue;
      this.logged.add(message);
      this.log.warn(message);
    }
  }
}

function matters(dependencies: Dependencies, { name, isText }: { name: string; isText: boolean }): boolean {
  return isText ? dependencies.hasRead(name) : dependencies.dependsOn(name);
}

function requestOf(subject: Subject, texts: readonly string[], id: number): AnalysisRequest {
  const content = subject.isNotebook ? { cells: texts } : { text: texts[0] ?? '' };
  return { id, key: subject.key, content, ...analysisSettings(subject.uri) };
}

function subjectOf(document: vscode.TextDocument): Subject {
  const notebook = notebookOf(document);
  if (notebook === undefined) {
    const documents = [document];
    const isOpen = () => !document.isClosed;
    return { key: document.uri.toString(), uri: document.uri, isOpen, documents: () => documents, isNotebook: false };
  }
  return {
    key: notebook.uri.toString(),
    uri: notebook.uri,
    isOpen: () => !notebook.isClosed,
    documents: () => cellsOf(notebook),
    isNotebook: true,
  };
}

function isOpen(name: string): boolean {
  return vscode.workspace.textDocuments.some(document => !document.isClosed && fileNameOf(document.uri) === name);
}

function withNothing(document: vscode.TextDocument): Analysed {
  return { document, version: document.version, text: document.getText(), analysis: NOTHING, examples: [], root: null };
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
