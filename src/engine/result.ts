/** What a check found wrong with the user's input. A problem is data: it is returned, never thrown. */
export interface Problem {
  /** Stable kebab-case code, the same for every framework that refuses for this reason. */
  readonly code: ProblemCode;
  /** The framework's own reason, with its numbers. */
  readonly message: string;
  /** The parameter at fault, in the engine's vocabulary, where there is one. */
  readonly parameter?: ParameterRole | 'input';
  /** The spatial axis at fault, from 0, where there is one. */
  readonly axis?: number;
  /** The numbers that the message was made from, so that another framework's words can be made from them too. */
  readonly values?: Readonly<Record<string, number | string | readonly number[]>>;
}

export type ProblemCode =
  | 'not-positive' // a size, stride, dilation, channel or group count below 1
  | 'not-an-integer'
  | 'too-large' // beyond what arithmetic in 2^53 or a stated budget can hold
  | 'negative-padding'
  | 'wrong-length' // a tuple whose length is not the spatial rank
  | 'groups-do-not-divide'
  | 'invalid-padding-string'
  | 'same-padding-with-stride'
  | 'padding-mode-not-supported'
  | 'output-padding-too-large'
  | 'stride-with-dilation'
  | 'kernel-larger-than-input' // a convolution whose output would be below 1
  | 'output-too-small' // a transposed convolution whose output would be below 1
  | 'padding-larger-than-input' // reflect and circular padding
  | 'channels-mismatch'
  | 'rank-mismatch'
  | 'shape-mismatch' // sizes of several tensors that must agree: broadcasting, joining, products
  | 'element-count-mismatch' // a reshape to another number of elements
  | 'several-sizes-inferred' // more than one size is −1
  | 'memory-order' // a view of a tensor whose elements do not lie in that order
  | 'axis-out-of-range' // an axis that the tensor does not have, or one named twice
  | 'axes-mismatch' // as many axes, sizes or names are expected as the tensor has, and there are others
  | 'index-out-of-range'
  | 'not-divisible' // a size that must be a multiple: channels by an upscale factor, an axis by its parts
  | 'output-size-invalid' // an output size asked for that no input of this size can give
  | 'uneven-overlap'
  | 'unpainted-output'
  | 'input-empty' // a size of 0 where the framework takes none
  | 'padding-more-than-half-the-kernel' // pooling
  | 'padding-larger-than-kernel' // pooling of ONNX
  | 'mode-not-supported' // a resizing or padding mode that does not exist, or not for this rank or with this option
  | 'arguments-conflict' // two arguments of which only one may be given, or that contradict each other
  | 'one-value-per-channel' // training statistics of a single value
  | 'nothing-to-join' // no tensor in the list
  | 'rule-not-known' // what the framework makes of it is not known here
  | 'argument-missing'
  | 'argument-unknown'
  | 'argument-invalid';

/** The parameters of a layer in the engine's vocabulary (PyTorch's words in camelCase). */
export type ParameterRole =
  | 'inChannels'
  | 'outChannels'
  | 'kernelSize'
  | 'stride'
  | 'padding'
  | 'outputPadding'
  | 'outputSize'
  | 'dilation'
  | 'groups'
  | 'bias'
  | 'paddingMode'
  | 'depthMultiplier'
  | 'layout'
  | 'inputDilation';

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };

export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function refuse<T = never>(problem: Problem): Result<T> {
  return { ok: false, problem };
}
