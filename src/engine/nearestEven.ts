import { axisGeometry } from './axis.js';
import { conventionRules } from './conventions/index.js';
import { axisTapCount } from './limits.js';
import { at, ceilDiv, effectiveKernelSize, gcd } from './numbers.js';
import { axisProfile } from './overlap.js';
import { axisPadding, isSymmetric } from './padding.js';
import { outputSpatial } from './size.js';
import { rawOutput, sizeRule } from './sizeRule.js';
import { buildSpec } from './spec.js';
import type { Change } from './matrixTypes.js';
import type { ConvSpec, LayerParams } from './params.js';

/** One axis' own parameters, as its framework takes them. null: not given (Keras), or a padding word that stays. */
interface AxisChoice {
  readonly kernelSize: number;
  readonly padding: number | null;
  readonly outputPadding: number | null;
}

/** Of the paddings that keep a convolution's size at most so many are tried, the nearest first. */
const MOST_PADDINGS = 16;

/** A border with more taps than this is not examined, and then not offered. */
const MOST_TAPS = 2 ** 18;

/**
 * The nearest change of kernel size, padding and output padding that covers the interior evenly, with the same stride,
 * dilation and output size (for every input size where it is not known), and that leaves no element of the real map
 * without a tap. Along each uneven axis the next larger multiple of the stride is tried before the next smaller one. null where the
 * layer is even already, cannot run, or has no such change: with gcd(dilation, stride) > 1 no kernel is even, and Keras'
 * padding words leave little choice. outputSpatial is empty where the input size is not known.
 */
export function nearestEven(params: LayerParams, inputSpatial: readonly (number | null)[]): Change | null {
  const built = buildSpec(params);
  if (!built.ok || inputSpatial.length !== params.spatialRank) return null;
  const spec = built.value;
  const known = inputSpatial.every(size => size !== null) ? inputSpatial : null;
  if (known && !outputSpatial(spec, known).ok) return null;
  const choices: AxisChoice[] = [];
  let changed = false;
  for (let axis = 0; axis < spec.spatialRank; axis++) {
    const now = currentChoice(params, spec, axis);
    const input = inputSpatial[axis] ?? null;
    if (isEven(spec, axis)) {
      if (input !== null && !isCovered(spec, axis, input)) return null;
      choices.push(now);
      continue;
    }
    const found = evenChoice(params, spec, axis, input, now);
    if (!found) return null;
    choices.push(found);
    changed = true;
  }
  return changed ? toChange(params, spec, choices, known) : null;
}

function isEven(spec: ConvSpec, axis: number): boolean {
  const stride = at(spec.stride, axis);
  return stride === 1 || (at(spec.kernelSize, axis) % stride === 0 && gcd(at(spec.dilation, axis), stride) === 1);
}

function currentChoice(params: LayerParams, spec: ConvSpec, axis: number): AxisChoice {
  const { symmetricPadding, outputPadding } = conventionRules(params.convention);
  const { padding } = spec;
  const isExplicit = typeof padding !== 'string' && at(padding.begin, axis) === at(padding.end, axis);
  const explicit = symmetricPadding && params.padding !== 'same' && isExplicit;
  const given = params.kind === 'transposed' && (outputPadding === 'zero' || params.outputPadding !== null);
  return {
    kernelSize: at(spec.kernelSize, axis),
    padding: explicit ? at(padding.begin, axis) : null,
    outputPadding: given && outputPadding !== 'absent' ? perAxis(params.outputPadding ?? [0], axis) : null,
  };
}

function perAxis(values: readonly number[], axis: number): number {
  return at(values, values.length === 1 ? 0 : axis);
}

function evenChoice(
  params: LayerParams,
  spec: ConvSpec,
  axis: number,
  input: number | null,
  now: AxisChoice,
): AxisChoice | null {
  const stride = at(spec.stride, axis);
  if (gcd(at(spec.dilation, axis), stride) !== 1) return null;
  const larger = ceilDiv(now.kernelSize, stride) * stride;
  for (const kernelSize of [larger, larger - stride]) {
    if (kernelSize < 1) continue;
    for (const choice of choicesFor(params, spec, axis, input, { ...now, kernelSize })) {
      if (isGood(params, spec, axis, input, choice)) return choice;
    }
  }
  return null;
}

/** The choices worth trying with a kernel: those that can keep the output size. */
function choicesFor(
  params: LayerParams,
  spec: ConvSpec,
  axis: number,
  input: number | null,
  now: AxisChoice,
): AxisChoice[] {
  const { outputPadding: gives } = conventionRules(params.convention);
  const stride = at(spec.stride, axis);
  const dilation = at(spec.dilation, axis);
  if (now.padding === null) {
    // Keras: only the output padding can give, where it is given or where 'valid' leaves it open.
    if (!spec.transposed || gives === 'absent') return [now];
    const open = Array.from({ length: Math.min(stride, MOST_PADDINGS) }, (_, outputPadding) => ({
      ...now,
      outputPadding,
    }));
    return [now, ...open];
  }
  const span = effectiveKernelSize(now.kernelSize, dilation);
  const rule = sizeRule(spec, axis);
  if (spec.transposed) {
    // (i−1)·s + span − 2p + op keeps its size where 2p − op = excess.
    const excess = span - (rule.add + stride);
    const choices: AxisChoice[] = [];
    const most = gives === 'absent' ? 1 : Math.min(Math.max(stride, dilation), MOST_PADDINGS);
    for (let outputPadding = 0; outputPadding < most; outputPadding++) {
      const padding = (excess + outputPadding) / 2;
      if (padding >= 0 && Number.isInteger(padding)) choices.push({ ...now, padding, outputPadding });
    }
    return choices;
  }
  if (input === null) {
    const padding = (rule.add + span) / 2;
    return padding >= 0 && Number.isInteger(padding) ? [{ ...now, padding }] : [];
  }
  // ⌊(i + 2p − span)/s⌋ + 1 keeps its size for 2p from lowest to lowest + s − 1.
  const lowest = (rawOutput(spec, axis, input) - 1) * stride + span - input;
  const first = Math.max(0, Math.ceil(lowest / 2));
  const last = Math.floor((lowest + stride - 1) / 2);
  const nearest = Math.min(Math.max(now.padding, first), last);
  const choices: AxisChoice[] = [];
  for (let distance = 0; distance < MOST_PADDINGS; distance++) {
    for (const padding of distance === 0 ? [nearest] : [nearest + distance, nearest - distance]) {
      if (padding >= first && padding <= last) choices.push({ ...now, padding });
    }
  }
  return choices;
}

/** Whether a choice is accepted, even, of the same output size, and leaves nothing unpainted. */
function isGood(params: LayerParams, spec: ConvSpec, axis: number, input: number | null, choice: AxisChoice): boolean {
  const current = spec.kernelSize.map((_, a) => (a === axis ? choice : currentChoice(params, spec, a)));
  const built = buildSpec(withChoices(params, current));
  if (!built.ok || !isEven(built.value, axis)) return false;
  const next = built.value;
  if (input !== null) {
    return rawOutput(next, axis, input) === rawOutput(spec, axis, input) && isCovered(next, axis, input);
  }
  const before = sizeRule(spec, axis);
  const after = sizeRule(next, axis);
  if (before.add !== after.add || before.plus !== after.plus || before.div !== after.div) return false;
  // Beyond a few windows the border no longer depends on the input size, but for what a convolution's stride leaves over.
  const stride = at(next.stride, axis);
  const enough = effectiveKernelSize(at(next.kernelSize, axis), at(next.dilation, axis)) + stride;
  const sizes = next.transposed ? 1 : Math.min(stride, MOST_PADDINGS);
  for (let more = 0; more < sizes; more++) {
    if (!isCovered(next, axis, enough + more)) return false;
  }
  return true;
}

/** Whether every element that the layer paints along an axis (of a convolution: reads) has a tap; false where that is too long to examine. */
export function isCovered(spec: ConvSpec, axis: number, input: number): boolean {
  const geometry = axisGeometry(spec, axis, shortened(spec, axis, input));
  const { kernel, cells, windows, mode } = geometry;
  // Padding that folds is gone through as far as the windows reach.
  const reach = mode === 'zeros' ? 0 : (windows - 1) * geometry.stride + (kernel - 1) * geometry.dilation + 1;
  const large = Math.max(kernel, cells, windows, reach) > MOST_TAPS;
  if (geometry.outputs < 1 || large || axisTapCount(geometry) > MOST_TAPS) return false;
  return !axisProfile(geometry).includes(0);
}

/**
 * A smaller input with the same two borders: the interior between them is even, and cannot be where something is
 * unpainted. A convolution keeps what its stride leaves over at the end.
 */
function shortened(spec: ConvSpec, axis: number, input: number): number {
  const stride = at(spec.stride, axis);
  const span = effectiveKernelSize(at(spec.kernelSize, axis), at(spec.dilation, axis));
  if (spec.transposed) return Math.min(input, 2 * ceilDiv(span, stride) + 2);
  const { begin, end } = axisPadding(spec, axis, input);
  const enough = 2 * (span + stride) + Math.max(0, begin) + Math.max(0, end);
  return input - Math.max(0, Math.floor((input - enough) / stride)) * stride;
}

function withChoices(params: LayerParams, choices: readonly AxisChoice[]): LayerParams {
  return { ...params, ...settings(params, choices) };
}

function settings(
  params: LayerParams,
  choices: readonly AxisChoice[],
): Pick<LayerParams, 'kernelSize' | 'padding' | 'outputPadding'> {
  const paddings = choices.map(choice => choice.padding);
  const added = choices.map(choice => choice.outputPadding);
  return {
    kernelSize: choices.map(choice => choice.kernelSize),
    padding: paddings.every(padding => padding !== null) ? paddings : params.padding,
    // Keras' None goes for all axes at once; where one axis needs a number, None has none to give for the others.
    outputPadding: added.every(padding => padding !== null) ? added : params.outputPadding,
  };
}

function toChange(
  params: LayerParams,
  spec: ConvSpec,
  choices: readonly AxisChoice[],
  known: readonly number[] | null,
): Change | null {
  const next = settings(params, choices);
  const built = buildSpec({ ...params, ...next });
  if (!built.ok) return null;
  let outputs: readonly number[] = [];
  if (known) {
    const before = outputSpatial(spec, known);
    const after = outputSpatial(built.value, known);
    // Axes were judged one by one; a None for all axes may still have come out otherwise.
    if (!before.ok || !after.ok || before.value.some((size, axis) => size !== after.value[axis])) return null;
    outputs = after.value;
  }
  const now = spec.kernelSize.map((_, axis) => currentChoice(params, spec, axis));
  const differs = (key: keyof AxisChoice) => choices.some((choice, axis) => choice[key] !== now[axis]![key]);
  return {
    set: {
      kernelSize: next.kernelSize,
      ...(differs('padding') && isSymmetric(next.padding) ? { padding: next.padding } : {}),
      ...(differs('outputPadding') && next.outputPadding ? { outputPadding: next.outputPadding } : {}),
    },
    outputSpatial: outputs,
  };
}
