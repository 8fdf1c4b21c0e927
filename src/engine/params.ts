/** The number of spatial axes of a layer: 1 for Conv1d, 2 for Conv2d, 3 for Conv3d. */
export type SpatialRank = 1 | 2 | 3;

/** Whose rules a layer follows where frameworks differ (padding words, output padding, stride with dilation). */
export type Convention = 'torch' | 'keras';

export type PaddingMode = 'zeros' | 'reflect' | 'replicate' | 'circular';

/** Where the channels are: NCHW stands for N, C, spatial axes in any rank; NHWC for N, spatial axes, C. */
export type Layout = 'NCHW' | 'NHWC';

/** What the user asks for: the parameters of one layer as its framework takes them, all known. */
export interface LayerParams {
  readonly convention: Convention;
  /** separable: a depthwise convolution, then a pointwise one to outChannels. */
  readonly kind: 'convolution' | 'transposed' | 'depthwise' | 'separable';
  readonly spatialRank: SpatialRank;
  readonly inChannels: number;
  /** For a depthwise layer this is inChannels × depthMultiplier, whatever is written here. */
  readonly outChannels: number;
  readonly kernelSize: readonly number[];
  readonly stride: readonly number[];
  /** Numbers are symmetric, per axis; words are the framework's own. */
  readonly padding: readonly number[] | 'same' | 'valid' | 'causal';
  readonly dilation: readonly number[];
  /** null: not given. It is a difference in Keras, where None means "as the forward layer's input would be". */
  readonly outputPadding: readonly number[] | null;
  readonly groups: number;
  readonly bias: boolean;
  readonly paddingMode: PaddingMode;
  readonly depthMultiplier: number;
  readonly layout: Layout;
}

/** Explicit zeros (or mode's values) before and after each axis. A transposed layer crops these instead. */
export interface ExplicitPadding {
  readonly begin: readonly number[];
  readonly end: readonly number[];
}

/**
 * One convolution, canonical: what every framework's layer comes down to. All arrays have length spatialRank.
 * padding 'same' is TensorFlow's SAME of a strided convolution, the only padding that depends on the input size:
 * output ⌈i/s⌉, the odd one of the padding at the end (resolvePadding gives its numbers for an input size).
 */
export interface ConvSpec {
  readonly transposed: boolean;
  readonly spatialRank: SpatialRank;
  readonly inChannels: number;
  readonly outChannels: number;
  readonly kernelSize: readonly number[];
  readonly stride: readonly number[];
  readonly padding: ExplicitPadding | 'same';
  readonly paddingMode: PaddingMode;
  readonly dilation: readonly number[];
  /** Zero for a convolution. Size added at the end of a transposed convolution's output. */
  readonly outputPadding: readonly number[];
  readonly groups: number;
  readonly bias: boolean;
  readonly layout: Layout;
  readonly weightLayout: 'OIHW' | 'IOHW' | 'HWIO' | 'HWOI' | 'HWIM';
}
