import { conventionRules } from './conventions/index.js';
import { overlapEvenness } from './evenness.js';
import { outputSpatial } from './size.js';
import { solveAxis, type AxisGoal, type AxisSolution } from './solveAxis.js';
import { isSymmetric } from './padding.js';
import { buildSpec } from './spec.js';
import { at } from './numbers.js';
import type { Change } from './matrixTypes.js';
import type { LayerParams } from './params.js';
import type { Evenness } from './evenness.js';

/** Exactly this output size, or exactly this factor for every input size (of a convolution, the input divided by it where it divides). */
export type SolverGoal = { readonly outputSpatial: readonly number[] } | { readonly factor: readonly number[] };

/** A change of kernel size, stride, padding and output padding that reaches the goal. */
export interface Solution extends Change, Evenness {
  readonly even: boolean;
}

/**
 * Kernel size, stride, padding and output padding that reach a goal with the present dilation, leaving no output (of a
 * convolution: no input) without a tap: at most `most`, ranked by evenness (variation), then by how many parameters change and by how much.
 * The search covers strides to 8, kernels to 16 and what lies near the present layer; a padding word stays. Every solution is checked by
 * building it. Empty where the layer is refused, the goal is not positive integers, or nothing reaches it. An output size needs
 * the input size; outputSpatial of the solutions is empty where that is not known.
 */
export function solveLayer(
  params: LayerParams,
  inputSpatial: readonly (number | null)[],
  goal: SolverGoal,
  most = 5,
): Solution[] {
  const present = buildSpec(params);
  if (!present.ok || inputSpatial.length !== params.spatialRank) return [];
  const goals: AxisGoal[] = [];
  const wanted = 'factor' in goal ? goal.factor : goal.outputSpatial;
  if (wanted.length !== params.spatialRank) return [];
  for (const [axis, value] of wanted.entries()) {
    const input = inputSpatial[axis] ?? null;
    if (!isSize(value) || (input !== null && !isSize(input))) return [];
    if ('factor' in goal) goals.push({ input, factor: value });
    else if (input === null) return [];
    else goals.push({ input, output: value });
  }
  const known = inputSpatial.every(size => size !== null) ? inputSpatial : null;
  const solutions = new Map<string, Solution & Nearness>();
  // Keras' None of output_padding goes for all axes at once.
  const { outputPadding } = conventionRules(params.convention);
  const given = outputPadding === 'zero' || params.outputPadding !== null;
  for (const givesOutputPadding of outputPadding === 'absent' ? [false] : given ? [true] : [false, true]) {
    const axes = goals.map((axisGoal, axis) => solveAxis(params, axis, axisGoal, givesOutputPadding, most));
    for (const choices of combinations(axes)) {
      const solution = joined(params, choices, known, goals);
      const key = JSON.stringify(solution?.set);
      if (solution && !solutions.has(key)) solutions.set(key, { ...solution, ...nearness(params, solution.set) });
    }
  }
  return [...solutions.values()]
    .sort((a, b) => a.variation - b.variation || a.changes - b.changes || a.distance - b.distance)
    .slice(0, most)
    .map(({ changes: _changes, distance: _distance, ...solution }) => solution);
}

/** Of several axes' choices, each best first, so many are combined with one another. */
const MOST_COMBINED = { 1: Infinity, 2: 8, 3: 5 } as const;

function combinations(axes: readonly (readonly AxisSolution[])[]): AxisSolution[][] {
  const most = axes.length === 1 ? MOST_COMBINED[1] : axes.length === 2 ? MOST_COMBINED[2] : MOST_COMBINED[3];
  return axes.reduce<AxisSolution[][]>(
    (all, choices) => all.flatMap(first => choices.slice(0, most).map(choice => [...first, choice])),
    [[]],
  );
}

interface Nearness {
  /** How many parameters change, and by how much in all. */
  readonly changes: number;
  readonly distance: number;
}

function nearness(params: LayerParams, set: Change['set']): Nearness {
  const before = presentValues(params);
  const distance = Object.entries(set).reduce((sum, [key, values]) => {
    const now = before[key];
    return sum + values.reduce((all, value, axis) => all + Math.abs(value - (now?.[axis] ?? 0)), 0);
  }, 0);
  return { changes: Object.keys(set).length, distance };
}

function isSize(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 1;
}

/** The axes' choices as one change, if the whole layer with it runs and gives what the axes gave. */
function joined(
  params: LayerParams,
  choices: readonly AxisSolution[],
  known: readonly number[] | null,
  goals: readonly AxisGoal[],
): Solution | null {
  const numbers = (values: readonly (number | null)[]) => (values.every(value => value !== null) ? [...values] : null);
  const padding = numbers(choices.map(choice => choice.padding));
  const outputPadding = numbers(choices.map(choice => choice.outputPadding));
  const all = {
    kernelSize: choices.map(choice => choice.kernelSize),
    stride: choices.map(choice => choice.stride),
    ...(padding ? { padding } : {}),
    ...(outputPadding ? { outputPadding } : {}),
  };
  const built = buildSpec({ ...params, ...all });
  if (!built.ok) return null;
  let output: number[] = [];
  if (known) {
    const sizes = outputSpatial(built.value, known);
    if (!sizes.ok) return null;
    output = sizes.value;
    const expected = (goal: AxisGoal) => ('factor' in goal ? null : goal.output);
    if (goals.some((goal, axis) => expected(goal) !== null && expected(goal) !== at(output, axis))) return null;
  }
  const evenness = overlapEvenness(built.value);
  return { set: differing(params, all), outputSpatial: output, even: evenness.variation === 0, ...evenness };
}

/** Only what differs from the present layer. */
function differing(params: LayerParams, all: Change['set']): Change['set'] {
  const present = presentValues(params);
  const changed = Object.entries(all).filter(([key, values]) => {
    const before = present[key];
    return !before || values.some((value, axis) => value !== before[axis]);
  });
  return Object.fromEntries(changed);
}

/** The layer's own numbers, one per axis; null where it has none. */
function presentValues(params: LayerParams): Readonly<Record<string, readonly number[] | null>> {
  const each = (values: readonly number[]) =>
    params.kernelSize.map((_, axis) => at(values, values.length === 1 ? 0 : axis));
  return {
    kernelSize: each(params.kernelSize),
    stride: each(params.stride),
    padding: isSymmetric(params.padding) ? each(params.padding) : null,
    outputPadding: params.outputPadding
      ? each(params.outputPadding)
      : conventionRules(params.convention).outputPadding === 'zero'
        ? each([0])
        : null,
  };
}
