import { ruleDim, unknownDim, type Dim, type Shape } from '../dims.js';
import type { Refusal } from '../flow.js';
import { type Flow, type ShapeRule } from '../flow.js';
import { intOf, isPlainList, plainType, type Plain, type PlainArgs } from '../plain.js';
import { emptyAxis, refuse, sizeText, tupleText, wrongRank } from './refuse.js';

/**
 * MaxUnpool: (i − 1)·s + k − 2p, or a size asked for that lies less than a stride from it (nn/functional.py,
 * _unpool_output_size; aten/src/ATen/native/MaxUnpooling.cpp). The 1-D one is a 2-D one of width 1.
 */
export function unpool(rank: number): ShapeRule {
  return (args, input): Flow => {
    const kernel = spread(args.get('kernel_size'), rank);
    const given = args.get('stride') ?? null;
    const stride = given === null ? kernel : spread(given, rank);
    const padding = spread(args.get('padding') ?? 0, rank);
    if (!kernel || !stride || !padding) {
      return input.map((dim, axis) =>
        axis < input.length - rank ? dim : unknownDim(args.why('kernel_size', 'stride', 'padding')),
      );
    }
    // Python walks over the kernel's entries.
    if (stride.length < kernel.length || padding.length < kernel.length || input.length < kernel.length)
      return refuse('wrong-length', 'tuple index out of range', 'IndexError');
    const usual = kernel.map((size, axis): Dim =>
      ruleDim(input[input.length - kernel.length + axis] ?? 1, {
        mul: stride[axis] ?? 1,
        add: size - (stride[axis] ?? 1) - 2 * (padding[axis] ?? 0),
        div: 1,
        plus: 0,
      }),
    );
    const sizes = asked(args, usual, stride);
    if (!Array.isArray(sizes)) return sizes;
    return checked(rank, args, input, sizes, stride);
  };
}

function spread(value: Plain | undefined, rank: number): number[] | undefined {
  const list =
    value !== undefined && isPlainList(value) ? value.map(intOf) : Array<number | undefined>(rank).fill(intOf(value));
  return list.every(part => part !== undefined) ? list : undefined;
}

/** The sizes of the output: the usual ones, or those asked for. */
function asked(args: PlainArgs, usual: readonly Dim[], stride: readonly number[]): Dim[] | Refusal {
  const given = args.get('output_size') ?? null;
  if (given === null) return [...usual];
  if (!isPlainList(given)) {
    if (typeof given === 'object' && 'unknown' in given) return usual.map(() => unknownDim(given.unknown));
    return refuse('argument-invalid', `object of type '${plainType(given)}' has no len()`, 'TypeError');
  }
  const count = usual.length;
  const sizes = (given.length === count + 2 ? given.slice(2) : given).map(intOf);
  if (sizes.length !== count) {
    const message = `output_size should be a sequence containing ${count} or ${count + 2} elements, but it has a length of '${sizes.length}'`;
    return refuse('wrong-length', message, 'ValueError');
  }
  for (const [axis, size] of sizes.entries()) {
    const middle = usual[axis];
    if (typeof middle !== 'number' || size === undefined) continue;
    const [least, most] = [middle - (stride[axis] ?? 1), middle + (stride[axis] ?? 1)];
    if (least < size && size < most) continue;
    const text = isPlainList(given) ? tupleText(sizes) : '';
    const message = `invalid output_size "${text}" (dim ${axis} must be between ${least} and ${most})`;
    return refuse('output-size-invalid', message, 'ValueError');
  }
  return sizes.map(size => size ?? unknownDim('output_size is not known'));
}

const WORDS: Readonly<Record<number, string>> = {
  2: 'two elements (height, width)',
  3: 'three elements (depth, height, width)',
};

function checked(rank: number, args: PlainArgs, input: Shape, sizes: readonly Dim[], stride: readonly number[]): Flow {
  const flat = rank === 1;
  const shape = flat ? [...input, 1] : input;
  const axes = Math.max(2, rank);
  const indices = args.get('indices');
  const other = typeof indices === 'object' && indices !== null && 'other' in indices ? indices.shape : undefined;
  if (!flat && sizes.length !== rank)
    return refuse(
      'wrong-length',
      `There should be exactly ${WORDS[rank] ?? ''} in output_size, but got ${sizes.length} elements.`,
    );
  const negative = sizes.findIndex(size => typeof size === 'number' && size < 0);
  if (negative >= 0) {
    const message = `max_unpooling: output_size must contain non-negative spatial dimensions, but got output_size[${negative}]=${String(sizes[negative])}`;
    return refuse('output-too-small', message, 'ValueError');
  }
  if (shape.length !== axes + 1 && shape.length !== axes + 2) {
    return wrongRank(
      `Input to max_unpooling${axes}d should be a ${axes + 1}d or ${axes + 2}d Tensor, but got a tensor with ${shape.length} dimensions.`,
    );
  }
  if (other && (other.length !== input.length || other.some((dim, axis) => differs(dim, input[axis])))) {
    const message = `Expected shape of indices to be same as that of the input tensor (${sizeText(shape)}) but got indices tensor with shape: ${sizeText(flat ? [...other, 1] : other)}`;
    return refuse('shape-mismatch', message);
  }
  const empty = emptyAxis(shape, shape.length - axes - 1);
  if (empty !== undefined) {
    const message = `max_unpooling${axes}d_forward_out_cpu(): Expected input to have non-zero size for non-batch dimensions, but got ${sizeText(shape)} with dimension ${empty} being empty.`;
    return refuse('input-empty', message);
  }
  if (rank === 3 && stride.some(step => step < 1))
    return refuse('not-positive', `strides should be greater than zero, but got stride: [${stride.join(', ')}]`);
  return [...input.slice(0, input.length - rank), ...sizes];
}

function differs(a: Dim, b: Dim | undefined): boolean {
  return typeof a === 'number' && typeof b === 'number' && a !== b;
}
