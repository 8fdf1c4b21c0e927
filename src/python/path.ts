import type { CellKey, Diff, Heap, Mark, Owner } from './heap.js';

let conditions = 0;

/** More answers than bits of a small integer are not told apart. */
const MAX_ANSWERS = 30;

/**
 * A question that the code leaves open, with a known number of answers: which arm of a fork runs, which alternative a value
 * is, whether something holds of an unknown value. In one execution it has one answer.
 */
export class Condition {
  readonly id = ++conditions;
  /** A bit for each answer. */
  readonly all: number;

  /** @throws RangeError for more answers than can be told apart; see `canTell` */
  constructor(readonly answers: number) {
    if (!Condition.canTell(answers)) throw new RangeError(`a condition with ${answers} answers`);
    this.all = 2 ** answers - 1;
  }

  static canTell(answers: number): boolean {
    return answers <= MAX_ANSWERS;
  }

  /** The answers that other facts of the path leave. */
  implied(_path: Path): number {
    return this.all;
  }
}

/** Conditions with the answers that they may have, all at once. */
export type Conjunction = ReadonlyMap<Condition, number>;

/** Under which circumstances something is so: one of these holds. It may hold in more circumstances, never in fewer. */
export type Guard = readonly Conjunction[];

export const ALWAYS: Guard = [new Map()];

/** Longer guards are weakened: what they would tell apart is then not told apart. */
const MAX_CASES = 4;
const MAX_CONDITIONS = 8;

/** Both guards hold. */
export function both(a: Guard, b: Guard): Guard {
  if (a === ALWAYS) return b;
  if (b === ALWAYS) return a;
  const cases: Conjunction[] = [];
  for (const x of a) {
    for (const y of b) {
      const made = new Map(x);
      for (const [condition, answers] of y) {
        const known = made.get(condition);
        if (known !== undefined) made.set(condition, known & answers);
        else if (made.size < MAX_CONDITIONS) made.set(condition, answers);
      }
      // Without any answer left the case cannot occur.
      if (![...made.values()].includes(0)) cases.push(made);
    }
  }
  return cases.length > MAX_CASES ? ALWAYS : cases;
}

/** One of the guards holds. */
export function either(a: Guard, b: Guard): Guard {
  if (a === b) return a;
  if (a === ALWAYS || b === ALWAYS || a.length + b.length > MAX_CASES) return ALWAYS;
  return [...a, ...b];
}

/** What the path says of one condition. */
interface Fact {
  readonly condition: Condition;
  readonly answers: number;
}

/**
 * What is known of open conditions in the present state: an arm of a fork knows that it is the one that runs. It is a heap
 * object, so that what is known in one arm and not in the other is not known where they meet.
 */
export class Path implements Owner {
  private readonly facts = new Map<CellKey, Fact>();

  /** The answers that the condition may have here. */
  answersOf(condition: Condition): number {
    const own = this.told(condition);
    return own & (own - 1) ? own & condition.implied(this) : own;
  }

  /** As answersOf, without what follows from other facts. */
  told(condition: Condition): number {
    return this.facts.get(condition.id)?.answers ?? condition.all;
  }

  /** Whether an execution that came here may meet the guard. */
  allows(guard: Guard): boolean {
    return guard.some(one => {
      for (const [condition, answers] of one) if ((this.answersOf(condition) & answers) === 0) return false;
      return true;
    });
  }

  /** From here on only executions count in which the condition has one of these answers. */
  assume(heap: Heap, condition: Condition, answers: number): void {
    const before = this.told(condition);
    const now = before & answers;
    if (now !== before && now !== 0) heap.set(this, condition.id, { condition, answers: now } satisfies Fact);
  }

  /** As assume, for what all cases of the guard have in common. */
  assumeGuard(heap: Heap, guard: Guard): void {
    const cases = guard.filter(one => this.allows([one]));
    const [first, ...others] = cases;
    if (first === undefined) return;
    for (const [condition, answers] of first) {
      let union = answers;
      let common = true;
      for (const other of others) {
        const theirs = other.get(condition);
        if (theirs === undefined) common = false;
        else union |= theirs;
      }
      if (common) this.assume(heap, condition, union);
    }
  }

  /** What tells the present state, changed since the mark, from one that left `diff` since the same mark: a guard for each. */
  tellApart(heap: Heap, mark: Mark, diff: Diff): { now: Guard; other: Guard } {
    const older = heap.olderThan(mark).get(this);
    const theirs = diff.get(this);
    if (older === undefined && theirs === undefined) return { now: ALWAYS, other: ALWAYS };
    const now = new Map<Condition, number>();
    const other = new Map<Condition, number>();
    for (const key of new Set([...(older?.keys() ?? []), ...(theirs?.keys() ?? [])])) {
      const mine = this.facts.get(key);
      const its = (theirs?.has(key) === true ? theirs.get(key) : older?.get(key)) as Fact | undefined;
      if (mine?.answers === its?.answers) continue;
      if (mine !== undefined && now.size < MAX_CONDITIONS) now.set(mine.condition, mine.answers);
      if (its !== undefined && other.size < MAX_CONDITIONS) other.set(its.condition, its.answers);
    }
    return { now: now.size === 0 ? ALWAYS : [now], other: other.size === 0 ? ALWAYS : [other] };
  }

  peek(key: CellKey): unknown {
    return this.facts.get(key);
  }

  poke(key: CellKey, value: unknown): void {
    if (value === undefined) this.facts.delete(key);
    else this.facts.set(key, value as Fact);
  }

  joinCell(_key: CellKey, a: unknown, b: unknown): unknown {
    const [x, y] = [a as Fact | undefined, b as Fact | undefined];
    if (x === undefined || y === undefined) return undefined;
    const answers = x.answers | y.answers;
    if (answers === x.answers) return x;
    return answers === x.condition.all ? undefined : ({ condition: x.condition, answers } satisfies Fact);
  }

  havocCell(): unknown {
    return undefined;
  }
}
