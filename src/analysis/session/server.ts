import { analyzingProgram, withoutMark, type AnalysisOptions } from '../analyze.js';
import { evaluatingCalls, type CallOutcome } from '../evaluateCalls.js';
import type { Workspace } from '../importing.js';
import { IncrementalTree } from '../incrementalTree.js';
import { cellParts } from '../notebook.js';
import { DEFAULT_BUDGET, type Budget, type Part } from '../program.js';
import type { FileAnalysis } from '../types.js';
import type { Units } from '../units.js';
import { FetchedFiles } from './fetchedFiles.js';
import { AskedFiles, OpenFiles, isAbsolute, type Files } from './files.js';
import { importsOf } from './importsOf.js';
import type { AnalysisAnswer, AnalysisRequest, FromAnalysis, ToAnalysis } from './messages.js';
import { outcomesToClonable, toClonable } from './plain.js';
import { RootedSources } from './rootedSources.js';
import { importNameOf, rootOf, searchPathOf } from './searchPath.js';

/** What the thread that analyses has. */
export interface ServerHost {
  /** Files that it can read itself; null where the editor has to fetch them all. */
  readonly disk: (Files & { readonly begin: () => void }) | null;
  /** Does the work; undefined where it was ended before, because `isWanted` said no. */
  run<R>(units: Units<R>, isWanted: () => boolean): Promise<{ result: R } | undefined>;
  /** Up to which request the editor has cancelled by other means than a message. */
  cancelledUpTo(): number;
  send(message: FromAnalysis): void;
  /** What it can afford where the editor sets nothing. */
  readonly budget: Budget;
}

/** Interpretations are begun anew at most this often because a file was missing. */
const MAX_ROUNDS = 64;
/** Files that are fetched ahead for one analysis, by the imports that their importers show. */
const MAX_AHEAD = 300;

interface Found {
  readonly parts: readonly FileAnalysis[];
  readonly outcomes: readonly CallOutcome[];
  readonly root: string | null;
  readonly searchPath: readonly string[];
}

/**
 * Analyses documents as an editor asks for them, one after the other, and keeps their trees between edits. It runs in a thread of
 * its own where there are any; all that goes in and out is plain data.
 */
export class AnalysisServer {
  private readonly trees = new Map<string, IncrementalTree>();
  private readonly fetched = new FetchedFiles();
  private readonly open: OpenFiles;
  private queue: Promise<unknown> = Promise.resolve();
  private cancelled = -1;
  private arrived: (() => void) | null = null;

  constructor(private readonly host: ServerHost) {
    const { disk } = host;
    const { fetched } = this;
    const stored = disk && {
      read: (name: string) => (isOnDisk(name) ? disk.read(name) : fetched.read(name)),
      list: (name: string) => (isOnDisk(name) ? disk.list(name) : fetched.list(name)),
    };
    this.open = new OpenFiles(stored ?? fetched);
  }

  handle(message: ToAnalysis): void {
    switch (message.kind) {
      case 'analyse':
        this.queue = this.queue.then(() => this.answer(message.request));
        return;
      case 'cancel':
        this.cancelled = message.id;
        // What waits for files is not wanted any more, either.
        this.arrived?.();
        return;
      case 'open':
        this.open.update(message.files);
        return;
      case 'changed':
        this.fetched.forget(message.names);
        return;
      case 'folders':
        this.fetched.within(message.names);
        return;
      case 'fetched':
        this.fetched.add(message.files);
        this.arrived?.();
        return;
      case 'close':
        this.trees.delete(message.key);
        return;
    }
  }

  /** Answers a request. Never rejects. */
  private async answer(request: AnalysisRequest): Promise<void> {
    const { id } = request;
    try {
      const answer = await this.analyse(request);
      this.host.send(answer ? { kind: 'answer', id, answer } : { kind: 'cancelled', id });
    } catch (error) {
      this.host.send({
        kind: 'failed',
        id,
        message: error instanceof Error ? (error.stack ?? error.message) : String(error),
      });
    }
  }

  private async analyse(request: AnalysisRequest): Promise<AnalysisAnswer | undefined> {
    const isWanted = () => request.id > Math.max(this.cancelled, this.host.cancelledUpTo());
    this.host.disk?.begin();
    let ahead = 0;
    for (let round = 0; isWanted(); round++) {
      const asked = new AskedFiles(this.open);
      const isComplete = () => asked.missing.size === 0 || round >= MAX_ROUNDS;
      const units = this.units(request, asked, isWanted);
      const done = await this.host.run(units, () => isWanted() && isComplete());
      if (!isWanted()) return undefined;
      if (done && isComplete()) {
        const { parts, outcomes, root, searchPath } = done.result;
        return {
          parts: toClonable(parts),
          outcomes: outcomesToClonable(outcomes),
          root,
          searchPath,
          read: [...asked.read].join('\n'),
          listed: [...asked.listed].join('\n'),
        };
      }
      ahead = await this.fetchMissing(request, ahead, isWanted);
    }
    return undefined;
  }

  /** Waits for what the last run missed, and for what the texts that come name as imports. */
  private async fetchMissing(request: AnalysisRequest, ahead: number, isWanted: () => boolean): Promise<number> {
    const seen = new Set<string>();
    let count = ahead;
    while (isWanted() && this.fetched.wanted.size > 0) {
      const names = [...this.fetched.wanted];
      count += names.length;
      await new Promise<void>(resolve => {
        this.arrived = () => {
          if (isWanted() && names.some(name => this.fetched.wanted.has(name))) return;
          this.arrived = null;
          resolve();
        };
        this.host.send({ kind: 'wanted', names });
        // An editor in the same thread may have cancelled while it was asked.
        if (!isWanted()) this.arrived?.();
      });
      if (count < MAX_AHEAD) this.lookAhead(request, seen);
    }
    this.fetched.wanted.clear();
    return count;
  }

  /** Asks for the files that a program's texts import, as far as they are known, so that they are fetched together. */
  private lookAhead({ name, content, hints }: AnalysisRequest, seen: Set<string>): void {
    if (name === null) return;
    const asked = new AskedFiles(this.open);
    const root = rootOf(asked, name);
    const folders = [root, ...searchPathOf(asked, hints)];
    const texts = 'text' in content ? [content.text] : [...content.cells];
    const queue = texts.map(text => ({ text, pack: importNameOf(root, name)?.package ?? '' }));
    for (const { text, pack } of queue) {
      for (const module of importsOf(text, pack)) {
        const path = module.split('.').join('/');
        for (const folder of folders) {
          for (const file of [`${folder}/${path}/__init__.py`, `${folder}/${path}.py`]) {
            if (seen.has(file) || seen.size > MAX_AHEAD * 10) continue;
            const found = asked.text(file);
            if (!asked.missing.has(file)) seen.add(file);
            if (found === null) continue;
            const isPackage = file.endsWith('/__init__.py');
            queue.push({ text: found, pack: isPackage ? module : module.split('.').slice(0, -1).join('.') });
          }
        }
      }
    }
  }

  private *units(request: AnalysisRequest, asked: AskedFiles, isWanted: () => boolean): Units<Found> {
    const { name, hints, calls, steps } = request;
    const root = name === null ? null : rootOf(asked, name);
    const searchPath = name === null ? [] : searchPathOf(asked, hints);
    const sources = root === null ? null : new RootedSources(asked, root, hints.folder);
    const parts = yield* this.parts(request, sources);
    const budget = steps === null ? this.host.budget : budgetOf(steps, this.host.budget);
    const options: AnalysisOptions = {
      budget,
      cancelled: () => !isWanted(),
      ...(sources ? { workspace: workspaceOf(sources, root ?? '', searchPath) } : {}),
    };
    const importAs = root === null || name === null || !('text' in request.content) ? null : importNameOf(root, name);
    const found = { root, searchPath };
    if (calls.length > 0) {
      const names = importAs ? { importAs } : {};
      const { parts: analyses, calls: outcomes } = yield* evaluatingCalls(parts, calls, { ...options, ...names });
      return { ...found, parts: analyses, outcomes };
    }
    const names = importAs ? { scriptPackage: importAs.package } : {};
    const { parts: analyses } = yield* analyzingProgram(parts, { ...options, ...names });
    return { ...found, parts: analyses, outcomes: [] };
  }

  private *parts({ key, name, content }: AnalysisRequest, sources: RootedSources | null): Units<Part[]> {
    if ('cells' in content) return yield* cellParts(content.cells.map(text => ({ text })));
    let tree = this.trees.get(key);
    if (tree === undefined) this.trees.set(key, (tree = new IncrementalTree()));
    const text = withoutMark(content.text);
    return [{ text, tree: yield* tree.updating(text), file: name === null ? '' : (sources?.nameOf(name) ?? name) }];
  }
}

/** An address with a scheme is not on a disk. */
function isOnDisk(name: string): boolean {
  return isAbsolute(name) && !/^[A-Za-z][\w+.-]+:\/\//.test(name);
}

function workspaceOf(sources: RootedSources, root: string, searchPath: readonly string[]): Workspace {
  return {
    sources,
    searchPath: ['', ...searchPath.filter(folder => folder !== root).map(folder => sources.nameOf(folder))],
    // An editor shows the calls of the document alone.
    isListed: () => false,
  };
}

/** A budget of so many steps in the proportions of the usual one, and never more at once than the thread can afford. */
function budgetOf(steps: number, host: Budget): Budget {
  const { statementSteps } = host;
  return {
    steps,
    ...(statementSteps === undefined ? {} : { statementSteps: Math.min(statementSteps, steps) }),
    assumedSteps: Math.ceil((steps * DEFAULT_BUDGET.assumedSteps) / DEFAULT_BUDGET.steps),
    stepsPerTry: Math.min(host.stepsPerTry, Math.ceil((steps * DEFAULT_BUDGET.stepsPerTry) / DEFAULT_BUDGET.steps)),
  };
}
