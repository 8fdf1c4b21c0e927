import type { Value } from '../klass.js';
import type { Machine } from '../machine.js';
import { PyDict, PyList } from '../value.js';
import { YamlError } from './yamlLines.js';

/** Flow style: [a, b], {k: v}, quoted texts. */
export class YamlFlow {
  private at = 0;
  constructor(
    private readonly text: string,
    private readonly plain: (text: string) => Value,
    private readonly cx: Machine,
  ) {}

  /** The value that is all of the text; undefined where the text ends too early. */
  whole(depth: number): Value | undefined {
    const value = this.value(depth, '');
    if (value === undefined) return undefined;
    this.blank();
    if (this.at < this.text.length) throw new YamlError('more follows a value on its line', 0);
    return value;
  }

  private blank(): void {
    while (/\s/.test(this.text[this.at] ?? '')) this.at++;
  }

  private value(depth: number, stops: string): Value | undefined {
    if (depth > 100) throw this.cx.error('RecursionError', 'maximum recursion depth exceeded');
    this.cx.tick(1);
    this.blank();
    const char = this.text[this.at];
    if (char === undefined) return undefined;
    if (char === '[') return this.list(depth);
    if (char === '{') return this.dict(depth);
    if (char === '"' || char === "'") return this.quoted(char);
    if (char === '&') throw new YamlError('an anchor in a flow collection is not read', 0);
    const start = this.at;
    while (this.at < this.text.length && !this.stopsAt(stops)) this.at++;
    if (this.at >= this.text.length && stops !== '') return undefined;
    return this.plain(this.text.slice(start, this.at).trim());
  }

  private stopsAt(stops: string): boolean {
    const char = this.text[this.at] as string;
    if (char === ':' && stops.includes(':')) return /[\s,\]}]|^$/.test(this.text[this.at + 1] ?? '');
    return char !== ':' && stops.includes(char);
  }

  private list(depth: number): Value | undefined {
    const items: Value[] = [];
    for (this.at++; ;) {
      this.blank();
      if (this.text[this.at] === undefined) return undefined;
      if (this.text[this.at] === ']') {
        this.at++;
        return new PyList(items);
      }
      const value = this.value(depth + 1, ',]:');
      if (value === undefined) return undefined;
      this.blank();
      if (this.text[this.at] === ':') {
        this.at++;
        const inner = this.value(depth + 1, ',]');
        if (inner === undefined) return undefined;
        const pair = new PyDict();
        this.cx.dictSet(pair, value, inner);
        items.push(pair);
      } else items.push(value);
      if (!this.goesOn(']')) return undefined;
    }
  }

  private dict(depth: number): Value | undefined {
    const dict = new PyDict();
    for (this.at++; ;) {
      this.blank();
      if (this.text[this.at] === undefined) return undefined;
      if (this.text[this.at] === '}') {
        this.at++;
        return dict;
      }
      const key = this.value(depth + 1, ',}:');
      if (key === undefined) return undefined;
      this.blank();
      let value: Value | undefined = null;
      if (this.text[this.at] === ':') {
        this.at++;
        this.blank();
        if (!/[,}]/.test(this.text[this.at] ?? ' ')) value = this.value(depth + 1, ',}');
        if (value === undefined) return undefined;
      }
      if (key === '<<') throw new YamlError('a merge in a flow mapping is not read', 0);
      this.cx.dictSet(dict, key, value);
      if (!this.goesOn('}')) return undefined;
    }
  }

  /** Past the comma, or at the closing bracket; false where the text ends. */
  private goesOn(close: string): boolean {
    this.blank();
    const char = this.text[this.at];
    if (char === undefined) return false;
    if (char === ',') this.at++;
    else if (char !== close) throw new YamlError(`expected "," or "${close}"`, 0);
    return true;
  }

  private quoted(quote: string): Value | undefined {
    let out = '';
    for (this.at++; this.at < this.text.length; this.at++) {
      const char = this.text[this.at] as string;
      if (char === quote && quote === "'" && this.text[this.at + 1] === "'") {
        out += "'";
        this.at++;
      } else if (char === quote) {
        this.at++;
        return out;
      } else if (char === '\\' && quote === '"') out += this.escape();
      else out += char;
    }
    return undefined;
  }

  private escape(): string {
    const char = this.text[++this.at] ?? '';
    const digits = { x: 2, u: 4, U: 8 }[char];
    if (digits !== undefined) {
      const code = parseInt(this.text.slice(this.at + 1, this.at + 1 + digits), 16);
      this.at += digits;
      if (!(code <= 0x10ffff)) throw new YamlError('an escape is not valid', 0);
      return String.fromCodePoint(code);
    }
    const simple: Readonly<Record<string, string>> = {
      n: '\n',
      t: '\t',
      r: '\r',
      '0': '\0',
      a: '\x07',
      b: '\b',
      e: '\x1b',
      f: '\f',
      v: '\v',
      '"': '"',
      '\\': '\\',
      '/': '/',
      ' ': ' ',
      N: '\x85',
      _: '\xa0',
    };
    const found = Object.hasOwn(simple, char) ? simple[char] : undefined;
    if (found === undefined) throw new YamlError(`found unknown escape character '${char}'`, 0);
    return found;
  }
}
