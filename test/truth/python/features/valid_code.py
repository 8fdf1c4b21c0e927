# == groups of exceptions, caches, itertools, dispatch by annotation, __prepare__
import traceback
def t(f):
    try:
        r = f()
        print(f.__name__, r)
    except BaseException as e:
        print(f.__name__, 'RAISED', type(e).__name__, e)
@t
def groups():
    try:
        raise ExceptionGroup('g', [ValueError(1), TypeError(2)])
    except ExceptionGroup as e:
        return e.exceptions, e.message, str(e)
@t
def cache():
    import functools
    @functools.lru_cache(maxsize=None)
    def f(x): return x
    f(1); f(1); f(2)
    r = f.cache_info(); f.cache_clear()
    return r, f.__wrapped__(3), f.cache_info(), f.cache_parameters()
@t
def functional_nt():
    from typing import NamedTuple
    P = NamedTuple('P', [('a', int), ('b', str)])
    return P(1, 'x'), P._fields
@t
def exclusive():
    import argparse
    p = argparse.ArgumentParser()
    g = p.add_mutually_exclusive_group(required=False)
    g.add_argument('--a', action='store_true'); g.add_argument('--b', action='store_true')
    h = p.add_argument_group('x', 'desc'); h.add_argument('--c', default=3, type=int)
    return p.parse_args(['--a'])
@t
def iters():
    import itertools as it
    a, b = it.tee([1,2,3])
    return (list(it.compress('abcd', [1,0,1,0])), list(it.filterfalse(lambda x: x%2, range(5))), list(a), list(b), list(it.pairwise('abc')),
     [(k, list(g)) for k, g in it.groupby('aabbc')], list(it.starmap(pow, [(2,3),(3,2)])), list(it.accumulate([1,2,3], initial=5)), list(it.accumulate([1,2,3], lambda a,b:a*b)),
     list(it.zip_longest('ab','c',fillvalue='-')), list(it.product('ab', repeat=2)), list(it.permutations(range(3),2)), list(it.combinations(range(4),2)), list(it.combinations_with_replacement('ab',2)),
     list(it.takewhile(lambda x:x<2, range(5))), list(it.dropwhile(lambda x:x<2, range(5))), list(it.islice(it.count(3,2), 1, 4)), list(it.islice(it.cycle('ab'),5)), list(it.repeat(1,3)), list(it.chain.from_iterable(['ab','c'])))
@t
def dispatch():
    import functools
    @functools.singledispatch
    def f(x): return 'base'
    @f.register
    def _(x: int): return 'int'
    @f.register(str)
    def _(x): return 'str'
    @f.register
    def _(x: list): return 'list'
    return f(1), f('a'), f([]), f(2.0), f.dispatch(int)(1), f(True), f.registry.keys() is not None
@t
def dispatchmethod():
    import functools
    class A:
        @functools.singledispatchmethod
        def f(self, x): return 'base'
        @f.register
        def _(self, x: int): return 'int'
        @f.register(str)
        def _(self, x): return 'str'
    return A().f(1), A().f('a'), A().f([])
@t
def prepare():
    class M(type):
        @classmethod
        def __prepare__(mcs, name, bases, **kw): return {'inj': 1}
        def __new__(mcs, name, bases, ns, **kw): return super().__new__(mcs, name, bases, dict(ns))
        def __init__(cls, name, bases, ns, **kw): super().__init__(name, bases, ns)
    class A(metaclass=M, z=3): y = inj
    return A.inj, A.y
@t
def class_annotations():
    class A:
        x: int = 3
        y: 'str'
    return A.__annotations__
