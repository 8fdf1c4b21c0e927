"""Lazy layers take their channels from the first input."""
import torch
from torch import nn

net = nn.Sequential(
    nn.LazyConv2d(16, 3, padding=1),
    nn.LazyBatchNorm2d(),
    nn.ReLU(),
    nn.LazyConv2d(out_channels=32, kernel_size=(3, 5), stride=2),
    nn.LazyConvTranspose2d(8, 2, stride=2),
    nn.Flatten(),
    nn.LazyLinear(10),
)
print(net(torch.rand(1, 5, 17, 23)).shape)
print(net[0].in_channels, net[3].in_channels)
signal = nn.LazyConv1d(4, 9, stride=4)
print(signal(torch.rand(2, 7, 100)).shape)
