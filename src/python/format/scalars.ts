import { checkWidth, FormatError } from './errors.js';
import { exponentText, fixedDigits, floatRepr, intText, positional, significantDigits } from './digits.js';
import { layoutNumber, pad, type NumberParts } from './layout.js';
import { parseSpec, type FormatSpec } from './spec.js';
import { absInt, intToFloat, type Int } from '../number/int.js';

const RADIX: Readonly<Record<string, number>> = { b: 2, o: 8, x: 16, X: 16 };

function refuse(message: string): never {
  throw new FormatError('ValueError', message);
}

/** format(x, spec) of an int, or of a bool as an int. @throws FormatError, TooLarge, NumberError */
export function formatInt(x: Int, text: string, typeName: 'int' | 'bool' = 'int'): string {
  const spec = parseSpec(text, typeName);
  const { type } = spec;
  if (type !== '' && 'eEfFgG%'.includes(type)) return layoutFloat(intToFloat(x), spec);
  if (type !== '' && !'bcdoxXn'.includes(type))
    refuse(`Unknown format code '${type}' for object of type '${typeName}'`);
  if (spec.precision !== null) refuse('Precision not allowed in integer format specifier');
  if (spec.noNegativeZero) refuse('Negative zero coercion (z) not allowed in integer format specifier');
  if (type === 'c') return formatCharacter(x, spec);
  const radix = RADIX[type] ?? 10;
  const size = absInt(x);
  const digits = radix === 10 ? intText(size) : size.toString(radix);
  const parts: NumberParts = {
    negative: x < 0,
    prefix: spec.alternate && radix !== 10 ? `0${type}` : '',
    whole: type === 'X' ? digits.toUpperCase() : digits,
    rest: '',
  };
  return layoutNumber(parts, spec, radix === 10 ? 3 : 4);
}

function formatCharacter(x: Int, spec: FormatSpec): string {
  if (spec.sign !== '') refuse("Sign not allowed with integer format specifier 'c'");
  if (spec.alternate) refuse("Alternate form (#) not allowed with integer format specifier 'c'");
  if (x < -(2n ** 63n) || x >= 2n ** 63n) {
    throw new FormatError('OverflowError', 'Python int too large to convert to C long');
  }
  if (x < 0 || x > 0x10ffff) throw new FormatError('OverflowError', '%c arg not in range(0x110000)');
  return layoutNumber({ negative: false, prefix: '', whole: '', rest: String.fromCodePoint(Number(x)) }, spec, 3);
}

/** format(x, spec) of a float. @throws FormatError, TooLarge */
export function formatFloat(x: number, text: string): string {
  const spec = parseSpec(text, 'float');
  if (spec.type !== '' && !'eEfFgGn%'.includes(spec.type)) {
    refuse(`Unknown format code '${spec.type}' for object of type 'float'`);
  }
  return layoutFloat(x, spec);
}

function layoutFloat(x: number, spec: FormatSpec): string {
  const percent = spec.type === '%';
  const value = percent ? x * 100 : x;
  const body = floatBody(Math.abs(value), spec.type, spec.precision, spec.alternate) + (percent ? '%' : '');
  const whole = /^\d*/.exec(body)?.[0] ?? '';
  const vanished = spec.noNegativeZero && !/[1-9]/.test(body.replace(/e.*$/i, '')) && Number.isFinite(value);
  const negative = (value < 0 || Object.is(value, -0)) && !vanished;
  return layoutNumber({ negative, prefix: '', whole, rest: body.slice(whole.length) }, spec, 3);
}

/** The text of x ≥ 0 by type e, f, g (upper case likewise), % and n; without a type like repr, or with a precision like g. */
export function floatBody(x: number, type: string, precision: number | null, alternate: boolean): string {
  const upper = type === 'E' || type === 'F' || type === 'G';
  const cased = (text: string): string => (upper ? text.toUpperCase() : text);
  if (!Number.isFinite(x)) return cased(Number.isNaN(x) ? 'nan' : 'inf');
  if (precision !== null && precision > 2 ** 31 - 1) refuse('precision too big');
  checkWidth(precision ?? 0);
  const lower = type.toLowerCase();
  if (lower === 'f' || type === '%') {
    const text = fixedDigits(x, precision ?? 6);
    return alternate && precision === 0 ? `${text}.` : text;
  }
  if (lower === 'e') return cased(withExponent(significantDigits(x, (precision ?? 6) + 1), alternate));
  if (type === '' && precision === null) {
    const text = floatRepr(x);
    return alternate && !text.includes('.') ? text.replace('e', '.e') : text;
  }
  return cased(general(x, Math.max(precision ?? 6, 1), type === '', alternate));
}

function withExponent({ digits, exponent }: { digits: string; exponent: number }, point: boolean): string {
  const fraction = digits.slice(1);
  return `${digits.charAt(0)}${fraction || point ? '.' : ''}${fraction}e${exponentText(exponent)}`;
}

/** %g; `keepPoint`: like a float without a type, which shows a digit after the point and turns to an exponent one digit earlier. */
function general(x: number, precision: number, keepPoint: boolean, alternate: boolean): string {
  const { digits, exponent } = significantDigits(x, precision);
  const kept = alternate ? digits : digits.replace(/0+$/, '') || '0';
  if (exponent < -4 || exponent >= (keepPoint ? precision - 1 : precision)) {
    // CPython: decpt > precision − 1 with decpt = exponent + 1.
    return withExponent({ digits: kept, exponent }, alternate);
  }
  const text = positional(kept, exponent);
  if (text.includes('.')) return text;
  return alternate ? `${text}.` : keepPoint ? `${text}.0` : text;
}

/** format(text, spec) of a str. @throws FormatError, TooLarge */
export function formatText(value: string, text: string): string {
  const spec = parseSpec(text, 'str');
  const { type } = spec;
  if (type !== '' && type !== 's') refuse(`Unknown format code '${type}' for object of type 'str'`);
  if (spec.sign !== '') refuse(`${spec.sign === ' ' ? 'Space' : 'Sign'} not allowed in string format specifier`);
  if (spec.noNegativeZero) refuse('Negative zero coercion (z) not allowed in string format specifier');
  if (spec.alternate) refuse('Alternate form (#) not allowed in string format specifier');
  if (spec.align === '=') refuse("'=' alignment not allowed in string format specifier");
  return pad(cut(value, spec.precision), spec.fill, spec.align, spec.width);
}

/** At most this many characters, as Python counts them. */
export function cut(text: string, characters: number | null): string {
  if (characters === null || text.length <= characters) return text;
  return /[\ud800-\udfff]/.test(text) ? [...text].slice(0, characters).join('') : text.slice(0, characters);
}
