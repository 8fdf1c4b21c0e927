"""Weights initialised by class name, counted, copied between models, and saved."""
import torch
import torch.nn as nn


def weights_init(m):
    classname = m.__class__.__name__
    if classname.find("Conv") != -1:
        nn.init.normal_(m.weight.data, 0.0, 0.02)
        if hasattr(m, "bias") and m.bias is not None:
            m.bias.data.zero_()
    elif classname.find("BatchNorm") != -1:
        m.weight.data.normal_(1.0, 0.02)
        m.bias.data.fill_(0)


class Block(nn.Module):
    counter = 0

    def __init__(self, cin, cout):
        super().__init__()
        Block.counter += 1
        self.id = Block.counter
        self.conv = nn.Conv2d(cin, cout, 3, padding=self.id)
        self.bn = nn.BatchNorm2d(cout)

    def forward(self, x):
        return self.bn(self.conv(x))


net = nn.Sequential(Block(1, 4), Block(4, 8), Block(8, 2))
net.apply(weights_init)
ema = nn.Sequential(*(Block(a, b) for a, b in [(1, 4), (4, 8), (8, 2)]))
ema.load_state_dict(net.state_dict())
for p, q in zip(net.parameters(), ema.parameters()):
    q.data.mul_(0.9).add_(p.data, alpha=0.1)
params = sum(p.numel() for p in net.parameters() if p.requires_grad)
x = torch.ones(1, 1, 10, 12)
print(net(x).shape, ema(x).shape, params)
mean = nn.Conv2d(1, net[0].conv.weight.size(0), net[1].conv.weight.shape[2:])
print(mean(x).shape)
