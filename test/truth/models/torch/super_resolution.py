"""Sub-pixel upsampling by any power of two or by three."""
import math

import torch
from torch import nn


class Upsampler(nn.Sequential):
    def __init__(self, scale, features, bias=True):
        m = []
        if (scale & (scale - 1)) == 0:
            for _ in range(int(math.log(scale, 2))):
                m.append(nn.Conv2d(features, 4 * features, 3, padding=1, bias=bias))
                m.append(nn.PixelShuffle(2))
        elif scale == 3:
            m.append(nn.Conv2d(features, 9 * features, 3, padding=1, bias=bias))
            m.append(nn.PixelShuffle(3))
        else:
            raise NotImplementedError
        super().__init__(*m)


class Body(nn.Module):
    def __init__(self, features, count, scale=0.1):
        super().__init__()
        self.scale = scale
        self.blocks = nn.ModuleList(
            nn.Sequential(nn.Conv2d(features, features, 3, 1, 1), nn.PReLU(), nn.Conv2d(features, features, 3, 1, 1))
            for _ in range(count)
        )

    def forward(self, x):
        for block in self.blocks:
            x = x + block(x).mul(self.scale)
        return x


for factor in (4, 3):
    net = nn.Sequential(nn.Conv2d(3, 8, 9, padding=4), Body(8, 2), Upsampler(factor, 8), nn.Conv2d(8, 3, 3, padding=1))
    print(net(torch.rand(1, 3, 12, 15)).shape)
