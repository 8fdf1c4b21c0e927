"""Models that the script defines and does not run."""
import torch.nn as nn


class Net(nn.Module):
    def __init__(self, channels=3):
        super().__init__()
        self.conv1 = nn.Conv2d(channels, 32, 3, 1)  # never run
        self.conv2 = nn.Conv2d(32, 64, 3, 1)  # never run
        self.fc1 = nn.Linear(9216, 128)

    def forward(self, x):
        x = self.conv2(self.conv1(x).relu())
        return self.fc1(x.flatten(1))


def autoencoder(width):
    return nn.Sequential(
        nn.Conv2d(1, width, 3, stride=2, padding=1),  # never run
        nn.ReLU(),
        nn.ConvTranspose2d(width, 1, 2, stride=2),  # never run
    )


built = nn.Conv2d(3, 8, 3)
model = nn.Sequential(nn.Conv2d(8, 4, 5), nn.Flatten())
if False:
    model = nn.Conv2d(1, 1, 1)  # never run
