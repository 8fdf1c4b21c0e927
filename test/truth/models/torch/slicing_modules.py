"""Sequential and ModuleList taken apart and put together again."""
import torch
from torch import nn

base = nn.Sequential(nn.Conv2d(3, 8, 3), nn.ReLU(), nn.Conv2d(8, 16, 3), nn.ReLU(), nn.Conv2d(16, 32, 3))
x = torch.zeros(1, 3, 24, 24)
head = base[:3]
y = head(x)
z = base[-1](y)
del base[4]
base.append(nn.Conv2d(16, 4, 1))
base.insert(0, nn.Upsample(scale_factor=2))
print(base(x).shape, len(base))
trunk = nn.Sequential(*list(base.children())[1:-1])
print(trunk(torch.zeros(1, 3, 9, 9)).shape)
blocks = nn.ModuleList([nn.Conv2d(2, 2, k) for k in (1, 2, 3, 4)])
w = torch.zeros(1, 2, 20, 20)
for block in blocks[1:3]:
    w = block(w)
blocks[0] = nn.Conv2d(2, 5, 5)
print(blocks[0](w).shape, blocks[-1](w).shape)
for name, module in base.named_modules():
    if isinstance(module, nn.Conv2d) and module.out_channels == 4:
        print(name, module(y).shape)
last = next(m for m in reversed(base) if isinstance(m, nn.Conv2d))
again = type(last)(4, 6, last.kernel_size, padding=last.padding)
print(again(last(y)).shape)
