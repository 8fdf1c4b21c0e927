import { isFloat, ofType, viewOrCopy, type Contents, NO_CONTENTS } from '../contents.js';
import type { PlainArgs } from '../plain.js';
import type { Tensor } from '../tensor.js';
import { everyPlace, smallSizes } from './positions.js';

/** What layers, and functions of their names, do to the contents of tensors: most know no more than the element type. */

/** They keep the type of whatever they take. */
const KEEPING =
  /^(relu|relu6|hardtanh|threshold|dropout|alpha_?dropout|feature_?alpha_?dropout|dropout[123]d|pad|interpolate|upsample\w*|fold|unfold|identity|\w*pad[123]d|(lazy)?flatten|unflatten|pixel_?(un)?shuffle|(native_)?channel_?shuffle|(adaptive_?)?max_?pool[123]d|maxunpool[123]d|max_unpool[123]d)$/i;

/** They take floats alone, and give floats of the same type. */
const FLOATING =
  /^(\w*norm([123]d)?|\w*elu|silu|mish|\w*sigmoid|tanh|softsign|tanhshrink|hardshrink|softshrink|softplus|hardswish|\w*softmax(2d)?|softmin|glu|(adaptive_?)?avg_?pool[123]d|lp_?pool[123]d|linear|lazylinear|grid_sample|normalize|\w*conv\w*)$/i;

/** The same elements in the same order. */
const IN_ORDER = /^(flatten|unflatten|identity)$/i;

export function rowContents(name: string, _args: PlainArgs, input: Tensor, output: Tensor): Contents {
  const { dtype } = input;
  if (name === 'one_hot') return ofType('int64');
  if (IN_ORDER.test(name)) {
    const sizes = smallSizes(output.shape);
    return viewOrCopy(input.contents, sizes ? everyPlace(sizes) : null);
  }
  if (KEEPING.test(name)) return ofType(dtype);
  return FLOATING.test(name) && dtype !== null && isFloat(dtype) ? ofType(dtype) : NO_CONTENTS;
}
