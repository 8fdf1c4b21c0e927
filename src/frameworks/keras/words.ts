import { isKnown, type Dim, type Shape } from '../dims.js';
import { Refusal } from '../flow.js';
import { intOf, isPlainFloat, isPlainList, isPlainUnknown, whyUnknown, type Plain } from '../plain.js';
import { Sym } from '../../python/sym/sym.js';

/** What the rules of Keras' layers share: how Keras writes shapes and values, and the checks that many layers make. */

function dimText(dim: Dim): string {
  return typeof dim === 'number' ? String(dim) : 'None';
}

/** A shape as Python prints a tuple; what is open is None. */
export function tuple(shape: Shape): string {
  return shape.length === 1 ? `(${dimText(shape[0] ?? 0)},)` : `(${shape.map(dimText).join(', ')})`;
}

/** A shape as NumPy prints an array. */
export function array(shape: Shape): string {
  return `[${shape.map(dimText).join(' ')}]`;
}

/** A value as an f-string prints it. */
export function valueText(value: Plain | undefined): string {
  if (value === undefined || value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (isPlainList(value)) {
    const parts = value.map(part => (typeof part === 'string' ? `'${part}'` : valueText(part)));
    return parts.length === 1 ? `(${parts[0] ?? ''},)` : `(${parts.join(', ')})`;
  }
  if (isPlainFloat(value)) return Number.isInteger(value.float) ? `${value.float}.0` : String(value.float);
  if (value instanceof Sym || typeof value !== 'object') return String(value);
  return isPlainUnknown(value) ? '?' : `<${value.other}>`;
}

/** A parameter of a layer that has no number: left to be unknown. */
export class Open {
  constructor(readonly why: string) {}
}

/**
 * A parameter that Keras takes as an int or one per entry: n numbers, Keras' refusal, or Open where the code does not say.
 * Source: keras/src/utils/argument_validation.py (standardize_tuple).
 */
export function standardTuple(
  value: Plain | undefined,
  n: number,
  name: string,
  least: 0 | 1,
): number[] | Refusal | Open {
  const received = `The \`${name}\` argument must be a tuple of ${n} integers. Received ${name}=${valueText(value)}`;
  const why = value === undefined ? undefined : whyUnknown(value);
  if (why !== undefined && !(value !== undefined && isPlainList(value) && value.length !== n)) return new Open(why);
  const one = intOf(value);
  const list = one !== undefined ? Array<number>(n).fill(one) : value;
  if (typeof list === 'string') {
    const code = list.length === n ? 'argument-invalid' : 'wrong-length';
    return new Refusal('ValueError', received, code);
  }
  if (list === undefined || !isPlainList(list)) {
    const isFloat = value !== undefined && isPlainFloat(value);
    return new Refusal('ValueError', received, isFloat ? 'not-an-integer' : 'argument-invalid');
  }
  if (list.length !== n) return new Refusal('ValueError', received, 'wrong-length');
  const numbers = list.map(part => (isPlainFloat(part) ? part.float : intOf(part)));
  if (!numbers.every(number => number !== undefined)) {
    return new Refusal('ValueError', `${received}including an element that is no integer`, 'argument-invalid');
  }
  const bad = [...new Set(numbers.filter(number => number < least))];
  if (bad.length > 0) {
    const rule = `value ${least === 1 ? '>' : '>='} 0`;
    const message = `${received}, including values {${bad.join(', ')}} that do not satisfy \`${rule}\``;
    const isPadding = /padding|cropping/.test(name);
    return new Refusal('ValueError', message, isPadding ? 'negative-padding' : 'not-positive');
  }
  return numbers.every(Number.isInteger) ? numbers : new Open(`${name} holds a float`);
}

const FORMATS = ['channels_first', 'channels_last'];

/** keras.backend.standardize_data_format: any spelling in capitals or small letters; None is the program's. */
export function dataFormat(value: Plain | undefined): Refusal | null {
  if (value === undefined || value === null || whyUnknown(value) !== undefined) return null;
  if (typeof value === 'string' && FORMATS.includes(value.toLowerCase())) return null;
  const message = `The \`data_format\` argument must be one of {'channels_first', 'channels_last'}. Received: data_format=${valueText(value)}`;
  return new Refusal('ValueError', message, 'argument-invalid');
}

/** An input_spec of a fixed rank. */
export function rankRefusal(input: Shape, rank: number): Refusal | null {
  if (input.length === rank) return null;
  const message = `Input 0 of layer is incompatible with the layer: expected ndim=${rank}, found ndim=${input.length}. Full shape received: ${tuple(input)}`;
  return new Refusal('ValueError', message, 'rank-mismatch');
}

/** The first of several refusals. */
export function firstRefusal(...found: readonly unknown[]): Refusal | null {
  for (const one of found) if (one instanceof Refusal) return one;
  return null;
}

/** Python's index of a tuple with -n ≤ axis < n; undefined beyond it. */
export function pythonAxis(axis: number, rank: number): number | undefined {
  return axis >= -rank && axis < rank ? (axis + rank) % rank : undefined;
}

/** Whether two sizes are certainly different. */
export function differs(a: Dim | undefined, b: Dim | undefined): boolean {
  return typeof a === 'number' && typeof b === 'number' && a !== b;
}

/** The most definite of sizes that must agree. */
export function definite(sizes: readonly Dim[]): Dim {
  return sizes.find(size => typeof size === 'number') ?? sizes.find(isKnown) ?? sizes[0] ?? 1;
}
