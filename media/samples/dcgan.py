"""A DCGAN for 64×64 colour pictures: the generator paints, the discriminator judges.

Hover a layer for its shapes. The generator ends in a head whose kernel its stride does not divide: look at its overlap.
"""

import torch
import torch.nn as nn

nz = 100  # size of the latent vector
ngf = 64  # feature maps in the generator
ndf = 64  # feature maps in the discriminator
nc = 3  # colour channels


class Generator(nn.Module):
    """From a latent vector (nz, 1, 1) to a picture (nc, 64, 64)."""

    def __init__(self):
        super().__init__()
        self.main = nn.Sequential(
            nn.ConvTranspose2d(nz, ngf * 8, 4, 1, 0, bias=False),
            nn.BatchNorm2d(ngf * 8),
            nn.ReLU(True),
            nn.ConvTranspose2d(ngf * 8, ngf * 4, 4, 2, 1, bias=False),
            nn.BatchNorm2d(ngf * 4),
            nn.ReLU(True),
            nn.ConvTranspose2d(ngf * 4, ngf * 2, 4, 2, 1, bias=False),
            nn.BatchNorm2d(ngf * 2),
            nn.ReLU(True),
            nn.ConvTranspose2d(ngf * 2, ngf, 4, 2, 1, bias=False),
            nn.BatchNorm2d(ngf),
            nn.ReLU(True),
            nn.ConvTranspose2d(ngf, nc, 4, 2, 1, bias=False),
            nn.Tanh(),
        )

    def forward(self, z):
        return self.main(z)


class Discriminator(nn.Module):
    """From a picture (nc, 64, 64) to one logit."""

    def __init__(self):
        super().__init__()
        widths = [ndf, ndf * 2, ndf * 4, ndf * 8]
        layers = []
        previous = nc
        for width in widths:
            layers.append(nn.Conv2d(previous, width, kernel_size=4, stride=2, padding=1, bias=False))
            if previous != nc:
                layers.append(nn.BatchNorm2d(width))
            layers.append(nn.LeakyReLU(0.2, inplace=True))
            previous = width
        self.features = nn.Sequential(*layers)
        self.judge = nn.Conv2d(previous, 1, 4, 1, 0, bias=False)

    def forward(self, picture):
        return self.judge(self.features(picture)).flatten(1)


# Kernel 3 with stride 2: neighbouring outputs get 1, 2 or 4 contributions, a checkerboard from the first step on.
upsample = nn.ConvTranspose2d(16, 8, 3, stride=2)
# Kernel 4 with stride 2: every output of the interior gets 4.
upsample_even = nn.ConvTranspose2d(16, 8, 4, stride=2, padding=1)


if __name__ == "__main__":
    generator = Generator()
    discriminator = Discriminator()
    noise = torch.randn(16, nz, 1, 1)
    pictures = generator(noise)
    verdict = discriminator(pictures)
    print(pictures.shape, verdict.shape)
    print(upsample(torch.randn(1, 16, 8, 8)).shape)
