"""A script in functions, started from main(), with a configuration object."""
import types

import torch
from torch import nn, optim
from torch.utils.data import DataLoader, TensorDataset

cfg = types.SimpleNamespace(scale=3, channels=1, d=8, s=4, m=2, batch=2, epochs=1)


class FSRCNN(nn.Module):
    def __init__(self, scale_factor, num_channels=1, d=56, s=12, m=4):
        super().__init__()
        self.first_part = nn.Sequential(nn.Conv2d(num_channels, d, kernel_size=5, padding=5 // 2), nn.PReLU(d))
        self.mid_part = [nn.Conv2d(d, s, kernel_size=1), nn.PReLU(s)]
        for _ in range(m):
            self.mid_part.extend([nn.Conv2d(s, s, kernel_size=3, padding=3 // 2), nn.PReLU(s)])
        self.mid_part.extend([nn.Conv2d(s, d, kernel_size=1), nn.PReLU(d)])
        self.mid_part = nn.Sequential(*self.mid_part)
        self.last_part = nn.ConvTranspose2d(d, num_channels, kernel_size=9, stride=scale_factor, padding=9 // 2, output_padding=scale_factor - 1)

    def forward(self, x):
        return self.last_part(self.mid_part(self.first_part(x)))


def train_one_epoch(model, loader, criterion, optimizer):
    model.train()
    for inputs, labels in loader:
        optimizer.zero_grad()
        outputs = model(inputs)
        loss = criterion(outputs, labels)
        loss.backward()
        optimizer.step()


def main():
    device = "cuda" if torch.cuda.is_available() else "cpu"
    model = FSRCNN(cfg.scale, cfg.channels, cfg.d, cfg.s, cfg.m).to(device)
    optimizer = optim.Adam([{"params": model.first_part.parameters()}, {"params": model.last_part.parameters(), "lr": 1e-4}], lr=1e-3)
    data = TensorDataset(torch.rand(4, 1, 10, 11), torch.rand(4, 1, 30, 33))
    for epoch in range(cfg.epochs):
        train_one_epoch(model, DataLoader(data, batch_size=cfg.batch, shuffle=True), nn.MSELoss(), optimizer)
    model.eval()
    with torch.no_grad():
        print(model(torch.rand(1, 1, 7, 7)).shape)


if __name__ == "__main__":
    main()
