"""FPN, ASPP, PSP and RefineNet heads over one dilated backbone, chosen by name."""
import math
from collections import OrderedDict
from functools import partial

import torch
import torch.nn.functional as F
from torch import nn


class ConvBNReLU(nn.Sequential):
    def __init__(self, c1, c2, k=3, s=1, p=0, d=1, g=1):
        super().__init__(nn.Conv2d(c1, c2, k, s, p, d, g, bias=False), nn.BatchNorm2d(c2), nn.ReLU(True))


class Bottleneck(nn.Module):
    expansion = 2

    def __init__(self, inplanes, planes, stride=1, dilation=1, downsample=None):
        super().__init__()
        self.conv1 = nn.Conv2d(inplanes, planes, 1, bias=False)
        self.conv2 = nn.Conv2d(planes, planes, 3, stride, dilation, dilation, bias=False)
        self.conv3 = nn.Conv2d(planes, planes * self.expansion, 1, bias=False)
        self.downsample = downsample

    def forward(self, x):
        identity = self.downsample(x) if self.downsample else x
        out = F.relu(self.conv1(x))
        out = F.relu(self.conv2(out))
        return F.relu(self.conv3(out) + identity)


class Backbone(nn.Module):
    def __init__(self, output_stride=16, width=8, blocks=(1, 2, 1, 1), multi_grid=(1, 2)):
        super().__init__()
        strides, dilations = {8: ((1, 2, 1, 1), (1, 1, 2, 4)), 16: ((1, 2, 2, 1), (1, 1, 1, 2)), 32: ((1, 2, 2, 2), (1,) * 4)}[output_stride]
        self.stem = nn.Sequential(OrderedDict(conv=nn.Conv2d(3, width, 7, 2, 3, bias=False), pool=nn.MaxPool2d(3, 2, 1)))
        inplanes = width
        self.channels = []
        for i, (n, s, d) in enumerate(zip(blocks, strides, dilations)):
            planes = width << i
            layers = []
            for j in range(n):
                stride = s if j == 0 else 1
                down = None
                if stride != 1 or inplanes != planes * Bottleneck.expansion:
                    down = nn.Conv2d(inplanes, planes * Bottleneck.expansion, 1, stride, bias=False)
                grid = multi_grid[j] if i == 3 and j < len(multi_grid) else 1
                layers.append(Bottleneck(inplanes, planes, stride, d * grid, down))
                inplanes = planes * Bottleneck.expansion
            setattr(self, f'layer{i + 1}', nn.Sequential(*layers))
            self.channels.append(inplanes)

    def forward(self, x):
        x = self.stem(x)
        feats = []
        for i in range(1, 5):
            x = getattr(self, f'layer{i}')(x)
            feats.append(x)
        return feats


class FPNHead(nn.Module):
    def __init__(self, in_channels, channel=16, num_classes=5):
        super().__init__()
        self.lateral_convs = nn.ModuleList([])
        self.output_convs = nn.ModuleList([])
        for ch in in_channels[::-1]:
            self.lateral_convs.append(ConvBNReLU(ch, channel, 1))
            self.output_convs.append(ConvBNReLU(channel, channel, 3, 1, 1))
        self.conv_seg = nn.Conv2d(channel, num_classes, 1)
        self.dropout = nn.Dropout2d(0.1)

    def forward(self, features):
        features = features[::-1]
        out = self.lateral_convs[0](features[0])
        for i in range(1, len(features)):
            out = F.interpolate(out, scale_factor=features[i].shape[-1] / out.shape[-1], mode='nearest')
            out = out + self.lateral_convs[i](features[i])
            out = self.output_convs[i](out)
        return self.conv_seg(self.dropout(out))


class ASPPHead(nn.Module):
    def __init__(self, in_channels, channel=16, num_classes=5, rates=(1, 2, 4)):
        super().__init__()
        self.convs = nn.ModuleList()
        for ratio in rates:
            self.convs.append(ConvBNReLU(in_channels[-1], channel, 1 if ratio == 1 else 3, p=0 if ratio == 1 else ratio, d=ratio))
        self.pool = nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Conv2d(in_channels[-1], channel, 1))
        self.bottleneck = ConvBNReLU(channel * (len(rates) + 1), channel, 3, 1, 1)
        self.low = nn.Conv2d(in_channels[0], channel // 2, 1)
        self.out = nn.Conv2d(channel + channel // 2, num_classes, 1)

    def forward(self, features):
        x = features[-1]
        outs = [conv(x) for conv in self.convs]
        outs.append(F.interpolate(self.pool(x), x.shape[-2:], mode='bilinear', align_corners=False))
        x = self.bottleneck(torch.cat(outs, 1))
        low = self.low(features[0])
        x = F.interpolate(x, size=low.shape[-2:], mode='bilinear', align_corners=True)
        return self.out(torch.cat((x, low), dim=1))


class PSPHead(nn.Module):
    def __init__(self, in_channels, channel=16, num_classes=5, scales=(1, 2, 3, 6)):
        super().__init__()
        c = in_channels[-1]
        make = lambda s: nn.Sequential(nn.AdaptiveAvgPool2d(s), ConvBNReLU(c, c // len(scales), 1))
        self.stages = nn.ModuleList(map(make, scales))
        self.bottleneck = ConvBNReLU(c + c // len(scales) * len(scales), channel, 3, 1, 1)
        self.conv_seg = nn.Conv2d(channel, num_classes, 1)

    def forward(self, features):
        x = features[-1]
        h, w = x.size()[2:]
        priors = [F.interpolate(stage(x), size=(h, w), mode='bilinear') for stage in self.stages] + [x]
        return self.conv_seg(self.bottleneck(torch.cat(priors, 1)))


class RefineNetHead(nn.Module):
    class CRP(nn.Module):
        def __init__(self, c, n_stages=2):
            super().__init__()
            for i in range(n_stages):
                setattr(self, '{}_{}'.format(i + 1, 'outvar_dimred'), nn.Conv2d(c, c, 3, padding=1, bias=False))
            self.n_stages = n_stages
            self.maxpool = nn.MaxPool2d(5, 1, 2)

        def forward(self, x):
            top = x
            for i in range(self.n_stages):
                top = self.maxpool(top)
                top = getattr(self, '{}_{}'.format(i + 1, 'outvar_dimred'))(top)
                x = top + x
            return x

    def __init__(self, in_channels, channel=16, num_classes=5):
        super().__init__()
        self.dim_red = nn.ModuleDict({f'p{i}': nn.Conv2d(c, channel, 1) for i, c in enumerate(in_channels)})
        self.crp = nn.ModuleDict({name: self.CRP(channel) for name in self.dim_red})
        self.clf = nn.Conv2d(channel, num_classes, 3, padding=1)

    def forward(self, features):
        top = None
        for (name, red), feature in zip(reversed(list(self.dim_red.items())), reversed(features)):
            x = red(feature)
            if top is not None:
                x = F.relu(x + nn.Upsample(size=x.size()[2:], mode='bilinear', align_corners=True)(top))
            top = self.crp[name](x)
        return self.clf(top)


HEADS = {'fpn': FPNHead, 'aspp': partial(ASPPHead, rates=(1, 3)), 'psp': PSPHead, 'refine': RefineNetHead}


class Segmentor(nn.Module):
    def __init__(self, head, output_stride):
        super().__init__()
        self.backbone = Backbone(output_stride)
        self.decode_head = HEADS[head](self.backbone.channels)
        self.apply(self._init_weights)

    def _init_weights(self, m):
        if isinstance(m, nn.Conv2d):
            fan_out = m.kernel_size[0] * m.kernel_size[1] * m.out_channels
            fan_out //= m.groups
            m.weight.data.normal_(0, math.sqrt(2.0 / fan_out))
            if m.bias is not None:
                nn.init.zeros_(m.bias)

    def forward(self, x):
        y = self.decode_head(self.backbone(x))
        return F.interpolate(y, size=x.shape[2:], mode='bilinear', align_corners=False)


if __name__ == '__main__':
    for head, stride in (('fpn', 32), ('aspp', 16), ('psp', 8), ('refine', 32)):
        model = Segmentor(head, stride)
        y = model(torch.zeros(2, 3, 96, 128))
        assert y.shape == (2, 5, 96, 128), y.shape
