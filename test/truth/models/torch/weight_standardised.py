import torch
import torch.nn as nn
import torch.nn.functional as F


class WSConv2d(nn.Conv2d):
    def forward(self, x):
        w = self.weight
        mean = w.mean(dim=(1, 2, 3), keepdim=True)
        std = w.std(dim=(1, 2, 3), keepdim=True) + 1e-5
        return F.conv2d(x, (w - mean) / std, self.bias, self.stride, self.padding, self.dilation, self.groups)


class EqualConv(nn.Module):
    def __init__(self, cin, cout, k, stride=1, padding=0):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(cout, cin, k, k))
        self.bias = nn.Parameter(torch.zeros(cout))
        self.scale = (cin * k ** 2) ** -0.5
        self.stride, self.padding = stride, padding

    def forward(self, x):
        return F.conv2d(x, self.weight * self.scale, bias=self.bias, stride=self.stride, padding=self.padding)


class MaskedConv2d(nn.Conv2d):
    def __init__(self, kind, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.register_buffer('mask', torch.ones_like(self.weight))
        _, _, h, w = self.weight.shape
        self.mask[:, :, h // 2, w // 2 + (kind == 'B'):] = 0
        self.mask[:, :, h // 2 + 1:] = 0

    def forward(self, x):
        self.weight.data *= self.mask
        return super().forward(x)


class CondConv(nn.Module):
    def __init__(self, cin, cout, k, experts=3):
        super().__init__()
        self.k, self.cin, self.cout = k, cin, cout
        self.route = nn.Linear(cin, experts)
        self.weight = nn.Parameter(torch.randn(experts, cout * cin * k * k))

    def forward(self, x):
        b, c, h, w = x.shape
        gates = torch.sigmoid(self.route(F.adaptive_avg_pool2d(x, 1).flatten(1)))
        weight = (gates @ self.weight).view(b * self.cout, self.cin, self.k, self.k)
        out = F.conv2d(x.reshape(1, b * c, h, w), weight, padding=self.k // 2, groups=b)
        return out.view(b, self.cout, out.shape[-2], out.shape[-1])


net = nn.Sequential(WSConv2d(3, 8, 3, 2, 1), EqualConv(8, 12, 3, padding=1), MaskedConv2d('A', 12, 12, 5, padding=2), CondConv(12, 6, 3))
print(net(torch.randn(2, 3, 33, 20)).shape)
