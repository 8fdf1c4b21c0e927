"""Trains a small DCGAN on random pictures: nothing to download, and every size comes from the options' defaults."""

import argparse

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

parser = argparse.ArgumentParser()
parser.add_argument("--batch-size", type=int, default=32)
parser.add_argument("--epochs", type=int, default=2)
parser.add_argument("--image-size", type=int, default=64)
parser.add_argument("--noise", type=int, default=100, help="length of the noise vector")
parser.add_argument("--width", type=int, default=64, help="channels of the largest pictures")


class Generator(nn.Module):
    """Noise to picture: 1×1 to 4×4, then twice the size with each layer."""

    def __init__(self, noise, width, image_size):
        super().__init__()
        channels = width * image_size // 8
        layers = [nn.ConvTranspose2d(noise, channels, kernel_size=4, bias=False), nn.BatchNorm2d(channels), nn.ReLU(True)]
        while channels > width:
            layers += [
                nn.ConvTranspose2d(channels, channels // 2, kernel_size=4, stride=2, padding=1, bias=False),
                nn.BatchNorm2d(channels // 2),
                nn.ReLU(True),
            ]
            channels //= 2
        layers += [nn.ConvTranspose2d(channels, 3, kernel_size=4, stride=2, padding=1), nn.Tanh()]
        self.layers = nn.Sequential(*layers)

    def forward(self, noise):
        return self.layers(noise)


class Discriminator(nn.Module):
    """Picture to verdict: half the size with each layer, down to 4×4, then to one number."""

    def __init__(self, width, image_size):
        super().__init__()
        layers = [nn.Conv2d(3, width, kernel_size=4, stride=2, padding=1), nn.LeakyReLU(0.2, True)]
        channels, size = width, image_size // 2
        while size > 4:
            layers += [
                nn.Conv2d(channels, channels * 2, kernel_size=4, stride=2, padding=1, bias=False),
                nn.BatchNorm2d(channels * 2),
                nn.LeakyReLU(0.2, True),
            ]
            channels, size = channels * 2, size // 2
        self.layers = nn.Sequential(*layers, nn.Conv2d(channels, 1, kernel_size=4))

    def forward(self, pictures):
        return self.layers(pictures).flatten()


def main():
    options = parser.parse_args()
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    pictures = torch.rand(4 * options.batch_size, 3, options.image_size, options.image_size) * 2 - 1
    loader = DataLoader(TensorDataset(pictures), batch_size=options.batch_size, shuffle=True, drop_last=True)
    generator = Generator(options.noise, options.width, options.image_size).to(device)
    discriminator = Discriminator(options.width, options.image_size).to(device)
    loss = nn.BCEWithLogitsLoss()
    learn_g = torch.optim.Adam(generator.parameters(), lr=2e-4, betas=(0.5, 0.999))
    learn_d = torch.optim.Adam(discriminator.parameters(), lr=2e-4, betas=(0.5, 0.999))
    for epoch in range(options.epochs):
        for (real,) in loader:
            real = real.to(device)
            ones = torch.ones(real.size(0), device=device)
            zeros = torch.zeros(real.size(0), device=device)
            fake = generator(torch.randn(real.size(0), options.noise, 1, 1, device=device))

            learn_d.zero_grad()
            loss_d = loss(discriminator(real), ones) + loss(discriminator(fake.detach()), zeros)
            loss_d.backward()
            learn_d.step()

            learn_g.zero_grad()
            loss_g = loss(discriminator(fake), ones)
            loss_g.backward()
            learn_g.step()
        print(f"epoch {epoch}: discriminator {loss_d.item():.3f}, generator {loss_g.item():.3f}")


if __name__ == "__main__":
    main()
