"""Keyword arguments from dictionaries and through **kwargs of three classes."""
import torch
from torch import nn

DEFAULTS = dict(kernel_size=3, padding=1)
config = {"stem": {"out_channels": 8, "stride": 2, **DEFAULTS}, "body": {"out_channels": 12, **DEFAULTS, "dilation": 2, "padding": 2}}


class ConvAct(nn.Module):
    def __init__(self, cin, *, act=nn.ReLU, **kwargs):
        super().__init__()
        self.conv = nn.Conv2d(cin, **kwargs)
        self.act = act()

    def forward(self, x):
        return self.act(self.conv(x))


class Net(nn.Module):
    def __init__(self, channels=3, **options):
        super().__init__()
        for name, kwargs in config.items():
            kwargs = {**kwargs, **options.get(name, {})}
            setattr(self, name, ConvAct(channels, **kwargs))
            channels = kwargs["out_channels"]
        self.out_channels = channels

    def forward(self, x):
        for name in config:
            x = getattr(self, name)(x)
        return x


net = Net(body={"act": nn.SiLU, "out_channels": 20})
print(net(torch.randn(1, 3, 33, 31)).shape, net.out_channels)
