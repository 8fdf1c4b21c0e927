import * as vscode from 'vscode';
import type { AnalysisAnswer, AnalysisRequest, FromAnalysis, ToAnalysis } from '../analysis/session/index.js';
import { browserThread, nodeThread, ownThread } from './analysisThread.js';
import type { AnalysisThread, ThreadListener } from './analysisThread.js';
import { fetchFiles } from './fetchFiles.js';
import { fileNameOf } from './fileNames.js';
import type { Log } from './log.js';
import { OpenTexts } from './openTexts.js';

/** A worker that ends so often without an answer is not started again: the host's own thread takes over. */
const MAX_DEATHS = 3;
/** A request that a worker ended over is given to a second one. */
const MAX_TRIES = 2;

interface Pending {
  readonly request: AnalysisRequest;
  tries: number;
  /** Undefined: it was cancelled. */
  readonly resolve: (answer: AnalysisAnswer | undefined) => void;
  readonly reject: (error: Error) => void;
}

/** Has documents analysed by a thread of its own where there is one, and keeps that alive. */
export class AnalysisClient implements vscode.Disposable {
  private thread: AnalysisThread | null = null;
  private readonly open = new OpenTexts();
  private readonly pending = new Map<number, Pending>();
  private deaths = 0;
  private lastId = 0;
  private disposed = false;
  private readonly subscriptions: vscode.Disposable[];

  constructor(
    private readonly script: vscode.Uri,
    private readonly log: Log,
  ) {
    this.subscriptions = [
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.tellFolders()),
      vscode.workspace.onDidCloseTextDocument(document =>
        this.thread?.post({ kind: 'close', key: document.uri.toString() }),
      ),
    ];
  }

  dispose(): void {
    this.disposed = true;
    vscode.Disposable.from(...this.subscriptions).dispose();
    this.thread?.dispose();
    for (const { resolve } of this.pending.values()) resolve(undefined);
    this.pending.clear();
  }

  /** What analyses now; null while nothing has been started. */
  get threadKind(): string | null {
    return this.thread?.kind ?? null;
  }

  /** A request's number, which `cancel` takes. */
  newId(): number {
    return ++this.lastId;
  }

  /** The answer; undefined where the request was cancelled. Rejects where the analysis failed. */
  async analyse(request: AnalysisRequest): Promise<AnalysisAnswer | undefined> {
    if (this.disposed) return undefined;
    return new Promise((resolve, reject) => {
      const pending: Pending = { request, tries: 0, resolve, reject };
      this.pending.set(request.id, pending);
      this.submit(pending);
    });
  }

  /** Requests up to this one are not wanted any more. */
  cancel(id: number): void {
    this.thread?.post({ kind: 'cancel', id });
  }

  /** Files or folders may have changed where they are stored. */
  changed(names: readonly string[]): void {
    this.thread?.post({ kind: 'changed', names });
  }

  private submit(pending: Pending): void {
    pending.tries++;
    const thread = (this.thread ??= this.start());
    const files = this.open.changes();
    if (files.length > 0) thread.post({ kind: 'open', files });
    thread.post({ kind: 'analyse', request: pending.request });
  }

  private start(): AnalysisThread {
    const thread = this.deaths < MAX_DEATHS ? this.startNode() : null;
    if (thread !== null) return this.begun(thread);
    const own = this.startOwn();
    if (this.deaths < MAX_DEATHS) void this.startBrowser();
    return own;
  }

  private startNode(): AnalysisThread | null {
    const holder: { thread: AnalysisThread | null } = { thread: null };
    try {
      holder.thread = nodeThread(this.script, this.listener(holder));
    } catch (error) {
      this.log.error('The thread for analyses cannot start.', error);
    }
    return holder.thread;
  }

  private startOwn(): AnalysisThread {
    const holder: { thread: AnalysisThread | null } = { thread: null };
    holder.thread = ownThread(this.listener(holder));
    return this.begun(holder.thread);
  }

  /** A worker of the browser takes over when it has said that it runs. Some hosts allow none. */
  private async startBrowser(): Promise<void> {
    const holder: { thread: AnalysisThread | null } = { thread: null };
    const usual = this.listener(holder);
    const listener: ThreadListener = {
      message: message => {
        if (message.kind === 'ready' && holder.thread !== null && !this.disposed) this.takeOver(holder.thread);
        else usual.message(message);
      },
      ended: why => usual.ended(why),
    };
    try {
      holder.thread = await browserThread(this.script, listener);
    } catch (error) {
      this.log.error('The worker for analyses cannot start.', error);
    }
  }

  /** What is under way with another thread is done again. */
  private takeOver(thread: AnalysisThread): void {
    this.cancel(this.lastId);
    this.thread?.dispose();
    this.thread = this.begun(thread);
    for (const pending of this.pending.values()) this.submit(pending);
  }

  private begun(thread: AnalysisThread): AnalysisThread {
    this.log.info(`Documents are analysed in: ${thread.kind}.`);
    this.open.forget();
    this.tellFolders(thread);
    return thread;
  }

  private tellFolders(thread = this.thread): void {
    const names = (vscode.workspace.workspaceFolders ?? []).map(folder => fileNameOf(folder.uri));
    const message: ToAnalysis = { kind: 'folders', names: names.filter(name => name !== null) };
    thread?.post(message);
  }

  /** Messages of a thread that has been replaced say nothing any more. */
  private listener(holder: { readonly thread: AnalysisThread | null }): ThreadListener {
    return {
      message: message => {
        if (holder.thread !== null && holder.thread === this.thread) this.receive(message, holder.thread);
      },
      ended: why => {
        if (this.disposed) return;
        if (holder.thread === null || holder.thread !== this.thread) {
          this.log.warn(`A worker for analyses cannot be used: ${why}.`);
          return;
        }
        this.ended(why);
      },
    };
  }

  private receive(message: FromAnalysis, thread: AnalysisThread): void {
    if (message.kind === 'ready') return;
    if (message.kind === 'wanted') {
      void fetchFiles(message.names).then(files => thread.post({ kind: 'fetched', files }));
      return;
    }
    const pending = this.pending.get(message.id);
    this.pending.delete(message.id);
    if (message.kind === 'answer') this.deaths = 0;
    if (message.kind === 'failed') pending?.reject(new Error(message.message));
    else pending?.resolve(message.kind === 'answer' ? message.answer : undefined);
  }

  private ended(why: string): void {
    this.deaths++;
    // A browser's worker may live on after an error.
    this.thread?.dispose();
    this.thread = null;
    this.log.warn(`The thread for analyses ended: ${why}. It is started again.`);
    for (const [id, pending] of this.pending) {
      if (pending.tries < MAX_TRIES) {
        this.submit(pending);
        continue;
      }
      this.pending.delete(id);
      pending.reject(new Error(`The thread for analyses ended twice: ${why}`));
    }
  }
}
