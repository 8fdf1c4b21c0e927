import type { Heap } from './heap.js';
import { T, type PyObj, type Value } from './klass.js';
import { PyDict, type DictEntry } from './value.js';

/** `object.__dict__`: a dict whose entries are the object's attributes. */
export class AttributeDict extends PyDict {
  constructor(readonly object: PyObj) {
    super(T.dict);
  }

  override get map(): Map<unknown, DictEntry> {
    const map = new Map<unknown, DictEntry>();
    for (const [key, value] of this.object.attrs ?? []) map.set(key, { key, value });
    return map;
  }

  /** Stores through the object, so that the write is logged like any other. */
  store(heap: Heap, key: string, value: Value | undefined): void {
    heap.set(this.object, key, value);
  }
}
