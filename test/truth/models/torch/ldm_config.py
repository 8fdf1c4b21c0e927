"""Latent diffusion from nested configuration dictionaries: instantiate_from_config, get_obj_from_str, timestep sequences."""
import importlib
import math
import sys
from abc import abstractmethod

import torch
import torch.nn as nn
import torch.nn.functional as F


def get_obj_from_str(string, reload=False):
    module, cls = string.rsplit('.', 1)
    if module == 'models':
        return getattr(sys.modules[__name__], cls)
    return getattr(importlib.import_module(module, package=None), cls)


def instantiate_from_config(config):
    if not 'target' in config:
        if config == '__is_unconditional__':
            return None
        raise KeyError('Expected key `target` to instantiate.')
    return get_obj_from_str(config['target'])(**config.get('params', dict()))


def conv_nd(dims, *args, **kwargs):
    if dims == 1:
        return nn.Conv1d(*args, **kwargs)  # never run
    elif dims == 2:
        return nn.Conv2d(*args, **kwargs)
    raise ValueError(f'unsupported dimensions: {dims}')


def zero_module(module):
    for p in module.parameters():
        p.detach().zero_()
    return module


class GroupNorm32(nn.GroupNorm):
    def forward(self, x):
        return super().forward(x.float()).type(x.dtype)


def normalization(channels):
    return GroupNorm32(4, channels)


def timestep_embedding(timesteps, dim, max_period=10000):
    half = dim // 2
    freqs = torch.exp(-math.log(max_period) * torch.arange(start=0, end=half, dtype=torch.float32) / half)
    args = timesteps[:, None].float() * freqs[None]
    embedding = torch.cat([torch.cos(args), torch.sin(args)], dim=-1)
    if dim % 2:
        embedding = torch.cat([embedding, torch.zeros_like(embedding[:, :1])], dim=-1)
    return embedding


class TimestepBlock(nn.Module):
    @abstractmethod
    def forward(self, x, emb):
        """Apply the module to `x` given `emb` timestep embeddings."""


class TimestepEmbedSequential(nn.Sequential, TimestepBlock):
    def forward(self, x, emb, context=None):
        for layer in self:
            if isinstance(layer, TimestepBlock):
                x = layer(x, emb)
            elif isinstance(layer, SpatialTransformer):
                x = layer(x, context)
            else:
                x = layer(x)
        return x


class Upsample(nn.Module):
    def __init__(self, channels, use_conv, dims=2, out_channels=None):
        super().__init__()
        self.channels, self.out_channels, self.use_conv, self.dims = channels, out_channels or channels, use_conv, dims
        if use_conv:
            self.conv = conv_nd(dims, self.channels, self.out_channels, 3, padding=1)

    def forward(self, x):
        assert x.shape[1] == self.channels
        x = F.interpolate(x, scale_factor=2, mode='nearest')
        return self.conv(x) if self.use_conv else x


class ResBlock(TimestepBlock):
    def __init__(self, channels, emb_channels, out_channels=None, use_scale_shift_norm=False):
        super().__init__()
        self.out_channels = out_channels or channels
        self.use_scale_shift_norm = use_scale_shift_norm
        self.in_layers = nn.Sequential(normalization(channels), nn.SiLU(), conv_nd(2, channels, self.out_channels, 3, padding=1))
        self.emb_layers = nn.Sequential(nn.SiLU(), nn.Linear(emb_channels, 2 * self.out_channels if use_scale_shift_norm else self.out_channels))
        self.out_layers = nn.Sequential(normalization(self.out_channels), nn.SiLU(), nn.Dropout(p=0.0), zero_module(conv_nd(2, self.out_channels, self.out_channels, 3, padding=1)))
        self.skip_connection = nn.Identity() if self.out_channels == channels else conv_nd(2, channels, self.out_channels, 1)

    def forward(self, x, emb):
        h = self.in_layers(x)
        emb_out = self.emb_layers(emb).type(h.dtype)
        while len(emb_out.shape) < len(h.shape):
            emb_out = emb_out[..., None]
        if self.use_scale_shift_norm:
            out_norm, out_rest = self.out_layers[0], self.out_layers[1:]
            scale, shift = torch.chunk(emb_out, 2, dim=1)
            h = out_norm(h) * (1 + scale) + shift
            h = out_rest(h)
        else:
            h = self.out_layers(h + emb_out)
        return self.skip_connection(x) + h


class SpatialTransformer(nn.Module):
    def __init__(self, channels, n_heads, context_dim=None):
        super().__init__()
        self.norm = normalization(channels)
        self.proj_in = nn.Conv2d(channels, channels, kernel_size=1)
        self.attn = nn.MultiheadAttention(channels, n_heads, kdim=context_dim, vdim=context_dim, batch_first=True)
        self.proj_out = zero_module(nn.Conv2d(channels, channels, kernel_size=1))

    def forward(self, x, context=None):
        b, c, h, w = x.shape
        x_in = x
        x = self.proj_in(self.norm(x))
        x = x.flatten(2).transpose(1, 2).contiguous()
        kv = x if context is None else context
        x = x + self.attn(x, kv, kv, need_weights=False)[0]
        x = x.transpose(1, 2).reshape(b, c, h, w)
        return self.proj_out(x) + x_in


class UNetModel(nn.Module):
    def __init__(self, in_channels, model_channels, out_channels, num_res_blocks, attention_resolutions, channel_mult=(1, 2), num_heads=-1, num_head_channels=-1, context_dim=None, use_scale_shift_norm=False):
        super().__init__()
        self.model_channels = model_channels
        time_embed_dim = model_channels * 4
        self.time_embed = nn.Sequential(nn.Linear(model_channels, time_embed_dim), nn.SiLU(), nn.Linear(time_embed_dim, time_embed_dim))
        self.input_blocks = nn.ModuleList([TimestepEmbedSequential(conv_nd(2, in_channels, model_channels, 3, padding=1))])
        input_block_chans = [model_channels]
        ch, ds = model_channels, 1
        heads = lambda ch: num_heads if num_head_channels == -1 else ch // num_head_channels
        for level, mult in enumerate(channel_mult):
            for _ in range(num_res_blocks):
                layers = [ResBlock(ch, time_embed_dim, mult * model_channels, use_scale_shift_norm)]
                ch = mult * model_channels
                if ds in attention_resolutions:
                    layers.append(SpatialTransformer(ch, heads(ch), context_dim))
                self.input_blocks.append(TimestepEmbedSequential(*layers))
                input_block_chans.append(ch)
            if level != len(channel_mult) - 1:
                self.input_blocks.append(TimestepEmbedSequential(conv_nd(2, ch, ch, 3, stride=2, padding=1)))
                input_block_chans.append(ch)
                ds *= 2
        self.middle_block = TimestepEmbedSequential(ResBlock(ch, time_embed_dim), SpatialTransformer(ch, heads(ch), context_dim), ResBlock(ch, time_embed_dim))
        self.output_blocks = nn.ModuleList([])
        for level, mult in list(enumerate(channel_mult))[::-1]:
            for i in range(num_res_blocks + 1):
                ich = input_block_chans.pop()
                layers = [ResBlock(ch + ich, time_embed_dim, model_channels * mult)]
                ch = model_channels * mult
                if ds in attention_resolutions:
                    layers.append(SpatialTransformer(ch, heads(ch), context_dim))
                if level and i == num_res_blocks:
                    layers.append(Upsample(ch, True))
                    ds //= 2
                self.output_blocks.append(TimestepEmbedSequential(*layers))
        self.out = nn.Sequential(normalization(ch), nn.SiLU(), zero_module(conv_nd(2, model_channels, out_channels, 3, padding=1)))

    def forward(self, x, timesteps=None, context=None):
        hs = []
        emb = self.time_embed(timestep_embedding(timesteps, self.model_channels))
        h = x
        for module in self.input_blocks:
            h = module(h, emb, context)
            hs.append(h)
        h = self.middle_block(h, emb, context)
        for module in self.output_blocks:
            h = torch.cat([h, hs.pop()], dim=1)
            h = module(h, emb, context)
        return self.out(h.type(x.dtype))


class AutoencoderKL(nn.Module):
    def __init__(self, ddconfig, embed_dim):
        super().__init__()
        ch = ddconfig['ch']
        self.encoder = nn.Sequential(nn.Conv2d(3, ch, 3, 1, 1), *[nn.Sequential(nn.ZeroPad2d((0, 1, 0, 1)), nn.Conv2d(ch * m, ch * n, 3, stride=2, padding=0)) for m, n in zip(ddconfig['ch_mult'], ddconfig['ch_mult'][1:])])
        last = ch * ddconfig['ch_mult'][-1]
        self.quant_conv = nn.Conv2d(last, 2 * embed_dim, 1)
        self.embed_dim = embed_dim

    def encode(self, x):
        mean, logvar = torch.chunk(self.quant_conv(self.encoder(x)), 2, dim=1)
        return mean + torch.exp(0.5 * torch.clamp(logvar, -30.0, 20.0)) * torch.randn(mean.shape)


class LatentDiffusion(nn.Module):
    def __init__(self, unet_config, first_stage_config, cond_stage_config, timesteps=1000, linear_start=1e-4, linear_end=2e-2, scale_factor=0.18):
        super().__init__()
        self.model = instantiate_from_config(unet_config)
        self.first_stage_model = instantiate_from_config(first_stage_config).eval()
        for param in self.first_stage_model.parameters():
            param.requires_grad = False
        self.cond_stage_model = instantiate_from_config(cond_stage_config)
        betas = torch.linspace(linear_start ** 0.5, linear_end ** 0.5, timesteps, dtype=torch.float64) ** 2
        alphas_cumprod = torch.cumprod(1. - betas, dim=0)
        self.num_timesteps = int(betas.shape[0])
        self.register_buffer('sqrt_alphas_cumprod', torch.sqrt(alphas_cumprod).float())
        self.register_buffer('sqrt_one_minus', torch.sqrt(1. - alphas_cumprod).float())
        self.scale_factor = scale_factor

    @torch.no_grad()
    def sample(self, shape, cond, steps=3):
        img = torch.randn(shape)
        for i in reversed(range(0, self.num_timesteps, self.num_timesteps // steps)):
            ts = torch.full((shape[0],), i, dtype=torch.long)
            img = img - 0.1 * self.model(img, ts, context=cond)
        return img

    def forward(self, x, c):
        z = self.scale_factor * self.first_stage_model.encode(x)
        t = torch.randint(0, self.num_timesteps, (x.shape[0],)).long()
        noise = torch.randn_like(z)
        extract = lambda a: a.gather(-1, t).reshape(t.shape[0], *((1,) * (len(z.shape) - 1)))
        noisy = extract(self.sqrt_alphas_cumprod) * z + extract(self.sqrt_one_minus) * noise
        return F.mse_loss(self.model(noisy, t, self.cond_stage_model(c)), noise)


config = {
    'target': 'models.LatentDiffusion',
    'params': {
        'unet_config': {'target': 'models.UNetModel', 'params': {'in_channels': 4, 'model_channels': 8, 'out_channels': 4, 'num_res_blocks': 1, 'attention_resolutions': [2], 'channel_mult': [1, 2], 'num_head_channels': 4, 'context_dim': 12}},
        'first_stage_config': {'target': 'models.AutoencoderKL', 'params': {'embed_dim': 4, 'ddconfig': {'ch': 4, 'ch_mult': [1, 2, 2]}}},
        'cond_stage_config': {'target': 'torch.nn.Embedding', 'params': {'num_embeddings': 10, 'embedding_dim': 12}},
    },
}
model = instantiate_from_config(config)
tokens = torch.randint(0, 10, (2, 5))
model(torch.rand(2, 3, 64, 64), tokens).backward()
print(model.sample((2, 4, 16, 16), model.cond_stage_model(tokens)).shape)
adm = UNetModel(3, 8, 6, 1, (1,), (1, 2), num_heads=2, use_scale_shift_norm=True)
print(adm(torch.rand(1, 3, 8, 8), torch.tensor([10])).shape)
