"""Late binding: a closure sees the loop variable's last value; a default sees the value of its time."""
import torch
from torch import nn

makers = [lambda: nn.Conv1d(1, 1, k) for k in (1, 2, 3)]
fixed = [lambda k=k: nn.Conv1d(1, 1, k) for k in (1, 2, 3)]
x = torch.zeros(1, 1, 12)
for maker, other in zip(makers, fixed):
    print(maker()(x).shape, other()(x).shape)


def counter(start=0, *, log=[]):
    def step():
        nonlocal start
        start += 2
        log.append(start)
        return nn.Conv1d(1, len(log), start)

    return step


first, second = counter(), counter(1)
for step in (first, second, first):
    print(step()(x).shape)
kernel = 5


def use_global():
    return nn.Conv1d(1, 1, kernel)


kernel = 7
print(use_global()(x).shape)


class Lazy:
    def __init__(self):
        self._layer = None

    @property
    def layer(self):
        if self._layer is None:
            self._layer = nn.Conv1d(1, 3, 4)
        return self._layer

    def __call__(self, x):
        return self.layer(x)


lazy = Lazy()
print(lazy(lazy(x)[:, :1]).shape, lazy.layer is lazy.layer)
