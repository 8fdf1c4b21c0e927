"""One convolution for all samples of a batch: weights per sample, the batch folded into groups."""
import torch
import torch.nn as nn
import torch.nn.functional as F


class ModulatedConv(nn.Module):
    def __init__(self, cin, cout, kernel, style_dim):
        super().__init__()
        self.cin, self.cout, self.kernel = cin, cout, kernel
        self.weight = nn.Parameter(torch.randn(1, cout, cin, kernel, kernel))
        self.affine = nn.Linear(style_dim, cin)

    def forward(self, x, style):
        batch, channels, height, width = x.shape
        style = self.affine(style).view(batch, 1, channels, 1, 1)
        weight = self.weight * style
        demod = torch.rsqrt(weight.pow(2).sum([2, 3, 4]) + 1e-8)
        weight = weight * demod.view(batch, self.cout, 1, 1, 1)
        weight = weight.view(batch * self.cout, channels, self.kernel, self.kernel)
        x = x.view(1, batch * channels, height, width)
        out = F.conv2d(x, weight, padding=self.kernel // 2, groups=batch)
        return out.view(batch, self.cout, height, width)


layer = ModulatedConv(6, 10, 3, 32)
print(layer(torch.randn(4, 6, 16, 12), torch.randn(4, 32)).shape)
