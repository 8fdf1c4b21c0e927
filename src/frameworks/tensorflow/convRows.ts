import type { LayerParams, ParameterRole, SpatialRank } from '../../engine/index.js';
import type { ConvRow } from '../convRow.js';

const ROLES: Readonly<Record<string, ParameterRole>> = {
  stride: 'stride',
  strides: 'stride',
  padding: 'padding',
  dilations: 'dilation',
  rate: 'dilation',
  data_format: 'layout',
  output_shape: 'outputSize',
};

interface Form {
  readonly name: string;
  readonly kind: LayerParams['kind'];
  readonly rank: SpatialRank | null;
  readonly signature: string;
  readonly weight?: string;
  readonly data?: string;
}

const TRANSPOSED = "input, filters, output_shape, strides, padding='SAME'";

/** TensorFlow's functions as it declares them: tensorflow/python/ops/nn_ops.py and nn_impl.py of TensorFlow 2.21. */
const FORMS: readonly Form[] = [
  {
    name: 'convolution',
    kind: 'convolution',
    rank: null,
    signature: "input, filters, strides=None, padding='VALID', data_format=None, dilations=None, name=None",
  },
  {
    name: 'conv1d',
    kind: 'convolution',
    rank: 1,
    signature: "input, filters, stride, padding, data_format='NWC', dilations=None, name=None",
  },
  {
    name: 'conv2d',
    kind: 'convolution',
    rank: 2,
    signature: "input, filters, strides, padding, data_format='NHWC', dilations=None, name=None",
  },
  {
    name: 'conv3d',
    kind: 'convolution',
    rank: 3,
    signature: "input, filters, strides, padding, data_format='NDHWC', dilations=None, name=None",
  },
  {
    name: 'atrous_conv2d',
    kind: 'convolution',
    rank: 2,
    signature: 'value, filters, rate, padding, name=None',
    data: 'value',
  },
  {
    name: 'depthwise_conv2d',
    kind: 'depthwise',
    rank: 2,
    signature: 'input, filter, strides, padding, data_format=None, dilations=None, name=None',
    weight: 'filter',
  },
  {
    name: 'separable_conv2d',
    kind: 'separable',
    rank: 2,
    signature:
      'input, depthwise_filter, pointwise_filter, strides, padding, data_format=None, dilations=None, name=None',
    weight: 'depthwise_filter',
  },
  {
    name: 'conv_transpose',
    kind: 'transposed',
    rank: null,
    signature: `${TRANSPOSED}, data_format=None, dilations=None, name=None`,
  },
  {
    name: 'conv1d_transpose',
    kind: 'transposed',
    rank: 1,
    signature: `${TRANSPOSED}, data_format='NWC', dilations=None, name=None`,
  },
  {
    name: 'conv2d_transpose',
    kind: 'transposed',
    rank: 2,
    signature: `${TRANSPOSED}, data_format='NHWC', dilations=None, name=None`,
  },
  {
    name: 'conv3d_transpose',
    kind: 'transposed',
    rank: 3,
    signature: `${TRANSPOSED}, data_format='NDHWC', dilations=None, name=None`,
  },
  {
    name: 'atrous_conv2d_transpose',
    kind: 'transposed',
    rank: 2,
    signature: 'value, filters, output_shape, rate, padding, name=None',
    data: 'value',
  },
];

/** The convolutions of tf.nn. */
export function tensorflowRows(): ConvRow[] {
  return FORMS.map(({ name, kind, rank, signature, weight, data }) => ({
    api: `tf.nn.${name}`,
    convention: 'tensorflow',
    kind,
    spatialRank: rank ?? 2,
    ...(rank === null ? { rankOfKernel: true as const } : {}),
    form: 'function',
    lazy: false,
    signature,
    roles: ROLES,
    weightParameter: weight ?? 'filters',
    ...(kind === 'separable' ? { pointwiseParameter: 'pointwise_filter' } : {}),
    ...(data ? { dataParameter: data } : {}),
    ignoresDilation: false,
  }));
}
