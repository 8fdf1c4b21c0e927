import torch
from torch import nn
from einops import rearrange, repeat
from einops.layers.torch import Rearrange


class Attention(nn.Module):
    def __init__(self, dim, heads=2, dim_head=8):
        super().__init__()
        inner = heads * dim_head
        self.heads = heads
        self.qkv = nn.Conv2d(dim, inner * 3, 1, bias=False)
        self.out = nn.Conv2d(inner, dim, 1)

    def forward(self, x):
        b, c, h, w = x.shape
        q, k, v = map(lambda t: rearrange(t, 'b (h c) x y -> b h c (x y)', h=self.heads), self.qkv(x).chunk(3, dim=1))
        sim = torch.einsum('b h d i, b h d j -> b h i j', q, k).softmax(dim=-1)
        out = torch.einsum('b h i j, b h d j -> b h i d', sim, v)
        return self.out(rearrange(out, 'b h (x y) d -> b (h d) x y', x=h, y=w))


class Hybrid(nn.Module):
    def __init__(self, size=32, patch=8, dim=16):
        super().__init__()
        self.embed = nn.Sequential(Rearrange('b c (h p1) (w p2) -> b (p1 p2 c) h w', p1=patch, p2=patch), nn.Conv2d(3 * patch ** 2, dim, 1))
        self.cls = nn.Parameter(torch.randn(1, 1, dim))
        self.attn = Attention(dim)
        self.layer = nn.TransformerEncoder(nn.TransformerEncoderLayer(dim, 2, 32, batch_first=True), 2)
        self.up = nn.Sequential(nn.Conv2d(dim, dim * 4, 3, padding=1), Rearrange('b (c s1 s2) h w -> b c (h s1) (w s2)', s1=2, s2=2), nn.Conv2d(dim, 3, 3, padding='same'))

    def forward(self, img):
        x = self.attn(self.embed(img))
        h, w = x.shape[-2:]
        tokens = torch.cat((repeat(self.cls, '1 1 d -> b 1 d', b=x.shape[0]), rearrange(x, 'b c h w -> b (h w) c')), dim=1)
        tokens = self.layer(tokens)[:, 1:]
        return self.up(rearrange(tokens, 'b (h w) c -> b c h w', h=h, w=w))


Hybrid()(torch.randn(2, 3, 32, 48))
