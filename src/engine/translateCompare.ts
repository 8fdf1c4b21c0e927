import { axisGeometry, type AxisGeometry } from './axis.js';
import { at, effectiveKernelSize } from './numbers.js';
import { rawOutput } from './sizeRule.js';
import type { ConvSpec } from './params.js';

/**
 * How another layer's matrix along one axis differs from a layer's: not at all (0), its kernel lies so many positions further towards the
 * end of the side that it lies on (of a convolution the input, of a transposed one the output), or in another way (null).
 */
export type AxisDifference = number | null;

/** Of a larger stride not every size is compared, and none is then said to hold for every size. */
const MOST_SIZES = 4096;

/** compareAxes at one input size, or (null) for every size alike. */
export function compareSpecs(
  spec: ConvSpec,
  other: ConvSpec,
  inputSpatial: readonly number[] | null,
): AxisDifference[] {
  return spec.kernelSize.map((_, axis) => compareAxis(spec, other, axis, inputSpatial ? at(inputSpatial, axis) : null));
}

function compareAxis(spec: ConvSpec, other: ConvSpec, axis: number, input: number | null): AxisDifference {
  if (input !== null) return differenceAt(spec, other, axis, input);
  // Only an output size that is asked for belongs to one input size; all else repeats with the stride once the input is large enough.
  if (spec.outputSize || other.outputSize) return null;
  const stride = Math.max(at(spec.stride, axis), at(other.stride, axis));
  if (stride > MOST_SIZES) return null;
  const enough = Math.max(needed(spec, axis), needed(other, axis));
  const first = differenceAt(spec, other, axis, enough);
  for (let more = 1; more <= stride; more++) {
    if (differenceAt(spec, other, axis, enough + more) !== first) return null;
  }
  return first;
}

/** An input size from which on every window meets the layer's borders one at a time. */
function needed(spec: ConvSpec, axis: number): number {
  const pads =
    typeof spec.padding === 'string'
      ? 0
      : Math.abs(at(spec.padding.begin, axis)) + Math.abs(at(spec.padding.end, axis));
  const span = effectiveKernelSize(at(spec.kernelSize, axis), at(spec.dilation, axis));
  return 2 * (span + pads + at(spec.stride, axis)) + 2;
}

function differenceAt(spec: ConvSpec, other: ConvSpec, axis: number, input: number): AxisDifference {
  if (spec.transposed !== other.transposed) return null;
  // Sizes below 1 are compared as they are: where both layers refuse, they need not be told apart.
  if (rawOutput(spec, axis, input) !== rawOutput(other, axis, input)) return null;
  const [a, b] = [axisGeometry(spec, axis, input), axisGeometry(other, axis, input)];
  if (a.kernel !== b.kernel || a.spread !== b.spread) return null;
  if (a.stride !== b.stride && a.windows > 1) return null;
  if (a.dilation !== b.dilation && a.kernel > 1) return null;
  const [padsA, padsB] = [pads(a), pads(b)];
  if (a.mode !== b.mode && (padsA || padsB)) return null;
  return a.begin - b.begin;
}

/** Whether the kernel reaches beyond what it lies on, so that it matters what is read there, or where what is painted there goes. */
function pads({ windows, cells, kernel, stride, dilation, begin }: AxisGeometry): boolean {
  if (windows < 1) return false;
  return begin > 0 || (windows - 1) * stride + effectiveKernelSize(kernel, dilation) - begin > cells;
}

/**
 * A transposed convolution of stride 1 as the convolution that it is: of the kernel reversed, over the input padded by K − 1 less what is cropped.
 * null where it has a stride or an output size of its own, or folds.
 */
export function convolutionForm(spec: ConvSpec): ConvSpec | null {
  const { padding } = spec;
  if (!spec.transposed || typeof padding === 'string' || spec.outputSize || spec.paddingMode !== 'zeros') return null;
  if (spec.stride.some(stride => stride !== 1)) return null;
  const full = spec.kernelSize.map((size, axis) => effectiveKernelSize(size, at(spec.dilation, axis)) - 1);
  const begin = full.map((size, axis) => size - at(padding.begin, axis));
  const end = full.map((size, axis) => size - at(padding.end, axis) + at(spec.outputPadding, axis));
  return {
    ...spec,
    transposed: false,
    padding: { begin, end },
    outputPadding: full.map(() => 0),
    flip: !(spec.flip ?? false),
  };
}
