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
  | 'uneven-overlap'
  | 'unpainted-output'
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
  | 'dilation'
  | 'groups'
  | 'bias'
  | 'paddingMode'
  | 'depthMultiplier'
  | 'layout';

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };

export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function refuse<T = never>(problem: Problem): Result<T> {
  return { ok: false, problem };
}
