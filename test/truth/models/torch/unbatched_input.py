"""Inputs without a batch dimension are layers' business too."""
import torch
from torch import nn

picture = torch.rand(3, 20, 30)
first = nn.Conv2d(3, 6, 5)
y = first(picture)
up = nn.ConvTranspose2d(6, 3, 5)(y)
print(y.shape, up.shape == picture.shape)
sound = nn.Conv1d(1, 4, 25, stride=5)(torch.rand(1, 1000))
cube = nn.Conv3d(1, 2, 3)(torch.rand(1, 8, 9, 10).unsqueeze(0))
print(sound.size(), cube.size(), first(picture.unsqueeze(0)).shape)
