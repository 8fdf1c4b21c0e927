import type { PyObj } from './klass.js';

/** More are not told: whoever meets so many takes it that any object may be meant. */
const MOST = 10_001;
/** Another one of more objects is referred to, not copied: joins merge the same large ones again and again. */
const COPIED = 64;

/** Objects that an unknown value may be, each once. It only grows. */
export class Lost {
  private readonly known = new Set<PyObj>();
  private readonly list: PyObj[] = [];
  /** How much of another one has been taken over. */
  private readonly taken = new Map<Lost, number>();
  /** All that these are, now and later, is meant, too. */
  private readonly others = new Set<Lost>();

  static of(...objects: readonly PyObj[]): Lost {
    const lost = new Lost();
    for (const object of objects) lost.add(object);
    return lost;
  }

  get size(): number {
    return this.others.size === 0 ? this.list.length : this.all().length;
  }

  add(object: PyObj): void {
    if (this.list.length >= MOST || this.known.has(object)) return;
    this.known.add(object);
    this.list.push(object);
  }

  addAll(other: Lost): void {
    if (other === this || this.others.has(other)) return;
    if (other.others.size > 0 || other.list.length > COPIED) {
      this.others.add(other);
      return;
    }
    const from = this.taken.get(other) ?? 0;
    if (from === other.list.length) return;
    for (const object of other.list.slice(from)) this.add(object);
    this.taken.set(other, other.list.length);
  }

  /** Those that were added after the first `count`; perhaps some of the first again. */
  after(count: number): readonly PyObj[] {
    return this.others.size === 0 ? this.list.slice(count) : this.all();
  }

  private all(): PyObj[] {
    const objects = new Set<PyObj>();
    const parts = new Set<Lost>([this]);
    for (const part of parts) {
      for (const object of part.list) if (objects.size < MOST) objects.add(object);
      if (objects.size >= MOST) break;
      part.others.forEach(other => parts.add(other));
    }
    return [...objects];
  }
}
