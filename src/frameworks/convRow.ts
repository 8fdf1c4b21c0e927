import type { Convention, LayerParams, ParameterRole, SpatialRank } from '../engine/index.js';

/**
 * One convolution name of a framework: what it is, in which order it takes its parameters, and what each means in the
 * engine's vocabulary. The orders differ between names that look alike, which is why they are written out as the
 * frameworks declare them.
 */
export interface ConvRow {
  /** The documented public name: torch.nn.Conv2d. */
  readonly api: string;
  readonly convention: Convention;
  readonly kind: LayerParams['kind'];
  /** Of a name that has as many axes as its kernel: the rank that stands where that is not known. */
  readonly spatialRank: SpatialRank;
  /** The name has as many spatial axes as its kernel has: jax.lax.conv, flax.linen.Conv. */
  readonly rankOfKernel?: true;
  /** A layer is a class that makes a module; a function takes its input and weight at once. */
  readonly form: 'layer' | 'function';
  /** Takes its input channels from the first input. */
  readonly lazy: boolean;
  /** Without self and without the parameters that only a framework's training side reads. */
  readonly signature: string;
  readonly roles: Readonly<Record<string, ParameterRole>>;
  /** A function that takes tensors by their names in a graph, so that the call says nothing of their shapes. */
  readonly tensorsByName?: true;
  /** What a function calls its input and its weight; `input` and `weight` where it is not said. */
  readonly dataParameter?: string;
  readonly weightParameter?: string;
  /** What a separable function calls its second weight. */
  readonly pointwiseParameter?: string;
  /** Keras 2 accepts a dilation of a Conv3DTranspose and computes without it. */
  readonly ignoresDilation: boolean;
  /** Its rules come from source and documentation; no answers of the framework itself were compared. */
  readonly derived?: true;
}

/** What PyTorch calls a convolution's parameters; the libraries that follow it add their own. */
export const TORCH_ROLES: Readonly<Record<string, ParameterRole>> = {
  in_channels: 'inChannels',
  out_channels: 'outChannels',
  kernel_size: 'kernelSize',
  stride: 'stride',
  padding: 'padding',
  output_padding: 'outputPadding',
  dilation: 'dilation',
  groups: 'groups',
  bias: 'bias',
  padding_mode: 'paddingMode',
};

export const RANKS: readonly SpatialRank[] = [1, 2, 3];

export function isSpatialRank(rank: number): rank is SpatialRank {
  return rank === 1 || rank === 2 || rank === 3;
}

/** The name that people see in messages: Conv2d of torch.nn.Conv2d. */
export function shortName(api: string): string {
  return api.slice(api.lastIndexOf('.') + 1);
}

/** What a functional row calls its input. */
export function dataParameter(row: ConvRow): string {
  return row.dataParameter ?? 'input';
}

/** What a functional row calls its weight. */
export function weightParameter(row: ConvRow): string {
  return row.weightParameter ?? 'weight';
}
