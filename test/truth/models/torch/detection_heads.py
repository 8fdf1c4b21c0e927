"""Anchors and heads over a list of maps; sizes flattened and joined."""
import math

import torch
from torch import nn


class Head(nn.Module):
    def __init__(self, channels, anchors=3, classes=5, reg_max=4):
        super().__init__()
        self.classes, self.no = classes, classes + reg_max * 4
        c2, c3 = max(16, channels[0] // 4, reg_max * 4), max(channels[0], min(classes, 100))
        self.box = nn.ModuleList(nn.Sequential(nn.Conv2d(x, c2, 3, padding=1), nn.Conv2d(c2, 4 * reg_max, 1)) for x in channels)
        self.cls = nn.ModuleList(
            nn.Sequential(
                nn.Sequential(nn.Conv2d(x, x, 3, padding=1, groups=math.gcd(x, x)), nn.Conv2d(x, c3, 1)),
                nn.Conv2d(c3, classes, 1),
            )
            for x in channels
        )

    def forward(self, maps):
        maps = list(maps)
        for i in range(len(maps)):
            maps[i] = torch.cat((self.box[i](maps[i]), self.cls[i](maps[i])), 1)
        flat = torch.cat([m.view(maps[0].shape[0], self.no, -1) for m in maps], 2)
        box, cls = flat.split((self.no - self.classes, self.classes), 1)
        return box, cls.sigmoid()


class DFL(nn.Module):
    def __init__(self, c1=4):
        super().__init__()
        self.conv = nn.Conv2d(c1, 1, 1, bias=False).requires_grad_(False)
        self.conv.weight.data[:] = nn.Parameter(torch.arange(c1, dtype=torch.float).view(1, c1, 1, 1))
        self.c1 = c1

    def forward(self, x):
        b, _, a = x.shape
        return self.conv(x.view(b, 4, self.c1, a).transpose(2, 1).softmax(1)).view(b, 4, a)


maps = [torch.zeros(2, c, 32 // s, 24 // s) for c, s in ((16, 1), (24, 2), (32, 4))]
box, cls = Head([m.shape[1] for m in maps])(maps)
print(DFL()(box).shape, cls.shape)
