"""Free functions that build and functions that run; defaults, *args, nested functions and closures."""
import torch
import torch.nn as nn


def conv_bn(cin, cout, *args, norm=True, **kwargs):
    block = [nn.Conv2d(cin, cout, *args, bias=not norm, **kwargs)]
    if norm:
        block.append(nn.BatchNorm2d(cout))
    return nn.Sequential(*block, nn.ReLU())


def make_builder(kernel, counter=[0]):
    def build(cin, cout):
        counter[0] += 1
        return conv_bn(cin, cout, kernel, 1, kernel // 2, norm=counter[0] % 2 == 0)

    return build


def compose(*functions):
    def run(x):
        for function in functions:
            x = function(x)
        return x

    return run


build = make_builder(5)
forward = compose(build(3, 6), build(6, 6), conv_bn(6, 2, 3, stride=2), torch.tanh)
y = forward(torch.ones(1, 3, 19, 19))


def evaluate(model, loader):
    results = []
    for i, (images, labels) in enumerate(loader):
        results.append(model(images).argmax(1) == labels)
    return torch.cat(results)


class Classifier(nn.Module):
    def __init__(self, classes=4):
        super().__init__()
        self.conv = conv_bn(1, 4, 3)
        self.fc = nn.Linear(4 * 8 * 8, classes)

    def forward(self, x):
        x = self.conv(x)
        x = x.view(x.size(0), -1)
        return self.fc(x)


data = [(torch.rand(n, 1, 10, 10), torch.zeros(n)) for n in (4, 4, 3)]
print(evaluate(Classifier(), data).shape, y.shape)
