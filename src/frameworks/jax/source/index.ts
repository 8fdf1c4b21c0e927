import { free } from '../../../python/builtins/define.js';
import type { Interp } from '../../../python/interp.js';
import type { Value } from '../../../python/klass.js';
import { sourceTable } from '../../../python/stdlib/sourceTable.js';
import { PyTuple, Unknown } from '../../../python/value.js';
import { ofType } from '../../contents.js';
import { isKnown } from '../../dims.js';
import { shapeArgument } from '../../numpy/arrayMethods.js';
import { NDARRAY, Tensor } from '../../tensor.js';
import { einsumShape } from '../../torch/einsum.js';
import { tensorOf, asTensor } from '../../tensor.js';
import { NUMPY_SOURCE } from './numpySource.js';
import { CONTROL_SOURCE, INITIALIZER_SOURCE, RANDOM_SOURCE, TRANSFORM_SOURCE } from './transformSource.js';
import { TREE_SOURCE } from './treeSource.js';

/** Parts of JAX that follow from Python and from its arrays: modelled in Python, run at their first use. */

/** An array of these sizes, with the element type of another where it is one. */
function sized(cx: Interp, shape: Value, like: Value): Tensor {
  const sizes = shapeArgument(cx, shape);
  if (sizes?.some(size => isKnown(size) && typeof size === 'number' && size < 0) === true)
    throw cx.error('ValueError', 'negative dimensions are not allowed');
  const made = new Tensor(sizes, 'the sizes are not known', NDARRAY);
  return made.holding(ofType(like instanceof Tensor ? like.dtype : null));
}

/** The functions that the sources of JAX and of what is built on it find among their globals. */
export const JAX_NATIVES = {
  _unknown: free('_unknown', 'why, kind=None', (cx, args) =>
    cx.unknown('unmodelled', String(args.get('why')), args.get('kind') === 'int' ? 'int' : null),
  ),
  _is_unknown: free('_is_unknown', 'value', (_cx, args) => args.get('value') instanceof Unknown),
  _sized: free('_sized', 'shape, like=None', (cx, args) => sized(cx, args.get('shape'), args.get('like'))),
  _index: free('_index', '', () => new Tensor([], '', NDARRAY).holding(ofType('int32'))),
  _einsum: free('_einsum', 'subscripts, operands', (cx, args) => {
    const [text, operands] = [args.get('subscripts'), args.get('operands')];
    const arrays = operands instanceof PyTuple ? operands.items.map(one => asTensor(one, NDARRAY)) : [];
    const shapes = arrays.map(array => array?.shape);
    if (typeof text !== 'string' || !shapes.every(shape => shape !== undefined && shape !== null))
      return new Tensor(null, 'what einsum is given is not known', NDARRAY);
    return tensorOf(cx, einsumShape(text, shapes), NDARRAY);
  }),
};

const natives = JAX_NATIVES;

export const TREE = sourceTable('jax.tree_util', TREE_SOURCE, { natives });
export const TRANSFORMS = sourceTable('jax', TRANSFORM_SOURCE, { natives });
export const CONTROL = sourceTable('jax.lax', CONTROL_SOURCE, { natives });
export const RANDOM = sourceTable('jax.random', RANDOM_SOURCE, { natives });
export const INITIALIZERS = sourceTable('jax.nn.initializers', INITIALIZER_SOURCE, { natives });
export const NUMPY = sourceTable('jax.numpy', NUMPY_SOURCE, { natives });
