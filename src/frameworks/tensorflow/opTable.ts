import { blocks, expandDims, keep, pad, reduce, reshape, resize, squeeze, tile, transpose } from './opRules.js';
import type { OpRow } from './ops.js';
import { pool, poolOfWindow } from './poolRules.js';

/** TensorFlow's functions of one tensor, as TensorFlow 2.21 declares them. */

const POOL = 'input, ksize, strides, padding, data_format=None, name=None';

/** Of tf.nn. */
export const NN_OPS: readonly OpRow[] = [
  ...['max_pool', 'avg_pool'].flatMap(name => [
    { name, signature: POOL, rule: pool(null) },
    ...[1, 2, 3].map(rank => ({ name: `${name}${rank}d`, signature: POOL, rule: pool(rank) })),
  ]),
  {
    name: 'pool',
    signature:
      "input, window_shape, pooling_type, strides=None, padding='VALID', data_format=None, dilations=None, name=None",
    rule: poolOfWindow,
  },
  { name: 'space_to_depth', signature: "input, block_size, data_format='NHWC', name=None", rule: blocks(true) },
  { name: 'depth_to_space', signature: "input, block_size, data_format='NHWC', name=None", rule: blocks(false) },
  ...['bias_add', 'dropout', 'batch_normalization', 'local_response_normalization', 'lrn', 'l2_normalize'].map(
    name => ({
      name,
      signature: 'value, *args, **kwargs',
      rule: keep,
    }),
  ),
];

/** Of tf.image. */
export const IMAGE_OPS: readonly OpRow[] = [
  {
    name: 'resize',
    signature: "images, size, method='bilinear', preserve_aspect_ratio=False, antialias=False, name=None",
    rule: resize,
  },
];

const REDUCTION = 'input_tensor, axis=None, keepdims=False, name=None';

/** Of tf itself. */
export const TF_OPS: readonly OpRow[] = [
  ...['Variable', 'convert_to_tensor'].map(name => ({ name, signature: 'value, *args, **kwargs', rule: keep })),
  { name: 'pad', signature: "tensor, paddings, mode='CONSTANT', constant_values=0, name=None", rule: pad },
  { name: 'reshape', signature: 'tensor, shape, name=None', rule: reshape },
  { name: 'transpose', signature: "a, perm=None, conjugate=False, name='transpose'", rule: transpose },
  { name: 'squeeze', signature: 'input, axis=None, name=None', rule: squeeze },
  { name: 'expand_dims', signature: 'input, axis, name=None', rule: expandDims },
  { name: 'tile', signature: 'input, multiples, name=None', rule: tile },
  ...['mean', 'sum', 'max', 'min', 'prod', 'any', 'all', 'std', 'variance', 'logsumexp'].map(name => ({
    name: `reduce_${name}`,
    signature: REDUCTION,
    rule: reduce,
  })),
];

/** Functions of two operands that broadcast. */
export const BINARY_OPS: readonly string[] = ['add', 'subtract', 'multiply', 'divide', 'maximum', 'minimum', 'pow'];
