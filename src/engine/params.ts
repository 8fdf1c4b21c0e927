/** The number of spatial axes of a layer: 1 for Conv1d, 2 for Conv2d, 3 for Conv3d. */
export type SpatialRank = 1 | 2 | 3;

/**
 * Whose rules a layer follows where frameworks differ: padding words, output padding, stride with dilation, kernel
 * orientation, refusals. keras is the layers of Keras 3 and 2, tensorflow the functions of tf.nn, jax those of jax.lax.
 */
export type Convention =
  'torch' | 'keras' | 'tensorflow' | 'jax' | 'flax' | 'haiku' | 'equinox' | 'tfjs' | 'onnx' | 'paddle' | 'mlx';

/** How the axes of a weight tensor are ordered. HW stands for all spatial axes in any rank; M is the depth multiplier. */
export type WeightLayout = 'OIHW' | 'IOHW' | 'HWIO' | 'HWOI' | 'HWIM' | 'OHWI' | 'IHWO';

export type PaddingMode = 'zeros' | 'reflect' | 'replicate' | 'circular';

/** Where the channels are: NCHW stands for N, C, spatial axes in any rank; NHWC for N, spatial axes, C. */
export type Layout = 'NCHW' | 'NHWC';

/** Padding words in lower case. same-lower puts the odd one at the start; circular and reflect are Flax's. */
export type PaddingWord = 'same' | 'same-lower' | 'valid' | 'causal' | 'circular' | 'reflect';

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
  /**
   * Numbers are symmetric, per axis; an explicit padding may be asymmetric and, where the framework crops with it,
   * negative; words are the framework's own in lower case. For a transposed layer they mean what its framework means by them.
   */
  readonly padding: readonly number[] | ExplicitPadding | PaddingWord;
  readonly dilation: readonly number[];
  /** null: not given. It is a difference in Keras, where None means "as the forward layer's input would be". */
  readonly outputPadding: readonly number[] | null;
  readonly groups: number;
  readonly bias: boolean;
  readonly paddingMode: PaddingMode;
  readonly depthMultiplier: number;
  readonly layout: Layout;
  /** lhs_dilation of JAX: the step at which inputs stand, with zeros between. Absent: 1. */
  readonly inputDilation?: readonly number[];
  /** The spatial output size that a transposed call asks for (tf.nn's output_shape, PyTorch's output_size, ONNX's). */
  readonly outputSize?: readonly number[];
  /** JAX's and Flax's transpose_kernel: scatter the kernel as it stands, with its input and output channels swapped. */
  readonly transposeKernel?: boolean;
  /** The weight's axes where the call states them (dimension_numbers); absent: the framework's own order. */
  readonly weightLayout?: WeightLayout;
  /** Where the output's channels are, if not where the input's are. */
  readonly outputLayout?: Layout;
}

/** Explicit zeros (or mode's values) before and after each axis. A transposed layer crops these instead. */
export interface ExplicitPadding {
  readonly begin: readonly number[];
  readonly end: readonly number[];
}

/**
 * One convolution, canonical: what every framework's layer comes down to. All arrays have length spatialRank.
 * padding 'same' is TensorFlow's SAME of a strided convolution: output ⌈i/s⌉, the odd one of the padding at the end;
 * 'same-lower' has it at the start. They, and outputSize, depend on the input size (resolvePadding gives their numbers).
 */
export interface ConvSpec {
  readonly convention: Convention;
  readonly transposed: boolean;
  readonly spatialRank: SpatialRank;
  readonly inChannels: number;
  readonly outChannels: number;
  readonly kernelSize: readonly number[];
  readonly stride: readonly number[];
  /** Negative numbers crop a convolution's input and enlarge a transposed one's output. */
  readonly padding: ExplicitPadding | 'same' | 'same-lower';
  readonly paddingMode: PaddingMode;
  readonly dilation: readonly number[];
  /** Zero for a convolution. Size added at the end of a transposed convolution's output. */
  readonly outputPadding: readonly number[];
  readonly groups: number;
  readonly bias: boolean;
  readonly layout: Layout;
  readonly weightLayout: WeightLayout;
  /**
   * Which channel axis of the weight has one group's channels only, where it is not the usual one: the inputs' of OIHW, HWIO
   * and OHWI, the outputs' of the others. JAX always divides the inputs.
   */
  readonly dividedAxis?: 'inputs' | 'outputs';
  /** The kernel is reversed along every axis before it is used: JAX's transposed convolutions scatter it so. */
  readonly flip?: boolean;
  /**
   * A convolution over inputs that stand this far apart. Only where some axis has a stride above 1 as well: without one
   * it is a transposed convolution, and is written as such.
   */
  readonly inputDilation?: readonly number[];
  /** A transposed layer's spatial output size, where the call asks for one instead of adding outputPadding. */
  readonly outputSize?: readonly number[];
  readonly outputLayout?: Layout;
}
