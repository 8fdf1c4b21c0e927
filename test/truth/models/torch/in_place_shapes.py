"""Methods that change a tensor's own shape, resizing, and views of one tensor."""
import torch
from torch import nn

x = torch.zeros(3, 12, 10)
x.unsqueeze_(0)
nn.Conv2d(3, 1, 3)(x)
x.transpose_(2, 3)
nn.Conv2d(3, 1, 3)(x)
y = x
y.squeeze_(0)
nn.Conv1d(10, 1, 3)(x)
z = torch.zeros(6)
z.resize_(1, 2, 3)
nn.Conv1d(2, 1, 2)(z)
w = torch.zeros(2, 3)
v = w.t_()
nn.Conv1d(3, 1, 1)(w)
conv = nn.Conv1d(2, 2, 1)
conv.weight.data = torch.zeros(2, 2, 1)
u = torch.zeros(1, 2, 5)
u.data = torch.zeros(1, 2, 9)
print(conv(u).shape, v.shape)
a = torch.zeros(1, 1, 8)
a[:, :, 2:4] = 1
a += 1
a *= torch.ones(8)
print(nn.Conv1d(1, 1, 3)(a).shape)
b = a.new_zeros(size=(1, 1, 4))
print(nn.Conv1d(1, 1, 3)(b).shape)
