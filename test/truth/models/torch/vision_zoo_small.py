"""Small backbones: EfficientNet with block strings, MobileNetV3, GhostNet, ConvNeXt, ConvMixer, MetaFormer, DenseNet with checkpoint, CondConv."""
import collections
import math
import re
from functools import partial

import torch
import torch.nn as nn
import torch.nn.functional as F
import torch.utils.checkpoint as cp

BlockArgs = collections.namedtuple('BlockArgs', ['num_repeat', 'kernel_size', 'stride', 'expand_ratio', 'input_filters', 'output_filters', 'se_ratio', 'id_skip'])


class BlockDecoder:
    @staticmethod
    def _decode_block_string(block_string):
        ops = block_string.split('_')
        options = {}
        for op in ops:
            splits = re.split(r'(\d.*)', op)
            if len(splits) >= 2:
                key, value = splits[:2]
                options[key] = value
        assert (('s' in options and len(options['s']) == 1) or (len(options['s']) == 2 and options['s'][0] == options['s'][1]))
        return BlockArgs(num_repeat=int(options['r']), kernel_size=int(options['k']), stride=[int(options['s'][0])], expand_ratio=int(options['e']),
                         input_filters=int(options['i']), output_filters=int(options['o']), se_ratio=float(options['se']) if 'se' in options else None, id_skip=('noskip' not in block_string))

    @staticmethod
    def decode(string_list):
        assert isinstance(string_list, list)
        return [BlockDecoder._decode_block_string(s) for s in string_list]


def round_filters(filters, width_coefficient, divisor=8, min_depth=None):
    if not width_coefficient:
        return filters
    filters *= width_coefficient
    min_depth = min_depth or divisor
    new_filters = max(min_depth, int(filters + divisor / 2) // divisor * divisor)
    if new_filters < 0.9 * filters:
        new_filters += divisor
    return int(new_filters)


class Conv2dStaticSamePadding(nn.Conv2d):
    def __init__(self, in_channels, out_channels, kernel_size, stride=1, image_size=None, **kwargs):
        super().__init__(in_channels, out_channels, kernel_size, stride, **kwargs)
        self.stride = self.stride if len(self.stride) == 2 else [self.stride[0]] * 2
        assert image_size is not None
        ih, iw = (image_size, image_size) if isinstance(image_size, int) else image_size
        kh, kw = self.weight.size()[-2:]
        sh, sw = self.stride
        oh, ow = math.ceil(ih / sh), math.ceil(iw / sw)
        pad_h = max((oh - 1) * self.stride[0] + (kh - 1) * self.dilation[0] + 1 - ih, 0)
        pad_w = max((ow - 1) * self.stride[1] + (kw - 1) * self.dilation[1] + 1 - iw, 0)
        if pad_h > 0 or pad_w > 0:
            self.static_padding = nn.ZeroPad2d((pad_w // 2, pad_w - pad_w // 2, pad_h // 2, pad_h - pad_h // 2))
        else:
            self.static_padding = nn.Identity()

    def forward(self, x):
        x = self.static_padding(x)
        return F.conv2d(x, self.weight, self.bias, self.stride, self.padding, self.dilation, self.groups)


class MBConvBlock(nn.Module):
    def __init__(self, block_args, image_size):
        super().__init__()
        self._block_args = block_args
        Conv2d = partial(Conv2dStaticSamePadding, image_size=image_size)
        inp = block_args.input_filters
        oup = inp * block_args.expand_ratio
        if block_args.expand_ratio != 1:
            self._expand_conv = Conv2d(in_channels=inp, out_channels=oup, kernel_size=1, bias=False)
        self._depthwise_conv = Conv2d(in_channels=oup, out_channels=oup, groups=oup, kernel_size=block_args.kernel_size, stride=block_args.stride, bias=False)
        if block_args.se_ratio:
            squeezed = max(1, int(inp * block_args.se_ratio))
            self._se_reduce = partial(Conv2dStaticSamePadding, image_size=(1, 1))(in_channels=oup, out_channels=squeezed, kernel_size=1)
            self._se_expand = partial(Conv2dStaticSamePadding, image_size=(1, 1))(in_channels=squeezed, out_channels=oup, kernel_size=1)
        self._project_conv = Conv2d(in_channels=oup, out_channels=block_args.output_filters, kernel_size=1, bias=False)

    def forward(self, inputs, drop_connect_rate=None):
        x = inputs
        if self._block_args.expand_ratio != 1:
            x = F.silu(self._expand_conv(inputs))
        x = F.silu(self._depthwise_conv(x))
        if self._block_args.se_ratio:
            s = self._se_expand(F.silu(self._se_reduce(F.adaptive_avg_pool2d(x, 1))))
            x = torch.sigmoid(s) * x
        x = self._project_conv(x)
        b = self._block_args
        if b.id_skip and b.stride == 1 and b.input_filters == b.output_filters:
            if drop_connect_rate:
                keep = 1 - drop_connect_rate
                mask = torch.floor(keep + torch.rand([x.shape[0], 1, 1, 1], dtype=x.dtype))
                x = x / keep * mask
            x = x + inputs
        return x


class EfficientNet(nn.Module):
    def __init__(self, blocks_args, width=1.0, depth=1.0, image_size=64):
        super().__init__()
        out = round_filters(16, width)
        self._conv_stem = Conv2dStaticSamePadding(3, out, kernel_size=3, stride=2, bias=False, image_size=image_size)
        size = math.ceil(image_size / 2)
        self._blocks = nn.ModuleList([])
        for args in blocks_args:
            args = args._replace(input_filters=round_filters(args.input_filters, width), output_filters=round_filters(args.output_filters, width), num_repeat=int(math.ceil(depth * args.num_repeat)))
            self._blocks.append(MBConvBlock(args, size))
            size = math.ceil(size / (args.stride if isinstance(args.stride, int) else args.stride[0]))
            if args.num_repeat > 1:
                args = args._replace(input_filters=args.output_filters, stride=1)
            for _ in range(args.num_repeat - 1):
                self._blocks.append(MBConvBlock(args, size))

    def forward(self, x):
        x = F.silu(self._conv_stem(x))
        for idx, block in enumerate(self._blocks):
            x = block(x, drop_connect_rate=0.2 * float(idx) / len(self._blocks))
        return x


class GhostModule(nn.Module):
    def __init__(self, inp, oup, kernel_size=1, ratio=2, dw_size=3, stride=1, relu=True):
        super().__init__()
        self.oup = oup
        init_channels = math.ceil(oup / ratio)
        new_channels = init_channels * (ratio - 1)
        self.primary_conv = nn.Sequential(nn.Conv2d(inp, init_channels, kernel_size, stride, kernel_size // 2, bias=False), nn.ReLU(inplace=True) if relu else nn.Sequential())
        self.cheap_operation = nn.Sequential(nn.Conv2d(init_channels, new_channels, dw_size, 1, dw_size // 2, groups=init_channels, bias=False), nn.ReLU(inplace=True) if relu else nn.Sequential())

    def forward(self, x):
        x1 = self.primary_conv(x)
        x2 = self.cheap_operation(x1)
        return torch.cat([x1, x2], dim=1)[:, :self.oup, :, :]


class h_sigmoid(nn.Module):
    def __init__(self, inplace=True):
        super().__init__()
        self.relu = nn.ReLU6(inplace=inplace)

    def forward(self, x):
        return self.relu(x + 3) / 6


def mobilenet_v3_small(cfgs=((3, 1, 16, 1, 0, 2), (3, 4.5, 24, 0, 0, 2), (5, 4, 40, 1, 1, 2)), width_mult=0.5):
    def _make_divisible(v, divisor, min_value=None):
        if min_value is None:
            min_value = divisor
        new_v = max(min_value, int(v + divisor / 2) // divisor * divisor)
        return new_v + divisor if new_v < 0.9 * v else new_v
    layers, cin = [nn.Conv2d(3, 8, 3, 2, 1, bias=False)], 8
    for k, t, c, use_se, use_hs, s in cfgs:
        exp, cout = _make_divisible(cin * t, 8), _make_divisible(c * width_mult, 8)
        layers += [nn.Conv2d(cin, exp, 1, 1, 0, bias=False), h_sigmoid() if use_hs else nn.ReLU(inplace=True), nn.Conv2d(exp, exp, k, s, (k - 1) // 2, groups=exp, bias=False), nn.Conv2d(exp, cout, 1)]
        cin = cout
    return nn.Sequential(*layers)


class Residual(nn.Module):
    def __init__(self, fn):
        super().__init__()
        self.fn = fn

    def forward(self, x):
        return self.fn(x) + x


def ConvMixer(dim, depth, kernel_size=5, patch_size=4, n_classes=10):
    return nn.Sequential(
        nn.Conv2d(3, dim, kernel_size=patch_size, stride=patch_size), nn.GELU(), nn.BatchNorm2d(dim),
        *[nn.Sequential(Residual(nn.Sequential(nn.Conv2d(dim, dim, kernel_size, groups=dim, padding="same"), nn.GELU(), nn.BatchNorm2d(dim))),
                        nn.Conv2d(dim, dim, kernel_size=1), nn.GELU(), nn.BatchNorm2d(dim)) for i in range(depth)],
        nn.AdaptiveAvgPool2d((1, 1)), nn.Flatten(), nn.Linear(dim, n_classes))


class LayerNorm(nn.Module):
    def __init__(self, normalized_shape, eps=1e-6, data_format="channels_last"):
        super().__init__()
        self.weight, self.bias = nn.Parameter(torch.ones(normalized_shape)), nn.Parameter(torch.zeros(normalized_shape))
        self.eps, self.data_format = eps, data_format
        if self.data_format not in ["channels_last", "channels_first"]:
            raise NotImplementedError
        self.normalized_shape = (normalized_shape, )

    def forward(self, x):
        if self.data_format == "channels_last":
            return F.layer_norm(x, self.normalized_shape, self.weight, self.bias, self.eps)
        u = x.mean(1, keepdim=True)
        s = (x - u).pow(2).mean(1, keepdim=True)
        return self.weight[:, None, None] * ((x - u) / torch.sqrt(s + self.eps)) + self.bias[:, None, None]


class ConvNeXt(nn.Module):
    def __init__(self, depths=[1, 2], dims=[8, 16], layer_scale=1e-6):
        super().__init__()
        self.downsample_layers = nn.ModuleList([nn.Sequential(nn.Conv2d(3, dims[0], kernel_size=4, stride=4), LayerNorm(dims[0], data_format="channels_first"))])
        for i in range(len(dims) - 1):
            self.downsample_layers.append(nn.Sequential(LayerNorm(dims[i], data_format="channels_first"), nn.Conv2d(dims[i], dims[i + 1], kernel_size=2, stride=2)))
        self.dw = nn.ModuleList([nn.ModuleList([nn.Conv2d(d, d, 7, padding=3, groups=d) for _ in range(n)]) for n, d in zip(depths, dims)])
        self.pw = nn.ModuleList([nn.ModuleList([nn.Sequential(LayerNorm(d), nn.Linear(d, 4 * d), nn.GELU(), nn.Linear(4 * d, d)) for _ in range(n)]) for n, d in zip(depths, dims)])
        self.gamma = nn.Parameter(layer_scale * torch.ones((dims[-1])), requires_grad=True) if layer_scale > 0 else None

    def forward(self, x):
        for down, dws, pws in zip(self.downsample_layers, self.dw, self.pw):
            x = down(x)
            for dw, pw in zip(dws, pws):
                y = pw(dw(x).permute(0, 2, 3, 1))
                x = x + y.permute(0, 3, 1, 2)
        return x


class _DenseLayer(nn.Module):
    def __init__(self, cin, growth, bn_size, memory_efficient=False):
        super().__init__()
        self.norm1, self.conv1 = nn.BatchNorm2d(cin), nn.Conv2d(cin, bn_size * growth, kernel_size=1, bias=False)
        self.norm2, self.conv2 = nn.BatchNorm2d(bn_size * growth), nn.Conv2d(bn_size * growth, growth, kernel_size=3, padding=1, bias=False)
        self.memory_efficient = memory_efficient

    def bn_function(self, inputs):
        return self.conv1(F.relu(self.norm1(torch.cat(inputs, 1))))

    def forward(self, input):
        prev = [input] if isinstance(input, torch.Tensor) else input
        if self.memory_efficient and any(t.requires_grad for t in prev):
            def closure(*inputs):
                return self.bn_function(inputs)
            bottleneck = cp.checkpoint(closure, *prev, use_reentrant=False)
        else:
            bottleneck = self.bn_function(prev)
        return self.conv2(F.relu(self.norm2(bottleneck)))


class CondConv2d(nn.Conv2d):
    def __init__(self, cin, cout, k, num_experts=3, **kw):
        super().__init__(cin, cout, k, **kw)
        self.routing = nn.Linear(cin, num_experts)
        self.weight = nn.Parameter(torch.Tensor(num_experts, cout, cin // self.groups, *self.kernel_size))
        self.bias = None

    def forward(self, x):
        b, c, h, w = x.size()
        routing = torch.sigmoid(self.routing(F.adaptive_avg_pool2d(x, 1).flatten(1)))
        k, cout = self.weight.shape[:2]
        weight = (routing @ self.weight.view(k, -1)).view(b * cout, c // self.groups, *self.kernel_size)
        out = F.conv2d(x.reshape(1, b * c, h, w), weight, None, self.stride, self.padding, self.dilation, groups=self.groups * b)
        return out.view(b, cout, out.size(-2), out.size(-1))


x = torch.rand(2, 3, 64, 64)
blocks = BlockDecoder.decode(['r1_k3_s11_e1_i16_o8_se0.25', 'r2_k5_s22_e4_i8_o24_se0.25', 'r1_k3_s22_e6_i24_o40_noskip'])
print(EfficientNet(blocks, 1.1, 1.1)(x).shape, mobilenet_v3_small()(x).shape, ConvMixer(8, 2)(x).shape, ConvNeXt()(x).shape)
print(GhostModule(3, 7)(x).shape, GhostModule(3, 8, 3, stride=2, relu=False)(x).shape, CondConv2d(3, 5, 3, stride=2, padding=1)(x).shape)
features = [nn.Conv2d(3, 6, 3, 2, 1)(x).requires_grad_()] if False else [torch.rand(2, 6, 16, 16)]  # never run
for i in range(3):
    features.append(_DenseLayer(6 + i * 4, 4, 2, memory_efficient=i % 2 == 1)(features))
print(torch.cat(features, 1).shape)
