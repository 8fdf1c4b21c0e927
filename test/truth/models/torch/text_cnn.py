"""Embeddings into one-dimensional convolutions, then a recurrent layer."""
import torch
import torch.nn as nn
import torch.nn.functional as F


class TextCNN(nn.Module):
    def __init__(self, vocab=1000, dim=24, kernels=(2, 3, 4), features=10, hidden=16):
        super().__init__()
        self.embedding = nn.Embedding(vocab, dim, padding_idx=0)
        self.convs = nn.ModuleList([nn.Conv1d(dim, features, k) for k in kernels])
        self.lstm = nn.LSTM(len(kernels) * features, hidden, batch_first=True, bidirectional=True)
        self.mix = nn.Conv1d(2 * hidden, 8, 1)
        self.fc = nn.Linear(8, 2)

    def forward(self, tokens):
        x = self.embedding(tokens).permute(0, 2, 1)
        outs = [F.relu(conv(F.pad(x, (0, conv.kernel_size[0] - 1)))) for conv in self.convs]
        x = torch.cat(outs, dim=1).transpose(1, 2)
        x, (h, c) = self.lstm(x)
        x = self.mix(x.transpose(1, 2))
        x = F.max_pool1d(x, x.size(2)).squeeze(2)
        return self.fc(x)


net = TextCNN()
print(net(torch.randint(0, 1000, (5, 33))).shape)
