import type {
  CoordinateRule,
  FilterRule,
  InterpolationFilter,
  InterpolationRule,
  NearestArithmetic,
  NearestRounding,
} from './interpolationTypes.js';
import { ok, refuse, type Result } from './result.js';

/**
 * Whose resize is meant: torch.nn.functional.interpolate and Upsample; tf.image.resize with Keras' UpSampling and Resizing
 * layers on it; tf.compat.v1.image.resize_*; tfjs' tf.image.resize*; jax.image.resize; the operator Resize of ONNX; cv2.resize;
 * Pillow's Image.resize.
 */
export const INTERPOLATION_FRAMEWORKS = [
  'torch',
  'tensorflow',
  'tensorflow1',
  'tfjs',
  'jax',
  'onnx',
  'opencv',
  'pillow',
] as const;

export type InterpolationFramework = (typeof INTERPOLATION_FRAMEWORKS)[number];

/** The arguments of a resize that decide about its weights, in the framework's meaning; what is absent has its default. */
export interface InterpolationOptions {
  readonly alignCorners?: boolean;
  readonly antialias?: boolean;
  /** TensorFlow 1 and tfjs. */
  readonly halfPixelCenters?: boolean;
  /** ONNX' coordinate_transformation_mode, e.g. half_pixel. */
  readonly coordinateTransformationMode?: string;
  /** ONNX' nearest_mode, e.g. round_prefer_floor. */
  readonly nearestMode?: string;
  /** ONNX' cubic_coeff_a. */
  readonly cubicCoeffA?: number;
  /** ONNX' exclude_outside. */
  readonly excludeOutside?: boolean;
}

type Table = (mode: string, options: InterpolationOptions) => InterpolationRule | string;

/**
 * The rule of a framework's resize mode, or why the framework does not take it. The values are the frameworks' own names of modes.
 * Every row was compared with the framework itself, except tfjs (from its documentation: TensorFlow 1's rules without a table).
 */
export function interpolationRule(
  framework: InterpolationFramework,
  mode: string,
  options: InterpolationOptions = {},
): Result<InterpolationRule> {
  const found = TABLES[framework](mode, options);
  if (typeof found !== 'string') return ok(found);
  return refuse({ code: 'mode-not-supported', message: found, values: { framework, mode } });
}

const LINEAR: InterpolationFilter = { name: 'linear' };
const LANCZOS3: InterpolationFilter = { name: 'lanczos', radius: 3 };
const LANCZOS5: InterpolationFilter = { name: 'lanczos', radius: 5 };
const cubic = (a: number): InterpolationFilter => ({ name: 'cubic', a });

function nearest(
  arithmetic: NearestArithmetic,
  coordinate: CoordinateRule,
  rounding: NearestRounding = 'floor',
): InterpolationRule {
  return { kind: 'nearest', coordinate, rounding, arithmetic };
}

function clamped(filter: InterpolationFilter, coordinate: CoordinateRule = 'half-pixel'): InterpolationRule {
  return { kind: 'filter', filter, coordinate, border: 'clamp', antialias: false };
}

function dropped(filter: InterpolationFilter, antialias: boolean): FilterRule {
  return { kind: 'filter', filter, coordinate: 'half-pixel', border: 'drop', antialias };
}

/** Source: torch.nn.functional.interpolate and aten/src/ATen/native/UpSample.h. */
const torch: Table = (mode, { alignCorners, antialias = false }) => {
  const ranks = TORCH_RANKS.get(mode);
  if (!ranks) return `PyTorch has no interpolation mode ${mode}`;
  const filters = mode.endsWith('linear') || mode === 'bicubic';
  if (alignCorners !== undefined && !filters)
    return 'align_corners option can only be set with the interpolating modes: linear | bilinear | bicubic | trilinear';
  if (antialias && !ANTIALIASED.has(mode))
    return `Anti-alias option is restricted to bilinear, bicubic and lanczos modes and requires a 4-D tensor as input`;
  if (!antialias && mode === 'lanczos') return 'lanczos interpolation needs antialias=True';
  const coordinate = !alignCorners ? 'half-pixel' : antialias ? 'scaled-corners' : 'align-corners';
  const filter = mode === 'lanczos' ? LANCZOS3 : mode === 'bicubic' ? cubic(antialias ? -0.5 : -0.75) : LINEAR;
  return { ...torchRule(mode, antialias, coordinate, filter), ranks };
};

const ANTIALIASED: ReadonlySet<string> = new Set(['bilinear', 'bicubic', 'lanczos']);

const TORCH_RANKS: ReadonlyMap<string, readonly number[]> = new Map([
  ['nearest', [1, 2, 3]],
  ['nearest-exact', [1, 2, 3]],
  ['area', [1, 2, 3]],
  ['linear', [1]],
  ['bilinear', [2]],
  ['bicubic', [2]],
  ['trilinear', [3]],
  ['lanczos', [2]],
]);

function torchRule(
  mode: string,
  antialias: boolean,
  coordinate: CoordinateRule,
  filter: InterpolationFilter,
): InterpolationRule {
  switch (mode) {
    case 'nearest':
      return nearest('torch', 'asymmetric');
    case 'nearest-exact':
      return nearest('torch', 'half-pixel');
    case 'area':
      return { kind: 'area', bins: 'whole' };
    default:
      return antialias
        ? { kind: 'filter', filter, coordinate, border: 'drop', antialias }
        : clamped(filter, coordinate);
  }
}

/** Source: tensorflow/python/ops/image_ops_impl.py (resize_images_v2) and the kernels that it calls. */
const tensorflow: Table = (mode, { antialias = false }) => {
  const quantised = { ...dropped(cubic(-0.5), false), tableSteps: 1024 };
  const rule = tensorflowRule(mode, antialias, quantised);
  return rule === null ? `TensorFlow has no resize method ${mode}` : { ...rule, ranks: [2] };
};

function tensorflowRule(mode: string, antialias: boolean, quantised: InterpolationRule): InterpolationRule | null {
  switch (mode) {
    case 'nearest':
      return nearest('tensorflow', 'half-pixel');
    case 'bilinear':
      return antialias ? dropped(LINEAR, true) : clamped(LINEAR);
    case 'bicubic':
      return antialias ? dropped(cubic(-0.5), true) : quantised;
    case 'area':
      return { kind: 'area', bins: 'fractional' };
    case 'lanczos3':
      return dropped(LANCZOS3, antialias);
    case 'lanczos5':
      return dropped(LANCZOS5, antialias);
    case 'gaussian':
      return { ...dropped({ name: 'gaussian' }, antialias), copies: 'image' };
    case 'mitchellcubic':
      return { ...dropped({ name: 'mitchell' }, antialias), copies: 'image' };
    default:
      return null;
  }
}

/** TensorFlow 1's image resizes, of which tfjs has two. Source: tensorflow/core/kernels/image/resize_*_op.cc. */
function legacy(framework: string, modes: readonly string[]): Table {
  return (mode, { alignCorners = false, halfPixelCenters = false }) => {
    if (!modes.includes(mode)) return `${framework} has no resize method ${mode}`;
    if (alignCorners && halfPixelCenters) return 'If half_pixel_centers is True, align_corners must be False.';
    const coordinate = alignCorners ? 'align-corners' : halfPixelCenters ? 'half-pixel' : 'asymmetric';
    const ranks = [2];
    if (mode === 'nearest') return { ...nearest('tensorflow', coordinate), ranks };
    if (mode === 'area') {
      return alignCorners ? 'area with align_corners is not described' : { kind: 'area', bins: 'fractional', ranks };
    }
    if (mode === 'bilinear') return { ...clamped(LINEAR, coordinate), ranks };
    const bicubic: InterpolationRule = halfPixelCenters
      ? dropped(cubic(-0.5), false)
      : clamped(cubic(-0.75), coordinate);
    return { ...bicubic, tableSteps: 1024, ranks };
  };
}

/** Source: jax/_src/image/scale.py. */
const jax: Table = (mode, { antialias = true }) => {
  switch (mode) {
    case 'nearest':
      return nearest('jax', 'half-pixel');
    case 'linear':
    case 'bilinear':
    case 'trilinear':
    case 'triangle':
      return dropped(LINEAR, antialias);
    case 'cubic':
    case 'bicubic':
    case 'tricubic':
      return dropped(cubic(-0.5), antialias);
    case 'cubic-pytorch':
    case 'bicubic-pytorch':
      return antialias ? dropped(cubic(-0.5), true) : clamped(cubic(-0.75));
    case 'lanczos3':
      return dropped(LANCZOS3, antialias);
    case 'lanczos5':
      return dropped(LANCZOS5, antialias);
    case 'area':
      return { kind: 'area', bins: 'fractional' };
    default:
      return `Unknown resize method "${mode}"`;
  }
};

const ONNX_COORDINATES: readonly string[] = [
  'half-pixel',
  'pytorch-half-pixel',
  'half-pixel-symmetric',
  'asymmetric',
  'align-corners',
  'crop-and-resize',
];
const ONNX_ROUNDINGS: readonly string[] = ['round-prefer-floor', 'round-prefer-ceil', 'floor', 'ceil'];

/** Source: the operator Resize (opset 19), onnx/defs/tensor/defs.cc; arithmetic and borders as onnxruntime has them. */
const onnx: Table = (mode, options) => {
  const { coordinateTransformationMode = 'half_pixel', nearestMode = 'round_prefer_floor' } = options;
  const { antialias = false, excludeOutside = false, cubicCoeffA = -0.75 } = options;
  const coordinate = coordinateTransformationMode.replace(/^tf_/, '').replaceAll('_', '-');
  if (!ONNX_COORDINATES.includes(coordinate)) return `ONNX has no coordinate mode ${coordinateTransformationMode}`;
  if (!Number.isFinite(cubicCoeffA)) return `cubic_coeff_a must be a number, but got ${cubicCoeffA}`;
  if (mode === 'nearest') {
    const rounding = nearestMode.replaceAll('_', '-');
    if (!ONNX_ROUNDINGS.includes(rounding)) return `ONNX has no nearest mode ${nearestMode}`;
    return { ...nearest('onnx', coordinate as CoordinateRule, rounding as NearestRounding), copies: 'unscaled-axis' };
  }
  if (mode !== 'linear' && mode !== 'cubic') return `ONNX has no resize mode ${mode}`;
  const filter = mode === 'linear' ? LINEAR : cubic(cubicCoeffA);
  if (excludeOutside && mode === 'linear' && !antialias) return 'exclude_outside needs the mode cubic, or antialias';
  const border = excludeOutside ? 'drop' : 'clamp';
  const copies = antialias ? 'axis' : 'unscaled-axis';
  return { kind: 'filter', filter, coordinate: coordinate as CoordinateRule, border, antialias, copies };
};

/** Source: opencv/modules/imgproc/src/resize.cpp. INTER_AREA is area only where it makes smaller. */
const opencv: Table = mode => {
  switch (mode) {
    case 'nearest':
      return { ...nearest('opencv', 'asymmetric'), ranks: [2] };
    case 'nearest-exact':
      return { ...nearest('pillow', 'half-pixel'), ranks: [2] };
    case 'linear':
      return { ...clamped(LINEAR), ranks: [2] };
    case 'cubic':
      return { ...clamped(cubic(-0.75)), ranks: [2] };
    default:
      return `The rule of OpenCV's ${mode} is not known here`;
  }
};

/** Source: Pillow, src/libImaging/Resample.c: filters are always as wide as an output where that is wider. */
const pillow: Table = mode => {
  if (mode === 'nearest') return { ...nearest('pillow', 'half-pixel'), ranks: [2] };
  const filter = PILLOW_FILTERS.get(mode);
  return filter ? { ...dropped(filter, true), ranks: [2] } : `Pillow has no resampling filter ${mode}`;
};

const PILLOW_FILTERS: ReadonlyMap<string, InterpolationFilter> = new Map<string, InterpolationFilter>([
  ['box', { name: 'box' }],
  ['bilinear', LINEAR],
  ['hamming', { name: 'hamming' }],
  ['bicubic', cubic(-0.5)],
  ['lanczos', LANCZOS3],
]);

const TABLES: Readonly<Record<InterpolationFramework, Table>> = {
  torch,
  tensorflow,
  tensorflow1: legacy('TensorFlow 1', ['nearest', 'bilinear', 'bicubic', 'area']),
  tfjs: legacy('TensorFlow.js', ['nearest', 'bilinear']),
  jax,
  onnx,
  opencv,
  pillow,
};
