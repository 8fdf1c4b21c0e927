import { percentFormat } from './format.js';
import type { BinaryOp } from './interp.js';
import type { Value } from './klass.js';
import type { Machine } from './machine.js';
import { plainNumber } from './arithmetic.js';
import { PyBytes, PyDict, PyFloat, PyList, PyObj, PySet, PyTuple, Sym, T, Unknown } from './value.js';

/** +, * and % of str, bytes, list, tuple; undefined where they do not apply. */
export function sequenceBinary(cx: Machine, op: BinaryOp, a: Value, b: Value): Value | undefined {
  if (op === '%' && typeof a === 'string') return percent(cx, a, b);
  if (op === '+') return concatenate(cx, a, b);
  if (op === '*') {
    const count = (x: Value): Value | undefined =>
      typeof x === 'boolean'
        ? Number(x)
        : typeof x === 'number' || typeof x === 'bigint' || x instanceof Sym || x instanceof Unknown
          ? x
          : undefined;
    const [x, y] = [count(a), count(b)];
    if (y !== undefined) return repeat(cx, a, y);
    if (x !== undefined) return repeat(cx, b, x);
    for (const [sequence, other] of [
      [a, b],
      [b, a],
    ] as const) {
      if (!isSequence(sequence) || cx.isUnknown(other)) continue;
      const index = other instanceof PyObj ? cx.callMethod(other, '__index__') : undefined;
      if (index !== undefined) return sequenceBinary(cx, op, sequence, index);
      throw cx.error('TypeError', `can't multiply sequence by non-int of type '${cx.classOf(other).name}'`);
    }
  }
  return undefined;
}

function concatenate(cx: Machine, a: Value, b: Value): Value | undefined {
  if (typeof a === 'string' && typeof b === 'string') {
    cx.tick((a.length + b.length) >> 6);
    return a + b;
  }
  if (a instanceof PyBytes && b instanceof PyBytes) return new PyBytes(a.value + b.value);
  if (a instanceof PyTuple && b instanceof PyTuple) {
    cx.tick((a.items.length + b.items.length) >> 3);
    return new PyTuple([...a.items, ...b.items]);
  }
  if (a instanceof PyList && b instanceof PyList) {
    cx.tick((a.items.length + b.items.length) >> 3);
    const open = a.open ?? b.open;
    return new PyList(open === null ? [...a.items, ...b.items] : [], undefined, open);
  }
  if (a instanceof PyList && b instanceof Unknown) return new PyList([], undefined, b.why);
  if ((typeof a === 'string' || a instanceof PyTuple) && b instanceof Unknown)
    return new Unknown(b.why, typeof a === 'string' ? 'str' : null);
  const name = (x: Value): string => cx.classOf(x).name;
  if (typeof a === 'string' && !(b instanceof Sym))
    throw cx.error('TypeError', `can only concatenate str (not "${name(b)}") to str`);
  if (a instanceof PyList) throw cx.error('TypeError', `can only concatenate list (not "${name(b)}") to list`);
  if (a instanceof PyTuple) throw cx.error('TypeError', `can only concatenate tuple (not "${name(b)}") to tuple`);
  return undefined;
}

function isSequence(value: Value): value is string | PyList | PyTuple | PyBytes {
  return typeof value === 'string' || value instanceof PyList || value instanceof PyTuple || value instanceof PyBytes;
}

function repeat(cx: Machine, sequence: Value, count: Value): Value | undefined {
  if (!isSequence(sequence)) return undefined;
  if (typeof count === 'bigint') throw cx.error(count > 0n ? 'MemoryError' : 'OverflowError', '');
  if (typeof count !== 'number') {
    const why = cx.whyOf(count);
    return sequence instanceof PyList ? new PyList([], undefined, why) : new Unknown(why);
  }
  const n = Math.max(count, 0);
  const length =
    typeof sequence === 'string'
      ? sequence.length
      : sequence instanceof PyBytes
        ? sequence.value.length
        : sequence.items.length;
  cx.tick(typeof sequence === 'string' ? Math.ceil((length * n) / 64) : length * n);
  if (typeof sequence === 'string') return sequence.repeat(n);
  if (sequence instanceof PyBytes) return new PyBytes(sequence.value.repeat(n));
  const items: Value[] = [];
  if (sequence.items.length > 0) for (let i = 0; i < n; i++) for (const item of sequence.items) items.push(item);
  return sequence instanceof PyTuple
    ? new PyTuple(items)
    : new PyList(items, undefined, n === 0 ? null : sequence.open);
}

function hasMethod(cx: Machine, value: Value, name: string): boolean {
  return value instanceof PyObj && cx.special(value, name) !== undefined;
}

/** What an object's own method gives that makes a number of it. */
function called(cx: Machine, value: Value, name: string): Value | undefined {
  return hasMethod(cx, value, name) ? cx.callMethod(value, name) : undefined;
}

function percent(cx: Machine, format: string, value: Value): Value {
  const why = cx.whyUnknown(value);
  if (why !== null) return new Unknown(why, 'str');
  // A number that an object gives may be unknown, and with it the text.
  let unknown: Unknown | null = null;
  const text = cx.guardNumbers(() =>
    percentFormat<Value>(format, value instanceof PyTuple ? value.items : null, value, {
      str: item => cx.str(item),
      repr: item => cx.repr(item),
      item: (item, key) => cx.getItem(item, key),
      isMapping: item =>
        item instanceof PyDict ||
        (typeof item !== 'string' && !(item instanceof PyTuple) && cx.special(item, '__getitem__') !== undefined),
      typeName: item => cx.classOf(item).name,
      int: item => {
        const number = plainNumber(item) ?? called(cx, item, '__index__');
        if (number instanceof Unknown) unknown = number;
        return typeof number === 'number' || typeof number === 'bigint'
          ? number
          : number instanceof Unknown
            ? 0
            : undefined;
      },
      float: item => {
        if (item instanceof PyFloat) return item.value;
        const number = called(cx, item, '__float__');
        if (number instanceof Unknown) unknown = number;
        return number instanceof PyFloat ? number.value : number instanceof Unknown ? 0 : undefined;
      },
      text: item => (typeof item === 'string' ? item : undefined),
    }),
  );
  return unknown === null ? text : new Unknown((unknown as Unknown).why, 'str');
}

/** |, &, -, ^ of sets; | of dicts. */
export function setBinary(cx: Machine, op: BinaryOp, a: Value, b: Value): Value | undefined {
  if (op === '|' && a instanceof PyDict && b instanceof PyDict) {
    const out = new PyDict();
    cx.dictUpdate(out, a);
    cx.dictUpdate(out, b);
    return out;
  }
  if (!(a instanceof PySet) || !(b instanceof PySet)) return undefined;
  const cls = a.cls === T.frozenset ? T.frozenset : T.set;
  const open = a.open ?? b.open;
  if (open !== null) return new PySet(new Map(), cls, open);
  cx.tick((a.map.size + b.map.size) >> 3);
  const out = new Map<unknown, Value>();
  switch (op) {
    case '|':
      for (const [key, item] of [...a.map, ...b.map]) if (!out.has(key)) out.set(key, item);
      break;
    case '&':
      for (const [key, item] of a.map) if (b.map.has(key)) out.set(key, item);
      break;
    case '-':
      for (const [key, item] of a.map) if (!b.map.has(key)) out.set(key, item);
      break;
    case '^':
      for (const [key, item] of a.map) if (!b.map.has(key)) out.set(key, item);
      for (const [key, item] of b.map) if (!a.map.has(key)) out.set(key, item);
      break;
    default:
      return undefined;
  }
  return new PySet(out, cls);
}
