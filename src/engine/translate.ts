import { knownRules } from './conventions/index.js';
import { at, effectiveKernelSize } from './numbers.js';
import { resolvePadding } from './padding.js';
import { outputSpatial } from './size.js';
import { buildSpec } from './spec.js';
import { layerCall } from './translateCall.js';
import { axisSpaces, candidates, usualLayout, type AxisSpace, type Target } from './translateCandidates.js';
import { compareSpecs, convolutionForm, type AxisDifference } from './translateCompare.js';
import { weightChange, type WeightChange } from './translateWeights.js';
import type { ConvSpec, ExplicitPadding, LayerParams, PaddingMode } from './params.js';
import { ok, refuse, type Problem, type Result } from './result.js';

/** A layer of another framework, in its own parameters. */
export interface TranslatedLayer {
  readonly params: LayerParams;
  readonly spec: ConvSpec;
  /** What it pads (a transposed one: crops) at each end; null where that depends on an input size that is not known. */
  readonly padding: ExplicitPadding | null;
  readonly weights: WeightChange;
  /** The call as Python, in the framework's own words. */
  readonly call: string;
}

/** What is done to the input before a convolution, or to the output after a transposed one; negative numbers do the contrary. */
export interface PaddingStep {
  readonly place: 'pad-input' | 'crop-output';
  readonly amount: ExplicitPadding;
  readonly mode: PaddingMode;
}

/** The same call in another framework. */
export interface Translation {
  readonly target: Target;
  /** The same matrix with the weights put in the target's order. */
  readonly exact: TranslatedLayer | null;
  /** Where there is none: the same matrix with a step of its own before or after. */
  readonly stepped: { readonly layer: TranslatedLayer; readonly step: PaddingStep } | null;
  /**
   * Where there is none: the layer of the same size whose kernel lies nearest, and how many positions further towards the end it lies per
   * axis, of the input of a convolution and of the output of a transposed one.
   */
  readonly nearest: { readonly layer: TranslatedLayer; readonly offset: readonly number[] } | null;
  /** Why there is no exact one. */
  readonly why: Problem | null;
  /** What the exact one is not taken by everywhere; null where nothing is known. */
  readonly caution: Problem | null;
  /** Whether this holds for every input size that the layer takes, and not only for the one that was given. */
  readonly everySize: boolean;
}

/**
 * A layer in the words of another framework: the parameters that give the same matrix entry by entry (with its weights permuted and perhaps
 * flipped, by `weights`), at this input size or (null) at every one. Batch and channels may stand elsewhere: the layer's data are in `params.layout`.
 * Sources of what the frameworks do: buildSpec's conventions, which this searches and by which every answer is checked.
 * Refused where the layer is refused, does not run on this input, or is separable (two convolutions); and for a target without known rules.
 */
export function translate(
  params: LayerParams,
  target: Target,
  inputSpatial: readonly number[] | null,
): Result<Translation> {
  if (params.kind === 'separable') return refuse(twoConvolutions());
  if (!knownRules(target)) {
    return refuse({ code: 'argument-invalid', message: `The rules of ${target} are not known` });
  }
  const built = buildSpec(params);
  if (!built.ok) return built;
  const spec = built.value;
  if (inputSpatial) {
    const sizes = outputSpatial(spec, inputSpatial);
    if (!sizes.ok) return sizes;
  }
  const spaces = axisSpaces(spec, inputSpatial);
  // The layer as it is, then as the convolution that it may be.
  const forms = [spec, convolutionForm(spec)].filter(form => form !== null);
  // Where every size has the same answer it holds for this one too; the search for this one alone finds more.
  for (const size of inputSpatial ? [null, inputSpatial] : [null]) {
    for (const form of forms) {
      const base = baseParams(params, form, target);
      const found = search(target, base, form, axisSpaces(form, size), size);
      if (!found.exact) continue;
      const exact = translated(found.exact, form, inputSpatial);
      const caution = cautionAbout(exact);
      return ok({ target, exact, stepped: null, nearest: null, why: null, caution, everySize: size === null });
    }
  }
  const base = baseParams(params, spec, target);
  const found = search(target, base, spec, spaces, inputSpatial);
  const nearest = found.nearest && {
    layer: translated(found.nearest.params, spec, inputSpatial),
    offset: found.nearest.offset,
  };
  const stepped = withStep(target, base, spec, spaces, inputSpatial);
  const why = found.why ?? noSuchPadding(target, spec, nearest !== null);
  return ok({ target, exact: null, stepped, nearest, why, caution: null, everySize: inputSpatial === null });
}

/** The layer's own numbers in the target's convention and layout, with nothing said about padding. */
function baseParams(params: LayerParams, spec: ConvSpec, target: Target): LayerParams {
  return {
    convention: target,
    kind: spec.transposed ? 'transposed' : 'convolution',
    spatialRank: spec.spatialRank,
    inChannels: spec.inChannels,
    outChannels: spec.outChannels,
    kernelSize: spec.kernelSize,
    stride: spec.stride,
    padding: 'valid',
    dilation: spec.dilation,
    outputPadding: null,
    groups: spec.groups,
    bias: spec.bias,
    paddingMode: spec.paddingMode,
    depthMultiplier: spec.groups === spec.inChannels ? spec.outChannels / spec.inChannels : 1,
    layout: usualLayout(target, params.layout),
    ...(spec.inputDilation ? { inputDilation: spec.inputDilation } : {}),
  };
}

interface Found {
  readonly exact: LayerParams | null;
  readonly nearest: { readonly params: LayerParams; readonly offset: readonly number[] } | null;
  /** The target's own reason, where it refuses the stride, dilation or groups whatever the padding. */
  readonly why: Problem | null;
}

function search(
  target: Target,
  base: LayerParams,
  spec: ConvSpec,
  spaces: readonly AxisSpace[] | null,
  inputSpatial: readonly number[] | null,
): Found {
  let nearest: Found['nearest'] = null;
  let why: Problem | null = null;
  let built = false;
  for (const kernel of harmless(base, spec, inputSpatial)) {
    // Only PyTorch's layers say what padding holds; the words of others say it themselves.
    const modes: readonly PaddingMode[] = target === 'torch' ? [spec.paddingMode, 'zeros'] : ['zeros'];
    for (const paddingMode of new Set(modes)) {
      for (const candidate of candidates(target, { ...kernel, paddingMode }, spec.transposed, spaces)) {
        const other = accepted(candidate, inputSpatial);
        if (!other.ok) {
          why ??= other.problem;
          continue;
        }
        if (other.value.groups !== spec.groups) {
          why ??= noGroups(target);
          continue;
        }
        built = true;
        const differences = compareSpecs(spec, other.value, inputSpatial);
        if (differences.every(difference => difference === 0)) return { exact: candidate, nearest: null, why: null };
        const offset = offsetsOf(differences);
        if (offset && (!nearest || length(offset) < length(nearest.offset))) nearest = { params: candidate, offset };
      }
    }
  }
  return { exact: null, nearest, why: built ? null : why };
}

/** A candidate that the target takes, also at the given size. */
function accepted(candidate: LayerParams, inputSpatial: readonly number[] | null): Result<ConvSpec> {
  const built = buildSpec(candidate);
  if (!built.ok || !inputSpatial) return built;
  const sizes = outputSpatial(built.value, inputSpatial);
  return sizes.ok ? built : sizes;
}

function offsetsOf(differences: readonly AxisDifference[]): number[] | null {
  return differences.every(difference => difference !== null) ? [...differences] : null;
}

function length(offset: readonly number[]): number {
  return offset.reduce((sum, value) => sum + Math.abs(value), 0);
}

/** The layer as it is; then with a dilation of 1 where the kernel is 1, and a stride of 1 where there is one window: the matrix is the same. */
function* harmless(base: LayerParams, spec: ConvSpec, inputSpatial: readonly number[] | null): Generator<LayerParams> {
  yield base;
  const dilation = spec.dilation.map((value, axis) => (at(spec.kernelSize, axis) === 1 ? 1 : value));
  if (dilation.some((value, axis) => value !== at(spec.dilation, axis))) yield { ...base, dilation };
  if (!inputSpatial) return;
  const outputs = outputSpatial(spec, inputSpatial);
  if (!outputs.ok) return;
  const windows = spec.transposed ? inputSpatial : outputs.value;
  const stride = spec.stride.map((value, axis) => (at(windows, axis) === 1 ? 1 : value));
  if (stride.some((value, axis) => value !== at(spec.stride, axis))) yield { ...base, dilation, stride };
}

function translated(params: LayerParams, source: ConvSpec, inputSpatial: readonly number[] | null): TranslatedLayer {
  const built = buildSpec(params);
  if (!built.ok) throw new RangeError(`A layer that was accepted is refused: ${built.problem.message}`);
  const spec = built.value;
  const known = typeof spec.padding !== 'string' ? spec.padding : inputSpatial && resolvePadding(spec, inputSpatial);
  return { params, spec, padding: known, weights: weightChange(source, spec), call: layerCall(params) };
}

/** How each framework can pad with what a padding mode reads. */
const PADDABLE: Readonly<Record<Target, readonly PaddingMode[]>> = {
  torch: ['zeros', 'reflect', 'replicate', 'circular'],
  keras: ['zeros', 'reflect'],
  tensorflow: ['zeros', 'reflect'],
  jax: ['zeros', 'reflect', 'replicate', 'circular'],
  flax: ['zeros', 'reflect', 'replicate', 'circular'],
  onnx: ['zeros', 'reflect', 'replicate', 'circular'],
  paddle: ['zeros', 'reflect', 'replicate', 'circular'],
  mlx: ['zeros', 'replicate'],
};

/** A convolution without padding behind a padding of its own; a transposed one that crops nothing before a crop of its own. */
function withStep(
  target: Target,
  base: LayerParams,
  spec: ConvSpec,
  spaces: readonly AxisSpace[] | null,
  inputSpatial: readonly number[] | null,
): Translation['stepped'] {
  if (!spaces || !PADDABLE[target].includes(spec.paddingMode)) return null;
  const zeros = spaces.map(() => 0);
  // What the layer adds beyond what it crops at the end must be added by the other one too: padded zeros would lack the bias.
  const added = spaces.map(space => (spec.transposed ? Math.max(0, space.outputPadding - space.end) : 0));
  const amount = {
    begin: spaces.map(space => space.begin),
    end: spaces.map((space, axis) => (spec.transposed ? space.end - space.outputPadding + at(added, axis) : space.end)),
  };
  if (spec.transposed && amount.begin.some(size => size < 0)) return null;
  const bare: ConvSpec = { ...spec, padding: { begin: zeros, end: zeros }, outputPadding: added, paddingMode: 'zeros' };
  const { outputSize: _, ...plain } = bare;
  const size = inputSpatial && !spec.transposed ? padded(inputSpatial, amount) : inputSpatial;
  const bareSpaces = axisSpaces(plain, size);
  const found = search(target, { ...base, paddingMode: 'zeros' }, plain, bareSpaces, size);
  if (!found.exact) return null;
  const place = spec.transposed ? 'crop-output' : 'pad-input';
  return { layer: translated(found.exact, spec, size), step: { place, amount, mode: spec.paddingMode } };
}

function padded(sizes: readonly number[], { begin, end }: ExplicitPadding): number[] {
  return sizes.map((size, axis) => size + at(begin, axis) + at(end, axis));
}

/**
 * Keras' formula gives (i−1)·s for same with an even effective kernel and an output padding of 0. JAX and PyTorch as its backends compute it;
 * TensorFlow refuses it, because the convolution of that size does not come back to i (executed with Keras 3.15).
 */
function cautionAbout({ params, spec }: TranslatedLayer): Problem | null {
  const { convention, kind, padding, outputPadding } = params;
  if (convention !== 'keras' || kind !== 'transposed' || padding !== 'same' || !outputPadding) return null;
  const axis = outputPadding.findIndex((added, a) => {
    const span = effectiveKernelSize(at(spec.kernelSize, a), at(spec.dilation, a));
    return span % 2 === 0 && added === 0;
  });
  if (axis < 0) return null;
  const message =
    "Keras' TensorFlow backend refuses this output padding with an even kernel; its other backends take it";
  return { code: 'output-size-invalid', message, parameter: 'outputPadding', axis };
}

function twoConvolutions(): Problem {
  return {
    code: 'argument-invalid',
    message: 'A separable layer is two convolutions: translate its depthwise and its pointwise one',
  };
}

function noGroups(target: Target): Problem {
  return {
    code: 'groups-do-not-divide',
    message: `${target} has no groups in this layer`,
    parameter: 'groups',
  };
}

/** Why no padding of the target makes the layer's matrix. */
function noSuchPadding(target: Target, spec: ConvSpec, nearest: boolean): Problem {
  const values = { target };
  if (spec.inputDilation) {
    const message = `${target} has no layer that both strides and dilates its input`;
    return { code: 'stride-with-dilation', message, parameter: 'stride', values };
  }
  if (spec.paddingMode !== 'zeros') {
    const message = `No layer of ${target} pads like this with ${spec.paddingMode}`;
    return { code: 'padding-mode-not-supported', message, parameter: 'paddingMode', values };
  }
  const message = nearest
    ? `${target}'s padding gives this size with the kernel elsewhere`
    : `No padding of ${target} gives this size`;
  return { code: 'argument-invalid', message, parameter: 'padding', values };
}
