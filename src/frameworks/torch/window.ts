import { ruleDim, unknownDim, type Dim } from '../dims.js';
import type { Refusal } from '../flow.js';
import { intOf, isPlainList, type PlainArgs } from '../plain.js';
import { refuse } from './refuse.js';

/** One axis of a pool's window. */
export interface Window {
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number;
  readonly dilation: number;
  readonly ceil: boolean;
}

/**
 * floor: ⌊(i + 2p − K)/s⌋ + 1; ceil: ⌈…⌉ + 1, less one where the last window would start beyond the padded input
 * (aten/src/ATen/native/Pool.h, pooling_output_shape).
 */
export function pooled(size: Dim, { kernel, stride, padding, dilation, ceil }: Window): Dim {
  const span = dilation * (kernel - 1) + 1;
  if (!ceil) return ruleDim(size, { mul: 1, add: 2 * padding - span, div: stride, plus: 1 });
  if (typeof size === 'number') {
    const windows = Math.ceil((size + 2 * padding - span) / stride) + 1;
    return (windows - 1) * stride >= size + padding ? windows - 1 : windows;
  }
  // The last window starts at most at i + 2p − K + s − 1, which lies inside where K ≥ p + s.
  if (span >= padding + stride)
    return ruleDim(size, { mul: 1, add: 2 * padding - span + stride - 1, div: stride, plus: 1 });
  return unknownDim('whether the last window is dropped depends on the size');
}

/** What pooling_output_shape itself refuses of an axis. */
export function refuseAxis({ kernel, stride, padding, dilation }: Window): Refusal | null {
  if (stride === 0) return refuse('not-positive', 'stride should not be zero');
  if (padding < 0) return refuse('negative-padding', `pad must be non-negative, but got pad: ${padding}`);
  if (padding > Math.trunc(((kernel - 1) * dilation + 1) / 2)) {
    return refuse(
      'padding-more-than-half-the-kernel',
      `pad should be at most half of effective kernel size, but got pad=${padding}, kernel_size=${kernel} and dilation=${dilation}`,
    );
  }
  return null;
}

const WORDS: Readonly<Record<number, string>> = { 2: 'two', 3: 'three' };

/** The ints of one argument, spread over the axes; the operator's own words for a tuple of another length. */
function spread(args: PlainArgs, name: string, rank: number, operator: string): number[] | Refusal | string {
  const value = args.get(name);
  const list = value !== undefined && isPlainList(value) ? value.map(intOf) : [intOf(value)];
  if (list.length !== 1 && list.length !== rank) {
    if (rank === 1)
      return refuse('wrong-length', `${operator}() argument '${name}' should contain one int (got ${list.length})`);
    const avg3d = operator === 'avg_pool3d' && name !== 'stride';
    const either = avg3d || (operator.startsWith('max') && name === 'dilation') ? '' : 'either ';
    const omitted = name === 'stride' ? 'be omitted, a single int' : 'be a single int';
    const must = name === 'stride' ? `must ${either}${omitted}` : `must ${either}${omitted}`;
    return refuse('wrong-length', `${operator}: ${name} ${must}, or a tuple of ${WORDS[rank] ?? String(rank)} ints`);
  }
  const spreadOut = list.length === rank ? list : Array<number | undefined>(rank).fill(list[0]);
  return spreadOut.every(part => part !== undefined) ? spreadOut : args.why(name);
}

/** The windows of a pool, axis by axis; a refusal where an argument has another number of them, or why they are not known. */
export function windowsOf(args: PlainArgs, rank: number, operator: string): Window[] | Refusal | string {
  const kernel = spread(args, 'kernel_size', rank, operator);
  if (!Array.isArray(kernel)) return kernel;
  const ones = kernel.map(() => 1);
  const stride = isOmitted(args, 'stride') ? kernel : spread(args, 'stride', rank, operator);
  if (!Array.isArray(stride)) return stride;
  const padding = args.get('padding') === undefined ? ones.map(() => 0) : spread(args, 'padding', rank, operator);
  if (!Array.isArray(padding)) return padding;
  const dilation = args.get('dilation') === undefined ? ones : spread(args, 'dilation', rank, operator);
  if (!Array.isArray(dilation)) return dilation;
  const ceil = args.flag('ceil_mode');
  if (ceil === undefined) return args.why('ceil_mode');
  return kernel.map((size, axis) => ({
    kernel: size,
    stride: stride[axis] ?? 1,
    padding: padding[axis] ?? 0,
    dilation: dilation[axis] ?? 1,
    ceil,
  }));
}

/** None and an empty tuple stand for the kernel size. */
function isOmitted(args: PlainArgs, name: string): boolean {
  const value = args.get(name);
  return args.isNone(name) || (Array.isArray(value) && value.length === 0);
}
