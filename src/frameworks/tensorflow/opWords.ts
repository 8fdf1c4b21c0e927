import type { ProblemCode } from '../../engine/index.js';
import type { Shape } from '../dims.js';
import { Refusal } from '../flow.js';
import { intOf, isPlainList, type Plain } from '../plain.js';

/** What the rules of TensorFlow's functions share. */

/** A shape as TensorFlow prints it. */
export function brackets(shape: Shape): string {
  return `[${shape.map(size => (typeof size === 'number' ? String(size) : '?')).join(',')}]`;
}

/** What a kernel refuses: tf.errors.InvalidArgumentError. */
export function invalid(code: ProblemCode, message: string): Refusal {
  return new Refusal('InvalidArgumentError', message, code);
}

/** The ints of a list, or of a number alone; undefined where one is not known. */
export function intsOrOne(value: Plain | undefined): number[] | undefined {
  if (value === undefined) return undefined;
  const list = isPlainList(value) ? value.map(intOf) : [intOf(value)];
  return list.every(item => item !== undefined) ? list : undefined;
}
