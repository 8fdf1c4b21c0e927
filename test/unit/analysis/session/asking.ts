import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import path from 'node:path';
import { DEFAULT_BUDGET, type CallOutcome, type FileAnalysis } from '../../../../src/analysis/index.js';
import {
  fromClonable,
  outcomesFromClonable,
  type AnalysisAnswer,
  type AnalysisRequest,
  type FromAnalysis,
} from '../../../../src/analysis/session/index.js';
import { AnalysisServer } from '../../../../src/analysis/session/server.js';
import { DiskFiles } from '../../../../src/worker/diskFiles.js';
import { finishWanted } from '../../../../src/worker/finishWanted.js';

/** An answer, with what it says. */
export interface Answered {
  readonly answer: AnalysisAnswer;
  readonly parts: readonly FileAnalysis[];
  readonly outcomes: readonly CallOutcome[];
}

/** A server, as an editor sees it: messages are copied, as between threads. */
export class Asking {
  private readonly server: AnalysisServer;
  private readonly waiting = new Map<number, (message: FromAnalysis) => void>();
  private lastId = 0;
  /** What it wanted to be fetched, and what it was told. */
  readonly wanted: string[] = [];
  /** Up to which request all are cancelled. */
  cancelledUpTo = (): number => -1;

  constructor(reads: 'the disk' | 'only what is fetched') {
    this.server = new AnalysisServer({
      disk: reads === 'the disk' ? new DiskFiles(fs) : null,
      run: (units, isWanted) => Promise.resolve(finishWanted(units, isWanted)),
      cancelledUpTo: () => this.cancelledUpTo(),
      send: message => this.receive(structuredClone(message)),
      budget: DEFAULT_BUDGET,
    });
  }

  tell(message: Parameters<AnalysisServer['handle']>[0]): void {
    this.server.handle(structuredClone(message));
  }

  /** The number of the next request. */
  get nextId(): number {
    return this.lastId + 1;
  }

  async ask(file: string, given: Partial<AnalysisRequest> = {}): Promise<Answered> {
    const message = await this.message(file, given);
    assert.equal(message.kind, 'answer', JSON.stringify(message));
    const { answer } = message as Extract<FromAnalysis, { kind: 'answer' }>;
    return { answer, parts: fromClonable(answer.parts), outcomes: outcomesFromClonable(answer.outcomes) };
  }

  /** Whatever a request is answered by. */
  message(file: string, given: Partial<AnalysisRequest> = {}): Promise<FromAnalysis> {
    const id = ++this.lastId;
    const hints = { folder: null, folders: [], interpreter: null };
    const content = given.content ?? { text: fs.readFileSync(file, 'utf8') };
    const request: AnalysisRequest = { key: file, name: file, hints, calls: [], steps: null, ...given, content, id };
    return new Promise(resolve => {
      this.waiting.set(id, resolve);
      this.tell({ kind: 'analyse', request });
    });
  }

  private receive(message: FromAnalysis): void {
    if (message.kind === 'ready') return;
    if (message.kind === 'wanted') {
      this.wanted.push(...message.names);
      const files = message.names.map(name => ({ name, content: contentOf(name) }));
      setImmediate(() => this.tell({ kind: 'fetched', files }));
      return;
    }
    this.waiting.get(message.id)?.(message);
  }
}

/** What the editor of a virtual workspace says of a name; here the workspace is on the disk after all. */
function contentOf(name: string): string | string[] | null {
  const stat = fs.statSync(path.resolve(name), { throwIfNoEntry: false });
  return stat?.isFile() ? fs.readFileSync(name, 'utf8') : stat?.isDirectory() ? fs.readdirSync(name) : null;
}
