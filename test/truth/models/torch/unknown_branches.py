"""What depends on the environment, on chance or on the clock is not known to a reader of the code."""
# env: HOME=/home/me
import os
import random
import time

import torch
from torch import nn

random.seed(3)
width = 32 if os.environ.get("HOME") else 16
kernel = random.choice([3, 5])
fixed = nn.Conv2d(3, 8, 3)
x = fixed(torch.zeros(1, 3, 20, 20))
if random.random() < 0.5:
    extra = nn.Conv2d(8, 8, 1)  # never run
else:
    extra = nn.Conv2d(8, 8, 3, padding=1)
x = extra(x)
wide = nn.Conv2d(8, width, kernel, padding=kernel // 2)
x = wide(x)
last = nn.Conv2d(width, 4, 1)
y = last(x)
if time.time() < 0:
    print(nn.Conv2d(4, 4, 3)(y).shape)  # never run
after = nn.Conv2d(4, 2, 2, stride=2)
print(after(y).shape)
