"""Classes that are named like PyTorch's and are not."""
import torch
from torch import nn


class Conv2d(nn.Module):
    """Padding that keeps the size, whatever the kernel."""

    def __init__(self, cin, cout, kernel):
        super().__init__()
        self.inner = nn.Conv2d(cin, cout, kernel, padding=kernel // 2)

    def forward(self, x):
        return self.inner(x)


class layers:
    @staticmethod
    def Conv2D(filters, size):
        return (filters, size)


table = layers.Conv2D(8, 3)
net = nn.Sequential(Conv2d(3, 6, 5), nn.ReLU(), Conv2d(6, 9, 3))
print(net(torch.rand(1, 3, 20, 24)).shape, table)
