"""A generic U-Net planned from patch size and spacing, with deep supervision."""
from copy import deepcopy
from typing import List, Tuple, Type, Union

import numpy as np
import torch
from torch import nn
from torch.nn.modules.conv import _ConvNd
from torch.nn.modules.dropout import _DropoutNd


def convert_dim_to_conv_op(dimension: int) -> Type[_ConvNd]:
    if dimension == 1:
        return nn.Conv1d
    elif dimension == 2:
        return nn.Conv2d
    elif dimension == 3:
        return nn.Conv3d
    raise ValueError('Unknown dimension. Only 1, 2 and 3 are supported')


def get_matching_convtransp(conv_op=None, dimension=None):
    assert not ((conv_op is not None) and (dimension is not None))
    if conv_op is not None:
        dimension = {nn.Conv1d: 1, nn.Conv2d: 2, nn.Conv3d: 3}[conv_op]
    return getattr(nn, 'ConvTranspose%dd' % dimension)


def maybe_convert_scalar_to_list(conv_op, scalar):
    if not isinstance(scalar, (tuple, list, np.ndarray)):
        n = {nn.Conv1d: 1, nn.Conv2d: 2, nn.Conv3d: 3}[conv_op]
        return [scalar] * n
    return scalar


def get_shape_must_be_divisible_by(num_pool):
    return 2 ** np.array(num_pool)


def get_pool_and_conv_props(spacing, patch_size, min_feature_map_size, max_numpool):
    dim = len(spacing)
    current_spacing = deepcopy(list(spacing))
    current_size = deepcopy(list(patch_size))
    pool_op_kernel_sizes = [[1] * len(spacing)]
    conv_kernel_sizes = []
    num_pool_per_axis = [0] * dim
    kernel_size = [1] * dim
    while True:
        valid_axes_for_pool = [i for i in range(dim) if current_size[i] >= 2 * min_feature_map_size]
        if len(valid_axes_for_pool) < 1:
            break
        spacings_of_axes = [current_spacing[i] for i in valid_axes_for_pool]
        min_spacing_of_valid = min(spacings_of_axes)
        valid_axes_for_pool = [i for i in valid_axes_for_pool if current_spacing[i] / min_spacing_of_valid < 2]
        valid_axes_for_pool = [i for i in valid_axes_for_pool if num_pool_per_axis[i] < max_numpool]
        if len(valid_axes_for_pool) == 1:
            if current_size[valid_axes_for_pool[0]] >= 3 * min_feature_map_size:
                pass
            else:
                break
        if len(valid_axes_for_pool) < 1:
            break
        for d in range(dim):
            if kernel_size[d] == 3:
                continue
            else:
                if current_spacing[d] / min(current_spacing) < 2:
                    kernel_size[d] = 3
        other_axes = [i for i in range(dim) if i not in valid_axes_for_pool]
        pool_kernel_sizes = [0] * dim
        for v in valid_axes_for_pool:
            pool_kernel_sizes[v] = 2
            num_pool_per_axis[v] += 1
            current_spacing[v] *= 2
            current_size[v] = np.ceil(current_size[v] / 2)
        for nv in other_axes:
            pool_kernel_sizes[nv] = 1
        pool_op_kernel_sizes.append(pool_kernel_sizes)
        conv_kernel_sizes.append(deepcopy(kernel_size))
    must_be_divisible_by = get_shape_must_be_divisible_by(num_pool_per_axis)
    conv_kernel_sizes.append([3] * dim)
    return num_pool_per_axis, pool_op_kernel_sizes, conv_kernel_sizes, must_be_divisible_by


class ConvDropoutNormReLU(nn.Module):
    def __init__(self, conv_op, input_channels, output_channels, kernel_size, stride, conv_bias=False, norm_op=None,
                 norm_op_kwargs=None, dropout_op: Union[None, Type[_DropoutNd]] = None, nonlin=None, nonlin_kwargs=None):
        super().__init__()
        stride = maybe_convert_scalar_to_list(conv_op, stride)
        kernel_size = maybe_convert_scalar_to_list(conv_op, kernel_size)
        ops = []
        self.conv = conv_op(input_channels, output_channels, kernel_size, stride,
                            padding=[(i - 1) // 2 for i in kernel_size], dilation=1, bias=conv_bias)
        ops.append(self.conv)
        if norm_op is not None:
            self.norm = norm_op(output_channels, **(norm_op_kwargs or {}))
            ops.append(self.norm)
        if nonlin is not None:
            self.nonlin = nonlin(**(nonlin_kwargs or {}))
            ops.append(self.nonlin)
        self.all_modules = nn.Sequential(*ops)

    def forward(self, x):
        return self.all_modules(x)


class StackedConvBlocks(nn.Module):
    def __init__(self, num_convs, conv_op, input_channels, output_channels: Union[int, List[int], Tuple[int, ...]],
                 kernel_size, initial_stride, **kw):
        super().__init__()
        if not isinstance(output_channels, (tuple, list)):
            output_channels = [output_channels] * num_convs
        self.convs = nn.Sequential(
            ConvDropoutNormReLU(conv_op, input_channels, output_channels[0], kernel_size, initial_stride, **kw),
            *[
                ConvDropoutNormReLU(conv_op, output_channels[i - 1], output_channels[i], kernel_size, 1, **kw)
                for i in range(1, num_convs)
            ]
        )
        self.output_channels = output_channels[-1]
        self.initial_stride = maybe_convert_scalar_to_list(conv_op, initial_stride)

    def forward(self, x):
        return self.convs(x)


class PlainConvUNet(nn.Module):
    def __init__(self, input_channels, n_stages, features_per_stage, conv_op, kernel_sizes, strides, num_classes,
                 n_conv_per_stage=2, deep_supervision=False, **kw):
        super().__init__()
        if isinstance(n_conv_per_stage, int):
            n_conv_per_stage = [n_conv_per_stage] * n_stages
        stages = []
        for s in range(n_stages):
            stages.append(nn.Sequential(StackedConvBlocks(
                n_conv_per_stage[s], conv_op, input_channels, features_per_stage[s], kernel_sizes[s], strides[s], **kw)))
            input_channels = features_per_stage[s]
        self.encoder = nn.Sequential(*stages)
        transpconv_op = get_matching_convtransp(conv_op=conv_op)
        transpconvs, decoder, seg_layers = [], [], []
        for s in range(1, n_stages):
            below, skip = features_per_stage[-s], features_per_stage[-(s + 1)]
            stride_for_transpconv = strides[-s]
            transpconvs.append(transpconv_op(below, skip, stride_for_transpconv, stride_for_transpconv, bias=True))
            decoder.append(StackedConvBlocks(2, conv_op, 2 * skip, skip, kernel_sizes[-(s + 1)], 1, **kw))
            seg_layers.append(conv_op(skip, num_classes, 1, 1, 0, bias=True))
        self.stages = nn.ModuleList(decoder)
        self.transpconvs = nn.ModuleList(transpconvs)
        self.seg_layers = nn.ModuleList(seg_layers)
        self.deep_supervision = deep_supervision

    def forward(self, x):
        skips = []
        for s in self.encoder:
            x = s(x)
            skips.append(x)
        lres_input = skips[-1]
        seg_outputs = []
        for s in range(len(self.stages)):
            x = self.transpconvs[s](lres_input)
            x = torch.cat((x, skips[-(s + 2)]), 1)
            x = self.stages[s](x)
            if self.deep_supervision:
                seg_outputs.append(self.seg_layers[s](x))
            elif s == (len(self.stages) - 1):
                seg_outputs.append(self.seg_layers[-1](x))
            lres_input = x
        seg_outputs = seg_outputs[::-1]
        return seg_outputs if self.deep_supervision else seg_outputs[0]

    @staticmethod
    def initialize(module):
        if isinstance(module, (nn.Conv3d, nn.Conv2d, nn.ConvTranspose2d, nn.ConvTranspose3d)):
            module.weight = nn.init.kaiming_normal_(module.weight, a=1e-2)
            if module.bias is not None:
                module.bias = nn.init.constant_(module.bias, 0)


if __name__ == '__main__':
    patch = (16, 48, 32)
    pools, strides, kernels, divisible = get_pool_and_conv_props((3.0, 0.8, 0.8), patch, 4, 3)
    n_stages = len(strides)
    conv = convert_dim_to_conv_op(len(patch))
    padded = [int(np.ceil(p / d) * d) for p, d in zip(patch, divisible)]
    net = PlainConvUNet(2, n_stages, [min(32, 4 * 2 ** i) for i in range(n_stages)], conv, kernels, strides, 3,
                        deep_supervision=True, norm_op=nn.InstanceNorm3d, norm_op_kwargs={'eps': 1e-5, 'affine': True},
                        nonlin=nn.LeakyReLU, nonlin_kwargs={'inplace': True})
    net.apply(net.initialize)
    outs = net(torch.rand(1, 2, *padded))
    weights = np.array([1 / (2 ** i) for i in range(len(outs))])
    weights = weights / weights.sum()
    loss = sum(w * o.abs().mean() for w, o in zip(weights, outs))
    net.eval()
    net.deep_supervision = False
    with torch.no_grad():
        print(net(torch.rand(1, 2, *[2 * p for p in padded])).shape)
