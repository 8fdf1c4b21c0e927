"""Flows with computed weights (Glow), a spatial transformer, a neural ODE block, and a hypernetwork."""
import math

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F


class InvConv2dLU(nn.Module):
    def __init__(self, in_channel):
        super().__init__()
        weight = np.random.randn(in_channel, in_channel)
        q, _ = np.linalg.qr(weight)
        q = torch.from_numpy(q.astype(np.float32))
        w_p, w_l, w_u = torch.linalg.lu(q)
        w_s = torch.diag(w_u)
        w_u = torch.triu(w_u, 1)
        u_mask = np.triu(np.ones(w_u.shape), 1)
        l_mask = u_mask.T
        self.register_buffer("w_p", w_p)
        self.register_buffer("u_mask", torch.from_numpy(u_mask).float())
        self.register_buffer("l_mask", torch.from_numpy(l_mask).float())
        self.register_buffer("s_sign", torch.sign(w_s))
        self.register_buffer("l_eye", torch.eye(l_mask.shape[0]))
        self.w_l = nn.Parameter(w_l)
        self.w_s = nn.Parameter(torch.log(torch.abs(w_s)))
        self.w_u = nn.Parameter(w_u)

    def calc_weight(self):
        weight = self.w_p @ (self.w_l * self.l_mask + self.l_eye) @ ((self.w_u * self.u_mask) + torch.diag(self.s_sign * torch.exp(self.w_s)))
        return weight.unsqueeze(2).unsqueeze(3)

    def forward(self, input):
        _, _, height, width = input.shape
        weight = self.calc_weight()
        out = F.conv2d(input, weight)
        return out, height * width * torch.sum(self.w_s)

    def reverse(self, output):
        weight = self.calc_weight()
        return F.conv2d(output, weight.squeeze().inverse().unsqueeze(2).unsqueeze(3))


class ZeroConv2d(nn.Module):
    def __init__(self, in_channel, out_channel, padding=1):
        super().__init__()
        self.conv = nn.Conv2d(in_channel, out_channel, 3, padding=0)
        self.conv.weight.data.zero_()
        self.conv.bias.data.zero_()
        self.scale = nn.Parameter(torch.zeros(1, out_channel, 1, 1))

    def forward(self, input):
        out = F.pad(input, [1, 1, 1, 1], value=1)
        out = self.conv(out)
        return out * torch.exp(self.scale * 3)


class AffineCoupling(nn.Module):
    def __init__(self, in_channel, filter_size=16, affine=True):
        super().__init__()
        self.affine = affine
        self.net = nn.Sequential(
            nn.Conv2d(in_channel // 2, filter_size, 3, padding=1), nn.ReLU(inplace=True),
            nn.Conv2d(filter_size, filter_size, 1), nn.ReLU(inplace=True),
            ZeroConv2d(filter_size, in_channel if self.affine else in_channel // 2))
        self.net[0].weight.data.normal_(0, 0.05)
        self.net[0].bias.data.zero_()

    def forward(self, input):
        in_a, in_b = input.chunk(2, 1)
        if self.affine:
            log_s, t = self.net(in_a).chunk(2, 1)
            out_b = (in_b + t) * torch.sigmoid(log_s + 2)
        else:
            out_b = in_b + self.net(in_a)
        return torch.cat([in_a, out_b], 1)

    def reverse(self, output):
        out_a, out_b = output.chunk(2, 1)
        log_s, t = self.net(out_a).chunk(2, 1)
        return torch.cat([out_a, out_b / torch.sigmoid(log_s + 2) - t], 1)


class Block(nn.Module):
    def __init__(self, in_channel, n_flow, split=True):
        super().__init__()
        squeeze_dim = in_channel * 4
        self.invs = nn.ModuleList(InvConv2dLU(squeeze_dim) for _ in range(n_flow))
        self.couplings = nn.ModuleList(AffineCoupling(squeeze_dim) for _ in range(n_flow))
        self.split = split
        self.prior = ZeroConv2d(in_channel * 2, in_channel * 4) if split else ZeroConv2d(in_channel * 4, in_channel * 8)

    def forward(self, input):
        b_size, n_channel, height, width = input.shape
        squeezed = input.view(b_size, n_channel, height // 2, 2, width // 2, 2)
        squeezed = squeezed.permute(0, 1, 3, 5, 2, 4)
        out = squeezed.contiguous().view(b_size, n_channel * 4, height // 2, width // 2)
        for inv, coupling in zip(self.invs, self.couplings):
            out, _ = inv(out)
            out = coupling(out)
        if self.split:
            out, z_new = out.chunk(2, 1)
            mean, log_sd = self.prior(out).chunk(2, 1)
        else:
            mean, log_sd = self.prior(torch.zeros_like(out)).chunk(2, 1)
            z_new = out
        return out, z_new

    def reverse(self, output, eps):
        input = torch.cat([output, eps], 1) if self.split else eps
        for inv, coupling in zip(self.invs[::-1], list(self.couplings)[::-1]):
            input = inv.reverse(coupling.reverse(input))
        b_size, n_channel, height, width = input.shape
        un = input.view(b_size, n_channel // 4, 2, 2, height, width).permute(0, 1, 4, 2, 5, 3)
        return un.contiguous().view(b_size, n_channel // 4, height * 2, width * 2)


class Glow(nn.Module):
    def __init__(self, in_channel, n_flow, n_block):
        super().__init__()
        self.blocks = nn.ModuleList()
        n_channel = in_channel
        for i in range(n_block - 1):
            self.blocks.append(Block(n_channel, n_flow))
            n_channel *= 2
        self.blocks.append(Block(n_channel, n_flow, split=False))

    def forward(self, input):
        z_outs, out = [], input
        for block in self.blocks:
            out, z_new = block(out)
            z_outs.append(z_new)
        return z_outs

    def reverse(self, z_list):
        for i, block in enumerate(self.blocks[::-1]):
            input = block.reverse(z_list[-1] if i == 0 else input, z_list[-(i + 1)])
        return input


class STN(nn.Module):
    def __init__(self):
        super().__init__()
        self.localization = nn.Sequential(nn.Conv2d(1, 8, kernel_size=7), nn.MaxPool2d(2, stride=2), nn.ReLU(True), nn.Conv2d(8, 10, kernel_size=5), nn.MaxPool2d(2, stride=2), nn.ReLU(True))
        self.fc_loc = nn.Sequential(nn.Linear(10 * 3 * 3, 32), nn.ReLU(True), nn.Linear(32, 3 * 2))
        self.fc_loc[2].weight.data.zero_()
        self.fc_loc[2].bias.data.copy_(torch.tensor([1, 0, 0, 0, 1, 0], dtype=torch.float))
        self.conv = nn.Conv2d(1, 2, 5)

    def forward(self, x):
        xs = self.localization(x).view(-1, 10 * 3 * 3)
        theta = self.fc_loc(xs).view(-1, 2, 3)
        grid = F.affine_grid(theta, x.size(), align_corners=False)
        return self.conv(F.grid_sample(x, grid, align_corners=False))


class ConcatConv2d(nn.Module):
    def __init__(self, dim_in, dim_out, ksize=3, stride=1, padding=0, transpose=False):
        super().__init__()
        module = nn.ConvTranspose2d if transpose else nn.Conv2d
        self._layer = module(dim_in + 1, dim_out, kernel_size=ksize, stride=stride, padding=padding)

    def forward(self, t, x):
        tt = torch.ones_like(x[:, :1, :, :]) * t
        return self._layer(torch.cat([tt, x], 1))


class ODEfunc(nn.Module):
    def __init__(self, dim):
        super().__init__()
        self.conv1, self.conv2 = ConcatConv2d(dim, dim, 3, 1, 1), ConcatConv2d(dim, dim, 3, 1, 1, transpose=True)
        self.nfe = 0

    def forward(self, t, x):
        self.nfe += 1
        return self.conv2(t, F.relu(self.conv1(t, F.relu(x))))


def odeint(func, y0, t, method='rk4'):
    solution = [y0]
    for t0, t1 in zip(t[:-1], t[1:]):
        dt, y = t1 - t0, solution[-1]
        k1 = func(t0, y)
        k2 = func(t0 + dt / 2, y + dt * k1 / 2)
        k3 = func(t0 + dt / 2, y + dt * k2 / 2)
        k4 = func(t1, y + dt * k3)
        solution.append(y + (k1 + 2 * k2 + 2 * k3 + k4) * dt / 6)
    return torch.stack(solution)


class HyperNetwork(nn.Module):
    def __init__(self, f_size=3, z_dim=8, out_size=4, in_size=4):
        super().__init__()
        self.z_dim, self.f_size, self.out_size, self.in_size = z_dim, f_size, out_size, in_size
        self.w1 = nn.Parameter(torch.fmod(torch.randn((z_dim, out_size * f_size * f_size)), 2))
        self.w2 = nn.Parameter(torch.fmod(torch.randn((z_dim, in_size * z_dim)), 2))

    def forward(self, z):
        h_in = torch.matmul(z, self.w2).view(self.in_size, self.z_dim)
        return torch.matmul(h_in, self.w1).view(self.out_size, self.in_size, self.f_size, self.f_size)


class Embedding(nn.Module):
    def __init__(self, z_num, z_dim):
        super().__init__()
        self.z_list = nn.ParameterList([nn.Parameter(torch.fmod(torch.randn(z_dim), 2)) for _ in range(z_num[0] * z_num[1])])
        self.z_num = z_num

    def forward(self, hyper_net):
        h, k = self.z_num
        rows = []
        for i in range(h):
            rows.append(torch.cat([hyper_net(self.z_list[i * k + j]) for j in range(k)], dim=1))
        return torch.cat(rows, dim=0)


glow = Glow(3, 2, 2)
z = glow(torch.rand(2, 3, 16, 16))
print([tuple(its.shape) for its in z], glow.reverse(z).shape)
print(STN()(torch.rand(2, 1, 28, 28)).shape)
func = ODEfunc(6)
print(odeint(func, torch.rand(2, 6, 7, 7), torch.linspace(0, 1, 3))[-1].shape, func.nfe)
hyper, zs = HyperNetwork(), Embedding((3, 2), 8)
x = torch.rand(1, 8, 9, 9)
for stride in (1, 2):
    x = F.conv2d(x, zs(hyper)[:8] if stride == 1 else zs(hyper), stride=stride, padding=1)
print(x.shape)
