import math
import torch
from torch import nn
from torch.nn import functional as F


class ModulatedConv(nn.Module):
    def __init__(self, cin, cout, k, style, demodulate=True, up=False):
        super().__init__()
        self.cout, self.k, self.up, self.demodulate = cout, k, up, demodulate
        self.weight = nn.Parameter(torch.randn(1, cout, cin, k, k))
        self.affine = nn.Linear(style, cin)
        self.scale = 1 / math.sqrt(cin * k ** 2)

    def forward(self, x, style):
        b, c, h, w = x.shape
        s = self.affine(style).view(b, 1, c, 1, 1)
        weight = self.scale * self.weight * s
        if self.demodulate:
            weight = weight * torch.rsqrt(weight.pow(2).sum([2, 3, 4]) + 1e-8).view(b, self.cout, 1, 1, 1)
        weight = weight.view(b * self.cout, c, self.k, self.k)
        if self.up:
            x = x.view(1, b * c, h, w)
            weight = weight.view(b, self.cout, c, self.k, self.k).transpose(1, 2).reshape(b * c, self.cout, self.k, self.k)
            out = F.conv_transpose2d(x, weight, stride=2, groups=b)
            return out.view(b, self.cout, *out.shape[2:])
        out = F.conv2d(x.view(1, b * c, h, w), weight, padding=self.k // 2, groups=b)
        return out.view(b, self.cout, h, w)


class Generator(nn.Module):
    def __init__(self, size=32, style=16):
        super().__init__()
        self.channels = {4: 32, 8: 24, 16: 16, 32: 8}
        self.const = nn.Parameter(torch.randn(1, self.channels[4], 4, 4))
        self.convs = nn.ModuleList()
        self.rgbs = nn.ModuleDict()
        for i in range(3, int(math.log2(size)) + 1):
            res = 2 ** i
            self.convs.append(ModulatedConv(self.channels[res // 2], self.channels[res], 3, style, up=True))
            self.rgbs[str(res)] = nn.Conv2d(self.channels[res], 3, 1)

    def forward(self, w):
        x = self.const.repeat(w.shape[0], 1, 1, 1)
        rgb = None
        for conv, (res, to_rgb) in zip(self.convs, self.rgbs.items()):
            x = conv(x, w)[..., :int(res), :int(res)]
            y = to_rgb(x)
            rgb = y if rgb is None else y + F.interpolate(rgb, scale_factor=2)
        return rgb


image = Generator()(torch.randn(2, 16))
ModulatedConv(3, 5, 3, 16, demodulate=False)(image, torch.randn(2, 16))
