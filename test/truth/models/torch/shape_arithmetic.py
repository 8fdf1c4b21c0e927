"""Sizes from other tensors' sizes: same-padding as TensorFlow does it, cropping, and a computed kernel."""
import math

import torch
import torch.nn as nn
import torch.nn.functional as F


class Conv2dSame(nn.Conv2d):
    def forward(self, x):
        ih, iw = x.size()[-2:]
        kh, kw = self.weight.size()[-2:]
        sh, sw = self.stride
        oh, ow = math.ceil(ih / sh), math.ceil(iw / sw)
        ph = max((oh - 1) * sh + (kh - 1) * self.dilation[0] + 1 - ih, 0)
        pw = max((ow - 1) * sw + (kw - 1) * self.dilation[1] + 1 - iw, 0)
        if ph > 0 or pw > 0:
            x = F.pad(x, [pw // 2, pw - pw // 2, ph // 2, ph - ph // 2])
        return F.conv2d(x, self.weight, self.bias, self.stride, self.padding, self.dilation, self.groups)


def crop_like(x, other):
    top = (x.shape[2] - other.shape[2]) // 2
    left = (x.shape[3] - other.shape[3]) // 2
    return x[:, :, top : top + other.shape[2], left : left + other.shape[3]]


x = torch.randn(1, 3, 45, 61)
a = Conv2dSame(3, 6, 3, stride=2)(x)
b = nn.Conv2d(6, 6, 5)(a)
c = torch.cat([crop_like(a, b), b], 1)
d = nn.Conv2d(12, 4, kernel_size=(c.shape[2] // 2, 3))(c)
e = nn.Conv2d(4, 4, 3, stride=2)(d[..., ::2, 1:-1])
pad = (-e.shape[-1]) % 8
f = nn.Conv2d(4, 2, 1)(F.pad(e, (0, pad)))
g = nn.Conv1d(2, 2, 3)(f.mean(2))
print(f.shape, g.shape)
