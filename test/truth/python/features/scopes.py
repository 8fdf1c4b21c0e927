# == walrus
data = [1, 2, 3]
if (n := len(data)) > 2: print(n)
print([y for x in data if (y := x * 2) > 2], y)
while (d := data.pop()) != 1: print(d)
f = lambda: (z := 5) + z
print(f())
# == del of names, items, slices, attributes
a = [0, 1, 2, 3, 4]
del a[0], a[1:3]
print(a)
x = 1; del x
try: x
except NameError as e: print(e)
d = {'a': 1, 'b': 2}; del d['a']; print(d)
class A: y = 1
del A.y; print(hasattr(A, 'y'))
# == global and nonlocal
n = 0
def outer():
    m = 0
    def inner():
        global n
        nonlocal m
        n += 1; m += 10
        return m
    inner(); inner()
    return m
print(outer(), n)
# == star unpacking everywhere
a, *b = [1, 2, 3]; *c, d = 'xyz'; e, (f, *g), h = 1, (2, 3, 4), 5
print(a, b, c, d, e, f, g, h)
print([*range(3), *'ab'], (*b, *c), {*b}, {**{'a': 1}, 'b': 2, **{'a': 3}}, [*{'k': 1}])
def k(*a, **kw): return a, kw
print(k(*[1], 2, *(3,), **{'x': 1}, y=2, **{'z': 3}))
def r(): return *[1, 2], 3
print(r())
for i, *j in [(1, 2, 3), (4,)]: print(i, j)
# == unpacking errors
try: a, b = [1]
except ValueError as e: print(e)
try: a, b = [1, 2, 3]
except ValueError as e: print(e)
try: a, *b, c = [1]
except ValueError as e: print(e)
try: a, b = 3
except TypeError as e: print(e)
# == globals() reads and writes
globals()['made'] = 7
print(made, 'made' in globals(), globals().get('nope', 1))
def conv3(x): return x * 3
print(globals()['conv3'](2), globals()['__name__'])
for n in ('a', 'b'): globals()['v_' + n] = n
print(v_a, v_b)
# == eval of known strings
k = 3
print(eval('k * 2 + 1'), eval('max(1, k)'), eval('x + y', {'x': 1, 'y': 2}), eval('lambda a: a * k')(2), eval('[i for i in range(k)]'))
class nn:
    @staticmethod
    def ReLU(): return 'relu'
print(eval('nn.ReLU')(), eval('nn.ReLU()'))
def f(z): return eval('z + 1')
print(f(4))
# == eval of bad strings
try: eval('1 +')
except SyntaxError as e: print('SyntaxError')
try: eval('undefined_name')
except NameError as e: print(e)
# == exec of known strings
exec('a = 5\nb = a * 2')
print(a, b)
ns = {}
exec('def f(x):\n    return x + 1\ny = f(2)', ns)
print(ns['y'], ns['f'](10))
# == comprehension scopes
x = 'outer'
print([x for x in range(3)], x, {k: v for k, v in zip('ab', [1, 2])}, {c for c in 'aa'}, sum(i for i in range(4)))
print([(i, j) for i in range(3) for j in range(i) if i != j], [[j for j in range(i)] for i in range(3)])
# == defaults are evaluated once, closures late
def f(x, acc=[]): acc.append(x); return acc
f(1); print(f(2))
fs = [lambda: i for i in range(3)]
print([g() for g in fs], [g() for g in [lambda i=i: i for i in range(3)]])
# == nested functions with state
def counter():
    n = 0
    def step(by=1):
        nonlocal n
        n += by
        return n
    return step
a, b = counter(), counter()
a(); a(5); b()
print(a(0), b(0))
# == keyword only, positional only and defaults
def f(a, b, /, c, d=4, *args, e, f=6, **kw): return a, b, c, d, args, e, f, kw
print(f(1, 2, 3, e=5), f(1, 2, c=3, e=5, z=1), f(1, 2, 3, 4, 5, 6, e=7))
try: f(1, 2, 3)
except TypeError as e: print(e)
try: f(a=1, b=2, c=3, e=5)
except TypeError as e: print('TypeError')
# == function attributes
def f(): f.count += 1; return f.count
f.count = 0
f(); f()
print(f.count, f.__name__, f.__dict__, f.__defaults__, f.__code__.co_varnames, f.__code__.co_argcount)
# == function defaults and kwdefaults
def f(a, b=2, *, c=3): pass
print(f.__defaults__, f.__kwdefaults__, f.__code__.co_varnames[:f.__code__.co_argcount])
# == try with else and finally
def f(x):
    try:
        r = 10 // x
    except ZeroDivisionError as e:
        return f'error {e}'
    else:
        return r
    finally:
        print('finally', x)
print(f(2), f(0))
# == exception chaining and arguments
try:
    try: 1 / 0
    except ZeroDivisionError as e: raise ValueError('bad', 3) from e
except ValueError as e:
    print(e.args, type(e.__cause__).__name__, repr(e), str(e))
class MyError(Exception):
    def __init__(self, code): super().__init__(f'code {code}'); self.code = code
try: raise MyError(5)
except Exception as e: print(e, e.code, repr(e))
# == several exceptions in a handler
for v in ('x', None, [1]):
    try:
        int(v)
    except (ValueError, TypeError) as e: print(type(e).__name__, e)
# == exception groups
try:
    raise ExceptionGroup('g', [ValueError(1), TypeError(2)])
except* ValueError as e: print('v', len(e.exceptions))
except* TypeError as e: print('t', e.exceptions[0])
# == assertion with a message
try: assert 1 == 2, 'not equal'
except AssertionError as e: print(e)
try: assert False
except AssertionError as e: print(repr(e))
# == loops with else and continue
for i in range(5):
    if i % 2: continue
    if i > 10: break
    print(i)
else: print('no break')
n = 5
while n:
    n -= 1
    if n == 2: break
else: print('never')
print(n)
# == chained comparison evaluates once
def f(x): print('f', x); return x
print(1 < f(2) < 3, 3 < f(2) < f(9))
# == conditional expressions and short circuit
print(1 if [] else 2, None or 'd', 0 and 1, [] or {} or 'z', not '', 'a' if 1 else 'b' if 2 else 'c')
# == generators: send, return, yield from
def g():
    x = yield 1
    y = yield x * 2
    return x + y
def h():
    r = yield from g()
    yield ('r', r)
it = h(); print(next(it), it.send(5), it.send(6), list(it))
# == generators: close and throw
def g():
    try:
        yield 1; yield 2
    except ValueError: yield 'caught'
    finally: print('cleanup')
a = g(); next(a); print(a.throw(ValueError())); a.close()
b = g(); next(b); b.close()
try: next(b)
except StopIteration: print('stopped')
# == generator expressions are lazy
def f(x): print('f', x); return x
g = (f(i) for i in range(3))
print(next(g)); print(any(f(i) == 1 for i in range(5)))
# == iter with a sentinel
l = [1, 2, 3, 0, 4]
print(list(iter(lambda: l.pop(0), 0)), l)
# == zip star, enumerate start, reversed, sorted key
print(list(zip(*[(1, 'a'), (2, 'b')])), list(enumerate('ab', 1)), list(reversed(range(3))), sorted('bca', reverse=True), sorted([(1, 'b'), (0, 'z')], key=lambda t: t[1]))
a, b = zip(*[(1, 2), (3, 4)]); print(a, b)
# == map with several iterables, filter None
print(list(map(lambda a, b: a + b, [1, 2, 3], [10, 20])), list(filter(None, [0, 1, '', 'a'])), list(map(str, range(3))), list(map(int, '123')))
# == min and max with default and key
print(min([3, 1], default=0), max([], default=-1), max('aa', 'b', key=len), min({'a': 2, 'b': 1}, key={'a': 2, 'b': 1}.get), max(1, 2.5), min('b', 'a'))
# == decorators with arguments and stacking
def tag(t):
    def deco(fn):
        def inner(*a): return f'<{t}>{fn(*a)}</{t}>'
        return inner
    return deco
@tag('b')
@tag('i')
def f(x): return x
print(f('hi'))
# == a registry of functions
MODELS = {}
def register(name=None):
    def deco(fn):
        MODELS[name or fn.__name__] = fn
        return fn
    return deco
@register()
def resnet(depth=50): return ('resnet', depth)
@register('vit')
def build_vit(p=16): return ('vit', p)
print(sorted(MODELS), MODELS['vit'](p=8), MODELS['resnet']())
# == sys.modules of a function's module
import sys
__all__ = ['start']
def register_model(fn):
    mod = sys.modules[fn.__module__]
    if hasattr(mod, '__all__'): mod.__all__.append(fn.__name__)
    else: mod.__all__ = [fn.__name__]
    setattr(mod, fn.__name__ + '_alias', fn)
    return fn
sys.modules.setdefault('__main__', sys.modules[__name__])
@register_model
def net(): return 5
print(__all__, net_alias())
# == conditional definitions
import sys
if sys.version_info >= (3, 8):
    def f(): return 'new'
else:
    def f(): return 'old'
print(f(), sys.version_info[0] == 3, sys.version_info.major, sys.version_info > (3,), sys.platform == 'linux')
# == lambda in defaults and dictionaries
ops = {'relu': lambda x: max(0, x), 'id': lambda x: x, 'sq': (lambda x: x ** 2)}
print([ops[k](-3) for k in ops], (lambda *a, k=2, **kw: (a, k, kw))(1, z=3))
# == async definitions exist
import asyncio
async def f(): return 1
print(asyncio.iscoroutinefunction(f), f.__name__)
