/**
 * flax.linen by meaning, in Python (flax/linen/module.py, linear.py, normalization.py, attention.py of flax 0.12): modules are data
 * classes whose setup runs at their first use; init and apply call them. Weights and other variables are not followed.
 */
export const LINEN_SOURCE = `
import dataclasses
from typing import Any
import jax.numpy as jnp

def _weights():
    return _unknown('what is in the variables of a module of Flax is not followed')

def _key():
    return _sized((2,))

_running = {'init': False}

def _run(module, method, args, kwargs, init):
    before = _running['init']
    _running['init'] = init
    try:
        if method is None:
            return module(*args, **kwargs)
        if isinstance(method, str):
            return getattr(module, method)(*args, **kwargs)
        if hasattr(method, '__self__'):
            return method(*args, **kwargs)
        return method(module, *args, **kwargs)
    finally:
        _running['init'] = before

@dataclasses.dataclass(eq=False, repr=False)
class Module:
    _: dataclasses.KW_ONLY
    parent: Any = None
    name: Any = None

    def __init_subclass__(cls, **options):
        dataclasses.dataclass(cls, eq=False, repr=False)

    def __getattr__(self, name):
        if not name.startswith('__') and not self.__dict__.get('_has_setup', False):
            self.__dict__['_has_setup'] = True
            self.setup()
            return getattr(self, name)
        raise AttributeError('"' + type(self).__name__ + '" object has no attribute "' + name + '"')

    def setup(self):
        pass

    def init(self, rngs, *args, method=None, mutable=None, capture_intermediates=False, **kwargs):
        _run(self, method, args, kwargs, True)
        return _weights()

    def init_with_output(self, rngs, *args, method=None, mutable=None, capture_intermediates=False, **kwargs):
        return _run(self, method, args, kwargs, True), _weights()

    def lazy_init(self, rngs, *args, method=None, mutable=None, **kwargs):
        _run(self, method, args, kwargs, True)
        return _weights()

    def apply(self, variables, *args, rngs=None, method=None, mutable=False, capture_intermediates=False, **kwargs):
        made = _run(self, method, args, kwargs, False)
        if mutable is False and capture_intermediates is False:
            return made
        return made, _weights()

    def bind(self, variables, *args, **kwargs):
        return self

    def unbind(self):
        return self, _weights()

    def tabulate(self, rngs, *args, depth=None, show_repeated=False, mutable=None, console_kwargs=None, table_kwargs=None,
                 column_kwargs=None, compute_flops=False, compute_vjp_flops=False, **kwargs):
        _run(self, None, args, kwargs, True)
        return _unknown('the text of a table')

    def is_initializing(self):
        return _running['init']

    def param(self, name, init_fn, *args, **kwargs):
        kwargs.pop('unbox', None)
        return init_fn(_key(), *args, **kwargs)

    def variable(self, col, name, init_fn=None, *args, **kwargs):
        kwargs.pop('unbox', None)
        return _Variable(None if init_fn is None else init_fn(*args, **kwargs))

    def make_rng(self, name='params'):
        return _key()

    def sow(self, col, name, value, **options):
        return _unknown('whether a collection is mutable')

    def has_variable(self, col, name):
        return _unknown('which variables there are')

    def get_variable(self, col, name, default=None):
        return _weights()

    def put_variable(self, col, name, value):
        return None

    def has_rng(self, name):
        return _unknown('which generators there are')

    def is_mutable_collection(self, col):
        return _unknown('whether a collection is mutable')

    @property
    def variables(self):
        return _weights()

class _Variable:
    def __init__(self, value):
        self.value = value

def compact(fun):
    return fun

def nowrap(fun):
    return fun

def remat(target=None, **options):
    return (lambda its: its) if target is None else target

checkpoint = remat

def jit(target=None, *args, **options):
    return (lambda its: its) if target is None else target

def share_scope(module, other):
    return None

class Sequential(Module):
    layers: Any

    def __call__(self, *args, **kwargs):
        if len(self.layers) == 0:
            raise ValueError('Empty Sequential module ' + str(self.name) + '.')
        made = self.layers[0](*args, **kwargs)
        for layer in self.layers[1:]:
            if isinstance(made, tuple):
                made = layer(*made)
            elif isinstance(made, dict):
                made = layer(**made)
            else:
                made = layer(made)
        return made

class Dense(Module):
    features: int
    use_bias: bool = True
    dtype: Any = None
    param_dtype: Any = None
    precision: Any = None
    kernel_init: Any = None
    bias_init: Any = None
    promote_dtype: Any = None
    dot_general: Any = None
    dot_general_cls: Any = None

    def __call__(self, inputs):
        return _sized(tuple(inputs.shape[:-1]) + (self.features,))

class Embed(Module):
    num_embeddings: int
    features: int
    dtype: Any = None
    param_dtype: Any = None
    embedding_init: Any = None
    promote_dtype: Any = None

    def __call__(self, inputs):
        return _sized(tuple(inputs.shape) + (self.features,))

    def attend(self, query):
        return _sized(tuple(query.shape[:-1]) + (self.num_embeddings,))

class BatchNorm(Module):
    use_running_average: Any = None
    axis: Any = -1
    momentum: Any = 0.99
    epsilon: Any = 1e-5
    dtype: Any = None
    param_dtype: Any = None
    use_bias: bool = True
    use_scale: bool = True
    bias_init: Any = None
    scale_init: Any = None
    axis_name: Any = None
    axis_index_groups: Any = None
    use_fast_variance: bool = True
    force_float32_reductions: bool = True

    def __call__(self, x, use_running_average=None, *, mask=None):
        return _sized(x.shape)

class LayerNorm(Module):
    epsilon: Any = 1e-6
    dtype: Any = None
    param_dtype: Any = None
    use_bias: bool = True
    use_scale: bool = True
    bias_init: Any = None
    scale_init: Any = None
    reduction_axes: Any = -1
    feature_axes: Any = -1
    axis_name: Any = None
    axis_index_groups: Any = None
    use_fast_variance: bool = True
    force_float32_reductions: bool = True

    def __call__(self, x, *, mask=None):
        return _sized(x.shape)

class RMSNorm(Module):
    epsilon: Any = 1e-6
    dtype: Any = None
    param_dtype: Any = None
    use_scale: bool = True
    scale_init: Any = None
    reduction_axes: Any = -1
    feature_axes: Any = -1

    def __call__(self, x, *, mask=None):
        return _sized(x.shape)

def _check_groups(groups, channels):
    if groups is None or _is_unknown(groups) or _is_unknown(channels):
        return
    if groups <= 0 or channels % groups != 0:
        raise ValueError(f'Number of groups ({groups}) does not divide the number of channels ({channels}).')

class GroupNorm(Module):
    num_groups: Any = 32
    group_size: Any = None
    epsilon: Any = 1e-6
    dtype: Any = None
    param_dtype: Any = None
    use_bias: bool = True
    use_scale: bool = True
    bias_init: Any = None
    scale_init: Any = None

    def __call__(self, x, *, mask=None):
        _check_groups(self.num_groups, x.shape[-1])
        return _sized(x.shape)

class Dropout(Module):
    rate: Any
    broadcast_dims: Any = ()
    deterministic: Any = None
    rng_collection: str = 'dropout'

    def __call__(self, inputs, deterministic=None, rng=None):
        return _sized(inputs.shape)

class MultiHeadDotProductAttention(Module):
    num_heads: int
    dtype: Any = None
    param_dtype: Any = None
    qkv_features: Any = None
    out_features: Any = None
    broadcast_dropout: bool = True
    dropout_rate: Any = 0.0
    deterministic: Any = None
    precision: Any = None
    kernel_init: Any = None
    out_kernel_init: Any = None
    bias_init: Any = None
    out_bias_init: Any = None
    use_bias: bool = True
    attention_fn: Any = None
    decode: bool = False
    normalize_qk: bool = False

    def __call__(self, inputs_q, inputs_k=None, inputs_v=None, *, inputs_kv=None, mask=None, deterministic=None,
                 dropout_rng=None, sow_weights=False):
        return _sized(tuple(inputs_q.shape[:-1]) + (self.out_features or inputs_q.shape[-1],))

MultiHeadAttention = MultiHeadDotProductAttention

class SelfAttention(MultiHeadDotProductAttention):
    def __call__(self, inputs_q, mask=None, deterministic=None, dropout_rng=None, sow_weights=False):
        return _sized(tuple(inputs_q.shape[:-1]) + (self.out_features or inputs_q.shape[-1],))
`;
