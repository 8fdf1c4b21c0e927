"""A feature pyramid with lateral connections and a dictionary of outputs."""
from collections import OrderedDict

import torch
import torch.nn.functional as F
from torch import nn


class Backbone(nn.Module):
    def __init__(self):
        super().__init__()
        for i, (cin, cout) in enumerate([(3, 8), (8, 16), (16, 32)], 1):
            setattr(self, f"stage{i}", nn.Sequential(nn.Conv2d(cin, cout, 3, 2, 1), nn.ReLU()))

    def forward(self, x):
        out = OrderedDict()
        for i in (1, 2, 3):
            x = getattr(self, f"stage{i}")(x)
            out[f"p{i}"] = x
        return out


class FPN(nn.Module):
    def __init__(self, in_channels_list, out_channels):
        super().__init__()
        self.inner_blocks = nn.ModuleList()
        self.layer_blocks = nn.ModuleList()
        for in_channels in in_channels_list:
            if in_channels == 0:
                raise ValueError("in_channels=0 is not supported")
            self.inner_blocks.append(nn.Conv2d(in_channels, out_channels, 1))
            self.layer_blocks.append(nn.Conv2d(out_channels, out_channels, 3, padding=1))

    def forward(self, features):
        names = list(features.keys())
        x = list(features.values())
        last = self.inner_blocks[-1](x[-1])
        results = [self.layer_blocks[-1](last)]
        for idx in range(len(x) - 2, -1, -1):
            lateral = self.inner_blocks[idx](x[idx])
            size = lateral.shape[-2:]
            last = lateral + F.interpolate(last, size=size, mode="nearest")
            results.insert(0, self.layer_blocks[idx](last))
        return {name: value for name, value in zip(names, results)}


features = Backbone()(torch.randn(1, 3, 70, 54))
pyramid = FPN([f.shape[1] for f in features.values()], 12)(features)
print({k: tuple(v.shape) for k, v in pyramid.items()})
