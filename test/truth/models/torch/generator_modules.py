"""Generators, zip, enumerate with a start, itertools and a walrus make the layers."""
from itertools import chain, pairwise, product, repeat

import torch
from torch import nn

widths = [3, 8, 16, 24]


def stages():
    for cin, cout in pairwise(widths):
        yield nn.Conv2d(cin, cout, 3, padding=1)
        yield nn.ReLU()
        if (half := cout // 2) > 4:
            yield nn.Conv2d(cout, half, 1)
            yield nn.Conv2d(half, cout, 1)


def body(n):
    yield from (nn.Conv2d(24, 24, k, padding=k // 2, groups=g) for k, g in product((1, 3), repeat(2, n)))


net = nn.Sequential(*chain(stages(), body(2)))
total = sum(p.numel() for p in net.parameters())
for i, module in enumerate(net, start=1):
    module.index = i
print(net(torch.rand(1, 3, 10, 10)).shape, total, next(net.children()).index)
