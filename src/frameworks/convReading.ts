import type { LayerParams, ParameterRole, Problem } from '../engine/index.js';
import type { Plain } from './plain.js';

/** What a call's arguments say about its layer: every parameter that is known, and all of them if all are. */
export interface ConvReading {
  readonly params: LayerParams | null;
  readonly known: Partial<LayerParams>;
  /** Channels may be symbolic where they are no number. Null: not known, or (in) not yet known. */
  readonly inChannels: Plain;
  readonly outChannels: Plain;
  readonly problems: readonly Problem[];
  /** Why `params` is null, per role. */
  readonly why: ReadonlyMap<ParameterRole, string>;
  /** The reading for an input of so many channels, where more than inChannels depends on them: the groups of tf.nn. */
  readonly withChannels?: (channels: number) => ConvReading;
}

/** What the shapes around a call add: the channels of a lazy layer's input, the weight of a functional call. */
export interface ConvContext {
  readonly inChannels?: number | undefined;
  /** Sizes of a functional call's weight, each a number, a Sym or unknown; null where its rank is not known. */
  readonly weight?: readonly Plain[] | null | undefined;
  /** Sizes of the second weight of a separable convolution. */
  readonly pointwise?: readonly Plain[] | null | undefined;
  /** A part of the padding is a list and no tuple, which the libraries on top of JAX tell apart. */
  readonly paddingHasLists?: boolean | undefined;
  /** Sizes of a functional call's input, where the meaning of its arguments depends on them. */
  readonly input?: readonly Plain[] | null | undefined;
}

const NEEDED: readonly (keyof LayerParams)[] = [
  'convention',
  'kind',
  'spatialRank',
  'inChannels',
  'outChannels',
  'kernelSize',
  'stride',
  'padding',
  'dilation',
  'outputPadding',
  'groups',
  'bias',
  'paddingMode',
  'depthMultiplier',
  'layout',
];

/** Whether every parameter that a layer must have is known. */
export function isComplete(known: Partial<LayerParams>): known is LayerParams {
  return NEEDED.every(name => known[name] !== undefined);
}
