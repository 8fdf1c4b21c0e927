import type { Interp } from '../../python/interp.js';
import type { Value } from '../../python/klass.js';
import { ELLIPSIS, PyFloat, PyList, PySlice, PyTuple, Unknown } from '../../python/value.js';
import { noteAtLeast } from '../../python/sym/assume.js';
import { addDims, floorDims, isKnown, unknownDim, unknownFor, type Dim, type Shape } from '../dims.js';
import { Refusal, sizeText, UnknownShape, type Flow } from '../flow.js';
import { isInt } from '../contents.js';
import { TENSOR, Tensor } from '../tensor.js';
import { broadcast } from '../broadcast.js';
import { fromDim, toDim } from '../values.js';
import { backwards } from './positions.js';
import { refuse, wrongRank } from './refuse.js';

/**
 * tensor[…]: ints drop an axis, slices keep it, None adds one, … stands for the axes between; lists and tensors of indices
 * broadcast with each other and stand where the first of them stood, or in front where they are apart
 * (torch/csrc/autograd/python_variable_indexing.cpp).
 */
export function indexed(cx: Interp, shape: Shape, index: Value, numpy = false): Flow {
  const parts = indexParts(index);
  for (const part of parts) {
    // An int that is not known takes its axis away like any other.
    if (part instanceof Unknown && part.hint === 'int') continue;
    if (part instanceof Unknown || typeof part === 'boolean')
      return new UnknownShape('an index is not an int or a slice');
    if (part instanceof PyFloat) {
      const message =
        'only integers, slices (`:`), ellipsis (`...`), None and long or byte Variables are valid indices (got float)';
      return refuse('not-an-integer', message, 'IndexError');
    }
    if (part instanceof PyList && !isListOfInts(part)) return new UnknownShape('an index is not an int or a slice');
    if (part instanceof Tensor && !part.shape) return new UnknownShape(part.whyUnknown || 'an index is not known');
    if (part instanceof Tensor && (part.cls === TENSOR || numpy) && part.dtype === null)
      return new UnknownShape('whether the index is a mask is not known');
    if (part instanceof Tensor && part.dtype !== null && !isInt(part.dtype) && part.dtype !== 'bool')
      return refuse(
        'argument-invalid',
        'tensors used as indices must be long, int, byte or bool tensors',
        'IndexError',
      );
  }
  const taken = parts.reduce<number>((all, part) => all + axesTaken(part), 0);
  if (shape.length === 0 && taken > 0) return ofScalar(parts);
  if (taken > shape.length)
    return refuse('axis-out-of-range', `too many indices for tensor of dimension ${shape.length}`, 'IndexError');
  return walk(cx, shape, parts, taken, numpy);
}

/** The parts of an index; bounds of slices that are tensors of one int are as good as ints. */
export function indexParts(index: Value): readonly Value[] {
  const parts = index instanceof PyTuple ? index.items : [index];
  return parts.map(part => {
    if (!(part instanceof PySlice)) return part;
    const { start, stop, step } = part;
    if (![start, stop, step].some(bound => bound instanceof Tensor)) return part;
    return new PySlice(boundOf(start), boundOf(stop), boundOf(step));
  });
}

function boundOf(bound: Value): Value {
  return bound instanceof Tensor ? fromDim(toDim(bound, 'the bound of a slice')) : bound;
}

/** A tensor of bools (or bytes, for old times' sake) stands for as many axes as it has. */
function isMaskTensor(part: Value): part is Tensor {
  return part instanceof Tensor && (part.dtype === 'bool' || part.dtype === 'uint8');
}

/** How many axes an index is for. */
function axesTaken(part: Value): number {
  if (part === null || part === ELLIPSIS) return 0;
  return isMaskTensor(part) ? (part.shape?.length ?? 1) : 1;
}

/** What a mask picks: an axis of as many elements as it has true ones. */
function maskPick(mask: Tensor): Shape {
  const { values } = mask;
  return [
    values ? values.filter(value => value !== 0).length : unknownDim('how many a mask picks depends on its values'),
  ];
}

/** A list of bools picks where it is true, and has as many as the axis. */
function isMask(part: Value): boolean {
  return part instanceof PyList && part.items.length > 0 && part.items.every(item => typeof item === 'boolean');
}

function picks(list: PyList): number {
  return list.items.filter(item => item !== false).length;
}

function ofScalar(parts: readonly Value[]): Refusal {
  for (const part of parts) {
    const refused = part instanceof PySlice ? refuseSlice(part) : undefined;
    if (refused) return refused;
  }
  if (parts.some(part => part instanceof PySlice))
    return wrongRank('slice() cannot be applied to a 0-dim tensor.', 'IndexError');
  if (parts.length > 1 || parts[0] instanceof PyList)
    return refuse('axis-out-of-range', 'too many indices for tensor of dimension 0', 'IndexError');
  const [only] = parts;
  if (typeof only === 'number' && only !== 0)
    return refuse('index-out-of-range', `index ${only} is out of bounds for dimension 0 with size 0`, 'IndexError');
  return wrongRank(
    'invalid index of a 0-dim tensor. Use `tensor.item()` in Python or `tensor.item<T>()` in C++ to convert a 0-dim tensor to a number',
    'IndexError',
  );
}

function walk(cx: Interp, shape: Shape, parts: readonly Value[], taken: number, numpy: boolean): Flow {
  const out: Dim[] = [];
  /** Where index tensors stand in the output, and what shape they make together. */
  const at: number[] = [];
  let picked: Shape | null = null;
  let axis = 0;
  for (const part of parts) {
    if (part === null) out.push(1);
    else if (part === ELLIPSIS) {
      const between = shape.length - taken;
      out.push(...shape.slice(axis, axis + between));
      axis += between;
    } else {
      const size = shape[axis] ?? 1;
      if (part instanceof PySlice) {
        const refused = numpy ? undefined : refuseSlice(part);
        if (refused) return refused;
        out.push(numpy ? slicedArray(size, part) : sliced(size, part));
      } else {
        const refused =
          outOfBounds(part, size, axis) ?? refuseMask(part, shape, axis) ?? refuseMaskTensor(part, shape, axis);
        if (refused) return refused;
        // Ints, and tensors of one number, take their axis away before the others pick.
        if (picksMany(part)) {
          const own = isMaskTensor(part)
            ? maskPick(part)
            : part instanceof PyList
              ? [picks(part)]
              : part instanceof Tensor
                ? (part.shape ?? [])
                : [];
          const both = broadcast(picked ?? [], own);
          if (both instanceof Refusal) {
            const message = `shape mismatch: indexing tensors could not be broadcast together with shapes ${sizeText(picked ?? [])}, ${sizeText(own)}`;
            return refuse('shape-mismatch', message, 'IndexError');
          }
          picked = both;
          at.push(out.length);
        }
      }
      axis += axesTaken(part);
    }
  }
  cx.tick(out.length);
  out.push(...shape.slice(axis));
  if (picked === null) return out;
  // Apart from each other, what they pick comes first.
  const place = at.every(where => where === at[0]) ? (at[0] ?? 0) : 0;
  return [...out.slice(0, place), ...picked, ...out.slice(place)];
}

function picksMany(part: Value): boolean {
  return part instanceof PyList || isMaskTensor(part) || (part instanceof Tensor && part.shape?.length !== 0);
}

/** An int, or one of a list, that the axis does not have. */
function outOfBounds(part: Value, size: Dim, axis: number): Refusal | undefined {
  if (typeof size !== 'number') return undefined;
  const indices = part instanceof PyList ? part.items : [part];
  const wrong = indices.find(index => typeof index === 'number' && (index >= size || index < -size));
  if (wrong === undefined) return undefined;
  const message = `index ${String(wrong)} is out of bounds for dimension ${axis} with size ${size}`;
  return refuse('index-out-of-range', message, 'IndexError');
}

function refuseMask(part: Value, shape: Shape, axis: number): Refusal | undefined {
  const size = shape[axis];
  if (!(part instanceof PyList) || !isMask(part) || typeof size !== 'number' || size === part.items.length)
    return undefined;
  const message = `The shape of the mask [${part.items.length}] at index 0 does not match the shape of the indexed tensor ${sizeText(shape)} at index ${axis}`;
  return refuse('shape-mismatch', message, 'IndexError');
}

function refuseMaskTensor(part: Value, shape: Shape, axis: number): Refusal | undefined {
  if (!isMaskTensor(part)) return undefined;
  const own = part.shape ?? [];
  const differs = own.findIndex((size, i) => {
    const have = shape[axis + i];
    return typeof size === 'number' && typeof have === 'number' && size !== have;
  });
  if (differs < 0) return undefined;
  const message = `The shape of the mask ${sizeText(own)} at index ${differs} does not match the shape of the indexed tensor ${sizeText(shape)} at index ${axis + differs}`;
  return refuse('shape-mismatch', message, 'IndexError');
}

function isListOfInts(list: PyList): boolean {
  return list.open === null && (isMask(list) || list.items.every(item => typeof item === 'number'));
}

function refuseSlice({ step }: PySlice): Refusal | undefined {
  if (typeof step !== 'number' || step > 0) return undefined;
  const message = step === 0 ? 'slice step cannot be zero' : 'step must be greater than zero';
  return refuse('not-positive', message, 'ValueError');
}

/** The size of a slice of an axis. */
function sliced(size: Dim, { start, stop, step }: PySlice): Dim {
  const every = step === null ? 1 : step;
  if (typeof every !== 'number' || every < 1) return unknownDim('the step of the slice is not known');
  if (start === null && stop === null) return every === 1 ? size : floorDims(addDims(size, every - 1), every);
  const bound = (value: Value, missing: number): number | undefined =>
    value === null ? missing : typeof value === 'number' ? value : undefined;
  if (typeof size === 'number') {
    const clamp = (value: number): number => Math.max(0, Math.min(size, value < 0 ? value + size : value));
    const [from, to] = [bound(start, 0), bound(stop, size)];
    if (from === undefined || to === undefined) return notKnown(start, stop);
    return Math.max(0, Math.ceil((clamp(to) - clamp(from)) / every));
  }
  // Of a symbolic size, what counts from both ends is certain wherever the size is large enough.
  const [from, to] = [bound(start, 0), bound(stop, 0)];
  if (from === undefined || to === undefined || every !== 1 || from < 0 || to > 0 || stop === 0) {
    return unknownDim('the slice depends on the size');
  }
  if (isKnown(size)) noteAtLeast(size, from - to);
  return addDims(size, to - from);
}

/** Why the length of a slice is not known: the reason of the bound that is not. */
function notKnown(...bounds: readonly Value[]): Dim {
  const bound = bounds.find(value => value instanceof Unknown);
  return bound instanceof Unknown ? unknownFor(bound.why) : unknownDim('the bounds of the slice are not known');
}

/** The size of a slice of an array's axis: steps may go back. */
function slicedArray(size: Dim, slice: PySlice): Dim {
  const { start, stop, step } = slice;
  if (typeof step !== 'number' || step > 0) return sliced(size, slice);
  const places = typeof size === 'number' ? backwards(slice, size) : undefined;
  if (places) return places.count;
  return step === -1 && start === null && stop === null ? size : unknownDim('the bounds of the slice are not known');
}
