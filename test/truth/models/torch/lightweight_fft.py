import torch
import torch.nn as nn
import torch.nn.functional as F


class FourierUnit(nn.Module):
    def __init__(self, cin, cout):
        super().__init__()
        self.conv = nn.Conv2d(cin * 2, cout * 2, 1, bias=False)
        self.bn = nn.BatchNorm2d(cout * 2)

    def forward(self, x):
        batch = x.shape[0]
        ff = torch.fft.rfftn(x, dim=(-2, -1), norm='ortho')
        ff = torch.stack((ff.real, ff.imag), dim=-1).permute(0, 1, 4, 2, 3).contiguous()
        ff = ff.view((batch, -1) + ff.size()[3:])
        ff = F.relu(self.bn(self.conv(ff)))
        ff = ff.view((batch, -1, 2) + ff.size()[2:]).permute(0, 1, 3, 4, 2).contiguous()
        return torch.fft.irfftn(torch.complex(ff[..., 0], ff[..., 1]), s=x.shape[-2:], dim=(-2, -1), norm='ortho')


class SpectrogramNet(nn.Module):
    def __init__(self, n_fft=64, hop=16):
        super().__init__()
        self.n_fft, self.hop = n_fft, hop
        self.register_buffer('window', torch.hann_window(n_fft))
        self.enc = nn.Conv2d(2, 8, (5, 3), (2, 1), (2, 1))
        self.ff = FourierUnit(8, 8)
        self.dec = nn.ConvTranspose2d(8, 2, (5, 3), (2, 1), (2, 1))

    def forward(self, wave):
        length = wave.shape[-1]
        spec = torch.stft(wave, self.n_fft, self.hop, window=self.window, return_complex=True)
        x = torch.view_as_real(spec).permute(0, 3, 1, 2)
        y = self.dec(self.ff(self.enc(x)))
        if y.shape != x.shape:
            y = F.pad(y, (0, x.shape[-1] - y.shape[-1], 0, x.shape[-2] - y.shape[-2]))
        out = torch.view_as_complex(y.permute(0, 2, 3, 1).contiguous())
        return torch.istft(out, self.n_fft, self.hop, window=self.window, length=length)


wave = SpectrogramNet()(torch.randn(2, 1000))
nn.Conv1d(1, 4, 9, 2)(wave.unsqueeze(1))
