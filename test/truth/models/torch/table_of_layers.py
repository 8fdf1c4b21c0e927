"""A network from a table, as VGG is written."""
import torch
from torch import nn

CONFIG = {"small": [16, "M", 32, "M", 64, 64, "M"], "large": [32, 32, "M", 64, 64, "M", 128, "M"]}


def make_features(config, channels=3, batch_norm=False):
    modules = []
    for entry in config:
        if entry == "M":
            modules.append(nn.MaxPool2d(kernel_size=2, stride=2))
        else:
            modules.append(nn.Conv2d(channels, entry, kernel_size=3, padding=1))
            if batch_norm:
                modules.append(nn.BatchNorm2d(entry))
            modules.append(nn.ReLU(True))
            channels = entry
    return nn.Sequential(*modules)


class VGG(nn.Module):
    def __init__(self, features, classes=10):
        super().__init__()
        self.features = features
        self.pool = nn.AdaptiveAvgPool2d((2, 2))
        self.classifier = nn.Sequential(nn.Linear(64 * 2 * 2, 128), nn.ReLU(), nn.Linear(128, classes))

    def forward(self, x):
        x = self.pool(self.features(x))
        return self.classifier(torch.flatten(x, 1))


def vgg(kind="small", **options):
    return VGG(make_features(CONFIG[kind], **options))


if __name__ == "__main__":
    net = vgg(batch_norm=True)
    print(net(torch.randn(2, 3, 36, 36)).shape)
