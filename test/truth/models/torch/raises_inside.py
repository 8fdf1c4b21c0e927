"""Errors that the code expects, and one at the end that it does not."""
import torch
from torch import nn

net = nn.Conv2d(3, 8, 3)
try:
    net(torch.zeros(1, 4, 10, 10))
except RuntimeError as error:
    print("refused", error)
good = net(torch.zeros(1, 3, 10, 10))
try:
    odd = nn.Conv2d(3, 8, 3, groups=2)
except ValueError:
    odd = nn.Conv2d(4, 8, 3, groups=2)
print(odd(torch.ones(1, 4, 5, 5)).shape)


def check(size):
    if size < 4:
        raise ValueError(f"a size of {size} is too small")
    return nn.Conv2d(8, 8, size)(good)


for size in (5, 4, 3):
    try:
        print(check(size).shape)
    except ValueError:
        break
else:
    print(nn.Conv2d(8, 1, 1)(good))  # never run
final = nn.Conv2d(8, 2, 3)(good)
nn.Conv2d(2, 2, 9)(final)
