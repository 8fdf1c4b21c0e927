import torch
import torch.nn as nn


class DropPath(nn.Module):
    def __init__(self, p=0.0):
        super().__init__()
        self.p = p

    def forward(self, x):
        if self.p == 0.0 or not self.training:
            return x
        mask = x.new_empty((x.shape[0],) + (1,) * (x.ndim - 1)).bernoulli_(1 - self.p)
        return x * mask / (1 - self.p)


class Block(nn.Module):
    def __init__(self, dim, p, scale=1e-6):
        super().__init__()
        self.dw = nn.Conv2d(dim, dim, 7, padding=3, groups=dim)
        self.norm = nn.LayerNorm(dim, eps=1e-6)
        self.pw1, self.act, self.pw2 = nn.Linear(dim, 4 * dim), nn.GELU(), nn.Linear(4 * dim, dim)
        self.gamma = nn.Parameter(scale * torch.ones(dim)) if scale > 0 else None
        self.drop = DropPath(p) if p > 0.0 else nn.Identity()

    def forward(self, x):
        y = self.dw(x).permute(0, 2, 3, 1)
        y = self.pw2(self.act(self.pw1(self.norm(y))))
        if self.gamma is not None:
            y = self.gamma * y
        return x + self.drop(y.permute(0, 3, 1, 2))


class ConvNext(nn.Module):
    def __init__(self, depths=(1, 2, 1), dims=(8, 12, 16), rate=0.2):
        super().__init__()
        rates = [x.item() for x in torch.linspace(0, rate, sum(depths))]
        parts = torch.linspace(0, rate, sum(depths)).split(list(depths))
        self.down = nn.ModuleList([nn.Sequential(nn.Conv2d(3, dims[0], 4, 4), nn.GroupNorm(1, dims[0]))])
        for i in range(len(dims) - 1):
            self.down.append(nn.Sequential(nn.GroupNorm(1, dims[i]), nn.Conv2d(dims[i], dims[i + 1], 2, 2)))
        cur, stages = 0, []
        for i, depth in enumerate(depths):
            assert [p.item() for p in parts[i]] == rates[cur:cur + depth]
            stages.append(nn.Sequential(*[Block(dims[i], rates[cur + j]) for j in range(depth)]))
            cur += depth
        self.stages = nn.ModuleList(stages)
        self.active = [r > 0.1 for r in parts[-1].tolist()]
        self.head = nn.Conv2d(dims[-1], 10 if self.active[0] else 20, 1)

    def forward(self, x):
        for down, stage in zip(self.down, self.stages):
            x = stage(down(x))
        return self.head(x).mean([-2, -1])


ConvNext()(torch.randn(2, 3, 64, 48))
