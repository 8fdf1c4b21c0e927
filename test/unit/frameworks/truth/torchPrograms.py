"""Writes torchPrograms.json: small random PyTorch programs with the shapes that real PyTorch gives, or what it raises.

Run it with a Python that has torch: python torchPrograms.py. The seed is fixed; versions are written into the data.
"""

import json
import random
import warnings
from pathlib import Path

import torch
import torch.nn as nn
import torch.nn.functional as F

warnings.simplefilter("ignore")
rng = random.Random(20261125)
PROGRAMS = 420


def pair(rank, low, high):
    """An int, or one int per axis."""
    if rng.random() < 0.6:
        return str(rng.randint(low, high))
    values = [str(rng.randint(low, high)) for _ in range(rank)]
    return f"({', '.join(values)}{',' if rank == 1 else ''})"


def call(name, given, positional_limit):
    """The call with some arguments positional and the others by keyword, in any order."""
    cut = rng.randint(positional_limit, len(given))
    head = [value for _, value in given[:cut]]
    # Only a prefix of the signature may be positional.
    tail = [f"{key}={value}" for key, value in given[cut:]]
    rng.shuffle(tail)
    return f"{name}({', '.join(head + tail)})"


def conv(rank, channels, transposed, lazy):
    groups = rng.choice([1, 1, 1, 2, channels])
    outputs = rng.choice([4, 6, 8]) if groups == 1 else groups * rng.randint(1, 3)
    given = [] if lazy else [("in_channels", str(channels))]
    given += [("out_channels", str(outputs)), ("kernel_size", pair(rank, 1, 4))]
    given.append(("stride", pair(rank, 1, 3)))
    given.append(("padding", pair(rank, 0, 2) if transposed or rng.random() < 0.8 else rng.choice(["'same'", "'valid'"])))
    if transposed:
        given.append(("output_padding", pair(rank, 0, 1)))
        given += [("groups", str(groups)), ("bias", rng.choice(["True", "False"])), ("dilation", pair(rank, 1, 2))]
    else:
        given += [("dilation", pair(rank, 1, 2)), ("groups", str(groups)), ("bias", rng.choice(["True", "False"]))]
    given = given[: rng.randint(3, len(given))]
    prefix = "Lazy" if lazy else ""
    middle = "Transpose" if transposed else ""
    return call(f"nn.{prefix}Conv{middle}{rank}d", given, 1)


def layer(rank, channels):
    """A layer's expression for an input of this rank and number of channels."""
    kind = rng.randrange(18)
    if kind < 5:
        return conv(rank, channels, False, rng.random() < 0.15)
    if kind < 8:
        return conv(rank, channels, True, rng.random() < 0.15)
    if kind == 8:
        name = rng.choice(["ReLU", "Tanh", "LeakyReLU", "Dropout", "Identity", "GELU"])
        return f"nn.{name}()"
    if kind == 9:
        return f"nn.BatchNorm{rank}d({channels})"
    if kind == 10:
        given = [("kernel_size", pair(rank, 1, 3)), ("stride", pair(rank, 1, 3)), ("padding", pair(rank, 0, 1))]
        given = given[: rng.randint(1, 3)]
        extra = rng.choice(["", ", ceil_mode=True"])
        return call(f"nn.MaxPool{rank}d", given, 1)[:-1] + extra + ")"
    if kind == 11:
        given = [("kernel_size", pair(rank, 1, 3)), ("stride", pair(rank, 1, 3)), ("padding", pair(rank, 0, 1))]
        given = given[: rng.randint(1, 3)]
        extra = rng.choice(["", ", ceil_mode=True"])
        return call(f"nn.AvgPool{rank}d", given, 1)[:-1] + extra + ")"
    if kind == 12:
        return f"nn.AdaptiveAvgPool{rank}d({pair(rank, 1, 5)})"
    if kind == 13:
        scale = rng.choice(["2", "3", "1.5", "0.5"])
        return f"nn.Upsample(scale_factor={scale})"
    if kind == 14 and rank == 2:
        return rng.choice(["nn.PixelShuffle(2)", "nn.PixelUnshuffle(2)"])
    if kind == 15:
        pads = ", ".join(str(rng.randint(-1, 2)) for _ in range(2 * rank))
        return rng.choice([f"nn.ZeroPad{rank}d(({pads}))", f"nn.ZeroPad{rank}d(1)", f"nn.ReplicationPad{rank}d(1)"])
    if kind == 16:
        return rng.choice(["nn.Flatten()", "nn.Flatten(2)", "nn.Flatten(start_dim=1, end_dim=2)"])
    return f"nn.Linear({rng.choice([channels, 5, 12])}, 7)"


FUNCTIONS = [
    "F.relu({x})",
    "F.max_pool{r}d({x}, 2)",
    "F.max_pool{r}d({x}, 2, 1, 1, 1, True)",
    "F.avg_pool{r}d({x}, 3, 2, padding=1)",
    "F.interpolate({x}, scale_factor=2)",
    "F.interpolate({x}, size={s})",
    "F.pad({x}, (1, 2))",
    "F.pad({x}, (1, 0, 0, 2))",
    "{x}.flatten(1)",
    "torch.flatten({x}, 1)",
    "{x}.view({x}.size(0), -1)",
    "{x}.transpose(1, 2)",
    "{x}.permute(0, *range({x}.dim() - 1, 0, -1))",
    "torch.cat([{x}, {x}], dim=1)",
    "{x}.unsqueeze(1)",
    "{x}.mean(dim=1)",
    "{x}.mean((-1,), keepdim=True)",
    "{x}[:, 1:]",
    "{x}[..., ::2]",
    "{x} + {x}[:, :1]",
    "{x}.chunk(2, dim=1)[0]",
    "torch.stack([{x}, {x}])",
    "{x}.squeeze(0)",
    "{x} @ torch.zeros({x}.shape[-1], 6)",
    "F.conv{r}d({x}, torch.zeros(4, {x}.shape[1], *[3] * {r}), stride=2)",
    "F.conv_transpose{r}d({x}, torch.zeros({x}.shape[1], 4, *[3] * {r}), None, 2, 1, 1)",
    "F.conv_transpose{r}d({x}, torch.zeros({x}.shape[1], 2, *[2] * {r}), groups=2, dilation=2)",
]


def program():
    rank = rng.choice([1, 2, 2, 2, 3])
    sizes = [rng.randint(5, 14) for _ in range(rank)]
    channels = rng.choice([2, 3, 4, 8])
    batch = [] if rng.random() < 0.08 else [rng.randint(1, 3)]
    lines = [f"x0 = torch.zeros({', '.join(map(str, batch + [channels] + sizes))})"]
    names = {"torch": torch, "nn": nn, "F": F}
    exec(lines[0], names)
    shapes = {"x0": list(names["x0"].shape)}
    error = None
    for index in range(1, rng.randint(2, 6)):
        shape = shapes[f"x{index - 1}"]
        rank_now = max(1, min(3, len(shape) - 2))
        channels_now = shape[1] if len(shape) > 1 else 1
        if rng.random() < 0.04:
            channels_now += 1
        if rng.random() < 0.3:
            text = rng.choice(FUNCTIONS).format(x=f"x{index - 1}", r=rank_now, s=pair(rank_now, 1, 9))
        else:
            text = f"{layer(rank_now, channels_now)}(x{index - 1})"
        line = f"x{index} = {text}"
        lines.append(line)
        try:
            exec(line, names)
        except Exception as raised:  # What PyTorch raises is part of the data.
            error = {"type": type(raised).__name__, "message": str(raised).split("\n")[0][:300]}
            break
        shapes[f"x{index}"] = list(names[f"x{index}"].shape)
        if names[f"x{index}"].numel() > 200_000:
            break
    return {"lines": lines, "shapes": shapes, "error": error}


def main():
    rows = [program() for _ in range(PROGRAMS)]
    data = {"torch": torch.__version__, "programs": rows}
    text = json.dumps(data, separators=(",", ":")).replace('{"lines"', '\n{"lines"')
    Path(__file__).with_suffix(".json").write_text(text + "\n", encoding="utf-8")
    print(len(rows), "programs,", sum(row["error"] is not None for row in rows), "raise")


main()
