import torch
import torch.nn as nn
import torch.nn.functional as F


class PrimaryCaps(nn.Module):
    def __init__(self, caps=4, cin=16, cout=4):
        super().__init__()
        self.capsules = nn.ModuleList([nn.Conv2d(cin, cout, 5, 2) for _ in range(caps)])

    def forward(self, x):
        u = torch.stack([c(x).view(x.size(0), -1) for c in self.capsules], dim=-1)
        norm = (u ** 2).sum(dim=-1, keepdim=True)
        return norm * u / ((1.0 + norm) * torch.sqrt(norm + 1e-8))


class ConvGRUCell(nn.Module):
    def __init__(self, cin, hidden, k=3):
        super().__init__()
        self.hidden = hidden
        self.gates = nn.Conv2d(cin + hidden, 2 * hidden, k, padding=k // 2)
        self.cand = nn.Conv2d(cin + hidden, hidden, k, padding=k // 2)

    def forward(self, x, h=None):
        if h is None:
            h = x.new_zeros(x.size(0), self.hidden, *x.shape[2:])
        r, z = torch.sigmoid(self.gates(torch.cat([x, h], 1))).split(self.hidden, dim=1)
        n = torch.tanh(self.cand(torch.cat([x, r * h], 1)))
        return (1 - z) * n + z * h


class Recogniser(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(1, 16, 9)
        self.caps = PrimaryCaps()
        self.cell = ConvGRUCell(16, 6)
        self.rnn = nn.LSTM(6 * 20, 10, bidirectional=True, batch_first=True)
        self.head = nn.Conv1d(20, 5, 3, padding=1)

    def forward(self, seq):
        h, frames = None, []
        for frame in seq.unbind(1):
            x = F.relu(self.stem(frame))
            h = self.cell(x, h)
            frames.append(h.flatten(1))
        caps = self.caps(x)
        y, _ = self.rnn(torch.stack([f[:, : 6 * 20] for f in frames], 1))
        return caps, self.head(y.transpose(1, 2))


Recogniser()(torch.randn(2, 3, 1, 28, 28))
