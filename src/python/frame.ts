import { births } from './births.js';
import type { CellKey, JoinCx, Outcome, Owner } from './heap.js';
import type { PyClass, Value } from './klass.js';
import type { Machine } from './machine.js';
import type { PyFunction } from './function.js';
import type { PyInstance, PyModule } from './value.js';

/** How a statement ended. DEAD: no execution goes on from here; those that were set aside are in `frame.outs`. */
export const NORMAL = 0;
export const BREAK = 1;
export const CONTINUE = 2;
export const RETURN = 3;
export const DEAD = 4;
export type Completion = typeof NORMAL | typeof BREAK | typeof CONTINUE | typeof RETURN | typeof DEAD;

/** The variables of one activation of a function, comprehension, class body or module. Slots and names are heap cells. */
export class Frame implements Owner {
  readonly born: number;
  readonly slots: (Value | undefined)[];
  /** The names of a class body, which are not visible in functions within. */
  readonly names: Map<string, Value> | null;
  /** Ways out set aside in undecided arms, for the innermost loop or the function. */
  outs: Outcome[] = [];
  /** The value of the return statement that ended the body. */
  result: Value = null;
  /** The exceptions being handled, innermost last, for a bare `raise`. */
  handling: PyInstance[] = [];
  /** The class that a class body became, for super() and __class__. */
  created: PyClass | null = null;

  /** The function's own frame: for a comprehension, that of the function around it. */
  readonly home: Frame;

  constructor(
    readonly cx: Machine,
    readonly module: PyModule,
    readonly file: string,
    size: number,
    /** The frame in which the function was defined; class bodies are skipped. */
    readonly outer: Frame | null,
    readonly fn: PyFunction | null,
    /** The innermost class body around the code, for super(). */
    readonly classFrame: Frame | null,
    isClass = false,
    home: Frame | null = null,
  ) {
    this.born = ++births.count;
    this.home = home ?? this;
    this.slots = new Array<Value | undefined>(size).fill(undefined);
    this.names = isClass ? new Map() : null;
  }

  /**
   * Not null: it is not known which statement of the body comes next, so what is stored may or may not replace what was
   * there (see spill.ts).
   */
  weak: JoinCx | null = null;

  set(slot: number, value: Value | undefined): void {
    const { heap } = this.cx;
    // A loop that is spilled holds the log open.
    if (heap.logging) heap.set(this, slot, this.weak === null ? value : this.weak.joinValues(this.slots[slot], value));
    else this.slots[slot] = value;
  }

  peek(key: CellKey): unknown {
    return typeof key === 'number' ? this.slots[key] : this.names?.get(key);
  }

  poke(key: CellKey, value: unknown): void {
    if (typeof key === 'number') this.slots[key] = value as Value | undefined;
    else if (value === undefined) this.names?.delete(key);
    else this.names?.set(key, value as Value);
  }

  joinCell(_key: CellKey, a: unknown, b: unknown, cx: JoinCx): unknown {
    return cx.joinValues(a as Value | undefined, b as Value | undefined);
  }

  havocCell(_key: CellKey, _old: unknown, cx: JoinCx): unknown {
    return cx.unknown();
  }
}
