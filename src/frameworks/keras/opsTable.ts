import type { Value } from '../../python/klass.js';
import type { ShapeRule } from '../flow.js';
import { Refusal } from '../flow.js';
import { intOf, PlainArgs, type Plain } from '../plain.js';
import { concat, stack } from '../tensorflow/joinRules.js';
import { MATMUL_OF_TWO, binaryFunction, joinFunction, opFunction, type OpRow } from '../tensorflow/ops.js';
import { expandDims, keep, pad, reduce, reshape, resize, squeeze, tile, transpose } from '../tensorflow/opRules.js';
import { eagerPool } from './eagerPool.js';
import { pooling, poolingCheck } from './poolRules.js';

/**
 * keras.ops between the convolutions (Keras 3.15), as its TensorFlow backend computes them: the rules are TensorFlow's, the
 * names of the parameters NumPy's.
 */

/** A rule under other parameter names: each of ours with the one that the rule reads. */
function renamed(rule: ShapeRule, names: Readonly<Record<string, string>>): ShapeRule {
  return (args, input) => {
    const values = new Map<string, Plain>();
    for (const name of Object.keys(names)) {
      const value = args.get(name);
      if (value !== undefined) values.set(names[name] ?? name, value);
    }
    return rule(new PlainArgs(values), input);
  };
}

const reduction = renamed(reduce, { axis: 'axis', keepdims: 'keepdims' });

/** Pooling with as many axes as the input has, as Keras says of a symbolic one. */
const symbolicPool: ShapeRule = (args, input) => {
  const rank = input.length - 2;
  if (rank < 1 || rank > 3) return new Refusal('ValueError', 'The input of a pool has 3, 4 or 5 axes', 'rank-mismatch');
  return poolingCheck(rank)(args) ?? pooling(rank)(args, input);
};

/** NumPy's words for an order of the axes that is none. */
const permuted: ShapeRule = (args, input) => {
  const flow = renamed(transpose, { axes: 'perm' })(args, input);
  if (!(flow instanceof Refusal) || flow.code !== 'wrong-length') return flow;
  const message = `\`axes\` must be a valid permutation of the input dimensions, which are ${input.length}.`;
  return new Refusal('ValueError', message, 'axis-out-of-range');
};

/** pad_width: an int is one pair for a tensor of one axis. */
const padded: ShapeRule = (args, input) => {
  const width = args.get('pad_width');
  const one = intOf(width);
  const pairs: Plain = one === undefined ? (width ?? null) : [[one, one]];
  const mode = args.get('mode');
  const values = new Map<string, Plain>([['paddings', pairs]]);
  if (typeof mode === 'string') values.set('mode', mode);
  return pad(new PlainArgs(values), input);
};

const ROWS: readonly OpRow[] = [
  ...['max_pool', 'average_pool'].map(name => ({
    name,
    signature: "inputs, pool_size, strides=None, padding='valid', data_format=None",
    rule: eagerPool(null),
    symbolic: symbolicPool,
  })),
  { name: 'reshape', signature: 'x, newshape', rule: renamed(reshape, { newshape: 'shape' }) },
  { name: 'transpose', signature: 'x, axes=None', rule: permuted },
  { name: 'squeeze', signature: 'x, axis=None', rule: renamed(squeeze, { axis: 'axis' }) },
  { name: 'expand_dims', signature: 'x, axis', rule: renamed(expandDims, { axis: 'axis' }) },
  { name: 'tile', signature: 'x, repeats', rule: renamed(tile, { repeats: 'multiples' }) },
  { name: 'pad', signature: "x, pad_width, mode='constant', constant_values=None", rule: padded },
  ...['mean', 'sum', 'max', 'min', 'prod', 'any', 'all', 'std', 'var'].map(name => ({
    name,
    signature: 'x, axis=None, keepdims=False, **kwargs',
    rule: reduction,
  })),
  ...['flip', 'roll', 'normalize', 'layer_normalization'].map(name => ({
    name,
    signature: 'x, *args, **kwargs',
    rule: keep,
  })),
];

/** keras.ops.image. */
const IMAGE_ROWS: readonly OpRow[] = [
  {
    name: 'resize',
    signature: "images, size, interpolation='bilinear', antialias=False, crop_to_aspect_ratio=False, **kwargs",
    rule: renamed(resize, { size: 'size' }),
  },
];

const BINARY = ['add', 'subtract', 'multiply', 'divide', 'true_divide', 'maximum', 'minimum', 'power'];

export function kerasOps(): Record<string, Value> {
  return {
    ...Object.fromEntries(ROWS.map(row => [row.name, opFunction(row)])),
    ...Object.fromEntries(BINARY.map(name => [name, binaryFunction(name, 'x1, x2')])),
    concatenate: joinFunction('concatenate', 'xs, axis=0', concat),
    stack: joinFunction('stack', 'x, axis=0', stack),
    matmul: MATMUL_OF_TWO,
  };
}

export function kerasImageOps(): Record<string, Value> {
  return Object.fromEntries(IMAGE_ROWS.map(row => [row.name, opFunction(row)]));
}
