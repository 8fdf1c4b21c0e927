"""NVAE-like: cells by name, squeeze-and-excitation, groups of latents per scale, Normal distributions, swish with custom backward."""
from collections import OrderedDict

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.distributions import Normal, kl_divergence

OPS = OrderedDict([
    ('res_elu', lambda Cin, Cout, stride: ELUConv(Cin, Cout, 3, stride, 1)),
    ('res_bnelu', lambda Cin, Cout, stride: BNELUConv(Cin, Cout, 3, stride, 1)),
    ('mconv_e6k5g0', lambda Cin, Cout, stride: InvertedResidual(Cin, Cout, stride, ex=3, dil=1, k=5, g=0)),
    ('mconv_e3k5g8', lambda Cin, Cout, stride: InvertedResidual(Cin, Cout, stride, ex=3, dil=1, k=5, g=4)),
])


def get_skip_connection(C, stride, mult=1):
    if stride == 1:
        return nn.Identity()
    elif stride == 2:
        return FactorizedReduce(C, int(mult * C))
    elif stride == -1:
        return nn.Sequential(nn.Upsample(scale_factor=2), nn.Conv2d(C, int(C / mult), kernel_size=1))


class SwishFN(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        result = x * torch.sigmoid(x)
        ctx.save_for_backward(x)
        return result

    @staticmethod
    def backward(ctx, grad_output):
        x = ctx.saved_variables[0]
        sigmoid_x = torch.sigmoid(x)
        return grad_output * (sigmoid_x * (1 + x * (1 - sigmoid_x)))


class Swish(nn.Module):
    def forward(self, x):
        return SwishFN.apply(x) if not torch.jit.is_scripting() else F.silu(x)


class ELUConv(nn.Module):
    def __init__(self, C_in, C_out, kernel_size, stride=1, padding=0, dilation=1):
        super().__init__()
        self.upsample = stride == -1
        stride = abs(stride)
        self.conv_0 = nn.Conv2d(C_in, C_out, kernel_size, stride, padding, dilation=dilation)

    def forward(self, x):
        out = F.elu(x)
        if self.upsample:
            out = F.interpolate(out, scale_factor=2, mode='nearest')
        return self.conv_0(out)


class BNELUConv(ELUConv):
    def __init__(self, C_in, *args, **kwargs):
        super().__init__(C_in, *args, **kwargs)
        self.bn = nn.BatchNorm2d(C_in, eps=1e-5, momentum=0.05)

    def forward(self, x):
        return super().forward(self.bn(x))


class FactorizedReduce(nn.Module):
    def __init__(self, C_in, C_out):
        super().__init__()
        assert C_out % 2 == 0
        self.conv_1 = nn.Conv2d(C_in, C_out // 4, 1, stride=2, padding=0)
        self.conv_2 = nn.Conv2d(C_in, C_out // 4, 1, stride=2, padding=0)
        self.conv_3 = nn.Conv2d(C_in, C_out // 4, 1, stride=2, padding=0)
        self.conv_4 = nn.Conv2d(C_in, C_out - 3 * (C_out // 4), 1, stride=2, padding=0)

    def forward(self, x):
        out = x * torch.sigmoid(x)
        conv1 = self.conv_1(out)
        conv2 = self.conv_2(out[:, :, 1:, 1:])
        conv3 = self.conv_3(out[:, :, :, 1:])
        conv4 = self.conv_4(out[:, :, 1:, :])
        return torch.cat([conv1, conv2, conv3, conv4], dim=1)


class InvertedResidual(nn.Module):
    def __init__(self, Cin, Cout, stride, ex, dil, k, g):
        super().__init__()
        hidden_dim = int(round(Cin * ex))
        layers0 = [nn.UpsamplingNearest2d(scale_factor=2)] if stride == -1 else []
        layers = layers0 + [
            nn.BatchNorm2d(Cin), nn.Conv2d(Cin, hidden_dim, 1, bias=False),
            nn.BatchNorm2d(hidden_dim), Swish(),
            nn.Conv2d(hidden_dim, hidden_dim, k, max(stride, 1), dil * (k - 1) // 2, dil, hidden_dim // g if g else hidden_dim, bias=False),
            nn.BatchNorm2d(hidden_dim), Swish(),
            nn.Conv2d(hidden_dim, Cout, 1, bias=False), nn.BatchNorm2d(Cout),
        ]
        self.conv = nn.Sequential(*layers)

    def forward(self, x):
        return self.conv(x)


class SE(nn.Module):
    def __init__(self, Cin, Cout):
        super().__init__()
        num_hidden = max(Cout // 16, 4)
        self.se = nn.Sequential(nn.Linear(Cin, num_hidden), nn.ReLU(inplace=True), nn.Linear(num_hidden, Cout), nn.Sigmoid())

    def forward(self, x):
        se = torch.mean(x, dim=[2, 3])
        se = se.view(se.size(0), -1)
        se = self.se(se)
        se = se.view(se.size(0), -1, 1, 1)
        return x * se


class Cell(nn.Module):
    def __init__(self, Cin, Cout, cell_type, arch, use_se=True):
        super().__init__()
        self.cell_type = cell_type
        stride = {'down': 2, 'up': -1}.get(cell_type.split('_')[0], 1)
        self.skip = get_skip_connection(Cin, stride, mult=2)
        self._num_nodes = len(arch)
        self._ops = nn.ModuleList()
        for i in range(self._num_nodes):
            stride_i = stride if i == 0 else 1
            C = Cin if i == 0 else Cout
            self._ops.append(OPS[arch[i]](C, Cout, stride_i))
        if use_se:
            self.se = SE(Cout, Cout)
        self.use_se = use_se

    def forward(self, s):
        skip = self.skip(s)
        for i in range(self._num_nodes):
            s = self._ops[i](s)
        s = self.se(s) if self.use_se else s
        return skip + 0.1 * s


class EncCombiner(nn.Module):
    def __init__(self, Cin1, Cin2, Cout):
        super().__init__()
        self.conv = nn.Conv2d(Cin2, Cout, kernel_size=1, stride=1, padding=0, bias=True)

    def forward(self, x1, x2):
        return x1 + self.conv(x2)


class DecCombiner(nn.Module):
    def __init__(self, Cin1, Cin2, Cout):
        super().__init__()
        self.conv = nn.Conv2d(Cin1 + Cin2, Cout, kernel_size=1)

    def forward(self, x1, x2):
        return self.conv(torch.cat([x1, x2], dim=1))


ARCH = {'res_mbconv': {'down_enc': ['res_bnelu', 'res_elu'], 'normal_enc': ['res_elu', 'res_bnelu'], 'normal_dec': ['mconv_e6k5g0'], 'up_dec': ['mconv_e3k5g8']}}


def groups_per_scale(num_scales, num_groups_per_scale, is_adaptive, divider=2, minimum_groups=1):
    g = []
    n = num_groups_per_scale
    for s in range(num_scales):
        g.append(n)
        if is_adaptive:
            n = n // divider
            n = max(minimum_groups, n)
    return g


class AutoEncoder(nn.Module):
    def __init__(self, ch=8, num_scales=2, num_groups=2, num_latent=4, size=16):
        super().__init__()
        arch = ARCH['res_mbconv']
        self.groups = groups_per_scale(num_scales, num_groups, True)
        self.stem = nn.Conv2d(3, ch, 3, padding=1, bias=True)
        self.enc_tower = nn.ModuleList()
        mult = 1
        for s in range(num_scales):
            for g in range(self.groups[s]):
                self.enc_tower.append(Cell(ch * mult, ch * mult, 'normal_enc', arch['normal_enc']))
                if not (s == num_scales - 1 and g == self.groups[s] - 1):
                    self.enc_tower.append(EncCombiner(ch * mult, ch * mult, ch * mult))
            if s < num_scales - 1:
                self.enc_tower.append(Cell(ch * mult, ch * mult * 2, 'down_enc', arch['down_enc']))
                mult *= 2
        c_scaling = mult
        spatial_scaling = 2 ** (num_scales - 1)
        prior_ftr0_size = (int(c_scaling * ch), size // spatial_scaling, size // spatial_scaling)
        self.prior_ftr0 = nn.Parameter(torch.rand(size=prior_ftr0_size), requires_grad=True)
        self.z0_size = [num_latent, size // spatial_scaling, size // spatial_scaling]
        self.enc0 = nn.Sequential(nn.ELU(), nn.Conv2d(ch * mult, ch * mult, kernel_size=1), nn.ELU())
        enc_sampler, dec_sampler = [], []
        for s in range(num_scales):
            for g in range(self.groups[num_scales - s - 1]):
                c = int(ch * mult / 2 ** s)
                enc_sampler.append(nn.Conv2d(c, 2 * num_latent, kernel_size=3, padding=1))
                if not (s == 0 and g == 0):
                    dec_sampler.append(nn.Sequential(nn.ELU(), nn.Conv2d(c, 2 * num_latent, kernel_size=1)))
        self.enc_sampler, self.dec_sampler = nn.ModuleList(enc_sampler), nn.ModuleList(dec_sampler)
        self.dec_tower = nn.ModuleList()
        for s in range(num_scales):
            for g in range(self.groups[num_scales - s - 1]):
                if not (s == 0 and g == 0):
                    self.dec_tower.append(Cell(ch * mult, ch * mult, 'normal_dec', arch['normal_dec']))
                self.dec_tower.append(DecCombiner(ch * mult, num_latent, ch * mult))
            if s < num_scales - 1:
                self.dec_tower.append(Cell(ch * mult, ch * mult // 2, 'up_dec', arch['up_dec']))
                mult //= 2
        self.image_conditional = nn.Sequential(nn.ELU(), nn.Conv2d(ch * mult, 6, 3, padding=1))

    def forward(self, x):
        s = self.stem(2 * x - 1.0)
        combiner_cells_enc, combiner_cells_s = [], []
        for cell in self.enc_tower:
            if isinstance(cell, EncCombiner):
                combiner_cells_enc.append(cell)
                combiner_cells_s.append(s)
            else:
                s = cell(s)
        combiner_cells_enc.reverse()
        combiner_cells_s.reverse()
        idx_dec = 0
        ftr = self.enc0(s)
        mu_q, log_sig_q = torch.chunk(self.enc_sampler[idx_dec](ftr), 2, dim=1)
        dist = Normal(mu_q, F.softplus(log_sig_q) + 1e-2)
        z = dist.rsample()
        prior = Normal(torch.zeros_like(z), torch.ones_like(z))
        kl_all = [kl_divergence(dist, prior).sum(dim=[1, 2, 3])]
        s = self.prior_ftr0.unsqueeze(0)
        batch_size = z.size(0)
        s = s.expand(batch_size, -1, -1, -1)
        for cell in self.dec_tower:
            if isinstance(cell, DecCombiner):
                if idx_dec > 0:
                    param = self.dec_sampler[idx_dec - 1](s)
                    mu_p, log_sig_p = torch.chunk(param, 2, dim=1)
                    ftr = combiner_cells_enc[idx_dec - 1](combiner_cells_s[idx_dec - 1], s)
                    param = self.enc_sampler[idx_dec](ftr)
                    mu_q, log_sig_q = torch.chunk(param, 2, dim=1)
                    dist = Normal(mu_p + mu_q, (log_sig_p + log_sig_q).exp())
                    z = dist.rsample()
                    kl_all.append(torch.sum(dist.log_prob(z) - Normal(mu_p, log_sig_p.exp()).log_prob(z), dim=[1, 2, 3]))
                s = cell(s, z)
                idx_dec += 1
            else:
                s = cell(s)
        logits = self.image_conditional(s)
        return logits, torch.stack(kl_all, dim=1)


model = AutoEncoder()
logits, kl = model(torch.rand(2, 3, 16, 16))
print(logits.shape, kl.shape, np.prod(model.z0_size))
