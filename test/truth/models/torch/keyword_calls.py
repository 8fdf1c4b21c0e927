"""Layers and functions that take their input by keyword; outputs in tuples, dictionaries and named tuples."""
from collections import namedtuple
from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor, nn

Output = namedtuple("Output", "features logits")


class Result(NamedTuple):
    mean: Tensor
    scale: Tensor = None


class Multi(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(2, 4, 3)
        self.a, self.b = nn.Conv2d(4, 3, 1), nn.Conv2d(4, 1, (2, 2))

    def forward(self, *, image, flip=False, **unused):
        if flip:
            image = torch.flip(image, dims=[-1])
        features = self.conv(input=image)
        return Output(features=features, logits={"a": self.a(features), "b": self.b(features)})


net = Multi()
out = net(image=torch.zeros(3, 2, 9, 8), flip=True, extra=None)
features, logits = out
result = Result(mean=F.conv2d(input=logits["a"], weight=torch.zeros(2, 3, 2, 2)))
print(F.conv_transpose2d(weight=torch.zeros(2, 1, 3, 3), stride=2, input=result.mean).shape, result.scale)
print(net.b.forward(out.features).shape)
