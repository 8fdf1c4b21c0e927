"""Patch embedding by a strided convolution, and back to a map."""
import torch
import torch.nn as nn


def pair(value):
    return value if isinstance(value, tuple) else (value, value)


class PatchEmbed(nn.Module):
    def __init__(self, image_size=224, patch_size=16, channels=3, dim=96):
        super().__init__()
        self.image_size, self.patch_size = pair(image_size), pair(patch_size)
        self.grid = tuple(i // p for i, p in zip(self.image_size, self.patch_size))
        self.proj = nn.Conv2d(channels, dim, kernel_size=self.patch_size, stride=self.patch_size)
        self.norm = nn.LayerNorm(dim)

    def forward(self, x):
        B, C, H, W = x.shape
        assert (H, W) == self.image_size, "wrong size"
        return self.norm(self.proj(x).flatten(2).transpose(1, 2))


class Mixer(nn.Module):
    def __init__(self, embed, dim=96):
        super().__init__()
        self.embed = embed
        self.token = nn.Conv1d(embed.grid[0] * embed.grid[1], 32, 1)
        self.up = nn.ConvTranspose2d(dim, 3, embed.patch_size, embed.patch_size)
        self.local = nn.Conv2d(dim, dim, 3, 1, 1, groups=dim)

    def forward(self, x):
        tokens = self.embed(x)
        B, L, D = tokens.shape
        h, w = self.embed.grid
        mixed = self.token(tokens)
        plane = tokens.permute(0, 2, 1).reshape(B, D, h, w).contiguous()
        plane = plane + self.local(plane)
        return mixed.mean(dim=1), self.up(plane)


net = Mixer(PatchEmbed((96, 64), 8))
a, b = net(torch.zeros(3, 3, 96, 64))
print(a.shape, b.shape)
