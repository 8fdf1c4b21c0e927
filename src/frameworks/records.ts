import type { CellKey, JoinCx, Owner } from '../python/heap.js';
import type { LayerParams, Problem } from '../engine/index.js';
import type { ConvReading } from './convParams.js';
import type { ConvRow } from './convTable.js';
import { dimKey, type Shape } from './dims.js';
import type { Plain } from './plain.js';

/** Half-open range of UTF-16 offsets in the file that is analysed. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** One argument as a call gave it. */
export interface SeenArgument {
  readonly name: string;
  readonly value: Plain;
  /** Where its expression is; null for a default, and for what came out of * or **. */
  readonly span: Range | null;
  readonly keyword: boolean;
}

/** One pass through the constructor (or the function) at a site. */
export interface Build {
  readonly arguments: readonly SeenArgument[];
  readonly reading: ConvReading;
  /** Raised when the arguments do not fit the signature: Python's own message. */
  readonly bindProblem: Problem | null;
}

/** A convolution call site that the evaluation reached. */
export interface Site {
  readonly row: ConvRow;
  readonly file: string;
  readonly range: Range;
  /** Distinct builds, in order of first occurrence. */
  readonly builds: Build[];
}

/** One run: what went in, what came out or why not, and through which build. */
export interface RunRecord {
  readonly site: Site;
  readonly build: Build;
  readonly input: Shape | null;
  readonly output: Shape | null;
  readonly params: LayerParams | null;
  readonly problem: Problem | null;
  /** It happens on every path; otherwise it may or may not. */
  readonly certain: boolean;
}

/**
 * What the evaluation saw of convolutions. Sites and builds are facts about the code that any path may reveal; runs are
 * cells on the heap, so that a run in one arm of an undecided condition joins with its absence in the other to "maybe".
 */
export class Records implements Owner {
  private readonly siteByKey = new Map<string, Site>();
  private readonly runCells = new Map<CellKey, RunRecord>();
  /** Set when more may happen than is recorded. */
  incomplete = false;

  get sites(): Site[] {
    return [...this.siteByKey.values()];
  }

  get runs(): RunRecord[] {
    return [...this.runCells.values()];
  }

  site(row: ConvRow, file: string, range: Range): Site {
    const key = `${file}\n${range.from}\n${range.to}\n${row.api}`;
    let site = this.siteByKey.get(key);
    if (!site) this.siteByKey.set(key, (site = { row, file, range, builds: [] }));
    return site;
  }

  /** The build equal to this one at its site, which is this one where it is the first. */
  build(site: Site, build: Build): Build {
    const key = buildKey(build);
    const known = site.builds.find(its => buildKey(its) === key);
    if (known) return known;
    // A loop over thousands of sizes has thousands of builds; nobody reads so many.
    if (site.builds.length < MAX_BUILDS) site.builds.push(build);
    return build;
  }

  /** The cell of a run; write it through the heap: `heap.set(records, key, run)`. */
  runKey(run: RunRecord): string {
    const shape = (its: Shape | null): string => (its ? its.map(dimKey).join(',') : '?');
    const { range, file, row } = run.site;
    return `${file}|${range.from}|${range.to}|${row.api}|${shape(run.input)}|${shape(run.output)}|${run.problem?.message ?? ''}`;
  }

  peek(key: CellKey): unknown {
    return this.runCells.get(key);
  }

  poke(key: CellKey, value: unknown): void {
    if (value === undefined) this.runCells.delete(key);
    else this.runCells.set(key, value as RunRecord);
  }

  joinCell(_key: CellKey, a: unknown, b: unknown, _cx: JoinCx): unknown {
    const [one, other] = [a as RunRecord | undefined, b as RunRecord | undefined];
    if (one === undefined || other === undefined) {
      const run = one ?? other;
      return run === undefined ? undefined : { ...run, certain: false };
    }
    return one.certain ? other : one;
  }

  havocCell(_key: CellKey, old: unknown, _cx: JoinCx): unknown {
    this.incomplete = true;
    return old === undefined ? undefined : { ...(old as RunRecord), certain: false };
  }
}

const MAX_BUILDS = 64;

function buildKey(build: Build): string {
  if (build.bindProblem) return build.bindProblem.message;
  return build.arguments.map(argument => `${argument.name}=${plainKey(argument.value)}`).join(';');
}

function plainKey(value: Plain): string {
  if (Array.isArray(value)) return `(${(value as readonly Plain[]).map(plainKey).join(',')})`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if ('float' in value) return `${(value as { float: number }).float}f`;
  if ('unknown' in value) return `?${value.unknown}`;
  return 'other' in value ? value.other : value.toString();
}
