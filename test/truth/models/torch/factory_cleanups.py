"""Weights normalised, modules replaced by a walk, hooks, and layers found by isinstance."""
import torch
from torch import nn
from torch.nn.utils import spectral_norm, weight_norm


def sn_conv(*args, **kwargs):
    return spectral_norm(nn.Conv2d(*args, **kwargs))


def widen(module):
    for name, child in module.named_children():
        if isinstance(child, nn.Conv2d) and child.kernel_size == (3, 3):
            setattr(module, name, nn.Conv2d(child.in_channels, child.out_channels, 5, child.stride, padding=2))
        else:
            widen(child)


net = nn.Sequential(
    sn_conv(3, 8, 3, padding=1),
    nn.Sequential(nn.Conv2d(8, 8, 1), nn.Dropout2d(0.1)),
    weight_norm(nn.Conv2d(8, 4, 4, 2, 1)),
)
widen(net)
shapes = []
net[2].register_forward_hook(lambda module, args, output: shapes.append(output.shape))
net.eval()
with torch.no_grad():
    print(net(torch.rand(1, 3, 16, 16)).shape, shapes)
print(sum(isinstance(m, nn.Conv2d) for m in net.modules()))
