"""SEANet-like codec: causal padding, streaming-safe extra padding, residual vector quantisation, Conv-TasNet and Demucs beside it."""
import math
import typing as tp
import warnings

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F
from torch.nn.utils import spectral_norm, weight_norm

CONV_NORMALIZATIONS = frozenset(['none', 'weight_norm', 'spectral_norm', 'time_layer_norm', 'layer_norm', 'time_group_norm'])


def apply_parametrization_norm(module: nn.Module, norm: str = 'none') -> nn.Module:
    assert norm in CONV_NORMALIZATIONS
    if norm == 'weight_norm':
        return weight_norm(module)
    elif norm == 'spectral_norm':
        return spectral_norm(module)
    else:
        return module


def get_norm_module(module: nn.Module, causal: bool = False, norm: str = 'none', **norm_kwargs) -> nn.Module:
    assert norm in CONV_NORMALIZATIONS
    if norm == 'time_group_norm':
        if causal:
            raise ValueError("GroupNorm doesn't support causal evaluation.")
        assert isinstance(module, nn.modules.conv._ConvNd)
        return nn.GroupNorm(1, module.out_channels, **norm_kwargs)
    else:
        return nn.Identity()


def get_extra_padding_for_conv1d(x: torch.Tensor, kernel_size: int, stride: int, padding_total: int = 0) -> int:
    length = x.shape[-1]
    n_frames = (length - kernel_size + padding_total) / stride + 1
    ideal_length = (math.ceil(n_frames) - 1) * stride + (kernel_size - padding_total)
    return ideal_length - length


def pad1d(x: torch.Tensor, paddings: tp.Tuple[int, int], mode: str = 'zero', value: float = 0.):
    length = x.shape[-1]
    padding_left, padding_right = paddings
    assert padding_left >= 0 and padding_right >= 0, (padding_left, padding_right)
    if mode == 'reflect':
        max_pad = max(padding_left, padding_right)
        extra_pad = 0
        if length <= max_pad:
            extra_pad = max_pad - length + 1
            x = F.pad(x, (0, extra_pad))
        padded = F.pad(x, paddings, mode, value)
        end = padded.shape[-1] - extra_pad
        return padded[..., :end]
    else:
        return F.pad(x, paddings, mode, value)


def unpad1d(x: torch.Tensor, paddings: tp.Tuple[int, int]):
    padding_left, padding_right = paddings
    assert padding_left >= 0 and padding_right >= 0, (padding_left, padding_right)
    assert (padding_left + padding_right) <= x.shape[-1]
    end = x.shape[-1] - padding_right
    return x[..., padding_left: end]


class NormConv1d(nn.Module):
    def __init__(self, *args, causal: bool = False, norm: str = 'none', norm_kwargs: tp.Dict[str, tp.Any] = {}, **kwargs):
        super().__init__()
        self.conv = apply_parametrization_norm(nn.Conv1d(*args, **kwargs), norm)
        self.norm = get_norm_module(self.conv, causal, norm, **norm_kwargs)
        self.norm_type = norm

    def forward(self, x):
        return self.norm(self.conv(x))


class NormConvTranspose1d(nn.Module):
    def __init__(self, *args, causal: bool = False, norm: str = 'none', norm_kwargs: tp.Dict[str, tp.Any] = {}, **kwargs):
        super().__init__()
        self.convtr = apply_parametrization_norm(nn.ConvTranspose1d(*args, **kwargs), norm)
        self.norm = get_norm_module(self.convtr, causal, norm, **norm_kwargs)

    def forward(self, x):
        return self.norm(self.convtr(x))


class SConv1d(nn.Module):
    def __init__(self, in_channels, out_channels, kernel_size, stride=1, dilation=1, groups=1, bias=True, causal=False, norm='none', norm_kwargs={}, pad_mode='reflect'):
        super().__init__()
        if stride > 1 and dilation > 1:
            warnings.warn('SConv1d has been initialized with stride > 1 and dilation > 1')
        self.conv = NormConv1d(in_channels, out_channels, kernel_size, stride, dilation=dilation, groups=groups, bias=bias, causal=causal, norm=norm, norm_kwargs=norm_kwargs)
        self.causal = causal
        self.pad_mode = pad_mode

    def forward(self, x):
        B, C, T = x.shape
        kernel_size = self.conv.conv.kernel_size[0]
        stride = self.conv.conv.stride[0]
        dilation = self.conv.conv.dilation[0]
        kernel_size = (kernel_size - 1) * dilation + 1
        padding_total = kernel_size - stride
        extra_padding = get_extra_padding_for_conv1d(x, kernel_size, stride, padding_total)
        if self.causal:
            x = pad1d(x, (padding_total, extra_padding), mode=self.pad_mode)
        else:
            padding_right = padding_total // 2
            padding_left = padding_total - padding_right
            x = pad1d(x, (padding_left, padding_right + extra_padding), mode=self.pad_mode)
        return self.conv(x)


class SConvTranspose1d(nn.Module):
    def __init__(self, in_channels, out_channels, kernel_size, stride=1, causal=False, norm='none', trim_right_ratio=1., norm_kwargs={}):
        super().__init__()
        self.convtr = NormConvTranspose1d(in_channels, out_channels, kernel_size, stride, causal=causal, norm=norm, norm_kwargs=norm_kwargs)
        self.causal = causal
        self.trim_right_ratio = trim_right_ratio

    def forward(self, x):
        kernel_size = self.convtr.convtr.kernel_size[0]
        stride = self.convtr.convtr.stride[0]
        padding_total = kernel_size - stride
        y = self.convtr(x)
        if self.causal:
            padding_right = math.ceil(padding_total * self.trim_right_ratio)
            padding_left = padding_total - padding_right
        else:
            padding_right = padding_total // 2
            padding_left = padding_total - padding_right
        return unpad1d(y, (padding_left, padding_right))


class SLSTM(nn.Module):
    def __init__(self, dimension: int, num_layers: int = 2, skip: bool = True):
        super().__init__()
        self.skip = skip
        self.lstm = nn.LSTM(dimension, dimension, num_layers)

    def forward(self, x):
        x = x.permute(2, 0, 1)
        y, _ = self.lstm(x)
        if self.skip:
            y = y + x
        return y.permute(1, 2, 0)


class SEANetResnetBlock(nn.Module):
    def __init__(self, dim, kernel_sizes=[3, 1], dilations=[1, 1], activation='ELU', activation_params={'alpha': 1.0}, norm='weight_norm', causal=False, pad_mode='reflect', compress=2, true_skip=True):
        super().__init__()
        assert len(kernel_sizes) == len(dilations), 'Number of kernel sizes should match number of dilations'
        act = getattr(nn, activation)
        hidden = dim // compress
        block = []
        for i, (kernel_size, dilation) in enumerate(zip(kernel_sizes, dilations)):
            in_chs = dim if i == 0 else hidden
            out_chs = dim if i == len(kernel_sizes) - 1 else hidden
            block += [act(**activation_params), SConv1d(in_chs, out_chs, kernel_size=kernel_size, dilation=dilation, norm=norm, causal=causal, pad_mode=pad_mode)]
        self.block = nn.Sequential(*block)
        self.shortcut = nn.Identity() if true_skip else SConv1d(dim, dim, kernel_size=1, norm=norm, causal=causal, pad_mode=pad_mode)

    def forward(self, x):
        return self.shortcut(x) + self.block(x)


class SEANet(nn.Module):
    def __init__(self, channels=1, dimension=16, n_filters=4, n_residual_layers=1, ratios=[4, 3, 2], norm='weight_norm', causal=True, lstm=1, dilation_base=2, true_skip=False):
        super().__init__()
        self.ratios = list(reversed(ratios))
        self.hop_length = np.prod(self.ratios)
        common = dict(norm=norm, causal=causal, pad_mode='reflect')
        mult = 1
        model: tp.List[nn.Module] = [SConv1d(channels, mult * n_filters, 7, **common)]
        for i, ratio in enumerate(self.ratios):
            for j in range(n_residual_layers):
                model += [SEANetResnetBlock(mult * n_filters, kernel_sizes=[3, 1], dilations=[dilation_base ** j, 1], true_skip=true_skip, **common)]
            model += [nn.ELU(alpha=1.0), SConv1d(mult * n_filters, mult * n_filters * 2, kernel_size=ratio * 2, stride=ratio, **common)]
            mult *= 2
        if lstm:
            model += [SLSTM(mult * n_filters, num_layers=lstm)]
        model += [nn.ELU(), SConv1d(mult * n_filters, dimension, 7, **common)]
        self.encoder = nn.Sequential(*model)
        mult = int(2 ** len(ratios))
        model = [SConv1d(dimension, mult * n_filters, 7, **common)]
        for i, ratio in enumerate(ratios):
            model += [nn.ELU(), SConvTranspose1d(mult * n_filters, mult * n_filters // 2, kernel_size=ratio * 2, stride=ratio, norm=norm, causal=causal)]
            mult //= 2
        model += [nn.ELU(), SConv1d(n_filters, channels, 7, **common)]
        self.decoder = nn.Sequential(*model)
        self.codebooks = nn.ModuleList([nn.Embedding(16, dimension) for _ in range(3)])

    def quantize(self, z):
        quantized_out = 0.0
        residual = z.transpose(1, 2)
        codes = []
        for layer in self.codebooks:
            dist = -(residual.pow(2).sum(-1, keepdim=True) - 2 * residual @ layer.weight.t() + layer.weight.pow(2).sum(1)[None, None])
            ind = dist.max(dim=-1).indices
            quantized = layer(ind)
            residual = residual - quantized
            quantized_out = quantized_out + quantized
            codes.append(ind)
        return quantized_out.transpose(1, 2), torch.stack(codes)

    def forward(self, x):
        length = x.shape[-1]
        quantized, codes = self.quantize(self.encoder(x))
        assert codes.shape[-1] == math.ceil(length / self.hop_length)
        return self.decoder(quantized)[..., :length]


class Demucs(nn.Module):
    def __init__(self, hidden=4, depth=3, kernel_size=8, stride=4, growth=2, resample=2):
        super().__init__()
        self.depth, self.kernel_size, self.stride, self.resample = depth, kernel_size, stride, resample
        self.encoder, self.decoder = nn.ModuleList(), nn.ModuleList()
        chin, chout = 1, 1
        for index in range(depth):
            self.encoder.append(nn.Sequential(nn.Conv1d(chin, hidden, kernel_size, stride), nn.ReLU(), nn.Conv1d(hidden, hidden * 2, 1), nn.GLU(1)))
            decode = [nn.Conv1d(hidden, 2 * hidden, 1), nn.GLU(1), nn.ConvTranspose1d(hidden, chout, kernel_size, stride)]
            if index > 0:
                decode.append(nn.ReLU())
            self.decoder.insert(0, nn.Sequential(*decode))
            chout = hidden
            chin = hidden
            hidden = min(int(growth * hidden), 64)

    def valid_length(self, length):
        length = math.ceil(length * self.resample)
        for idx in range(self.depth):
            length = math.ceil((length - self.kernel_size) / self.stride) + 1
            length = max(length, 1)
        for idx in range(self.depth):
            length = (length - 1) * self.stride + self.kernel_size
        length = int(math.ceil(length / self.resample))
        return int(length)

    def forward(self, mix):
        if mix.dim() == 2:
            mix = mix.unsqueeze(1)
        mono = mix.mean(dim=1, keepdim=True)
        x = mix / (1e-3 + mono.std(dim=-1, keepdim=True))
        length = mix.shape[-1]
        x = F.pad(x, (0, self.valid_length(length) - length))
        x = F.interpolate(x, scale_factor=self.resample)
        skips = []
        for encode in self.encoder:
            x = encode(x)
            skips.append(x)
        for decode in self.decoder:
            skip = skips.pop(-1)
            x = x + skip[..., :x.shape[-1]]
            x = decode(x)
        return x[..., ::self.resample][..., :length]


class ConvTasNet(nn.Module):
    def __init__(self, N=16, L=16, B=8, H=16, P=3, X=2, R=2, C=2):
        super().__init__()
        self.enc = nn.Conv1d(1, N, L, stride=L // 2, bias=False)
        repeats = []
        for r in range(R):
            repeats.append(nn.Sequential(*[
                nn.Sequential(nn.Conv1d(B, H, 1, bias=False), nn.PReLU(), nn.GroupNorm(1, H),
                              nn.Conv1d(H, H, P, padding=(P - 1) * 2**x // 2, dilation=2**x, groups=H, bias=False), nn.PReLU(), nn.Conv1d(H, B, 1, bias=False))
                for x in range(X)]))
        self.network = nn.Sequential(nn.GroupNorm(1, N), nn.Conv1d(N, B, 1, bias=False), *repeats, nn.Conv1d(B, C * N, 1, bias=False))
        self.basis = nn.Linear(N, L, bias=False)
        self.C, self.L = C, L

    def forward(self, mixture):
        w = F.relu(self.enc(mixture.unsqueeze(1)))
        M, N, K = w.size()
        mask = F.softmax(self.network(w).view(M, self.C, N, K), dim=1)
        est = self.basis(torch.transpose(torch.unsqueeze(w, 1) * mask, 2, 3))
        sub = math.gcd(self.L, self.L // 2)
        step, frames = self.L // 2, est.size(2)
        size = step * (frames - 1) + self.L
        frame = torch.arange(0, size // sub).unfold(0, self.L // sub, step // sub).contiguous().view(-1)
        result = est.new_zeros(M, self.C, size // sub, sub)
        result.index_add_(-2, frame, est.contiguous().view(M, self.C, -1, sub))
        out = result.view(M, self.C, -1)
        return F.pad(out, (0, mixture.size(-1) - out.size(-1)))


model = SEANet()
for n in (480, 500):
    assert model(torch.randn(2, 1, n)).shape[-1] == n
print(Demucs()(torch.randn(2, 1000)).shape, ConvTasNet()(torch.randn(2, 325)).shape)
