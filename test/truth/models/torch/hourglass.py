"""A recursive module: an hourglass of any depth that holds smaller ones."""
import torch
from torch import nn
import torch.nn.functional as F


class Residual(nn.Module):
    def __init__(self, ins, outs):
        super().__init__()
        self.convs = nn.Sequential(nn.Conv2d(ins, outs // 2, 1), nn.ReLU(), nn.Conv2d(outs // 2, outs // 2, 3, 1, 1), nn.ReLU(), nn.Conv2d(outs // 2, outs, 1))
        if ins != outs:
            self.skip = nn.Conv2d(ins, outs, 1)
        self.ins, self.outs = ins, outs

    def forward(self, x):
        residual = x
        x = self.convs(x)
        if self.ins != self.outs:
            residual = self.skip(residual)
        x += residual
        return x


class Hourglass(nn.Module):
    def __init__(self, depth, features, increase=0):
        super().__init__()
        inner = features + increase
        self.up1 = Residual(features, features)
        self.low1 = Residual(features, inner)
        if depth > 1:
            self.low2 = Hourglass(depth - 1, inner, increase)
        else:
            self.low2 = Residual(inner, inner)
        self.low3 = Residual(inner, features)

    def forward(self, x):
        up1 = self.up1(x)
        low = self.low3(self.low2(self.low1(F.max_pool2d(x, 2))))
        return up1 + F.interpolate(low, x.shape[2:])


x = nn.Conv2d(3, 8, 7, 2, 3)(torch.rand(1, 3, 62, 50))
print(Hourglass(3, 8, 4)(x).shape)
