"""Dense blocks: a growing list of features that are concatenated, and a transition."""
import torch
from torch import nn


class DenseLayer(nn.Sequential):
    def __init__(self, inputs, growth, bottleneck=2):
        super().__init__()
        self.add_module("norm1", nn.BatchNorm2d(inputs))
        self.add_module("conv1", nn.Conv2d(inputs, bottleneck * growth, 1, bias=False))
        self.add_module("norm2", nn.BatchNorm2d(bottleneck * growth))
        self.add_module("conv2", nn.Conv2d(bottleneck * growth, growth, 3, padding=1, bias=False))

    def forward(self, *previous):
        return super().forward(torch.cat(previous, 1))


class DenseBlock(nn.ModuleDict):
    def __init__(self, count, inputs, growth):
        super().__init__()
        for i in range(count):
            self[f"layer{i + 1}"] = DenseLayer(inputs + i * growth, growth)

    def forward(self, x):
        features = [x]
        for name, layer in self.items():
            features.append(layer(*features))
        return torch.cat(features, 1)


class Transition(nn.Sequential):
    def __init__(self, inputs, outputs):
        super().__init__(nn.Conv2d(inputs, outputs, kernel_size=1, bias=False), nn.AvgPool2d(2, 2))


growth, channels = 4, 8
net = nn.Sequential()
net.add_module("stem", nn.Conv2d(3, channels, 7, 2, 3))
for i, count in enumerate([2, 3]):
    net.add_module("block%d" % i, DenseBlock(count, channels, growth))
    channels += count * growth
    net.add_module("transition%d" % i, Transition(channels, channels // 2))
    channels //= 2
print(net(torch.rand(2, 3, 50, 50)).shape, channels)
