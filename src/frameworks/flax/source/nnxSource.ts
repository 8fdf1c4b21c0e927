/** flax.nnx by meaning, in Python (flax/nnx of flax 0.12): modules are objects that hold their layers; transformations call once. */
export const NNX_SOURCE = `
import jax
import jax.numpy as jnp

class Rngs:
    def __init__(self, *args, **kwargs):
        pass

    def __getattr__(self, name):
        if name.startswith('__'):
            raise AttributeError(name)
        return self

    def __call__(self):
        return _sized((2,))

    def fork(self, **options):
        return self

class Module:
    def train(self, **attributes):
        return None

    def eval(self, **attributes):
        return None

    def set_attributes(self, *filters, **attributes):
        return None

class Variable:
    def __init__(self, value, **metadata):
        self.value = value

    def __getattr__(self, name):
        if name.startswith('__') or name == 'value':
            raise AttributeError(name)
        return getattr(self.value, name)

    def __getitem__(self, key):
        return self.value[key]

    def __add__(self, other):
        return self.value + other

    def __radd__(self, other):
        return other + self.value

    def __sub__(self, other):
        return self.value - other

    def __rsub__(self, other):
        return other - self.value

    def __mul__(self, other):
        return self.value * other

    def __rmul__(self, other):
        return other * self.value

    def __matmul__(self, other):
        return self.value @ other

    def __rmatmul__(self, other):
        return other @ self.value

class Param(Variable):
    pass

class BatchStat(Variable):
    pass

class Cache(Variable):
    pass

class Sequential(Module):
    def __init__(self, *layers):
        self.layers = list(layers)

    def __call__(self, *args, **kwargs):
        made = None
        for i, layer in enumerate(self.layers):
            if i > 0:
                if isinstance(made, tuple):
                    args, kwargs = made, {}
                elif isinstance(made, dict):
                    args, kwargs = (), made
                else:
                    args, kwargs = (made,), {}
            made = layer(*args, **kwargs)
        return made

def List(items=()):
    return list(items)

def Dict(*args, **kwargs):
    return dict(*args, **kwargs)

def data(value):
    return value

def static(value):
    return value

class Linear(Module):
    def __init__(self, in_features, out_features, *, use_bias=True, rngs, **options):
        self.in_features = in_features
        self.out_features = out_features

    def __call__(self, inputs):
        return jnp.matmul(inputs, _sized((self.in_features, self.out_features)))

class Embed(Module):
    def __init__(self, num_embeddings, features, *, rngs, **options):
        self.num_embeddings = num_embeddings
        self.features = features

    def __call__(self, inputs):
        return _sized(tuple(inputs.shape) + (self.features,))

    def attend(self, query):
        return _sized(tuple(query.shape[:-1]) + (self.num_embeddings,))

class _Norm(Module):
    def __init__(self, num_features, *, rngs=None, **options):
        self.num_features = num_features

    def __call__(self, x, *args, **options):
        return x + _sized((self.num_features,))

class BatchNorm(_Norm):
    pass

class LayerNorm(_Norm):
    pass

class RMSNorm(_Norm):
    pass

class GroupNorm(_Norm):
    def __init__(self, num_features, num_groups=32, group_size=None, *, rngs=None, **options):
        self.num_features = num_features

class Dropout(Module):
    def __init__(self, rate, *, rngs=None, **options):
        self.rate = rate

    def __call__(self, inputs, *, deterministic=None, rngs=None):
        return _sized(inputs.shape)

class MultiHeadAttention(Module):
    def __init__(self, num_heads, in_features, qkv_features=None, out_features=None, *, rngs, **options):
        self.out_features = in_features if out_features is None else out_features

    def __call__(self, inputs_q, inputs_k=None, inputs_v=None, **options):
        return _sized(tuple(inputs_q.shape[:-1]) + (self.out_features,))

def jit(fun=None, **options):
    return (lambda its: its) if fun is None else fun

remat = checkpoint = jit

def value_and_grad(f=None, *, argnums=0, has_aux=False, **options):
    if f is None:
        return lambda its: value_and_grad(its, has_aux=has_aux)
    def value_and_grad_f(*args, **kwargs):
        return f(*args, **kwargs), _unknown('gradients of a module are not followed')
    return value_and_grad_f

def grad(f=None, *, argnums=0, has_aux=False, **options):
    if f is None:
        return lambda its: grad(its, has_aux=has_aux)
    def grad_f(*args, **kwargs):
        made = f(*args, **kwargs)
        slope = _unknown('gradients of a module are not followed')
        return (slope, made[1]) if has_aux else slope
    return grad_f

def eval_shape(f, *args, **kwargs):
    return f(*args, **kwargs)

class GraphDef:
    def __init__(self, node):
        self._node = node

def split(node, *filters):
    states = [_unknown('what is in the state of a module is not followed') for _ in filters or (0,)]
    return (GraphDef(node), *states)

def merge(graphdef, *states):
    return graphdef._node

def state(node, *filters):
    return _unknown('what is in the state of a module is not followed')

def update(node, *states):
    return None

def display(*args):
    return None

class Optimizer:
    def __init__(self, model, tx, wrt=None):
        self.model = model
        self.tx = tx

    def update(self, *args, **kwargs):
        return None

class ModelAndOptimizer(Optimizer):
    pass
`;

/** flax.training.train_state, in Python. */
export const STATE_SOURCE = `
class TrainState:
    def __init__(self, **fields):
        self.__dict__.update(fields)

    @classmethod
    def create(cls, *, apply_fn, params, tx, **kwargs):
        return cls(step=0, apply_fn=apply_fn, params=params, tx=tx, opt_state=tx.init(params), **kwargs)

    def apply_gradients(self, *, grads, **kwargs):
        return self.replace(step=_unknown('how many steps there were', 'int'), **kwargs)

    def replace(self, **updates):
        return type(self)(**{**self.__dict__, **updates})
`;

/** flax.core's functions on dictionaries of variables. */
export const CORE_SOURCE = `
def freeze(xs):
    return xs

def unfreeze(xs):
    return xs

def copy(xs, updates):
    return _unknown('variables are not followed')
`;
