import { conventionRules } from './conventions/index.js';
import { at, effectiveKernelSize } from './numbers.js';
import { isSymmetric, resolvePadding } from './padding.js';
import { outputSpatial } from './size.js';
import { rawOutput } from './sizeRule.js';
import { buildSpec } from './spec.js';
import type { Change } from './matrixTypes.js';
import type { ConvSpec, LayerParams } from './params.js';
import type { Problem } from './result.js';

type Key = keyof Change['set'];

/** A single change: one parameter (all its axes), or the input size. */
type Candidate =
  | { readonly key: Key; readonly values: readonly number[] }
  | { readonly key: 'input'; readonly values: readonly number[] };

/**
 * Up to three nearest single changes after which an impossible layer gives an output: one parameter, or the input size.
 * Nearest by the sum of the differences over the axes. Empty where the layer runs, or no single change of these helps.
 */
export function nearestPossible(params: LayerParams, inputSpatial: readonly number[]): Change[] {
  if (!hasAllAxes(params) || inputSpatial.length !== params.spatialRank) return [];
  const built = buildSpec(params);
  const sizes = built.ok ? outputSpatial(built.value, inputSpatial) : built;
  if (sizes.ok) return [];
  const candidates = built.ok
    ? forInput(params, built.value, inputSpatial, sizes.problem)
    : forParameters(params, sizes.problem);
  return candidates
    .map(candidate => ({
      change: tryCandidate(params, inputSpatial, candidate),
      distance: distance(params, inputSpatial, candidate),
    }))
    .filter((tried): tried is { change: Change; distance: number } => tried.change !== null)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(tried => tried.change);
}

/** Whether every tuple has one number, or one per axis: a change per axis means nothing else. */
function hasAllAxes(params: LayerParams): boolean {
  const { kernelSize, stride, dilation, padding, outputPadding, spatialRank } = params;
  const tuples = [stride, dilation, isSymmetric(padding) ? padding : [0], outputPadding ?? [0]];
  return kernelSize.length === spatialRank && tuples.every(tuple => tuple.length === 1 || tuple.length === spatialRank);
}

function spread(params: LayerParams, values: readonly number[]): readonly number[] {
  return values.length === 1 ? params.kernelSize.map(() => at(values, 0)) : values;
}

function current(params: LayerParams, key: Key): readonly number[] {
  if (key === 'padding')
    return isSymmetric(params.padding) ? spread(params, params.padding) : params.kernelSize.map(() => 0);
  if (key === 'outputPadding') return spread(params, params.outputPadding ?? [0]);
  return spread(params, params[key]);
}

function tryCandidate(params: LayerParams, inputSpatial: readonly number[], candidate: Candidate): Change | null {
  const input = candidate.key === 'input' ? candidate.values : inputSpatial;
  const built = buildSpec(candidate.key === 'input' ? params : { ...params, [candidate.key]: candidate.values });
  if (!built.ok) return null;
  const sizes = outputSpatial(built.value, input);
  if (!sizes.ok) return null;
  return candidate.key === 'input'
    ? { set: {}, inputSpatial: input, outputSpatial: sizes.value }
    : { set: { [candidate.key]: candidate.values }, outputSpatial: sizes.value };
}

function distance(params: LayerParams, inputSpatial: readonly number[], candidate: Candidate): number {
  const before = candidate.key === 'input' ? inputSpatial : current(params, candidate.key);
  return candidate.values.reduce((sum, value, axis) => sum + Math.abs(value - (before[axis] ?? 0)), 0);
}

/** Changes for parameters that are refused whatever comes in. */
function forParameters(params: LayerParams, problem: Problem): Candidate[] {
  const atLeast = (key: Key, least: number): Candidate => ({
    key,
    values: current(params, key).map(v => Math.max(v, least)),
  });
  const ones = (key: Key): Candidate => ({ key, values: params.kernelSize.map(() => 1) });
  const { parameter } = problem;
  switch (problem.code) {
    case 'not-positive':
      return parameter === 'kernelSize' || parameter === 'stride' || parameter === 'dilation'
        ? [atLeast(parameter, 1)]
        : [];
    case 'negative-padding':
      return parameter === 'padding' || parameter === 'outputPadding' ? [atLeast(parameter, 0)] : [];
    case 'same-padding-with-stride': {
      const dilation = current(params, 'dilation');
      const half = params.kernelSize.map((k, axis) => Math.floor((effectiveKernelSize(k, at(dilation, axis)) - 1) / 2));
      return [{ key: 'padding', values: half }, ones('stride')];
    }
    case 'stride-with-dilation':
      return [ones('dilation'), ones('stride')];
    case 'output-padding-too-large': {
      const stride = current(params, 'stride');
      const dilation = current(params, 'dilation');
      const added = current(params, 'outputPadding');
      const limit = (axis: number) =>
        conventionRules(params.convention).outputPaddingBelow === 'stride-or-dilation'
          ? Math.max(at(stride, axis), at(dilation, axis))
          : at(stride, axis);
      return [
        { key: 'outputPadding', values: added.map((value, axis) => Math.min(value, limit(axis) - 1)) },
        {
          key: 'stride',
          values: stride.map((value, axis) => (at(added, axis) < limit(axis) ? value : at(added, axis) + 1)),
        },
      ];
    }
    default:
      return [];
  }
}

/** Changes for a layer that is sound but finds no output in this input. */
function forInput(params: LayerParams, spec: ConvSpec, inputSpatial: readonly number[], problem: Problem): Candidate[] {
  const { symmetricPadding } = conventionRules(params.convention);
  const explicit = symmetricPadding && (isSymmetric(params.padding) || params.padding === 'valid');
  if (problem.code === 'padding-larger-than-input') {
    const less = params.paddingMode === 'reflect' ? 1 : 0;
    const padding = current(params, 'padding');
    const within = {
      key: 'padding' as const,
      values: padding.map((p, axis) => Math.min(p, at(inputSpatial, axis) - less)),
    };
    const input = {
      key: 'input' as const,
      values: inputSpatial.map((size, axis) => Math.max(size, at(padding, axis) + less)),
    };
    return explicit ? [within, input] : [input];
  }
  if (problem.code === 'kernel-larger-than-input') return forConvolution(spec, inputSpatial, explicit);
  if (problem.code === 'output-too-small') return forTransposed(params, spec, inputSpatial, explicit);
  if (problem.code === 'not-positive' && problem.parameter === 'input') {
    return [{ key: 'input', values: inputSpatial.map(size => Math.max(size, 1)) }];
  }
  return [];
}

function forConvolution(spec: ConvSpec, inputSpatial: readonly number[], explicit: boolean): Candidate[] {
  const padding = resolvePadding(spec, inputSpatial);
  const axes = spec.kernelSize.map((kernel, axis) => {
    const dilation = at(spec.dilation, axis);
    const room = at(inputSpatial, axis) + at(padding.begin, axis) + at(padding.end, axis);
    const missing = Math.max(0, effectiveKernelSize(kernel, dilation) - room);
    return {
      kernel: missing ? Math.floor((room - 1) / dilation) + 1 : kernel,
      padding: at(padding.begin, axis) + Math.ceil(missing / 2),
      input: at(inputSpatial, axis) + missing,
      dilation: missing ? Math.floor((room - 1) / (kernel - 1)) : dilation,
    };
  });
  const candidates: Candidate[] = [
    { key: 'kernelSize', values: axes.map(axis => axis.kernel) },
    { key: 'input', values: axes.map(axis => axis.input) },
    { key: 'dilation', values: axes.map(axis => axis.dilation) },
  ];
  if (explicit) candidates.splice(1, 0, { key: 'padding', values: axes.map(axis => axis.padding) });
  return candidates;
}

function forTransposed(
  params: LayerParams,
  spec: ConvSpec,
  inputSpatial: readonly number[],
  explicit: boolean,
): Candidate[] {
  const missing = inputSpatial.map((size, axis) => Math.max(0, 1 - rawOutput(spec, axis, size)));
  const added = (values: readonly number[], step: (axis: number) => number) =>
    values.map((value, axis) => value + Math.ceil(at(missing, axis) / step(axis)));
  const candidates: Candidate[] = [
    { key: 'kernelSize', values: added(spec.kernelSize, axis => at(spec.dilation, axis)) },
    { key: 'input', values: added(inputSpatial, axis => at(spec.stride, axis)) },
  ];
  if (conventionRules(params.convention).outputPadding !== 'absent') {
    candidates.push({ key: 'outputPadding', values: added(current(params, 'outputPadding'), () => 1) });
  }
  if (explicit) {
    const padding = current(params, 'padding');
    candidates.unshift({ key: 'padding', values: padding.map((p, axis) => p - Math.ceil(at(missing, axis) / 2)) });
  }
  return candidates;
}
