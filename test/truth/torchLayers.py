"""What PyTorch answers to its layers between the convolutions, as modules and as functions: torchLayers.json.

Usage: python torchLayers.py [--seed N --out FOLDER]      (torch; any CPU build)
"""

import warnings

import torch
import torch.nn as nn
import torch.nn.functional as F

from expressions import Texts, options, run, write

warnings.simplefilter("ignore")
SEED = 20261125
arguments = options(SEED)
t = Texts(arguments.seed)
NAMES = {"torch": torch, "nn": nn, "F": F}


def zeros(*sizes, dtype=""):
    if not sizes:
        return f"torch.zeros(()){dtype}"
    return f"torch.zeros({', '.join(str(size) for size in sizes)}{dtype})"


def image(rank, low=1, high=12, channels=None, odd=0.06):
    """An input of this spatial rank: batched or not; with the probability `odd`, of another rank or with an empty axis."""
    spatial = [t.int(low, high if rank < 3 else min(high, 7)) for _ in range(rank)]
    head = [channels or t.int(1, 4)]
    if t.chance(0.8):
        head = [t.int(1, 3)] + head
    sizes = head + spatial
    if t.chance(odd):
        kind = t.int(0, 3)
        if kind == 0:
            sizes = sizes[t.int(1, 2):]
        elif kind == 1:
            sizes = [1] * t.int(1, 2) + sizes
        else:
            sizes[t.int(0, len(sizes) - 1)] = 0
    return zeros(*sizes)


def boolean():
    return t.one("True", "False")


def apply(name, given, required, data, function):
    """A module's call, or a function's, whose data comes first."""
    if function:
        return t.given(name, [("input", data)] + given, required + 1)
    return f"{t.given(name, given, required)}({data})"


def window(rank, wild):
    """kernel, stride and padding of a pool; wild ones are often refused."""
    if wild:
        kernel = t.per_axis(rank, t.one(0, 1, -1), 9, 0.2)
        stride = t.one("None", t.per_axis(rank, t.one(-1, 0, 1), 3, 0.2))
        padding = t.per_axis(rank, t.one(-1, 0, 0), 4, 0.2)
    else:
        kernel = t.per_axis(rank, 1, 4)
        stride = t.one("None", t.per_axis(rank, 1, 4), t.per_axis(rank, 1, 3))
        padding = t.one("0", t.per_axis(rank, 0, 1), t.per_axis(rank, 0, 2))
    return kernel, stride, padding


def pool():
    rank = t.int(1, 3)
    wild = t.chance(0.3)
    kernel, stride, padding = window(rank, wild)
    function = t.chance(0.4)
    data = image(rank, 0 if wild and t.chance(0.1) else 1, 13)
    base = [("kernel_size", kernel), ("stride", stride)]
    kind = t.one("max", "max", "avg", "avg", "lp")
    if kind == "max":
        dilation = ("dilation", t.per_axis(rank, t.one(0, 1, -1) if wild else 1, 3, 0.1 if wild else 0))
        last = [("ceil_mode", boolean()), ("return_indices", boolean())]
        given = base + [("padding", padding), dilation] + (last if function else last[::-1])
    elif kind == "avg":
        given = base + [("padding", padding), ("ceil_mode", boolean()), ("count_include_pad", boolean())]
        if rank > 1:
            given.append(("divisor_override", t.one("None", "3", "0" if wild else "2")))
    else:
        given = [("norm_type", t.one("1", "2", "3", "2.5"))] + base + [("ceil_mode", boolean())]
    required = 2 if kind == "lp" else 1
    name = f"F.{kind}_pool{rank}d" if function else {"max": "nn.MaxPool", "avg": "nn.AvgPool", "lp": "nn.LPPool"}[kind] + f"{rank}d"
    return apply(name, given, required, data, function)


def adaptive():
    rank = t.int(1, 3)
    kind = t.one("avg", "max")
    low = t.one(1, 1, 1, 0, -1)
    if t.chance(0.35) and rank > 1:
        size = t.tuple(t.one("None", t.int(low, 9)) for _ in range(rank))
    else:
        size = t.one(t.per_axis(rank, low, 9, 0.1), t.per_axis(rank, 1, 5))
    function = t.chance(0.4)
    given = [("output_size", size)] + ([("return_indices", boolean())] if kind == "max" and t.chance(0.4) else [])
    name = f"F.adaptive_{kind}_pool{rank}d" if function else f"nn.Adaptive{kind.title()}Pool{rank}d"
    return apply(name, given, 1, image(rank, 1, 9, odd=0.12), function)


def fractional():
    rank = t.int(2, 3)
    function = t.chance(0.4)
    size = [("output_size", t.per_axis(rank, t.one(0, 1, 1, 1), t.one(4, 4, 11), 0.05))]
    ratio = t.one("0.5", "0.7", t.tuple(t.one("0.5", "0.6", "0.9") for _ in range(rank)), "1.0", "1.5", "0.0")
    chosen = t.one(size, size, [("output_ratio", ratio)], [("output_ratio", ratio)], size + [("output_ratio", ratio)], [])
    given = [("kernel_size", t.per_axis(rank, t.one(0, 1, 1, 1), 4, 0.05))] + chosen + ([("return_indices", "True")] if t.chance(0.3) else [])
    name = f"F.fractional_max_pool{rank}d" if function else f"nn.FractionalMaxPool{rank}d"
    data = [image(rank, 4, 12)] if function else []
    text = f"{name}({', '.join(data + [given[0][1]] + [f'{key}={value}' for key, value in given[1:]])})"
    return text if function else f"{text}({image(rank, 4, 12)})"


def unpool():
    rank = t.int(1, 3)
    spatial = [t.int(4, 9) for _ in range(rank)]
    kernel = t.int(2, 3)
    stride = t.one(None, t.int(1, 3))
    data = zeros(*([t.int(1, 2)] if t.chance(0.8) else []), t.int(1, 2), *spatial)
    pooled = f"F.max_pool{rank}d({data}, {kernel}{'' if stride is None else f', {stride}'}, return_indices=True)"
    size = []
    if t.chance(0.6):
        asked = [s + t.one(0, 0, 0, -1, 1, 3) for s in spatial]
        if t.chance(0.2):
            asked = [1, 1] + asked
        if t.chance(0.1):
            asked = asked + [2]
        size = [("output_size", t.tuple(asked))]
    arguments = f"{kernel}{'' if stride is None else f', {stride}'}{t.one('', '', ', padding=1')}"
    if t.chance(0.5):
        tail = "".join(f", {key}={value}" for key, value in size)
        return f"nn.MaxUnpool{rank}d({arguments})(*{pooled}{tail})"
    tail = "".join(f", {key}={value}" for key, value in size)
    return f"F.max_unpool{rank}d(*{pooled}, {arguments}{tail})"


SCALES = ["2", "3", "2.0", "1.5", "0.5", "0.29", "0.7", "1.1", "2.5", "0.33", "1", "0.1", "1e-3"]
MODES = {1: ["linear"], 2: ["bilinear", "bicubic"], 3: ["trilinear"]}


def resize():
    rank = t.int(1, 3)
    function = t.chance(0.6)
    mode = t.one("nearest", "nearest-exact", *(["area"] if function else []), *MODES[rank], *MODES[rank], t.one("linear", "bilinear", "bicubic", "trilinear", "lanczos", "cubic"))
    size = t.per_axis(rank, t.one(1, 1, 1, 1, 0, -1), 12, 0.1)
    scale = t.one(t.one(*SCALES), t.one(*SCALES), t.tuple(t.one(*SCALES) for _ in range(t.one(rank, rank, rank, rank, rank + 1))), "0.0", "-1.0")
    given = t.one([("size", size)], [("scale_factor", scale)], [("scale_factor", scale)], [("size", size), ("scale_factor", scale)] if t.chance(0.3) else [("size", size)])
    if t.chance(0.03):
        given = []
    if t.chance(0.8):
        given.append(("mode", repr(mode)))
    if t.chance(0.35):
        given.append(("align_corners", boolean()))
    if t.chance(0.15):
        given.append(("recompute_scale_factor", boolean()))
    if function and t.chance(0.15):
        given.append(("antialias", boolean()))
    spatial = [t.int(1, 9) for _ in range(rank)]
    head = [t.int(1, 2), t.int(1, 3)] if t.chance(0.92) else t.one([2], [1, 1, 2], [0, 2], [2, 0])
    if t.chance(0.03):
        spatial[0] = 0
    data = zeros(*head, *spatial)
    if t.chance(0.12) and not function and rank == 2:
        name = t.one("nn.UpsamplingNearest2d", "nn.UpsamplingBilinear2d")
        given = [pair for pair in given if pair[0] in ("size", "scale_factor")]
        return f"{name}({', '.join(f'{k}={v}' for k, v in given)})({data})"
    if function:
        name = "F.upsample" if t.chance(0.05) and not any(k in ("recompute_scale_factor", "antialias") for k, _ in given) else "F.interpolate"
        return f"{name}({', '.join([data] + [f'{k}={v}' for k, v in given])})"
    return f"nn.Upsample({', '.join(f'{k}={v}' for k, v in given)})({data})"


def shuffle():
    kind = t.int(0, 3)
    factor = t.one(1, 2, 2, 3, 0, -1) if t.chance(0.5) else t.int(1, 3)
    if kind == 0:
        channels = t.one(factor * factor * t.int(1, 3), t.int(1, 12)) or 4
        head = [abs(channels), t.int(1, 5), t.int(1, 5)]
        head = t.one([t.int(1, 2)] + head, [t.int(1, 2)] + head, head, [2, 1] + head, head[1:])
        return t.one(f"nn.PixelShuffle({factor})({zeros(*head)})", f"F.pixel_shuffle({zeros(*head)}, {factor})")
    if kind == 1:
        side = [max(1, factor) * t.int(1, 3), max(1, factor) * t.int(1, 3)] if t.chance(0.7) else [t.int(1, 7), t.int(1, 7)]
        head = t.one([t.int(1, 2), t.int(1, 3)] + side, [t.int(1, 3)] + side, [2, 1, 2] + side, side)
        return t.one(f"nn.PixelUnshuffle({factor})({zeros(*head)})", f"F.pixel_unshuffle({zeros(*head)}, {factor})")
    groups = t.one(1, 2, 3, 0, -1, 4)
    data = zeros(*[t.int(1, 2), t.one(2, 4, 6, 12, 5), t.int(1, 3), t.int(1, 3)][: t.one(4, 4, 4, 3, 2)])
    return t.one(f"nn.ChannelShuffle({groups})({data})", f"F.channel_shuffle({data}, {groups})")


def padding():
    rank = t.int(1, 3)
    high = t.one(2, 3, 6)
    low = t.one(0, 0, 0, -2)
    data = image(rank, 2, 6, odd=0.08)
    if t.chance(0.5):
        length = 2 * rank if t.chance(0.9) else t.one(2 * rank - 1, 2 * rank + 2, 2)
        value = t.one(str(t.int(low, high)), t.tuple(t.int(low, high) for _ in range(length)), t.tuple(t.int(low, high) for _ in range(length)))
        kind = t.one("Constant", "Zero", "Reflection", "Replication", "Circular")
        return f"nn.{kind}Pad{rank}d({value}{', 1.5' if kind == 'Constant' else ''})({data})"
    mode = t.one("constant", "reflect", "replicate", "circular", "zeros" if t.chance(0.2) else "reflect")
    length = t.one(2 * rank, 2 * rank, 2, 4, 2 * rank + 2, 3 if t.chance(0.3) else 2, 12 if t.chance(0.1) else 2)
    given = t.tuple(t.int(low, high) for _ in range(length))
    if mode == "constant" and t.chance(0.6):
        return f"F.pad({data}, {given}{t.one('', ', value=2.0', chr(44) + ' ' + repr('constant') + ', 1')})"
    return f"F.pad({data}, {given}, {t.one('', 'mode=')}{mode!r})"


def folds():
    kernel, dilation, pad, stride = [t.int(1, 3), t.int(1, 3)], t.one([1, 1], [1, 1], [2, 1]), t.one([0, 0], [1, 1], [0, 2]), t.one([1, 1], [2, 2], [1, 2])
    wild = t.chance(0.25)
    if wild:
        which = t.one(kernel, dilation, pad, stride)
        which[t.int(0, 1)] = t.one(0, -1, 8)
    pair = lambda values: str(values[0]) if values[0] == values[1] and t.chance(0.7) else t.tuple(values)
    given = [("kernel_size", pair(kernel)), ("dilation", pair(dilation)), ("padding", pair(pad)), ("stride", pair(stride))]
    size = [t.int(2, 8), t.int(2, 8)]
    if t.chance(0.5):
        function = t.chance(0.5)
        data = zeros(*([t.int(1, 2)] if t.chance(0.8) else []), t.int(1, 3), *size)
        if t.chance(0.08):
            data = image(t.one(1, 3), 1, 5, odd=0.5)
        return apply("F.unfold" if function else "nn.Unfold", given, 1, data, function)
    blocks = 1
    for s, k, d, p, step in zip(size, kernel, dilation, pad, stride):
        blocks *= (s + 2 * p - d * (k - 1) - 1) // step + 1 if step > 0 else 1
    columns = kernel[0] * kernel[1] * t.int(1, 3) + t.one(0, 0, 0, 0, 1)
    data = zeros(*([t.int(1, 2)] if t.chance(0.8) else []), max(0, columns), max(0, blocks + t.one(0, 0, 0, 0, 1, -1)))
    if t.chance(0.06):
        data = image(2, 1, 4)
    output = [("output_size", pair(size) if t.chance(0.95) else t.tuple([3, 4, 5]))]
    keywords = ", ".join(f"{key}={value}" for key, value in (output + given)[2:])
    head = f"{output[0][1]}, {given[0][1]}"
    return t.one(f"nn.Fold({head}, {keywords})({data})", f"F.fold({data}, {head}, {keywords})")


def norms():
    kind = t.int(0, 7)
    rank = t.int(1, 3)
    channels = t.int(1, 6)
    other = channels + t.one(0, 0, 0, 0, 1)
    mode = t.one("", "", ".eval()")
    if kind <= 1:
        extra = t.one("", "", ", affine=False", ", track_running_stats=False", ", eps=1e-3, momentum=None")
        lazy = t.chance(0.2)
        first = "" if lazy else str(other)
        data = image(rank, 1, t.one(1, 4, 4), channels, 0.12)
        if rank == 1 and t.chance(0.3):
            data = zeros(t.int(1, 3), channels)
        return f"nn.{'Lazy' if lazy else ''}BatchNorm{rank}d({(first + extra).lstrip(', ')}){mode}({data})"
    if kind == 2:
        extra = t.one("", ", affine=True", ", track_running_stats=True", ", affine=True, track_running_stats=True")
        lazy = t.chance(0.2)
        return f"nn.{'Lazy' if lazy else ''}InstanceNorm{rank}d({(('' if lazy else str(other)) + extra).lstrip(', ')}){mode}({image(rank, 1, t.one(1, 4, 4), channels, 0.12)})"
    if kind == 3:
        groups = t.one(1, 2, 3, channels, 0 if t.chance(0.2) else 1)
        data = t.one(image(rank, 1, 4, channels, 0.1), zeros(2, channels), zeros(1, channels))
        return t.one(f"nn.GroupNorm({groups}, {other}{t.one('', ', affine=False')})({data})", f"F.group_norm({data}, {groups})")
    if kind == 4:
        sizes = [t.int(1, 4) for _ in range(t.int(1, 4))]
        tail = sizes[-t.int(1, len(sizes)):]
        if t.chance(0.25):
            tail[t.int(0, len(tail) - 1)] += 1
        if t.chance(0.05):
            tail = [2] + sizes
        normal = str(tail[0]) if len(tail) == 1 and t.chance(0.5) else t.tuple(tail)
        listed = t.tuple(tail)
        return t.one(f"nn.LayerNorm({normal}{t.one('', ', elementwise_affine=False', ', bias=False')})({zeros(*sizes)})", f"nn.RMSNorm({normal})({zeros(*sizes)})", f"F.layer_norm({zeros(*sizes)}, {listed})", f"F.rms_norm({zeros(*sizes)}, {listed})")
    if kind == 5:
        data = t.one(image(rank, 1, 5, odd=0.1), zeros(t.int(1, 3), 4), zeros(5))
        size = t.one(1, 2, 3, 5, 0 if t.chance(0.3) else 2)
        return t.one(f"nn.LocalResponseNorm({size})({data})", f"F.local_response_norm({data}, {size})")
    if kind == 6:
        data = image(rank, 1, 4, channels, 0.1)
        stats = f"torch.zeros({other}), torch.ones({other})"
        return t.one(f"F.batch_norm({data}, {stats})", f"F.batch_norm({data}, {stats}, training=True)", f"F.batch_norm({data}, None, None, training=True)", f"F.batch_norm({data}, {stats}, torch.ones({channels}), torch.zeros({other}))", f"F.instance_norm({data})", f"F.instance_norm({data}, {stats})", f"F.instance_norm({data}, weight=torch.ones({channels}), bias=torch.zeros({other}))")
    data = image(rank, 1, 4, channels, 0.1)
    return t.one(f"F.normalize({data}{t.one('', ', dim=0', ', p=1, dim=-1', ', dim=7')})", f"F.group_norm({data}, {t.int(1, 3)}, torch.ones({other}))", f"F.layer_norm({data}, [4], torch.ones({t.int(3, 4)}))")


ACTIVATIONS = "ReLU ReLU6 SELU SiLU Mish Hardswish Hardsigmoid Sigmoid Tanh LogSigmoid Softsign Tanhshrink Identity LeakyReLU ELU CELU GELU RReLU Hardtanh Hardshrink Softshrink Softplus Dropout AlphaDropout FeatureAlphaDropout".split()
FUNCTIONS = "relu relu6 selu silu mish hardswish hardsigmoid sigmoid tanh logsigmoid softsign tanhshrink leaky_relu elu celu gelu rrelu hardtanh hardshrink softshrink softplus dropout alpha_dropout feature_alpha_dropout".split()


def activation():
    sizes = [t.int(1, 4) for _ in range(t.int(0, 5))]
    data = zeros(*sizes) if sizes else "torch.zeros(())"
    kind = t.int(0, 7)
    if kind <= 1:
        name = t.one(*ACTIVATIONS)
        extra = t.one("", "", "inplace=True") if name in ("ReLU", "ELU", "SiLU", "Dropout", "Mish", "Hardtanh") else ""
        return f"nn.{name}({extra})({data})"
    if kind == 2:
        return f"F.{t.one(*FUNCTIONS)}({data})"
    if kind == 3:
        axis = t.one(0, 1, -1, -2, 2, 3, 5)
        return t.one(f"nn.GLU({axis})({data})", f"F.glu({data}, {axis})", f"nn.GLU()({data})", f"F.glu({data})")
    if kind == 4:
        axis = t.one(0, 1, -1, -2, 2, 4)
        return t.one(f"nn.Softmax({axis})({data})", f"nn.LogSoftmax(dim={axis})({data})", f"nn.Softmin({axis})({data})", f"F.softmax({data}, dim={axis})", f"F.log_softmax({data}, {axis})", f"torch.softmax({data}, {axis})", f"{data}.softmax({axis})", f"F.gumbel_softmax({data}, dim={axis})", f"nn.Softmax()({data})", f"nn.Softmax2d()({data})")
    if kind == 5:
        count = t.one(1, 1, 2, 3)
        return t.one(f"nn.PReLU({count})({data})", f"F.prelu({data}, torch.zeros({count}))", f"nn.PReLU()({data})")
    if kind == 6:
        rank = t.int(1, 3)
        return t.one(f"nn.Dropout{rank}d({t.one('', '0.2', '1.5', '-0.1')})({data})", f"F.dropout{rank}d({data}{t.one('', ', 0.3', ', p=2.0')})", f"nn.Dropout(p={t.one('0.5', '1.2', '0.0', '1.0')})({data})")
    return t.one(f"nn.Threshold(0.1, 20)({data})", f"F.threshold({data}, 0.1, 20)", f"nn.Hardtanh(-2, 2)({data})", f"nn.Hardtanh(2, 1)({data})", f"F.hardtanh({data}, 0.0, 6.0)")


def dense():
    kind = t.int(0, 6)
    fed, made = t.int(1, 6), t.int(1, 6)
    sizes = [t.int(1, 3) for _ in range(t.int(0, 3))] + [fed + t.one(0, 0, 0, 1)]
    data = zeros(*sizes) if t.chance(0.95) else "torch.zeros(())"
    if kind <= 1:
        return f"nn.Linear({fed}, {made}{t.one('', ', bias=False', ', False')})({data})"
    if kind == 2:
        return t.one(f"nn.LazyLinear({made})({data})", f"F.linear({data}, {zeros(made, fed)})", f"F.linear({data}, {zeros(made, fed)}, {zeros(made + t.one(0, 0, 1))})", f"F.linear({data}, {zeros(fed)})", f"F.linear({data}, {zeros(2, made, fed)})")
    if kind == 3:
        head = [t.int(1, 3) for _ in range(t.int(0, 2))]
        second = head if t.chance(0.8) else [5] + head
        other = t.int(1, 3)
        values = f"{zeros(*head, fed)}, {zeros(*second, other + t.one(0, 0, 0, 1))}"
        return t.one(f"nn.Bilinear({fed}, {other}, {made})({values})", f"F.bilinear({values}, {zeros(made, fed, other)})")
    if kind == 4:
        index = zeros(*[t.int(1, 3) for _ in range(t.int(1, 3))], dtype=", dtype=torch.long")
        return t.one(f"nn.Embedding(7, {made})({index})", f"nn.Embedding(7, {made}, padding_idx={t.one(0, -1, 6, 7, -8)})({index})", f"F.embedding({index}, {zeros(7, made)})")
    if kind == 5:
        sizes = [t.int(1, 4) for _ in range(t.int(1, 4))]
        other = [s if t.chance(0.7) else 1 for s in sizes][t.int(0, 1):]
        if t.chance(0.1) and other:
            other[0] += 3
        pair = f"{zeros(*sizes)}, {zeros(*other) if other else 'torch.zeros(())'}"
        axis = t.one(0, 1, -1, 4)
        return t.one(f"F.cosine_similarity({pair}, dim={axis})", f"nn.CosineSimilarity(dim={axis})({pair})", f"F.pairwise_distance({pair})", f"nn.PairwiseDistance(keepdim={boolean()})({pair})", f"F.mse_loss({pair}, reduction='none')", f"F.cosine_similarity({pair})")
    index = zeros(t.int(1, 3), t.int(1, 4), dtype=", dtype=torch.long")
    return t.one(f"nn.EmbeddingBag(7, {made})({index})", f"F.one_hot({index}, {t.int(2, 5)})", f"nn.Flatten()({data})", f"nn.Identity()({data})")


def flats():
    sizes = [t.one(1, 2, 3, 4, 6) for _ in range(t.int(0, 5))]
    data = zeros(*sizes) if sizes else "torch.zeros(())"
    start, end = t.int(-4, 4), t.int(-4, 4)
    if t.chance(0.5):
        return t.one(f"nn.Flatten()({data})", f"nn.Flatten({start})({data})", f"nn.Flatten({start}, {end})({data})", f"torch.flatten({data}, {start}, {end})", f"{data}.flatten({start})", f"nn.Flatten(0)({data})")
    axis = t.int(-3, 4)
    sizes = [t.one(-1, 1, 2, 3), t.one(1, 2, 3)]
    parts = t.tuple(sizes if t.chance(0.8) else sizes + [t.one(1, 2, -1)])
    return t.one(f"nn.Unflatten({axis}, {parts})({data})", f"{data}.unflatten({axis}, {parts})", f"torch.unflatten({data}, {axis}, {parts})")


PLAN = [(pool, 620), (adaptive, 180), (fractional, 90), (unpool, 120), (resize, 360), (shuffle, 160), (padding, 320), (folds, 200), (norms, 420), (activation, 260), (dense, 200), (flats, 140)]


def chosen():
    """Edges that a random choice rarely meets."""
    for k in (2, 3, 4, 5):
        for s in (1, 2, 3, 4, 5):
            for i in (4, 5, 6, 7, 8):
                yield f"nn.MaxPool1d({k}, {s}, {k // 2}, ceil_mode=True)(torch.zeros(1, 1, {i}))"
    for size in (1, 3, 7, 10, 29, 100):
        for scale in ("0.29", "0.58", "1.1", "3.3", "0.07", "1/3", "2/3", "10/3"):
            yield f"F.interpolate(torch.zeros(1, 1, {size}), scale_factor={scale})"
            yield f"F.interpolate(torch.zeros(1, 1, {size}), scale_factor={scale}, recompute_scale_factor=True)"
    yield from (
        "nn.MaxPool2d(2.0)(torch.zeros(1, 1, 4, 4))",
        "nn.MaxPool2d('2')(torch.zeros(1, 1, 4, 4))",
        "nn.MaxPool2d()(torch.zeros(1, 1, 4, 4))",
        "nn.MaxPool2d(2, strides=2)(torch.zeros(1, 1, 4, 4))",
        "nn.MaxPool2d(2, stride=())(torch.zeros(1, 1, 4, 4))",
        "F.max_pool2d(torch.zeros(1, 1, 4, 4))",
        "F.max_pool2d(torch.zeros(1, 1, 4, 4), 2, stride=[])",
        "F.avg_pool2d(torch.zeros(1, 1, 4, 4), 2, stride=[])",
        "F.avg_pool2d(torch.zeros(1, 1, 4, 4), 2, None)",
        "nn.AvgPool2d(2, 2, 0, 1)(torch.zeros(1, 1, 4, 4))",
        "nn.AvgPool1d(2, 2, 0, True)(torch.zeros(1, 1, 5))",
        "nn.AdaptiveAvgPool2d(None)(torch.zeros(1, 1, 4, 5))",
        "nn.AdaptiveAvgPool2d((None, 1))(torch.zeros(1, 1, 4, 5))",
        "nn.AdaptiveAvgPool2d(2.0)(torch.zeros(1, 1, 4, 5))",
        "nn.AdaptiveAvgPool2d()(torch.zeros(1, 1, 4, 5))",
        "nn.Upsample()(torch.zeros(1, 1, 4, 5))",
        "nn.Upsample(2)(torch.zeros(1, 1, 4, 5))",
        "nn.Upsample(2, 2)(torch.zeros(1, 1, 4, 5))",
        "F.interpolate(torch.zeros(1, 1, 4, 5), 2.5)",
        "F.interpolate(torch.zeros(1, 1, 4, 5), (2.0, 3.0))",
        "nn.ZeroPad2d(1.0)(torch.zeros(1, 1, 4, 5))",
        "F.pad(torch.zeros(1, 1, 4, 5), 1)",
        "F.pad(torch.zeros(1, 1, 4, 5), (1.5, 1))",
        "F.pad(torch.zeros(1, 1, 4, 5), ())",
        "F.pad(torch.zeros(1, 1, 4, 5), (1, 1), 'reflect', 1.0)",
        "F.pad(torch.zeros(3, 4, 5), (1, 1, 1, 1, 1, 1), 'reflect')",
        "nn.BatchNorm2d(3)(torch.zeros(1, 3, 1, 1))",
        "nn.BatchNorm2d(3).eval()(torch.zeros(1, 3, 1, 1))",
        "nn.BatchNorm2d(3).train(False)(torch.zeros(1, 3, 1, 1))",
        "nn.BatchNorm2d(0)(torch.zeros(1, 0, 2, 2))",
        "nn.InstanceNorm2d(3)(torch.zeros(1, 3, 1, 1))",
        "nn.GroupNorm(4, 6)",
        "nn.GroupNorm(2, 6)(torch.zeros(1, 6))",
        "nn.Linear(3, 4)(torch.zeros(3))",
        "nn.Linear(0, 4)(torch.zeros(2, 0))",
        "nn.Linear(3, 0)(torch.zeros(2, 3))",
        "nn.Linear(3, -1)",
        "nn.Linear(3)",
        "nn.Linear(3.0, 4)",
        "nn.Sequential(nn.Conv2d(3, 4, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten())(torch.zeros(1, 3, 12, 12))",
        "nn.Sequential(nn.Upsample(scale_factor=2), nn.Conv2d(3, 4, 3, padding=1))(torch.zeros(1, 3, 5, 5))",
        "nn.ZeroPad2d((1, 2, 0, -1))(torch.zeros(1, 3, 5, 5))",
        "nn.PixelShuffle(2.0)(torch.zeros(1, 4, 2, 2))",
        "nn.PixelShuffle(factor=2)(torch.zeros(1, 4, 2, 2))",
        "nn.Flatten(1, 2, 3)(torch.zeros(1, 4, 2, 2))",
    )


def is_about_contents(case):
    """Whether an index that stands in a tensor is refused: contents are not followed."""
    return "Found an invalid max index" in case.get("error", "")


def main():
    calls = list(chosen()) + [make() for make, count in PLAN for _ in range(count)]
    torch.manual_seed(0)
    cases = [case for case in run(calls, NAMES) if not is_about_contents(case)]
    write("torchLayers", cases, {"torch": torch.__version__, "seed": arguments.seed}, arguments.out)


main()
