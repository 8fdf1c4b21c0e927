import {
  addDims,
  divideExactly,
  isKnown,
  mulDims,
  product,
  ruleDim,
  unknownDim,
  type Dim,
  type Shape,
} from '../dims.js';
import { Refusal, sizeText, UnknownShape, type Flow, type ShapeRule } from '../flow.js';
import { intOf, isPlainList, type Plain } from '../plain.js';

/** PyTorch's layers and functions that rearrange, pad, flatten or mix channels. */

/** Activations, normalisations, dropout: what comes in goes out. */
export const keep: ShapeRule = (_args, input) => input;

/** BatchNorm and InstanceNorm of `rank` spatial axes: a check of rank and channels. */
export function batchNorm(ranks: readonly number[], words: string): ShapeRule {
  return (args, input) => {
    if (!ranks.includes(input.length))
      return new Refusal('ValueError', `expected ${words} input (got ${input.length}D input)`);
    const features = args.int('num_features');
    const channels = input[1];
    if (features !== undefined && typeof channels === 'number' && features !== channels) {
      return new Refusal('RuntimeError', `running_mean should contain ${channels} elements not ${features}`);
    }
    const others = input.filter((_, axis) => axis !== 1);
    if (args.flag('training') === true && product(others) === 1) {
      return new Refusal(
        'ValueError',
        `Expected more than 1 value per channel when training, got input size torch.Size(${sizeText(input)})`,
      );
    }
    return input;
  };
}

export const groupNorm: ShapeRule = (args, input) => {
  const groups = args.int('num_groups');
  const channels = args.int('num_channels');
  if (groups !== undefined && channels !== undefined && groups > 0 && channels % groups !== 0) {
    return new Refusal('ValueError', `num_channels (${channels}) must be divisible by num_groups (${groups})`);
  }
  return input;
};

export const layerNorm: ShapeRule = (args, input) => {
  const shape = args.get('normalized_shape');
  const sizes = shape === undefined ? undefined : isPlainList(shape) ? shape.map(intOf) : [intOf(shape)];
  if (!sizes?.every(size => size !== undefined)) return input;
  const tail = input.slice(Math.max(0, input.length - sizes.length));
  const differs =
    tail.length < sizes.length || tail.some((dim, axis) => typeof dim === 'number' && dim !== sizes[axis]);
  if (!differs) return input;
  const list = sizes.join(', ');
  return new Refusal(
    'RuntimeError',
    `Given normalized_shape=[${list}], expected input with shape [*, ${list}], but got input of size${sizeText(input)}`,
  );
};

/** The last axis becomes out_features. */
export const linear: ShapeRule = (args, input) => {
  const last = input.at(-1);
  if (last === undefined)
    return new Refusal('RuntimeError', 'both arguments to linear need to be at least 1D, but they are 0D and 2D');
  const inFeatures = args.int('in_features');
  const outFeatures = args.int('out_features');
  if (inFeatures !== undefined && typeof last === 'number' && inFeatures !== last) {
    const rows = product(input.slice(0, -1));
    const columns = outFeatures ?? '?';
    return new Refusal(
      'RuntimeError',
      `mat1 and mat2 shapes cannot be multiplied (${isKnown(rows) ? String(rows) : '?'}x${last} and ${inFeatures}x${columns})`,
    );
  }
  return [...input.slice(0, -1), dimArgument(args.get('out_features'), 'out_features')];
};

/** A size argument as a dimension: a number, a symbol, or unknown with its reason. */
export function dimArgument(value: Plain | undefined, name: string): Dim {
  if (typeof value === 'number') return value;
  if (typeof value === 'object' && value !== null && !isPlainList(value)) {
    if (isKnown(value as Dim) && !('float' in value) && !('other' in value)) return value as Dim;
    if ('unknown' in value) return value;
  }
  return unknownDim(`${name} is no int`);
}

export const embedding: ShapeRule = (args, input) => [
  ...input,
  dimArgument(args.get('embedding_dim'), 'embedding_dim'),
];

/** A dimension index as Python counts it, or a refusal. */
export function axisOf(axis: number, rank: number): number | Refusal {
  const range = Math.max(rank, 1);
  if (axis >= range || axis < -range) {
    return new Refusal(
      'IndexError',
      `Dimension out of range (expected to be in range of [${-range}, ${range - 1}], but got ${axis})`,
    );
  }
  return axis < 0 ? axis + range : axis;
}

/** Flatten(start_dim, end_dim): the axes between become one. */
export const flatten: ShapeRule = (args, input) => {
  const from = args.int('start_dim');
  const to = args.int('end_dim');
  if (from === undefined || to === undefined) return new UnknownShape(args.why('start_dim', 'end_dim'));
  if (input.length === 0) return [1];
  const start = axisOf(from, input.length);
  const end = axisOf(to, input.length);
  if (start instanceof Refusal) return start;
  if (end instanceof Refusal) return end;
  if (start > end)
    return new Refusal('RuntimeError', 'flatten() has invalid args: start_dim cannot come after end_dim');
  return [...input.slice(0, start), product(input.slice(start, end + 1)), ...input.slice(end + 1)];
};

export const unflatten: ShapeRule = (args, input) => {
  const axis = args.int('dim');
  const sizes = args.get('unflattened_size') ?? args.get('sizes');
  if (axis === undefined || sizes === undefined || !isPlainList(sizes))
    return new UnknownShape(args.why('dim', 'unflattened_size'));
  const at = axisOf(axis, input.length);
  if (at instanceof Refusal) return at;
  const inner = reshape(
    [input[at] ?? unknownDim('no such axis')],
    sizes.map(size => dimArgument(size, 'unflattened_size')),
  );
  return Array.isArray(inner) ? [...input.slice(0, at), ...(inner as Shape), ...input.slice(at + 1)] : inner;
};

/** view and reshape: one −1 takes what is left. */
export function reshape(input: Shape, sizes: Shape): Flow {
  const free = sizes.map((size, axis) => (size === -1 ? axis : -1)).filter(axis => axis >= 0);
  if (free.length > 1) return new Refusal('RuntimeError', 'only one dimension can be inferred');
  const total = product(input);
  const given = product(sizes.filter(size => size !== -1));
  const invalid = (): Refusal =>
    new Refusal(
      'RuntimeError',
      `shape '${sizeText(sizes)}' is invalid for input of size ${isKnown(total) ? String(total) : '?'}`,
    );
  const at = free[0];
  if (at === undefined) {
    return typeof total === 'number' && typeof given === 'number' && total !== given ? invalid() : sizes;
  }
  if (typeof total === 'number' && typeof given === 'number' && (given === 0 || total % given !== 0)) return invalid();
  return sizes.map((size, axis) => (axis === at ? divideExactly(total, given) : size));
}

/** PixelShuffle: (*, C·r², H, W) → (*, C, H·r, W·r). */
export const pixelShuffle: ShapeRule = (args, input) => {
  const factor = args.int('upscale_factor');
  if (factor === undefined) return unknownSpatial(input, 3, args.why('upscale_factor'));
  const [channels, rows, columns] = input.slice(-3);
  if (channels === undefined || rows === undefined || columns === undefined) {
    return new Refusal(
      'RuntimeError',
      `pixel_shuffle expects input to have at least 3 dimensions, but got input with ${input.length} dimension(s)`,
    );
  }
  if (factor < 1)
    return new Refusal('RuntimeError', `pixel_shuffle expects a positive upscale_factor, but got ${factor}`);
  const square = factor * factor;
  if (typeof channels === 'number' && channels % square !== 0) {
    return new Refusal(
      'RuntimeError',
      `pixel_shuffle expects its input's 'channel' dimension to be divisible by the square of upscale_factor, but input.size(-3)=${channels} is not divisible by ${square}`,
    );
  }
  return [...input.slice(0, -3), divideExactly(channels, square), mulDims(rows, factor), mulDims(columns, factor)];
};

export const pixelUnshuffle: ShapeRule = (args, input) => {
  const factor = args.int('downscale_factor');
  if (factor === undefined) return unknownSpatial(input, 3, args.why('downscale_factor'));
  const [channels, rows, columns] = input.slice(-3);
  if (channels === undefined || rows === undefined || columns === undefined) {
    return new Refusal(
      'RuntimeError',
      `pixel_unshuffle expects input to have at least 3 dimensions, but got input with ${input.length} dimension(s)`,
    );
  }
  for (const [size, name] of [
    [rows, 'height'],
    [columns, 'width'],
  ] as const) {
    if (typeof size === 'number' && size % factor !== 0) {
      return new Refusal(
        'RuntimeError',
        `pixel_unshuffle expects ${name} to be divisible by downscale_factor, but input.size(${name === 'height' ? -2 : -1})=${size} is not divisible by ${factor}`,
      );
    }
  }
  return [
    ...input.slice(0, -3),
    mulDims(channels, factor * factor),
    divideExactly(rows, factor),
    divideExactly(columns, factor),
  ];
};

function unknownSpatial(input: Shape, axes: number, why: string): Shape {
  return input.map((dim, axis) => (axis < input.length - axes ? dim : unknownDim(why)));
}

/** Pads as PyTorch orders them: (left, right, top, bottom, …), the last axis first; a negative one crops. */
export function padded(input: Shape, pads: readonly (Dim | undefined)[]): Flow {
  if (pads.length % 2 !== 0) return new Refusal('RuntimeError', 'Padding length must be divisible by 2');
  if (pads.length / 2 > input.length) {
    return new Refusal('RuntimeError', 'Padding length should be less than or equal to two times the input dimension');
  }
  return input.map((dim, axis) => {
    const from = 2 * (input.length - 1 - axis);
    if (from >= pads.length) return dim;
    const before = pads[from] ?? unknownDim('the padding is not known');
    const after = pads[from + 1] ?? unknownDim('the padding is not known');
    return addDims(addDims(dim, before), after);
  });
}

/** nn.ZeroPad2d and its kin: an int, or a tuple of 2 per axis. */
export function padLayer(rank: number): ShapeRule {
  return (args, input) => {
    const value = args.get('padding');
    if (value === undefined) return input;
    if (isPlainList(value))
      return padded(
        input,
        value.map(size => dimArgument(size, 'padding')),
      );
    return padded(input, Array<Dim>(2 * rank).fill(dimArgument(value, 'padding')));
  };
}

/** F.pad(input, pad, mode, value). */
export const pad: ShapeRule = (args, input) => {
  const value = args.get('pad');
  // Padding never changes the rank, so that much stays known.
  if (value === undefined || !isPlainList(value)) return input.map(() => unknownDim(args.why('pad')));
  return padded(
    input,
    value.map(size => dimArgument(size, 'pad')),
  );
};

/** GLU halves an axis. */
export const glu: ShapeRule = (args, input) => {
  const axis = args.int('dim');
  if (axis === undefined) return input.map(() => unknownDim(args.why('dim')));
  const at = axisOf(axis, input.length);
  if (at instanceof Refusal) return at;
  const size = input[at];
  if (typeof size === 'number' && size % 2 !== 0) {
    return new Refusal('RuntimeError', `Halving dimension must be even, but dimension ${at} is size ${size}`);
  }
  return input.map((dim, index) => (index === at ? divideExactly(dim, 2) : dim));
};

/** nn.Unfold: (N, C, H, W) → (N, C·k·k, windows). */
export const unfold: ShapeRule = (args, input) => {
  const kernel = args.ints('kernel_size', 2);
  const dilation = args.ints('dilation', 2);
  const padding = args.ints('padding', 2);
  const stride = args.ints('stride', 2);
  if (!kernel || !dilation || !padding || !stride) {
    return new UnknownShape(args.why('kernel_size', 'dilation', 'padding', 'stride'));
  }
  if (input.length !== 3 && input.length !== 4) {
    return new Refusal(
      'RuntimeError',
      `Expected 3D or 4D (batch mode) tensor with possibly 0 batch size and other non-zero dimensions for input, but got: ${sizeText(input)}`,
    );
  }
  const start = input.length - 2;
  const windows = input.slice(start).map((dim, axis) => {
    const span = (dilation[axis] ?? 1) * ((kernel[axis] ?? 1) - 1) + 1;
    return ruleDim(dim, { mul: 1, add: 2 * (padding[axis] ?? 0) - span, div: stride[axis] ?? 1, plus: 1 });
  });
  const channels = mulDims(input[start - 1] ?? unknownDim('no channels'), (kernel[0] ?? 1) * (kernel[1] ?? 1));
  return [...input.slice(0, start - 1), channels, product(windows)];
};
