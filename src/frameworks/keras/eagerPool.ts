import type { ShapeRule } from '../flow.js';
import { PlainArgs, type Plain } from '../plain.js';
import { pool } from '../tensorflow/poolRules.js';
import { rankRefusal } from './words.js';

/**
 * Keras' pooling of a tensor with contents, which TensorFlow computes: padding words in any case, and nothing may be left. Of as many
 * axes as the input has (null: keras.ops), or of the layer's.
 */
export function eagerPool(rank: number | null): ShapeRule {
  return (args, input) => {
    const refused = rank === null ? null : rankRefusal(input, rank + 2);
    if (refused) return refused;
    const values = new Map<string, Plain>();
    const size = args.get('pool_size');
    if (size !== undefined) {
      values.set('ksize', size).set('strides', args.isNone('strides') ? size : (args.get('strides') ?? null));
    }
    values.set('padding', args.text('padding')?.toUpperCase() ?? args.get('padding') ?? null);
    if (args.text('data_format')?.toLowerCase() === 'channels_first') values.set('data_format', 'NCHW');
    return pool(rank)(new PlainArgs(values), input);
  };
}
