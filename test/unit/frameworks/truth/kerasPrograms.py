"""Writes kerasPrograms.json: small random Keras programs with the shapes that real Keras gives, or what it raises.

Run it with a Python that has keras and a backend: python kerasPrograms.py. The seed is fixed; versions are in the data.
"""

import json
import os
import random
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
from keras import layers

rng = random.Random(20261125)
PROGRAMS = 260


def pair(rank, low, high):
    if rng.random() < 0.6:
        return str(rng.randint(low, high))
    values = [str(rng.randint(low, high)) for _ in range(rank)]
    return f"({', '.join(values)}{',' if rank == 1 else ''})"


def call(name, given, least):
    cut = rng.randint(least, len(given))
    head = [value for _, value in given[:cut]]
    tail = [f"{key}={value}" for key, value in given[cut:]]
    rng.shuffle(tail)
    return f"layers.{name}({', '.join(head + tail)})"


def padding(rank, causal=False):
    words = ["'valid'", "'same'", "'SAME'"] + (["'causal'"] if causal else [])
    return rng.choice(words)


def conv(rank, channels):
    kind = rng.choice(["conv", "conv", "transposed", "transposed", "separable", "depthwise"])
    if rank == 3 and kind in ("separable", "depthwise"):
        kind = "conv"
    filters = ("filters", str(rng.choice([2, 4, 6])))
    kernel = ("kernel_size", pair(rank, 1, 4))
    strides = ("strides", str(rng.randint(1, 3)) if kind in ("separable", "depthwise") else pair(rank, 1, 3))
    pad = ("padding", padding(rank, kind == "conv" and rank == 1))
    dilation = ("dilation_rate", pair(rank, 1, 2))
    if kind == "conv":
        spelling = rng.choice(["Conv", "Conv", "Convolution"])
        given = [filters, kernel, strides, pad, ("data_format", "None"), dilation, ("groups", rng.choice(["1", "1", "2"]))]
        return call(f"{spelling}{rank}D", given[: rng.randint(2, 7)], 1)
    if kind == "transposed":
        output = ("output_padding", rng.choice(["None", "0", "1"]))
        middle = [("data_format", "None"), output] if rank == 3 else [output, ("data_format", "None")]
        given = [filters, kernel, strides, pad, *middle, dilation]
        return call(f"Conv{rank}DTranspose", given[: rng.randint(2, 7)], 1)
    if kind == "separable":
        given = [filters, kernel, strides, pad, ("data_format", "None"), dilation, ("depth_multiplier", "2")]
        return call(f"SeparableConv{rank}D", given[: rng.randint(2, 7)], 1)
    given = [kernel, strides, pad, ("depth_multiplier", "2"), ("data_format", "None"), dilation]
    return call(f"DepthwiseConv{rank}D", given[: rng.randint(1, 6)], 1)


def layer(rank, channels):
    kind = rng.randrange(14)
    if kind < 7:
        return conv(rank, channels)
    if kind == 7:
        given = [("pool_size", pair(rank, 1, 3)), ("strides", rng.choice(["None", pair(rank, 1, 3)])), ("padding", "'same'")]
        return call(f"{rng.choice(['MaxPooling', 'AveragePooling', 'MaxPool'])}{rank}D", given[: rng.randint(1, 3)], 1)
    if kind == 8:
        return f"layers.UpSampling{rank}D({pair(rank, 1, 3) if rank > 1 else rng.randint(1, 3)})"
    if kind == 9:
        pads = rng.choice(["1", "(1, 2)" if rank < 3 else "2", "((1, 2), (0, 1))" if rank == 2 else "1"])
        return f"layers.{rng.choice(['ZeroPadding', 'Cropping'])}{rank}D({pads})"
    if kind == 10:
        return rng.choice(["layers.BatchNormalization()", "layers.ReLU()", "layers.Dropout(0.5)", "layers.Activation('relu')"])
    if kind == 11:
        keep = rng.choice(["", "keepdims=True"])
        return f"layers.{rng.choice(['GlobalAveragePooling', 'GlobalMaxPooling'])}{rank}D({keep})"
    if kind == 12:
        return "layers.Flatten()"
    return "layers.Dense(5)"


def program():
    rank = rng.choice([1, 2, 2, 2, 3])
    sizes = [rng.choice([rng.randint(5, 14)] * 5 + [None]) for _ in range(rank)]
    channels = rng.choice([2, 3, 4])
    lines = [f"x0 = keras.Input(shape=({', '.join(map(str, sizes + [channels]))}))"]
    names = {"keras": keras, "layers": layers}
    exec(lines[0], names)
    shapes = {"x0": list(names["x0"].shape)}
    error = None
    for index in range(1, rng.randint(2, 5)):
        shape = shapes[f"x{index - 1}"]
        rank_now = max(1, min(3, len(shape) - 2))
        line = f"x{index} = {layer(rank_now, shape[-1])}(x{index - 1})"
        lines.append(line)
        try:
            exec(line, names)
        except Exception as raised:  # What Keras raises is part of the data.
            error = {"type": type(raised).__name__, "message": str(raised)[:400]}
            break
        shapes[f"x{index}"] = list(names[f"x{index}"].shape)
    return {"lines": lines, "shapes": shapes, "error": error}


def main():
    rows = [program() for _ in range(PROGRAMS)]
    data = {"keras": keras.__version__, "backend": keras.backend.backend(), "programs": rows}
    text = json.dumps(data, separators=(",", ":")).replace('{"lines"', '\n{"lines"')
    Path(__file__).with_suffix(".json").write_text(text + "\n", encoding="utf-8")
    print(len(rows), "programs,", sum(row["error"] is not None for row in rows), "raise")


main()
