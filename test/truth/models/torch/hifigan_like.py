import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.nn.utils import weight_norm, remove_weight_norm, spectral_norm


def pad_of(k, d=1):
    return (k * d - d) // 2


class ResBlock(nn.Module):
    def __init__(self, c, k, dilations):
        super().__init__()
        self.convs1 = nn.ModuleList([weight_norm(nn.Conv1d(c, c, k, 1, dilation=d, padding=pad_of(k, d))) for d in dilations])
        self.convs2 = nn.ModuleList([weight_norm(nn.Conv1d(c, c, k, 1, padding=pad_of(k))) for _ in dilations])

    def forward(self, x):
        for a, b in zip(self.convs1, self.convs2):
            x = b(F.leaky_relu(a(F.leaky_relu(x, 0.1)), 0.1)) + x
        return x

    def remove(self):
        for layer in list(self.convs1) + list(self.convs2):
            remove_weight_norm(layer)


class Generator(nn.Module):
    def __init__(self, h):
        super().__init__()
        self.num_kernels = len(h['kernels'])
        self.pre = weight_norm(nn.Conv1d(h['mels'], h['c'], 7, 1, padding=3))
        self.ups, self.blocks = nn.ModuleList(), nn.ModuleList()
        for i, (u, k) in enumerate(zip(h['rates'], h['up_kernels'])):
            self.ups.append(weight_norm(nn.ConvTranspose1d(h['c'] // 2 ** i, h['c'] // 2 ** (i + 1), k, u, padding=(k - u) // 2)))
        for i in range(len(self.ups)):
            c = h['c'] // 2 ** (i + 1)
            for k, d in zip(h['kernels'], h['dilations']):
                self.blocks.append(ResBlock(c, k, d))
        self.post = weight_norm(nn.Conv1d(c, 1, 7, padding=3))
        self.ups.apply(lambda m: m.weight_v.data.normal_(0, 0.01) if hasattr(m, 'weight_v') else None)

    def forward(self, x):
        x = self.pre(x)
        for i, up in enumerate(self.ups):
            x = up(F.leaky_relu(x, 0.1))
            xs = None
            for j in range(self.num_kernels):
                y = self.blocks[i * self.num_kernels + j](x)
                xs = y if xs is None else xs + y
            x = xs / self.num_kernels
        return torch.tanh(self.post(F.leaky_relu(x)))


class PeriodDiscriminator(nn.Module):
    def __init__(self, period, use_spectral=False):
        super().__init__()
        norm = spectral_norm if use_spectral else weight_norm
        self.period = period
        self.convs = nn.ModuleList([norm(nn.Conv2d(a, b, (5, 1), (3, 1), (2, 0))) for a, b in [(1, 8), (8, 16), (16, 16)]])
        self.post = norm(nn.Conv2d(16, 1, (3, 1), 1, (1, 0)))

    def forward(self, x):
        maps = []
        b, c, t = x.shape
        if t % self.period != 0:
            n = self.period - t % self.period
            x = F.pad(x, (0, n), 'reflect')
            t = t + n
        x = x.view(b, c, t // self.period, self.period)
        for conv in self.convs:
            x = F.leaky_relu(conv(x), 0.1)
            maps.append(x)
        x = self.post(x)
        return torch.flatten(x, 1, -1), maps


h = dict(mels=20, c=32, rates=[4, 2], up_kernels=[8, 4], kernels=[3, 5], dilations=[[1, 3], [1, 2]])
g = Generator(h)
wave = g(torch.randn(1, 20, 11))
for p in (2, 3, 5):
    PeriodDiscriminator(p, p == 2)(wave)
for block in g.blocks:
    block.remove()
g(torch.randn(2, 20, 7))
