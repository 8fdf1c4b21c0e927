import type { Value } from '../../python/klass.js';
import { NativeFn, type BoundArgs } from '../../python/native.js';
import { addDims, ceilDims, floorDims, subtractDims, unknownDim, type Dim, type Shape } from '../dims.js';
import { isShape, Refusal, UnknownShape, type Flow } from '../flow.js';
import { pairOf } from '../jax/readPadding.js';
import { intOf, isPlainList, whyUnknown, type Plain } from '../plain.js';
import { asTensor, NDARRAY, Tensor, tensorOf } from '../tensor.js';
import { toPlain } from '../values.js';

/**
 * flax.linen.max_pool and avg_pool (flax.nnx has the same): windows over the axes before the last, a stride of 1 unless it is
 * given. Source: flax/linen/pooling.py; jax/_src/lax/windowed_reductions.py (reduce_window_shape_tuple).
 */
function poolShape(args: BoundArgs, input: Shape): Flow {
  const window = toPlain(args.get('window_shape'));
  const given = toPlain(args.get('strides'));
  const padding = toPlain(args.get('padding'));
  if (!isPlainList(window)) return open(window, 'window_shape is no tuple');
  const rank = window.length;
  const isDefault = given === null || (isPlainList(given) && given.length === 0);
  const strides = isDefault ? Array<Plain>(rank).fill(1) : given;
  if (!isPlainList(strides)) return open(strides, 'strides is no tuple');
  if (strides.length !== rank) {
    return new Refusal('AssertionError', `len(${rank}) must equal len(${strides.length})`, 'wrong-length');
  }
  const batch = input.length - rank - 1;
  if (batch < 0) {
    const message = `A window of ${rank} axes over an array of ${input.length}`;
    return new Refusal('AssertionError', message, 'rank-mismatch');
  }
  const sizes = window.map(intOf);
  const steps = strides.map(intOf);
  if (!sizes.every(size => size !== undefined) || !steps.every(step => step !== undefined)) {
    return new UnknownShape(whyUnknown(window) ?? whyUnknown(strides) ?? 'the window is not known');
  }
  if ([...sizes, ...steps].some(size => size < 1)) {
    return new Refusal(
      'TypeError',
      'reduce_window window_dimensions and window_strides must be positive',
      'not-positive',
    );
  }
  const pads = padsOf(padding, rank);
  if (!Array.isArray(pads)) return pads as Flow;
  if (batch > 1 && typeof padding !== 'string') {
    // Explicit padding is completed for one batch axis only.
    return new Refusal('ValueError', 'safe_zip() arguments of different lengths', 'rank-mismatch');
  }
  const outputs = sizes.map((size, axis) => pooled(input[batch + axis]!, size, steps[axis]!, pads[axis]!));
  const refused = outputs.find(output => output instanceof Refusal);
  if (refused) return refused;
  return [...input.slice(0, batch), ...(outputs as Dim[]), input.at(-1)!];
}

type Pad = readonly [number, number] | 'same';

function padsOf(padding: Plain, rank: number): readonly Pad[] | Flow {
  if (typeof padding === 'string') {
    const word = padding.toUpperCase();
    if (word === 'SAME' || word === 'SAME_LOWER') return Array<Pad>(rank).fill('same');
    if (word === 'VALID') return Array<Pad>(rank).fill([0, 0]);
    const message = `Unrecognized padding type: expected 'VALID', 'SAME', or 'SAME_LOWER', got ${padding}.`;
    return new Refusal('RuntimeError', message, 'invalid-padding-string');
  }
  if (!isPlainList(padding)) {
    const why = whyUnknown(padding);
    return why === undefined
      ? new Refusal('TypeError', 'padding must be a str or a sequence of pairs', 'argument-invalid')
      : new UnknownShape(why);
  }
  if (padding.length !== rank) {
    const message = `padding must specify pads for same number of dims as window_shape`;
    return new Refusal('AssertionError', message, 'wrong-length');
  }
  const pairs = padding.map(pairOf);
  if (pairs.includes(undefined)) {
    return new Refusal('AssertionError', 'each entry in padding must be length 2', 'argument-invalid');
  }
  if (pairs.includes('unknown')) return new UnknownShape(whyUnknown(padding) ?? 'the padding is not known');
  return pairs as readonly (readonly [number, number])[];
}

/** ⌈i/s⌉, or ⌊(i + lo + hi − k)/s⌋ + 1 and not below 0. */
function pooled(input: Dim, size: number, step: number, pad: Pad): Dim | Refusal {
  if (pad === 'same') return ceilDims(input, step);
  const [low, high] = pad;
  if (typeof input === 'number') {
    const padded = input + low + high;
    if (padded < 0)
      return new Refusal('ValueError', 'Negative padding is larger than the size', 'padding-larger-than-input');
    return Math.max(0, Math.floor((padded - size) / step) + 1);
  }
  return addDims(floorDims(subtractDims(addDims(input, low + high), size), step), 1);
}

function open(value: Plain, message: string): Flow {
  const why = whyUnknown(value);
  return why === undefined ? new Refusal('TypeError', message, 'argument-invalid') : new UnknownShape(why);
}

function pool(name: string): NativeFn {
  return NativeFn.free(
    name,
    `inputs, window_shape, strides=None, padding='VALID'${name === 'avg_pool' ? ', count_include_pad=True' : ''}`,
    (cx, args): Value => {
      const input = asTensor(args.get('inputs'), NDARRAY);
      if (!input) throw cx.error('TypeError', `${name}() needs an array`);
      if (!input.shape) return new Tensor(null, input.whyUnknown, NDARRAY);
      const flow = poolShape(args, input.shape);
      const known = isShape(flow) ? flow.map(dim => dim ?? unknownDim('a size is not known')) : flow;
      return tensorOf(cx, known, NDARRAY);
    },
  );
}

/** flax' pools, by name. */
export const POOLS: Readonly<Record<string, NativeFn>> = Object.fromEntries(
  ['max_pool', 'avg_pool', 'min_pool'].map(name => [name, pool(name)]),
);
