"""Layers through functools.partial, getattr, a table of classes, a lambda and map."""
from functools import partial

import torch
import torch.nn as nn

Conv = partial(nn.Conv2d, kernel_size=3, padding=1, bias=False)
stem = Conv(3, 8)
down = Conv(8, 16, stride=2)


def conv_nd(dims, *args, **kwargs):
    return getattr(nn, f"Conv{dims}d")(*args, **kwargs)


CLASSES = {1: nn.Conv1d, 2: nn.Conv2d, 3: nn.Conv3d}
make = lambda c, k: nn.Conv2d(c, c, k, padding=(k - 1) // 2)
point = CLASSES[2](16, 4, 1)
signal = conv_nd(1, 4, 6, 3, dilation=2)
plane = conv_nd(2, 4, 6, 3)
mapped = list(map(lambda k: make(4, k), [3, 5]))

x = torch.ones(2, 3, 16, 16)
x = point(down(stem(x)))
for layer in mapped:
    x = layer(x)
print(plane(x).shape, signal(x.flatten(2)).shape)
