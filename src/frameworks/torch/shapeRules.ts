import { divideExactly, isKnown, product, unknownDim, type Dim, type Shape } from '../dims.js';
import { Refusal, sizeText, UnknownShape, type Flow, type ShapeRule } from '../flow.js';
import { isPlainList, plainType, type Plain, type PlainArgs } from '../plain.js';
import { isNoInt, noSuchAxis, refuse, sizeOf } from './refuse.js';

/** PyTorch's layers and functions that give a tensor other axes over the same elements. */

/** Activations, normalisations, dropout: what comes in goes out. */
export const keep: ShapeRule = (_args, input) => input;

/** A size argument as a dimension: a number, a symbol, or unknown with its reason. */
export function dimArgument(value: Plain | undefined, name: string): Dim {
  if (typeof value === 'number') return value;
  if (typeof value === 'object' && value !== null && !isPlainList(value)) {
    if (isKnown(value as Dim) && !('float' in value) && !('other' in value)) return value as Dim;
    if ('unknown' in value) return value;
  }
  return unknownDim(`${name} is no int`);
}

/** A dimension index as Python counts it, or a refusal. */
export function axisOf(axis: number, rank: number): number | Refusal {
  const range = Math.max(rank, 1);
  if (axis >= range || axis < -range) {
    return noSuchAxis(rank, axis);
  }
  return axis < 0 ? axis + range : axis;
}

/** Flatten(start_dim, end_dim): the axes between become one. */
export const flatten: ShapeRule = (args, input) => {
  const from = args.int('start_dim');
  const to = args.int('end_dim');
  if (from === undefined || to === undefined) return new UnknownShape(args.why('start_dim', 'end_dim'));
  const start = axisOf(from, input.length);
  const end = axisOf(to, input.length);
  if (start instanceof Refusal) return start;
  if (end instanceof Refusal) return end;
  if (start > end)
    return refuse('arguments-conflict', 'flatten() has invalid args: start_dim cannot come after end_dim');
  if (input.length === 0) return [1];
  return [...input.slice(0, start), product(input.slice(start, end + 1)), ...input.slice(end + 1)];
};

/** nn.Unflatten's constructor takes a tuple or a list of ints. */
export function refuseUnflatten(args: PlainArgs): Refusal | undefined {
  const sizes = args.get('unflattened_size');
  if (sizes === undefined || (typeof sizes === 'object' && sizes !== null && 'unknown' in sizes)) return undefined;
  if (!isPlainList(sizes)) {
    const message = `unflattened_size must be a tuple of ints, but found type ${plainType(sizes)}`;
    return refuse('argument-invalid', message, 'TypeError');
  }
  const wrong = sizes.findIndex(isNoInt);
  if (wrong < 0) return undefined;
  const message = `unflattened_size must be tuple of ints, but found element of type ${plainType(sizes[wrong] ?? null)} at pos ${wrong}`;
  return refuse('not-an-integer', message, 'TypeError');
}

/** nn.Unflatten: one axis becomes several. */
export const unflatten: ShapeRule = (args, input) => {
  const axis = args.int('dim');
  const sizes = args.get('unflattened_size') ?? args.get('sizes');
  if (axis === undefined || sizes === undefined || !isPlainList(sizes))
    return new UnknownShape(args.why('dim', 'unflattened_size'));
  return unflattened(
    input,
    axis,
    sizes.map(size => dimArgument(size, 'unflattened_size')),
  );
};

/** An axis split into sizes, of which one may be −1. */
export function unflattened(input: Shape, axis: number, sizes: Shape): Flow {
  const at = axisOf(axis, input.length);
  if (at instanceof Refusal) return at;
  if (sizes.length === 0) return refuse('wrong-length', 'unflatten: sizes must be non-empty');
  const size = input[at];
  const free = sizes.filter(part => part === -1).length;
  const odd =
    input.length === 0 || sizes.some(part => typeof part === 'number' && part < -1) || free > 1 || size === undefined;
  const inner = odd ? undefined : reshape([size], sizes);
  if (!inner || (inner instanceof Refusal && inner.message.includes('ambiguous')))
    return refuse('argument-invalid', 'unflatten got an unexpected error:');
  if (inner instanceof Refusal) {
    const message = `unflatten: Provided sizes ${sizeText(sizes)} don't multiply up to the size of dim ${at} (${sizeOf(size)}) in the input tensor`;
    return refuse('element-count-mismatch', message);
  }
  return Array.isArray(inner) ? [...input.slice(0, at), ...(inner as Shape), ...input.slice(at + 1)] : inner;
}

/** view and reshape: one −1 takes what is left (aten/src/ATen/InferSize.h). */
export function reshape(input: Shape, sizes: Shape): Flow {
  const text = sizeText(sizes);
  let free = -1;
  for (const [axis, size] of sizes.entries()) {
    if (size === -1 && free >= 0) return refuse('several-sizes-inferred', 'only one dimension can be inferred');
    if (size === -1) free = axis;
    else if (typeof size === 'number' && size < 0)
      return refuse('not-positive', `invalid shape dimension ${size} at index ${axis} of shape ${text}`);
  }
  const total = product(input);
  const given = product(sizes.filter((_, axis) => axis !== free));
  const fits =
    free < 0
      ? total === given
      : typeof given === 'number' && typeof total === 'number' && (given === 0 ? total === 0 : total % given === 0);
  if (typeof total === 'number' && typeof given === 'number' && !fits)
    return refuse('element-count-mismatch', `shape '${text}' is invalid for input of size ${total}`);
  if (free < 0) return sizes;
  if (given === 0) {
    const message = `cannot reshape tensor of 0 elements into shape ${text} because the unspecified dimension size -1 can be any value and is ambiguous`;
    return refuse('arguments-conflict', message);
  }
  return sizes.map((size, axis) => (axis === free ? divideExactly(total, given) : size));
}
