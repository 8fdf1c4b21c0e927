"""What Keras 2 answers for calls of its convolution layers: the data of keras2.json.

Usage: python keras2.py [SEED [FOLDER]]      (tensorflow-cpu)

TensorFlow keeps a copy of Keras 2 for its own use, tensorflow.python.keras, whose convolution layers are those of tf_keras. Each call is one
expression on a symbolic input, as in a functional model: a shape, or the reason of TensorFlow's shape inference and of Keras.
"""

import os
import random
import re
import sys

os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import tensorflow as tf
from tensorflow.python.keras import layers
from tensorflow.python.keras.engine import input_layer

from expressions import describe, first_line, write

SEED = int(sys.argv[1]) if len(sys.argv) > 1 else 20261204
FOLDER = sys.argv[2] if len(sys.argv) > 2 else None
rng = random.Random(SEED)


class Root:
    """What the calls name tf_keras."""

    Input = staticmethod(lambda batch_shape: input_layer.Input(batch_shape=batch_shape))


def asked(call):
    try:
        return {"call": call, "output": describe(eval(call, {"layers": layers, "tf_keras": Root}))}
    except Exception as error:
        lines = [line.strip() for line in str(error).split("\n") if line.strip()]
        found = next((line for line in lines if re.search(r"Negative dimension|must be|Depth of|Dimension", line)), lines[0] if lines else "")
        return {"call": call, "error": f"{type(error).__name__}: {found}"[:300]}


def per_axis(values):
    return repr(values[0]) if len(set(values)) == 1 and rng.random() < 0.6 else repr(tuple(values))


def call():
    kind = rng.choice(["Conv"] * 4 + ["Transpose"] * 4 + ["Depthwise", "Separable", "Separable"])
    rank = {"Depthwise": 2, "Separable": rng.choice([1, 2])}.get(kind, rng.choice([1, 2, 2, 3]))
    kernel = [rng.randint(1, 4) for _ in range(rank)]
    stride = [rng.choice([1, 2, 3]) for _ in range(rank)]
    if kind in ("Depthwise", "Separable"):
        stride = [stride[0]] * rank
    dilation = [1] * rank
    if rng.random() < 0.2 and kind != "Transpose":
        stride, dilation = [1] * rank, [rng.choice([1, 2, 3]) for _ in range(rank)]
    elif rng.random() < 0.2 and kind == "Transpose":
        dilation = [2] * rank
        stride = [1] * rank
    groups = rng.choice([1, 1, 1, 2]) if kind == "Conv" and rank < 3 else 1
    channels, filters = groups * rng.randint(1, 3), groups * rng.randint(1, 4)
    padding = rng.choice(["valid", "same", "SAME", "causal" if rank == 1 and kind in ("Conv", "Separable") else "same"])
    spatial = [rng.randint(3, 9) for _ in range(rank)]
    batch = [rng.choice([1, 2])]
    output_padding = [rng.randint(0, s - 1) for s in stride] if kind == "Transpose" and rng.random() < 0.4 else None
    first = rng.random() < 0.1 and kind == "Conv"
    multiplier = rng.choice([1, 1, 2])
    if rng.random() < 0.35:
        what = rng.choice("large filters kernel stride word groups output rank both".split())
        if what == "large":
            kernel, padding = [k + 9 for k in kernel], "valid"
        elif what == "filters":
            filters = -2  # 0 is refused by tf_keras, and not yet by this older copy.
        elif what == "kernel":
            kernel[0] = rng.choice([0, -1])
        elif what == "stride":
            stride[0], output_padding = rng.choice([0, -1]), None
        elif what == "word":
            padding = rng.choice(["full", "causal" if rank > 1 or kind == "Transpose" else "reflect"])
        elif what == "groups" and kind == "Conv":
            groups += 1
        elif what == "output" and kind == "Transpose":
            output_padding = [s for s in stride]
        elif what == "rank":
            spatial = spatial[1:]
        elif what == "both" and kind == "Conv":
            stride, dilation = [2] * rank, [2] * rank
    arguments = ([] if kind == "Depthwise" else [str(filters)]) + [per_axis(kernel)]
    if rng.random() < 0.3:
        arguments += [per_axis(stride), repr(padding)]
    else:
        arguments += [f"strides={per_axis(stride)}", f"padding={padding!r}"]
    if set(dilation) != {1}:
        arguments.append(f"dilation_rate={per_axis(dilation)}")
    if groups > 1:
        arguments.append(f"groups={groups}")
    if output_padding:
        arguments.append(f"output_padding={per_axis(output_padding)}")
    if first:
        arguments.append("data_format='channels_first'")
    if kind in ("Depthwise", "Separable") and multiplier > 1:
        arguments.append(f"depth_multiplier={multiplier}")
    name = {"Conv": f"Conv{rank}D", "Transpose": f"Conv{rank}DTranspose", "Depthwise": "DepthwiseConv2D", "Separable": f"SeparableConv{rank}D"}[kind]
    shape = (*batch, channels, *spatial) if first else (*batch, *spatial, channels)
    return f"layers.{name}({', '.join(arguments)})(tf_keras.Input(batch_shape={shape}))"


def main():
    calls = list(dict.fromkeys(call() for _ in range(440)))
    meta = {"framework": "keras2", "keras": "2, as tensorflow.python.keras", "tensorflow": tf.__version__, "seed": SEED}
    write("keras2", [asked(its) for its in calls], meta, FOLDER)


main()
