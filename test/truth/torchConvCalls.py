"""What PyTorch answers to calls of its convolutions: layers, functions, lazy layers, output_size: torchConvCalls.json.

Usage: python torchConvCalls.py [--seed N --out FOLDER]      (torch; any CPU build)
"""

import warnings

import torch
import torch.nn as nn
import torch.nn.functional as F

from expressions import Texts, options, run, write

warnings.simplefilter("ignore")
SEED = 20261127
arguments = options(SEED)
t = Texts(arguments.seed)
NAMES = {"torch": torch, "nn": nn, "F": F}


def zeros(sizes):
    return f"torch.zeros({', '.join(str(size) for size in sizes)})" if sizes else "torch.zeros(())"


def data(rank, channels, odd=0.1):
    sizes = [channels] + [t.int(1, {1: 14, 2: 10, 3: 7}[rank]) for _ in range(rank)]
    if t.chance(0.85):
        sizes = [t.one(1, 1, 2, 3, 0 if t.chance(0.1) else 1)] + sizes
    if t.chance(odd):
        kind = t.int(0, 3)
        if kind == 0:
            sizes = sizes[t.int(1, 2):]
        elif kind == 1:
            sizes = [1] * t.int(1, 2) + sizes
        elif kind == 2:
            sizes[-rank - 1] += t.int(1, 2)
        else:
            sizes[t.int(0, len(sizes) - 1)] = 0
    return sizes


def axes(rank, low, high, wild):
    return t.per_axis(rank, low if not wild or t.chance(0.6) else t.one(-1, 0), high, 0.12 if wild else 0)


def options_of(rank, transposed, wild, function):
    """The arguments after the kernel, by name, in the order of the signature."""
    padding = t.one("0", axes(rank, 0, 2, wild), axes(rank, 0, 2, wild))
    if not transposed and t.chance(0.2):
        padding = t.one("'same'", "'same'", "'valid'", "'SAME'" if wild else "'valid'", "'full'" if wild else "'same'")
    elif transposed and wild and t.chance(0.08):
        padding = "'same'"
    stride, dilation = axes(rank, 1, 3, wild), axes(rank, 1, 3, wild)
    extra = t.one("0", axes(rank, 0, 1, wild), axes(rank, 0, 2, wild))
    return stride, padding, dilation, extra


def layer():
    rank, transposed, lazy, wild = t.int(1, 3), t.chance(0.45), t.chance(0.2), t.chance(0.35)
    groups = t.one(1, 1, 2, 3, t.one(0, -1, 4) if wild else 1)
    fed = max(1, abs(groups)) * t.int(1, 2) + (1 if wild and t.chance(0.2) else 0)
    made = max(1, abs(groups)) * t.int(1, 2) + (t.one(1, -9, -fed) if wild and t.chance(0.2) else 0)
    stride, padding, dilation, extra = options_of(rank, transposed, wild, False)
    given = ([] if lazy else [("in_channels", fed)]) + [("out_channels", made), ("kernel_size", t.per_axis(rank, 1 if not wild or t.chance(0.8) else 0, 12 if wild and t.chance(0.2) else 4, 0.1 if wild else 0))]
    given.append(("stride", stride))
    given.append(("padding", padding))
    if transposed:
        given += [("output_padding", extra), ("groups", groups), ("bias", t.one("True", "False")), ("dilation", dilation)]
    else:
        given += [("dilation", dilation), ("groups", groups), ("bias", t.one("True", "False"))]
    if t.chance(0.25):
        given.append(("padding_mode", repr(t.one("zeros", "reflect", "replicate", "circular", "mirror" if wild else "reflect"))))
    given = [(key, str(value)) for key, value in given]
    required = 2 if lazy else 3
    if groups != 1 and t.chance(0.9):
        chosen = given[:required] + [one for one in given[required:] if one[0] == "groups" or t.chance(0.6)]
        head = ", ".join(value for _, value in chosen[:required])
        text = f"({', '.join([head] + [f'{key}={value}' for key, value in chosen[required:]])})"
    else:
        text = t.given("", given, required)
    name = f"nn.{'Lazy' if lazy else ''}Conv{'Transpose' if transposed else ''}{rank}d"
    sizes = data(rank, fed)
    size = ""
    if transposed and t.chance(0.35):
        size = f", output_size={output_size(rank, sizes)}"
    return f"{name}{text}({zeros(sizes)}{size})"


def output_size(rank, sizes):
    asked = [max(1, s * t.int(1, 3) + t.int(-2, 4)) for s in sizes[-rank:]]
    kind = t.int(0, 9)
    if kind == 0:
        return t.tuple(sizes[:-rank] + asked)
    if kind == 1:
        return t.one(t.tuple(asked + [1]), t.tuple(asked[:-1] or [1, 1, 1]), str(asked[0]), "None")
    if kind == 2:
        return f"{zeros(sizes[:-rank] + asked)}.size()"
    return t.tuple(asked)


def sized():
    """Sizes near the ones that a transposed layer can give."""
    rank = t.int(1, 3)
    kernel, stride, padding, dilation = t.int(1, 4), t.int(1, 4), t.int(0, 1), t.one(1, 1, 2)
    sizes = [t.int(1, 2), 2] + [t.int(2, 7) for _ in range(rank)]
    if t.chance(0.15):
        sizes = sizes[1:]
    least = [(s - 1) * stride - 2 * padding + dilation * (kernel - 1) + 1 for s in sizes[-rank:]]
    asked = [low + t.one(0, stride - 1, t.int(0, stride - 1), t.int(-1, stride)) for low in least]
    if t.chance(0.15):
        asked = sizes[:-rank] + asked
    if t.chance(0.05):
        asked = asked + [3]
    extra = t.one("", f", output_padding={t.int(0, 1)}", ", bias=False")
    call = f"nn.ConvTranspose{rank}d(2, 3, {kernel}, stride={stride}, padding={padding}, dilation={dilation}{extra})"
    return f"{call}({zeros(sizes)}, {t.one('', 'output_size=')}{t.tuple(asked)})"


def function():
    rank, transposed, wild = t.int(1, 3), t.chance(0.45), t.chance(0.35)
    groups = t.one(1, 1, 1, 2, 3, t.one(0, -1, 4) if wild else 1)
    per = max(1, abs(groups))
    fed, made = per * t.int(1, 2), per * t.int(1, 2)
    if wild and t.chance(0.2):
        made += 1
    kernel = [t.int(1, 4 if not wild or t.chance(0.9) else 12) for _ in range(rank)]
    if wild and t.chance(0.05):
        kernel[0] = 0
    weight = ([fed, max(1, made // per)] if transposed else [made, max(1, fed // per)]) + kernel
    if wild and t.chance(0.12):
        weight = t.one(weight[:-1], weight + [2], [weight[0], weight[1] + 1] + kernel, [0] + weight[1:])
    stride, padding, dilation, extra = options_of(rank, transposed, wild, True)
    count = weight[1] * per if transposed else weight[0]
    bias = t.one("None", "None", zeros([count]), zeros([count + 1]) if wild else zeros([count]))
    given = [("input", zeros(data(rank, fed))), ("weight", zeros(weight)), ("bias", bias), ("stride", stride), ("padding", padding)]
    if transposed:
        given += [("output_padding", extra), ("groups", str(groups)), ("dilation", dilation)]
    else:
        given += [("dilation", dilation), ("groups", str(groups))]
    name = f"{t.one('F', 'F', 'F', 'torch')}.conv{'_transpose' if transposed else ''}{rank}d"
    if groups != 1:
        chosen = given[:2] + [one for one in given[2:] if one[0] == "groups" or t.chance(0.6)]
        return f"{name}({given[0][1]}, {given[1][1]}{''.join(f', {k}={v}' for k, v in chosen[2:])})"
    return t.given(name, given, 2)


def tbc():
    fed, made = t.int(1, 3), t.int(1, 3)
    sizes, weight = [t.int(1, 6), t.int(1, 3), fed], [t.int(1, 5), fed + t.one(0, 0, 0, 1), made]
    if t.chance(0.1):
        sizes, weight = t.one((sizes[1:], weight), (sizes, weight[1:]), (sizes, weight))
    pad = t.one("", f", {t.int(0, 2)}", f", pad={t.int(0, 2)}")
    return f"{t.one('F', 'torch')}.conv_tbc({zeros(sizes)}, {zeros(weight)}, {zeros([made + t.one(0, 0, 0, 1)])}{pad})"


def chosen():
    x, w = "torch.zeros(1, 3, 8, 8)", "torch.zeros(4, 3, 3, 3)"
    yield from (
        "nn.Conv2d(3, 8)", "nn.Conv2d(3, 8, 3, 1, 1, 1, 1, True, 'zeros', None, None, 1)", "nn.Conv2d(3, 8, kernel=3)",
        "nn.Conv2d(3.0, 8, 3)", "nn.Conv2d(3, 8, 3.0)(torch.zeros(1, 3, 8, 8))", "nn.Conv2d('3', 8, 3)", "nn.Conv2d(3, 8, 3, stride=None)(torch.zeros(1, 3, 8, 8))",
        "nn.Conv2d(3, 8, 3, stride=1.5)(torch.zeros(1, 3, 8, 8))", "nn.Conv2d(3, 8, 3, padding=1.5)(torch.zeros(1, 3, 8, 8))", "nn.Conv2d(3, 8, 3, dilation=1.5)(torch.zeros(1, 3, 8, 8))",
        "nn.Conv2d(3, 8, 3, padding=(1, 1, 1, 1))(torch.zeros(1, 3, 8, 8))", "nn.Conv2d(3, 8, (3,))(torch.zeros(1, 3, 8, 8))", "nn.Conv2d(3, 8, (3, 3, 3))(torch.zeros(1, 3, 8, 8))",
        "nn.Conv2d(3, 8, 3, padding='same', stride=2)", "nn.Conv2d(3, 8, 4, padding='same', dilation=2)(torch.zeros(1, 3, 8, 8))", "nn.Conv2d(3, 8, 3, padding='valid', stride=2)(torch.zeros(1, 3, 8, 8))",
        "nn.Conv2d(3, 8, 3, padding='Same')", "nn.Conv2d(3, 8, 3, padding_mode='constant')", "nn.ConvTranspose2d(3, 8, 3, padding_mode='reflect')", "nn.ConvTranspose2d(3, 8, 3, padding='same')(torch.zeros(1, 3, 8, 8))",
        "nn.ConvTranspose2d(3, 8, 3, 2, 1, 1, 1, True, 1)(torch.zeros(1, 3, 8, 8))", "nn.ConvTranspose2d(3, 8, 3, 2, 1, 1, 1, False)(torch.zeros(1, 3, 8, 8))", "nn.ConvTranspose2d(3, 8, 3, 2, 1, 2)(torch.zeros(1, 3, 8, 8))",
        "nn.ConvTranspose2d(3, 8, 2, 3)(torch.zeros(1, 3, 8, 8))", "nn.ConvTranspose2d(3, 8, 3, groups=2)", "nn.ConvTranspose2d(4, 7, 3, groups=2)", "nn.Conv2d(4, 7, 3, groups=2)", "nn.Conv2d(5, 8, 3, groups=2)", "nn.Conv2d(4, 8, 3, groups=0)",
        "nn.Conv1d(4, 8, 3)(torch.zeros(4, 10))", "nn.Conv1d(4, 8, 3)(torch.zeros(10))", "nn.Conv3d(1, 1, 3)(torch.zeros(1, 5, 5, 5))", "nn.Conv2d(3, 8, 3)(torch.zeros(8, 8))", "nn.Conv2d(3, 8, 3)(torch.zeros(1, 1, 3, 8, 8))",
        "nn.Conv2d(3, 8, 3)()", "nn.Conv2d(3, 8, 3)(torch.zeros(1, 3, 8, 8), 2)", "nn.Conv2d(3, 8, 3)(None)", "nn.Conv2d(3, 0, 3)", "nn.Conv2d(0, 8, 3)(torch.zeros(1, 0, 8, 8))", "nn.Conv2d(-1, 8, 3)", "nn.Conv2d(3, 8, -1)", "nn.Conv2d(3, 8, 0)(torch.zeros(1, 3, 8, 8))",
        "nn.LazyConv2d(8, 3)(torch.zeros(8, 8))", "nn.LazyConv1d(8, 3)(torch.zeros(1, 3, 8, 8))", "nn.LazyConv2d(8, 3, groups=2)(torch.zeros(1, 3, 8, 8))", "nn.LazyConv2d(7, 3, groups=2)(torch.zeros(1, 4, 8, 8))", "nn.LazyConvTranspose2d(8, 3, 2)(torch.zeros(1, 3, 8, 8), output_size=(18, 18))", "nn.LazyConvTranspose3d(8, 3)(torch.zeros(3, 8, 8))",
        f"F.conv2d({x})", f"F.conv2d({x}, {w}, 1)", f"F.conv2d({x}, {w}, bias=False)", f"F.conv2d({x}, {w}, strides=2)", f"F.conv2d({x}, {w}, stride=1.0)", f"F.conv2d({x}, {w}, stride=None)", f"F.conv2d({x}, {w}, None, 1, 1.5)", f"F.conv2d({x}, {w}, padding='SAME')", f"F.conv2d({x}, {w}, padding='same', stride=2)",
        f"F.conv_transpose2d({x}, {w})", f"F.conv_transpose2d({x}, torch.zeros(3, 4, 3, 3), padding='same')", f"F.conv_transpose2d({x}, torch.zeros(3, 4, 3, 3), None, 2, 1, 1, 1, 1)",
    )


PLAN = [(layer, 420), (sized, 120), (function, 340), (tbc, 40)]


def main():
    calls = list(chosen()) + [make() for make, count in PLAN for _ in range(count)]
    cases = []
    for call in dict.fromkeys(calls):
        # A constructor alone has no shape: what counts of it is whether it refuses.
        try:
            cases += run([call], NAMES)
        except SystemExit:
            continue
    write("torchConvCalls", cases, {"torch": torch.__version__, "seed": arguments.seed}, arguments.out)


main()
