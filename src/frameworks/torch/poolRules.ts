import { isKnown, ruleDim, unknownDim, type Dim, type Shape } from '../dims.js';
import { Refusal, sizeText, type Flow, type ShapeRule } from '../flow.js';
import type { PlainArgs } from '../plain.js';

/**
 * PyTorch's pooling and resizing. Sizes: aten/src/ATen/native/Pool.h (pooling_output_shape), nn/functional.py
 * (interpolate). The channels and the batch stay; an input of rank n + 1 has no batch.
 */

/** The spatial axes of an input are its last `rank` ones; the framework refuses other ranks. */
function spatialStart(input: Shape, rank: number, name: string): number | Refusal {
  if (input.length === rank + 1 || input.length === rank + 2) return input.length - rank;
  return new Refusal(
    'RuntimeError',
    `Expected ${rank + 1}D or ${rank + 2}D (batch mode) tensor for input of ${name}, but got: ${sizeText(input)}`,
  );
}

interface Window {
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number;
  readonly dilation: number;
  readonly ceil: boolean;
}

/** floor: ⌊(i + 2p − K)/s⌋ + 1; ceil: ⌈…⌉ + 1, less one where the last window would start beyond the padded input. */
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

function windowsOf(args: PlainArgs, rank: number): Window[] | string {
  const kernel = args.ints('kernel_size', rank);
  if (!kernel) return args.why('kernel_size');
  const stride = args.isNone('stride') || isEmpty(args, 'stride') ? kernel : args.ints('stride', rank);
  if (!stride) return args.why('stride');
  const padding = args.get('padding') === undefined ? kernel.map(() => 0) : args.ints('padding', rank);
  if (!padding) return args.why('padding');
  const dilation = args.get('dilation') === undefined ? kernel.map(() => 1) : args.ints('dilation', rank);
  if (!dilation) return args.why('dilation');
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

function isEmpty(args: PlainArgs, name: string): boolean {
  const value = args.get(name);
  return Array.isArray(value) && value.length === 0;
}

function refuseWindow(window: Window, name: string): Refusal | null {
  if (window.kernel < 1) return new Refusal('RuntimeError', 'kernel size should be greater than zero');
  if (window.stride < 1) return new Refusal('RuntimeError', 'stride should not be zero');
  if (window.dilation < 1) return new Refusal('RuntimeError', 'dilation should be greater than zero');
  if (window.padding < 0)
    return new Refusal('RuntimeError', `pad must be non-negative, but got pad: ${window.padding}`);
  const span = window.dilation * (window.kernel - 1) + 1;
  if (window.padding > Math.floor(span / 2)) {
    if (name === 'max_pool1d') {
      return new Refusal(
        'RuntimeError',
        `max_pool1d() padding should be at most half of kernel size, but got padding=${window.padding} and kernel_size=${window.kernel}`,
      );
    }
    return new Refusal(
      'RuntimeError',
      `pad should be at most half of effective kernel size, but got pad=${window.padding}, kernel_size=${window.kernel} and dilation=${window.dilation}`,
    );
  }
  return null;
}

/** Max, average and power-average pooling over the last `rank` axes. */
export function pool(rank: number, name: string): ShapeRule {
  return (args, input): Flow => {
    const start = spatialStart(input, rank, name);
    if (start instanceof Refusal) return start;
    const windows = windowsOf(args, rank);
    if (typeof windows === 'string') return input.map((dim, axis) => (axis < start ? dim : unknownDim(windows)));
    for (const window of windows) {
      const refused = refuseWindow(window, name);
      if (refused) return refused;
    }
    const sizes = windows.map((window, axis) => pooled(input[start + axis] ?? 0, window));
    if (sizes.some(size => typeof size === 'number' && size < 1)) {
      const channels = input[start - 1] ?? 0;
      const text = (dims: Shape): string =>
        [channels, ...dims].map(dim => (isKnown(dim) ? String(dim) : '?')).join('x');
      return new Refusal(
        'RuntimeError',
        `Given input size: (${text(input.slice(start))}). Calculated output size: (${text(sizes)}). Output size is too small`,
      );
    }
    return [...input.slice(0, start), ...sizes];
  };
}

/** Adaptive pooling: the size asked for; None keeps an axis. */
export function adaptivePool(rank: number, name: string): ShapeRule {
  return (args, input): Flow => {
    const start = spatialStart(input, rank, name);
    if (start instanceof Refusal) return start;
    const asked = args.get('output_size');
    const list = Array.isArray(asked) ? (asked as readonly unknown[]) : Array<unknown>(rank).fill(asked);
    return input.map((dim, axis) => {
      if (axis < start) return dim;
      const size = list.length === 1 ? list[0] : list[axis - start];
      if (size === null) return dim;
      return typeof size === 'number' ? size : unknownDim(args.why('output_size'));
    });
  };
}

/** nn.Upsample and F.interpolate: size, or ⌊i·scale⌋ in double precision. The input always has its batch. */
export const upsample: ShapeRule = (args, input) => {
  if (input.length < 3 || input.length > 5) {
    return new Refusal(
      'NotImplementedError',
      `Input Error: Only 3D, 4D and 5D input Tensors supported (got ${input.length}D) for the modes: nearest | linear | ` +
        `bilinear | bicubic | trilinear | lanczos | area | nearest-exact (got ${args.text('mode') ?? 'nearest'})`,
    );
  }
  const rank = input.length - 2;
  const sizeGiven = !args.isNone('size');
  const scaleGiven = !args.isNone('scale_factor');
  if (sizeGiven && scaleGiven) return new Refusal('ValueError', 'only one of size or scale_factor should be defined');
  if (!sizeGiven && !scaleGiven) return new Refusal('ValueError', 'either size or scale_factor should be defined');
  const sizes = sizeGiven ? args.ints('size', rank) : undefined;
  const given = args.get(sizeGiven ? 'size' : 'scale_factor');
  if (Array.isArray(given) && given.length !== rank) {
    return new Refusal(
      'ValueError',
      `Input and output must have the same number of spatial dimensions, but got input with spatial dimensions of ${sizeText(input.slice(2))} and output size or scale_factor of ${given.length} values`,
    );
  }
  const output = input.map((dim, axis) => {
    if (axis < 2) return dim;
    if (sizeGiven) return sizes?.[axis - 2] ?? unknownDim(args.why('size'));
    const scale = Array.isArray(given) ? realPart(given[axis - 2]) : args.real('scale_factor');
    return scale === undefined ? unknownDim(args.why('scale_factor')) : scaled(dim, scale);
  });
  if (!output.slice(2).some(dim => typeof dim === 'number' && dim < 1)) return output;
  const names = ['D', 'H', 'W'].slice(3 - rank);
  const text = (shape: Shape): string =>
    shape
      .slice(2)
      .map((dim, axis) => `${names[axis] ?? ''}: ${isKnown(dim) ? String(dim) : '?'}`)
      .join(', ');
  return new Refusal(
    'RuntimeError',
    `Input and output sizes should be greater than 0, but got input (${text(input)})${rank === 1 ? ' and' : ''} output (${text(output)})`,
  );
};

function realPart(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'object' && value !== null && 'float' in value
    ? (value as { float: number }).float
    : undefined;
}

/** ⌊i·scale⌋; of a symbolic size only for a scale that is an integer or one over an integer. */
function scaled(size: Dim, scale: number): Dim {
  if (typeof size === 'number') return Math.floor(size * scale);
  if (Number.isInteger(scale)) return ruleDim(size, { mul: scale, add: 0, div: 1, plus: 0 });
  const inverse = 1 / scale;
  // Powers of two alone are exact in floating point for every size.
  if (Number.isInteger(inverse) && Number.isInteger(Math.log2(inverse)))
    return ruleDim(size, { mul: 1, add: 0, div: inverse, plus: 0 });
  return unknownDim(`the size times ${scale} is rounded down`);
}

/** MaxUnpool: (i − 1)·s + k − 2p. */
export function unpool(rank: number, name: string): ShapeRule {
  return (args, input): Flow => {
    const start = spatialStart(input, rank, name);
    if (start instanceof Refusal) return start;
    const windows = windowsOf(args, rank);
    return input.map((dim, axis) => {
      if (axis < start) return dim;
      if (typeof windows === 'string') return unknownDim(windows);
      const window = windows[axis - start];
      if (!window) return dim;
      return ruleDim(dim, {
        mul: window.stride,
        add: window.kernel - window.stride - 2 * window.padding,
        div: 1,
        plus: 0,
      });
    });
  };
}
