from functools import partial, reduce, wraps, lru_cache, total_ordering, cached_property
p = partial(pow, 2)
print(p(5), partial(int, base=2)('101'), reduce(lambda a, b: a * b, [1, 2, 3, 4]), reduce(lambda a, b: a + b, [], 9))
def deco(f):
    @wraps(f)
    def w(*a, **k): return f(*a, **k) + 1
    return w
@deco
def add(a, b):
    'adds'
    return a + b
print(add(1, b=2), add.__name__, add.__doc__)
calls = []
@lru_cache(maxsize=None)
def fib(n):
    calls.append(n)
    return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(20), len(calls))
class C:
    n = 0
    @cached_property
    def v(self):
        C.n += 1
        return C.n
c = C()
print(c.v, c.v, C.n)
@total_ordering
class O:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v
    def __lt__(self, o): return self.v < o.v
print(O(1) <= O(1), O(2) > O(1), O(1) >= O(2))
