import math
import torch
from torch import nn
import torch.nn.functional as F


def exists(x):
    return x is not None


def timestep_embedding(t, dim):
    half = dim // 2
    freqs = torch.exp(-math.log(10000) * torch.arange(half, dtype=torch.float32) / half)
    args = t[:, None].float() * freqs[None]
    emb = torch.cat([torch.cos(args), torch.sin(args)], dim=-1)
    return F.pad(emb, (0, 1)) if dim % 2 else emb


class TimestepSequential(nn.Sequential):
    def forward(self, x, emb):
        for layer in self:
            x = layer(x, emb) if isinstance(layer, ResBlock) else layer(x)
        return x


class ResBlock(nn.Module):
    def __init__(self, c, emb, out=None):
        super().__init__()
        out = out or c
        self.in_layers = nn.Sequential(nn.GroupNorm(4, c), nn.SiLU(), nn.Conv2d(c, out, 3, padding=1))
        self.emb = nn.Linear(emb, 2 * out)
        self.out_layers = nn.Sequential(nn.GroupNorm(4, out), nn.SiLU(), nn.Conv2d(out, out, 3, padding=1))
        self.skip = nn.Identity() if out == c else nn.Conv2d(c, out, 1)

    def forward(self, x, emb):
        h = self.in_layers(x)
        e = self.emb(emb).type(h.dtype)
        while len(e.shape) < len(h.shape):
            e = e[..., None]
        norm, rest = self.out_layers[0], self.out_layers[1:]
        scale, shift = torch.chunk(e, 2, dim=1)
        return self.skip(x) + rest(norm(h) * (1 + scale) + shift)


class QKV(nn.Module):
    def __init__(self, c, heads=2):
        super().__init__()
        self.heads = heads
        self.norm, self.qkv, self.proj = nn.GroupNorm(4, c), nn.Conv1d(c, 3 * c, 1), nn.Conv1d(c, c, 1)

    def forward(self, x):
        b, c, *spatial = x.shape
        x = x.reshape(b, c, -1)
        qkv = self.qkv(self.norm(x)).reshape(b * self.heads, -1, x.shape[-1])
        q, k, v = qkv.split(c // self.heads, dim=1)
        w = torch.softmax(torch.einsum('bct,bcs->bts', q, k), dim=-1)
        a = torch.einsum('bts,bcs->bct', w, v).reshape(b, -1, x.shape[-1])
        return (x + self.proj(a)).reshape(b, c, *spatial)


class UNet(nn.Module):
    def __init__(self, ch=8, mult=(1, 2, 2), blocks=1, attention=(2,)):
        super().__init__()
        emb = ch * 4
        self.ch = ch
        self.time = nn.Sequential(nn.Linear(ch, emb), nn.SiLU(), nn.Linear(emb, emb))
        self.down = nn.ModuleList([TimestepSequential(nn.Conv2d(3, ch, 3, padding=1))])
        chans, c, ds = [ch], ch, 1
        for level, m in enumerate(mult):
            for _ in range(blocks):
                layers = [ResBlock(c, emb, m * ch)]
                c = m * ch
                if ds in attention:
                    layers.append(QKV(c))
                self.down.append(TimestepSequential(*layers))
                chans.append(c)
            if level != len(mult) - 1:
                self.down.append(TimestepSequential(nn.Conv2d(c, c, 3, stride=2, padding=1)))
                chans.append(c)
                ds *= 2
        self.mid = TimestepSequential(ResBlock(c, emb), QKV(c), ResBlock(c, emb))
        self.up = nn.ModuleList()
        for level, m in list(enumerate(mult))[::-1]:
            for i in range(blocks + 1):
                layers = [ResBlock(c + chans.pop(), emb, ch * m)]
                c = ch * m
                if level and i == blocks:
                    layers.append(nn.Sequential(nn.Upsample(scale_factor=2), nn.Conv2d(c, c, 3, padding=1)))
                self.up.append(TimestepSequential(*layers))
        self.out = nn.Sequential(nn.GroupNorm(4, c), nn.SiLU(), nn.Conv2d(c, 3, 3, padding=1))

    def forward(self, x, t):
        emb = self.time(timestep_embedding(t, self.ch))
        hs, h = [], x
        for module in self.down:
            h = module(h, emb)
            hs.append(h)
        h = self.mid(h, emb)
        for module in self.up:
            h = module(torch.cat([h, hs.pop()], dim=1), emb)
        return self.out(h)


x = torch.randn(2, 3, 32, 24)
betas = torch.linspace(1e-4, 0.02, 10)
alphas = torch.cumprod(1.0 - betas, dim=0)
t = torch.randint(0, 10, (2,))
a = alphas[t].view(-1, 1, 1, 1)
UNet()(a.sqrt() * x + (1 - a).sqrt() * torch.randn_like(x), t)
