"""Numbers from class attributes, properties, dataclasses and enumerations."""
from dataclasses import dataclass, field
from enum import Enum, IntEnum

import torch
from torch import nn


class Stride(IntEnum):
    SAME = 1
    HALF = 2


class Mode(Enum):
    PLAIN = "plain"
    WIDE = "wide"


@dataclass
class Config:
    channels: int = 3
    widths: list = field(default_factory=lambda: [8, 16])
    kernel: tuple = (3, 5)
    mode: Mode = Mode.PLAIN

    @property
    def padding(self):
        return tuple(k // 2 for k in self.kernel)


class Encoder(nn.Module):
    growth = 4

    def __init__(self, config: Config):
        super().__init__()
        self.config = config
        factor = 2 if config.mode is Mode.WIDE else 1
        widths = [w * factor for w in config.widths]
        self.a = nn.Conv2d(config.channels, widths[0], config.kernel, Stride.HALF, config.padding)
        self.b = nn.Conv2d(widths[0], widths[-1] + self.growth, config.kernel, padding=config.padding)

    @property
    def out_channels(self):
        return self.b.out_channels

    def forward(self, x):
        return self.b(self.a(x).relu())


net = Encoder(Config(mode=Mode.WIDE))
y = net(torch.zeros(1, 3, 31, 31))
tail = nn.Conv2d(net.out_channels, 1, kernel_size=y.shape[-2:])
print(tail(y).shape)
