"""The same layers under all the names that people import them by."""
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch import nn as layers
from torch.nn import Conv2d as C, ConvTranspose2d
from torch.nn.functional import conv2d, conv_transpose2d as upsample_conv
import torch as T

x = torch.randn(2, 3, 32, 32)
a = nn.Conv2d(3, 8, 3)(x)
b = layers.Conv2d(8, 8, kernel_size=3, padding=1)(a)
c = C(8, 16, 5, 2, 2)(b)
d = ConvTranspose2d(16, 8, 4, 2, 1)(c)
e = T.nn.Conv2d(8, 4, (1, 7), padding=(0, 3))(d)
f = torch.nn.modules.conv.Conv2d(4, 4, 1)(e)
w = torch.ones(6, 4, 3, 3)
g = F.conv2d(f, w, padding=1)
h = conv2d(g, torch.zeros(6, 6, 2, 2), stride=2)
i = upsample_conv(h, torch.zeros(6, 2, 3, 3), None, 2, 1, 1)
j = torch.conv2d(i, torch.randn(1, 2, 3, 3), stride=(2, 1))
k = torch.nn.functional.conv2d(j, torch.randn(1, 1, 3, 3), padding="same")
print(k.shape)
