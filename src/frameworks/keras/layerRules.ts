import { addDims, isKnown, mulDims, product, ruleDim, unknownDim, type Dim, type Shape } from '../dims.js';
import { Refusal, UnknownShape, type ShapeRule } from '../flow.js';
import { intOf, isPlainList, type Plain, type PlainArgs } from '../plain.js';
import { dimArgument, reshape } from '../torch/shapeRules.js';

/**
 * Keras' layers around the convolutions. Shapes hold the batch first; data_format says where the channels are. Sizes as
 * in keras/src/ops/operation_utils.py (Keras 3.15).
 */

/** A shape as Python prints a tuple. */
function tuple(shape: Shape): string {
  const parts = shape.map(dim => (typeof dim === 'number' ? String(dim) : 'None'));
  return parts.length === 1 ? `(${parts[0] ?? ''},)` : `(${parts.join(', ')})`;
}

/** A shape as NumPy prints an array. */
function array(shape: Shape): string {
  return `[${shape.map(dim => (typeof dim === 'number' ? String(dim) : 'None')).join(' ')}]`;
}

function channelsFirst(args: PlainArgs): boolean {
  return args.text('data_format') === 'channels_first';
}

/** Applies a change to each spatial axis, keeping the batch and the channels; other ranks are refused. */
function spatially(
  rank: number,
  args: PlainArgs,
  input: Shape,
  change: (size: Dim, axis: number) => Dim,
): Shape | Refusal {
  if (input.length !== rank + 2) {
    return new Refusal(
      'ValueError',
      `Input 0 of layer is incompatible with the layer: expected ndim=${rank + 2}, found ndim=${input.length}. Full shape received: ${tuple(input)}`,
    );
  }
  const first = channelsFirst(args) ? 2 : 1;
  return input.map((dim, axis) => (axis >= first && axis < first + rank ? change(dim, axis - first) : dim));
}

export const keep: ShapeRule = (_args, input) => input;

/** valid: ⌊(i − k)/s⌋ + 1; same: ⌊(i − 1)/s⌋ + 1. */
export function pooling(rank: number): ShapeRule {
  return (args, input) => {
    const size = args.ints('pool_size', rank);
    const strides = args.isNone('strides') ? size : args.ints('strides', rank);
    const word = args.text('padding')?.toLowerCase();
    if (!size || !strides || (word !== 'valid' && word !== 'same')) {
      const why = args.why('pool_size', 'strides', 'padding');
      return spatially(rank, args, input, () => unknownDim(why));
    }
    if ([...size, ...strides].some(value => value < 1)) {
      return new Refusal(
        'ValueError',
        `pool_size and strides must be greater than 0. Received: pool_size=${tuple(size)}, strides=${tuple(strides)}`,
      );
    }
    const shape = spatially(rank, args, input, (dim, axis) => {
      const add = word === 'same' ? -1 : -(size[axis] ?? 1);
      return ruleDim(dim, { mul: 1, add, div: strides[axis] ?? 1, plus: 1 });
    });
    if (shape instanceof Refusal || !shape.some(dim => typeof dim === 'number' && dim < 1)) return shape;
    return new Refusal(
      'ValueError',
      `Computed output size would be zero or negative. Received: \`inputs.shape=${array(input)}\`, \`pool_size=${array(size)}\`, \`strides=${tuple(strides)}\`, \`padding=${word}\`.`,
    );
  };
}

export function globalPooling(rank: number): ShapeRule {
  return (args, input) => {
    const kept = spatially(rank, args, input, () => 1);
    if (kept instanceof Refusal) return kept;
    const keepDims = args.flag('keepdims');
    if (keepDims === undefined) return new UnknownShape(args.why('keepdims'));
    if (keepDims) return kept;
    const channels = channelsFirst(args) ? input[1] : input.at(-1);
    return [input[0] ?? unknownDim('no batch'), channels ?? unknownDim('no channels')];
  };
}

export function adaptivePooling(rank: number): ShapeRule {
  return (args, input) => {
    const size = args.ints('output_size', rank);
    return spatially(rank, args, input, (_dim, axis) => size?.[axis] ?? unknownDim(args.why('output_size')));
  };
}

export function upSampling(rank: number): ShapeRule {
  return (args, input) => {
    const size = args.ints('size', rank);
    return spatially(rank, args, input, (dim, axis) =>
      size ? mulDims(dim, size[axis] ?? 1) : unknownDim(args.why('size')),
    );
  };
}

/** An int, one int per axis, or a pair per axis. */
function sides(value: Plain | undefined, rank: number): [number, number][] | undefined {
  if (value === undefined) return undefined;
  const one = intOf(value);
  if (one !== undefined) return Array<[number, number]>(rank).fill([one, one]);
  if (!isPlainList(value)) return undefined;
  const pair = (part: Plain): [number, number] | undefined => {
    const both = isPlainList(part) ? part.map(intOf) : [intOf(part), intOf(part)];
    const [before, after] = both;
    return both.length === 2 && before !== undefined && after !== undefined ? [before, after] : undefined;
  };
  // In one dimension a tuple is the two sides; beyond it, one entry per axis.
  const pairs = rank === 1 ? [value.length === 1 ? pair(value[0] ?? null) : pair(value)] : value.map(pair);
  return pairs.length === rank && pairs.every(its => its !== undefined) ? pairs : undefined;
}

export function zeroPadding(rank: number): ShapeRule {
  return (args, input) => {
    const both = sides(args.get('padding'), rank);
    return spatially(rank, args, input, (dim, axis) => {
      const pair = both?.[axis];
      return pair ? addDims(dim, pair[0] + pair[1]) : unknownDim(args.why('padding'));
    });
  };
}

export function cropping(rank: number): ShapeRule {
  return (args, input) => {
    const both = sides(args.get('cropping'), rank);
    const shape = spatially(rank, args, input, (dim, axis) => {
      const pair = both?.[axis];
      return pair ? addDims(dim, -(pair[0] + pair[1])) : unknownDim(args.why('cropping'));
    });
    if (shape instanceof Refusal || !shape.some(dim => typeof dim === 'number' && dim < 1)) return shape;
    return new Refusal(
      'ValueError',
      `Values in \`cropping\` argument should be smaller than the corresponding spatial dimension of the input. Received: input_shape=${tuple(input)}, cropping=${rank === 1 ? tuple(both?.[0] ?? []) : `(${(both ?? []).map(tuple).join(', ')})`}`,
    );
  };
}

export const dense: ShapeRule = (args, input) => {
  if (input.length < 2) {
    return new Refusal(
      'ValueError',
      `Input 0 of layer is incompatible with the layer: expected min_ndim=2, found ndim=${input.length}. Full shape received: ${tuple(input)}`,
    );
  }
  return [...input.slice(0, -1), dimArgument(args.get('units'), 'units')];
};

export const flatten: ShapeRule = (_args, input) => [input[0] ?? unknownDim('no batch'), product(input.slice(1))];

export const reshapeTo: ShapeRule = (args, input) => {
  const target = args.get('target_shape');
  if (target === undefined || !isPlainList(target)) return new UnknownShape(args.why('target_shape'));
  const sizes = target.map(size => dimArgument(size, 'target_shape'));
  const result = reshape(input.slice(1), sizes);
  if (result instanceof Refusal) {
    return new Refusal(
      'ValueError',
      `The total size of the tensor must be unchanged. Received: input_shape=${tuple(input.slice(1))}, target_shape=${tuple(sizes)}`,
    );
  }
  return result instanceof UnknownShape ? result : [input[0] ?? unknownDim('no batch'), ...result];
};

export const permute: ShapeRule = (args, input) => {
  const dims = args.get('dims');
  if (dims === undefined || !isPlainList(dims))
    return input.map((dim, axis) => (axis === 0 ? dim : unknownDim(args.why('dims'))));
  return [
    input[0] ?? unknownDim('no batch'),
    ...dims.map(axis => input[intOf(axis) ?? -1] ?? unknownDim('dims names no axis')),
  ];
};

export const repeatVector: ShapeRule = (args, input) => {
  const [batch, features] = input;
  if (input.length !== 2 || batch === undefined || features === undefined) {
    return new Refusal(
      'ValueError',
      `Input 0 of layer is incompatible with the layer: expected ndim=2, found ndim=${input.length}. Full shape received: ${tuple(input)}`,
    );
  }
  return [batch, dimArgument(args.get('n'), 'n'), features];
};

export const embedding: ShapeRule = (args, input) => [...input, dimArgument(args.get('output_dim'), 'output_dim')];

/** Resizing, CenterCrop and RandomCrop: the height and width asked for. */
export const resized: ShapeRule = (args, input) => {
  const sizes = [dimArgument(args.get('height'), 'height'), dimArgument(args.get('width'), 'width')];
  return spatially(2, args, input, (_dim, axis) => sizes[axis] ?? unknownDim('no such axis'));
};

/** Add and its kin: equal shapes, or broadcast ones; Concatenate: the sizes along one axis added. */
export function concatenated(shapes: readonly Shape[], axis: number): Shape | Refusal {
  const first = shapes[0];
  if (!first) return new Refusal('ValueError', 'A `Concatenate` layer should be called on a list of at least 1 input.');
  const at = axis < 0 ? axis + first.length : axis;
  const fits = shapes.every(
    shape =>
      shape.length === first.length &&
      shape.every(
        (dim, index) =>
          index === at || typeof dim !== 'number' || typeof first[index] !== 'number' || dim === first[index],
      ),
  );
  if (!fits) {
    const all = shapes.map(tuple).join(', ');
    return new Refusal(
      'ValueError',
      `A \`Concatenate\` layer requires inputs with matching shapes except for the concatenation axis. Received: input_shape=[${all}]`,
    );
  }
  return first.map((dim, index) => {
    const along = shapes.map(shape => shape[index] ?? unknownDim('no such axis'));
    if (index === at) return along.slice(1).reduce<Dim>((sum, size) => addDims(sum, size), dim);
    return along.find(size => typeof size === 'number') ?? along.find(isKnown) ?? dim;
  });
}
