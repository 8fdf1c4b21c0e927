import torch.nn as nn


def conv(channels_in, channels_out, size, stride=1):
    return nn.Sequential(
        nn.Conv2d(channels_in, channels_out, size, stride, padding=size // 2, bias=False),
        nn.BatchNorm2d(channels_out),
    )


class Bottleneck(nn.Module):
    expansion = 4

    def __init__(self, channels_in, width, stride=1):
        super().__init__()
        channels_out = width * self.expansion
        self.reduce = conv(channels_in, width, 1)
        self.spatial = conv(width, width, 3, stride)
        self.expand = conv(width, channels_out, 1)
        self.shortcut = None
        if stride != 1 or channels_in != channels_out:
            self.shortcut = conv(channels_in, channels_out, 1, stride)
        self.act = nn.ReLU(inplace=True)

    def forward(self, x):
        y = self.expand(self.act(self.spatial(self.act(self.reduce(x)))))
        return self.act(y + (x if self.shortcut is None else self.shortcut(x)))
