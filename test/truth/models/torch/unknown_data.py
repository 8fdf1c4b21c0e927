"""Data from files that are not here: shapes are unknown, what the code says about them is not."""
import pathlib

import torch
from torch import nn

folder = pathlib.Path(__file__).parent / "no_such_folder"
files = sorted(folder.glob("*.pt"))
conv = nn.Conv2d(3, 6, 3, padding=1)
for file in files:
    batch = torch.load(file)
    print(conv(batch).shape)
if files:
    extra = nn.Conv2d(6, 6, 1)  # never run
else:
    batch = torch.zeros(1, 3, 8, 8)
up = nn.ConvTranspose2d(3, 2, 2, stride=2)
print(up(torch.zeros(1, 3, 5, 7)).shape)


class Net(nn.Module):
    def __init__(self, width=int((folder / "width.txt").read_text()) if folder.exists() else 10):
        super().__init__()
        self.conv = nn.Conv2d(1, width, 3)

    def forward(self, x):
        return self.conv(x)


print(Net()(torch.zeros(2, 1, 6, 6)).shape)
