"""Writes tensorFacts.json: expressions of torch and NumPy with the sizes, element types and elements of their results.

Run it with a Python that has torch and numpy: python tensorFacts.py. An expression may need lines before it (after a |).
"""

import json
from pathlib import Path

import numpy as np
import torch

HEAD = 'import torch, numpy as np, torch.nn as nn, torch.nn.functional as F\nfrom torch.utils.data import *\nfrom torch.distributions import *'

EXPRESSIONS = r"""
np.array([1, 2, 3])
np.array([[1.5, 2], [3, 4]])
np.array([True, False])
np.array([1, 2.5])
np.array([])
np.zeros((2, 3))
np.ones(3, dtype=np.int64)
np.full((2, 2), 7)
np.full(2, 1.5)
np.eye(3)
np.eye(2, 3, k=1)
np.arange(6).reshape(2, 3)
np.arange(2, 8, 2)
np.arange(3, dtype=np.float32)
np.arange(6).reshape(2, 3).T
np.arange(6).reshape(2, 3)[::-1]
np.arange(6)[4:1:-2]
np.arange(6)[-2::-1]
np.arange(24).reshape(2, 3, 4).transpose(2, 0, 1)
np.arange(24).reshape(2, 3, 4).transpose((0, 2, 1)).shape
np.transpose(np.zeros((2, 3, 4)))
np.zeros((2, 3, 4)).swapaxes(0, 2)
np.arange(6).reshape(2, 3).repeat(2, axis=0)
np.arange(3).repeat(2)
np.tile(np.zeros((2, 3)), (2, 1, 1))
np.arange(4) / 2
np.arange(4) // 2
np.arange(4) % 3
np.arange(4) * 1.5
2 ** np.array([1, 3, 2])
np.arange(3) + np.array([0.5, 1, 2])
np.arange(3, dtype=np.float32) * 2.5
np.arange(3, dtype=np.int32) + np.arange(3)
np.arange(3, dtype=np.float32) + np.arange(3)
np.array([1, 2]) > 1
-np.arange(3)
abs(np.array([-1, 2]))
np.arange(6).reshape(2, 3).sum()
np.arange(6).reshape(2, 3).sum(axis=0)
np.arange(6).reshape(2, 3).mean(axis=1)
np.arange(6).reshape(2, 3).max(axis=1, keepdims=True)
np.array([3, 1, 2]).argmax()
np.prod(np.array([4, 2, 2]))
np.prod([4, 2, 2])
np.mean([1, 2, 4])
np.max([[1, 5], [2, 3]], axis=0)
np.any(np.array([0, 1]))
np.cumsum([1, 2, 3])
np.ceil(np.array([1.2, 2.0]))
np.sqrt(np.array([4.0, 9.0]))
np.sqrt(np.array([4, 9]))
np.round(np.array([0.5, 1.5, 2.6]))
int(np.ceil(48 / np.array(8)) * 8)
[int(np.ceil(p / d) * d) for p, d in zip((17, 48), 2 ** np.array([2, 3]))]
np.concatenate([np.zeros((2, 3)), np.ones((1, 3))])
np.concatenate([np.arange(2), np.array([0.5])])
np.stack([np.arange(3), np.arange(3)], axis=-1)
np.vstack([np.arange(3), np.arange(3)])
np.hstack([np.ones((2, 1)), np.zeros((2, 2))])
np.expand_dims(np.arange(3), 0)
np.squeeze(np.zeros((1, 3, 1)))
np.where(np.array([1, 0, 2]) > 0)
np.unique([3, 1, 3])
np.diff([1, 4, 9])
np.pad(np.zeros((2, 3)), ((1, 1), (0, 2)))
np.pad(np.zeros(3), 2)
np.clip(np.array([1, 5, 9]), 2, 6)
np.meshgrid(np.arange(2), np.arange(3))
np.maximum(np.array([1, 5]), 3)
np.array([10, 13, 16, 30]).reshape(-1, 2)[:, 0]
np.arange(5)[np.array([0, 2])]
np.arange(5)[np.arange(5) > 2]
np.zeros((2, 3)).astype(np.uint8)
np.array([1.7, -1.7]).astype(int)
np.array([1, 2]).size
np.zeros((4, 5)).ndim
np.float32(3)
np.int64(3.7)
np.outer(np.arange(2), np.arange(3)).shape
a.tolist() | a = np.zeros((2, 2)); a[0, 1] = 3; a[1] += 2
a | a = np.arange(4); a[a > 1] = 9
torch.from_numpy(np.arange(3))
torch.from_numpy(np.zeros((2, 3), dtype=np.float32))
torch.tensor(np.array([1, 2]))
torch.tensor([np.int64(3), np.int64(4)])
torch.arange(3).numpy()
torch.ones(2, 3).numpy().astype(np.int32)
torch.zeros(3) + torch.arange(3).numpy()
torch.ones(2) * np.float64(2)
torch.flatten(torch.arange(6).view(2, 3), 1) - 1
nn.Flatten()(torch.arange(6).view(1, 2, 3))
F.relu(torch.arange(3) - 1)
F.pad(torch.arange(3), (1, 1)).dtype == torch.int64
F.interpolate(torch.ones(1, 1, 2, 2), scale_factor=2).dtype == torch.float32
F.one_hot(torch.tensor([0, 2]), 3)
nn.Linear(2, 3)(torch.zeros(4, 2)).shape
m(torch.zeros(1, 5)).shape | m = nn.Linear(3, 4); m.weight = nn.Parameter(torch.zeros(4, 5))
m(torch.zeros(2, dtype=torch.long)).shape | m = nn.Embedding(5, 4); m.weight = nn.Parameter(torch.zeros(6, 3))
m(torch.zeros(1, 2, 3, 3)).shape | m = nn.BatchNorm2d(4); m.weight.data = m.weight.data[:2]; m.bias.data = m.bias.data[:2]; m.running_mean = m.running_mean[:2]; m.running_var = m.running_var[:2]
torch.stack([torch.arange(2), torch.arange(2, 4)])
torch.stack([torch.arange(2), torch.arange(2, 4)], dim=1)
torch.cat([torch.arange(4).view(2, 2), torch.arange(2).view(2, 1)], dim=1)
torch.cat([torch.arange(2), torch.tensor([0.5])])
torch.hstack([torch.arange(2).view(2, 1), torch.arange(4).view(2, 2)])
torch.stack(torch.meshgrid(torch.arange(2), torch.arange(3), indexing='ij')).flatten(1)
torch.zeros(2, 16, 3)[:, :torch.IntTensor([8])[0]].shape
torch.arange(6)[torch.tensor(1):torch.tensor(4)]
torch.unique(torch.tensor([3, 1, 3, 3]), return_counts=True)
torch.unique(torch.tensor([3, 1, 3]), return_inverse=True)
torch.round(torch.log(torch.tensor([10.0, 100.0])) / 2.302585)
torch.round(torch.exp(torch.tensor([0.1, 1.0])) * 3)
torch.round(3 * torch.pow(2.49, torch.tensor([0.0, 1.0, 2.0])) / 8) * 8
torch.log(torch.tensor([1.0, 50.0])).int()
torch.ones(2).new(2, 3).shape
torch.ones(2).new_full((2, 2), 3).shape
torch.ones(2).new_tensor([1, 2]).shape
torch.linalg.lu(torch.zeros(3, 5))[1].shape
F.pad(torch.zeros(1, 4), (torch.tensor(1), torch.tensor(2))).shape
nn.Conv2d(3, np.int64(4), np.int64(3))(torch.zeros(1, 3, 8, 8)).shape
m.weight.shape | m = nn.utils.fuse_conv_bn_eval(nn.Conv2d(3, 6, 3).eval(), nn.BatchNorm2d(6).eval())
nn.utils.rnn.pack_padded_sequence(torch.zeros(3, 5, 2), [5, 3, 1], batch_first=True).batch_sizes
nn.utils.rnn.pack_padded_sequence(torch.zeros(3, 5, 2), [5, 3, 1], batch_first=True).data.shape
nn.utils.rnn.pad_packed_sequence(nn.utils.rnn.pack_padded_sequence(torch.zeros(3, 5, 2), [4, 3, 1], batch_first=True))[0].shape
nn.utils.rnn.pad_sequence([torch.zeros(3, 2), torch.zeros(5, 2)], batch_first=True).shape
h.shape | p = nn.utils.rnn.pack_padded_sequence(torch.zeros(3, 5, 2), [5, 3, 1], batch_first=True); o, h = nn.GRU(2, 4)(p)
Normal(torch.zeros(3, 1), torch.ones(2)).rsample((5,)).shape
Normal(0.0, 1.0).sample().shape
Normal(torch.zeros(2), 1.0).log_prob(torch.zeros(4, 2)).shape
Categorical(logits=torch.zeros(4, 5)).sample().shape
Categorical(logits=torch.zeros(4, 5)).log_prob(torch.zeros(3, 4)).shape
Bernoulli(probs=torch.ones(2, 3) * 0.5).entropy().shape
Independent(Normal(torch.zeros(4, 3), 1.0), 1).log_prob(torch.zeros(4, 3)).shape
MultivariateNormal(torch.zeros(3), torch.eye(3)).sample((2,)).shape
OneHotCategorical(torch.ones(2, 3)).sample().shape
kl_divergence(Normal(torch.zeros(3), 1.0), Normal(0.0, 1.0)).shape
[tuple(x.shape) for x, y in DataLoader(TensorDataset(torch.zeros(10, 3), torch.arange(10)), batch_size=4)]
[y for x, y in DataLoader(TensorDataset(torch.zeros(5, 3), torch.arange(5)), batch_size=2)]
[x.shape for x in DataLoader(torch.zeros(9, 2), batch_size=4, drop_last=True, shuffle=True)]
len(DataLoader(list(range(10)), batch_size=3))
[len(part) for part in random_split(range(10), [0.5, 0.3, 0.2])]
[b[0].shape for b in DataLoader(Subset(TensorDataset(torch.zeros(10, 3)), [1, 2, 5]), 2)]
[tuple(b['x'].shape) for b in DataLoader([{'x': torch.zeros(2), 'n': i} for i in range(3)], 2)]
[b.shape for b in DataLoader(ConcatDataset([torch.zeros(3, 2), torch.zeros(2, 2)]), 5)]
[x.shape for x in DataLoader([np.zeros((2, 2), dtype=np.float32)] * 3, 3)]
DataLoader(TensorDataset(torch.zeros(40, 3)), batch_size=20).__iter__().__next__()[0].shape
torch.func.functional_call(nn.Linear(3, 4), {'weight': torch.zeros(5, 3), 'bias': torch.zeros(5)}, (torch.zeros(2, 3),)).shape
torch.func.vmap(lambda x: x.sum(0))(torch.zeros(4, 3, 2)).shape
sorted(n for n, _ in m.named_parameters()) | m = nn.Linear(2, 3); import torch.nn.utils.prune as prune; prune.l1_unstructured(m, 'weight', 0.5)
m.get_parameter('0.weight').shape | m = nn.Sequential(nn.Linear(2, 3))
seen | seen = []; m = nn.Linear(2, 3); h = m.register_forward_hook(lambda m, a, k, o: seen.append(len(k)), with_kwargs=True); y = m(input=torch.zeros(1, 2))
torch.jit.trace(nn.Linear(2, 3), torch.zeros(1, 2))(torch.ones(1, 2)).shape
m(torch.zeros(1, 4, 2, 2)).shape | m = type('N', (nn.modules.batchnorm._BatchNorm,), {'_check_input_dim': lambda self, x: None})(4)
""".strip().split('\n')


def fact(value):
    if isinstance(value, torch.Size):
        return list(value)
    if isinstance(value, (torch.Tensor, np.ndarray, np.generic)):
        kind = 'Tensor' if isinstance(value, torch.Tensor) else 'ndarray'
        shape = list(value.shape)
        values = [float(x) for x in value.reshape(-1).tolist()] if value.size != 0 or True else []
        return {'kind': kind, 'shape': shape, 'dtype': str(value.dtype).replace('torch.', ''), 'values': values}
    if isinstance(value, (list, tuple)):
        return [fact(one) for one in value]
    return value


def main():
    rows = []
    for line in EXPRESSIONS:
        expression, _, before = line.partition(' | ')
        names = {}
        exec(HEAD, names)
        exec(before, names)
        rows.append({'expression': expression, 'before': before, 'fact': fact(eval(expression, names))})
    meta = {'torch': torch.__version__, 'numpy': np.__version__, 'head': HEAD}
    text = ',\n'.join(json.dumps(row) for row in rows)
    Path(__file__).with_suffix('.json').write_text(f'{{"meta": {json.dumps(meta)},\n"rows": [\n{text}\n]}}\n')


if __name__ == '__main__':
    main()
