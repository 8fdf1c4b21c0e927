"""DataParallel, no_grad as a decorator and as a block, checkpointing, script, and half-precision helpers."""
import contextlib

import torch
import torch.nn as nn
from torch.utils.checkpoint import checkpoint


class Net(nn.Module):
    def __init__(self, use_checkpoint=True):
        super().__init__()
        self.use_checkpoint = use_checkpoint
        self.a = nn.Conv2d(3, 4, 3, padding=1)
        self.b = nn.Conv2d(4, 5, 3, stride=2)

    def forward(self, x):
        x = self.a(x)
        if self.use_checkpoint and x.requires_grad:
            return checkpoint(self.b, x, use_reentrant=False)
        return self.b(x)


@torch.no_grad()
def evaluate(net, sizes):
    net.eval()
    return [tuple(net(torch.zeros(1, 3, s, s)).shape) for s in sizes]


@contextlib.contextmanager
def training(net):
    before = net.training
    net.train()
    try:
        yield net
    finally:
        net.train(before)


net = Net()
model = nn.DataParallel(net) if torch.cuda.device_count() > 1 else net
print(evaluate(model, [9, 12]))
with training(model) as m, torch.enable_grad():
    out = m(torch.rand(2, 3, 20, 22, requires_grad=True))
with torch.no_grad():
    out = nn.Conv2d(out.shape[1], 1, 1).to("cpu").float()(out.detach().clone().float())
with torch.autocast("cpu", enabled=False):
    print(nn.DataParallel(nn.Conv2d(1, 2, 3))(out).shape)
