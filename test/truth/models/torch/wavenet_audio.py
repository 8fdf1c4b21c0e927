"""Dilated one-dimensional convolutions over audio of an odd length; causal by padding on the left."""
import torch
import torch.nn as nn
import torch.nn.functional as F


class CausalConv1d(nn.Conv1d):
    def __init__(self, cin, cout, kernel_size, dilation=1):
        super().__init__(cin, cout, kernel_size, dilation=dilation)
        self.left = (kernel_size - 1) * dilation

    def forward(self, x):
        return super().forward(F.pad(x, (self.left, 0)))


class Residual(nn.Module):
    def __init__(self, channels, dilation):
        super().__init__()
        self.gate = CausalConv1d(channels, 2 * channels, 2, dilation)
        self.out = nn.Conv1d(channels, channels, 1)
        self.skip = nn.Conv1d(channels, 12, 1)

    def forward(self, x):
        a, b = self.gate(x).chunk(2, dim=1)
        z = torch.tanh(a) * torch.sigmoid(b)
        return x + self.out(z), self.skip(z)


class WaveNet(nn.Module):
    def __init__(self, layers=4, stacks=2, channels=8):
        super().__init__()
        self.first = CausalConv1d(1, channels, 2)
        self.blocks = nn.ModuleList([Residual(channels, 2**i) for _ in range(stacks) for i in range(layers)])
        self.last = nn.Sequential(nn.ReLU(), nn.Conv1d(12, 12, 1), nn.ReLU(), nn.Conv1d(12, 256, 1))

    def forward(self, x):
        x = self.first(x)
        total = 0
        for block in self.blocks:
            x, skip = block(x)
            total = total + skip
        return self.last(total)


audio = torch.randn(1, 1, 4001)
print(WaveNet()(audio).shape)
