# == SimpleNamespace from a nested dict
from types import SimpleNamespace
def ns(d): return SimpleNamespace(**{k: ns(v) if isinstance(v, dict) else v for k, v in d.items()})
c = ns({'model': {'depth': 50, 'dims': [1, 2]}, 'lr': 0.1})
print(c.model.depth, c.lr, c, hasattr(c.model, 'width'))
# == a dict subclass with attributes, nested
class AttrDict(dict):
    def __init__(self, *a, **k):
        super().__init__(*a, **k)
        self.__dict__ = self
c = AttrDict(a=1, b=AttrDict(c=2))
c.d = 4; c['e'] = 5
print(c.a, c.b.c, c['d'], c.e, c, len(c))
# == __getattr__ = dict.get
class dotdict(dict):
    __getattr__ = dict.get
    __setattr__ = dict.__setitem__
    __delattr__ = dict.__delitem__
c = dotdict({'a': 1}); c.b = 2
print(c.a, c.b, c.zzz, c); del c.a; print(c)
# == a module's __getattr__
import types, sys
m = types.ModuleType('lazy')
m.__getattr__ = lambda name: name.upper()
m.x = 1
print(m.x, m.anything)
# == merging of dictionaries
def merge(a, b):
    out = dict(a)
    for k, v in b.items():
        out[k] = merge(out[k], v) if isinstance(v, dict) and isinstance(out.get(k), dict) else v
    return out
print(merge({'m': {'d': 1, 'w': 2}, 'x': 1}, {'m': {'d': 9}}))
# == class bodies as configuration
class Cfg:
    depth = 50
    dims = [64, 128]
class Big(Cfg):
    depth = 101
print({k: v for k, v in vars(Big).items() if not k.startswith('__')}, Big.dims, getattr(Big(), 'depth'), [k for k in dir(Big) if k[0] != '_'])
# == kwargs.get and kwargs.pop chains
def build(name, **kw):
    k = kw.pop('kernel', 3); s = kw.get('stride', 1)
    kw.setdefault('bias', False)
    return name, k, s, kw
print(build('c'), build('c', kernel=5, stride=2, groups=4))
# == build_from_cfg
registry = {}
def register(cls): registry[cls.__name__] = cls; return cls
@register
class Conv:
    def __init__(self, k, s=1): self.k, self.s = k, s
def build(cfg, **default):
    args = cfg.copy(); args.update(default)
    kind = args.pop('type')
    return registry[kind](**args) if isinstance(kind, str) else kind(**args)
c = build(dict(type='Conv', k=3), s=2); d = build({'type': Conv, 'k': 1})
print(c.k, c.s, d.k, d.s)
# == string keyed model tables
cfgs = {'A': [64, 'M', 128, 'M'], 'B': [64, 64, 'M']}
def layers(cfg, c=3):
    out = []
    for v in cfg:
        if v == 'M': out.append('pool')
        else: out.append((c, v)); c = v
    return out
print(layers(cfgs['A']), layers(cfgs['B']))
# == make_divisible and round_filters
def make_divisible(v, d=8, m=None):
    m = m or d
    n = max(m, int(v + d / 2) // d * d)
    return n + d if n < 0.9 * v else n
print([make_divisible(x * 0.75) for x in (32, 16, 24, 96, 100)], make_divisible(3))
