"""Subclasses of a convolution: without a constructor, with a class attribute, with a weight mask."""
import torch
import torch.nn as nn
import torch.nn.functional as F


class Named(nn.Conv2d):
    """Only another name."""


class MaskedConv2d(nn.Conv2d):
    def __init__(self, kind, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.register_buffer("mask", torch.ones_like(self.weight))
        _, _, h, w = self.weight.size()
        self.mask[:, :, h // 2, w // 2 + (kind == "B") :] = 0
        self.mask[:, :, h // 2 + 1 :] = 0

    def forward(self, x):
        self.weight.data *= self.mask
        return super(MaskedConv2d, self).forward(x)


class WSConv2d(nn.Conv2d):
    def forward(self, x):
        weight = self.weight
        weight = weight - weight.mean(dim=[1, 2, 3], keepdim=True)
        return F.conv2d(x, weight, self.bias, self.stride, self.padding, self.dilation, self.groups)


net = nn.Sequential(
    MaskedConv2d("A", 1, 8, 7, padding=3),
    nn.ReLU(),
    MaskedConv2d("B", 8, 8, kernel_size=5, padding=2),
    Named(8, 4, 3, stride=2),
    WSConv2d(4, 4, 3, padding=1, padding_mode="zeros"),
)
print(net(torch.rand(2, 1, 14, 14)).shape)
