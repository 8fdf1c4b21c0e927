import type { ProblemCode } from '../../engine/index.js';
import type { Dim, Shape } from '../dims.js';
import { Refusal, sizeText } from '../flow.js';
import { isPlainFloat, isPlainList, plainType, type Plain, type PlainArgs } from '../plain.js';

/** PyTorch's refusals: most are RuntimeErrors of its kernels. */
export function refuse(code: ProblemCode, message: string, type: Refusal['type'] = 'RuntimeError'): Refusal {
  return new Refusal(type, message, code);
}

/** Where a rank that the framework does not take is all that is wrong. */
export function wrongRank(message: string, type: Refusal['type'] = 'RuntimeError'): Refusal {
  return refuse('rank-mismatch', message, type);
}

/** An axis that must not be empty, by its number; undefined where none is known to be. */
export function emptyAxis(input: Shape, from: number): number | undefined {
  const at = input.findIndex((dim, axis) => axis >= from && dim === 0);
  return at < 0 ? undefined : at;
}

/** What an index of axes that do not exist gives: input.size(-3) of a matrix. */
export function noSuchAxis(rank: number, axis: number): Refusal {
  const range = Math.max(rank, 1);
  return refuse(
    'axis-out-of-range',
    `Dimension out of range (expected to be in range of [${-range}, ${range - 1}], but got ${axis})`,
    'IndexError',
  );
}

/** A size for a message: the number, or ? for one that the code does not determine. */
export function sizeOf(dim: Dim | undefined): string {
  if (dim === undefined) return '?';
  return typeof dim === 'object' && 'unknown' in dim ? '?' : String(dim);
}

/** A list as a Python tuple is printed: (1,) and (1, 2). */
export function tupleText(values: readonly (Dim | undefined)[]): string {
  return `(${values.map(sizeOf).join(', ')}${values.length === 1 ? ',' : ''})`;
}

/** [2, 3] for a torch.Size or a list. */
export { sizeText };

/**
 * An argument that an operator takes as ints: an int, or a tuple of them. A float, a str or None there is a TypeError of
 * the binding, which says its position. Undefined where the argument is fine or not known.
 */
export function notInts(args: PlainArgs, operator: string, name: string, position: number): Refusal | undefined {
  const value = args.get(name);
  if (value === undefined) return undefined;
  const part = isPlainList(value) ? value.findIndex(isNoInt) : -1;
  const where = `${operator}(): argument '${name}' (position ${position}) must be tuple of ints, `;
  if (isPlainList(value)) {
    if (part < 0) return undefined;
    const type = plainType(value[part] ?? null);
    return refuse('not-an-integer', `${where}but found element of type ${type} at pos ${part}`, 'TypeError');
  }
  return isNoInt(value) ? refuse('not-an-integer', `${where}not ${plainType(value)}`, 'TypeError') : undefined;
}

export function isNoInt(value: Plain): boolean {
  return value === null || typeof value === 'string' || isPlainFloat(value) || isPlainList(value);
}
