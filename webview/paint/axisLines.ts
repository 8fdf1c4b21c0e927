import type { AxisTaps } from '../../src/engine/index.js';

/** The taps of one axis by input: outputs ascending within each input (CSR form). */
export interface AxisColumns {
  readonly ptr: Int32Array;
  readonly output: Int32Array;
  readonly kernel: Int32Array;
}

const columns = new WeakMap<AxisTaps, AxisColumns>();

/** An axis' taps turned round, by counting; kept as long as the taps themselves. */
export function axisColumns(taps: AxisTaps): AxisColumns {
  const known = columns.get(taps);
  if (known) return known;
  const { input, kernel, ptr } = taps;
  const starts = new Int32Array(taps.inputs + 1);
  for (const position of input) starts[position + 1]! += 1;
  for (let i = 0; i < taps.inputs; i++) starts[i + 1]! += starts[i]!;
  const next = starts.slice(0, taps.inputs);
  const output = new Int32Array(input.length);
  const weight = new Int32Array(input.length);
  for (let o = 0; o < taps.outputs; o++) {
    for (let p = ptr[o]!; p < ptr[o + 1]!; p++) {
      const target = next[input[p]!]!++;
      output[target] = o;
      weight[target] = kernel[p]!;
    }
  }
  const turned = { ptr: starts, output, kernel: weight };
  columns.set(taps, turned);
  return turned;
}

/** One meeting of an output, an input and a kernel position along an axis. */
export interface AxisTap {
  readonly output: number;
  readonly input: number;
  readonly kernel: number;
}

export function tapsOfOutput(taps: AxisTaps, output: number): AxisTap[] {
  const found: AxisTap[] = [];
  for (let p = taps.ptr[output] ?? 0; p < (taps.ptr[output + 1] ?? 0); p++) {
    found.push({ output, input: taps.input[p]!, kernel: taps.kernel[p]! });
  }
  return found;
}

export function tapsOfInput(taps: AxisTaps, input: number): AxisTap[] {
  const { ptr, output, kernel } = axisColumns(taps);
  const found: AxisTap[] = [];
  for (let p = ptr[input] ?? 0; p < (ptr[input + 1] ?? 0); p++) {
    found.push({ output: output[p]!, input, kernel: kernel[p]! });
  }
  return found;
}

export function tapsOfKernel(taps: AxisTaps, kernel: number): AxisTap[] {
  const found: AxisTap[] = [];
  for (let output = 0; output < taps.outputs; output++) {
    for (let p = taps.ptr[output]!; p < taps.ptr[output + 1]!; p++) {
      if (taps.kernel[p] === kernel) found.push({ output, input: taps.input[p]!, kernel });
    }
  }
  return found;
}
