import { isKnown, unknownDim, type Dim, type Shape } from '../dims.js';
import { Refusal, type Flow, type ShapeRule } from '../flow.js';
import { isPlainList, plainType, type Plain, type PlainArgs } from '../plain.js';
import { emptyAxis, isNoInt, noSuchAxis, notInts, refuse, sizeText, wrongRank } from './refuse.js';

/**
 * Pooling to a size that is asked for: adaptive pooling (aten/src/ATen/native/AdaptiveAveragePooling*.cpp,
 * AdaptiveMaxPooling*.cpp; None keeps an axis, nn/functional.py _list_with_default) and fractional max pooling
 * (FractionalMaxPool2d.cpp and 3d).
 */
export function adaptivePool(rank: number, kind: 'avg' | 'max'): ShapeRule {
  const operator = `adaptive_${kind}_pool${rank}d`;
  return (args, input) => {
    const asked = args.get('output_size');
    if (asked === undefined)
      return input.map((dim, axis) => (axis < input.length - rank ? dim : unknownDim('no size')));
    if (rank === 1) {
      const badType = notInts(args, operator, 'output_size', 2);
      if (badType) return badType;
      if (isPlainList(asked) && asked.length !== 1)
        return refuse(
          'wrong-length',
          `${operator}() argument 'output_size' should contain one int (got ${asked.length})`,
        );
      if (input.length !== 2 && input.length !== 3) {
        return wrongRank(
          `Expected 2 to 3 dimensions, but got ${input.length}-dimensional tensor for argument #1 'self' (while checking arguments for ${operator})`,
        );
      }
    } else {
      const refused = withDefaults(asked, rank, operator, input);
      if (refused) return refused;
      if (kind === 'avg' && isOne(asked)) return meanOver(rank, input);
      if (input.length !== rank + 1 && input.length !== rank + 2) {
        const but = kind === 'avg' ? 'but got' : 'but got:';
        return wrongRank(`${operator}(): Expected ${rank + 1}D or ${rank + 2}D tensor, ${but} ${sizeText(input)}`);
      }
    }
    return askedSizes(rank, kind, operator, asked, input);
  };
}

/** What nn/functional.py does with a list, and the operator with its length and types. */
function withDefaults(asked: Plain, rank: number, operator: string, input: Shape): Refusal | undefined {
  if (!isPlainList(asked)) {
    const isInt = !isNoInt(asked) || isPlainList(asked);
    return isInt
      ? undefined
      : refuse('argument-invalid', `object of type '${plainType(asked)}' has no len()`, 'TypeError');
  }
  if (input.length <= asked.length)
    return refuse('rank-mismatch', `Input dimension should be at least ${asked.length + 1}`, 'ValueError');
  const wrong = asked.findIndex(part => part !== null && isNoInt(part));
  if (wrong >= 0) {
    const type = plainType(asked[wrong] ?? null);
    const message = `${operator}(): argument 'output_size' (position 2) must be tuple of ints, but found element of type ${type} at pos ${wrong}`;
    return refuse('not-an-integer', message, 'TypeError');
  }
  if (asked.length === rank) return undefined;
  const words = operator.includes('max') ? '(): internal error: output_size.size() must be' : ': output_size must be';
  return refuse('wrong-length', `${operator}${words} ${rank}`);
}

/** Whether the size is 1 along every axis: the average is taken as a mean then, which looks at no rank. */
function isOne(asked: Plain): boolean {
  return isPlainList(asked) ? asked.every(size => size === 1) : asked === 1;
}

function meanOver(rank: number, input: Shape): Flow {
  if (input.length < rank) return noSuchAxis(input.length, -rank);
  return input.map((dim, axis) => (axis < input.length - rank ? dim : 1));
}

function askedSizes(rank: number, kind: 'avg' | 'max', operator: string, asked: Plain, input: Shape): Flow {
  const start = input.length - rank;
  const sizes = input.slice(start).map((dim, axis): Dim => {
    const size = isPlainList(asked) ? (asked[asked.length === 1 ? 0 : axis] ?? null) : asked;
    return size === null ? dim : asDim(size);
  });
  if (kind === 'avg' && sizes.some(size => typeof size === 'number' && size < 0)) {
    const list = rank === 1 ? [1, ...sizes] : sizes;
    const text = list.map(
      (size, at) => `${at === 0 ? '' : at === 2 ? ',' : ', '}${isKnown(size) ? String(size) : '?'}`,
    );
    return refuse(
      'not-positive',
      `adaptive_avg_pool${Math.max(2, rank)}d: elements of output_size must be greater than or equal to 0 but received {${text.join('')}}`,
    );
  }
  const isMean = kind === 'avg' && sizes.every(size => size === 1);
  const empty = isMean ? undefined : emptyAxis(input, kind === 'avg' && rank < 3 ? start : 1);
  if (empty !== undefined) return emptyInput(operator, input, empty);
  const negative = sizes.find(size => typeof size === 'number' && size < 0);
  if (negative !== undefined) {
    const whole = [...input.slice(0, start), ...(rank === 1 ? [1] : []), ...sizes];
    return refuse(
      'not-positive',
      `Trying to create tensor with negative dimension ${String(negative)}: ${sizeText(whole)}`,
    );
  }
  return [...input.slice(0, start), ...sizes];
}

function emptyInput(operator: string, input: Shape, axis: number): Refusal {
  // The 1-D average is a 2-D one of height 1.
  const flat = operator === 'adaptive_avg_pool1d';
  const shape = flat ? [...input.slice(0, -1), 1, ...input.slice(-1)] : input;
  return refuse(
    'input-empty',
    `${flat ? 'adaptive_avg_pool2d' : operator}(): Expected input to have non-zero size for non-batch dimensions, but input has sizes ${sizeText(shape)} with dimension ${flat ? axis + 1 : axis} being empty`,
  );
}

function asDim(value: Plain): Dim {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'object' && value !== null && !isPlainList(value)) {
    if ('unknown' in value) return value;
    if (!('float' in value) && !('other' in value)) return value;
  }
  return unknownDim('output_size is no int');
}

const SPATIAL = ['time', 'height', 'width'] as const;

/** FractionalMaxPool and its function: a size, or a ratio of the input's, rounded down. */
export function fractionalPool(rank: 2 | 3, layer: boolean): ShapeRule {
  const name = `fractional_max_pool${rank}d`;
  return (args, input): Flow => {
    const kernel = args.get('kernel_size');
    const sizeGiven = !args.isNone('output_size');
    const ratio = args.get('output_ratio') ?? null;
    if (!sizeGiven && ratio === null) {
      const message = `${name} requires specifying either an output_size or an output_ratio`;
      return refuse('argument-missing', message, 'ValueError');
    }
    const asked = sizeGiven ? args.get('output_size') : scaledSizes(rank, ratio, input, layer);
    if (asked instanceof Refusal) return asked;
    const ints = (value: Plain | undefined, word: string): (number | undefined)[] | Refusal => {
      const list = value !== undefined && isPlainList(value) ? value : Array<Plain>(rank).fill(value ?? null);
      if (list.length !== rank) {
        const words = rank === 2 ? 'tuple of Ints' : 'tuple of three Ints';
        return refuse('wrong-length', `${name}: ${word} must either be a single Int or ${words}`);
      }
      return list.map(part => (typeof part === 'number' ? part : undefined));
    };
    const windows = ints(kernel, 'kernel_size');
    if (windows instanceof Refusal) return windows;
    const sizes = ints(asked, 'output_size');
    if (sizes instanceof Refusal) return sizes;
    if (input.length < rank + 1) return noSuchAxis(input.length, -rank - 1);
    const operator = rank === 2 ? name : `${name}_out`;
    if (input.length > rank + 2)
      return wrongRank(`${operator}(): Expected ${rank + 1}D or ${rank + 2}D tensor, but got: ${sizeText(input)}`);
    return fitting(rank, operator, input, windows, sizes, args);
  };
}

function fitting(
  rank: number,
  operator: string,
  input: Shape,
  windows: readonly (number | undefined)[],
  sizes: readonly (number | undefined)[],
  args: PlainArgs,
): Flow {
  const start = input.length - rank;
  const empty = emptyAxis(input, 1);
  if (empty !== undefined) {
    const message = `${operator}(): Expected input to have non-zero size for non-batch dimensions, but got${sizeText(input)} with dimension ${empty} being empty.`;
    return refuse('input-empty', message);
  }
  for (const [axis, size] of sizes.entries()) {
    const [have, window] = [input[start + axis], windows[axis]];
    if (size === undefined || window === undefined || typeof have !== 'number') continue;
    // The 3-D kernel asks for one more.
    if (size + window - 1 <= have - (rank === 3 ? 1 : 0)) continue;
    const word = SPATIAL[SPATIAL.length - rank + axis] ?? '';
    const message = `${operator}(): pool ${word} ${window} too large relative to input ${word} ${have}`;
    return refuse('kernel-larger-than-input', message);
  }
  const whole = [
    ...input.slice(0, start),
    ...sizes.map(size => size ?? unknownDim(args.why('output_size', 'output_ratio'))),
  ];
  const negative = sizes.find(size => size !== undefined && size < 0);
  return negative === undefined
    ? whole
    : refuse('not-positive', `Trying to create tensor with negative dimension ${negative}: ${sizeText(whole)}`);
}

/** int(size · ratio) per axis. The function takes a tuple alone; the layer has made one of a float. */
function scaledSizes(rank: number, ratio: Plain, input: Shape, layer: boolean): Plain | Refusal {
  // fractional_max_pool2d alone does not spread a number.
  if (!isPlainList(ratio) && !layer && rank === 2) {
    return refuse('argument-invalid', `object of type '${plainType(ratio)}' has no len()`, 'TypeError');
  }
  const list = isPlainList(ratio) ? ratio : Array<Plain>(rank).fill(ratio);
  if (list.length < rank) return refuse('wrong-length', 'tuple index out of range', 'IndexError');
  return input.slice(-rank).map((dim, axis): Plain => {
    const part = list[axis];
    const real =
      typeof part === 'number'
        ? part
        : part !== null && typeof part === 'object' && 'float' in part
          ? part.float
          : undefined;
    return typeof dim === 'number' && real !== undefined
      ? Math.trunc(dim * real)
      : { unknown: 'the size times a ratio' };
  });
}

/** What the constructor of FractionalMaxPool refuses. */
export function refuseFractional(rank: 2 | 3): (args: PlainArgs) => Refusal | undefined {
  return args => {
    const kernel = args.get('kernel_size');
    const sizes = kernel !== undefined && isPlainList(kernel) ? kernel : [kernel];
    if (rank === 3 && sizes.some(size => typeof size === 'number' && size <= 0)) {
      const text = isPlainList(kernel ?? null) ? `(${sizes.map(String).join(', ')})` : String(sizes[0]);
      return refuse('not-positive', `kernel_size must be greater than 0, but got ${text}`, 'ValueError');
    }
    const [size, ratio] = [args.get('output_size') ?? null, args.get('output_ratio') ?? null];
    if (size !== null && ratio !== null)
      return refuse('arguments-conflict', 'only one of output_size and output_ratio may be specified', 'ValueError');
    if (size === null && ratio === null) {
      const message = `FractionalMaxPool${rank}d requires specifying either an output size, or a pooling ratio`;
      return refuse('argument-missing', message, 'ValueError');
    }
    if (ratio === null) return undefined;
    const list = isPlainList(ratio) ? ratio : Array<Plain>(rank).fill(ratio);
    if (list.length < rank) return refuse('wrong-length', 'tuple index out of range', 'IndexError');
    const reals = list.map(part => (typeof part === 'object' && part !== null && 'float' in part ? part.float : part));
    if (!reals.slice(0, rank).some(part => typeof part === 'number' && !(part > 0 && part < 1))) return undefined;
    const said = reals.map(part =>
      typeof part === 'number' && Number.isInteger(part) ? part.toFixed(1) : String(part),
    );
    const text = isPlainList(ratio) ? `(${said.join(', ')})` : (said[0] ?? '');
    return refuse('argument-invalid', `output_ratio must be between 0 and 1 (got ${text})`, 'ValueError');
  };
}
