"""Layers from comprehensions, dictionaries and sorted tables."""
import torch
from torch import nn

kernels = [1, 3, 5, 7]
branches = nn.ModuleList([nn.Conv2d(4, 2, k, padding=k // 2) for k in kernels])
heads = nn.ModuleDict({name: nn.Conv2d(8, n, 1) for name, n in {"box": 4, "class": 20, "mask": 1}.items()})
table = {stride: nn.Conv2d(8, 8, 3, stride, 1) for stride in (1, 2) if stride > 1}


class Inception(nn.Module):
    def __init__(self):
        super().__init__()
        self.branches = branches
        self.heads = heads
        self.down = table[2]

    def forward(self, x):
        x = torch.cat([branch(x) for branch in self.branches], dim=1)
        x = self.down(x)
        return {name: head(x) for name, head in self.heads.items()}


result = Inception()(torch.zeros(3, 4, 15, 15))
print({name: tuple(value.shape) for name, value in result.items()})
