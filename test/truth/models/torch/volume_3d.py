"""Segmentation of volumes with anisotropic kernels."""
import torch
import torch.nn as nn


def conv_block(cin, cout, kernel=(3, 3, 3), stride=(1, 1, 1)):
    padding = tuple(k // 2 for k in kernel)
    return nn.Sequential(
        nn.Conv3d(cin, cout, kernel, stride, padding),
        nn.InstanceNorm3d(cout),
        nn.LeakyReLU(1e-2, inplace=True),
    )


class VNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = conv_block(1, 4, (1, 3, 3))
        self.enc1 = conv_block(4, 8, stride=(1, 2, 2))
        self.enc2 = conv_block(8, 16, stride=(2, 2, 2))
        self.up2 = nn.ConvTranspose3d(16, 8, kernel_size=2, stride=2)
        self.dec2 = conv_block(16, 8)
        self.up1 = nn.ConvTranspose3d(8, 4, kernel_size=(1, 2, 2), stride=(1, 2, 2))
        self.dec1 = conv_block(8, 4, (3, 3, 1))
        self.seg = nn.Conv3d(4, 3, 1, bias=False)

    def forward(self, volume):
        s = self.stem(volume)
        e1 = self.enc1(s)
        e2 = self.enc2(e1)
        d = self.dec2(torch.cat([self.up2(e2), e1], 1))
        d = self.dec1(torch.cat([self.up1(d), s], 1))
        return self.seg(d)


print(VNet()(torch.rand(1, 1, 10, 32, 24)).shape)
