"""Sequential from arguments, from a list, from an OrderedDict, from a generator, and appended to."""
from collections import OrderedDict

import torch
from torch import nn

width = 12
plain = nn.Sequential(nn.Conv2d(1, width, 3), nn.ReLU(), nn.MaxPool2d(2))
named = nn.Sequential(OrderedDict([("conv", nn.Conv2d(width, width * 2, 3, padding=1)), ("relu", nn.ReLU())]))
blocks = []
for i in range(3):
    blocks.append(nn.Conv2d(width * 2, width * 2, 3, padding=2**i, dilation=2**i))
    blocks += [nn.BatchNorm2d(width * 2), nn.GELU()]
starred = nn.Sequential(*blocks)
generated = nn.Sequential(*(nn.Conv2d(width * 2 // 2**i, width * 2 // 2 ** (i + 1), 1) for i in range(2)))
grown = nn.Sequential()
grown.add_module("last", nn.Conv2d(width // 2, 2, (3, 1), (2, 1)))
grown.append(nn.Flatten())

net = nn.Sequential(plain, named, starred, generated, grown)
out = net(torch.rand(5, 1, 28, 28))
print(out.shape, len(net), net[0][0].weight.shape, net[1].conv.out_channels)
head = nn.Linear(out.shape[1], 10)
print(head(out).shape)
