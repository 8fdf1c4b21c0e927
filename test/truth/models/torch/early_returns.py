"""Functions that return early depending on something that is not known, with equal shapes or not."""
import os

import torch
from torch import nn

fast = "FAST" in os.environ
conv = nn.Conv2d(3, 3, 3, padding=1)


def refine(x):
    if fast:
        return x
    x = conv(x)
    return x * 2


def resize(x):
    if fast:
        return x
    return nn.functional.interpolate(x, scale_factor=2)


x = refine(torch.zeros(1, 3, 16, 16))
after = nn.Conv2d(3, 4, 3)
y = after(x)
big = nn.Conv2d(3, 2, 3)
z = big(resize(x))
channels = 6 if fast else 5
tail = nn.Conv2d(4, channels, 1)
print(tail(y).shape, z.shape)
