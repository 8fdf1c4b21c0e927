/**
 * Where output o of m samples an axis of n inputs, r = n/m (or 1/factor where a framework keeps the factor it was given):
 * half-pixel (o + ½)·r − ½; asymmetric o·r; align-corners o·(n − 1)/(m − 1), 0 for m = 1; pytorch-half-pixel as half-pixel but 0 for
 * m = 1; half-pixel-symmetric as half-pixel about the middle of the input when ⌊n·factor⌋ ≠ n·factor; crop-and-resize from start to
 * end of a region, in fractions of n − 1. Source: the ONNX operator Resize, coordinate_transformation_mode.
 * scaled-corners is what PyTorch makes of antialias with align_corners: (o + ½)·r − ½ with r = (n − 1)/(m − 1), 0 for m = 1.
 */
export type CoordinateRule =
  | 'scaled-corners'
  | 'half-pixel'
  | 'asymmetric'
  | 'align-corners'
  | 'pytorch-half-pixel'
  | 'half-pixel-symmetric'
  | 'crop-and-resize';

/** How a coordinate becomes an index: round-prefer-floor takes ½ down, round-prefer-ceil takes it up. */
export type NearestRounding = 'floor' | 'ceil' | 'round-prefer-floor' | 'round-prefer-ceil';

/**
 * Whose floating-point arithmetic finds the nearest input. It matters where a place lies exactly between two inputs or on one:
 * rounding n/m moves it to either side, and each framework rounds at other points. torch, tensorflow, jax and onnx compute in
 * float32; opencv and pillow in double precision.
 */
export type NearestArithmetic = 'exact' | 'torch' | 'tensorflow' | 'jax' | 'onnx' | 'opencv' | 'pillow';

export type InterpolationFilter =
  | { readonly name: 'linear' | 'mitchell' | 'gaussian' | 'box' | 'hamming' }
  /** Keys' cubic convolution with its parameter a. */
  | { readonly name: 'cubic'; readonly a: number }
  | { readonly name: 'lanczos'; readonly radius: number };

/** Copies one input. */
export interface NearestRule {
  readonly kind: 'nearest';
  readonly coordinate: CoordinateRule;
  readonly rounding: NearestRounding;
  readonly arithmetic: NearestArithmetic;
}

/** Weighs the inputs around a coordinate by a filter of their distance. */
export interface FilterRule {
  readonly kind: 'filter';
  readonly filter: InterpolationFilter;
  readonly coordinate: CoordinateRule;
  /** Inputs beyond the ends: the end stands for them (clamp), or they are left out and the rest renormalised (drop). */
  readonly border: 'clamp' | 'drop';
  /** Going down, the filter is as wide as n/m inputs, and its weights are renormalised. */
  readonly antialias: boolean;
  /** TensorFlow's bicubic looks its weights up in a table of so many steps per input: the fraction is rounded to one of them. */
  readonly tableSteps?: number;
}

/**
 * The mean of the inputs in a bin. whole: from ⌊o·n/m⌋ to ⌈(o + 1)·n/m⌉, each counting fully (torch's adaptive average pooling);
 * fractional: from o·n/m to (o + 1)·n/m, the ends by the part inside (TensorFlow's area).
 */
export interface AreaRule {
  readonly kind: 'area';
  readonly bins: 'whole' | 'fractional';
}

/** How an axis is resized. */
export type InterpolationRule = (NearestRule | FilterRule | AreaRule) & {
  /** The numbers of spatial axes that the framework takes; 1 to 3 where it is absent. */
  readonly ranks?: readonly number[];
  /**
   * What is copied, whatever the rule: an axis whose size stays (onnxruntime with antialias), one that besides has no factor but 1
   * (onnxruntime, which then forgets a region), or the image where every size stays (tf.image.resize).
   */
  readonly copies?: 'axis' | 'unscaled-axis' | 'image';
};

/** What else decides about the coordinates of one axis. */
export interface AxisResize {
  readonly inputs: number;
  readonly outputs: number;
  /** The factor that the framework was given and computes with, instead of outputs/inputs. */
  readonly factor?: number | undefined;
  /** crop-and-resize: the region's start and end along this axis, in fractions of inputs − 1. */
  readonly region?: readonly [number, number] | undefined;
}
