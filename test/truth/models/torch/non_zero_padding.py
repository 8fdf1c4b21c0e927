"""Padding modes, asymmetric kernels, strings for padding, and None where None is allowed."""
import torch
from torch import nn

x = torch.rand(1, 2, 13, 17)
layers = [
    nn.Conv2d(2, 4, 3, padding=1, padding_mode="reflect"),
    nn.Conv2d(4, 4, (3, 5), padding=(1, 2), padding_mode="circular", bias=False),
    nn.Conv2d(4, 4, 5, padding="same", padding_mode="replicate", dilation=(1, 2)),
    nn.Conv2d(4, 4, 2, padding="valid", device=None, dtype=None),
    nn.Conv2d(4, 4, 4, padding="same"),
    nn.Conv2d(in_channels=4, out_channels=8, kernel_size=(1, 3), stride=(2, 3), padding=(0, 1), dilation=(1, 2), groups=4),
]
for layer in layers:
    x = layer(x)
up = nn.ConvTranspose2d(8, 4, (3, 2), (2, 3), (1, 0), output_padding=(1, 2), groups=2, bias=True, dilation=(1, 3))
y = up(x)
target = torch.zeros(1, 4, y.shape[2] - 1, y.shape[3])
print(up(x, output_size=[y.shape[2] - 1, y.shape[3]]).shape, target.shape)
