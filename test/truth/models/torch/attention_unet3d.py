"""Attention U-Net in 3-D, with grid attention blocks."""
import torch
import torch.nn as nn
import torch.nn.functional as F


class UnetConv3(nn.Module):
    def __init__(self, in_size, out_size, is_batchnorm, kernel_size=(3, 3, 1), padding_size=(1, 1, 0), init_stride=(1, 1, 1)):
        super(UnetConv3, self).__init__()
        if is_batchnorm:
            self.conv1 = nn.Sequential(nn.Conv3d(in_size, out_size, kernel_size, init_stride, padding_size),
                                       nn.BatchNorm3d(out_size),
                                       nn.ReLU(inplace=True),)
            self.conv2 = nn.Sequential(nn.Conv3d(out_size, out_size, kernel_size, 1, padding_size),
                                       nn.BatchNorm3d(out_size),
                                       nn.ReLU(inplace=True),)
        else:
            self.conv1 = nn.Sequential(nn.Conv3d(in_size, out_size, kernel_size, init_stride, padding_size),  # never run
                                       nn.ReLU(inplace=True),)
            self.conv2 = nn.Sequential(nn.Conv3d(out_size, out_size, kernel_size, 1, padding_size),  # never run
                                       nn.ReLU(inplace=True),)
        for m in self.children():
            for layer in m:
                if isinstance(layer, nn.Conv3d):
                    nn.init.kaiming_normal_(layer.weight)

    def forward(self, inputs):
        outputs = self.conv1(inputs)
        outputs = self.conv2(outputs)
        return outputs


class _GridAttentionBlockND(nn.Module):
    def __init__(self, in_channels, gating_channels, inter_channels=None, dimension=3, mode='concatenation',
                 sub_sample_factor=(2, 2, 2)):
        super(_GridAttentionBlockND, self).__init__()
        assert dimension in [2, 3]
        assert mode in ['concatenation', 'concatenation_debug', 'concatenation_residual']
        if isinstance(sub_sample_factor, tuple):
            self.sub_sample_factor = sub_sample_factor
        elif isinstance(sub_sample_factor, list):
            self.sub_sample_factor = tuple(sub_sample_factor)
        else:
            self.sub_sample_factor = tuple([sub_sample_factor]) * dimension
        self.mode = mode
        self.dimension = dimension
        self.sub_sample_kernel_size = self.sub_sample_factor
        self.in_channels = in_channels
        self.gating_channels = gating_channels
        self.inter_channels = inter_channels
        if self.inter_channels is None:
            self.inter_channels = in_channels // 2
            if self.inter_channels == 0:
                self.inter_channels = 1
        if dimension == 3:
            conv_nd = nn.Conv3d
            bn = nn.BatchNorm3d
            self.upsample_mode = 'trilinear'
        elif dimension == 2:
            conv_nd = nn.Conv2d
            bn = nn.BatchNorm2d
            self.upsample_mode = 'bilinear'
        else:
            raise NotImplementedError
        self.W = nn.Sequential(
            conv_nd(in_channels=self.in_channels, out_channels=self.in_channels, kernel_size=1, stride=1, padding=0),
            bn(self.in_channels),
        )
        self.theta = conv_nd(in_channels=self.in_channels, out_channels=self.inter_channels,
                             kernel_size=self.sub_sample_kernel_size, stride=self.sub_sample_factor, padding=0, bias=False)
        self.phi = conv_nd(in_channels=self.gating_channels, out_channels=self.inter_channels,
                           kernel_size=1, stride=1, padding=0, bias=True)
        self.psi = conv_nd(in_channels=self.inter_channels, out_channels=1, kernel_size=1, stride=1, padding=0, bias=True)
        self.operation_function = {
            'concatenation': self._concatenation,
            'concatenation_residual': self._concatenation_residual,
        }[mode]

    def forward(self, x, g):
        return self.operation_function(x, g)

    def _concatenation(self, x, g):
        input_size = x.size()
        batch_size = input_size[0]
        assert batch_size == g.size(0)
        theta_x = self.theta(x)
        theta_x_size = theta_x.size()
        phi_g = F.interpolate(self.phi(g), size=theta_x_size[2:], mode=self.upsample_mode)
        f = F.relu(theta_x + phi_g, inplace=True)
        sigm_psi_f = torch.sigmoid(self.psi(f))
        sigm_psi_f = F.interpolate(sigm_psi_f, size=input_size[2:], mode=self.upsample_mode)
        y = sigm_psi_f.expand_as(x) * x
        W_y = self.W(y)
        return W_y, sigm_psi_f

    def _concatenation_residual(self, x, g):
        input_size = x.size()
        theta_x = self.theta(x)
        phi_g = F.interpolate(self.phi(g), size=theta_x.size()[2:], mode=self.upsample_mode)
        f = F.relu(theta_x + phi_g, inplace=True)
        f = self.psi(f).view(input_size[0], 1, -1)
        sigm_psi_f = F.softmax(f, dim=2).view(input_size[0], 1, *theta_x.size()[2:])
        sigm_psi_f = F.interpolate(sigm_psi_f, size=input_size[2:], mode=self.upsample_mode)
        y = sigm_psi_f.expand_as(x) * x
        return self.W(y), sigm_psi_f


class UnetUp3(nn.Module):
    def __init__(self, in_size, out_size, is_deconv, is_batchnorm=True):
        super(UnetUp3, self).__init__()
        self.conv = UnetConv3(in_size + out_size, out_size, is_batchnorm, kernel_size=(3, 3, 3), padding_size=(1, 1, 1))
        if is_deconv:
            self.up = nn.ConvTranspose3d(in_size, in_size, kernel_size=(4, 4, 1), stride=(2, 2, 1), padding=(1, 1, 0))
        else:
            self.up = nn.Upsample(scale_factor=(2, 2, 1), mode='trilinear')

    def forward(self, inputs1, inputs2):
        outputs2 = self.up(inputs2)
        offset = outputs2.size()[2] - inputs1.size()[2]
        padding = 2 * [offset // 2, offset // 2, 0]
        outputs1 = F.pad(inputs1, padding[::-1])
        return self.conv(torch.cat([outputs1, outputs2], 1))


class unet_grid_attention_3D(nn.Module):
    def __init__(self, feature_scale=4, n_classes=21, is_deconv=True, in_channels=3, is_batchnorm=True,
                 attention_dsample=(2, 2, 2), mode='concatenation'):
        super().__init__()
        filters = [64, 128, 256]
        filters = [int(x / feature_scale) for x in filters]
        self.conv1 = UnetConv3(in_channels, filters[0], is_batchnorm)
        self.maxpool1 = nn.MaxPool3d(kernel_size=(2, 2, 1))
        self.conv2 = UnetConv3(filters[0], filters[1], is_batchnorm)
        self.maxpool2 = nn.MaxPool3d(kernel_size=(2, 2, 1))
        self.center = UnetConv3(filters[1], filters[2], is_batchnorm)
        self.att2 = _GridAttentionBlockND(filters[1], filters[2], None, 3, mode, attention_dsample)
        self.up2 = UnetUp3(filters[2], filters[1], is_deconv, is_batchnorm)
        self.up1 = UnetUp3(filters[1], filters[0], not is_deconv, is_batchnorm)
        self.final = nn.Conv3d(filters[0], n_classes, 1)

    def forward(self, inputs):
        conv1 = self.conv1(inputs)
        conv2 = self.conv2(self.maxpool1(conv1))
        center = self.center(self.maxpool2(conv2))
        g_conv2, att2 = self.att2(conv2, center)
        up2 = self.up2(g_conv2, center)
        up1 = self.up1(conv1, up2)
        return self.final(up1)

    @staticmethod
    def apply_argmax_softmax(pred):
        return F.softmax(pred, dim=1)


for mode in ('concatenation', 'concatenation_residual'):
    model = unet_grid_attention_3D(feature_scale=16, n_classes=4, in_channels=1, mode=mode)
    pred = model.apply_argmax_softmax(model(torch.rand(1, 1, 32, 48, 6)))
    print(pred.shape)
