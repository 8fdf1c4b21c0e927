/** What takes modules apart and puts them together again, in Python: torch.nn.utils.fusion and prune, torch.func, stubs. */
export const FUSION_SOURCE = `
import copy
import torch
from torch import nn

def fuse_conv_bn_weights(conv_w, conv_b, bn_rm, bn_rv, bn_eps, bn_w, bn_b, transpose=False):
    return nn.Parameter(torch.empty_like(conv_w)), nn.Parameter(torch.empty_like(bn_rm))

def fuse_conv_bn_eval(conv, bn, transpose=False):
    assert not (conv.training or bn.training), 'Fusion only for eval!'
    fused = copy.deepcopy(conv)
    fused.weight, fused.bias = fuse_conv_bn_weights(fused.weight, fused.bias, bn.running_mean, bn.running_var, bn.eps,
                                                    bn.weight, bn.bias, transpose)
    return fused

def fuse_linear_bn_weights(linear_w, linear_b, bn_rm, bn_rv, bn_eps, bn_w, bn_b):
    return nn.Parameter(torch.empty_like(linear_w)), nn.Parameter(torch.empty_like(bn_rm))

def fuse_linear_bn_eval(linear, bn):
    assert not (linear.training or bn.training), 'Fusion only for eval!'
    fused = copy.deepcopy(linear)
    fused.weight, fused.bias = fuse_linear_bn_weights(fused.weight, fused.bias, bn.running_mean, bn.running_var,
                                                      bn.eps, bn.weight, bn.bias)
    return fused
`;

export const PRUNE_SOURCE = `
import torch
from torch import nn

def _prune(module, name):
    if name in module._parameters:
        original = module._parameters[name]
        del module._parameters[name]
        module.register_parameter(name + '_orig', original)
        module.register_buffer(name + '_mask', torch.empty_like(original))
        setattr(module, name, torch.empty_like(original))
    return module

def l1_unstructured(module, name, amount, importance_scores=None):
    return _prune(module, name)

def random_unstructured(module, name, amount):
    return _prune(module, name)

def ln_structured(module, name, amount, n, dim, importance_scores=None):
    return _prune(module, name)

def random_structured(module, name, amount, dim):
    return _prune(module, name)

def custom_from_mask(module, name, mask):
    return _prune(module, name)

def identity(module, name):
    return _prune(module, name)

def global_unstructured(parameters, pruning_method, importance_scores=None, **kwargs):
    for module, name in parameters:
        _prune(module, name)

def remove(module, name):
    if name + '_orig' not in module._parameters:
        raise ValueError("Parameter '" + name + "' of module " + str(module) + " has to be pruned before pruning can be removed")
    original = module._parameters.pop(name + '_orig')
    del module._buffers[name + '_mask']
    delattr(module, name)
    setattr(module, name, original)
    return module

def is_pruned(module):
    return any(name.endswith('_orig') for m in module.modules() for name in m._parameters)

class BasePruningMethod:
    pass

class L1Unstructured(BasePruningMethod):
    pass

class RandomUnstructured(BasePruningMethod):
    pass
`;

export const FUNC_SOURCE = `
import torch

def functional_call(module, parameter_and_buffer_dicts, args=None, kwargs=None, *, tie_weights=True, strict=False):
    dicts = parameter_and_buffer_dicts
    if isinstance(dicts, dict):
        dicts = (dicts,)
    if args is None:
        args = ()
    elif not isinstance(args, tuple):
        args = (args,)
    saved = []
    for tensors in dicts:
        for name, value in tensors.items():
            path, _, last = name.rpartition('.')
            owner = module.get_submodule(path) if path else module
            for table in (owner._parameters, owner._buffers):
                if last in table:
                    saved.append((table, last, table[last]))
                    table[last] = value
    try:
        return module(*args, **(kwargs or {}))
    finally:
        for table, name, value in reversed(saved):
            table[name] = value

def stack_module_state(models):
    params = {name: torch.stack([dict(m.named_parameters())[name] for m in models])
              for name, _ in models[0].named_parameters()}
    buffers = {name: torch.stack([dict(m.named_buffers())[name] for m in models])
               for name, _ in models[0].named_buffers()}
    return params, buffers

def _one(value, dim, sizes):
    if dim is None or value is None:
        return value
    if isinstance(value, torch.Tensor):
        sizes.append(value.shape[dim])
        return value.select(dim, 0)
    if isinstance(value, dict):
        return {k: _one(v, dim[k] if isinstance(dim, dict) else dim, sizes) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        dims = dim if isinstance(dim, (list, tuple)) else [dim] * len(value)
        return type(value)([_one(v, d, sizes) for v, d in zip(value, dims)])
    return value

def _many(value, dim, size):
    if isinstance(value, torch.Tensor):
        return torch.empty_like(torch.stack([value] * size, dim))
    if isinstance(value, dict):
        return {k: _many(v, dim, size) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        dims = dim if isinstance(dim, (list, tuple)) else [dim] * len(value)
        return type(value)([_many(v, d, size) for v, d in zip(value, dims)])
    return value

def vmap(func, in_dims=0, out_dims=0, randomness='error', *, chunk_size=None):
    def wrapped(*args, **kwargs):
        sizes = []
        dims = in_dims if isinstance(in_dims, (list, tuple)) else [in_dims] * len(args)
        sliced = [_one(arg, dim, sizes) for arg, dim in zip(args, dims)]
        named = {k: _one(v, 0, sizes) for k, v in kwargs.items()}
        return _many(func(*sliced, **named), out_dims, sizes[0])
    return wrapped

def grad(func, argnums=0, has_aux=False):
    def wrapped(*args, **kwargs):
        result = func(*args, **kwargs)
        of = args[argnums] if isinstance(argnums, int) else tuple(args[i] for i in argnums)
        return (of, result[1]) if has_aux else of
    return wrapped

def grad_and_value(func, argnums=0, has_aux=False):
    def wrapped(*args, **kwargs):
        result = func(*args, **kwargs)
        of = args[argnums] if isinstance(argnums, int) else tuple(args[i] for i in argnums)
        return of, result
    return wrapped
`;

export const STUBS_SOURCE = `
from torch import nn

class QuantStub(nn.Module):
    def __init__(self, qconfig=None):
        super().__init__()

    def forward(self, x):
        return x

class DeQuantStub(QuantStub):
    pass

class QuantWrapper(nn.Module):
    def __init__(self, module):
        super().__init__()
        self.quant = QuantStub()
        self.dequant = DeQuantStub()
        self.module = module
        self.train(module.training)

    def forward(self, X):
        return self.dequant(self.module(self.quant(X)))
`;
