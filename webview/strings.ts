import { STRINGS, fill } from '../src/protocol/strings.js';
import type { StringKey, Strings } from '../src/protocol/strings.js';

let table: Strings = STRINGS;

/** Replace every text by another language's. Names of parameters, C, Cᵀ, x, y and formulas are notation and stay. */
export function setStrings(strings: Strings): void {
  table = strings;
}

/** The text for a key with its slots {0}, {1}, … filled. */
export function say(key: StringKey, ...slots: readonly (string | number)[]): string {
  return fill(table[key], ...slots.map(slot => (typeof slot === 'number' ? formatNumber(slot) : slot)));
}

/** A number as people read it: a real minus sign, thousands separated, at most four decimals. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return value > 0 ? '∞' : value < 0 ? '−∞' : 'not a number';
  if (Math.abs(value) > Number.MAX_SAFE_INTEGER) return scientific(value);
  const text = Math.abs(value).toLocaleString('en-US', { maximumFractionDigits: 4 });
  return value < 0 && text !== '0' ? `−${text}` : text;
}

/** A number that is no longer exact, as such: ≈ 9.0·10¹⁸. */
function scientific(value: number): string {
  const [mantissa = '', exponent = ''] = Math.abs(value).toExponential(1).split('e+');
  const raised = exponent.replace(/\d/g, digit => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)] ?? '');
  return `≈ ${value < 0 ? '−' : ''}${mantissa}·10${raised}`;
}

/** Sizes side by side: 8 × 8. */
export function formatSizes(sizes: readonly (number | string)[]): string {
  return sizes.map(size => (typeof size === 'number' ? formatNumber(size) : size)).join(' × ');
}

/** Bytes in the largest unit that leaves at least 1: 1.5 MB (1 MB = 10^6 bytes). */
export function formatBytes(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB', 'EB', 'ZB'];
  let unit = 0;
  let value = bytes;
  if (bytes > 1e24) return `${scientific(bytes)} bytes`;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${value >= 100 || unit === 0 ? Math.round(value).toLocaleString('en-US') : value.toFixed(1)} ${units[unit] ?? ''}`;
}
