"""A training script that cannot start without arguments."""
# argv: photos --size 48
import argparse
import sys

import torch
import torch.nn as nn


def parse(argv):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder")
    parser.add_argument("--size", type=int, required=True)
    parser.add_argument("--channels", type=int, default=3, choices=[1, 3])
    parser.add_argument("--features", type=int, default=12)
    parser.add_argument("--deep", action="store_true")
    return parser.parse_args(argv)


class Net(nn.Module):
    def __init__(self, channels, features, deep=False):
        super().__init__()
        self.a = nn.Conv2d(channels, features, 4, 2, 1)
        self.b = nn.Conv2d(features, features * 2, 3, padding=1) if deep else nn.Identity()  # never run
        self.c = nn.Conv2d(features, 1, 1)

    def forward(self, x):
        return self.c(self.b(self.a(x)))


def main(argv=None):
    args = parse(sys.argv[1:] if argv is None else argv)
    net = Net(args.channels, args.features, args.deep)
    print(net(torch.rand(2, args.channels, args.size, args.size)).shape)


if __name__ == "__main__":
    main()
