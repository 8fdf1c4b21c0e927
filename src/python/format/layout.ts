import { checkWidth } from './errors.js';
import type { FormatSpec } from './spec.js';

/** How many characters Python counts. */
export function lengthOf(text: string): number {
  return /[\ud800-\udfff]/.test(text) ? [...text].length : text.length;
}

/** The text within its width. @throws TooLarge */
export function pad(text: string, fill: string, align: '<' | '>' | '^', width: number): string {
  const missing = width - lengthOf(text);
  if (missing <= 0) return text;
  checkWidth(width);
  const left = align === '<' ? 0 : align === '>' ? missing : Math.floor(missing / 2);
  return fill.repeat(left) + text + fill.repeat(missing - left);
}

/** A number's parts, from left to right. */
export interface NumberParts {
  readonly negative: boolean;
  /** 0x and the like. */
  readonly prefix: string;
  /** The digits that are grouped; inf and nan, which are not, belong to `rest`. */
  readonly whole: string;
  readonly rest: string;
}

/** Sign, prefix, grouped digits and rest within the width; '=' fills between sign and digits. @throws TooLarge */
export function layoutNumber(parts: NumberParts, spec: FormatSpec, groupSize: number): string {
  const sign = parts.negative ? '-' : spec.sign === '-' ? '' : spec.sign;
  const before = sign + parts.prefix;
  const room = spec.width - before.length - parts.rest.length;
  if (spec.align !== '=') {
    return pad(before + grouped(parts.whole, spec.grouping, groupSize) + parts.rest, spec.fill, spec.align, spec.width);
  }
  checkWidth(spec.width);
  // Zeros that fill take part in the grouping, unless there is no digit to group.
  const zeros = spec.fill === '0' && spec.grouping !== '' && parts.whole !== '';
  const digits = zeros ? parts.whole.padStart(digitsFor(room, groupSize), '0') : parts.whole;
  const body = grouped(digits, spec.grouping, groupSize);
  return before + spec.fill.repeat(Math.max(0, room - body.length)) + body + parts.rest;
}

/** The smallest number of digits that take, with their separators, at least this many characters. */
function digitsFor(characters: number, groupSize: number): number {
  let digits = Math.max(1, Math.floor((characters * groupSize) / (groupSize + 1)));
  while (digits + Math.floor((digits - 1) / groupSize) < characters) digits++;
  return digits;
}

function grouped(digits: string, separator: string, size: number): string {
  if (separator === '' || digits.length <= size) return digits;
  const first = digits.length % size || size;
  const groups = [digits.slice(0, first)];
  for (let at = first; at < digits.length; at += size) groups.push(digits.slice(at, at + size));
  return groups.join(separator);
}
