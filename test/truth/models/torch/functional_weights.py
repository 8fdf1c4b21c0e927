"""Layers written with weights of their own and the functional forms."""
import math

import torch
import torch.nn as nn
import torch.nn.functional as F


class EqualConv2d(nn.Module):
    def __init__(self, cin, cout, kernel, stride=1, padding=0, bias=True):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(cout, cin, kernel, kernel))
        self.scale = 1 / math.sqrt(cin * kernel**2)
        self.stride, self.padding = stride, padding
        self.bias = nn.Parameter(torch.zeros(cout)) if bias else None

    def forward(self, x):
        return F.conv2d(x, self.weight * self.scale, bias=self.bias, stride=self.stride, padding=self.padding)


class Blur(nn.Module):
    def __init__(self, taps, channels):
        super().__init__()
        kernel = torch.tensor(taps, dtype=torch.float32)
        kernel = kernel[:, None] * kernel[None, :]
        kernel = kernel / kernel.sum()
        self.register_buffer("kernel", kernel.repeat(channels, 1, 1, 1))

    def forward(self, x):
        size = self.kernel.shape[-1]
        x = F.pad(x, (size // 2, (size - 1) // 2, size // 2, (size - 1) // 2), mode="reflect")
        return F.conv2d(x, self.kernel, groups=x.shape[1])


class UpConv(nn.Module):
    def __init__(self, cin, cout):
        super().__init__()
        self.weight = nn.Parameter(torch.empty(cin, cout, 3, 3))
        nn.init.xavier_uniform_(self.weight)

    def forward(self, x):
        return F.conv_transpose2d(x, self.weight, stride=2, padding=0)


net = nn.Sequential(EqualConv2d(3, 8, 3, padding=1), Blur([1, 3, 3, 1], 8), UpConv(8, 4), Blur([1, 2, 1], 4))
print(net(torch.randn(2, 3, 9, 11)).shape)
