"""A U-Net of any depth, built in loops over ModuleLists, with skips kept in a list."""
import torch
from torch import nn


class UNet(nn.Module):
    def __init__(self, in_channels=1, base=8, depth=3, classes=2):
        super().__init__()
        self.down, self.up, self.join = nn.ModuleList(), nn.ModuleList(), nn.ModuleList()
        previous = in_channels
        for level in range(depth):
            self.down.append(self.block(previous, base * 2**level))
            previous = base * 2**level
        for level in reversed(range(depth - 1)):
            self.up.append(nn.ConvTranspose2d(previous, base * 2**level, 2, stride=2))
            self.join.append(self.block(previous, base * 2**level))
            previous = base * 2**level
        self.pool = nn.MaxPool2d(2)
        self.head = nn.Conv2d(previous, classes, 1)

    @staticmethod
    def block(cin, cout):
        return nn.Sequential(nn.Conv2d(cin, cout, 3, padding="same"), nn.ReLU(), nn.Conv2d(cout, cout, 3, padding="same"), nn.ReLU())

    def forward(self, x):
        skips = []
        for i, stage in enumerate(self.down):
            x = stage(x)
            if i < len(self.down) - 1:
                skips.append(x)
                x = self.pool(x)
        for up, join, skip in zip(self.up, self.join, skips[::-1]):
            x = join(torch.cat((up(x), skip), 1))
        return self.head(x)


net = UNet()
assert net(torch.zeros(2, 1, 32, 48)).shape[2:] == (32, 48)
