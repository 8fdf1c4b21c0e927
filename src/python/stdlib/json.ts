import { free, freeRaw } from '../builtins/define.js';
import { parseIntText } from '../number.js';
import type { Value } from '../klass.js';
import type { ModuleTable } from '../library.js';
import type { Machine } from '../machine.js';
import { plain } from '../operators.js';
import { PyBytes, PyDict, PyFloat, PyList } from '../value.js';
import { JSON_SOURCE } from './source/json.js';
import { UNKNOWN_TEST, WHY } from './re.js';
import { sourceTable } from './sourceTable.js';

const ESCAPES: Readonly<Record<string, string>> = {
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  '"': '"',
  '\\': '\\',
  '/': '/',
};
const MAX_DEPTH = 500;

/** A JSON text that is not valid: what is wrong, and where. */
class Invalid extends Error {
  constructor(
    message: string,
    readonly at: number,
  ) {
    super(message);
  }
}

/** Reads JSON as Python's json does: integers of any size, floats apart from them, NaN and the infinities. */
class Reader {
  private at = 0;
  constructor(
    private readonly cx: Machine,
    private readonly text: string,
  ) {}

  whole(): Value {
    const value = this.value(0);
    this.blank();
    if (this.at < this.text.length) throw new Invalid('Extra data', this.at);
    return value;
  }

  private blank(): void {
    while (/[ \t\n\r]/.test(this.text[this.at] ?? '')) this.at++;
  }

  private value(depth: number): Value {
    if (depth > MAX_DEPTH) throw this.cx.error('RecursionError', 'maximum recursion depth exceeded');
    this.blank();
    const char = this.text[this.at];
    if (char === '{') return this.object(depth);
    if (char === '[') return this.array(depth);
    if (char === '"') return this.string();
    for (const [word, value] of [
      ['true', true],
      ['false', false],
      ['null', null],
      ['NaN', new PyFloat(NaN)],
      ['Infinity', new PyFloat(Infinity)],
      ['-Infinity', new PyFloat(-Infinity)],
    ] as const) {
      if (!this.text.startsWith(word, this.at)) continue;
      this.at += word.length;
      return value;
    }
    return this.number();
  }

  private number(): Value {
    const pattern = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?/y;
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found === null) throw new Invalid('Expecting value', this.at);
    this.at += found[0].length;
    if (found[1] !== undefined || found[2] !== undefined) return new PyFloat(Number(found[0]));
    this.cx.tick(found[0].length);
    return this.cx.guardNumbers(() => parseIntText(found[0]) as Value);
  }

  private string(): string {
    const start = this.at++;
    let out = '';
    for (;;) {
      const char = this.text[this.at++];
      if (char === undefined) throw new Invalid('Unterminated string starting at', start);
      if (char === '"') return out;
      if (char < ' ') throw new Invalid('Invalid control character at', this.at - 1);
      out += char === '\\' ? this.escape() : char;
    }
  }

  private escape(): string {
    const char = this.text[this.at++] ?? '';
    if (char === 'u') {
      const hex = this.text.slice(this.at, this.at + 4);
      if (!/^[0-9a-fA-F]{4}$/.test(hex)) throw new Invalid('Invalid \\uXXXX escape', this.at);
      this.at += 4;
      return String.fromCharCode(parseInt(hex, 16));
    }
    const simple = Object.hasOwn(ESCAPES, char) ? ESCAPES[char] : undefined;
    if (simple === undefined) throw new Invalid('Invalid \\escape', this.at - 2);
    return simple;
  }

  private array(depth: number): Value {
    const items: Value[] = [];
    this.at++;
    this.blank();
    if (this.text[this.at] === ']') this.at++;
    else
      do items.push(this.value(depth + 1));
      while (this.goesOn(']'));
    return new PyList(items);
  }

  private object(depth: number): Value {
    const entries: [string, Value][] = [];
    this.at++;
    this.blank();
    if (this.text[this.at] === '}') this.at++;
    else
      do {
        this.blank();
        if (this.text[this.at] !== '"') throw new Invalid('Expecting property name enclosed in double quotes', this.at);
        const key = this.string();
        this.blank();
        if (this.text[this.at++] !== ':') throw new Invalid("Expecting ':' delimiter", this.at - 1);
        entries.push([key, this.value(depth + 1)]);
      } while (this.goesOn('}'));
    const dict = new PyDict();
    for (const [key, value] of entries) this.cx.dictSet(dict, key, value);
    return dict;
  }

  private goesOn(close: string): boolean {
    this.blank();
    const char = this.text[this.at++];
    if (char === close) return false;
    if (char !== ',') throw new Invalid("Expecting ',' delimiter", this.at - 1);
    return true;
  }
}

/** The value of a JSON text; for one that is not valid, a list of the message, the position and the text. */
const load = free('_load', 'text', (cx, a) => {
  const given = plain(a.get('text'));
  const text = given instanceof PyBytes ? given.value : given;
  if (typeof text !== 'string') return cx.passOn(null, text);
  cx.tick(text.length >> 2);
  try {
    return new PyList([new Reader(cx, text).whole()]);
  } catch (e) {
    if (e instanceof Invalid) return new PyList([e.message, e.at, text]);
    throw e;
  }
});

/** A text as JSON writes it. */
const quote = free('_quote', 'text, ascii', (cx, a) => {
  const text = plain(a.get('text'));
  if (typeof text !== 'string') return cx.passOn('str', text);
  cx.tick(text.length >> 4);
  const quoted = JSON.stringify(text);
  if (a.get('ascii') !== true) return quoted;
  return quoted.replace(/[\u007f-\uffff]/g, char =>
    char === '\u007f' ? char : `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
});

const isFloat = freeRaw('_float_text', (cx, args) => {
  const value = plain(args.pos[0] as Value);
  if (!(value instanceof PyFloat)) return cx.passOn('str', value);
  if (Number.isNaN(value.value)) return 'NaN';
  return Number.isFinite(value.value) ? cx.repr(value) : value.value > 0 ? 'Infinity' : '-Infinity';
});

export const JSON_MODULE: ModuleTable = sourceTable('json', JSON_SOURCE, {
  natives: { _load: load, _quote: quote, _float_text: isFloat, _unknown: UNKNOWN_TEST, _why: WHY },
});
