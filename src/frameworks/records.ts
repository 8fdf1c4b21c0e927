import type { LayerParams, Problem } from '../engine/index.js';
import type { CellKey } from '../python/heap.js';
import type { Interp } from '../python/interp.js';
import type { Place, Reason } from '../python/value.js';
import { RecordLog, type Sureness } from '../python/record.js';
import type { ConvReading } from './convParams.js';
import type { ConvRow } from './convTable.js';
import { dimKey, type Shape } from './dims.js';
import { plainKey, type Plain } from './plain.js';
import { RunCounts, type Times } from './runCounts.js';

/** Half-open range of UTF-16 offsets in a file's text. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** One argument as a call gave it. */
export interface SeenArgument {
  readonly name: string;
  readonly value: Plain;
  /** Where its expression is; null for a default, and for what came out of `*` or `**`. */
  readonly span: Range | null;
  readonly keyword: boolean;
  /** The call gave it, itself or through a star; false for a default. */
  readonly given: boolean;
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
  readonly calleeRange: Range;
  /** Distinct builds, in order of first occurrence. */
  readonly builds: Build[];
}

/** One pass through a layer: what went in, and what came out or why nothing did. */
export interface RunRecord {
  readonly site: Site;
  readonly build: Build;
  readonly input: Shape | null;
  readonly output: Shape | null;
  readonly params: LayerParams | null;
  readonly problem: Problem | null;
  /** The call in the user's files that led to it: of the outermost model that was called. */
  readonly from: Place | undefined;
  /** Why the input's rank is not known, where it is not. */
  readonly whyInput: string;
}

/** A run with how often it happens, and why it may not happen where it may not. */
export interface SeenRun extends RunRecord {
  readonly times: Times;
  readonly sureness: Sureness;
  readonly why: Reason | null;
}

const AFTER_RAISE: Reason = { code: 'raised', message: 'the script raises before it' };

const MAX_BUILDS = 64;
const MAX_RUNS_PER_SITE = 512;
const MAX_RUNS_OF_A_TRY = 4096;

/**
 * What the evaluation saw of convolutions. Sites and builds are facts about the code that any path may reveal; runs are
 * cells on the heap, so that a run in one arm of an undecided condition and not in the other becomes a possible one.
 */
export class Records extends RecordLog<RunRecord> {
  private readonly siteByKey = new Map<string, Site>();
  private readonly runsAt = new Map<Site, Set<string>>();
  /** The builds of each site by what their arguments were. */
  private readonly buildsAt = new Map<Site, Map<string, Build>>();
  /** Sites of which more happened than is kept. */
  readonly overflown = new Set<Site>();

  private fresh: Set<CellKey> | null = null;
  /** Asked at every run: false after something that ends the script, from where on nothing is certain. */
  isCertain: () => boolean = () => true;
  private readonly counts = new RunCounts();

  /** Notes one more run, in a place in a model. */
  addRun(cx: Interp, run: RunRecord, path: string): void {
    const key = this.runKey(run);
    if (key === undefined) return;
    const isCertain = this.isCertain();
    this.add(cx, key, run, isCertain ? 'certain' : 'maybe', isCertain ? null : AFTER_RAISE);
    this.counts.add(cx, key, path, isCertain);
  }

  /** All runs, in order of first occurrence. */
  runs(): { readonly key: string; readonly run: SeenRun; readonly sureness: Sureness }[] {
    return this.entries().map(({ key, data, sureness, why }) => {
      return { key, run: { ...data, times: this.counts.timesOf(key), sureness, why }, sureness };
    });
  }

  /** Forgets what has run, but not what was built: what runs from here on is listed alone. */
  forgetRuns(): void {
    this.clear();
    this.counts.clear();
    this.runsAt.clear();
    this.overflown.clear();
  }

  /** From here on, `collected` gives the runs that are recorded, until it is asked. */
  startCollecting(): void {
    this.fresh = new Set();
  }

  /** Something is being tried of which the code itself says nothing. */
  get isTrying(): boolean {
    return this.fresh !== null;
  }

  collected(): SeenRun[] {
    const keys = this.fresh ?? new Set<CellKey>();
    this.fresh = null;
    return this.runs().flatMap(({ key, run }) => (keys.has(key) ? [run] : []));
  }

  override poke(key: CellKey, value: unknown): void {
    this.fresh?.add(key);
    super.poke(key, value);
  }

  get sites(): Site[] {
    return [...this.siteByKey.values()];
  }

  /** Whether the evaluation has reached this call. */
  has(row: ConvRow, file: string, range: Range): boolean {
    return this.siteByKey.has(siteKey(row, file, range));
  }

  site(row: ConvRow, file: string, range: Range, calleeRange: Range): Site {
    const key = siteKey(row, file, range);
    let site = this.siteByKey.get(key);
    if (!site) this.siteByKey.set(key, (site = { row, file, range, calleeRange, builds: [] }));
    return site;
  }

  /** The build equal to this one at its site: this one itself where it is the first. */
  build(site: Site, build: Build): Build {
    const key = buildKey(build);
    let builds = this.buildsAt.get(site);
    if (!builds) this.buildsAt.set(site, (builds = new Map()));
    const known = builds.get(key);
    if (known) return known;
    // A loop over thousands of sizes has thousands of builds; nobody reads so many.
    if (site.builds.length < MAX_BUILDS) {
      site.builds.push(build);
      builds.set(key, build);
    }
    return build;
  }

  /** A run's identity among all. Undefined where its site has too many already. */
  private runKey(run: RunRecord): string | undefined {
    const shape = (its: Shape | null): string => (its ? its.map(dimKey).join(',') : '?');
    const { range, file, row } = run.site;
    const key = `${file}|${range.from}|${range.to}|${row.api}|${shape(run.input)}|${shape(run.output)}|${run.problem?.message ?? ''}`;
    // What is only tried is undone, and takes no place from what happens.
    if (this.fresh !== null) return this.fresh.size < MAX_RUNS_OF_A_TRY ? key : undefined;
    let keys = this.runsAt.get(run.site);
    if (!keys) this.runsAt.set(run.site, (keys = new Set()));
    if (!keys.has(key) && keys.size >= MAX_RUNS_PER_SITE) {
      this.overflown.add(run.site);
      return undefined;
    }
    keys.add(key);
    return key;
  }
}

function siteKey(row: ConvRow, file: string, range: Range): string {
  return `${file}\n${range.from}\n${range.to}\n${row.api}`;
}

function buildKey(build: Build): string {
  if (build.bindProblem) return build.bindProblem.message;
  return build.arguments
    .map(({ name, value }: { name: string; value: Plain }) => `${name}=${plainKey(value)}`)
    .join(';');
}
