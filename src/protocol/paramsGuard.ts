import type { LayerParams } from '../engine/params.js';
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
);

const params = {
  convention: isOneOf('torch', 'keras'),
  kind: isOneOf('convolution', 'transposed', 'depthwise', 'separable'),
  spatialRank: isOneOf(1, 2, 3),
  inChannels: isNumber,
  outChannels: isNumber,
  kernelSize: isAxes,
  stride: isAxes,
  padding: isEither(isOneOf('same', 'valid', 'causal'), isAxes),
  dilation: isAxes,
  outputPadding: isEither(isNull, isAxes),
  groups: isNumber,
  bias: isBoolean,
  paddingMode: isOneOf('zeros', 'reflect', 'replicate', 'circular'),
  depthMultiplier: isNumber,
  layout: isOneOf('NCHW', 'NHWC'),
} as const satisfies { [K in keyof LayerParams]: Guard<LayerParams[K]> };

/** Checks types and lengths only: whether the numbers make a layer is the engine's to say. */
export const isLayerParams: Guard<LayerParams> = isObject<LayerParams>(params);

/** The same where some of them are not known. */
export const isKnownParams: Guard<Partial<LayerParams>> = isObject<Partial<LayerParams>>(
  Object.fromEntries(Object.entries(params).map(([key, guard]) => [key, isOptional<unknown>(guard)])) as {
    [K in keyof LayerParams]: Guard<LayerParams[K]>;
  },
);
