import torch
import torch.nn as nn

boxes = torch.tensor([[0.0, 0.0, 8.0, 8.0], [2.0, 2.0, 10.0, 6.0], [1.0, 1.0, 2.0, 2.0]])
area = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
keep = area > 4
crops = torch.randn(3, 4, 9, 9)[keep]
nn.Conv2d(4, 2, 3)(crops)
sizes = torch.tensor([12, 7, 9])
order = sizes.argsort(descending=True)
longest = int(sizes.max())
batch = torch.zeros(3, 5, longest)
for i, n in enumerate(sizes):
    batch[i, :, :n] = 1
nn.Conv1d(5, 4, 3)(batch[order])
mask = torch.arange(longest)[None, :] < sizes[:, None]
nn.Conv1d(4, 1, int(mask.sum()) // 9)(torch.randn(1, 4, longest))
channels = torch.tensor([1, 0, 1, 1], dtype=torch.bool)
conv = nn.Conv2d(4, 6, 3)
conv.weight = nn.Parameter(conv.weight[:, channels])
conv(torch.randn(1, 4, 8, 8)[:, channels])
scores = torch.randn(10)
scores[scores > 0] = 1
nn.Conv1d(1, 1, 3)(scores[None, None])
chosen = torch.randn(6, 3, 5, 5)[torch.randn(6) > 0]
nn.Conv2d(3, 2, 3)(chosen)
