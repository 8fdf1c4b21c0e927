"""A base class of the project with a hook for the layer that it builds."""
import torch
import torch.nn as nn


class Block(nn.Module):
    kernel = 3
    norm = nn.BatchNorm2d

    def __init__(self, cin, cout, stride=1):
        super().__init__()
        self.conv = self.make_conv(cin, cout, stride)
        self.bn = self.norm(cout)
        self.act = nn.ReLU(inplace=True)

    def make_conv(self, cin, cout, stride):
        return nn.Conv2d(cin, cout, self.kernel, stride, self.kernel // 2, bias=False)

    def forward(self, x):
        return self.act(self.bn(self.conv(x)))


class Wide(Block):
    kernel = 7


class Separable(Block):
    def make_conv(self, cin, cout, stride):
        return nn.Sequential(
            nn.Conv2d(cin, cin, self.kernel, stride, self.kernel // 2, groups=cin, bias=False),
            nn.Conv2d(cin, cout, 1, bias=False),
        )


net = nn.Sequential(Wide(3, 16, 2), Block(16, 16), Separable(16, 32, stride=2), Block(32, 32))
y = net(torch.zeros(4, 3, 64, 48))
assert y.shape == (4, 32, 16, 12)
