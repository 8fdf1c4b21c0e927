"""Strided one-dimensional layers on odd lengths, with pools in between."""
import torch
from torch import nn

rate = 16000
seconds = 0.5
samples = int(rate * seconds) + 1
net = nn.Sequential(
    nn.Conv1d(1, 32, kernel_size=80, stride=16),
    nn.BatchNorm1d(32),
    nn.ReLU(),
    nn.MaxPool1d(4),
    nn.Conv1d(32, 32, kernel_size=3),
    nn.AvgPool1d(3, 2, 1),
    nn.Conv1d(32, 64, 5, padding=2, stride=3),
    nn.MaxPool1d(2, ceil_mode=True),
    nn.ConvTranspose1d(64, 8, 5, stride=3, output_padding=2),
    nn.AdaptiveAvgPool1d(1),
    nn.Flatten(),
    nn.Linear(8, 35),
)
print(net(torch.randn(3, 1, samples)).shape)
