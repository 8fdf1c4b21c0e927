# == contextmanager
from contextlib import contextmanager
@contextmanager
def scope(name):
    print('enter', name)
    try:
        yield name.upper()
    finally:
        print('exit', name)
with scope('a') as x:
    print(x)
try:
    with scope('b'):
        raise ValueError('v')
except ValueError as e:
    print('caught', e)
# == contextmanager swallows
from contextlib import contextmanager
@contextmanager
def ignore():
    try:
        yield
    except KeyError:
        print('ignored')
with ignore():
    {}['x']
print('after')
# == contextmanager as decorator
from contextlib import contextmanager
@contextmanager
def tag(t):
    print('<', t); yield; print('>', t)
@tag('p')
def f(): print('body'); return 1
print(f())
# == suppress
from contextlib import suppress
with suppress(KeyError, ValueError):
    int('x')
    print('not here')
print('done')
# == ExitStack
from contextlib import ExitStack, contextmanager
@contextmanager
def c(n):
    print('in', n); yield n; print('out', n)
with ExitStack() as stack:
    xs = [stack.enter_context(c(i)) for i in range(3)]
    stack.callback(print, 'callback')
    print(xs)
# == nullcontext
from contextlib import nullcontext
with nullcontext(5) as x: print(x)
with nullcontext() as y: print(y)
# == closing
from contextlib import closing
class R:
    def close(self): print('closed')
with closing(R()) as r: print(type(r).__name__)
# == ContextDecorator
from contextlib import ContextDecorator
class mycontext(ContextDecorator):
    def __enter__(self): print('start'); return self
    def __exit__(self, *exc): print('finish'); return False
@mycontext()
def f(x): print('f', x)
f(1)
# == redirect_stdout
import contextlib, io
buf = io.StringIO()
with contextlib.redirect_stdout(buf):
    print('hidden')
print(repr(buf.getvalue()))
# == AbstractContextManager
from contextlib import AbstractContextManager
class A(AbstractContextManager):
    def __exit__(self, *e): print('exit')
with A() as a: print(type(a).__name__)
# == several managers, in order
from contextlib import contextmanager
@contextmanager
def c(n): print('in', n); yield n; print('out', n)
with c(1) as a, c(a + 1) as b: print(a, b)
with (c(3), c(4) as d): print(d)
# == with statements with tuple, attribute and item targets
from contextlib import contextmanager
@contextmanager
def pair(): yield 1, 2
class C: pass
def f(o):
    with pair() as (a, b): print(a, b)
    with pair() as [x, y], pair() as z: print(x, y, z)
    with pair() as (o.a, *o.rest): print(o.a, o.rest)
    with pair() as o.v, pair() as o.w[0]: print(o.v, o.w)
    return a + b + y
o = C(); o.w = {}
print(f(o))
with (pair() as (c, d)): print(c, d)
with (pair() as (c, d), pair() as e,): print(c, d, e)
with (
    pair() as (p,
               q),  # as (r)
    pair() as o.z
): print(p, q, o.z)
with (pair()): print('plain')
with pair() as n: print(n)
text = """
with a as (b, c): no statement
"""
print(text, f'{c:>3}')
