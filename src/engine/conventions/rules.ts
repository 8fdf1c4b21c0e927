import type { Convention, ConvSpec, ExplicitPadding, LayerParams, PaddingMode, WeightLayout } from '../params.js';
import type { CallContext } from '../refusals.js';
import type { Problem } from '../result.js';

/**
 * What one framework decides for itself. Everything else about a layer (taps, matrix, overlap) follows from the canonical
 * spec, so that a framework is one file that says this much and is listed in index.ts.
 */
export interface ConventionRules {
  readonly convention: Convention;
  /** What it refuses of the parameters alone, in its own words and order; also what only a call would show it. */
  checkParams(params: LayerParams): Problem | null;
  /** The canonical spatial part of parameters that have passed checkParams. */
  space(params: LayerParams, perAxis: PerAxis): Space;
  /** How the axes of the framework's own weight tensor are ordered, where the call does not say it itself. */
  weightLayout(params: LayerParams): WeightLayout;
  /** Whether its weights always have all output channels and a group's input channels, however their axes are ordered. */
  readonly dividesInputs?: true;
  /** Whether a transposed layer has groups; where it has not, the number is not read. */
  readonly transposedGroups: boolean;
  /** Its words for what it refuses at a call. */
  readonly words: CallWords;
  /** What else it refuses at a call: what depends on the input's size. Asked before the output is. */
  checkCall?(spec: ConvSpec, inputSpatial: readonly number[], call: CallContext): Problem | null;
  /**
   * What may stand before the channels and spatial axes of an input: one batch axis; one or none; any number of them, none
   * included; any number from one on; none at all.
   */
  readonly batchAxes: 'one' | 'optional' | 'any' | 'many' | 'none';
  /** Whether an output of size 0 is an answer, and an input of that size taken: JAX computes with empty arrays. */
  readonly emptyOutput: 'refused' | 'answer';
  /** Whether numbers of padding mean what PyTorch means: added at both ends, or cropped of a transposed output. */
  readonly symmetricPadding: boolean;
  /** What an output padding that is not given means: 0, or what the framework chooses; or there is no such parameter. */
  readonly outputPadding: 'zero' | 'open' | 'absent';
  /** What an output padding must stay below. */
  readonly outputPaddingBelow: 'stride' | 'stride-or-dilation';
}

/** Stride and dilation with one number for every axis. */
export interface PerAxis {
  readonly stride: readonly number[];
  readonly dilation: readonly number[];
}

/** The part of a spec that depends on what a framework means by its padding. What is left out is as in the parameters. */
export interface Space {
  readonly padding: ConvSpec['padding'];
  readonly outputPadding: readonly number[];
  readonly stride?: readonly number[];
  readonly dilation?: readonly number[];
  readonly transposed?: boolean;
  readonly paddingMode?: PaddingMode;
  readonly flip?: boolean;
  readonly inputDilation?: readonly number[];
  readonly outputSize?: readonly number[];
}

/** A framework's words for what it refuses when a layer is called. */
export interface CallWords {
  /** A whole input shape with too few or too many axes. */
  rankMismatch(spec: ConvSpec, shape: readonly number[], filters: number): Problem;
  /** An input with another number of channels than the layer has. */
  channelsMismatch(spec: ConvSpec, shape: readonly number[]): Problem;
  /** No output is left. Not asked where an output of size 0 is an answer. */
  noOutput(spec: ConvSpec, inputSpatial: readonly number[], padding: ExplicitPadding, call: CallContext): Problem;
  /** A spatial size of 0; null where it is taken. Not asked where an output of size 0 is an answer. */
  emptyInput(inputSpatial: readonly number[], leading: readonly (number | string)[]): Problem | null;
  /** Padding that folds and is larger than the input that it folds; null where it is not. */
  foldTooLarge(
    spec: ConvSpec,
    inputSpatial: readonly number[],
    padding: ExplicitPadding,
    leading: readonly (number | string)[],
  ): Problem | null;
}
