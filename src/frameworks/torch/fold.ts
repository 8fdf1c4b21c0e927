import { divideExactly, mulDims, product, ruleDim, unknownDim, type Dim, type Shape } from '../dims.js';
import { UnknownShape, type Flow, type Refusal, type ShapeRule } from '../flow.js';
import { intOf, isPlainList, type Plain, type PlainArgs } from '../plain.js';
import { isNoInt, noSuchAxis, refuse, sizeText } from './refuse.js';

/** nn.Unfold and nn.Fold (aten/src/ATen/native/im2col.cpp and col2im.cpp, im2col_shape_check.h): windows as columns. */

interface Blocks {
  readonly kernel: readonly number[];
  readonly dilation: readonly number[];
  readonly padding: readonly number[];
  readonly stride: readonly number[];
}

/** nn/functional.py spreads an int to a pair; a tuple of another length is refused by the operator. */
function pair(value: Plain | undefined): readonly Plain[] {
  if (value === undefined) return [];
  return isPlainList(value) ? value : [value, value];
}

function refusePairs(args: PlainArgs, names: readonly string[], operator: string): Refusal | undefined {
  for (const [index, name] of names.entries()) {
    const list = pair(args.get(name));
    const wrong = list.findIndex(isNoInt);
    if (wrong >= 0) {
      const message = `${operator}(): argument '${name}' (position ${index + 2}) must be tuple of ints, but found element of type float at pos ${wrong}`;
      return refuse('not-an-integer', message, 'TypeError');
    }
  }
  for (const name of names) {
    const { length } = pair(args.get(name));
    if (length !== 2) return refuse('wrong-length', `It is expected ${name} equals to 2, but got size ${length}`);
  }
  return undefined;
}

function blocksOf(args: PlainArgs): Blocks | string {
  const read = (name: string): number[] | undefined => {
    const list = pair(args.get(name)).map(intOf);
    return list.every(part => part !== undefined) ? list : undefined;
  };
  const [kernel, dilation, padding, stride] = ['kernel_size', 'dilation', 'padding', 'stride'].map(read);
  if (!kernel || !dilation || !padding || !stride) return args.why('kernel_size', 'dilation', 'padding', 'stride');
  return { kernel, dilation, padding, stride };
}

function refuseBlocks({ kernel, dilation, padding, stride }: Blocks): Refusal | undefined {
  const named = (prefix: string, [height, width]: readonly number[]): string =>
    `${prefix}_height: ${height ?? 1} ${prefix}_width: ${width ?? 1}`;
  const below = (values: readonly number[], least: number): boolean => values.some(value => value < least);
  if (below(kernel, 1))
    return refuse('not-positive', `kernel size should be greater than zero, but got ${named('kernel', kernel)}`);
  if (below(dilation, 1))
    return refuse('not-positive', `dilation should be greater than zero, but got ${named('dilation', dilation)}`);
  if (below(padding, 0))
    return refuse('negative-padding', `padding should be non-negative, but got ${named('pad', padding)}`);
  if (below(stride, 1))
    return refuse('not-positive', `stride should be greater than zero, but got ${named('stride', stride)}`);
  return undefined;
}

/** How many windows there are along each axis: ⌊(i + 2p − d(k − 1) − 1)/s⌋ + 1. */
function windows(sizes: readonly Dim[], { kernel, dilation, padding, stride }: Blocks): Dim[] {
  return sizes.map((dim, axis) => {
    const span = (dilation[axis] ?? 1) * ((kernel[axis] ?? 1) - 1) + 1;
    return ruleDim(dim, { mul: 1, add: 2 * (padding[axis] ?? 0) - span, div: stride[axis] ?? 1, plus: 1 });
  });
}

function tuple(values: readonly (Dim | undefined)[]): string {
  return `(${values.map(value => (typeof value === 'number' ? String(value) : '?')).join(', ')})`;
}

/** nn.Unfold: (N, C, H, W) → (N, C·k·k, windows). */
export const unfold: ShapeRule = (args, input) => {
  const names = ['kernel_size', 'dilation', 'padding', 'stride'];
  const refused = refusePairs(args, names, 'im2col');
  if (refused) return refused;
  const blocks = blocksOf(args);
  if (typeof blocks === 'string') return new UnknownShape(blocks);
  const wrong = refuseBlocks(blocks);
  if (wrong) return wrong;
  if (input.length < 3) return noSuchAxis(input.length, 2);
  const batched = input.length === 4;
  const isEmpty = input.some((dim, axis) => dim === 0 && !(batched && axis === 0));
  if (input.length > 4 || isEmpty) {
    const message = `Expected 3D or 4D (batch mode) tensor with possibly 0 batch size and other non-zero dimensions for input, but got: ${sizeText(input)}`;
    return refuse(isEmpty ? 'input-empty' : 'rank-mismatch', message);
  }
  const start = input.length - 2;
  const counts = windows(input.slice(start), blocks);
  if (counts.some(count => typeof count === 'number' && count < 1)) {
    const { kernel, dilation, padding } = blocks;
    const message =
      `Given input with spatial size ${tuple(input.slice(start))}, kernel_size=${tuple(kernel)}, dilation=${tuple(dilation)}, ` +
      `padding=${tuple(padding)}, calculated shape of the array of sliding blocks as ${tuple(counts)}, but its components must be at least one.`;
    return refuse('kernel-larger-than-input', message);
  }
  const channels = mulDims(input[start - 1] ?? unknownDim('no channels'), product(blocks.kernel));
  return [...input.slice(0, start - 1), channels, product(counts)];
};

/** nn.Fold: (N, C·k·k, windows) → (N, C, *output_size). */
export const fold: ShapeRule = (args, input): Flow => {
  const refused = refusePairs(args, ['output_size', 'kernel_size', 'dilation', 'padding', 'stride'], 'col2im');
  if (refused) return refused;
  const blocks = blocksOf(args);
  const asked = pair(args.get('output_size')).map(intOf);
  if (typeof blocks === 'string') return new UnknownShape(blocks);
  const wrong = refuseBlocks(blocks);
  if (wrong) return wrong;
  const isEmpty = input.some((dim, axis) => dim === 0 && !(input.length === 3 && axis === 0));
  if ((input.length !== 2 && input.length !== 3) || isEmpty) {
    const message = `Expected 2D or 3D (batch mode) tensor for input with possibly 0 batch size and non-zero dimensions for input, but got: ${sizeText(input)}`;
    return refuse(isEmpty ? 'input-empty' : 'rank-mismatch', message);
  }
  const size = asked.map(part => part ?? unknownDim(args.why('output_size')));
  return refuseColumns(input, size, blocks) ?? folded(input, size, blocks);
};

function refuseColumns(input: Shape, size: readonly Dim[], blocks: Blocks): Refusal | undefined {
  const batchless = input.length - 2;
  const [columns, length] = input.slice(batchless);
  const { kernel, dilation, padding, stride } = blocks;
  const area = (kernel[0] ?? 1) * (kernel[1] ?? 1);
  if (typeof columns === 'number' && columns % area !== 0) {
    const message = `Expected size of input's dimension 1 to be divisible by the product of kernel_size, but got input.size(1)=${columns} and kernel_size=${tuple(kernel)}.`;
    return refuse('not-divisible', message);
  }
  const counts = windows(size, blocks);
  const [high, wide] = counts;
  if (typeof high !== 'number' || typeof wide !== 'number') return undefined;
  const given = `Given output_size=${tuple(size)}, kernel_size=${tuple(kernel)}, dilation=${tuple(dilation)}, padding=${tuple(padding)}, stride=${tuple(stride)}, `;
  if (typeof length === 'number' && length !== high * wide) {
    const message = `${given}expected size of input's dimension 2 to match the calculated number of sliding blocks ${high} * ${wide} = ${high * wide}, but got input.size(2)=${length}.`;
    return refuse('shape-mismatch', message);
  }
  if (size.some(part => typeof part === 'number' && part < 1)) {
    return refuse('not-positive', `Expected output spatial size to be positive, but got: output_size=${tuple(size)}.`);
  }
  return undefined;
}

function folded(input: Shape, size: readonly Dim[], { kernel }: Blocks): Shape {
  const columns = input[input.length - 2] ?? unknownDim('no columns');
  return [...input.slice(0, -2), divideExactly(columns, (kernel[0] ?? 1) * (kernel[1] ?? 1)), ...size];
}
