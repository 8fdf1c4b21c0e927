import { geometries, type AxisGeometry } from './axis.js';
import { axisRuns, type AxisRun } from './axisRuns.js';
import { advance } from './indexing.js';
import { checkListable } from './limits.js';
import { memoryEstimate } from './memory.js';
import { at, product } from './numbers.js';
import { addRun, addRunTwice, type RunTaps } from './runSums.js';
import { outputSpatial } from './size.js';
import { listAxis } from './taps.js';
import { kernelPlace, weightLength } from './weights.js';
import type { AxisTaps } from './matrixTypes.js';
import type { ConvSpec } from './params.js';
import { ok, refuse, type Problem, type Result } from './result.js';

export interface ApplyOptions {
  /** Refuse a layer that makes more multiplications; 2^32 unless said, which take some seconds. */
  readonly maxProducts?: number;
}

const DEFAULT_MAX_PRODUCTS = 2 ** 32;

/** Inputs, outputs or weights: 1 GiB of doubles. */
const MOST_VALUES = 2 ** 27;

/**
 * The whole layer for one sample, without its bias: y = layerMatrix(spec, inputSpatial) · x, straight from the geometry, for x and y
 * flattened in the layer's layouts and weights in the framework's own tensor. No product is made with a padded or inserted zero, and
 * no matrix is there: memory is that of x and y. Sums are made in double precision in an order of their own, and rounded once to the
 * precision of x: equal to the matrix' product wherever no sum is rounded. Lengths that do not fit are a RangeError.
 */
export function applyLayer<T extends Float32Array | Float64Array>(
  spec: ConvSpec,
  inputSpatial: readonly number[],
  weights: Float32Array | Float64Array,
  x: T,
  { maxProducts = DEFAULT_MAX_PRODUCTS }: ApplyOptions = {},
): Result<T extends Float32Array ? Float32Array : Float64Array> {
  type Values = T extends Float32Array ? Float32Array : Float64Array;
  const problem = checkApply(spec, inputSpatial, maxProducts);
  if (problem) return refuse(problem);
  const inputs = product(inputSpatial);
  if (x.length !== inputs * spec.inChannels || weights.length !== weightLength(spec)) {
    throw new RangeError(
      `${x.length} values and ${weights.length} weights for ${spec.inChannels} channels of ${inputs} and ${weightLength(spec)} weights`,
    );
  }
  const axes = geometries(spec, inputSpatial);
  const length = product(axes.map(axis => axis.outputs)) * spec.outChannels;
  const y = x instanceof Float32Array ? new Float32Array(length) : new Float64Array(length);
  // One kind of array in the innermost loops, however the numbers come.
  const w = weights instanceof Float64Array ? weights : Float64Array.from(weights);
  if (length > 0 && x.length > 0) computeRows(spec, axes, w, channelsFirst(spec, inputs, x), y);
  return ok(y as Values);
}

function checkApply(spec: ConvSpec, inputSpatial: readonly number[], maxProducts: number): Problem | null {
  const sizes = outputSpatial(spec, inputSpatial);
  if (!sizes.ok) return sizes.problem;
  const { rows, cols, entries } = memoryEstimate(spec, inputSpatial, true);
  if (entries > maxProducts || Math.max(rows, cols, weightLength(spec)) > MOST_VALUES) {
    return {
      code: 'too-large',
      message: `The layer makes ${entries} multiplications for ${rows} outputs from ${cols} inputs: too many to compute here`,
      values: { rows, cols, entries, maxProducts },
    };
  }
  return checkListable(spec, inputSpatial);
}

/** x in double precision, one channel after the other. */
function channelsFirst(spec: ConvSpec, inputs: number, x: Float32Array | Float64Array): Float64Array {
  const channels = spec.inChannels;
  if (spec.layout !== 'NHWC' || channels === 1) return x instanceof Float64Array ? x : Float64Array.from(x);
  const planes = new Float64Array(x.length);
  for (let n = 0, place = 0; n < inputs; n++) {
    for (let i = 0; i < channels; i++) planes[i * inputs + n] = x[place++]!;
  }
  return planes;
}

/** As many sums at once as stay in the processor's nearest cache together with their inputs. */
const CHUNK = 512;

/** Line by line of outputs along the last axis. */
function computeRows(
  spec: ConvSpec,
  axes: readonly AxisGeometry[],
  w: Float64Array,
  x: Float64Array,
  y: Float32Array | Float64Array,
): void {
  const outer = axes.slice(0, -1).map(listAxis);
  const last = axes[axes.length - 1]!;
  const runs = axisRuns(last);
  const shape = outer.map(axis => axis.outputs);
  const position = shape.map(() => 0);
  const target = new Target(spec, y, product(shape) * last.outputs);
  const taps: RunTaps = { length: 0, inputs: new Int32Array(64), weights: new Int32Array(64), step: 1 };
  let row = 0;
  do {
    const lines = outerTaps(spec, outer, position);
    for (const run of runs) {
      listTaps(spec, axes, lines, run, taps);
      if (taps.length > 0) sumRun(spec, x.length / spec.inChannels, taps, run, row, w, x, target);
    }
    row += last.outputs;
  } while (advance(position, shape));
}

/** Where one output of all axes but the last finds its input lines and their kernel lines: both flat over these axes. */
interface Lines {
  readonly inputs: readonly number[];
  readonly kernel: readonly number[];
}

function outerTaps(spec: ConvSpec, axes: readonly AxisTaps[], position: readonly number[]): Lines {
  let inputs = [0];
  let kernel = [0];
  for (const [a, axis] of axes.entries()) {
    const from = at(axis.ptr, at(position, a));
    const to = at(axis.ptr, at(position, a) + 1);
    const size = at(spec.kernelSize, a);
    const nextInputs: number[] = [];
    const nextKernel: number[] = [];
    for (let n = 0; n < inputs.length; n++) {
      for (let p = from; p < to; p++) {
        nextInputs.push(inputs[n]! * axis.inputs + axis.input[p]!);
        nextKernel.push(kernel[n]! * size + axis.kernel[p]!);
      }
    }
    [inputs, kernel] = [nextInputs, nextKernel];
  }
  return { inputs, kernel };
}

/** All taps of a run, over the input channels of the first group and relative to the group's first input and weight. */
function listTaps(spec: ConvSpec, axes: readonly AxisGeometry[], lines: Lines, run: AxisRun, taps: RunTaps): void {
  const inPerGroup = spec.inChannels / spec.groups;
  const inputs = product(axes.map(axis => axis.inputs));
  const along = axes[axes.length - 1]!.inputs;
  const kernel = at(spec.kernelSize, axes.length - 1);
  const { start, step } = kernelPlace(spec, 0, 0);
  // The kernels of an output channel lie equally far apart in every weight layout.
  const apart = inPerGroup > 1 ? kernelPlace(spec, 0, 1).start - start : 0;
  const length = inPerGroup * lines.inputs.length * run.inputs.length;
  if (taps.inputs.length < length) {
    taps.inputs = new Int32Array(length);
    taps.weights = new Int32Array(length);
  }
  let t = 0;
  for (let i = 0; i < inPerGroup; i++) {
    for (let n = 0; n < lines.inputs.length; n++) {
      const input = i * inputs + lines.inputs[n]! * along;
      const weight = i * apart + lines.kernel[n]! * kernel * step;
      for (let p = 0; p < run.inputs.length; p++) {
        taps.inputs[t] = input + run.inputs[p]!;
        taps.weights[t] = weight + run.kernel[p]! * step;
        t++;
      }
    }
  }
  taps.length = length;
  taps.step = run.inputStep;
}

/** A run of one line of outputs, in all output channels. */
function sumRun(
  spec: ConvSpec,
  inputs: number,
  taps: RunTaps,
  run: AxisRun,
  row: number,
  w: Float64Array,
  x: Float64Array,
  target: Target,
): void {
  const inPerGroup = spec.inChannels / spec.groups;
  const outPerGroup = spec.outChannels / spec.groups;
  const { sums, others } = target;
  for (let done = 0; done < run.length; done += CHUNK) {
    const count = Math.min(CHUNK, run.length - done);
    const first = row + run.first + done * run.step;
    for (let o = 0; o < spec.outChannels; o++) {
      const firstIn = Math.floor(o / outPerGroup) * inPerGroup;
      const input = firstIn * inputs + done * run.inputStep;
      const { start } = kernelPlace(spec, o, firstIn);
      sums.fill(0, 0, count);
      if ((o + 1) % outPerGroup === 0) {
        addRun(sums, count, x, input, w, start, taps);
      } else {
        others.fill(0, 0, count);
        addRunTwice(sums, others, count, x, input, w, start, kernelPlace(spec, o + 1, firstIn).start, taps);
        target.put(sums, count, o, first, run.step);
        o++;
        target.put(others, count, o, first, run.step);
        continue;
      }
      target.put(sums, count, o, first, run.step);
    }
  }
}

/** Where sums are put together, and then in the output. */
class Target {
  readonly sums = new Float64Array(CHUNK);
  readonly others = new Float64Array(CHUNK);
  private readonly perOutput: number;
  private readonly perChannel: number;

  constructor(
    spec: ConvSpec,
    private readonly y: Float32Array | Float64Array,
    outputs: number,
  ) {
    const last = (spec.outputLayout ?? spec.layout) === 'NHWC';
    this.perOutput = last ? spec.outChannels : 1;
    this.perChannel = last ? 1 : outputs;
  }

  /** Sums of outputs first, first + step, … of a channel. */
  put(sums: Float64Array, count: number, channel: number, first: number, step: number): void {
    const { y, perOutput, perChannel } = this;
    let place = channel * perChannel + first * perOutput;
    for (let n = 0; n < count; n++, place += step * perOutput) y[place] = sums[n]!;
  }
}
