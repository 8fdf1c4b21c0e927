"""Modules joined with + and +=, in loops too."""
import torch
from torch import nn


class Stage(nn.Module):
    def __init__(self, sizes):
        super().__init__()
        self.layers = nn.ModuleList()
        for size in sizes:
            self.layers += [nn.Conv2d(3, 3, size)]

    def forward(self, x):
        for layer in self.layers:
            x = layer(x)
        return x


x = Stage([1, 3, 5])(torch.zeros(1, 3, 15, 15))
front = nn.Sequential(nn.Conv2d(3, 4, 1), nn.ReLU())
net = front + nn.Sequential(nn.Conv2d(4, 5, 3))
net += nn.Sequential(nn.Conv2d(5, 6, 2))
print(net(x).shape, len(net), len(front))
lists = nn.ModuleList([nn.Conv2d(3, 1, 1)]) + nn.ModuleList([nn.Conv2d(3, 2, 1)])
print([layer(x).shape for layer in lists])
