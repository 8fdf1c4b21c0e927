"""Channel counts from all corners of Python's arithmetic, strings, slices and containers."""
import math
import operator
from collections import Counter, defaultdict, deque
from functools import lru_cache, reduce
from itertools import accumulate, chain, count, groupby, islice, takewhile, zip_longest

import torch
from torch import nn


def conv(n):
    return nn.Conv1d(1, n, 1)(torch.zeros(1, 1, n))


for n in (
    -7 // 2 + 8, -7 % 4, round(2.5), round(3.5), round(-0.5) + 1, int(-3.9) + 7, int("0x1f", 16), int("101", 2),
    7 & 5 | 8, 1 << 3 ^ 1, ~-6, divmod(17, 5)[1], pow(3, 20, 11), 10**20 % 97, (2**100).bit_length() % 64, abs(-3),
    math.ceil(7 / 2), math.floor(-7 / 2) + 9, int(math.log2(4096)), math.isqrt(50), math.gcd(84, 36), math.comb(6, 2),
    math.prod([2, 3, 4]), int(math.log(1000, 10) + 0.5), int(0.1 * 3 * 10), int(1e1), int(2.675 * 100) % 100,
    True + 2, sum([True, False, True]) + 1, len("größe"), len("𝒳𝒴"), ord("a") % 10, len(f"{3.14159:8.2f}|{42:>5d}"),
    len("a,b,,c".split(",")), int("3px".rstrip("px")), "kernel".find("n"), len(str(2**70)),
    len(range(10, 0, -3)), range(3, 30, 4)[-2], [1, 2, 3, 4, 5][::-2][1], (1, 2, 3, 4)[-3:-1][0] + 1, len([*range(4), *"ab"]),
    max([3, 9, 4], key=lambda v: -v), min((5, "b"), (4, "z"))[0], sorted({"b": 1, "a": 7}.items())[0][1], len({1, 1.0, True, 2}),
    sum(accumulate([1, 2, 3])), reduce(operator.mul, [1, 2, 5]), len(list(islice(count(3, 2), 4))), sum(1 for _ in chain([1], [2, 3])),
    len(list(groupby("aabbbc"))), sum(takewhile(lambda v: v < 4, [1, 3, 5, 1])), len(list(zip_longest([1, 2], [3]))),
    Counter("mississippi")["s"], Counter([1, 1, 2]).most_common(1)[0][1], deque([1, 2, 3], maxlen=2)[0],
    next((i for i, c in enumerate("stride", 1) if c == "d"), 99), int("7" * 2) // 10, (lambda *a, **k: len(a) + len(k))(1, 2, x=3),
    1 if 0 < 3 < 2 else 4, (None or 5), (0 and 7) + 6, not 0 and 8, 3 if [] == () else 9, [10, 11][False],
):
    conv(n)

table = defaultdict(list)
for word in "conv pool conv norm pool conv".split():
    table[word].append(len(table))
conv(len(table["conv"]) + len(table))
a, *b, c = range(1, 7)
conv(sum(b) - a * c)
first, (second, *rest) = 1, [2, 3, 4]
conv(first + second + len(rest))
d = {**{"x": 1}, "y": 2} | {"x": 5}
conv(d["x"] + d.get("z", 3))
x = y = [1]
x += [2]
conv(len(y))
t = (1,)
u = t
t += (2, 3)
conv(len(t) + len(u))


@lru_cache(maxsize=None)
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


conv(fib(7))
matrix = [[i * j for j in range(3)] for i in range(4)]
conv(sum(map(sum, zip(*matrix))))
conv({i: i**2 for i in range(5) if i % 2}[3])
n = 0
for i in range(10):
    if i == 2:
        continue
    if i == 6:
        break
    n += i
else:
    n = 100
conv(n)
try:
    try:
        n = 1 // 0
    finally:
        n += 1
except ZeroDivisionError as error:
    conv(n + len(error.args))
with torch.no_grad() as nothing:
    conv(2 if nothing is None else 3)
conv([i for i in range(5)][-1] + len([j for i in range(3) for j in range(i)]))
print(i)
