"""Classes registered by a decorator and by __init_subclass__, built from a nested configuration."""
import torch
from torch import nn

REGISTRY = {}


def register(name=None):
    def wrap(cls):
        key = name or cls.__name__.lower()
        if key in REGISTRY:
            raise KeyError(key)
        REGISTRY[key] = cls
        return cls

    return wrap


class Neck(nn.Module):
    kinds = {}

    def __init_subclass__(cls, kind, **kwargs):
        super().__init_subclass__(**kwargs)
        Neck.kinds[kind] = cls


class UpNeck(Neck, kind="up"):
    def __init__(self, cin, cout):
        super().__init__()
        self.up = nn.ConvTranspose2d(cin, cout, 4, stride=2, padding=1)

    def forward(self, x):
        return self.up(x)


@register()
class Stem(nn.Sequential):
    def __init__(self, out):
        super().__init__(nn.Conv2d(3, out, 7, stride=2, padding=3), nn.ReLU())


@register("body")
class Body(nn.Module):
    def __init__(self, cin, depth=1, *, bottleneck=0.5):
        super().__init__()
        mid = int(cin * bottleneck)
        self.layers = nn.ModuleList(nn.Sequential(nn.Conv2d(cin, mid, 1), nn.Conv2d(mid, cin, 3, 1, 1)) for _ in range(depth))

    def forward(self, x):
        for layer in self.layers:
            x = layer(x) + x
        return x


def build(config):
    config = dict(config)
    return REGISTRY[config.pop("type")](**config)


config = {
    "layers": [{"type": "stem", "out": 12}, {"type": "body", "cin": 12, "depth": 2}, {"type": "body", "cin": 12, "bottleneck": 0.25}],
    "neck": {"kind": "up", "args": (12, 6)},
}
net = nn.Sequential(*map(build, config["layers"]), Neck.kinds[config["neck"]["kind"]](*config["neck"]["args"]))
print(net(torch.rand(1, 3, 41, 57)).shape)
