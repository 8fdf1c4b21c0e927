import { product } from './numbers.js';
import { weightShape } from './weights.js';
import type { ConvSpec, WeightLayout } from './params.js';

/**
 * How the weight tensor of one layer becomes that of another with the same matrix: reshaped to `split`, its axes permuted (new axis n is old
 * axis axes[n]), reshaped to `shape`, and where `flip` is set reversed along its spatial axes.
 */
export interface WeightChange {
  readonly sourceShape: readonly number[];
  readonly split: readonly number[];
  readonly axes: readonly number[];
  readonly shape: readonly number[];
  readonly flip: boolean;
  /** Which axes of `shape` are the spatial ones. */
  readonly spatialAxes: readonly number[];
  /** The tensor stays as it is. */
  readonly same: boolean;
  /** The change of a numpy array w, as Python. */
  readonly expression: string;
}

/** The parts of a weight tensor: groups, output channels and input channels of one group, and the spatial axes by their number. */
type Part = 'g' | 'o' | 'i' | number;

/** A layout as its axes, each made of parts of which the last runs fastest (kernelPlace has the same in numbers). */
function axesOf(layout: WeightLayout, rank: number): Part[][] {
  const spatial = Array.from({ length: rank }, (_, axis): Part[] => [axis]);
  switch (layout) {
    case 'OIHW':
      return [['g', 'o'], ['i'], ...spatial];
    case 'IOHW':
      return [['g', 'i'], ['o'], ...spatial];
    case 'HWIO':
      return [...spatial, ['i'], ['g', 'o']];
    case 'HWOI':
      return [...spatial, ['o'], ['g', 'i']];
    case 'HWIM':
      // A depthwise layer has one input channel per group.
      return [...spatial, ['g', 'i'], ['o']];
    case 'OHWI':
      return [['g', 'o'], ...spatial, ['i']];
    case 'IHWO':
      return [['g', 'i'], ...spatial, ['o']];
  }
}

function sizeOf(spec: ConvSpec, part: Part): number {
  switch (part) {
    case 'g':
      return spec.groups;
    case 'o':
      return spec.outChannels / spec.groups;
    case 'i':
      return spec.inChannels / spec.groups;
    default:
      return spec.kernelSize[part] ?? 1;
  }
}

/** The change from one layer's weight tensor to another's; both have the same channels, groups and kernel (else a RangeError). */
export function weightChange(source: ConvSpec, target: ConvSpec): WeightChange {
  const alike = (a: ConvSpec, b: ConvSpec) =>
    a.inChannels === b.inChannels && a.outChannels === b.outChannels && a.groups === b.groups;
  if (!alike(source, target) || source.kernelSize.some((size, axis) => size !== target.kernelSize[axis])) {
    throw new RangeError('Layers of different channels, groups or kernels have no weights in common');
  }
  const rank = source.spatialRank;
  // A part of size 1 is nowhere in particular: reshaping puts it where it belongs.
  const parts = (layout: WeightLayout) =>
    axesOf(layout, rank)
      .flat()
      .filter(part => !isNegligible(source, part));
  const from = parts(source.weightLayout);
  const to = parts(target.weightLayout);
  const split = from.map(part => sizeOf(source, part));
  const axes = to.map(part => from.indexOf(part));
  const sourceShape = weightShape(source);
  const shape = weightShape(target);
  const flip = (source.flip ?? false) !== (target.flip ?? false) && source.kernelSize.some(size => size > 1);
  const spatialAxes = axesOf(target.weightLayout, rank).flatMap(([first], n) => (typeof first === 'number' ? [n] : []));
  const change = { sourceShape, split, axes, shape, flip, spatialAxes };
  const same = !flip && axes.every((axis, n) => axis === n) && equal(sourceShape, shape);
  return { ...change, same, expression: expressionOf(change, source) };
}

/** Spatial axes stay in sight, whatever their size. */
function isNegligible(spec: ConvSpec, part: Part): boolean {
  return typeof part !== 'number' && sizeOf(spec, part) === 1 && !(part !== 'g' && spec.groups === 1);
}

function equal(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((value, n) => value === b[n]);
}

function expressionOf(
  { sourceShape, split, axes, shape, flip, spatialAxes }: Omit<WeightChange, 'same' | 'expression'>,
  source: ConvSpec,
): string {
  let text = 'w';
  if (!equal(sourceShape, split)) text += `.reshape(${split.join(', ')})`;
  if (axes.some((axis, n) => axis !== n)) text += `.transpose(${axes.join(', ')})`;
  const after = axes.map(axis => split[axis] ?? 1);
  if (!equal(after, shape)) text += `.reshape(${shape.join(', ')})`;
  if (flip) {
    const last = Math.max(...spatialAxes);
    const slices = shape.slice(0, last + 1).map((_, n) => (spatialAxes.includes(n) ? '::-1' : ':'));
    text += `[${slices.join(', ')}]`;
  }
  return source.spatialRank > 0 ? text : 'w';
}

/** The other layer's weights, from the layer's own. */
export function changeWeights(change: WeightChange, weights: Float64Array): Float64Array {
  const { split, axes, shape, flip, spatialAxes } = change;
  if (weights.length !== product(split)) throw new RangeError(`${weights.length} weights for ${product(split)}`);
  const strides = split.map((_, axis) => product(split.slice(axis + 1)));
  const permuted = axes.map(axis => ({ size: split[axis] ?? 1, stride: strides[axis] ?? 0 }));
  const result = new Float64Array(weights.length);
  const tails = shape.map((_, axis) => product(shape.slice(axis + 1)));
  for (let n = 0; n < result.length; n++) {
    let rest = n;
    let source = 0;
    for (let axis = permuted.length - 1; axis >= 0; axis--) {
      const { size, stride } = permuted[axis]!;
      source += (rest % size) * stride;
      rest = Math.floor(rest / size);
    }
    let place = n;
    if (flip) {
      for (const axis of spatialAxes) {
        const [size, tail] = [shape[axis]!, tails[axis]!];
        const index = Math.floor(n / tail) % size;
        place += (size - 1 - 2 * index) * tail;
      }
    }
    result[place] = weights[source]!;
  }
  return result;
}
