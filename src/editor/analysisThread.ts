import * as vscode from 'vscode';
import type { FromAnalysis, ToAnalysis } from '../analysis/session/index.js';

/** Whoever analyses, as its owner sees it. */
export interface AnalysisThread {
  /** What it is, for the log. */
  readonly kind: string;
  post(message: ToAnalysis): void;
  dispose(): void;
}

/** What its owner hears from it. */
export interface ThreadListener {
  message(message: FromAnalysis): void;
  /** It ended, or could not start; there is no further message. */
  ended(why: string): void;
}

/** Megabytes. An analysis is nested as deeply as the code that it interprets. */
const LIMITS = { stackSizeMb: 32, maxOldGenerationSizeMb: 2048 };

/** A worker thread of Node, where the extension runs in Node. */
export function nodeThread(script: vscode.Uri, listener: ThreadListener): AnalysisThread | null {
  const process = globalThis.process as NodeJS.Process | undefined;
  // The module is asked for without an import, so that the same bundle runs in a browser.
  const threads = process?.getBuiltinModule?.('node:worker_threads');
  if (threads === undefined || script.scheme !== 'file') return null;
  const cancelled = new Int32Array(new SharedArrayBuffer(4)).fill(-1);
  const worker = new threads.Worker(script.fsPath, {
    workerData: { cancelled: cancelled.buffer },
    resourceLimits: LIMITS,
    execArgv: [],
  });
  let why = '';
  let isWanted = true;
  worker.on('message', (message: FromAnalysis) => listener.message(message));
  worker.on('error', error => (why = error.message));
  worker.on('exit', code => {
    if (isWanted) listener.ended(why === '' ? `exit code ${code}` : why);
  });
  return {
    kind: 'worker thread',
    post: message => {
      // It reads no message while it works, but this.
      if (message.kind === 'cancel') Atomics.store(cancelled, 0, message.id);
      worker.postMessage(message);
    },
    dispose: () => {
      isWanted = false;
      void worker.terminate();
    },
  };
}

/** What a browser's worker is to its owner; the types of a page do not fit an extension host. */
interface BrowserWorker {
  postMessage(message: unknown): void;
  terminate(): void;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  onerror: ((event: { readonly message?: unknown }) => void) | null;
}

interface BrowserGlobals {
  readonly Worker?: new (address: string) => BrowserWorker;
}

/** A worker of the browser; null where the extension host has none to give. */
export async function browserThread(script: vscode.Uri, listener: ThreadListener): Promise<AnalysisThread | null> {
  const { Worker } = globalThis as BrowserGlobals;
  if (Worker === undefined) return null;
  const code = await vscode.workspace.fs.readFile(script);
  // A worker may only come from the page's own origin, where the extension is not.
  const address = URL.createObjectURL(new Blob([code], { type: 'text/javascript' }));
  const worker = new Worker(address);
  worker.onmessage = ({ data }) => listener.message(data as FromAnalysis);
  worker.onerror = ({ message }) => listener.ended(typeof message === 'string' ? message : 'it cannot be loaded');
  return {
    kind: 'worker of the browser',
    post: message => worker.postMessage(message),
    dispose: () => {
      worker.terminate();
      URL.revokeObjectURL(address);
    },
  };
}

/** The host's own thread, in slices, where there is no other. The interpreter is loaded for it, and not before. */
export function ownThread(listener: ThreadListener): AnalysisThread {
  const loaded = import('./ownThread.js').then(({ serveHere }) => serveHere(message => listener.message(message)));
  return {
    kind: "extension host's own thread",
    post: message => void loaded.then(handle => handle(message)),
    dispose: () => undefined,
  };
}
