import type { CellKey, JoinCx, Owner } from './heap.js';
import type { Interp } from './interp.js';
import type { Reason } from './value.js';

/** How sure an entry of a record is: it happens in every execution, or in some. */
export type Sureness = 'certain' | 'maybe';

interface Entry<T> {
  readonly order: number;
  readonly sureness: Sureness;
  readonly data: T;
  /** Why it may not happen, where it may not. */
  readonly why: Reason | null;
}

/**
 * What happened during the interpretation, as a heap object: an entry is a cell, so forks, returns and loops come out right by
 * themselves (certain ⊔ absent = maybe). `add` the same key twice and it stays one entry, in the order of first occurrence.
 */
export class RecordLog<T> implements Owner {
  private readonly cells = new Map<CellKey, Entry<T>>();
  private count = 0;

  add(cx: Interp, key: string, data: T, sureness: Sureness = 'certain', why: Reason | null = null): void {
    const present = this.cells.get(key);
    if (present !== undefined && (present.sureness === 'certain' || present.sureness === sureness)) return;
    const order = present?.order ?? this.count++;
    cx.heap.set(this, key, { order, sureness, data: present?.data ?? data, why });
  }

  entries(): { key: string; data: T; sureness: Sureness; why: Reason | null }[] {
    return [...this.cells]
      .sort(([, a], [, b]) => a.order - b.order)
      .map(([key, entry]) => ({ key: String(key), data: entry.data, sureness: entry.sureness, why: entry.why }));
  }

  /** Forgets every entry. Only between two units of work, while no arm of a condition is open. */
  protected clear(): void {
    this.cells.clear();
  }

  peek(key: CellKey): unknown {
    return this.cells.get(key);
  }

  poke(key: CellKey, value: unknown): void {
    if (value === undefined) this.cells.delete(key);
    else this.cells.set(key, value as Entry<T>);
  }

  joinCell(_key: CellKey, a: unknown, b: unknown, cx?: JoinCx): unknown {
    const [x, y] = [a as Entry<T> | undefined, b as Entry<T> | undefined];
    const entry = x ?? y;
    if (entry === undefined) return undefined;
    const sureness = x?.sureness === 'certain' && y?.sureness === 'certain' ? 'certain' : 'maybe';
    const order = Math.min(x?.order ?? entry.order, y?.order ?? entry.order);
    if (x?.sureness === sureness && x.order === order) return x;
    const why = sureness === 'certain' ? null : (x?.why ?? y?.why ?? cx?.reason ?? null);
    return { order, sureness, data: entry.data, why } satisfies Entry<T>;
  }

  havocCell(_key: CellKey, old: unknown, cx: JoinCx): unknown {
    const entry = old as Entry<T> | undefined;
    return entry === undefined || entry.sureness === 'maybe' ? entry : { ...entry, sureness: 'maybe', why: cx.reason };
  }

  unsureCell(key: CellKey, value: unknown): unknown {
    return this.joinCell(key, value, undefined);
  }
}
