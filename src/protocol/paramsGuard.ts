import type { ExplicitPadding, LayerParams } from '../engine/params.js';
import type { ParameterRole } from '../engine/result.js';
import { isArrayOf, isBoolean, isEither, isNull, isNumber, isObject, isOneOf, isOptional } from './guard.js';
import type { Guard } from './guard.js';

const isAxes = isArrayOf(isNumber, 3);

export const isParameterRole: Guard<ParameterRole> = isOneOf(
  'inChannels',
  'outChannels',
  'kernelSize',
  'stride',
  'padding',
  'outputPadding',
  'dilation',
  'groups',
  'bias',
  'paddingMode',
  'depthMultiplier',
  'layout',
  'inputDilation',
  'outputSize',
);

const isExplicitPadding: Guard<ExplicitPadding> = isObject<ExplicitPadding>({ begin: isAxes, end: isAxes });
const isLayout = isOneOf('NCHW', 'NHWC');

const params = {
  convention: isOneOf(
    'torch',
    'keras',
    'tensorflow',
    'jax',
    'flax',
    'haiku',
    'equinox',
    'tfjs',
    'onnx',
    'paddle',
    'mlx',
  ),
  kind: isOneOf('convolution', 'transposed', 'depthwise', 'separable'),
  spatialRank: isOneOf(1, 2, 3),
  inChannels: isNumber,
  outChannels: isNumber,
  kernelSize: isAxes,
  stride: isAxes,
  padding: isEither(
    isOneOf('same', 'same-lower', 'valid', 'causal', 'circular', 'reflect'),
    isEither(isAxes, isExplicitPadding),
  ),
  dilation: isAxes,
  outputPadding: isEither(isNull, isAxes),
  groups: isNumber,
  bias: isBoolean,
  paddingMode: isOneOf('zeros', 'reflect', 'replicate', 'circular'),
  depthMultiplier: isNumber,
  layout: isLayout,
  inputDilation: isOptional(isAxes),
  outputSize: isOptional(isAxes),
  transposeKernel: isOptional(isBoolean),
  weightLayout: isOptional(isOneOf('OIHW', 'IOHW', 'HWIO', 'HWOI', 'HWIM', 'OHWI', 'IHWO')),
  outputLayout: isOptional(isLayout),
} as const satisfies { [K in keyof LayerParams]-?: Guard<LayerParams[K]> };

/** Checks types and lengths only: whether the numbers make a layer is the engine's to say. */
export const isLayerParams: Guard<LayerParams> = isObject<LayerParams>(params);

/** The same where some of them are not known. */
export const isKnownParams: Guard<Partial<LayerParams>> = isObject<Partial<LayerParams>>(
  Object.fromEntries(Object.entries(params).map(([key, guard]) => [key, isOptional<unknown>(guard)])) as {
    [K in keyof LayerParams]-?: Guard<LayerParams[K]>;
  },
);
