"""A convolutional variational autoencoder; the flattened size is computed from a dummy picture."""
import torch
from torch import nn
from torch.nn import functional as F


class VAE(nn.Module):
    def __init__(self, latent=16, hidden=(16, 32)):
        super().__init__()
        steps = []
        channels = 1
        for h in hidden:
            steps.append(nn.Sequential(nn.Conv2d(channels, h, 3, stride=2, padding=1), nn.BatchNorm2d(h), nn.LeakyReLU()))
            channels = h
        self.encoder = nn.Sequential(*steps)
        with torch.no_grad():
            probe = self.encoder(torch.zeros(1, 1, 28, 28))
        self.shape = probe.shape[1:]
        self.flat = probe.numel()
        self.mu = nn.Linear(self.flat, latent)
        self.log_var = nn.Linear(self.flat, latent)
        self.up = nn.Linear(latent, self.flat)
        turned = list(reversed(hidden))
        self.decoder = nn.Sequential(
            nn.ConvTranspose2d(turned[0], turned[1], 3, stride=2, padding=1, output_padding=1),
            nn.ReLU(),
            nn.ConvTranspose2d(turned[1], 1, 3, stride=2, padding=1, output_padding=1),
        )

    def encode(self, x):
        h = torch.flatten(self.encoder(x), start_dim=1)
        return self.mu(h), self.log_var(h)

    def reparameterize(self, mu, log_var):
        std = torch.exp(0.5 * log_var)
        return mu + torch.randn_like(std) * std

    def forward(self, x):
        mu, log_var = self.encode(x)
        z = self.reparameterize(mu, log_var)
        h = self.up(z).view(-1, *self.shape)
        return torch.sigmoid(self.decoder(h)), mu, log_var


model = VAE()
picture, mu, log_var = model(torch.rand(6, 1, 28, 28))
kl = -0.5 * torch.sum(1 + log_var - mu.pow(2) - log_var.exp())
print(F.mse_loss(picture, torch.zeros_like(picture)), kl)
