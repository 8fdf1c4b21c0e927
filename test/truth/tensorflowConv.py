"""What TensorFlow answers for its convolution functions, and Keras for keras.ops: tensorflowConv.json and kerasOps.json.

Usage: python tensorflowConv.py [SEED [FOLDER]]      (tensorflow-cpu, with its keras)

Each call is evaluated as it stands, eagerly, on tensors of zeros. Where only the CPU's kernel has no such case (channels first,
dilated transposed and 3-D convolutions), TensorFlow's own shape inference answers instead, by tracing the call in a tf.function. Some
cases also have numbers: `expr` is the call without its data, as the command line takes it, x and the weights are the small
integers that torchConv.py describes, so that all sums are exact.
"""

import json
import os
import random
import re
import sys

os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["KERAS_BACKEND"] = "tensorflow"

import keras
import numpy
import tensorflow as tf

from expressions import answer, first_line, write

SEED = int(sys.argv[1]) if len(sys.argv) > 1 else 20261202
FOLDER = sys.argv[2] if len(sys.argv) > 2 else None
rng = random.Random(SEED)
NAMESPACE = {"tf": tf, "keras": keras, "ops": keras.ops}
ONLY_THE_CPU = re.compile(r"on (the )?CPU|only supports (the )?NHWC|CPU implementation|only supports equal length strides")


def reason(error):
    """TensorFlow puts the node before its reason, and tracing a preamble of its own."""
    line = error.split(": ", 1)[1] if ": " in error else error
    return re.sub(r"\{\{function_node [^}]*\}\} ?", "", line)


def traced(call):
    """TensorFlow's shape inference: the shape, or a refusal."""
    try:
        result = tf.function(lambda: eval(call, dict(NAMESPACE))).get_concrete_function().outputs[0]
        return {"call": call, "output": [None if size is None else int(size) for size in result.shape]}
    except Exception as error:
        lines = [line.strip() for line in str(error).split("\n") if "Error: " in line]
        return {"call": call, "error": lines[-1] if lines else f"{type(error).__name__}: {first_line(str(error))}"}


def asked(call, convolution=None, shape=None):
    """The answer; None for a transposed call of which the CPU has no kernel and whose convolution does not give its input.

    Shape inference takes any output that such a call asks for, so that it says nothing there.
    """
    found = answer(call, NAMESPACE)
    if "error" in found and ONLY_THE_CPU.search(found["error"]):
        found = traced(call)
        if "transpose" in call and (not convolution or "error" in found or traced(convolution).get("output") != list(shape)):
            return None
    if "error" in found:
        kind = found["error"].split(":")[0]
        found["error"] = f"{kind}: {reason(found['error'])}"[:300]
    return found


def values(count, salt):
    hashed = (numpy.arange(count, dtype=numpy.uint64) * 2654435761 + salt) % 2**32
    return ((hashed >> numpy.uint64(13)) % numpy.uint64(19)).astype(numpy.int64) - 9


def tensor(shape, salt):
    return tf.constant(values(int(numpy.prod(shape)), salt).astype(numpy.float64).reshape(shape))


def spread(values, first, style):
    """One value per axis in the spellings that TensorFlow takes: an int, n values, or n + 2 with ones for batch and channels."""
    if style == "int" and len(set(values)) == 1:
        return values[0]
    if style == "whole":
        return [1, 1, *values] if first else [1, *values, 1]
    return list(values)


class Case:
    """One random call: the parts stay apart, so that one can be spoilt."""

    def __init__(self):
        self.kind = rng.choice(["convolution"] * 5 + ["depthwise"] * 2 + ["separable"] + ["transposed"] * 4 + ["atrous", "atrous_transposed"])
        self.rank = rng.choice([1, 2, 2, 3]) if self.kind in ("convolution", "transposed") else 2
        self.kernel = [rng.randint(1, {1: 6, 2: 5, 3: 3}[self.rank]) for _ in range(self.rank)]
        self.stride = [rng.choice([1, 1, 2, 2, 3]) for _ in range(self.rank)]
        self.dilation = [1] * self.rank
        self.groups = rng.choice([1, 1, 1, 2, 3]) if self.kind in ("convolution", "transposed") and self.rank < 3 else 1
        self.channels = self.groups * rng.randint(1, 3)
        self.filters = self.groups * rng.randint(1, 3)
        self.multiplier = rng.choice([1, 2])
        self.spatial = [rng.randint(2, {1: 16, 2: 10, 3: 6}[self.rank]) for _ in range(self.rank)]
        self.batch = [rng.choice([1, 1, 2])]
        self.first = rng.random() < 0.12 and self.kind not in ("atrous", "atrous_transposed")
        self.padding = rng.choice(["SAME", "SAME", "VALID"])
        if rng.random() < 0.25:
            self.dilation = [rng.choice([1, 2, 3]) for _ in range(self.rank)]
            if rng.random() < 0.7:
                self.stride = [1] * self.rank
        # Shape inference for conv3d reads the dilation of one axis for another.
        if self.rank == 3 and self.kind == "convolution":
            self.dilation = [self.dilation[0]] * 3
        if self.kind in ("depthwise", "separable"):
            self.stride = [self.stride[0]] * self.rank
            # TensorFlow warns of both and computes something that its documentation excludes.
            if set(self.dilation) != {1}:
                self.stride = [1] * self.rank
        if self.kind in ("atrous", "atrous_transposed"):
            self.dilation = [rng.choice([1, 2, 2, 3])] * 2
            self.stride = [1, 1]
        if self.kind == "convolution" and self.rank < 3 and not self.first and rng.random() < 0.06:
            self.batch = [2, 2]
        if self.rank == 2 and self.kind in ("convolution", "depthwise", "transposed") and rng.random() < 0.12:
            self.padding = [(rng.randint(0, 2), rng.randint(0, 2)) for _ in range(2)]
        self.generic = self.kind in ("convolution", "transposed") and not isinstance(self.padding, list) and rng.random() < 0.35
        self.output = None
        if self.kind in ("transposed", "atrous_transposed"):
            self.output = [self.some_output(axis) for axis in range(self.rank)]
        self.spoilt = False
        self.bare = None  # A spelling that replaces an argument.

    def some_output(self, axis):
        """A size whose convolution gives this input's, mostly."""
        i, s, k = self.spatial[axis], self.stride[axis], self.dilation[axis] * (self.kernel[axis] - 1) + 1
        if self.padding == "SAME":
            return max(1, (i - 1) * s + 1 + rng.randint(0, s - 1))
        lo, hi = self.padding[axis] if isinstance(self.padding, list) else (0, 0)
        return max(1, (i - 1) * s + k - lo - hi + rng.randint(0, s - 1))

    def spoil(self):
        self.spoilt = True
        what = rng.choice("kernel stride dilation word channels rank output output batch groups form pads large zero missing".split())
        axis = rng.randrange(self.rank)
        if what == "kernel":
            self.kernel[axis] += rng.randint(6, 12)
        elif what == "stride":
            self.stride[axis] = rng.choice([0, -1])
        elif what == "dilation":
            self.dilation[axis] = rng.choice([0, -1])
        elif what == "word":
            self.padding = rng.choice(["same", "valid", "FULL", "CAUSAL"])
        elif what == "channels":
            self.bare = ("channels", self.channels + 1)
        elif what == "rank":
            self.batch = rng.choice([[], [1, 2, 2]])
        elif what == "output" and self.output:
            self.output[axis] += rng.choice([-3, -2, 2, 3, 5])
        elif what == "batch" and self.output:
            self.bare = ("batch", 3)
        elif what == "groups" and self.kind == "convolution" and self.groups > 1:
            self.filters += 1
        elif what == "form":
            self.bare = ("form", rng.choice(["three", "two", "int"]))
        elif what == "pads":
            self.padding = rng.choice([[(1, 1)] * self.rank, 1, [(-1, 1), (0, 1)]])
        elif what == "large":
            self.kernel = [k + s for k, s in zip(self.kernel, self.spatial)]
            self.padding = "VALID"
        elif what == "zero":
            self.spatial[axis] = 0
        elif what == "missing" and not self.generic:
            self.padding = None
        return self

    def name(self):
        if self.kind == "convolution":
            return "tf.nn.convolution" if self.generic else f"tf.nn.conv{self.rank}d"
        if self.kind == "transposed":
            return "tf.nn.conv_transpose" if self.generic else f"tf.nn.conv{self.rank}d_transpose"
        return {"depthwise": "tf.nn.depthwise_conv2d", "separable": "tf.nn.separable_conv2d", "atrous": "tf.nn.atrous_conv2d", "atrous_transposed": "tf.nn.atrous_conv2d_transpose"}[self.kind]

    def input(self):
        channels = self.bare[1] if self.bare and self.bare[0] == "channels" else self.channels
        return (*self.batch, channels, *self.spatial) if self.first else (*self.batch, *self.spatial, channels)

    def weights(self):
        if self.kind in ("depthwise", "separable"):
            depthwise = (*self.kernel, self.channels, self.multiplier)
            return [("filter" if self.kind == "depthwise" else "depthwise_filter", depthwise)] + (
                [("pointwise_filter", (1, 1, self.channels * self.multiplier, self.filters))] if self.kind == "separable" else []
            )
        if self.output is not None:
            return [("filters", (*self.kernel, self.filters // self.groups, self.channels))]
        return [("filters", (*self.kernel, self.channels // self.groups, self.filters))]

    def convolution(self):
        """The convolution whose gradient a transposed call is, of the output that it asks for."""
        if self.output is None or self.spoilt:
            return None
        shape = (*self.batch, self.filters, *self.output) if self.first else (*self.batch, *self.output, self.filters)
        pads = [list(pair) for pair in self.padding] if isinstance(self.padding, list) else self.padding
        if isinstance(pads, list):
            pads = [[0, 0], [0, 0], *pads] if self.first else [[0, 0], *pads, [0, 0]]
        steps = f"{spread(self.stride, self.first, 'whole')}, {pads!r}, {('NC' if self.first else 'N') + 'DHW'[3 - self.rank:] + ('' if self.first else 'C')!r}, {spread(self.dilation, self.first, 'whole')}"
        return f"tf.nn.conv{self.rank}d(tf.zeros({shape}), tf.zeros({self.weights()[0][1]}), {steps})"

    def arguments(self):
        """(name, text) of everything but the tensors."""
        found = []
        if self.output is not None:
            batch = [self.bare[1]] if self.bare and self.bare[0] == "batch" else self.batch
            batch = batch if len(batch) == 1 else [1]
            whole = [*batch, self.filters, *self.output] if self.first else [*batch, *self.output, self.filters]
            bare = self.name() != "tf.nn.conv1d_transpose" and not (self.generic and self.rank == 3) and not self.spoilt
            found.append(("output_shape", self.output if bare and rng.random() < 0.12 else whole))
        if self.kind in ("atrous", "atrous_transposed"):
            found.append(("rate", self.dilation[0]))
        else:
            name = "stride" if self.name() == "tf.nn.conv1d" else "strides"
            style = "whole" if self.kind in ("depthwise", "separable") or self.name() == "tf.nn.conv3d" else rng.choice(["int", "axes", "whole"])
            stride = spread(self.stride, self.first, style)
            if self.bare and self.bare[0] == "form":
                stride = {"three": [1, 1, 1], "two": [2, 2], "int": 2}[self.bare[1]]
            if not (self.generic and self.kind == "convolution" and set(self.stride) == {1} and rng.random() < 0.5):
                found.append((name, stride))
        if self.padding is not None and not (self.padding == "SAME" and self.kind == "transposed" and rng.random() < 0.5):
            pads = self.padding
            if isinstance(pads, list):
                pairs = [list(pair) for pair in pads]
                pads = [[0, 0], [0, 0], *pairs] if self.first else [[0, 0], *pairs, [0, 0]]
            found.append(("padding", pads))
        if self.first:
            found.append(("data_format", "NC" + "DHW"[3 - self.rank :]))
        if set(self.dilation) != {1} and self.kind not in ("atrous", "atrous_transposed"):
            style = "axes" if self.kind in ("depthwise", "separable") else "whole" if self.name() == "tf.nn.conv3d" else rng.choice(["axes", "int"])
            found.append(("dilations", spread(self.dilation, self.first, style)))
        return found


def data_name(kind):
    return "value" if kind in ("atrous", "atrous_transposed") else "input"


def render(case):
    arguments = case.arguments()
    weights = case.weights()
    keyword = rng.random() < 0.5
    shown = [f"tf.zeros({tuple(case.input())})", *[f"tf.zeros({shape})" for _, shape in weights]]
    order = ["output_shape", "rate", "stride", "strides", "padding"]
    positional = not keyword
    texts, gap = [], False
    expected = {"transposed": ["output_shape", "strides", "padding"], "atrous": ["rate", "padding"], "atrous_transposed": ["output_shape", "rate", "padding"]}.get(
        case.kind, ["stride" if case.name() == "tf.nn.conv1d" else "strides", "padding"]
    )
    for name, value in arguments:
        in_place = positional and not gap and len(texts) < len(expected) and expected[len(texts)] == name
        gap = gap or not in_place
        texts.append(repr(value) if in_place else f"{name}={value!r}")
    call = f"{case.name()}({', '.join([*shown, *texts])})"
    named = [f"{name}={shape}" for name, shape in weights] + [f"{name}={value!r}" for name, value in arguments]
    return call, f"{case.name()}({', '.join(named)})"


def numbers(case, call, found):
    """The outputs for small integers, where the CPU computes them and they are few."""
    if numpy.prod(found["output"]) > 400 or numpy.prod(found["output"]) == 0 or case.batch != [1]:
        return None
    arrays = [tensor(case.input(), 2), *[tensor(shape, 1 + 2 * index) for index, (_, shape) in enumerate(case.weights())]]
    seen = iter(range(len(arrays)))
    text = re.sub(r"tf\.zeros\(\([^)]*\)\)", lambda _: f"arrays[{next(seen)}]", call)
    try:
        result = eval(text, {"tf": tf, "keras": keras, "arrays": arrays})
    except Exception as error:
        if ONLY_THE_CPU.search(str(error)):
            return None
        raise
    return [int(v) for v in numpy.asarray(result).flatten().tolist()]


def starts_late(case):
    """TensorFlow's conv3d on a CPU departs from SAME where windows leave input over: see kerasConv.py."""
    if case.rank != 3 or case.padding != "SAME":
        return False
    return any(s > k for k, s in zip(case.kernel, case.stride))


def main():
    cases, numeric, seen, left_out = [], [], set(), 0
    while len(cases) < 760:
        case = Case()
        # One fault at a time: with two, which of them is named is a matter of the order in which kernels look.
        if rng.random() < 0.4 and 0 not in (asked(render(case)[0], case.convolution(), case.input()) or {}).get("output", [0]):
            case.spoil()
        call, expr = render(case)
        if call in seen:
            continue
        seen.add(call)
        found = asked(call, case.convolution(), case.input())
        if found is None:
            left_out += 1
            continue
        cases.append(found)
        if "output" in found and len(numeric) < 260 and not starts_late(case):
            y = numbers(case, call, found)
            if y is not None:
                numeric.append({"expr": expr, "input": list(case.input()), "output": found["output"], "y": y})
    meta = {"framework": "tensorflow", "tensorflow": tf.__version__, "numpy": numpy.__version__, "seed": SEED, "onednn": False}
    meta["leftOut"] = f"{left_out} transposed calls for which TensorFlow has no kernel on a CPU, and only its shape inference an answer"
    write("tensorflowConv", cases, meta, FOLDER)
    write("tensorflowNumbers", numeric, meta, FOLDER)


main()
