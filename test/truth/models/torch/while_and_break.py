"""Layers added while a size is large enough; loops with else, continue and break."""
import torch
from torch import nn

size, channels, modules = 50, 3, []
while True:
    if size < 5:
        break
    width = min(channels * 2, 20)
    modules.append(nn.Conv2d(channels, width, 3, stride=2))
    size = (size - 3) // 2 + 1
    channels = width
    if channels == 12:
        continue
    modules.append(nn.Tanh())
else:
    modules.append(nn.Conv2d(1, 1, 1))  # never run
modules.append(nn.Conv2d(channels, 1, size))
net = nn.Sequential(*modules)
print(net(torch.randn(1, 3, 50, 50)).shape)
n = 1
while n * n < 40:
    n += 1
for k in range(1, n):
    if n % k:
        continue
    if k > 3:
        break
    print(nn.Conv1d(1, k, n)(torch.zeros(1, 1, n * 2)).shape)
total, i = 0, 0
while (i := i + 1) < 3 and not total > 5:
    total += nn.Conv1d(1, 1, i + 1)(torch.zeros(1, 1, 10)).shape[-1]
