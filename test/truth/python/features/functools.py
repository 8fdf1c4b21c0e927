# == wraps keeps the names
import functools
def deco(fn):
    @functools.wraps(fn)
    def inner(*a, **k):
        """inner doc"""
        return fn(*a, **k) + 1
    return inner
@deco
def f(x):
    """doc of f"""
    return x
print(f(1), f.__name__, f.__doc__, f.__wrapped__(1))
# == lru_cache counts
from functools import lru_cache
calls = []
@lru_cache(maxsize=None)
def fib(n):
    calls.append(n)
    return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(30), len(calls))
# == lru_cache without parentheses, and cache
import functools
@functools.lru_cache
def f(x): print('run', x); return x
f(1); f(1); f(2)
@functools.cache
def g(): print('g'); return []
print(g() is g())
# == cached_property runs once
from functools import cached_property
class A:
    n = 0
    @cached_property
    def x(self):
        A.n += 1
        return [A.n]
a = A()
print(a.x is a.x, A.n, 'x' in a.__dict__)
del a.x
print(a.x, A().x)
a.x = 5
print(a.x)
# == singledispatch
from functools import singledispatch
@singledispatch
def build(x): return 'object'
@build.register
def _(x: int): return 'int'
@build.register(list)
def _(x): return 'list'
print(build(1), build([]), build('s'), build(True))
# == singledispatch as a method
from functools import singledispatchmethod
class A:
    @singledispatchmethod
    def f(self, x): return 'object'
    @f.register
    def _(self, x: int): return 'int'
print(A().f(1), A().f('x'))
# == reduce
from functools import reduce
import operator
print(reduce(operator.mul, [1, 2, 3, 4]), reduce(lambda a, b: a + b, [[1], [2]], []), reduce(lambda a, b: a * b, (), 1))
# == partialmethod
from functools import partialmethod
class A:
    def set(self, v, w=0): self.v = (v, w)
    on = partialmethod(set, True)
    off = partialmethod(set, False, w=2)
a = A()
a.on(); print(a.v)
a.off(); print(a.v)
# == partial of partial, keywords replaced
from functools import partial
f = partial(dict, a=1, b=2)
g = partial(f, b=3)
print(g(), g(c=4), g.func is dict, g.keywords, g.args)
# == partial repr parts and attributes
from functools import partial
def conv(i, o, k=3): return (i, o, k)
p = partial(conv, 3, k=5)
print(p(8), p(8, k=1), p.func.__name__, p.args, p.keywords)
# == total_ordering
from functools import total_ordering
@total_ordering
class V:
    def __init__(self, n): self.n = n
    def __eq__(self, o): return self.n == o.n
    def __lt__(self, o): return self.n < o.n
print(V(1) < V(2), V(1) <= V(1), V(3) > V(2), V(1) >= V(2), sorted([V(3), V(1)])[0].n)
# == cmp_to_key
from functools import cmp_to_key
print(sorted([3, 1, 2], key=cmp_to_key(lambda a, b: b - a)))
# == cache_info and cache_clear
from functools import lru_cache
@lru_cache(maxsize=32)
def f(x): return x
f(1); f(1); f(2)
print(f.cache_info().hits, f.cache_info().misses)
f.cache_clear()
print(f.cache_info().hits, f.__name__)
# == a decorator with optional arguments
import functools
def timed(fn=None, *, label='x'):
    if fn is None:
        return functools.partial(timed, label=label)
    @functools.wraps(fn)
    def inner(*a): return label, fn(*a)
    return inner
@timed
def f(a): return a
@timed(label='y')
def g(a): return a
print(f(1), g(2), g.__name__)
# == lru_cache on a method
from functools import lru_cache
class A:
    @lru_cache(None)
    def f(self, x): print('run'); return x
a = A(); a.f(1); a.f(1); A().f(1)
# == update_wrapper and a class as decorator
import functools
class Count:
    def __init__(self, fn):
        functools.update_wrapper(self, fn)
        self.fn = fn; self.n = 0
    def __call__(self, *a):
        self.n += 1
        return self.fn(*a)
@Count
def f(x): return x
f(1); f(2)
print(f.n, f.__name__)
