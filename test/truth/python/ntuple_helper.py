from itertools import repeat
import collections.abc
def _ntuple(n):
    def parse(x):
        if isinstance(x, collections.abc.Iterable) and not isinstance(x, str): return tuple(x)
        return tuple(repeat(x, n))
    return parse
to_2tuple = _ntuple(2)
print(to_2tuple(3), to_2tuple((1, 2)), to_2tuple([5, 6]))
def make_divisible(v, d=8, m=None):
    m = m or d
    n = max(m, int(v + d / 2) // d * d)
    if n < 0.9 * v: n += d
    return n
print([make_divisible(w * 1.4) for w in (16, 24, 33, 96)])
