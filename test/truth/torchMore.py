"""What PyTorch answers to more of its operations: in place, masks, contents of small tensors, spectra, complex numbers, windows,
grids, recurrent and attention layers, losses, wrappers, and einops' functions and layers: torchMore.json.

Usage: python torchMore.py [--seed N --out FOLDER]      (torch and einops; any CPU build)
"""

import warnings

import einops
import einops.layers.torch
import torch
import torch.nn as nn
import torch.nn.functional as F

from expressions import Texts, options, run, write

warnings.simplefilter("ignore")
SEED = 20270301
arguments = options(SEED)
t = Texts(arguments.seed)

# Statements as functions, so that calls can use them: the tests run these lines too.
PRELUDE = """
import torch
import torch.nn as nn
import torch.nn.functional as F
import einops
from einops import rearrange, repeat, reduce
from einops.layers.torch import Rearrange, Reduce
from torch.utils.checkpoint import checkpoint, checkpoint_sequential
from torch.nn.utils import weight_norm, spectral_norm, parametrize, parametrizations
def put(x, index, value):
    x[index] = value
    return x
def then(x, *others):
    return x
def data(x, y):
    x.data = y
    return x
def grow(x, y):
    x += y
    return x
def taken(x, p):
    return [1 if float(v) > p else 0 for v in x]
"""
NAMES = {}
exec(PRELUDE, NAMES)


def zeros(sizes):
    return f"torch.zeros({', '.join(str(size) for size in sizes)})" if sizes else "torch.zeros(())"


def sizes(low=0, high=4, largest=5):
    return [t.one(1, t.int(1, largest), t.int(1, largest), t.int(2, largest)) for _ in range(t.int(low, high))]


def axis(rank, wild=0.1):
    return t.int(-rank - 1, rank) if t.chance(wild) or rank == 0 else t.int(-rank, rank - 1)


def in_place():
    shape = sizes(1, 4)
    rank = len(shape)
    x, a = zeros(shape), axis(rank)
    y = zeros([size if t.chance(0.7) else 1 for size in shape])
    big = zeros([2] + shape)
    return t.one(
        f"{x}.unsqueeze_({a})", f"{x}.squeeze_()", f"{x}.squeeze_({a})", f"{x}.transpose_({a}, 0)", f"{x}.t_()", f"{x}.add_({y})",
        f"{x}.mul_({y}).add_(1)", f"grow({x}, {y})", f"grow({x}, {big})", f"{x}.add_({big})", f"{x}.clamp_(0, 1).sqrt_()",
        f"{x}.fill_(1).zero_()", f"{x}.copy_({y})", f"{x}.masked_fill_({y} > 0, 1.0)", f"{x}.swapaxes_(0, {a})", f"{x}.resize_(2, 3)",
        f"{x}.index_fill_({a}, torch.tensor([0]), 1.0)", f"{x}.scatter_({a}, torch.zeros({', '.join(['1'] * rank)}).long(), 1.0)",
        f"{x}.index_add_(0, torch.tensor([0]), {zeros([1] + shape[1:])})", f"data({x}, {big})", f"{x}.normal_().uniform_(0, 1)",
        f"{x}.resize_as_({big})", f"{x}.set_({big})", f"{x}.requires_grad_().detach_()", f"{x}.lerp_({y}, 0.5)", f"{x}.addcmul_({y}, {y})",
        f"{x}.squeeze_(0).unsqueeze_(0)", f"{x}.div_({y} + 1).neg_().exp_()", f"{x}.pow_(2).sub_(1)", f"{x}.swapdims_(0, {a})",
    )


def items():
    shape = sizes(1, 4, 6)
    rank = len(shape)
    x = zeros(shape)
    k = t.int(0, shape[0] - 1)
    cut = t.int(0, shape[0])
    mask = [t.one(True, False) for _ in range(shape[0])]
    return t.one(
        f"put({x}, {k}, 1.0)", f"put({x}, slice({cut}), 2)", f"put({x}, {x} > 0, 0)", f"put({x}, (..., 0), 1)",
        f"put(torch.zeros({shape[0]}), {k}, 1).argmax().item()", f"put(torch.zeros({shape[0]}), slice(0, {cut}), 1).sum().int().item()",
        f"{x}[torch.tensor({mask})]", f"{x}[{mask}]", f"{x}[torch.tensor({mask}).nonzero()]", f"{x}[torch.arange({shape[0]}) < {cut}]",
        f"{x}[torch.arange({shape[0]})[:{cut}]]", f"{x}[torch.tensor([{k}, {k}])]", f"{x}[torch.tensor({k})]", f"{x}[..., torch.tensor([0, 0, 0])]",
        f"{x}[torch.ones({', '.join(map(str, shape))}, dtype=torch.bool)]", f"{x}[torch.zeros({', '.join(map(str, shape))}).bool()]",
        f"{x}[:, None]", f"{x}[torch.randperm({shape[0]})]", f"{x}[torch.randint(0, {shape[0]}, ({t.int(1, 4)}, 2))]", f"{x}[None, ..., None]",
        f"{x}[torch.argsort({zeros([shape[0]])})[:2]]", f"{x}[torch.topk({zeros([shape[0]])}, 1)[1]]", f"{x}[{k}:{k + 2}, ...]",
        f"torch.masked_select({x}, torch.ones({', '.join(map(str, shape))}).bool())", f"{x}[{zeros([shape[0]])}]",
        f"{x}[torch.tensor([True] * {shape[0] + 1})]", f"torch.ones({', '.join(map(str, shape))}).nonzero()", f"torch.tensor({mask}).nonzero(as_tuple=True)",
        f"{x}.index_select(0, torch.tensor([0, {k}]))", f"{x}.take(torch.tensor([[0, 0], [0, 0]]))",
    )


def contents():
    n, p = t.int(1, 9), t.one(0.1, 0.2, 0.5, 1)
    a, b, c = t.int(-5, 5), t.int(1, 9), t.int(1, 4)
    k = t.int(0, n - 1)
    values = [t.int(-9, 9) for _ in range(n)]
    others = [t.int(1, 9) for _ in range(n)]
    v, w = f"torch.tensor({values})", f"torch.tensor({others})"
    flat = f"torch.arange({2 * n})"
    op = t.one("+", "-", "*", "//", "%")
    comparison = t.one("<", "<=", ">", ">=", "==", "!=")
    return t.one(
        f"round(torch.linspace(0, {p}, {n})[{k}].item() * 10**12)", f"taken(torch.linspace(0, {p}, {n}), {p} / 2)",
        f"[round(x * 10**12) for x in torch.linspace(0, {p}, {n}).tolist()]", f"[round(x.item() * 10**9) for x in torch.linspace({a}, {b}, {n})]",
        f"{v}.tolist()", f"[int(x) for x in {v}]", f"({v} {op} {w}).tolist()", f"({v} {op} {b}).tolist()", f"({b} {op} {w}).tolist()",
        f"[int(x) for x in ({v} {comparison} {a}).tolist()]", f"({v} {comparison} {a}).sum().item()", f"int({v}.max())", f"{v}.min().item()",
        f"{v}.argmax().item()", f"{w}.prod().item()", f"{v}.sum().item()", f"{v}.sort()[0].tolist()", f"{v}.sort(descending=True).values.tolist()",
        f"{v}.cumsum(0).tolist()", f"{v}.abs().tolist()", f"(-{v}).tolist()", f"{v}.flip(0).tolist()", f"{flat}.view(2, {n})[1].tolist()",
        f"{flat}.view(2, {n}).t().tolist()", f"{flat}.reshape({n}, 2)[:, 1].tolist()", f"{flat}.view(2, -1).sum(1).tolist()", f"{flat}.float().mean().int().item()",
        f"torch.arange({a}, {a + b}, {c}).tolist()", f"torch.zeros({b}, {w}[0])", f"torch.zeros({w}.tolist()[:3])", f"torch.zeros(int({w}[0]), int({w}[-1]))",
        f"torch.zeros(6, {b}).view({w}.new_tensor([6])[0], -1)", f"int(torch.tensor({p}) * 1000)", f"round(float(torch.tensor({p})) * 10**9)",
        f"torch.full((2,), {b}).tolist()", f"torch.ones({n}).long().tolist()", f"torch.eye(2).long().tolist()", f"then(put({v}, {k}, 7).tolist())",
        f"{v}[{v} > {a}].tolist()", f"{v}[{v} > {a}]", f"torch.where({v} > {a}, {v}, {w}).tolist()", f"torch.where({v} > {a}, {v}, 0).tolist()",
        f"torch.cat([{v}, {w}]).tolist()", f"torch.stack([{v}, {w}]).tolist()", f"{v}.clamp(min=0).tolist()", f"{v}.clamp({a}, {b}).tolist()",
        f"{v}.unsqueeze(0).expand(2, {n}).tolist()", f"{v}.repeat(2).tolist()", f"{v}.float().tolist() == {v}.tolist() and 1 or 0", f"len({v})",
        f"{v}[{k}:].tolist()", f"torch.tensor([[1, 2], [3, 4]]).T.tolist()", f"torch.tensor([[{a}, 2], [3, {b}]])[1, 0].item()", f"torch.tensor([1, {b}])[-1].item()",
        f"({v}.float() / 2).floor().int().tolist()", f"torch.prod(torch.tensor(torch.zeros({b}, {c}).shape)).item()", f"torch.tensor({b}).item()",
        f"1 if ({w} > 0).all() else 0", f"1 if ({v} > {a}).any() else 0", f"1 if torch.equal({v}, {v}) else 0", f"2 if torch.tensor({a}) else 1",
        f"torch.ceil(torch.tensor({b} / {c})).int().item()", f"torch.div({w}, {c}, rounding_mode='floor').tolist()", f"torch.floor_divide({w}, {c}).tolist()",
        f"torch.triu(torch.ones({c}, {c})).sum().int().item()", f"torch.tril(torch.ones({c}, {c}), diagonal=-1).long().tolist()", f"torch.meshgrid(torch.arange({c}), torch.arange({n}), indexing='ij')[1].tolist()",
        f"{zeros([4, 2 * n])}.split({w}.tolist()[:1] + [2 * {n} - {others[0]}], 1)", f"[x.shape[0] for x in {flat}.split({c})]", f"torch.unique(torch.tensor([1, 1, {b}])).tolist()",
        f"torch.bincount(torch.tensor({others})).tolist()", f"torch.diff({v}).tolist()", f"{v}.numel() + {v}.dim()", f"{v}.view(-1, 1).tolist()", f"{v}.roll(1).tolist()",
        f"{v}.dtype == torch.int64 and 1 or 0", f"1 if torch.zeros(2).dtype == torch.float32 else 0", f"1 if ({v} / 2).dtype.is_floating_point else 0", f"1 if {v}.is_floating_point() else 0",
    )


def sizes_of():
    shape = sizes(1, 4, 6)
    x = zeros(shape)
    return t.one(
        f"torch.zeros({x}.shape)", f"torch.zeros({x}.size())", f"torch.zeros({x}.shape[:-1] + (2,))", f"torch.zeros(*{x}.shape, 3)", f"{x}.shape[1:].numel()",
        f"sum({x}.shape)", f"torch.zeros((2,) + {x}.shape)", f"torch.zeros(torch.Size([2, 3]))", f"len({x}.shape)", f"list({x}.shape)", f"tuple({x}.size())",
        f"1 if {x}.shape == torch.Size({shape}) else 0", f"1 if {x}.shape[-1] == {shape[-1]} else 0", f"1 if {x}.shape == ({', '.join(map(str, shape))},) else 0",
        f"{x}.new_zeros(2, {shape[0]})", f"{x}.new_full((2, {shape[0]}), 1.0)", f"{x}.new_ones({x}.shape)", f"{x}.new_tensor([1, 2])", f"{x}.new_empty((3,))",
        f"torch.zeros_like({x})", f"torch.full_like({x}, 2)", f"torch.randn_like({x}, dtype=torch.float64)", f"torch.randint_like({x}, 3)", f"{x}.element_size()",
        f"{x}.stride()", f"{x}.is_contiguous() and 1", f"max({x}.shape)", f"{x}.size()[-1]", f"{x}.size(-1) // 2", f"torch.numel({x})", f"{x}.shape.index({shape[-1]})",
        f"torch.Size(({shape[0]},)).numel()", f"{x}.new({shape[0]}, 2)", f"torch.rand({x}.shape[0], 1)", f"torch.empty({x}.size(0), *{x}.shape[1:])", f"{x}.nelement() + {x}.ndim + {x}.ndimension()",
    )


def windows():
    n, c, h, w = t.int(1, 2), t.int(1, 4), t.int(3, 8), t.int(3, 8)
    k, s, p = t.int(1, 3), t.int(1, 2), t.int(0, 1)
    x = zeros([n, c, h, w])
    return t.one(
        f"F.unfold({x}, {k}, padding={p}, stride={s})", f"F.unfold({x}, ({k}, 1))", f"F.fold(F.unfold({x}, {k}, padding={p}), ({h}, {w}), {k}, padding={p})",
        f"{x}.unfold(2, {k}, {s})", f"{x}.unfold(2, {k}, {s}).unfold(3, {k}, {s})", f"{x}.unfold(-1, {k}, {k})", f"{x}.as_strided(({n}, {c}), (1, 1))",
        f"torch.as_strided({x}, ({k}, {k}), ({s}, 1), 0)", f"{x}.as_strided(({h}, {w}, 2), ({w}, 1, 1))", f"F.grid_sample({x}, {zeros([n, k + 2, 5, 2])}, align_corners=False)",
        f"F.grid_sample({zeros([n, c, 3, h, w])}, {zeros([n, 2, k, 4, 3])})", f"F.grid_sample({x}, {zeros([n + t.one(0, 1), 3, 4, 2])})", f"F.grid_sample({x}, {zeros([n, 3, 4, t.one(2, 3)])}, mode='nearest')",
        f"F.affine_grid({zeros([n, 2, 3])}, {x}.size())", f"F.affine_grid({zeros([n, 2, 3])}, ({n}, {c}, {h}, {w}), align_corners=False)", f"F.affine_grid({zeros([n, 3, 4])}, ({n}, {c}, 2, {h}, {w}))",
        f"F.grid_sample({x}, F.affine_grid({zeros([n, 2, 3])}, {x}.shape))", f"nn.Unfold({k}, stride={s})({x})", f"nn.Upsample(scale_factor=2)({x})", f"F.pixel_unshuffle({zeros([n, c, 4, 6])}, 2)",
        f"F.max_pool2d({x}, {k}, return_indices=True)", f"F.max_pool2d_with_indices({x}, {k})", f"F.adaptive_avg_pool2d({x}, (None, 2))", f"torch.nn.functional.avg_pool2d({x}, 2, ceil_mode=True)",
        f"F.interpolate({x}, scale_factor=(0.5, 2))", f"F.pad({x}, [1, 1], 'circular')", f"F.pad({x}, (0, {p}, {p}, 0))", f"torch.pixel_shuffle({zeros([n, 4 * c, h, w])}, 2)",
    )


def spectra():
    n, length = t.int(1, 3), t.int(16, 40)
    fft, hop = t.one(4, 8, 16), t.int(1, 6)
    x = t.one(zeros([n, length]), zeros([length]))
    y = zeros([n, t.int(2, 5), t.int(2, 6), t.int(2, 7)])
    a = axis(4, 0.05)
    return t.one(
        f"torch.stft({x}, {fft}, {hop}, return_complex=True)", f"torch.stft({x}, n_fft={fft}, return_complex=True)", f"torch.stft({x}, {fft}, {hop}, window=torch.hann_window({fft}), center=False, return_complex=True)",
        f"torch.stft({x}, {fft}, {hop}, {fft}, torch.hann_window({fft}), return_complex=True, onesided=False)", f"torch.view_as_real(torch.stft({x}, {fft}, {hop}, return_complex=True))", f"torch.stft({x}, {fft}, {hop}, return_complex=True).abs()",
        f"torch.istft(torch.stft({x}, {fft}, {fft // 4}, window=torch.hann_window({fft}), return_complex=True), {fft}, {fft // 4}, window=torch.hann_window({fft}))",
        f"torch.istft(torch.stft({x}, {fft}, {fft // 4}, window=torch.hann_window({fft}), return_complex=True), {fft}, {fft // 4}, window=torch.hann_window({fft}), length={length})",
        f"torch.stft({x}, {fft}, {hop}, return_complex=True).angle()", f"{x}.stft({fft}, {hop}, return_complex=True)",
        f"torch.fft.fft({y})", f"torch.fft.rfft({y})", f"torch.fft.rfft({y}, dim={a})", f"torch.fft.fft({y}, n={t.int(1, 8)}, dim={a})", f"torch.fft.irfft(torch.fft.rfft({y}))", f"torch.fft.irfft(torch.fft.rfft({y}), n={y.split(', ')[-1][:-1]})",
        f"torch.fft.fft2({y})", f"torch.fft.rfft2({y}, norm='ortho')", f"torch.fft.irfft2(torch.fft.rfft2({y}))", f"torch.fft.irfft2(torch.fft.rfft2({y}), s=({t.int(2, 6)}, {t.int(2, 6)}))", f"torch.fft.fftn({y}, dim=(1, 2))", f"torch.fft.rfftn({y}, dim=(-2, -1))",
        f"torch.fft.irfftn(torch.fft.rfftn({y}, dim=(2, 3)), dim=(2, 3))", f"torch.fft.ifft(torch.fft.fft({y}))", f"torch.fft.ifft2(torch.fft.fft2({y})).real", f"torch.fft.fftshift({y})", f"torch.fft.ifftshift({y}, dim=(2, 3))", f"torch.fft.fftfreq({fft})", f"torch.fft.rfftfreq({fft})",
        f"torch.view_as_real(torch.fft.fft({y}))", f"torch.view_as_complex({zeros([n, 3, 2])})", f"torch.view_as_complex({zeros([n, 3])})", f"torch.view_as_real(torch.view_as_complex({zeros([n, 3, 2])}) * torch.view_as_complex({zeros([3, 2])})).flatten(1)",
        f"torch.complex({y}, {y})", f"torch.fft.rfft({y}).real", f"torch.fft.rfft({y}).imag", f"torch.polar({y}, {y})", f"torch.fft.ifftn({y})", f"torch.fft.hfft({y})", f"torch.hann_window({fft})", f"torch.hamming_window({fft}, periodic=False)", f"torch.fft.fft({y}, dim=9)", f"torch.conj(torch.fft.fft({y}))", f"torch.fft.rfft({y}, norm='ortho').abs()",
    )


def patterns():
    b, c, h, w, k = t.int(1, 3), t.int(1, 4), t.int(1, 4), t.int(1, 4), t.int(1, 3)
    x, y = zeros([b, c, 2 * h, 2 * w]), zeros([b, h * w, 3 * c])
    odd = t.one(0, 0, 1)
    return t.one(
        f"rearrange({x}, 'b c h w -> b (h w) c')", f"rearrange({x}, 'b c (h p) (w q) -> b (h w) (p q c)', p=2, q=2)", f"rearrange({y}, 'b (h w) c -> b c h w', h={h + odd})", f"rearrange({y}, 'b n (three h d) -> three b h n d', three=3, h=1)",
        f"rearrange([{x}, {x}], 'n b c h w -> b (n c) h w')", f"rearrange({x}, 'b c ... -> b ... c')", f"rearrange({x}, '... c h w -> ... (c h w)')", f"rearrange({x}, 'b c h w -> b 1 c (h w)')", f"rearrange({zeros([b, 1, c])}, 'b 1 c -> b c')", f"rearrange({zeros([b, 1, c])}, 'b () c -> c b')",
        f"repeat({zeros([1, 1, c])}, '() n d -> b n d', b={b + 1})", f"repeat({zeros([c])}, 'd -> b n d', b={b}, n={k})", f"repeat({x}, 'b c h w -> b c (h r) (w s)', r={k}, s=2)", f"reduce({x}, 'b c h w -> b c', 'mean')", f"reduce({x}, 'b c (h 2) (w 2) -> b c h w', 'max')", f"reduce({x}, 'b c h w -> b c 1 1', 'sum')", f"reduce({x}, 'b c (h k) w -> b h w', 'mean', k={k})",
        f"Rearrange('b c h w -> b (h w) c')({x})", f"Rearrange('b c (h p1) (w p2) -> b (h w) (p1 p2 c)', p1=2, p2={k})({x})", f"Reduce('b c h w -> b c', 'mean')({x})", f"nn.Sequential(Rearrange('b c h w -> b h w c'), nn.Linear({c}, 3))({x})", f"einops.rearrange({x}, 'b c h w -> (b h) w c')", f"einops.parse_shape({x}, 'b c _ w')", f"einops.repeat({x}, 'b c h w -> (k b) c h w', k=2)",
        f"rearrange({x}, 'b c h w -> b h w')", f"rearrange({x}, 'b c h -> b h c')", f"rearrange({x}, 'b c h w -> b (h w) d')", f"rearrange({x}, 'b (c p) h w -> b c (h p) w', p={k})", f"torch.einsum('bchw,bcij->bhwij', {x}, {x})", f"einops.einsum({x}, {zeros([c, 5])}, 'b c h w, c d -> b d h w')", f"rearrange({x}, 'b c h w -> b c h w 1')",
        f"einops.pack([{x}, {x}], 'b * h w')[0]", f"rearrange({x}, 'b c h w -> b (c h) w').chunk(1, 1)[0]",
    )


def layers():
    n, l, d, e = t.int(1, 3), t.int(1, 5), t.one(2, 4, 8), t.int(1, 6)
    x, y = zeros([n, l, d]), zeros([l, d])
    first, both = t.one("True", "False"), t.one("True", "False")
    kind = t.one("LSTM", "GRU", "RNN")
    args = f"batch_first={first}, bidirectional={both}"
    wrong = t.one(0, 0, 0, 1)
    return t.one(
        f"nn.{kind}({d}, {e}, {t.int(1, 2)}, {args})({x})", f"nn.{kind}({d}, {e}, {args})({y})", f"nn.LSTM({d}, 6, proj_size=3, {args})({x})", f"nn.{kind}({d + wrong}, {e})({x})", f"nn.LSTMCell({d}, {e})({y})", f"nn.GRUCell({d}, {e})({y})", f"nn.RNNCell({d}, {e})({zeros([d])})", f"nn.GRUCell({d + wrong}, {e})({y}, {zeros([l, e])})", f"nn.LSTMCell({d}, {e})({y}, ({zeros([l, e])}, {zeros([l, e])}))[0]",
        f"nn.{kind}({d}, {e})({x}, None)[0]", f"nn.GRU({d}, {e})({x}, {zeros([1, l, e])})", f"nn.MultiheadAttention({d}, 2, batch_first={first})({x}, {x}, {x})", f"nn.MultiheadAttention({d}, 2)({x}, {zeros([e, l, d])}, {zeros([e, l, d])})", f"nn.MultiheadAttention({d}, 2)({x}, {x}, {x}, need_weights=False)[0]", f"nn.MultiheadAttention({d}, 2, batch_first=True)({x}, {x}, {x}, average_attn_weights=False)[1]", f"nn.MultiheadAttention({d}, 2, kdim=3, vdim=5)({x}, {zeros([e, l, 3])}, {zeros([e, l, 5])})[0]", f"nn.MultiheadAttention({d}, 3)", f"nn.MultiheadAttention({d}, 2)({y}, {y}, {y})",
        f"nn.TransformerEncoderLayer({d}, 2, 8, batch_first={first})({x})", f"nn.TransformerEncoder(nn.TransformerEncoderLayer({d}, 2), 2)({x})", f"nn.TransformerDecoderLayer({d}, 2)({x}, {zeros([e, l, d])})", f"nn.TransformerDecoder(nn.TransformerDecoderLayer({d}, 2), num_layers=1)({x}, {x})", f"nn.Transformer({d}, 2, 1, 1, 8)({x}, {zeros([e, l, d])})", f"nn.Transformer({d}, 2, 1, 1, batch_first=True)({x}, {zeros([n, e, d])})",
        f"nn.Embedding({e}, {d})(torch.zeros({n}, {l}).long())", f"nn.EmbeddingBag({e}, {d})(torch.zeros({n}, {l}).long())", f"nn.EmbeddingBag({e}, {d}, mode='sum')(torch.zeros(6).long(), torch.tensor([0, 2]))", f"nn.Embedding.from_pretrained({zeros([e, d])})(torch.zeros({l}).long())", f"F.embedding(torch.zeros({l}).long(), {zeros([e, d])})", f"nn.Embedding({e}, {d}).weight", f"F.multi_head_attention_forward", f"F.scaled_dot_product_attention({x}, {x}, {x}, is_causal=True)", f"nn.Bilinear({d}, {d}, {e})({x}, {x})",
    )


def losses():
    n, c, h = t.int(1, 3), t.int(2, 4), t.int(1, 4)
    x, target = zeros([n, c, h]), f"torch.zeros({n}, {h}).long()"
    reduction = t.one("", "reduction='none'", "reduction='sum'", "reduction='mean'")
    comma = f", {reduction}" if reduction else ""
    return t.one(
        f"nn.CrossEntropyLoss({reduction})({x}, {target})", f"F.cross_entropy({x}, {target}{comma})", f"F.nll_loss({x}, {target}{comma})", f"nn.NLLLoss({reduction})({x}, {target})", f"nn.MSELoss({reduction})({x}, {x})", f"nn.L1Loss({reduction})({x}, {x})", f"nn.SmoothL1Loss({reduction})({x}, {x})", f"nn.HuberLoss({reduction})({x}, {x})", f"nn.BCELoss({reduction})({x}, {x})", f"nn.BCEWithLogitsLoss({reduction})({x}, {x})", f"F.binary_cross_entropy({x}, {x}{comma})", f"F.binary_cross_entropy_with_logits({x}, {x}{comma})", f"nn.KLDivLoss({reduction})({x}, {x})", f"F.kl_div({x}, {x}{comma})", f"nn.CosineEmbeddingLoss({reduction})({zeros([n, c])}, {zeros([n, c])}, torch.ones({n}))", f"nn.TripletMarginLoss({reduction})({zeros([n, c])}, {zeros([n, c])}, {zeros([n, c])})", f"F.cross_entropy({x}, {x}{comma})", f"nn.PoissonNLLLoss({reduction})({x}, {x})", f"nn.SoftMarginLoss({reduction})({x}, {x})", f"F.mse_loss({x}, {x}{comma})", f"F.l1_loss({x}, {x}{comma})", f"F.smooth_l1_loss({x}, {x}{comma})", f"nn.MarginRankingLoss({reduction})({zeros([n])}, {zeros([n])}, {zeros([n])})", f"nn.GaussianNLLLoss({reduction})({x}, {x}, {x})", f"nn.MSELoss({reduction})({x}, {zeros([n, c])})", f"nn.CosineSimilarity(dim=1)({x}, {x})", f"nn.PairwiseDistance()({zeros([n, c])}, {zeros([n, c])})", f"nn.MultiMarginLoss({reduction})({zeros([n, c])}, torch.zeros({n}).long())",
    )


def wrapped():
    i, o, k = t.int(1, 4), t.int(1, 4), t.int(1, 3)
    conv, x = f"nn.Conv2d({i}, {o}, {k}, padding={t.int(0, 2)})", zeros([2, i, 5, 6])
    wrong = zeros([2, i + 1, 5, 6])
    name = t.one("weight_norm", "spectral_norm", "nn.utils.weight_norm", "torch.nn.utils.spectral_norm", "parametrizations.weight_norm", "torch.nn.utils.parametrizations.spectral_norm", "nn.utils.parametrizations.orthogonal")
    return t.one(
        f"{name}({conv})({x})", f"{name}({conv})({wrong})", f"{name}({conv}).weight", f"weight_norm({conv}).weight_v", f"weight_norm({conv}).weight_g", f"nn.utils.remove_weight_norm(weight_norm({conv}))({x})", f"len(list(weight_norm({conv}).parameters()))", f"[p.shape for p in {conv}.parameters()]", f"checkpoint({conv}, {x}, use_reentrant=False)", f"checkpoint_sequential(nn.Sequential({conv}, nn.ReLU()), 1, {x}, use_reentrant=False)", f"nn.DataParallel({conv}).module({x})", f"torch.compile({conv}).weight", f"torch.jit.script(nn.Sequential({conv}))({x})", f"torch.jit.trace(nn.Sequential({conv}), {x})({x})", f"torch.fx.symbolic_trace(nn.Sequential({conv}))({x})", f"{conv}.to('cpu').eval().requires_grad_(False)({x})", f"{conv}.float().train()({x})", f"nn.Sequential({conv}, nn.ReLU()).state_dict()['0.weight']", f"list({conv}.state_dict())  and len({conv}.state_dict())", f"sum(p.numel() for p in {conv}.parameters() if p.requires_grad)", f"nn.ParameterList([nn.Parameter({x})])[0]", f"len(nn.ParameterList([nn.Parameter({x})] * 2))", f"nn.ParameterDict({{'a': nn.Parameter({x})}})['a']", f"nn.ModuleDict({{'a': {conv}}})['a']({x})", f"len(nn.ModuleDict({{'a': {conv}}}))", f"nn.init.kaiming_normal_({conv}.weight)", f"nn.init.zeros_({x})", f"nn.Sequential({conv}, nn.Identity())[:1]({x})", f"nn.Sequential({conv}).append(nn.ReLU()).insert(0, nn.Identity())({x})", f"nn.ModuleList([{conv}]).pop(0)({x})", f"nn.Sequential(nn.Identity(), {conv}).pop(1)({x})", f"{conv}.weight.shape", f"{conv}.weight.data.view({o}, -1)", f"{conv}.bias.numel()", f"nn.Linear({i}, {o}).weight.t()", f"nn.BatchNorm2d({i}).running_mean", f"nn.BatchNorm2d({i}, affine=False).running_var", f"len([m for m in nn.Sequential({conv}, nn.Sequential({conv})).modules() if isinstance(m, nn.Conv2d)])", f"nn.Flatten()({conv}({x}))", f"nn.LazyLinear({o})({zeros([2, i])})", f"nn.LazyConv2d({o}, {k})({x})", f"nn.LazyBatchNorm2d()({x})", f"[name for name, _ in {conv}.named_parameters()] == ['weight', 'bias'] and 1", f"nn.utils.parameters_to_vector({conv}.parameters())", f"nn.utils.fuse_conv_bn_eval({conv}.eval(), nn.BatchNorm2d({o}).eval())({x})", f"nn.utils.clip_grad_norm_({conv}.parameters(), 1.0) and 1",
    )


def others():
    shape = sizes(1, 4, 6)
    rank = len(shape)
    x, a = zeros(shape), axis(rank)
    y = zeros(shape)
    m, k = t.int(1, 4), t.int(1, 4)
    return t.one(
        f"torch.cumsum({x}, {a})", f"torch.sort({x}, dim={a})", f"{x}.topk(1, {a})", f"torch.where({x} > 0, {x}, {y})", f"torch.where({x} > 0)", f"torch.meshgrid(torch.arange({m}), torch.arange({k}), indexing='ij')", f"torch.meshgrid(torch.arange({m}), torch.arange({k}), indexing='xy')", f"torch.tril({zeros([m, k])})", f"torch.tril_indices({m}, {k})", f"torch.triu_indices({m}, {k}, 1)", f"torch.cartesian_prod(torch.arange({m}), torch.arange({k}))", f"torch.combinations(torch.arange({m + 1}))", f"torch.block_diag({zeros([m, k])}, {zeros([k, m])})", f"torch.diag({zeros([m])})", f"torch.diag({zeros([m, k])})", f"torch.diag_embed({x})", f"torch.linalg.norm({x})", f"torch.linalg.norm({x}, dim={a})", f"torch.linalg.vector_norm({x}, dim={a}, keepdim=True)", f"torch.linalg.inv({zeros([2, m, m])} + torch.eye({m}))", f"torch.inverse({zeros([m, m])} + torch.eye({m}))", f"torch.linalg.svd({zeros([m, k])})", f"torch.linalg.qr({zeros([m, k])})", f"torch.svd({zeros([m, k])})", f"torch.linalg.eigh({zeros([2, m, m])})", f"torch.linalg.det({zeros([2, m, m])})", f"torch.linalg.solve(torch.eye({m}), {zeros([m, k])})", f"torch.linalg.matrix_norm({zeros([3, m, k])})", f"torch.cross({zeros([m, 3])}, {zeros([m, 3])}, dim=1)", f"torch.cov({zeros([m, k + 1])})", f"torch.histc({x}, 5)", f"torch.bucketize({x}, torch.tensor([0, 1]))", f"torch.searchsorted(torch.tensor([0.0, 1.0]), {x})", f"torch.quantile({x}, 0.5)", f"torch.quantile({x}, 0.5, dim={a})", f"torch.quantile({x}, torch.tensor([0.1, 0.5]), dim={a})", f"torch.clone({x})", f"torch.scatter({x}, 0, torch.zeros({', '.join(['1'] * rank)}).long(), {x})", f"{x}.scatter_add(0, torch.zeros({', '.join(['1'] * rank)}).long(), {x})", f"torch.index_add({x}, 0, torch.tensor([0]), {zeros([1] + shape[1:])})", f"{x}.masked_scatter({x} > 0, {x})", f"{x}.nan_to_num(0.0)", f"{x}.softmax({a})", f"{x}.type_as({y}).double()", f"{x}.to(torch.float16)", f"{x}.type(torch.LongTensor)", f"{x}.logsumexp({a})", f"{x}.var({a}, unbiased=False)", f"{x}.std(dim={a}, keepdim=True)", f"torch.std_mean({x}, dim={a})", f"{x}.norm(dim={a})", f"{x}.norm(2, {a}, True)", f"torch.renorm({x}, 2, 0, 1)", f"torch.multinomial(torch.ones({m}), 1)", f"torch.bernoulli({x})", f"torch.normal({x}, {x} + 1)", f"torch.normal(0.0, 1.0, ({m}, {k}))", f"torch.poisson({x})", f"torch.erfinv({x})", f"torch.logit({x})", f"torch.sgn({x})", f"torch.trunc({x})", f"torch.frac({x})", f"torch.expm1({x})", f"torch.special.expit({x})", f"torch.sinc({x})", f"torch.positive({x})", f"torch.heaviside({x}, {y})", f"torch.logaddexp({x}, {y})", f"torch.dist({x}, {y})", f"torch.allclose({x}, {y}) and 1", f"torch.vander(torch.arange({m}), {k})", f"torch.trapz({x}, dim={a})", f"torch.rot90({x}, 1, [0, 1])", f"torch.take({x}, torch.tensor([0]))", f"{x}.index_copy(0, torch.tensor([0]), {zeros([1] + shape[1:])})", f"{x}.unique()" if rank == 0 else f"{x}.numel()", f"{x}.mode({a})", f"torch.unbind({x}, {a})", f"torch.column_stack(({zeros([m])}, {zeros([m])}))", f"torch.hsplit({zeros([m, 4])}, 2)", f"torch.vsplit({zeros([4, m])}, 2)", f"{x}.sum_to_size({shape})", f"{x}.expand(3, *{x}.shape)", f"{x}.detach().cpu().numpy().shape[0]", f"torch.from_numpy({x}.numpy())", f"torch.as_tensor({x}.numpy())", f"{x}.T.shape[0]", f"torch.addbmm({zeros([m, k])}, {zeros([2, m, 3])}, {zeros([2, 3, k])})", f"torch.chain_matmul({zeros([m, k])}, {zeros([k, 2])})", f"torch.linalg.multi_dot([{zeros([m, k])}, {zeros([k, 2])}])", f"torch.mm({zeros([m, k])}, {zeros([k, m])})", f"{zeros([m, k])}.matmul({zeros([k])})", f"torch.inner({zeros([m, k])}, {zeros([2, k])})", f"torch.vdot({zeros([m])}, {zeros([m])})", f"{zeros([m, k])}.mv({zeros([k])})", f"torch.isin({x}, torch.tensor([0.0]))", f"{x}.masked_select(torch.ones({', '.join(map(str, shape))}).bool())", f"{x}.movedim(0, -1)", f"torch.unravel_index(torch.tensor([0]), (2, 2))", f"torch.logspace(0, 1, {m})", f"torch.blackman_window({m})", f"torch.gradient({zeros([m + 1])})[0]", f"torch.aminmax({x})",
    )


FAMILIES = [(in_place, 130), (items, 160), (contents, 480), (sizes_of, 150), (windows, 160), (spectra, 220), (patterns, 180), (layers, 200), (losses, 140), (wrapped, 220), (others, 330)]
calls = [family() for family, count in FAMILIES for _ in range(count)]
# One template of each at least: the families' texts differ, so that a few hundred draws meet nearly all.
calls = [call for call in dict.fromkeys(calls) if call != "F.multi_head_attention_forward"]


def keeps(call):
    """What has no shape and is no refusal (a module, None) cannot be compared."""
    try:
        result = eval(call, dict(NAMES))
    except Exception:
        return True
    return result is not None and not isinstance(result, (nn.Module, bool, float, str))


cases = run([call for call in calls if keeps(call)], NAMES)
meta = {"torch": torch.__version__, "einops": einops.__version__, "seed": arguments.seed, "prelude": PRELUDE.strip("\n").split("\n")}
write("torchMore", cases, meta, arguments.out)
