import type { LayerParams, ParameterRole } from '../../engine/index.js';
import type { ConvRow } from '../convRow.js';

const ROLES: Readonly<Record<string, ParameterRole>> = {
  strides: 'stride',
  padding: 'padding',
  output_padding: 'outputPadding',
  data_format: 'layout',
  dilation_rate: 'dilation',
};

const FORMS: readonly (readonly [name: string, kind: LayerParams['kind'], signature: string])[] = [
  ['conv', 'convolution', "inputs, kernel, strides=1, padding='valid', data_format=None, dilation_rate=1"],
  ['depthwise_conv', 'depthwise', "inputs, kernel, strides=1, padding='valid', data_format=None, dilation_rate=1"],
  [
    'separable_conv',
    'separable',
    "inputs, depthwise_kernel, pointwise_kernel, strides=1, padding='valid', data_format=None, dilation_rate=1",
  ],
  [
    'conv_transpose',
    'transposed',
    "inputs, kernel, strides=1, padding='valid', output_padding=None, data_format=None, dilation_rate=1",
  ],
];

/** The convolutions of keras.ops (keras/src/ops/nn.py, Keras 3.15), for as many axes as their kernel has. */
export function kerasOpsRows(): ConvRow[] {
  return FORMS.map(([name, kind, signature]) => ({
    api: `keras.ops.${name}`,
    convention: 'keras',
    kind,
    spatialRank: 2,
    rankOfKernel: true,
    form: 'function',
    lazy: false,
    signature,
    roles: ROLES,
    dataParameter: 'inputs',
    weightParameter: kind === 'separable' ? 'depthwise_kernel' : 'kernel',
    ...(kind === 'separable' ? { pointwiseParameter: 'pointwise_kernel' } : {}),
    ignoresDilation: false,
  }));
}
