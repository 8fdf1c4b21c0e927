import copy
import torch
import torch.nn as nn

net = nn.Sequential(nn.Conv2d(3, 8, 3, padding=1), nn.ReLU(), nn.Conv2d(8, 8, 3, stride=2, padding=1), nn.BatchNorm2d(8), nn.AdaptiveAvgPool2d(4))
features = {}


def keep(name):
    def hook(module, inputs, output):
        features[name] = output.detach()
    return hook


handle = net[2].register_forward_hook(keep('mid'))
net(torch.randn(2, 3, 16, 20))
handle.remove()
side = nn.Conv2d(8, 5, 1)
side(features['mid'])


def replace(module):
    for name, child in list(module.named_children()):
        if isinstance(child, nn.Conv2d) and child.stride == (2, 2):
            new = nn.Conv2d(child.in_channels, child.out_channels, child.kernel_size, 1, child.padding, bias=child.bias is not None)
            new.load_state_dict(child.state_dict())
            setattr(module, name, nn.Sequential(new, nn.MaxPool2d(2)))
        else:
            replace(child)


twin = copy.deepcopy(net)
replace(twin)
twin(torch.randn(1, 3, 10, 10))
twin[0].weight = nn.Parameter(twin[0].weight.sum(dim=1, keepdim=True))
twin[0].in_channels = 1
twin(torch.randn(1, 1, 12, 12))
twin.append(nn.Conv2d(8, 2, 2)).insert(0, nn.Conv2d(1, 1, 3))
twin(torch.randn(1, 1, 14, 14))
last = twin.pop(-1)
last.stride = (2, 2)
last(torch.randn(1, 8, 6, 6))
pre = net[0].register_forward_pre_hook(lambda m, args: (args[0].repeat(1, 3, 1, 1),))
net(torch.randn(1, 1, 8, 8))
half = {k: v[:4] for k, v in net[0].state_dict().items()}
small = nn.Conv2d(3, half['weight'].shape[0], half['weight'].shape[2:])
small.load_state_dict(half)
small(torch.randn(1, 3, 7, 7))
