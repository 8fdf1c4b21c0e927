"""Layers changed after they are built: attributes, weights, hooks, another forward; star imports."""
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.nn import *
from torch import *
x = torch.zeros(2, 3, 16, 16)
Conv2d(3, 4, 3)(x)
# hooks
c = nn.Conv2d(3, 4, 3)
c.register_forward_hook(lambda m, i, o: o[:, :2])
y = c(x)
nn.Conv2d(2, 5, 1)(y)
c2 = nn.Conv2d(3, 4, 3)
c2.register_forward_pre_hook(lambda m, i: (i[0][:, :, ::2],))
y = c2(x)
nn.Conv2d(4, 5, 1)(y)
# attribute changes after construction
d = nn.Conv2d(3, 4, 3)
d.stride = (2, 2)
d.padding = (1, 1)
d(x)
d2 = nn.Conv2d(3, 4, 3)
d2.weight = nn.Parameter(torch.zeros(8, 3, 5, 5))
d2.bias = None
d2(x)
d3 = nn.Conv2d(3, 4, 3)
d3.weight.data = d3.weight.data[:2]
d3.bias.data = d3.bias.data[:2]
d3(x)
# __class__ and forward replaced
e = nn.Conv2d(3, 4, 3)
e.forward = lambda z: z.mean(1, keepdim=True)
f = e(x)
nn.Conv2d(1, 6, 1)(f)
nn.Conv2d.forward = nn.Conv2d.forward
g = F.conv2d(x, torch.zeros(4, 3, 3, 3), None, 1, 'same', 2)
nn.Conv2d(4, 1, 1)(g)
h = F.conv2d(x, torch.zeros(4, 3, 3, 3).to(torch.float32), stride=torch.Size([2, 1]))
nn.Conv2d(4, 2, 1)(h)
i = F.conv_transpose2d(x, torch.zeros(3, 4, 3, 3), None, 2, 1, 1, 1, 1)
nn.Conv2d(4, 3, 1)(i)
