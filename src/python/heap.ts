import { Abort } from './errors.js';
import type { PyContainer, Reason, Unknown } from './value.js';
import type { Value } from './klass.js';

export type CellKey = string | number;

/** Something with cells. Only the heap calls `poke`; everybody else writes through `heap.set`. */
export interface Owner {
  /** Its number among all objects that were made (see births.ts); undefined for one that is always there. */
  readonly born?: number;
  /** The cell's value; undefined when the cell is absent. */
  peek(key: CellKey): unknown;
  poke(key: CellKey, value: unknown): void;
  /** The cell after two arms of a fork left `a` and `b` there (undefined: absent). */
  joinCell(key: CellKey, a: unknown, b: unknown, cx: JoinCx): unknown;
  /** The cell when nothing is known of it any more. */
  havocCell(key: CellKey, old: unknown, cx: JoinCx): unknown;
  /** For what notes events: the cell after something that was made to happen although it may not happen. */
  unsureCell?(key: CellKey, value: unknown): unknown;
}

/** What joins need: the reason that the result is unknown, and how values join. */
export interface JoinCx {
  readonly reason: Reason;
  /** Differing values become alternatives; else (in a loop) what they have in common is all that stays. */
  readonly keepsAlternatives: boolean;
  unknown(): Unknown;
  /** Charges for going through so many elements. @throws Abort */
  charge(elements: number): void;
  /** Notes what a join does not keep: a value that is unknown for this reason may be any of these. */
  lose(...values: readonly unknown[]): void;
  /** Notes of a value that became unknown that there may be none. */
  noteAbsent(value: unknown): void;
  /** The reason for a container of which the number of elements is not known, with what may be in it. */
  open(...contents: readonly unknown[]): Reason;
  /** Equal values stay, others become a choice or Unknown; undefined: absent in that arm. */
  joinValues(a: Value | undefined, b: Value | undefined): Value | undefined;
  /** As joinValues, for values that are one or the other as a whole: their parts are not joined. */
  eitherOf(a: Value, b: Value): Value;
}

const CONTENT_KEY = '\0content';

/** A copy of so many cells takes about as long as a step. */
const CELLS_PER_STEP = 40;
/** The copies that are kept for undoing may have as many cells, of eight bytes, before it is looked closer. */
const MOST_CELLS = 50_000_000;

/** About how many cells of memory a container's content takes; its elements are not counted. */
function cellsOf(content: unknown): number {
  if (typeof content !== 'object' || content === null) return 1;
  if ('items' in content && Array.isArray(content.items)) return content.items.length;
  return 'map' in content && content.map instanceof Map ? 4 * content.map.size : 1;
}

/** A position in the trail. */
export type Mark = number;

/** Last value of each cell changed since a mark. */
export type Diff = Map<Owner, Map<CellKey, unknown>>;

/** A way out of a block that was taken in one arm of an undecided condition, set aside until its loop or function ends. */
export interface Outcome {
  readonly kind: 'return' | 'break' | 'continue';
  readonly value: Value;
  mark: Mark;
  diff: Diff;
  /** Objects with higher numbers are not both in it and in the executions that it parted from. */
  split: number;
  /** Objects with these numbers (above the first, up to the second) were made in other arms. */
  readonly gaps: (readonly [number, number])[];
}

/**
 * One mutable heap with an undo log. While nothing is undecided, a write costs one test. Within a fork each write logs the old
 * value, so that an arm's changes can be taken as a diff, undone and joined with the other arm's.
 * Invariant: every pending mark and every pending outcome holds the log open (`hold`/`release`).
 */
export class Heap {
  /** `tick` charges steps of the budget. */
  constructor(private readonly tick: (steps: number) => void = () => undefined) {}

  private readonly owners: Owner[] = [];
  private readonly keys: CellKey[] = [];
  private readonly olds: unknown[] = [];
  private holds = 0;
  /** At least as many cells as the copies in the log have. */
  private keptCells = 0;
  /** Of these, the ones whose moment other executions may still come back to: arms, loops, ways out that were set aside. */
  private openHolds = 0;
  /** Where the first of those began. */
  private baseMark: Mark = 0;
  /** Containers of which another state than the present one may have another content. */
  private readonly copied = new WeakSet<object>();
  /** What is to come back when the present `atBase` ends, innermost last. */
  private readonly suspended: { readonly owners: Owner[]; readonly olds: unknown[]; readonly present: Diff }[] = [];
  /** Changes whenever a container must be copied again before it is changed. */
  private epoch = 0;
  /** Old values of cells of shared native objects, restored by `restoreShared`. */
  private readonly shared: [Owner, CellKey, unknown][] = [];

  /** True while some write must be undoable. */
  get logging(): boolean {
    return this.holds > 0;
  }

  /** Identifies the moment: an object that remembers it can tell whether a fork began later. */
  get now(): number {
    return this.epoch;
  }

  set(owner: Owner, key: CellKey, value: unknown): void {
    if (this.holds > 0) this.log(owner, key, owner.peek(key));
    owner.poke(key, value);
  }

  /** As `set`, for an object that outlives this interpreter (a native class or library module). */
  setShared(owner: Owner, key: CellKey, value: unknown): void {
    this.shared.push([owner, key, owner.peek(key)]);
    this.set(owner, key, value);
  }

  /** Undoes every write to shared objects: call it when the interpreter is done. */
  restoreShared(): void {
    for (let entry = this.shared.pop(); entry !== undefined; entry = this.shared.pop())
      entry[0].poke(entry[1], entry[2]);
  }

  /** To be called before a container's content is changed in place. */
  own<C>(container: PyContainer<C>): void {
    if (this.holds === 0) {
      container.forgetAlternatives();
      return;
    }
    if (container.stamp === this.epoch) return;
    this.chargeCopy(cellsOf(container.content));
    this.copied.add(container);
    this.log(container, CONTENT_KEY, container.content);
    container.content = container.copyContent();
    container.stamp = this.epoch;
  }

  /** Changes a container's content in every state that there is: for what is a fact of the process, not of one execution. */
  inAllStates<C>(container: PyContainer<C>, change: (content: C) => void): void {
    const contents = new Set<unknown>([container.content]);
    const note = (owners: readonly Owner[], olds: readonly unknown[]): void => {
      for (let i = 0; i < owners.length; i++) if (owners[i] === container) contents.add(olds[i]);
    };
    if (this.copied.has(container)) note(this.owners, this.olds);
    for (const { owners, olds, present } of this.suspended) {
      if (this.copied.has(container)) note(owners, olds);
      for (const content of present.get(container)?.values() ?? []) contents.add(content);
    }
    for (const content of contents) change(content as C);
  }

  /** Accounts for a copy: for its time, and for the memory of all that the log keeps. @throws Abort beyond the budget */
  private chargeCopy(cells: number): void {
    this.tick(Math.floor(cells / CELLS_PER_STEP));
    this.keptCells += cells;
    if (this.keptCells <= MOST_CELLS) return;
    // Much of what was copied may be undone by now.
    this.keptCells = cells;
    for (let i = 0; i < this.olds.length; i++) {
      if (this.keys[i] === CONTENT_KEY) this.keptCells += cellsOf(this.olds[i]);
    }
    if (this.keptCells > MOST_CELLS / 2) {
      this.keptCells = 0;
      throw new Abort({ code: 'budget', message: 'the interpretation keeps too many values' });
    }
  }

  private log(owner: Owner, key: CellKey, old: unknown): void {
    this.owners.push(owner);
    this.keys.push(key);
    this.olds.push(old);
  }

  /** Opens the log and returns the present position. Each hold needs one release. */
  hold(): Mark {
    if (this.openHolds++ === 0) this.baseMark = this.owners.length;
    return this.holdInLine();
  }

  release(): void {
    this.openHolds--;
    this.releaseInLine();
  }

  /** As `hold`, for what does not part executions: all that run here have come through the moment of the mark. */
  holdInLine(): Mark {
    this.holds++;
    this.epoch++;
    return this.owners.length;
  }

  /** Ends a `holdInLine`. */
  releaseInLine(): void {
    this.epoch++;
    if (--this.holds === 0) this.truncate(0);
  }

  /** The present state is one of several that may be: writes belong to some executions only. */
  get isOpen(): boolean {
    return this.openHolds > 0;
  }

  /**
   * Runs something in the state before the executions parted and leaves its writes to all of them: what each has written since
   * is put back on top, and wins where both wrote one cell. If it is given up, nothing of it stays.
   */
  atBase<R>(run: () => R, givenUp: (error: unknown) => boolean): R {
    const { baseMark: base, holds, openHolds } = this;
    const present = this.diff(base);
    const [owners, keys, olds] = [this.owners.slice(base), this.keys.slice(base), this.olds.slice(base)];
    this.undo(base);
    this.suspended.push({ owners, olds, present });
    this.holds = 1;
    this.openHolds = 0;
    try {
      return run();
    } catch (error) {
      if (givenUp(error)) this.undo(base);
      throw error;
    } finally {
      this.suspended.pop();
      const written = this.diff(base);
      for (const [owner, cells] of written) {
        if (owner.unsureCell === undefined) continue;
        for (const [key, value] of cells) owner.poke(key, owner.unsureCell(key, value));
      }
      this.truncate(base);
      for (const [i, owner] of owners.entries()) {
        const key = keys[i]!;
        const cells = written.get(owner);
        const isFirst = cells?.has(key) === true;
        this.log(owner, key, isFirst ? owner.peek(key) : olds[i]);
        if (isFirst) cells.delete(key);
      }
      for (const [owner, cells] of present) for (const [key, value] of cells) owner.poke(key, value);
      Object.assign(this, { holds, openHolds, baseMark: base });
      this.epoch++;
    }
  }

  /** Which marks are held, to be restored where what took more of them is given up. */
  heldMarks(): { readonly mark: Mark; readonly restore: () => void } {
    const { holds, openHolds, baseMark } = this;
    const restore = (): void => {
      Object.assign(this, { holds, openHolds, baseMark });
      this.epoch++;
      if (holds === 0) this.truncate(0);
    };
    return { mark: this.owners.length, restore };
  }

  /** Forgets all marks: after an abort. */
  releaseAll(): void {
    this.holds = 0;
    this.openHolds = 0;
    this.epoch++;
    this.truncate(0);
  }

  private truncate(length: number): void {
    this.owners.length = length;
    this.keys.length = length;
    this.olds.length = length;
  }

  /** How many changes have been logged since the mark. */
  changesSince(mark: Mark): number {
    return this.owners.length - mark;
  }

  /** The present value of each cell changed since the mark. */
  diff(mark: Mark): Diff {
    return this.collect(mark, this.owners.length, (owner, key) => owner.peek(key));
  }

  /** The value that each cell changed since the mark had at the mark. */
  olderThan(mark: Mark): Diff {
    const diff: Diff = new Map();
    for (let i = mark; i < this.owners.length; i++) put(diff, this.owners[i]!, this.keys[i]!, this.olds[i], false);
    return diff;
  }

  private collect(from: Mark, to: Mark, value: (owner: Owner, key: CellKey) => unknown): Diff {
    const diff: Diff = new Map();
    for (let i = from; i < to; i++) {
      const owner = this.owners[i]!;
      const key = this.keys[i]!;
      if (diff.get(owner)?.has(key) !== true) put(diff, owner, key, value(owner, key), true);
    }
    this.epoch++; // The contents that the diff refers to must not be changed in place.
    return diff;
  }

  undo(mark: Mark): void {
    for (let i = this.owners.length - 1; i >= mark; i--) this.owners[i]!.poke(this.keys[i]!, this.olds[i]);
    this.truncate(mark);
    this.epoch++;
  }

  /** Writes a diff's values, through the log. */
  apply(diff: Diff): void {
    for (const [owner, cells] of diff) for (const [key, value] of cells) this.set(owner, key, value);
    this.epoch++;
  }

  /** Makes an outcome's diff relative to an older mark. Do this before undoing to that mark. */
  rebase(outcome: Outcome, mark: Mark): void {
    if (outcome.mark === mark) return;
    const later = this.olderThan(outcome.mark);
    const diff = this.collect(mark, outcome.mark, (owner, key) => {
      const cells = later.get(owner);
      return cells?.has(key) === true ? cells.get(key) : owner.peek(key);
    });
    for (const [owner, cells] of outcome.diff) for (const [key, value] of cells) put(diff, owner, key, value, true);
    outcome.diff = diff;
    outcome.mark = mark;
  }

  /**
   * Joins an arm that left `diff` since `mark` into the present state, which began at the same mark. `isShared` tells by its
   * number whether an object is in both; one that is not keeps what its own arm made of it.
   */
  join(mark: Mark, diff: Diff, cx: JoinCx, isShared: (born: number) => boolean = () => true): void {
    const later = this.olderThan(mark);
    this.epoch++;
    for (const [owner, key] of cellsIn(later, diff)) {
      const now = owner.peek(key);
      const theirs = diff.get(owner);
      const older = later.get(owner);
      const inDiff = theirs?.has(key) === true;
      if ((!inDiff || older?.has(key) !== true) && owner.born !== undefined && !isShared(owner.born)) {
        if (inDiff) this.set(owner, key, theirs.get(key));
        continue;
      }
      const other = inDiff ? theirs.get(key) : older?.has(key) === true ? older.get(key) : now;
      if (other === now) continue;
      const joined = owner.joinCell(key, now, other, cx);
      if (joined !== now) this.set(owner, key, joined);
    }
    this.epoch++;
  }

  /** Joins what a pass of a loop left into the state before it: true where that changes. */
  widen(diff: Diff, cx: JoinCx, isShared: (born: number) => boolean): boolean {
    let changes = false;
    for (const [owner, cells] of diff) {
      // Nothing that the next pass sees refers to what this one made; whoever looks for lost objects may find it.
      if (owner.born !== undefined && !isShared(owner.born)) {
        for (const [key, value] of cells) this.set(owner, key, value);
        continue;
      }
      for (const [key, value] of cells) {
        const now = owner.peek(key);
        if (value === now) continue;
        const joined = owner.joinCell(key, now, value, cx);
        if (joined === now) continue;
        this.set(owner, key, joined);
        changes = true;
      }
    }
    this.epoch++;
    return changes;
  }

  /** Goes on as the outcome, the present state being dead: everything is written through the log, so older marks stay valid. */
  enter(mark: Mark, diff: Diff): void {
    for (const [owner, cells] of this.olderThan(mark)) {
      for (const [key, old] of cells) if (diff.get(owner)?.has(key) !== true) this.set(owner, key, old);
    }
    this.apply(diff);
  }

  /** Nothing is known any more of the cells in the diff; what it recorded may have happened. */
  havoc(diff: Diff, cx: JoinCx): void {
    for (const [owner, cells] of diff) {
      for (const [key, seen] of cells) {
        const now = owner.peek(key);
        cx.lose(now, seen);
        const unknown = owner.havocCell(key, now === undefined ? seen : now, cx);
        if (now === undefined || seen === undefined) cx.noteAbsent(unknown);
        this.set(owner, key, unknown);
      }
    }
    this.epoch++;
  }
}

function put(diff: Diff, owner: Owner, key: CellKey, value: unknown, replace: boolean): void {
  let cells = diff.get(owner);
  if (cells === undefined) diff.set(owner, (cells = new Map()));
  if (replace || !cells.has(key)) cells.set(key, value);
}

function* cellsIn(...diffs: Diff[]): Generator<[Owner, CellKey]> {
  const seen = new Map<Owner, Set<CellKey>>();
  for (const diff of diffs) {
    for (const [owner, cells] of diff) {
      let keys = seen.get(owner);
      if (keys === undefined) seen.set(owner, (keys = new Set()));
      for (const key of cells.keys()) {
        if (keys.has(key)) continue;
        keys.add(key);
        yield [owner, key];
      }
    }
  }
}
