"""Mistakes that Python or PyTorch refuses, each caught."""
import torch
from torch import nn


def attempt(make, *shape):
    try:
        layer = make()
    except (TypeError, ValueError) as error:
        return type(error).__name__
    try:
        return tuple(layer(torch.zeros(shape)).shape)
    except RuntimeError as error:
        return str(error)[:40]


results = [
    attempt(lambda: nn.Conv2d(3, 8), 1, 3, 8, 8),  # never run
    attempt(lambda: nn.Conv2d(3, 8, 3, dilatation=2), 1, 3, 8, 8),  # never run
    attempt(lambda: nn.Conv2d(3, 8, 3, groups=3), 1, 3, 8, 8),
    attempt(lambda: nn.Conv2d(3, 8, 3, padding="full"), 1, 3, 8, 8),
    attempt(lambda: nn.Conv2d(3, 8, 3, stride=2, padding="same"), 1, 3, 8, 8),
    attempt(lambda: nn.Conv2d(3, 8, 9), 1, 3, 8, 8),
    attempt(lambda: nn.Conv2d(3, 8, 3), 1, 8, 8),
    attempt(lambda: nn.Conv2d(3, 8, 3), 3, 8, 8),
    attempt(lambda: nn.ConvTranspose2d(3, 8, 3, 2, 1, 2), 1, 3, 8, 8),
    attempt(lambda: nn.ConvTranspose2d(3, 8, 3, stride=2, padding=1, output_padding=1), 1, 3, 8, 8),
    attempt(lambda: nn.Conv2d(3, 8, 3, padding=(1, 1), bias=None), 2, 3, 1, 1),
    attempt(lambda: nn.Conv1d(3, 8, (3,)), 4, 3, 20),
]
print(results)
