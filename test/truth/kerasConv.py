"""What Keras 3 answers for random convolutions: the data of kerasConv.json, which the engine's tests compare with.

Usage: python kerasConv.py > kerasConv.json      (keras with tensorflow-cpu)

Shapes are compute_output_shape's, which every backend shares; numbers are TensorFlow's, where its CPU kernels can
compute the layer (not with channels first, not a transposed one with dilation). Inputs and weights are the small integers that
torchConv.py describes, so that all sums are exact.
"""

import json
import os
import random
import sys

os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["KERAS_BACKEND"] = "tensorflow"

import keras
import numpy
import tensorflow

SEED = 20261125
rng = random.Random(SEED)
LAYERS = {
    "convolution": {1: keras.layers.Conv1D, 2: keras.layers.Conv2D, 3: keras.layers.Conv3D},
    "transposed": {1: keras.layers.Conv1DTranspose, 2: keras.layers.Conv2DTranspose, 3: keras.layers.Conv3DTranspose},
    "depthwise": {1: keras.layers.DepthwiseConv1D, 2: keras.layers.DepthwiseConv2D},
    "separable": {1: keras.layers.SeparableConv1D, 2: keras.layers.SeparableConv2D},
}


def values(count, salt):
    hashed = (numpy.arange(count, dtype=numpy.uint64) * 2654435761 + salt) % 2**32
    return ((hashed >> numpy.uint64(13)) % numpy.uint64(19)).astype(numpy.int64) - 9


def tensor(shape, salt):
    return values(int(numpy.prod(shape)), salt).astype(numpy.float64).reshape(shape)


def random_case():
    kind = rng.choice(["convolution"] * 3 + ["transposed"] * 4 + ["depthwise", "separable"])
    rank = rng.choice([1, 2, 2, 3]) if kind in ("convolution", "transposed") else rng.choice([1, 2])
    groups = rng.choice([1, 1, 1, 2]) if kind == "convolution" else 1
    kernel = [rng.randint(1, {1: 6, 2: 5, 3: 3}[rank]) for _ in range(rank)]
    stride = [rng.choice([1, 2, 2, 3, 4]) for _ in range(rank)]
    dilation = [1] * rank
    if rng.random() < 0.3:
        dilation = [rng.choice([1, 2, 3]) for _ in range(rank)]
        if rng.random() < 0.85:
            stride = [1] * rank
    padding = rng.choice(["valid", "same", "same"])
    if rank == 1 and kind == "convolution" and rng.random() < 0.3:
        padding = "causal"
    output_padding = None
    if kind == "transposed" and rng.random() < 0.5:
        output_padding = [rng.randint(0, s - 1) for s in stride]
    spatial = [rng.randint(2, {1: 18, 2: 9, 3: 5}[rank]) for _ in range(rank)]
    channels = groups * rng.randint(1, 2)
    first = rng.random() < 0.1
    batch = rng.choice([1, 1, 2])
    return {
        "kind": kind,
        "rank": rank,
        "in": channels,
        "out": groups * rng.randint(1, 3),
        "kernel": kernel,
        "stride": stride,
        "padding": padding,
        "dilation": dilation,
        "outputPadding": output_padding,
        "groups": groups,
        "depthMultiplier": rng.choice([1, 1, 2]) if kind in ("depthwise", "separable") else 1,
        "layout": "NCHW" if first else "NHWC",
        "input": [batch, channels, *spatial] if first else [batch, *spatial, channels],
    }


def spoil(case):
    rank = case["rank"]
    axis = rng.randrange(rank)
    what = rng.choice("kernel big stride dilation both groups divide outputPadding out words length rank multiplier".split())
    if what == "kernel":
        case["kernel"][axis] = rng.choice([0, -1])
    elif what == "big":
        case["kernel"][axis] = rng.randint(10, 30)
    elif what == "stride":
        case["stride"][axis] = rng.choice([0, -2])
    elif what == "dilation":
        case["dilation"][axis] = rng.choice([0, -1])
    elif what == "both":
        case["stride"][axis] = 2
        case["dilation"][rng.randrange(rank)] = 2
        case["outputPadding"] = None
    elif what == "groups" and case["kind"] == "convolution":
        case["groups"] = rng.choice([0, -1])
    elif what == "divide" and case["kind"] == "convolution":
        case["groups"] = rng.randint(2, 4)
    elif what == "outputPadding" and case["kind"] == "transposed":
        case["outputPadding"] = [0] * rank
        case["outputPadding"][axis] = rng.choice([-1, case["stride"][axis], case["stride"][axis] + 2])
    elif what == "out":
        case["out"] = rng.choice([0, -3])
    elif what == "words":
        case["padding"] = rng.choice(["full", "causal", "reflect"])
    elif what == "length":
        case[rng.choice(["kernel", "stride", "dilation"])] = [1] * (rank + 1)
    elif what == "rank":
        case["input"] = case["input"][1:] if rng.random() < 0.5 else [1, *case["input"]]
    elif what == "multiplier":
        case["depthMultiplier"] = rng.choice([0, -1])
    return case


def build(case):
    kind = case["kind"]
    kwargs = {
        "kernel_size": tuple(case["kernel"]),
        "strides": tuple(case["stride"]),
        "padding": case["padding"],
        "dilation_rate": tuple(case["dilation"]),
        "data_format": "channels_first" if case["layout"] == "NCHW" else "channels_last",
        "use_bias": False,
        "dtype": "float64",
    }
    if kind != "depthwise":
        kwargs["filters"] = case["out"]
    if kind == "convolution":
        kwargs["groups"] = case["groups"]
    if kind == "transposed" and case["outputPadding"] is not None:
        kwargs["output_padding"] = tuple(case["outputPadding"])
    if kind in ("depthwise", "separable"):
        kwargs["depth_multiplier"] = case["depthMultiplier"]
    return LAYERS[kind][case["rank"]](**kwargs)


def refusal(error, when):
    lines = [line for line in str(error).split("\n") if line.strip()]
    # An error inside call() is wrapped: the reason comes on the line after.
    reason = lines[1] if lines[0].startswith("Exception encountered") else lines[0]
    return {"error": reason, "raised": type(error).__name__, "when": when}


def starts_late(case, output):
    """Whether TensorFlow's 3-D kernel on a CPU departs from SAME, so that its numbers say nothing about Keras.

    Where the windows of a strided 'same' leave input over at the end, padding is 0 by definition, and conv1d and conv2d
    start at index 0; conv3d starts later (kernel 1, stride 3 on 3 elements reads the second), as if padding were negative.
    """
    if case["rank"] != 3 or case["padding"] != "same" or case["kind"] != "convolution":
        return False
    axes = zip(case["kernel"], case["stride"], case["dilation"], case["input"][1:4], output[1:4])
    return any((o - 1) * s + d * (k - 1) + 1 < i for k, s, d, i, o in axes)


def answer(case):
    try:
        layer = build(case)
    except Exception as error:
        return refusal(error, "constructor")
    try:
        # A symbolic call builds the layer and infers its shape, as it happens in a model; nothing is computed.
        output = list(layer(keras.KerasTensor(tuple(case["input"]), dtype="float64")).shape)
    except Exception as error:
        return refusal(error, "call")
    if list(layer.compute_output_shape(tuple(case["input"]))) != output:
        raise SystemExit(f"Keras disagrees with itself about {case}")
    found = {"output": output}
    if case["kind"] == "separable" or numpy.prod(output) > 600 or 0 in output:
        return found
    if starts_late(case, output):
        return found
    weight = layer.weights[0]
    found["parameters"] = layer.count_params()
    layer.set_weights([tensor(weight.shape, 1)])
    try:
        result = numpy.asarray(layer(tensor(case["input"], 2)))
    except Exception:
        return found  # No such kernel in TensorFlow on a CPU.
    if list(result.shape) == output:
        found["y"] = [int(v) for v in result.flatten().tolist()]
    return found


def main():
    cases = []
    while len(cases) < 520:
        case = random_case()
        cases.append({**case, **answer(case)})
    for _ in range(230):
        case = spoil(random_case())
        cases.append({**case, **answer(case)})
    meta = {
        "framework": "keras",
        "keras": keras.__version__,
        "backend": f"tensorflow {tensorflow.__version__}",
        "numpy": numpy.__version__,
        "python": sys.version.split()[0],
        "device": "cpu",
        "seed": SEED,
        "values": "x has salt 2, weights salt 1: ((n * 2654435761 + salt) mod 2^32 >> 13) mod 19 - 9",
        "origin": "executed",
    }
    lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
    print('{"meta":' + json.dumps(meta) + ',\n"cases":[\n' + lines + "\n]}")


main()
