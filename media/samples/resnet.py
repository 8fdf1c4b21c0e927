"""A ResNet-34, built in loops from the blocks of another file. Hover the calls in blocks.py, too: the setting
convExplorer.exampleCalls of this folder runs the network for that file, so every size is there."""

import torch
from torch import nn

from blocks import BasicBlock

STAGES = {"layer1": (64, 3), "layer2": (128, 4), "layer3": (256, 6), "layer4": (512, 3)}


class ResNet(nn.Module):
    def __init__(self, stages=STAGES, classes=1000):
        super().__init__()
        channels = 64
        self.stem = nn.Sequential(
            nn.Conv2d(3, channels, kernel_size=7, stride=2, padding=3, bias=False),
            nn.BatchNorm2d(channels),
            nn.ReLU(inplace=True),
            nn.MaxPool2d(kernel_size=3, stride=2, padding=1),
        )
        for name, (width, depth) in stages.items():
            blocks = []
            for i in range(depth):
                stride = 2 if i == 0 and width != channels else 1
                blocks.append(BasicBlock(channels, width, stride))
                channels = width
            self.add_module(name, nn.Sequential(*blocks))
        self.stages = list(stages)
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.head = nn.Linear(channels, classes)

    def forward(self, x):
        x = self.stem(x)
        for name in self.stages:
            x = getattr(self, name)(x)
        return self.head(torch.flatten(self.pool(x), 1))


if __name__ == "__main__":
    model = ResNet()
    print(model(torch.randn(1, 3, 224, 224)).shape)
