import { free, freeRaw } from '../builtins/define.js';
import { PyClass, PyObj, T, type Value } from '../klass.js';
import type { ModuleTable } from '../library.js';
import { Matcher } from '../regex/match.js';
import { parsePattern, type Pattern } from '../regex/parse.js';
import { RegexError } from '../regex/syntax.js';
import { plain } from '../operators.js';
import { PyBytes, PyDict, PyList, Unknown } from '../value.js';
import { RE } from './source/re.js';
import { sourceTable } from './sourceTable.js';

const COMPILED = new PyClass('compiled', [T.object], { native: true });

/** A compiled pattern; it never changes. */
class Compiled extends PyObj {
  constructor(readonly pattern: Pattern) {
    super();
  }
  get cls(): PyClass {
    return COMPILED;
  }
}

/** The pattern, the number of its groups, their names, its flags; a text where it is not valid. */
const compile = free('_compile', 'pattern, flags', (cx, a) => {
  const [text, flags] = [plain(a.get('pattern')), plain(a.get('flags'))];
  const source = text instanceof PyBytes ? text.value : text;
  if (typeof source !== 'string' || typeof flags !== 'number') return cx.passOn(null, cx.firstUnknown(text, flags));
  cx.tick(source.length);
  try {
    const pattern = parsePattern(source, flags);
    const names = PyDict.of(pattern.names);
    return new PyList([new Compiled(pattern), pattern.groups, names, pattern.flags]);
  } catch (e) {
    if (e instanceof RegexError) return e.message;
    throw e;
  }
});

/** The spans of a match, None, or unknown. */
const find = free('_find', 'compiled, text, start, end, how', (cx, a) => {
  const [compiled, given, start, end] = ['compiled', 'text', 'start', 'end'].map(name => plain(a.get(name))) as Value[];
  const text = given instanceof PyBytes ? given.value : given;
  if (!(compiled instanceof Compiled) || typeof text !== 'string')
    return cx.passOn(null, cx.firstUnknown(compiled as Value, text as Value));
  cx.tick(text.length >> 4);
  const codes = codesOf(text);
  const stop = typeof end === 'number' ? Math.min(Math.max(end, 0), codes.length) : codes.length;
  const from = typeof start === 'number' ? Math.max(start, 0) : 0;
  if (from > stop) return null;
  try {
    const spans = new Matcher(compiled.pattern, codes, steps => cx.tick(steps)).find(
      from,
      stop,
      a.get('how') as 'search' | 'advance' | 'match' | 'full',
    );
    return spans === null ? null : new PyList([...spans]);
  } catch (e) {
    if (e instanceof RegexError) return cx.unknown('budget', e.message);
    throw e;
  }
});

let lastText = '';
let lastCodes: readonly number[] = [];

/** The code points of a text; those of the last one are kept, since a text is searched from several positions. */
function codesOf(text: string): readonly number[] {
  if (text !== lastText) {
    lastCodes = Array.from(text, char => char.codePointAt(0) ?? 0);
    lastText = text;
  }
  return lastCodes;
}

/** Whether a value is not known: what is made of it is not known either. */
export const UNKNOWN_TEST = freeRaw('_unknown', (cx, args) =>
  args.pos.some(value => value instanceof Unknown || cx.whyUnknown(value) !== null),
);

/** The reason that is in the values, as a value. */
export const WHY = freeRaw('_why', (cx, args) => cx.passOn(null, cx.firstUnknown(...args.pos)));

export const RE_MODULE: ModuleTable = sourceTable('re', RE, {
  natives: { _compile: compile, _find: find, _unknown: UNKNOWN_TEST, _why: WHY },
});
