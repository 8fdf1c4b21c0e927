import { lose } from './alternatives.js';
import type { JoinCx } from './heap.js';
import type { Value } from './klass.js';
import type { DictContent, DictEntry } from './value.js';

/**
 * What is in one or the other dictionary: the first itself where nothing differs. A key that only one has may be there:
 * the result is open, but where both were complete it still lists every key that there may be.
 */
export function joinDicts(x: DictContent, y: DictContent, cx: JoinCx): DictContent {
  if (x === y) return x;
  const isListed = (content: DictContent): boolean => content.open === null || content.maybe !== undefined;
  const listed = isListed(x) && isListed(y);
  cx.charge(4 * (x.map.size + y.map.size + (x.maybe?.size ?? 0) + (y.maybe?.size ?? 0)));
  const map = new Map<unknown, DictEntry>();
  const maybe = new Map<unknown, DictEntry>();
  let open = x.open ?? y.open;
  let same = open === x.open && listed === isListed(x);
  for (const [key, entry] of keysOf(x, y)) {
    const [p, q] = [x.map.get(key), y.map.get(key)];
    if (p !== undefined && q !== undefined) {
      const value = cx.joinValues(p.value, q.value) as Value;
      same &&= value === p.value;
      map.set(key, { key: p.key, value });
      continue;
    }
    const [mine, its] = [p ?? x.maybe?.get(key), q ?? y.maybe?.get(key)];
    open ??= cx.open();
    if (!listed) {
      // Its lookup is unknown, as is that of every other key.
      lose(open, entry.value);
      same &&= p === undefined && x.maybe === undefined;
      continue;
    }
    const value = cx.joinValues(mine?.value, its?.value) as Value;
    same &&= p === undefined && value === mine?.value;
    maybe.set(key, { key: entry.key, value });
  }
  if (same) return x;
  return { map, open, maybe: listed && open !== null ? maybe : undefined };
}

function keysOf(...contents: readonly DictContent[]): Map<unknown, DictEntry> {
  const all = new Map<unknown, DictEntry>();
  for (const { map, maybe } of contents) {
    for (const entries of [map, maybe ?? []])
      for (const [key, entry] of entries) if (!all.has(key)) all.set(key, entry);
  }
  return all;
}
