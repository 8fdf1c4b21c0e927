import { axisParams } from './axisSpec.js';
import { conventionRules } from './conventions/index.js';
import { overlapEvenness } from './evenness.js';
import { isCovered } from './nearestEven.js';
import { at, effectiveKernelSize } from './numbers.js';
import { isSymmetric } from './padding.js';
import { outputSpatial } from './size.js';
import { sizeRule } from './sizeRule.js';
import { buildSpec } from './spec.js';
import type { ConvSpec, LayerParams } from './params.js';

/** One axis of a solution, as the framework takes it. null: stays as it is (a padding word; an output padding not given). */
export interface AxisSolution {
  readonly kernelSize: number;
  readonly stride: number;
  readonly padding: number | null;
  readonly outputPadding: number | null;
  /** Coefficient of variation of the counts along this axis. */
  readonly variation: number;
}

/** What an axis must give: this size from this input, or a factor for every input size. */
export type AxisGoal =
  { readonly input: number; readonly output: number } | { readonly input: number | null; readonly factor: number };

/** What is searched: strides to 8, kernels to 16, output paddings to 16; and what the present layer and the goal suggest. */
const STRIDES = 8;
const KERNELS = 16;
const OUTPUT_PADDINGS = 16;

/** The choices along one axis that reach the goal and leave nothing unpainted, best first: even before uneven, then near before far. */
export function solveAxis(
  params: LayerParams,
  axis: number,
  goal: AxisGoal,
  givesOutputPadding: boolean,
  most: number,
): AxisSolution[] {
  const one = axisParams(params, axis);
  const rules = conventionRules(params.convention);
  const now: AxisSolution = {
    kernelSize: at(one.kernelSize, 0),
    stride: at(one.stride, 0),
    padding: rules.symmetricPadding && isSymmetric(one.padding) ? at(one.padding, 0) : null,
    outputPadding: one.outputPadding ? at(one.outputPadding, 0) : rules.outputPadding === 'zero' ? 0 : null,
    variation: 0,
  };
  const found: { solution: AxisSolution; spec: ConvSpec; changes: number; distance: number }[] = [];
  for (const choice of choices(one, goal, now, givesOutputPadding)) {
    const built = buildSpec(withAxis(one, choice));
    if (!built.ok || !reaches(built.value, goal)) continue;
    const solution = { ...choice, variation: overlapEvenness(built.value).variation };
    found.push({ solution, spec: built.value, ...farness(solution, now) });
  }
  found.sort(
    (a, b) =>
      a.solution.variation - b.solution.variation ||
      a.changes - b.changes ||
      a.distance - b.distance ||
      b.solution.kernelSize - a.solution.kernelSize,
  );
  const solutions: AxisSolution[] = [];
  for (const { solution, spec } of found) {
    if (solutions.length >= most) break;
    if (examined(spec, goal).every(input => isCovered(spec, 0, input))) solutions.push(solution);
  }
  return solutions;
}

/** A layer of one axis with a choice put in. */
function withAxis(one: LayerParams, choice: AxisSolution): LayerParams {
  return {
    ...one,
    kernelSize: [choice.kernelSize],
    stride: [choice.stride],
    padding: choice.padding === null ? one.padding : [choice.padding],
    outputPadding: choice.outputPadding === null ? one.outputPadding : [choice.outputPadding],
  };
}

function* choices(
  one: LayerParams,
  goal: AxisGoal,
  now: AxisSolution,
  givesOutputPadding: boolean,
): Generator<AxisSolution> {
  const dilation = at(one.dilation, 0);
  const transposed = one.kind === 'transposed';
  for (const stride of strides(goal, now)) {
    const added = transposed && givesOutputPadding ? Math.min(Math.max(stride, dilation), OUTPUT_PADDINGS) : 1;
    for (const kernelSize of kernels(stride, now)) {
      const span = effectiveKernelSize(kernelSize, dilation);
      for (let extra = 0; extra < added; extra++) {
        const outputPadding = transposed && givesOutputPadding ? extra : null;
        for (const padding of now.padding === null
          ? [null]
          : paddings(transposed, goal, span, stride, extra, now.padding)) {
          yield { kernelSize, stride, padding, outputPadding, variation: 0 };
        }
      }
    }
  }
}

function strides(goal: AxisGoal, now: AxisSolution): number[] {
  if ('factor' in goal) return [goal.factor];
  const ratio = goal.output > goal.input ? goal.output / goal.input : goal.input / goal.output;
  const near = [now.stride, Math.floor(ratio), Math.ceil(ratio)].filter(stride => stride >= 1);
  return [...new Set([...Array.from({ length: STRIDES }, (_, n) => n + 1), ...near])];
}

function kernels(stride: number, now: AxisSolution): number[] {
  const near = [-2, -1, 0, 1, 2].map(more => now.kernelSize + more).filter(size => size >= 1);
  return [...new Set([...Array.from({ length: KERNELS }, (_, n) => n + 1), stride, 2 * stride, ...near])];
}

/** The paddings that can reach the goal, none of which hides a whole window: below the effective kernel size. */
function paddings(
  transposed: boolean,
  goal: AxisGoal,
  span: number,
  stride: number,
  outputPadding: number,
  now: number,
): number[] {
  if (transposed) {
    const twice =
      'factor' in goal ? span + outputPadding - stride : (goal.input - 1) * stride + span + outputPadding - goal.output;
    const padding = twice / 2;
    return Number.isInteger(padding) && padding >= 0 && padding < span ? [padding] : [];
  }
  // ⌊(i + 2p − span)/s⌋ + 1 = o for 2p from lowest to lowest + s − 1; of a factor, with i = o·s.
  const lowest = 'factor' in goal ? span - stride : (goal.output - 1) * stride + span - goal.input;
  const first = Math.max(0, Math.ceil(lowest / 2));
  const last = Math.min(Math.floor((lowest + stride - 1) / 2), span - 1);
  return first <= last ? [Math.min(Math.max(now, first), last)] : [];
}

function reaches(spec: ConvSpec, goal: AxisGoal): boolean {
  if (!('factor' in goal)) {
    const sizes = outputSpatial(spec, [goal.input]);
    return sizes.ok && at(sizes.value, 0) === goal.output;
  }
  const { mul, add, div, plus } = sizeRule(spec, 0);
  if (spec.transposed) return mul === goal.factor && add + plus === 0;
  return mul === 1 && div === goal.factor && Math.floor(add / div) + plus === 0;
}

/** The input sizes at which the border is looked at: the known one, and for a factor one that is long enough to have an interior. */
function examined(spec: ConvSpec, goal: AxisGoal): number[] {
  const known = goal.input === null ? [] : [goal.input];
  if (!('factor' in goal)) return known;
  const span = effectiveKernelSize(at(spec.kernelSize, 0), at(spec.dilation, 0));
  return [...known, (Math.ceil(span / goal.factor) + 2) * goal.factor];
}

function farness(solution: AxisSolution, now: AxisSolution): { changes: number; distance: number } {
  let changes = 0;
  let distance = 0;
  for (const key of ['kernelSize', 'stride', 'padding', 'outputPadding'] as const) {
    const difference = Math.abs((solution[key] ?? now[key] ?? 0) - (now[key] ?? 0));
    distance += difference;
    if (difference > 0) changes++;
  }
  return { changes, distance };
}
