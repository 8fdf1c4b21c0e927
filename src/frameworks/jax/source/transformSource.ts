/**
 * JAX's transformations as far as shapes go, in Python (https://docs.jax.dev/en/latest/jax.html): what is compiled or differentiated
 * is called once; under vmap the function sees the arrays without the mapped axis.
 */
export const TRANSFORM_SOURCE = `
import jax.numpy as jnp
from jax.tree_util import tree_leaves, tree_map

def jit(fun=None, **options):
    if fun is None:
        return lambda its: its
    return fun

def checkpoint(fun=None, **options):
    return jit(fun)

remat = checkpoint

def _picked(args, argnums):
    return tuple(args[at] for at in argnums) if isinstance(argnums, (tuple, list)) else args[argnums]

def value_and_grad(fun, argnums=0, has_aux=False, **options):
    def value_and_grad_f(*args, **kwargs):
        return fun(*args, **kwargs), _picked(args, argnums)
    return value_and_grad_f

def grad(fun, argnums=0, has_aux=False, **options):
    def grad_f(*args, **kwargs):
        made = fun(*args, **kwargs)
        slope = _picked(args, argnums)
        return (slope, made[1]) if has_aux else slope
    return grad_f

def eval_shape(fun, *args, **kwargs):
    return fun(*args, **kwargs)

def ShapeDtypeStruct(shape, dtype=None, **options):
    return jnp.zeros(shape)

def device_put(x, device=None, **options):
    return x

def device_get(x):
    return x

def block_until_ready(x):
    return x

def _without(leaf, axis):
    if axis is None:
        return leaf
    sizes = list(leaf.shape)
    del sizes[axis]
    return _sized(sizes, leaf)

def _with(leaf, axis, size):
    sizes = list(leaf.shape)
    sizes.insert(axis if axis >= 0 else len(sizes) + 1 + axis, size)
    return _sized(sizes, leaf)

def _mapped(tree, axes):
    if axes is None:
        return tree
    if isinstance(axes, int):
        return tree_map(lambda leaf: _without(leaf, axes), tree)
    if isinstance(axes, dict):
        return {key: _mapped(tree[key], axes[key]) for key in tree}
    return type(tree)(_mapped(part, axis) for part, axis in zip(tree, axes))

def _size(tree, axes):
    if axes is None:
        return None
    if isinstance(axes, int):
        leaves = tree_leaves(tree)
        return leaves[0].shape[axes] if len(leaves) > 0 else None
    pairs = [(tree[key], axes[key]) for key in tree] if isinstance(axes, dict) else list(zip(tree, axes))
    for part, axis in pairs:
        size = _size(part, axis)
        if size is not None:
            return size
    return None

def _unmapped(tree, axes, size):
    if axes is None:
        return tree
    if isinstance(axes, int):
        return tree_map(lambda leaf: _with(jnp.asarray(leaf), axes, size), tree)
    return type(tree)(_unmapped(part, axis, size) for part, axis in zip(tree, axes))

def vmap(fun, in_axes=0, out_axes=0, axis_name=None, axis_size=None, **options):
    def vmap_f(*args, **kwargs):
        axes = tuple(in_axes for _ in args) if in_axes is None or isinstance(in_axes, int) else in_axes
        size = axis_size
        if size is None:
            size = _size(args, axes)
        if size is None and kwargs:
            size = _size(kwargs, 0)
        given = [_mapped(part, axis) for part, axis in zip(args, axes)]
        made = fun(*given, **{key: _mapped(value, 0) for key, value in kwargs.items()})
        return _unmapped(made, out_axes, size)
    return vmap_f
`;

/** jax.lax' control flow: every function that may run is traced once, whatever the numbers are. */
export const CONTROL_SOURCE = `
import jax.numpy as jnp
from jax.tree_util import tree_leaves, tree_map

def _first(leaf):
    return _sized(leaf.shape[1:], leaf)

def scan(f, init, xs=None, length=None, **options):
    size = length
    if size is None:
        size = tree_leaves(xs)[0].shape[0]
    carry, y = f(init, tree_map(_first, xs))
    return carry, tree_map(lambda leaf: _sized((size,) + tuple(jnp.asarray(leaf).shape), leaf), y)

def map(f, xs, **options):
    size = tree_leaves(xs)[0].shape[0]
    made = f(tree_map(_first, xs))
    return tree_map(lambda leaf: _sized((size,) + tuple(jnp.asarray(leaf).shape), leaf), made)

def fori_loop(lower, upper, body_fun, init_val, **options):
    return body_fun(_index(), init_val)

def while_loop(cond_fun, body_fun, init_val):
    cond_fun(init_val)
    return body_fun(init_val)

def cond(pred, true_fun, false_fun, *operands, operand=None):
    if len(operands) == 0 and operand is not None:
        operands = (operand,)
    made = true_fun(*operands)
    false_fun(*operands)
    return made

def switch(index, branches, *operands, **options):
    made = [branch(*operands) for branch in branches]
    return made[0]

def reshape(operand, new_sizes, dimensions=None, **options):
    return jnp.reshape(operand, new_sizes)

def transpose(operand, permutation):
    return jnp.transpose(operand, permutation)

def concatenate(operands, dimension):
    return jnp.concatenate(operands, axis=dimension)

def expand_dims(array, dimensions):
    for axis in dimensions:
        array = jnp.expand_dims(array, axis)
    return array

def dynamic_slice(operand, start_indices, slice_sizes):
    return _sized(slice_sizes, operand)

def dynamic_update_slice(operand, update, start_indices):
    return operand
`;

/** jax.random's functions that do more than take a key and a shape. */
export const RANDOM_SOURCE = `
import jax.numpy as jnp

def split(key, num=2):
    sizes = tuple(num) if isinstance(num, (tuple, list)) else (num,)
    return _sized(sizes + tuple(key.shape), key)

def fold_in(key, data):
    return key

def bernoulli(key, p=0.5, shape=None, **options):
    return _sized(jnp.asarray(p).shape if shape is None else shape, key)

def permutation(key, x, axis=0, **options):
    return _sized((x,) if isinstance(x, int) else x.shape, key)
`;

/** jax.nn.initializers: functions of a key, a shape and an element type. */
export const INITIALIZER_SOURCE = `
import jax.numpy as jnp

def _initializer(key, shape, dtype=None, *args, **kwargs):
    return _sized(shape, None)

def _maker(*args, **kwargs):
    return _initializer

zeros = ones = zeros_init_ = _initializer
zeros_init = ones_init = _maker
constant = normal = truncated_normal = uniform = orthogonal = _maker
variance_scaling = delta_orthogonal = _maker
lecun_normal = lecun_uniform = glorot_normal = glorot_uniform = xavier_normal = xavier_uniform = _maker
he_normal = he_uniform = kaiming_normal = kaiming_uniform = _maker
`;
