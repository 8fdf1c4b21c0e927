import { noteEqual } from '../../python/sym/assume.js';
import { isKnown, product, unknownDim, type Dim, type Shape } from '../dims.js';
import type { Refusal } from '../flow.js';
import { UnknownShape, type Flow, type ShapeRule } from '../flow.js';
import type { PlainArgs } from '../plain.js';
import { isNoInt, noSuchAxis, refuse, sizeOf, sizeText, wrongRank } from './refuse.js';
import { dimArgument } from './shapeRules.js';

/** Layers that mix features: Linear, Bilinear, Embedding (nn/functional.py, aten/src/ATen/native/{Linear,Bilinear}.cpp). */

/** The sizes of a tensor argument; undefined where it is none or not known. */
function sizes(args: PlainArgs, name: string): Shape | undefined {
  const value = args.get(name);
  return typeof value === 'object' && value !== null && 'other' in value ? value.shape : undefined;
}

function differs(a: Dim | undefined, b: Dim | undefined): boolean {
  return typeof a === 'number' && typeof b === 'number' && a !== b;
}

/** y = x·Wᵀ + b of a weight (out, in), or of a vector. */
export function linearOf(input: Shape, weight: Shape, bias?: Shape): Flow {
  const last = input.at(-1);
  if (last === undefined || weight.length === 0)
    return wrongRank(
      `both arguments to linear need to be at least 1D, but they are ${input.length}D and ${weight.length}D`,
    );
  if (weight.length > 2) return wrongRank(`t() expects a tensor with <= 2 dimensions, but self is ${weight.length}D`);
  const rows = input.length === 1 ? 1 : product(input.slice(0, -1));
  const inner = weight.at(-1);
  if (differs(last, inner)) {
    if (weight.length === 2) {
      const message = `mat1 and mat2 shapes cannot be multiplied (${sizeOf(rows)}x${sizeOf(last)} and ${sizeOf(inner)}x${sizeOf(weight[0])})`;
      return refuse('shape-mismatch', message);
    }
    const message =
      input.length === 1
        ? `inconsistent tensor size, expected tensor [${sizeOf(last)}] and src [${sizeOf(inner)}] to have the same number of elements, but got ${sizeOf(last)} and ${sizeOf(inner)} elements respectively`
        : `size mismatch, got input (${sizeOf(rows)}), mat (${sizeOf(rows)}x${sizeOf(last)}), vec (${sizeOf(inner)})`;
    return refuse('shape-mismatch', message);
  }
  if (isKnown(last) && inner !== undefined && isKnown(inner)) noteEqual(last, inner);
  if (weight.length === 1) return input.slice(0, -1);
  const made = weight[0] ?? unknownDim('out_features is not known');
  const added = bias ? refuseBias(bias, rows, made) : undefined;
  return added ?? [...input.slice(0, -1), made];
}

function refuseBias(bias: Shape, rows: Dim, made: Dim): Refusal | undefined {
  const [last, before] = [bias.at(-1), bias.length > 1 ? bias.at(-2) : undefined];
  const target = `[${sizeOf(rows)}, ${sizeOf(made)}]`;
  if (bias.length > 2) {
    const message = `expand(torch.FloatTensor{${sizeText(bias)}}, size=${target}): the number of sizes provided (2) must be greater or equal to the number of dimensions in the tensor (${bias.length})`;
    return refuse('shape-mismatch', message);
  }
  for (const [have, want, axis] of [
    [last, made, 1],
    [before, rows, 0],
  ] as const) {
    if (have === 1 || !differs(have, want)) continue;
    const message = `The expanded size of the tensor (${sizeOf(want)}) must match the existing size (${sizeOf(have)}) at non-singleton dimension ${axis}.  Target sizes: ${target}.  Tensor sizes: ${sizeText(bias)}`;
    return refuse('shape-mismatch', message);
  }
  return undefined;
}

/** nn.Linear and nn.LazyLinear. */
export function linear(lazy: boolean): ShapeRule {
  return (args, input) => {
    if (lazy && input.length === 0) return refuse('rank-mismatch', 'tuple index out of range', 'IndexError');
    const inner = lazy ? (input.at(-1) ?? 1) : dimArgument(args.get('in_features'), 'in_features');
    return linearOf(input, [dimArgument(args.get('out_features'), 'out_features'), inner]);
  };
}

/** F.linear(input, weight, bias). */
export const linearFunction: ShapeRule = (args, input) => {
  const weight = sizes(args, 'weight');
  return weight ? linearOf(input, weight, sizes(args, 'bias')) : new UnknownShape(args.why('weight'));
};

export function refuseBilinear(args: PlainArgs): Refusal | undefined {
  const first = args.int('in1_features');
  if (first === undefined || first > 0) return undefined;
  return refuse('not-positive', `in1_features must be > 0, but got (in1_features=${first})`, 'ValueError');
}

/** x1ᵀ·W·x2 of two inputs that share all axes but the last. */
export function bilinear(layer: boolean): ShapeRule {
  return (args, input) => {
    const other = sizes(args, 'input2');
    const weight = layer
      ? ['out_features', 'in1_features', 'in2_features'].map(name => dimArgument(args.get(name), name))
      : sizes(args, 'weight');
    if (!other || !weight) return new UnknownShape(args.why('input2', 'weight'));
    return bilinearOf(input, other, weight, layer ? undefined : sizes(args, 'bias'));
  };
}

function bilinearOf(one: Shape, other: Shape, weight: Shape, bias?: Shape): Flow {
  if (one.length !== other.length) {
    const message = `bilinear(): input dimensions do not match: got ${one.length} and ${other.length}`;
    return refuse('rank-mismatch', message);
  }
  for (const [axis, dim] of one.slice(0, -1).entries()) {
    if (!differs(dim, other[axis])) continue;
    const message = `bilinear(): input batch dimensions do not match at dim ${axis}: got ${sizeOf(dim)} and ${sizeOf(other[axis])}`;
    return refuse('shape-mismatch', message);
  }
  if (weight.length < 3) return noSuchAxis(weight.length, weight.length);
  for (const [number, shape] of [one, other].entries()) {
    const [have, want] = [shape.at(-1), weight[number + 1]];
    if (!differs(have, want)) continue;
    const message = `bilinear(): input${number + 1} size does not match weight size: got ${sizeOf(have)} but expected ${sizeOf(want)}`;
    return refuse('shape-mismatch', message);
  }
  if (bias && differs(bias[0], weight[0])) {
    const message = `bilinear(): bias size does not match weight size: got ${sizeOf(bias[0])} but expected ${sizeOf(weight[0])}`;
    return refuse('shape-mismatch', message);
  }
  return [...one.slice(0, -1), weight[0] ?? unknownDim('out_features is not known')];
}

/** A padding_idx beyond the table: an assertion of the constructor and of the function. */
export function refusePaddingIndex(args: PlainArgs): Refusal | undefined {
  const [count, index] = [args.int('num_embeddings') ?? tableRows(args), args.int('padding_idx')];
  if (args.isNone('padding_idx') || count === undefined || index === undefined) return undefined;
  if (index > 0 ? index < count : index >= -count) return undefined;
  return refuse('index-out-of-range', 'Padding_idx must be within num_embeddings', 'AssertionError');
}

function tableRows(args: PlainArgs): number | undefined {
  const rows = sizes(args, 'weight')?.[0];
  return typeof rows === 'number' ? rows : undefined;
}

export const embedding: ShapeRule = (args, input) => [
  ...input,
  dimArgument(args.get('embedding_dim'), 'embedding_dim'),
];

/** F.embedding(input, weight): each index becomes a row. */
export const embeddingFunction: ShapeRule = (args, input) => {
  const weight = sizes(args, 'weight');
  if (!weight) return new UnknownShape(args.why('weight'));
  const refused = refusePaddingIndex(args);
  if (refused) return refused;
  if (weight.length !== 2) return wrongRank("'weight' must be 2-D");
  return [...input, weight[1] ?? unknownDim('the table is not known')];
};

/** nn.EmbeddingBag: bags are rows, or start at the offsets of a vector. */
export const embeddingBag: ShapeRule = (args, input) => {
  const width = dimArgument(args.get('embedding_dim'), 'embedding_dim');
  const offsets = args.get('offsets') ?? null;
  if (input.length === 2) {
    if (offsets === null) return [input[0] ?? unknownDim('no rows'), width];
    const message =
      "if input is 2D, then offsets has to be None, as input is treated is a mini-batch of fixed length sequences. However, found offsets of type <class 'torch.Tensor'>";
    return refuse('arguments-conflict', message, 'ValueError');
  }
  if (input.length !== 1)
    return wrongRank(`input has to be 1D or 2D Tensor, but got Tensor of dimension ${input.length}`, 'ValueError');
  if (offsets === null) return refuse('argument-missing', 'offsets has to be a 1D Tensor but got None', 'ValueError');
  const bags = sizes(args, 'offsets');
  return bags ? [bags[0] ?? unknownDim('the offsets'), width] : new UnknownShape(args.why('offsets'));
};

/** F.one_hot(tensor, num_classes): without a number it depends on the largest index. */
export const oneHot: ShapeRule = (args, input) => {
  const classes = args.get('num_classes');
  if (classes === undefined || classes === -1 || isNoInt(classes))
    return [...input, unknownDim('the number of classes depends on the indices')];
  const count = dimArgument(classes, 'num_classes');
  return isKnown(count) ? [...input, count] : [...input, unknownDim(args.why('num_classes'))];
};
