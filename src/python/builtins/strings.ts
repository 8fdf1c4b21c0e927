import { chargeSearch } from '../charge.js';
import { characters } from '../iterate.js';
import { FormatError, templateFormat } from '../format.js';
import type { Value } from '../klass.js';
import type { Machine } from '../machine.js';
import type { BoundArgs } from '../native.js';
import { plain } from '../operators.js';
import type { PyClass } from '../value.js';
import { PyBytes, PyInstance, PyList, PyTuple, PySlice, Sym, T, Unknown, PyDict } from '../value.js';
import { lengthOf } from './functions.js';
import { maker, method, rawMethod, free } from './define.js';
import { ClassMethod, StaticMethod } from '../function.js';
import { sliceBounds } from '../items.js';

const SPACE = /[\s\x1c-\x1f\x85]/;

function text(value: Value): string {
  return plain(value) as string;
}

/** A method whose arguments are all known, or whose result is unknown. */
function strMethod(name: string, signature: string, run: (cx: Machine, self: string, a: BoundArgs) => Value): void {
  method(T.str, name, signature, (cx, a) => {
    const why = cx.whyUnknown(...a.values, ...a.rest);
    if (why !== null) return cx.unknownFor(why);
    cx.tick(text(a.get('self')).length >> 6);
    return run(cx, text(a.get('self')), a);
  });
}

/** Strips, at a price of some steps for each character of a long text. */
function stripping(cx: Machine, value: string, chars: Value, left: boolean, right: boolean): string {
  if (value.length > 64) cx.tick(value.length >> 3);
  return strip(value, chars, left, right);
}

function strip(value: string, chars: Value, left: boolean, right: boolean): string {
  const gone = chars === null ? (c: string): boolean => SPACE.test(c) : (c: string): boolean => text(chars).includes(c);
  let start = 0;
  let end = value.length;
  while (left && start < end && gone(value.charAt(start))) start++;
  while (right && end > start && gone(value.charAt(end - 1))) end--;
  return value.slice(start, end);
}

/** split() by white space drops empty pieces, split(sep) keeps them. */
function split(cx: Machine, value: string, separator: Value, limit: number, fromRight: boolean): string[] {
  if (separator === null) {
    const words = [...value.matchAll(/[^\s\x1c-\x1f\x85]+/g)];
    if (limit < 0 || words.length <= limit) return words.map(word => word[0]);
    // The rest keeps the spaces within it, and at its far end.
    if (fromRight) {
      const kept = words.slice(words.length - limit).map(word => word[0]);
      const last = words[words.length - limit - 1];
      return last === undefined ? kept : [value.slice(0, last.index + last[0].length), ...kept];
    }
    const first = words[limit];
    return [...words.slice(0, limit).map(word => word[0]), ...(first === undefined ? [] : [value.slice(first.index)])];
  }
  const by = text(separator);
  if (by === '') throw cx.error('ValueError', 'empty separator');
  chargeSearch(cx, value, by);
  const pieces = value.split(by);
  if (limit < 0 || pieces.length <= limit + 1) return pieces;
  return fromRight
    ? [pieces.slice(0, pieces.length - limit).join(by), ...pieces.slice(pieces.length - limit)]
    : [...pieces.slice(0, limit), pieces.slice(limit).join(by)];
}

function window(cx: Machine, self: string, a: BoundArgs): { start: number; end: number } {
  const bounds = sliceBounds(cx, new PySlice(a.get('start'), a.get('end'), null), self.length);
  return { start: bounds?.start ?? 0, end: bounds?.stop ?? self.length };
}

function find(cx: Machine, self: string, a: BoundArgs, last: boolean): number {
  const { start, end } = window(cx, self, a);
  const part = self.slice(start, end);
  chargeSearch(cx, part, text(a.get('sub')));
  const at = last ? part.lastIndexOf(text(a.get('sub'))) : part.indexOf(text(a.get('sub')));
  return at < 0 ? -1 : at + start;
}

function affix(cx: Machine, self: string, a: BoundArgs, ends: boolean): boolean {
  const wanted = a.get('prefix');
  const { start, end } = window(cx, self, a);
  const part = self.slice(start, end);
  const all = wanted instanceof PyTuple ? wanted.items : [wanted];
  return all.some(one => (ends ? part.endsWith(text(one)) : part.startsWith(text(one))));
}

function capitalize(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();
}

function pad(self: string, width: Value, fill: string, where: 'left' | 'right' | 'center'): string {
  const room = Math.max((width as number) - characters(self).length, 0);
  if (where === 'left') return fill.repeat(room) + self;
  if (where === 'right') return self + fill.repeat(room);
  // CPython puts the odd one left when the width is odd.
  const left = Math.floor(room / 2) + (room & (width as number) & 1);
  return fill.repeat(left) + self + fill.repeat(room - left);
}

const TESTS: Readonly<Record<string, (s: string) => boolean>> = {
  isdigit: s => /^[\p{Nd}\u00b2\u00b3\u00b9\u2070-\u2079\u2080-\u2089\u2460-\u2468]+$/u.test(s),
  isdecimal: s => /^\p{Nd}+$/u.test(s),
  isnumeric: s => /^\p{N}+$/u.test(s),
  isalpha: s => /^\p{L}+$/u.test(s),
  isalnum: s => /^[\p{L}\p{N}]+$/u.test(s),
  isspace: s => s !== '' && [...s].every(c => SPACE.test(c)),
  isupper: s => /\p{Lu}/u.test(s) && !/\p{Ll}/u.test(s),
  islower: s => /\p{Ll}/u.test(s) && !/\p{Lu}/u.test(s),
  isidentifier: s => /^[\p{L}_][\p{L}\p{N}_]*$/u.test(s),
  istitle: s => s !== '' && s === s.replace(/\p{L}+/gu, capitalize) && /\p{L}/u.test(s),
};

export function defineStrings(): void {
  maker(T.str, "cls, object='', encoding=None, errors=None", (cx, a) => {
    const value = a.get('object');
    const why = cx.whyUnknown(value);
    if (why !== null) return cx.unknownFor(why, 'str');
    if (value instanceof Sym) return cx.passOn('str', value);
    const made = value instanceof PyBytes && a.given('encoding') ? value.value : cx.str(value);
    return a.get('cls') === T.str ? made : new PyInstance(a.get('cls') as PyClass, made);
  });
  maker(T.bytes, "cls, source='', encoding=None, errors=None", (cx, a) => {
    const value = a.get('source');
    if (typeof value === 'string') return new PyBytes(unescapeUtf8(value));
    if (value instanceof PyBytes) return value;
    const items = typeof value === 'number' ? null : cx.collect(value);
    if (items === null) return cx.unknown('unmodelled', 'these bytes are not modelled');
    return new PyBytes(items.map(item => String.fromCharCode(item as number)).join(''));
  });
  T.bytes.dict.set(
    'fromhex',
    new ClassMethod(
      free('fromhex', 'cls, string, /', (cx, a) => {
        const given = plain(a.get('string'));
        if (typeof given !== 'string') return cx.passOn('bytes', given);
        const digits = given.replace(/\s+/g, '');
        if (!/^([0-9a-f]{2})*$/i.test(digits))
          throw cx.error('ValueError', 'non-hexadecimal number found in fromhex() arg');
        return new PyBytes(
          (digits.match(/../g) ?? []).map(pair => String.fromCharCode(Number.parseInt(pair, 16))).join(''),
        );
      }),
    ),
  );
  method(T.bytes, 'hex', "self, sep=''", (cx, a) => {
    const separator = a.get('sep');
    if (typeof separator !== 'string') return cx.passOn('str', separator);
    const bytes = [...(a.get('self') as PyBytes).value].map(byte => byte.charCodeAt(0).toString(16).padStart(2, '0'));
    return bytes.join(separator);
  });
  method(T.bytes, 'decode', "self, encoding='utf-8', errors='strict'", (cx, a) => {
    cx.tick((a.get('self') as PyBytes).value.length >> 3);
    return decodeUtf8((a.get('self') as PyBytes).value);
  });
  strMethod('encode', "self, encoding='utf-8', errors='strict'", (cx, self) => {
    cx.tick(self.length >> 3);
    return new PyBytes(unescapeUtf8(self));
  });
  method(T.str, '__len__', 'self', (cx, a) => lengthOf(cx, text(a.get('self'))));
  strMethod('upper', 'self', (_cx, self) => self.toUpperCase());
  strMethod('lower', 'self', (_cx, self) => self.toLowerCase());
  // Upper case first takes apart what lower case alone keeps: ß, ligatures, final sigma.
  strMethod('casefold', 'self', (_cx, self) => [...self].map(one => one.toUpperCase().toLowerCase()).join(''));
  strMethod('capitalize', 'self', (_cx, self) => capitalize(self));
  strMethod('title', 'self', (_cx, self) => self.replace(/\p{L}+/gu, capitalize));
  strMethod('swapcase', 'self', (_cx, self) =>
    [...self].map(c => (c === c.toUpperCase() ? c.toLowerCase() : c.toUpperCase())).join(''),
  );
  strMethod('strip', 'self, chars=None, /', (cx, self, a) => stripping(cx, self, a.get('chars'), true, true));
  strMethod('lstrip', 'self, chars=None, /', (cx, self, a) => stripping(cx, self, a.get('chars'), true, false));
  strMethod('rstrip', 'self, chars=None, /', (cx, self, a) => stripping(cx, self, a.get('chars'), false, true));
  for (const [name, fromRight] of [
    ['split', false],
    ['rsplit', true],
  ] as const) {
    strMethod(
      name,
      'self, sep=None, maxsplit=-1',
      (cx, self, a) => new PyList(split(cx, self, a.get('sep'), a.get('maxsplit') as number, fromRight)),
    );
  }
  strMethod('splitlines', 'self, keepends=False', (_cx, self, a) => {
    const lines = self.match(/[^\n\r]*(?:\r\n|\n|\r)|[^\n\r]+$/g) ?? [];
    return new PyList(a.get('keepends') === true ? [...lines] : lines.map(line => line.replace(/(\r\n|\n|\r)$/, '')));
  });
  strMethod('join', 'self, iterable, /', (cx, self, a) => {
    const items = cx.collect(a.get('iterable'));
    if (items === null) return cx.passOn('str', a.get('iterable'));
    const parts: string[] = [];
    let length = self.length * items.length;
    for (const [i, item] of items.entries()) {
      const part = plain(item);
      if (part instanceof Unknown || part instanceof Sym) return cx.passOn('str', part);
      if (typeof part !== 'string')
        throw cx.error('TypeError', `sequence item ${i}: expected str instance, ${cx.classOf(item).name} found`);
      parts.push(part);
      length += part.length;
    }
    cx.tick(Math.floor(length / 16));
    return parts.join(self);
  });
  strMethod('replace', 'self, old, new, count=-1, /', (cx, self, a) => {
    const [old, by] = [text(a.get('old')), text(a.get('new'))];
    // At most as many places as there are characters, and one at the end.
    cx.tick(Math.floor((self.length + (self.length + 1) * by.length) / Math.max(1, old.length) / 16));
    chargeSearch(cx, self, old);
    let left = a.get('count') as number;
    if (left < 0)
      return old === ''
        ? by +
            characters(self)
              .map(c => c + by)
              .join('')
        : self.split(old).join(by);
    let out = '';
    let at = 0;
    while (left-- > 0) {
      const next = self.indexOf(old, at);
      if (next < 0) break;
      out += self.slice(at, next) + by;
      at = next + old.length;
    }
    return out + self.slice(at);
  });
  strMethod('find', 'self, sub, start=None, end=None, /', (cx, self, a) => find(cx, self, a, false));
  strMethod('rfind', 'self, sub, start=None, end=None, /', (cx, self, a) => find(cx, self, a, true));
  for (const [name, last] of [
    ['index', false],
    ['rindex', true],
  ] as const) {
    strMethod(name, 'self, sub, start=None, end=None, /', (cx, self, a) => {
      const at = find(cx, self, a, last);
      if (at < 0) throw cx.error('ValueError', 'substring not found');
      return at;
    });
  }
  strMethod('count', 'self, sub, start=None, end=None, /', (cx, self, a) => {
    const { start, end } = window(cx, self, a);
    chargeSearch(cx, self, text(a.get('sub')));
    return self.slice(start, end).split(text(a.get('sub'))).length - 1;
  });
  strMethod('startswith', 'self, prefix, start=None, end=None, /', (cx, self, a) => affix(cx, self, a, false));
  strMethod('endswith', 'self, prefix, start=None, end=None, /', (cx, self, a) => affix(cx, self, a, true));
  strMethod('removeprefix', 'self, prefix, /', (_cx, self, a) =>
    self.startsWith(text(a.get('prefix'))) ? self.slice(text(a.get('prefix')).length) : self,
  );
  strMethod('removesuffix', 'self, suffix, /', (_cx, self, a) => {
    const suffix = text(a.get('suffix'));
    return suffix !== '' && self.endsWith(suffix) ? self.slice(0, -suffix.length) : self;
  });
  strMethod('partition', 'self, sep, /', (cx, self, a) => {
    chargeSearch(cx, self, text(a.get('sep')));
    const at = self.indexOf(text(a.get('sep')));
    return at < 0
      ? new PyTuple([self, '', ''])
      : new PyTuple([self.slice(0, at), a.get('sep'), self.slice(at + text(a.get('sep')).length)]);
  });
  strMethod('rpartition', 'self, sep, /', (cx, self, a) => {
    chargeSearch(cx, self, text(a.get('sep')));
    const at = self.lastIndexOf(text(a.get('sep')));
    return at < 0
      ? new PyTuple(['', '', self])
      : new PyTuple([self.slice(0, at), a.get('sep'), self.slice(at + text(a.get('sep')).length)]);
  });
  const padding = (name: string, where: 'left' | 'right' | 'center'): void =>
    strMethod(name, "self, width, fillchar=' ', /", (cx, self, a) => {
      cx.tick((a.get('width') as number) >> 4);
      return pad(self, a.get('width'), text(a.get('fillchar')), where);
    });
  padding('rjust', 'left');
  padding('ljust', 'right');
  padding('center', 'center');
  strMethod('zfill', 'self, width, /', (cx, self, a) => {
    cx.tick((a.get('width') as number) >> 4);
    const sign = /^[+-]/.exec(self)?.[0] ?? '';
    return sign + self.slice(sign.length).padStart((a.get('width') as number) - sign.length, '0');
  });
  strMethod('expandtabs', 'self, tabsize=8', (cx, self, a) => {
    let column = 0;
    const size = a.get('tabsize') as number;
    cx.tick(self.length + ((self.split('\t').length * Math.max(0, size)) >> 4));
    return [...self]
      .map(c => {
        if (c === '\n') column = -1;
        const out = c === '\t' ? ' '.repeat(size - (column % size)) : c;
        column += out.length;
        return out;
      })
      .join('');
  });
  strMethod('translate', 'self, table, /', (cx, self, a) => {
    cx.tick(self.length >> 2);
    return characters(self)
      .map(c => {
        const found = cx.dictGet(a.get('table') as PyDict, c.codePointAt(0) ?? 0);
        return found === undefined
          ? c
          : found === null
            ? ''
            : typeof found === 'number'
              ? String.fromCodePoint(found)
              : text(found);
      })
      .join('');
  });
  T.str.dict.set(
    'maketrans',
    new StaticMethod(
      free('maketrans', 'x, y=None, z=None, /', (cx, a) => {
        const table = new PyDict();
        const x = a.get('x');
        if (x instanceof PyDict) {
          for (const { key, value } of x.map.values())
            cx.dictSet(table, typeof key === 'string' ? (key.codePointAt(0) ?? 0) : key, value);
          return table;
        }
        const to = characters(text(a.get('y')));
        characters(text(x)).forEach((c, i) => cx.dictSet(table, c.codePointAt(0) ?? 0, to[i]?.codePointAt(0) ?? 0));
        if (typeof a.get('z') === 'string')
          for (const c of characters(text(a.get('z')))) cx.dictSet(table, c.codePointAt(0) ?? 0, null);
        return table;
      }),
    ),
  );
  rawMethod(T.str, 'format', (cx, args) => {
    const [self, ...values] = args.pos;
    const why = cx.whyUnknown(...args.pos, ...args.kw.values());
    if (why !== null) return cx.unknownFor(why, 'str');
    // What an object's own __format__ gives may be unknown, and with it the text.
    let unknown: Value | undefined;
    const made = cx.guardNumbers(() =>
      templateFormat<Value>(text(self as Value), {
        positional: index => {
          const value = values[index];
          if (value === undefined)
            throw new FormatError('IndexError', `Replacement index ${index} out of range for positional args tuple`);
          return value;
        },
        keyword: name => {
          const value = args.kw.get(name);
          if (value === undefined) throw cx.keyError(name);
          return value;
        },
        attribute: (value, name) => cx.attribute(value, name),
        item: (value, key) => cx.getItem(value, key),
        convert: (value, conversion) => (conversion === 's' ? cx.str(value) : cx.repr(value)),
        format: (value, spec) => {
          const made = cx.format(value, spec);
          if (typeof made === 'string') return made;
          if (cx.isUnknown(made)) unknown = made;
          return cx.str(made);
        },
      }),
    );
    return unknown ?? made;
  });
  for (const [name, test] of Object.entries(TESTS)) strMethod(name, 'self', (_cx, self) => test(self));
}

/** UTF-8 bytes as characters of code 0 to 255. */
function unescapeUtf8(value: string): string {
  if (/^[\x00-\x7f]*$/.test(value)) return value;
  let out = '';
  for (const byte of new TextEncoder().encode(value)) out += String.fromCharCode(byte);
  return out;
}

function decodeUtf8(bytes: string): string {
  return new TextDecoder().decode(Uint8Array.from(bytes, c => c.charCodeAt(0)));
}
