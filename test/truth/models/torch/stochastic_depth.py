"""Branches on chance inside forward that keep the shape, and one that returns early."""
import random

import torch
from torch import nn


class DropPath(nn.Module):
    def __init__(self, p=0.1):
        super().__init__()
        self.p = p

    def forward(self, x):
        if self.p == 0.0 or not self.training:
            return x
        keep = 1 - self.p
        mask = x.new_empty((x.shape[0],) + (1,) * (x.ndim - 1)).bernoulli_(keep)
        if keep > 0.0:
            mask.div_(keep)
        return x * mask


class Block(nn.Module):
    def __init__(self, dim, p):
        super().__init__()
        self.dw = nn.Conv2d(dim, dim, 7, padding=3, groups=dim)
        self.pw = nn.Conv2d(dim, dim, 1)
        self.path = DropPath(p) if p > 0 else nn.Identity()

    def forward(self, x):
        if self.training and random.random() < 0.0:
            return x
        return x + self.path(self.pw(self.dw(x)))


rates = [x.item() for x in torch.linspace(0, 0.3, 3)]
stages = nn.ModuleList()
dims = (4, 8, 16)
for i, rate in enumerate(rates):
    down = nn.Conv2d(3 if i == 0 else dims[i - 1], dims[i], 4 if i == 0 else 2, 4 if i == 0 else 2)
    stages.append(nn.Sequential(down, Block(dims[i], rate)))
x = torch.rand(2, 3, 64, 80)
for stage in stages:
    x = stage(x)
print(x.shape)
