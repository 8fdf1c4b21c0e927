import { DEFAULT_BUDGET } from '../analysis/index.js';
import type { FromAnalysis, ToAnalysis } from '../analysis/session/index.js';
import { AnalysisServer } from '../analysis/session/server.js';
import { inSlices } from '../analysis/session/slices.js';
import { finishWanted } from './finishWanted.js';
import { DiskFiles } from './diskFiles.js';

/** What a worker of a browser has; the types of a page's window do not fit here. */
interface BrowserWorker {
  postMessage(message: unknown): void;
  addEventListener(kind: 'message', listen: (event: { readonly data: unknown }) => void): void;
}

/** What the editor gives a worker of Node. */
interface WorkerData {
  /** Its first entry is the last request that is not wanted any more. */
  readonly cancelled: SharedArrayBuffer;
}

/** Node's own modules, without an import that a browser could not make. */
const builtin = (globalThis.process as typeof process | undefined)?.getBuiltinModule;

if (builtin) startInNode(builtin);
else startInBrowser(globalThis as unknown as BrowserWorker);

/** A thread of Node reads files itself, and sees at once that its work is not wanted any more. */
function startInNode(getBuiltinModule: NonNullable<typeof builtin>): void {
  const { parentPort, workerData } = getBuiltinModule('node:worker_threads');
  const cancelled = new Int32Array((workerData as WorkerData).cancelled);
  const server = new AnalysisServer({
    disk: new DiskFiles(getBuiltinModule('node:fs')),
    run: (units, isWanted) => Promise.resolve(finishWanted(units, isWanted)),
    cancelledUpTo: () => Atomics.load(cancelled, 0),
    send: (message: FromAnalysis) => parentPort?.postMessage(message),
    budget: DEFAULT_BUDGET,
  });
  parentPort?.on('message', (message: ToAnalysis) => server.handle(message));
  parentPort?.postMessage({ kind: 'ready' } satisfies FromAnalysis);
}

/** A worker of a browser shares no memory: it works in slices, so that it can read messages in between. */
function startInBrowser(worker: BrowserWorker): void {
  const server = new AnalysisServer({
    disk: null,
    run: inSlices,
    cancelledUpTo: () => -1,
    send: message => worker.postMessage(message),
    budget: DEFAULT_BUDGET,
  });
  worker.addEventListener('message', ({ data }) => server.handle(data as ToAnalysis));
  worker.postMessage({ kind: 'ready' } satisfies FromAnalysis);
}
