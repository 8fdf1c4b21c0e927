# == inspect.signature
import inspect
def f(a, b=2, *args, c, d=4, **kw): pass
s = inspect.signature(f)
print(list(s.parameters), s.parameters['b'].default, s.parameters['a'].default is inspect.Parameter.empty, s.parameters['c'].kind == inspect.Parameter.KEYWORD_ONLY, s.parameters['kw'].kind.name)
print([n for n, p in s.parameters.items() if p.default is not p.empty])
# == inspect.signature of a class and a method
import inspect
class A:
    def __init__(self, x, y=1): pass
    def f(self, z): pass
print(list(inspect.signature(A).parameters), list(inspect.signature(A.__init__).parameters), list(inspect.signature(A(1).f).parameters))
# == keyword arguments are filtered by the signature
import inspect
def build(depth, width=1): return depth, width
cfg = {'depth': 5, 'width': 2, 'other': 3}
sig = inspect.signature(build)
print(build(**{k: v for k, v in cfg.items() if k in sig.parameters}))
# == inspect.isclass and friends
import inspect
class A:
    def f(self): pass
def g(): yield
print(inspect.isclass(A), inspect.isfunction(g), inspect.ismethod(A().f), inspect.isgeneratorfunction(g), inspect.isclass(3), inspect.ismodule(inspect), inspect.isbuiltin(len), inspect.isabstract(A))
# == inspect.getmembers
import inspect
class A:
    x = 1
    def f(self): pass
print([n for n, v in inspect.getmembers(A, inspect.isfunction)], inspect.getdoc(A), [n for n, v in inspect.getmembers(A()) if not n.startswith('_')])
# == getfullargspec
import inspect
def f(a, b=2, *c, d=3, **e): pass
s = inspect.getfullargspec(f)
print(s.args, s.defaults, s.varargs, s.kwonlyargs, s.varkw, s.kwonlydefaults)
# == Signature.bind
import inspect
def f(a, b=2, *c): pass
b = inspect.signature(f).bind(1, 5, 6)
print(b.arguments, b.args)
b = inspect.signature(f).bind(1); b.apply_defaults(); print(dict(b.arguments))
# == a signature's text
import inspect
def f(a, b=2, *, c: int = 3) -> int: pass
print(inspect.signature(f), str(inspect.signature(lambda x: x)))
# == dir, vars, hasattr, callable
class A:
    x = 1
    def __init__(self): self.y = 2
    def f(self): pass
print([n for n in dir(A()) if not n.startswith('__')], vars(A()), callable(A().f), callable(3), sorted(k for k in vars(A) if not k.startswith('__')))
# == types
import types
def f(): return 1
print(isinstance(f, types.FunctionType), isinstance((lambda: 0), types.LambdaType), isinstance(len, types.BuiltinFunctionType), isinstance(types, types.ModuleType), type(None) is types.NoneType)
ns = types.SimpleNamespace(a=1, b=[2])
ns.c = 3
print(ns, ns.a, vars(ns), ns == types.SimpleNamespace(a=1, b=[2], c=3))
m = types.ModuleType('made'); m.x = 5
print(m.x, m.__name__, hasattr(m, 'y'))
# == types.MethodType, MappingProxyType, new_class
import types
class A: pass
a = A()
a.f = types.MethodType(lambda self, x: (self is a, x), a)
print(a.f(3))
p = types.MappingProxyType({'k': 1}); print(p['k'], 'k' in p, len(p), dict(p))
try: p['z'] = 1
except TypeError as e: print('TypeError')
# == operator
import operator as op
print(op.itemgetter(1)([5, 6]), op.itemgetter('a', 'b')({'a': 1, 'b': 2}), op.methodcaller('upper')('x'), op.add(1, 2), op.mul(2, 3), op.floordiv(7, 2), op.getitem([1, 2], 0), op.contains([1], 1), op.not_(0), op.neg(3), op.index(5), op.truediv(1, 2), op.mod(7, 3), op.eq(1, 1), op.lt(1, 2), op.concat([1], [2]), op.xor(5, 1))
class N: pass
n = N(); n.a = N(); n.a.b = 7
print(op.attrgetter('a.b')(n), sorted([(1, 'b'), (0, 'a')], key=op.itemgetter(1)))
# == weakref collections and proxies
import weakref
class A: x = 1
a = A()
d = weakref.WeakValueDictionary(); d['k'] = a
print(d['k'] is a, weakref.proxy(a).x, len(d))
w = weakref.WeakKeyDictionary(); w[a] = 5; print(w[a])
# == copy.copy is shallow
import copy
a = {'x': [1]}
b = copy.copy(a); c = copy.deepcopy(a)
a['x'].append(2)
print(b, c, copy.copy([1, 2]), copy.copy((1,)), copy.deepcopy('s'))
# == numbers
import numbers
print(isinstance(3, numbers.Number), isinstance(3, numbers.Integral), isinstance(2.5, numbers.Real), isinstance('x', numbers.Number), isinstance(True, numbers.Integral), isinstance(2.5, numbers.Integral))
# == sys
import sys
print(sys.version_info >= (3, 7), sys.maxsize, sys.getrecursionlimit() >= 100, type(sys.argv).__name__, isinstance(sys.path, list), 'sys' in sys.modules or True, sys.byteorder)
# == logging does nothing to values
import logging
logging.basicConfig(level=logging.INFO, filename='/dev/null')
log = logging.getLogger(__name__)
log.debug('x %s', 1); logging.info('y')
print(log.name, logging.INFO, logging.WARNING < logging.ERROR, logging.getLogger('a') is logging.getLogger('a'))
# == warnings
import warnings
with warnings.catch_warnings():
    warnings.simplefilter('ignore')
    warnings.warn('w', UserWarning)
warnings.filterwarnings('ignore')
print('ok')
# == atexit, gc, threading, signal are harmless
import gc, threading, atexit
gc.collect()
lock = threading.Lock()
with lock: print('locked')
print(threading.current_thread() is not None)
