import { lose } from './alternatives.js';
import type { Choice } from './choice.js';
import type { JoinCx } from './heap.js';
import type { Value } from './klass.js';
import { Unknown } from './unknown.js';
import { PyTuple, type ListContent } from './value.js';

/** Alternatives of longer lists are not kept. */
const MAX_ITEMS = 1000;

/**
 * What is in one or the other list: the first itself where nothing differs. Lists of one length are joined item by item; of
 * others it is known which contents there may be.
 */
export function joinLists(x: ListContent, y: ListContent, cx: JoinCx): ListContent {
  if (x === y) return x;
  cx.charge(x.items.length + y.items.length);
  if (x.open === null && y.open === null && x.items.length === y.items.length) {
    const items = x.items.map((item, i) => cx.joinValues(item, y.items[i]) as Value);
    return items.every((item, i) => item === x.items[i]) ? x : { items, open: null };
  }
  const [p, q] = cx.keepsAlternatives ? [known(x), known(y)] : [undefined, undefined];
  if (p === undefined || q === undefined) {
    if (x.open !== null && x.either === undefined) {
      lose(x.open, y.items);
      return x;
    }
    return { items: [], open: cx.open(x.items, y.items, itemsOf(x.either), itemsOf(y.either)) };
  }
  const joined = cx.joinValues(p, q);
  if (joined === p) return x;
  if (joined instanceof PyTuple) return { items: [...joined.items], open: null };
  if (!isChoice(joined)) return { items: [], open: cx.open(itemsOf(p), itemsOf(q)) };
  return { items: [], open: cx.open(itemsOf(joined)), either: joined };
}

/** The content as a tuple, or a choice of tuples; undefined where it is not known. */
function known(content: ListContent): PyTuple | Choice | undefined {
  if (content.either !== undefined) return content.either;
  return content.open === null && content.items.length <= MAX_ITEMS ? new PyTuple([...content.items]) : undefined;
}

function itemsOf(content: Value | undefined): readonly Value[] {
  if (isChoice(content)) return content.alternatives.flatMap(one => itemsOf(one.value));
  return content instanceof PyTuple ? content.items : [];
}

/** The class itself is defined after that of lists. */
function isChoice(value: Value | undefined): value is Choice {
  return value instanceof Unknown && 'alternatives' in value;
}
