"""One layer used several times: shared weights, several inputs, copies and a layer replaced afterwards."""
import copy

import torch
from torch import nn


class Siamese(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Conv2d(1, 4, 5), nn.MaxPool2d(2), nn.Conv2d(4, 8, 3))

    def forward(self, left, right=None, *, scales=(1, 2)):
        outs = []
        for scale in scales:
            outs.append(self.net(left[:, :, ::scale, ::scale]))
        if right is not None:
            outs.append(self.net(right))
        return outs


siamese = Siamese()
twin = copy.deepcopy(siamese)
twin.net[2] = nn.Conv2d(4, 6, 1)
siamese(torch.zeros(2, 1, 28, 28), right=torch.zeros(2, 1, 20, 20))
twin(torch.zeros(1, 1, 32, 32), scales=[4])
shared = nn.Conv2d(2, 2, 3, padding=1)
x = torch.zeros(1, 2, 7, 7)
for _ in range(3):
    x = x + shared(x)
layers = nn.ModuleList(copy.deepcopy(shared) for _ in range(2))
print(layers[1](layers[0](torch.zeros(1, 2, 6, 8))).shape)
