import { MAX_INT_BITS } from './errors.js';
import { norm, type Int } from './int.js';

const DIGITS: Readonly<Record<number, RegExp>> = {
  2: /^(?:0b_?)?([01]+(?:_[01]+)*)$/i,
  8: /^(?:0o_?)?([0-7]+(?:_[0-7]+)*)$/i,
  10: /^(\d+(?:_\d+)*)$/,
  16: /^(?:0x_?)?([\da-f]+(?:_[\da-f]+)*)$/i,
};

const PREFIX: Readonly<Record<number, string>> = { 2: '0b', 8: '0o', 10: '', 16: '0x' };

/** As Python's str.strip() does for ASCII and the usual Unicode spaces. */
function strip(text: string): string {
  return text.replace(/^[\s\x1c-\x1f\x85]+|[\s\x1c-\x1f\x85]+$/g, '');
}

/** int(text, base): undefined where Python raises ValueError, or for more digits than are converted. Base 0 reads a prefix. */
export function parseIntText(text: string, base = 10): Int | undefined {
  // Nearly every number in code: no sign, no leading zero, safely below 2⁵³.
  if ((base === 10 || base === 0) && /^(?:0|[1-9]\d{0,14})$/.test(text)) return Number(text);
  const [, sign, body] = /^([+-]?)(.*)$/s.exec(strip(text)) ?? [];
  if (body === undefined || body.length > MAX_INT_BITS / 4) return undefined;
  const radix = base === 0 ? radixOf(body) : base;
  const magnitude = radix in PREFIX ? usual(body, radix) : unusual(body, radix);
  // With base 0 a leading 0 is allowed for zero itself only, as in a literal.
  if (magnitude === undefined || (base === 0 && radix === 10 && /^0[\d_]*[1-9]/.test(body))) return undefined;
  return norm(sign === '-' ? -magnitude : magnitude);
}

function radixOf(body: string): number {
  const mark = body.slice(0, 2).toLowerCase();
  return mark === '0x' ? 16 : mark === '0o' ? 8 : mark === '0b' ? 2 : 10;
}

function usual(body: string, radix: number): bigint | undefined {
  const digits = DIGITS[radix]?.exec(body)?.[1]?.replaceAll('_', '');
  return digits === undefined ? undefined : BigInt((PREFIX[radix] ?? '') + digits);
}

function unusual(body: string, radix: number): bigint | undefined {
  if (radix < 2 || radix > 36 || !/^[\da-z]+(?:_[\da-z]+)*$/i.test(body)) return undefined;
  let value = 0n;
  for (const digit of body.replaceAll('_', '')) {
    const weight = parseInt(digit, 36);
    if (weight >= radix) return undefined;
    value = value * BigInt(radix) + BigInt(weight);
  }
  return value;
}

/** float(text): undefined where Python raises ValueError. */
export function parseFloatText(text: string): number | undefined {
  const body = strip(text);
  const special = /^([+-]?)(inf|infinity|nan)$/i.exec(body);
  if (special) {
    const value = special[2]?.toLowerCase() === 'nan' ? NaN : Infinity;
    return special[1] === '-' ? -value : value;
  }
  const digits = '\\d+(?:_\\d+)*';
  const float = new RegExp(`^[+-]?(?:${digits}\\.?(?:${digits})?|\\.${digits})(?:e[+-]?${digits})?$`, 'i');
  return float.test(body) ? Number(body.replaceAll('_', '')) : undefined;
}

/** A number in Python source: an int, a float, or undefined for an imaginary or malformed one. */
export type NumberLiteral = { readonly int: Int } | { readonly float: number };

export function parseNumberLiteral(text: string): NumberLiteral | undefined {
  if (/^0[xob]/i.test(text) || /^[\d_]+$/.test(text)) {
    const int = parseIntText(text, 0);
    return int === undefined ? undefined : { int };
  }
  const float = parseFloatText(text);
  return float === undefined || !/^[\d.]/.test(text) ? undefined : { float };
}
