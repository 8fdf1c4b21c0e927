"""The well-known slip: a class of one's own whose name has Conv in it, given to an initialiser by name."""
import torch
import torch.nn as nn


def weights_init(m):
    if m.__class__.__name__.find("Conv") != -1:
        nn.init.normal_(m.weight.data, 0.0, 0.02)


class ConvBlock(nn.Module):
    def __init__(self, cin, cout):
        super().__init__()
        self.conv = nn.Conv2d(cin, cout, 3)

    def forward(self, x):
        return self.conv(x)


net = ConvBlock(1, 4)
x = torch.ones(1, 1, 10, 12)
print(net(x).shape)
try:
    net.apply(weights_init)
    after = nn.Conv2d(1, 1, 3)(x)  # never run
except AttributeError:
    after = nn.Conv2d(1, 2, 3)(x)
print(after.shape)
