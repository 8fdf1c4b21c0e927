import { FLAGS, folded, isDigit, isSpace, isWord, RegexError, type How, type Regex } from './syntax.js';

/** A parsed pattern. */
export interface Pattern {
  readonly tree: Regex;
  readonly groups: number;
  readonly names: ReadonlyMap<string, number>;
  readonly flags: number;
}

const SIMPLE: Readonly<Record<string, number>> = { n: 10, t: 9, r: 13, f: 12, v: 11, a: 7, '0': 0 };
const MAX_REPEAT = 4294967295;

/** Reads a pattern in the syntax of Python's re. @throws RegexError */
export function parsePattern(text: string, flags: number): Pattern {
  return new Parser(text, flags).pattern();
}

class Parser {
  private readonly chars: readonly string[];
  private at = 0;
  private groups = 0;
  private readonly names = new Map<string, number>();

  constructor(
    text: string,
    private flags: number,
  ) {
    this.chars = Array.from(text);
  }

  pattern(): Pattern {
    const tree = this.alternatives(0);
    if (this.at < this.chars.length) throw new RegexError(`unbalanced parenthesis at position ${this.at}`);
    return { tree, groups: this.groups, names: this.names, flags: this.flags };
  }

  private peek(text: string): boolean {
    return this.chars.slice(this.at, this.at + text.length).join('') === text;
  }

  private eat(text: string): boolean {
    if (!this.peek(text)) return false;
    this.at += text.length;
    return true;
  }

  private next(): string {
    const char = this.chars[this.at++];
    if (char === undefined) throw new RegexError(`unexpected end of pattern`);
    return char;
  }

  private until(end: string): string {
    let out = '';
    while (!this.eat(end)) {
      if (this.at >= this.chars.length)
        throw new RegexError(`missing ${end}, unterminated name at position ${this.at}`);
      out += this.next();
    }
    return out;
  }

  private alternatives(depth: number): Regex {
    if (depth > 100) throw new RegexError('the pattern is nested too deeply');
    const arms = [this.sequence(depth)];
    while (this.eat('|')) arms.push(this.sequence(depth));
    return arms.length === 1 ? (arms[0] as Regex) : { kind: 'any', arms };
  }

  private sequence(depth: number): Regex {
    const parts: Regex[] = [];
    while (this.at < this.chars.length && !this.peek('|') && !this.peek(')')) {
      if ((this.flags & FLAGS.X) !== 0 && this.skipBlank()) continue;
      const atom = this.atom(depth);
      if (atom !== null) parts.push(this.repeated(atom));
    }
    return parts.length === 1 ? (parts[0] as Regex) : { kind: 'all', parts };
  }

  /** White space and comments, where the pattern is verbose. */
  private skipBlank(): boolean {
    if (/\s/.test(this.chars[this.at] ?? '')) this.at++;
    else if (this.peek('#')) while (this.at < this.chars.length && this.next() !== '\n');
    else return false;
    return true;
  }

  private repeated(atom: Regex): Regex {
    let result = atom;
    for (;;) {
      if ((this.flags & FLAGS.X) !== 0) while (this.skipBlank());
      const start = this.at;
      const bounds = this.bounds();
      if (bounds === null) return result;
      if (result !== atom || result.kind === 'at') throw new RegexError(`multiple repeat at position ${start}`);
      const how: How = this.eat('?') ? 'lazy' : this.eat('+') ? 'possessive' : 'greedy';
      result = { kind: 'repeat', body: atom, min: bounds[0], max: bounds[1], how };
    }
  }

  private bounds(): readonly [number, number] | null {
    if (this.eat('*')) return [0, MAX_REPEAT];
    if (this.eat('+')) return [1, MAX_REPEAT];
    if (this.eat('?')) return [0, 1];
    const found = /^\{(\d*)(,?)(\d*)\}/.exec(this.peek('{') ? this.chars.slice(this.at, this.at + 24).join('') : '');
    if (found === null || (found[1] === '' && found[2] === '')) return null;
    this.at += found[0].length;
    const min = found[1] === '' ? 0 : Number(found[1]);
    const max = found[2] === '' ? min : found[3] === '' ? MAX_REPEAT : Number(found[3]);
    if (max < min) throw new RegexError('min repeat greater than max repeat');
    return [min, max];
  }

  private atom(depth: number): Regex | null {
    const start = this.at;
    const char = this.next();
    switch (char) {
      case '.':
        return { kind: 'char', test: (this.flags & FLAGS.S) !== 0 ? () => true : code => code !== 10 };
      case '^':
        return { kind: 'at', where: (this.flags & FLAGS.M) !== 0 ? 'lineStart' : 'start' };
      case '$':
        return { kind: 'at', where: (this.flags & FLAGS.M) !== 0 ? 'lineEnd' : 'end' };
      case '(':
        return this.group(depth);
      case '[':
        return { kind: 'char', test: this.folding(this.set()) };
      case '\\':
        return this.escape();
      case '*':
      case '+':
      case '?':
        throw new RegexError(`nothing to repeat at position ${start}`);
      default:
        return this.literal(char.codePointAt(0) ?? 0);
    }
  }

  private get fold(): boolean {
    return (this.flags & FLAGS.I) !== 0;
  }

  private get ascii(): boolean {
    return (this.flags & FLAGS.A) !== 0;
  }

  private literal(code: number): Regex {
    const wanted = folded(code);
    return { kind: 'char', test: this.fold ? given => folded(given) === wanted : given => given === code };
  }

  /** A set's test where case does not count: a letter is in it if one of its two spellings is. */
  private folding(test: (code: number) => boolean): (code: number) => boolean {
    if (!this.fold) return test;
    return code => test(code) || test(folded(code)) || test(upper(code));
  }

  private group(depth: number): Regex | null {
    if (!this.eat('?')) return this.closed(this.captured(depth));
    if (this.eat('P<')) return this.named(depth);
    if (this.eat('P=')) {
      const index = this.names.get(this.until(')'));
      if (index === undefined) throw new RegexError('unknown group name');
      return { kind: 'back', index, fold: this.fold };
    }
    if (this.eat('#')) {
      this.until(')');
      return null;
    }
    for (const [text, behind, wanted] of [
      ['=', false, true],
      ['!', false, false],
      ['<=', true, true],
      ['<!', true, false],
    ] as const) {
      if (this.eat(text)) return this.closed({ kind: 'look', body: this.alternatives(depth + 1), behind, wanted });
    }
    if (this.eat('>')) return this.closed({ kind: 'atomic', body: this.alternatives(depth + 1) });
    if (this.eat('(')) return this.conditional(depth);
    return this.flagged(depth);
  }

  private closed(regex: Regex): Regex {
    if (!this.eat(')')) throw new RegexError('missing ), unterminated subpattern');
    return regex;
  }

  private captured(depth: number): Regex {
    const index = ++this.groups;
    return { kind: 'group', body: this.alternatives(depth + 1), index };
  }

  private named(depth: number): Regex {
    const name = this.until('>');
    if (!/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name)) throw new RegexError(`bad character in group name '${name}'`);
    if (this.names.has(name)) throw new RegexError(`redefinition of group name '${name}'`);
    this.names.set(name, this.groups + 1);
    return this.closed(this.captured(depth));
  }

  private conditional(depth: number): Regex {
    const key = this.until(')');
    const index = /^\d+$/.test(key) ? Number(key) : this.names.get(key);
    if (index === undefined) throw new RegexError(`unknown group name '${key}'`);
    const yes = this.sequence(depth + 1);
    const no: Regex = this.eat('|') ? this.sequence(depth + 1) : { kind: 'all', parts: [] };
    return this.closed({ kind: 'if', index, yes, no });
  }

  /** (?i) for all that follows, (?i:…) and (?-i:…) for a group; (?:…) has none. */
  private flagged(depth: number): Regex | null {
    let [on, off, isOff] = [0, 0, false];
    for (;;) {
      const char = this.next();
      if (char === ':') {
        const before = this.flags;
        this.flags = (before | on) & ~off;
        const body = this.alternatives(depth + 1);
        this.flags = before;
        return this.closed(body);
      }
      if (char === ')' && !isOff) {
        this.flags |= on;
        return null;
      }
      const flag = FLAGS[char.toUpperCase() as keyof typeof FLAGS] as number | undefined;
      if (char === '-') isOff = true;
      else if (flag === undefined || char !== char.toLowerCase()) throw new RegexError(`unknown extension ?${char}`);
      else if (isOff) off |= flag;
      else on |= flag;
    }
  }

  private escape(): Regex {
    const char = this.next();
    const where = ({ A: 'start', Z: 'last', b: 'word', B: 'notWord' } as const)[char as 'A'] as 'start' | undefined;
    if (where !== undefined) return { kind: 'at', where };
    if (/[1-9]/.test(char)) {
      const second = /[0-9]/.test(this.chars[this.at] ?? '') ? this.next() : '';
      const index = Number(char + second);
      if (index > this.groups) throw new RegexError(`invalid group reference ${index}`);
      return { kind: 'back', index, fold: this.fold };
    }
    const test = this.classOf(char);
    return test !== null ? { kind: 'char', test } : this.literal(this.code(char));
  }

  private classOf(char: string): ((code: number) => boolean) | null {
    const { ascii } = this;
    switch (char) {
      case 'd':
        return code => isDigit(code, ascii);
      case 'D':
        return code => !isDigit(code, ascii);
      case 'w':
        return code => isWord(code, ascii);
      case 'W':
        return code => !isWord(code, ascii);
      case 's':
        return code => isSpace(code, ascii);
      case 'S':
        return code => !isSpace(code, ascii);
      default:
        return null;
    }
  }

  /** The character that an escape means. */
  private code(char: string): number {
    const digits = { x: 2, u: 4, U: 8 }[char];
    if (digits !== undefined) {
      const hex = this.chars.slice(this.at, this.at + digits).join('');
      if (hex.length !== digits || !/^[0-9a-fA-F]+$/.test(hex))
        throw new RegexError(`incomplete escape \\${char}${hex}`);
      this.at += digits;
      return parseInt(hex, 16);
    }
    const simple = Object.hasOwn(SIMPLE, char) ? SIMPLE[char] : undefined;
    if (simple !== undefined) return simple;
    if (/[a-zA-Z]/.test(char)) throw new RegexError(`bad escape \\${char}`);
    return char.codePointAt(0) ?? 0;
  }

  private set(): (code: number) => boolean {
    const negated = this.eat('^');
    const tests: ((code: number) => boolean)[] = [];
    for (let first = true; first || !this.eat(']'); first = false) {
      if (this.at >= this.chars.length) throw new RegexError('unterminated character set');
      const low = this.member();
      if (typeof low === 'function' || !this.peek('-') || this.chars[this.at + 1] === ']') {
        tests.push(typeof low === 'function' ? low : code => code === low);
        continue;
      }
      this.at++;
      const high = this.member();
      if (typeof high === 'function' || high < low) throw new RegexError('bad character range');
      tests.push(code => code >= low && code <= high);
    }
    return code => tests.some(test => test(code)) !== negated;
  }

  private member(): number | ((code: number) => boolean) {
    const char = this.next();
    if (char !== '\\') return char.codePointAt(0) ?? 0;
    const escaped = this.next();
    return this.classOf(escaped) ?? (escaped === 'b' ? 8 : this.code(escaped));
  }
}

function upper(code: number): number {
  const text = String.fromCodePoint(code).toUpperCase();
  return [...text].length === 1 ? (text.codePointAt(0) ?? code) : code;
}
