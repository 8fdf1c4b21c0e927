import { unknownDim, type Dim, type Shape } from '../dims.js';
import { Refusal, type Flow, type ShapeRule } from '../flow.js';
import { isPlainList, PlainArgs, type Plain } from '../plain.js';
import { emptyAxis, noSuchAxis, notInts, refuse, sizeOf, sizeText, wrongRank } from './refuse.js';
import { pooled, refuseAxis, windowsOf, type Window } from './window.js';

/**
 * PyTorch's max, average and power-average pooling over the last `rank` axes: aten/src/ATen/native/Pool.h (sizes and
 * checks, in the kernels' order), MaxPooling.cpp (1-D), nn/functional.py (lp_pool). An input of rank + 1 axes has no batch.
 */
export type PoolKind = 'max' | 'avg' | 'lp';

export function pool(rank: number, kind: PoolKind): ShapeRule {
  if (kind === 'lp') return powerPool(rank);
  return (args, input) => (rank === 1 ? pool1d(kind, args, input) : poolNd(kind, rank, args, input));
}

/** Positions of the arguments in the operators' own signatures. */
const POSITIONS = ['kernel_size', 'stride', 'padding', 'dilation'] as const;

function refuseTypes(args: PlainArgs, operator: string): Refusal | undefined {
  for (const [index, name] of POSITIONS.entries()) {
    if (name === 'stride' && args.isNone(name)) continue;
    const refused = notInts(args, operator, name, index + 2);
    if (refused) return refused;
  }
  const ceil = args.get('ceil_mode');
  if (operator.startsWith('avg') && typeof ceil === 'number') {
    return refuse(
      'argument-invalid',
      `${operator}(): argument 'ceil_mode' (position 5) must be bool, not int`,
      'TypeError',
    );
  }
  return undefined;
}

function unknownSizes(input: Shape, rank: number, why: string): Shape {
  return input.map((dim, axis) => (axis < input.length - rank ? dim : unknownDim(why)));
}

/** max_pool1d has a kernel of its own where no indices are asked for; average pooling is the 2-D one of height 1. */
function pool1d(kind: 'max' | 'avg', args: PlainArgs, input: Shape): Flow {
  const operator = `${kind}_pool1d`;
  const badType = refuseTypes(args, operator);
  if (badType) return badType;
  const direct = kind === 'max' && args.flag('return_indices') !== true;
  if (direct) {
    const one = lengthOf1d(args);
    if (one) return one;
    if ((input.length !== 2 && input.length !== 3) || emptyAxis(input, input.length - 2) !== undefined) {
      return refuse(
        input.length === 2 || input.length === 3 ? 'input-empty' : 'rank-mismatch',
        `max_pool1d: Expected 2D or 3D (batch mode) tensor with optional 0 dim batch size for input, but got:${sizeText(input)}`,
      );
    }
  } else if (input.length !== 2 && input.length !== 3) return argumentRank(input, operator);
  const windows = windowsOf(args, 1, operator);
  if (windows instanceof Refusal) return windows;
  if (typeof windows === 'string') return unknownSizes(input, 1, windows);
  const [window] = windows;
  if (!window) return unknownSizes(input, 1, 'kernel_size is not known');
  if (!direct) {
    // As 2-D, with a height of 1 that no window covers in part.
    const flat = [...input.slice(0, -1), 1, input.at(-1) ?? 1];
    const height = { kernel: 1, stride: 1, padding: 0, dilation: 1, ceil: window.ceil };
    const out = checked(kind, 2, flat, [height, window]);
    return out instanceof Refusal ? out : [...input.slice(0, -1), out.at(-1) ?? 1];
  }
  const refused = refuse1d(window);
  if (refused) return refused;
  const size = pooled(input.at(-1) ?? 0, window);
  if (typeof size === 'number' && size < 1)
    return refuse('kernel-larger-than-input', `max_pool1d() Invalid computed output size: ${size}`);
  return [...input.slice(0, -1), size];
}

function argumentRank(input: Shape, operator: string): Refusal {
  return wrongRank(
    `Expected 2 to 3 dimensions, but got ${input.length}-dimensional tensor for argument #1 'self' (while checking arguments for ${operator})`,
  );
}

function lengthOf1d(args: PlainArgs): Refusal | undefined {
  for (const name of POSITIONS) {
    const value = args.get(name);
    if (value === undefined || !isPlainList(value) || value.length === 1) continue;
    if (name === 'stride' && value.length === 0) continue;
    const form = name === 'stride' ? 'None, an int, list of ints, or' : 'an int, list of ints or';
    return refuse(
      'wrong-length',
      `max_pool1d() ${name} must be ${form} tuple of ints of size 1 but got size ${value.length}`,
    );
  }
  return undefined;
}

function refuse1d(window: Window): Refusal | undefined {
  for (const name of ['kernel', 'stride'] as const) {
    if (window[name] > 0) continue;
    const said = name === 'kernel' ? 'kernel_size' : name;
    return refuse('not-positive', `max_pool1d() ${said} must be greater than zero, but got ${window[name]}`);
  }
  if (window.padding < 0)
    return refuse('negative-padding', `max_pool1d() padding must be non-negative, but got ${window.padding}`);
  if (window.padding > Math.floor(window.kernel / 2)) {
    return refuse(
      'padding-more-than-half-the-kernel',
      `max_pool1d() padding should be at most half of kernel size, but got padding=${window.padding} and kernel_size=${window.kernel}`,
    );
  }
  if (window.dilation < 1)
    return refuse('not-positive', `max_pool1d() dilation must be greater than zero, but got ${window.dilation}`);
  return undefined;
}

function poolNd(kind: 'max' | 'avg', rank: number, args: PlainArgs, input: Shape): Flow {
  const operator = `${kind}_pool${rank}d`;
  const badType = refuseTypes(args, operator);
  if (badType) return badType;
  const windows = windowsOf(args, rank, operator);
  if (windows instanceof Refusal) return windows;
  const noDivisor = !args.isNone('divisor_override') && args.int('divisor_override') === 0;
  const divisor = refuse('argument-invalid', 'divisor must be not zero');
  if (noDivisor && rank === 2) return divisor;
  if (kind === 'avg' && rank === 2) {
    if (input.length < 3) return noSuchAxis(input.length, -3);
  } else if (input.length !== rank + 1 && input.length !== rank + 2) {
    return wrongRank(`non-empty ${rank + 1}D or ${rank + 2}D (batch mode) tensor expected for input`);
  }
  if (noDivisor) return divisor;
  return typeof windows === 'string' ? unknownSizes(input, rank, windows) : checked(kind, rank, input, windows);
}

const AXES: Readonly<Record<number, readonly string[]>> = { 2: ['H', 'W'], 3: ['T', 'H', 'W'] };

/** pool2d_shape_check and pool3d_shape_check, and what the axes' own computation refuses before them. */
function checked(kind: 'max' | 'avg', rank: number, input: Shape, windows: readonly Window[]): Shape | Refusal {
  for (const window of windows) {
    const refused = refuseAxis(window);
    if (refused) return refused;
  }
  const start = input.length - rank;
  const named = (prefix: string, value: (window: Window) => number, suffix = ''): string =>
    windows.map((window, axis) => `${prefix}${AXES[rank]?.[axis] ?? ''}${suffix}: ${value(window)}`).join(' ');
  if (windows.some(its => its.kernel < 1))
    return refuse('not-positive', `kernel size should be greater than zero, but got ${named('k', its => its.kernel)}`);
  if (windows.some(its => its.stride < 1))
    return refuse('not-positive', `stride should be greater than zero, but got ${named('d', its => its.stride)}`);
  if (windows.some(its => its.dilation < 1))
    return refuse(
      'not-positive',
      `dilation should be greater than zero, but got ${named('dilation', its => its.dilation)}`,
    );
  const empty = emptyAxis(input, start - 1);
  if (rank === 2 && (input.length > 4 || empty !== undefined)) {
    return refuse(
      input.length > 4 ? 'rank-mismatch' : 'input-empty',
      `Expected 3D or 4D (batch mode) tensor with optional 0 dim batch size for input, but got:${sizeText(input)}`,
    );
  }
  if (rank === 3 && empty !== undefined) {
    const name = kind === 'max' ? 'max_pool3d_with_indices_out_cpu_template' : 'avg_pool3d';
    return refuse(
      'input-empty',
      `${name}(): Expected input's non-batch dimensions to have positive length, but input has a shape of ${sizeText(input)} and non-batch dimension 0 has length zero!`,
    );
  }
  const spatial = input.slice(start);
  // Average pooling in 3-D compares with the input as it is, without its padding.
  if (rank === 3 && kind === 'avg' && isSmaller(spatial, windows)) {
    const image = spatial.map((dim, axis) => `${AXES[3]?.[axis] ?? ''}: ${sizeOf(dim)}`).join(' ');
    return refuse(
      'kernel-larger-than-input',
      `input image (${image}) smaller than kernel size (${named('k', its => its.kernel)})`,
    );
  }
  if (windows.some(its => its.padding > Math.floor(its.kernel / 2))) return paddingOverHalf(windows);
  const sizes = windows.map((window, axis) => pooled(spatial[axis] ?? 0, window));
  if (!sizes.some(size => typeof size === 'number' && size < 1)) return [...input.slice(0, start), ...sizes];
  const text = (dims: Shape): string => [input[start - 1] ?? 0, ...dims].map(sizeOf).join('x');
  return refuse(
    'kernel-larger-than-input',
    `Given input size: (${text(spatial)}). Calculated output size: (${text(sizes)}). Output size is too small`,
  );
}

function isSmaller(spatial: readonly Dim[], windows: readonly Window[]): boolean {
  return spatial.some((dim, axis) => typeof dim === 'number' && dim < (windows[axis]?.kernel ?? 1));
}

/** With a dilation, half of the kernel is less than the half of its span that was checked before. */
function paddingOverHalf(windows: readonly Window[]): Refusal {
  const [first, second, third] = windows;
  const said =
    first && second && third
      ? `kT: ${first.kernel} kW: ${third.kernel} kH: ${second.kernel} padT: ${first.padding} padW: ${third.padding} padH: ${second.padding}`
      : `padW = ${second?.padding ?? 0}, padH = ${first?.padding ?? 0}, kW = ${second?.kernel ?? 0}, kH = ${first?.kernel ?? 0}`;
  return refuse(
    'padding-more-than-half-the-kernel',
    `pad should be smaller than or equal to half of kernel size, but got ${said}`,
  );
}

/** F.lp_pool: average pooling of powers; it unpacks kernel_size, or multiplies with it, in Python. */
function powerPool(rank: number): ShapeRule {
  return (args, input) => {
    const kernel = args.get('kernel_size');
    const count = kernel !== undefined && isPlainList(kernel) ? kernel.length : rank;
    if (rank > 1 && count !== rank) {
      const said =
        count > rank
          ? `too many values to unpack (expected ${rank}`
          : `not enough values to unpack (expected ${rank}, got ${count}`;
      return refuse('wrong-length', `${said})`, 'ValueError');
    }
    const plain = withoutPadding(args);
    const out = rank === 1 ? pool1d('avg', plain, input) : poolNd('avg', rank, plain, input);
    if (rank > 1 || out instanceof Refusal || kernel === undefined || !isPlainList(kernel)) return out;
    return refuse('argument-invalid', "mul(): argument 'other' (position 1) must be Tensor, not tuple", 'TypeError');
  };
}

function withoutPadding(args: PlainArgs): PlainArgs {
  const values = new Map<string, Plain>();
  for (const name of ['kernel_size', 'stride', 'ceil_mode']) {
    const value = args.get(name);
    if (value !== undefined) values.set(name, value);
  }
  return new PlainArgs(values);
}
