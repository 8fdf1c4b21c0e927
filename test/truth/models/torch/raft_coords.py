"""RAFT-like optical flow: correlation pyramid, coordinate grids, a ConvGRU, convex upsampling; updates in a loop."""
import torch
import torch.nn as nn
import torch.nn.functional as F


def bilinear_sampler(img, coords, mode='bilinear', mask=False):
    H, W = img.shape[-2:]
    xgrid, ygrid = coords.split([1, 1], dim=-1)
    xgrid = 2 * xgrid / (W - 1) - 1
    ygrid = 2 * ygrid / (H - 1) - 1
    grid = torch.cat([xgrid, ygrid], dim=-1)
    img = F.grid_sample(img, grid, align_corners=True)
    if mask:
        mask = (xgrid > -1) & (ygrid > -1) & (xgrid < 1) & (ygrid < 1)
        return img, mask.float()
    return img


def coords_grid(batch, ht, wd):
    coords = torch.meshgrid(torch.arange(ht), torch.arange(wd), indexing='ij')
    coords = torch.stack(coords[::-1], dim=0).float()
    return coords[None].repeat(batch, 1, 1, 1)


class CorrBlock:
    def __init__(self, fmap1, fmap2, num_levels=2, radius=2):
        self.num_levels = num_levels
        self.radius = radius
        self.corr_pyramid = []
        corr = CorrBlock.corr(fmap1, fmap2)
        batch, h1, w1, dim, h2, w2 = corr.shape
        corr = corr.reshape(batch * h1 * w1, dim, h2, w2)
        self.corr_pyramid.append(corr)
        for i in range(self.num_levels - 1):
            corr = F.avg_pool2d(corr, 2, stride=2)
            self.corr_pyramid.append(corr)

    def __call__(self, coords):
        r = self.radius
        coords = coords.permute(0, 2, 3, 1)
        batch, h1, w1, _ = coords.shape
        out_pyramid = []
        for i in range(self.num_levels):
            corr = self.corr_pyramid[i]
            dx = torch.linspace(-r, r, 2 * r + 1)
            dy = torch.linspace(-r, r, 2 * r + 1)
            delta = torch.stack(torch.meshgrid(dy, dx, indexing='ij'), axis=-1)
            centroid_lvl = coords.reshape(batch * h1 * w1, 1, 1, 2) / 2**i
            delta_lvl = delta.view(1, 2 * r + 1, 2 * r + 1, 2)
            coords_lvl = centroid_lvl + delta_lvl
            corr = bilinear_sampler(corr, coords_lvl)
            corr = corr.view(batch, h1, w1, -1)
            out_pyramid.append(corr)
        out = torch.cat(out_pyramid, dim=-1)
        return out.permute(0, 3, 1, 2).contiguous().float()

    @staticmethod
    def corr(fmap1, fmap2):
        batch, dim, ht, wd = fmap1.shape
        fmap1 = fmap1.view(batch, dim, ht * wd)
        fmap2 = fmap2.view(batch, dim, ht * wd)
        corr = torch.matmul(fmap1.transpose(1, 2), fmap2)
        corr = corr.view(batch, ht, wd, 1, ht, wd)
        return corr / torch.sqrt(torch.tensor(dim).float())


class ResidualBlock(nn.Module):
    def __init__(self, in_planes, planes, norm_fn='group', stride=1):
        super().__init__()
        self.conv1 = nn.Conv2d(in_planes, planes, kernel_size=3, padding=1, stride=stride)
        self.conv2 = nn.Conv2d(planes, planes, kernel_size=3, padding=1)
        self.relu = nn.ReLU(inplace=True)
        num_groups = planes // 8
        make = {'group': lambda: nn.GroupNorm(num_groups=num_groups, num_channels=planes), 'batch': lambda: nn.BatchNorm2d(planes), 'instance': lambda: nn.InstanceNorm2d(planes), 'none': lambda: nn.Sequential()}[norm_fn]
        self.norm1, self.norm2 = make(), make()
        if not stride == 1:
            self.norm3 = make()
        if stride == 1:
            self.downsample = None
        else:
            self.downsample = nn.Sequential(nn.Conv2d(in_planes, planes, kernel_size=1, stride=stride), self.norm3)

    def forward(self, x):
        y = x
        y = self.relu(self.norm1(self.conv1(y)))
        y = self.relu(self.norm2(self.conv2(y)))
        if self.downsample is not None:
            x = self.downsample(x)
        return self.relu(x + y)


class Encoder(nn.Module):
    def __init__(self, output_dim, norm_fn):
        super().__init__()
        self.norm_fn = norm_fn
        self.conv1 = nn.Conv2d(3, 16, kernel_size=7, stride=2, padding=3)
        self.in_planes = 16
        self.layer1 = self._make_layer(16, stride=1)
        self.layer2 = self._make_layer(24, stride=2)
        self.layer3 = self._make_layer(32, stride=2)
        self.conv2 = nn.Conv2d(32, output_dim, kernel_size=1)

    def _make_layer(self, dim, stride=1):
        layer1 = ResidualBlock(self.in_planes, dim, self.norm_fn, stride=stride)
        layer2 = ResidualBlock(dim, dim, self.norm_fn, stride=1)
        layers = (layer1, layer2)
        self.in_planes = dim
        return nn.Sequential(*layers)

    def forward(self, x):
        is_list = isinstance(x, tuple) or isinstance(x, list)
        if is_list:
            batch_dim = x[0].shape[0]
            x = torch.cat(x, dim=0)
        x = self.layer3(self.layer2(self.layer1(F.relu(self.conv1(x)))))
        x = self.conv2(x)
        if is_list:
            x = torch.split(x, [batch_dim, batch_dim], dim=0)
        return x


class SepConvGRU(nn.Module):
    def __init__(self, hidden_dim=16, input_dim=48):
        super().__init__()
        for gate in 'zrq':
            setattr(self, f'conv{gate}1', nn.Conv2d(hidden_dim + input_dim, hidden_dim, (1, 5), padding=(0, 2)))
            setattr(self, f'conv{gate}2', nn.Conv2d(hidden_dim + input_dim, hidden_dim, (5, 1), padding=(2, 0)))

    def forward(self, h, x):
        for i in (1, 2):
            hx = torch.cat([h, x], dim=1)
            z = torch.sigmoid(getattr(self, f'convz{i}')(hx))
            r = torch.sigmoid(getattr(self, f'convr{i}')(hx))
            q = torch.tanh(getattr(self, f'convq{i}')(torch.cat([r * h, x], dim=1)))
            h = (1 - z) * h + z * q
        return h


class RAFT(nn.Module):
    def __init__(self, args):
        super().__init__()
        self.args = args
        args.corr_levels, args.corr_radius = 2, 2
        self.hdim = hdim = 16
        self.cdim = cdim = 16
        if 'dropout' not in self.args:
            self.args.dropout = 0
        self.fnet = Encoder(32, 'instance')
        self.cnet = Encoder(hdim + cdim, 'batch')
        cor_planes = args.corr_levels * (2 * args.corr_radius + 1)**2
        self.convc = nn.Conv2d(cor_planes, 24, 1)
        self.convf = nn.Conv2d(2, 8, 7, padding=3)
        self.conv = nn.Conv2d(24 + 8, 32 - 2, 3, padding=1)
        self.gru = SepConvGRU(hdim, 32 + cdim)
        self.flow_head = nn.Sequential(nn.Conv2d(hdim, 32, 3, padding=1), nn.ReLU(), nn.Conv2d(32, 2, 3, padding=1))
        self.mask = nn.Sequential(nn.Conv2d(hdim, 32, 3, padding=1), nn.ReLU(inplace=True), nn.Conv2d(32, 64 * 9, 1, padding=0))

    def upsample_flow(self, flow, mask):
        N, _, H, W = flow.shape
        mask = mask.view(N, 1, 9, 8, 8, H, W)
        mask = torch.softmax(mask, dim=2)
        up_flow = F.unfold(8 * flow, [3, 3], padding=1)
        up_flow = up_flow.view(N, 2, 9, 1, 1, H, W)
        up_flow = torch.sum(mask * up_flow, dim=2)
        up_flow = up_flow.permute(0, 1, 4, 2, 5, 3)
        return up_flow.reshape(N, 2, 8 * H, 8 * W)

    def forward(self, image1, image2, iters=3, flow_init=None):
        image1, image2 = 2 * (image1 / 255.0) - 1.0, 2 * (image2 / 255.0) - 1.0
        with torch.autocast('cpu', enabled=False):
            fmap1, fmap2 = self.fnet([image1, image2])
        corr_fn = CorrBlock(fmap1.float(), fmap2.float(), radius=self.args.corr_radius)
        net, inp = torch.split(self.cnet(image1), [self.hdim, self.cdim], dim=1)
        net, inp = torch.tanh(net), torch.relu(inp)
        N, C, H, W = image1.shape
        coords0, coords1 = coords_grid(N, H // 8, W // 8), coords_grid(N, H // 8, W // 8)
        if flow_init is not None:
            coords1 = coords1 + flow_init
        flow_predictions = []
        for itr in range(iters):
            coords1 = coords1.detach()
            corr = corr_fn(coords1)
            flow = coords1 - coords0
            cor_flo = torch.cat([F.relu(self.convc(corr)), F.relu(self.convf(flow))], dim=1)
            motion = torch.cat([F.relu(self.conv(cor_flo)), flow], dim=1)
            net = self.gru(net, torch.cat([inp, motion], dim=1))
            coords1 = coords1 + self.flow_head(net)
            flow_up = self.upsample_flow(coords1 - coords0, .25 * self.mask(net))
            flow_predictions.append(flow_up)
        return coords1 - coords0, flow_predictions


class InputPadder:
    def __init__(self, dims, mode='sintel'):
        self.ht, self.wd = dims[-2:]
        pad_ht = (((self.ht // 8) + 1) * 8 - self.ht) % 8
        pad_wd = (((self.wd // 8) + 1) * 8 - self.wd) % 8
        if mode == 'sintel':
            self._pad = [pad_wd//2, pad_wd - pad_wd//2, pad_ht//2, pad_ht - pad_ht//2]
        else:
            self._pad = [pad_wd//2, pad_wd - pad_wd//2, 0, pad_ht]

    def pad(self, *inputs):
        return [F.pad(x, self._pad, mode='replicate') for x in inputs]

    def unpad(self, x):
        ht, wd = x.shape[-2:]
        c = [self._pad[2], ht-self._pad[3], self._pad[0], wd-self._pad[1]]
        return x[..., c[0]:c[1], c[2]:c[3]]


if __name__ == '__main__':
    import argparse
    parser = argparse.ArgumentParser()
    parser.add_argument('--small', action='store_true')
    args = parser.parse_args()
    model = RAFT(args)
    image = torch.rand(1, 3, 61, 75)
    padder = InputPadder(image.shape)
    low, ups = model(*padder.pad(image, image))
    print(low.shape, padder.unpad(ups[-1]).shape)
