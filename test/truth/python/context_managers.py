class CM:
    def __init__(self, n, swallow=False): self.n, self.s = n, swallow
    def __enter__(self):
        print('enter', self.n)
        return self
    def __exit__(self, t, v, tb):
        print('exit', self.n, t.__name__ if t else None)
        return self.s
with CM(1) as a, CM(2, True) as b:
    raise ValueError('x')
print('after')
def f():
    with CM(3):
        return 'ret'
print(f())
from contextlib import contextmanager, suppress
@contextmanager
def cm(x):
    print('in', x)
    try:
        yield x * 2
    finally:
        print('out')
with cm(4) as v: print(v)
with suppress(KeyError): {}['a']
print('ok')
