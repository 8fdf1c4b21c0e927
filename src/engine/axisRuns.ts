import { windowsInside, type AxisGeometry } from './axis.js';
import { isMoved } from './kronecker.js';
import { gcd } from './numbers.js';
import { listAxis, outputLine } from './taps.js';

/**
 * Outputs first, first + step, … along one axis that meet the same kernel positions, at inputs that move on by inputStep from each
 * output to the next: what one loop computes for the same weights.
 */
export interface AxisRun {
  readonly first: number;
  readonly step: number;
  readonly length: number;
  readonly inputStep: number;
  /** Of the first output, per tap. */
  readonly inputs: ArrayLike<number>;
  readonly kernel: ArrayLike<number>;
}

/**
 * The outputs of an axis that have a tap, as runs: of a convolution its border, window by window, and all the windows inside; of a
 * transposed one its border, and inside a run for each phase of its stride. The axis must be one that listAxis lists.
 */
export function axisRuns(axis: AxisGeometry): AxisRun[] {
  if (axis.transposed && axis.mode !== 'zeros') return listedRuns(axis);
  const [inside, endInside] = interior(axis);
  const shared = gcd(axis.spread, axis.stride);
  const step = axis.transposed ? axis.stride : axis.spread / shared;
  const inputStep = axis.transposed ? 1 : axis.stride / shared;
  const runs: AxisRun[] = [];
  const add = (first: number, length: number) => {
    const { other: inputs, kernel } = outputLine(axis, first);
    if (inputs.length > 0) runs.push({ first, step, length, inputStep, inputs, kernel });
  };
  for (let output = 0; output < axis.outputs; output++) {
    if (output === inside + step) output = Math.max(output, endInside);
    if (output >= axis.outputs) break;
    const isInside = output >= inside && output < endInside;
    add(output, isInside ? Math.ceil((endInside - output) / step) : 1);
  }
  return runs;
}

/** The outputs, as a half-open interval, whose taps all lie on the input whatever their kernel positions. */
function interior(axis: AxisGeometry): [number, number] {
  const { transposed, kernel, dilation, begin, windows, outputs, stride, cells, spread } = axis;
  // Zeros between the inputs are inside, too.
  if (!transposed) return windowsInside({ ...axis, cells: (cells - 1) * spread + 1 });
  const first = Math.min(Math.max((kernel - 1) * dilation - begin, 0), outputs);
  return [first, Math.min(Math.max((windows - 1) * stride - begin + 1, first), outputs)];
}

/** The same where outputs are painted from beyond their other end: by comparing each with the one before of its phase. */
function listedRuns(axis: AxisGeometry): AxisRun[] {
  const taps = listAxis(axis);
  const { ptr, input, kernel, outputs } = taps;
  const step = axis.stride;
  const moved = (output: number) =>
    isMoved(taps, output, output + step) ? input[ptr[output + step]!]! - input[ptr[output]!]! : 0;
  const runs: AxisRun[] = [];
  for (let phase = 0; phase < Math.min(step, outputs); phase++) {
    for (let first = phase, last; first < outputs; first = last + step) {
      const [start, end] = [ptr[first]!, ptr[first + 1]!];
      last = first;
      if (start === end) continue;
      while (last + step < outputs && moved(last) === 1) last += step;
      const length = (last - first) / step + 1;
      runs.push({
        first,
        step,
        length,
        inputStep: 1,
        inputs: input.subarray(start, end),
        kernel: kernel.subarray(start, end),
      });
    }
  }
  return runs;
}
