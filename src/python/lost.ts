import type { PyObj } from './klass.js';

/** More are not kept: whoever meets a full one takes it that any object may be meant. */
const MOST = 10_001;

/**
 * Objects that an unknown value may be, each once. It only grows, and remembers how much of another one it has taken
 * over: joins merge the same two again and again.
 */
export class Lost {
  private readonly known = new Set<PyObj>();
  private readonly list: PyObj[] = [];
  private readonly taken = new Map<Lost, number>();

  static of(...objects: readonly PyObj[]): Lost {
    const lost = new Lost();
    for (const object of objects) lost.add(object);
    return lost;
  }

  get size(): number {
    return this.list.length;
  }

  add(object: PyObj): void {
    if (this.list.length >= MOST || this.known.has(object)) return;
    this.known.add(object);
    this.list.push(object);
  }

  addAll(other: Lost): void {
    if (other === this) return;
    const from = this.taken.get(other) ?? 0;
    if (from === other.list.length) return;
    for (const object of other.after(from)) this.add(object);
    this.taken.set(other, other.list.length);
  }

  /** Those that were added after the first `count`. */
  after(count: number): readonly PyObj[] {
    return this.list.slice(count);
  }
}
