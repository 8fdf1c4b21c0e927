import { checkWidth, FormatError } from './errors.js';
import { intText } from './digits.js';
import { layoutNumber, pad, type NumberParts } from './layout.js';
import { cut, floatBody } from './scalars.js';
import { asciiOf } from './text.js';
import type { FormatSpec } from './spec.js';
import { absInt, intToFloat, type Int } from '../number/int.js';
import { floatToInt } from '../number/float.js';

/** What % formatting asks about values of type V. */
export interface PercentHooks<V> {
  str(value: V): string;
  repr(value: V): string;
  /** value[key], where the key is a str. May throw what the interpreter raises. */
  item(value: V, key: string): V;
  /** Has __getitem__ and is no tuple or str: it may be left over. */
  isMapping(value: V): boolean;
  typeName(value: V): string;
  /** The int that it is (bools too) or gives by __index__. */
  int(value: V): Int | undefined;
  /** The float that it is or gives by __float__. */
  float(value: V): number | undefined;
  /** The text that it is. */
  text(value: V): string | undefined;
}

interface Conversion {
  readonly flags: string;
  readonly width: number;
  readonly precision: number | null;
  readonly type: string;
  /** Where the type is in the format, for messages. */
  readonly index: number;
}

/**
 * format % arguments: a tuple's items, or one value. @throws FormatError, NumberError, TooLarge, and what the hooks throw
 */
export function percentFormat<V>(
  format: string,
  tuple: readonly V[] | null,
  single: V,
  hooks: PercentHooks<V>,
): string {
  const values = tuple ?? [single];
  let used = 0;
  let byName = false;
  const next = (): V => {
    if (used >= values.length) throw new FormatError('TypeError', 'not enough arguments for format string');
    return values[used++] as V;
  };
  let text = '';
  let at = 0;
  while (at < format.length) {
    const mark = format.indexOf('%', at);
    if (mark < 0) break;
    text += format.slice(at, mark);
    at = mark + 1;
    let take = next;
    if (format[at] === '(') {
      if (tuple !== null || !hooks.isMapping(single)) throw new FormatError('TypeError', 'format requires a mapping');
      const close = closingParenthesis(format, at);
      if (close < 0) throw new FormatError('ValueError', 'incomplete format key');
      const key = format.slice(at + 1, close);
      take = () => hooks.item(single, key);
      byName = true;
      at = close + 1;
    }
    const read = readConversion(format, at, next, hooks);
    at = read.index + String.fromCodePoint(format.codePointAt(read.index) ?? 0).length;
    if (read.type === '%' && read.index === mark + 1) text += '%';
    else text += convert(read, take(), hooks);
  }
  const leftOver = used < values.length && !byName && !(tuple === null && hooks.isMapping(single));
  if (leftOver) throw new FormatError('TypeError', 'not all arguments converted during string formatting');
  return text + format.slice(at);
}

function closingParenthesis(format: string, from: number): number {
  let depth = 0;
  for (let at = from; at < format.length; at++) {
    if (format[at] === '(') depth++;
    else if (format[at] === ')' && --depth === 0) return at;
  }
  return -1;
}

function readConversion<V>(format: string, from: number, next: () => V, hooks: PercentHooks<V>): Conversion {
  const star = (): number => {
    const value = hooks.int(next());
    if (value === undefined) throw new FormatError('TypeError', '* wants int');
    return Number(value);
  };
  let at = from;
  const digits = (): number => {
    const text = /^\d*/.exec(format.slice(at))?.[0] ?? '';
    at += text.length;
    return Number(text);
  };
  const sizeAt = (): number => {
    if (format[at] !== '*') return digits();
    at++;
    return star();
  };
  let flags = /^[-+ #0]*/.exec(format.slice(at))?.[0] ?? '';
  at += flags.length;
  const width = sizeAt();
  // A negative width from the arguments means: at the left.
  if (width < 0) flags += '-';
  let precision: number | null = null;
  if (format[at] === '.') {
    at++;
    precision = Math.max(0, sizeAt());
  }
  if (/[hlL]/.test(format.charAt(at))) at++;
  if (at >= format.length) throw new FormatError('ValueError', 'incomplete format');
  checkWidth(Math.max(Math.abs(width), precision ?? 0));
  return {
    flags,
    width: Math.abs(width),
    precision,
    type: String.fromCodePoint(format.codePointAt(at) ?? 0),
    index: at,
  };
}

function convert<V>(conversion: Conversion, value: V, hooks: PercentHooks<V>): string {
  const { type, precision } = conversion;
  switch (type) {
    case 's':
      return padText(cut(hooks.str(value), precision), conversion);
    case 'r':
      return padText(cut(hooks.repr(value), precision), conversion);
    case 'a':
      return padText(cut(asciiOf(hooks.repr(value)), precision), conversion);
    case 'c':
      return padText(character(value, hooks), conversion);
    case 'd':
    case 'i':
    case 'u':
    case 'o':
    case 'x':
    case 'X':
      return convertInt(conversion, intFor(type, value, hooks));
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G': {
      let x = hooks.float(value);
      if (x === undefined) {
        const int = hooks.int(value);
        if (int !== undefined) x = intToFloat(int);
      }
      if (x === undefined) throw new FormatError('TypeError', `must be real number, not ${hooks.typeName(value)}`);
      const body = floatBody(Math.abs(x), type, precision, conversion.flags.includes('#'));
      const whole = /^\d*/.exec(body)?.[0] ?? '';
      const negative = x < 0 || Object.is(x, -0);
      return padNumber({ negative, prefix: '', whole, rest: body.slice(whole.length) }, conversion);
    }
    default: {
      const code = (type.codePointAt(0) ?? 0).toString(16);
      const shown = type >= ' ' && type <= '~' ? type : '?';
      throw new FormatError(
        'ValueError',
        `unsupported format character '${shown}' (0x${code}) at index ${conversion.index}`,
      );
    }
  }
}

function character<V>(value: V, hooks: PercentHooks<V>): string {
  const text = hooks.text(value);
  if (text !== undefined && [...text].length === 1) return text;
  const code = text === undefined ? hooks.int(value) : undefined;
  if (code === undefined) throw new FormatError('TypeError', '%c requires int or char');
  if (code < 0 || code > 0x10ffff) throw new FormatError('OverflowError', '%c arg not in range(0x110000)');
  return String.fromCodePoint(Number(code));
}

function intFor<V>(type: string, value: V, hooks: PercentHooks<V>): Int {
  const int = hooks.int(value);
  if (int !== undefined) return int;
  const decimal = type === 'd' || type === 'i' || type === 'u';
  const float = decimal && hooks.text(value) === undefined ? hooks.float(value) : undefined;
  if (float !== undefined) return floatToInt(float);
  const wanted = decimal ? 'a real number' : 'an integer';
  throw new FormatError('TypeError', `%${type} format: ${wanted} is required, not ${hooks.typeName(value)}`);
}

function convertInt(conversion: Conversion, x: Int): string {
  const { type, flags, precision } = conversion;
  const radix = type === 'o' ? 8 : type === 'x' || type === 'X' ? 16 : 10;
  const size = absInt(x);
  const digits = (radix === 10 ? intText(size) : size.toString(radix)).padStart(precision ?? 0, '0');
  return padNumber(
    {
      negative: x < 0,
      prefix: flags.includes('#') && radix !== 10 ? `0${type}` : '',
      whole: type === 'X' ? digits.toUpperCase() : digits,
      rest: '',
    },
    conversion,
  );
}

function padText(text: string, { flags, width }: Conversion): string {
  return pad(text, ' ', flags.includes('-') ? '<' : '>', width);
}

function padNumber(parts: NumberParts, { flags, width }: Conversion): string {
  const left = flags.includes('-');
  const zeros = flags.includes('0') && !left;
  const spec: FormatSpec = {
    fill: zeros ? '0' : ' ',
    align: left ? '<' : zeros ? '=' : '>',
    sign: flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '',
    noNegativeZero: false,
    alternate: false,
    width,
    grouping: '',
    precision: null,
    type: '',
  };
  return layoutNumber(parts, spec, 3);
}
