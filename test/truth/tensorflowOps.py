"""What TensorFlow answers for its functions between the convolutions, and Keras for keras.ops: tensorflowOps.json, kerasOps.json.

Usage: python tensorflowOps.py [SEED [FOLDER]]      (tensorflow-cpu, with its keras)

Each call is evaluated eagerly on tensors of zeros, with arguments that are random, chosen at the edges, or wrong on purpose, one fault
at a time. keras.ops' convolutions are asked as well, which TensorFlow's kernels then answer.
"""

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

SEED = int(sys.argv[1]) if len(sys.argv) > 1 else 20261203
FOLDER = sys.argv[2] if len(sys.argv) > 2 else None
rng = random.Random(SEED)
NAMESPACE = {"tf": tf, "keras": keras, "ops": keras.ops}
ONLY_THE_CPU = re.compile(r"on (the )?CPU|only supports (the )?NHWC|only support.*NHWC|CPU implementation|only supports equal length strides|only supports N")


def asked(call):
    """The answer; where only the CPU has no kernel for channels first, that of TensorFlow's shape inference."""
    found = answer(call, NAMESPACE)
    if "error" in found and ONLY_THE_CPU.search(found["error"]):
        try:
            result = tf.function(lambda: eval(call, dict(NAMESPACE))).get_concrete_function().outputs[0]
            return {"call": call, "output": [None if size is None else int(size) for size in result.shape]}
        except Exception as error:
            lines = [line.strip() for line in str(error).split("\n") if "Error: " in line]
            found["error"] = lines[-1] if lines else f"{type(error).__name__}: {first_line(str(error))}"
    if "in user code" in found.get("error", ""):
        # Keras compiles convolutions with groups: the reason is at the end.
        try:
            eval(call, dict(NAMESPACE))
        except Exception as error:
            found["error"] = [line.strip() for line in str(error).split("\n") if "Error: " in line or "must" in line][-1]
    if "error" in found:
        found["error"] = re.sub(r"\{\{function_node [^}]*\}\} ?", "", found["error"])[:300]
    return found


def zeros(shape):
    return f"tf.zeros({tuple(shape)})"


def shape(low=1, high=4, most=6):
    return [rng.randint(1, most) for _ in range(rng.randint(low, high))]


def wrong(chance=0.28):
    return rng.random() < chance


def axes_of(rank, beyond=False):
    return rng.randint(-rank, rank - 1) if not beyond else rng.choice([rank, rank + 1, -rank - 1])


def pool():
    rank = rng.choice([1, 2, 2, 3])
    first = rng.random() < 0.12 and rank > 1
    spatial = [rng.randint(2, 8) for _ in range(rank)]
    batch, channels = rng.choice([1, 2]), rng.randint(1, 3)
    size = [rng.randint(1, 3) for _ in range(rank)]
    stride = [rng.randint(1, 3) for _ in range(rank)]
    padding = rng.choice(["SAME", "VALID"])
    kind = rng.choice(["max", "avg"])
    generic = rng.random() < 0.25
    extra = ""
    style = rng.choice(["int", "axes", "whole"])
    if wrong():
        what = rng.choice(["size", "stride", "word", "large", "rank", "length"])
        if what == "size":
            size[0] = rng.choice([0, -1])
        elif what == "stride":
            stride[0] = rng.choice([0, -1])
        elif what == "word":
            padding = rng.choice(["same", "FULL"])
        elif what == "large":
            size, padding = [k + 8 for k in size], "VALID"
        elif what == "rank":
            spatial = [*spatial, 3]
        else:
            size, style = [*size, 1, 1, 1], "axes"

    def spell(values):
        if style == "int" and len(set(values)) == 1:
            return values[0]
        return [1, 1, *values] if style == "whole" and first else [1, *values, 1] if style == "whole" else values

    data = [batch, channels, *spatial] if first else [batch, *spatial, channels]
    if first:
        extra = f", data_format={('NC' + 'DHW'[3 - rank:])!r}"
    if not generic:
        name = f"tf.nn.{kind}_pool{rank}d"
    elif rng.random() < 0.5:
        name = f"tf.nn.{kind}_pool"
    else:
        more = f", strides={stride}" if rng.random() < 0.7 else ""
        return f"tf.nn.pool({zeros(data)}, {size}, {kind.upper()!r}{more}, padding={padding!r}{extra})"
    return f"{name}({zeros(data)}, {spell(size)!r}, {spell(stride)!r}, {padding!r}{extra})"


def blocks():
    block = rng.randint(2, 3)
    down = rng.random() < 0.5
    height, width, channels = rng.randint(1, 3), rng.randint(1, 3), rng.randint(1, 3)
    data = [1, height * block, width * block, channels] if down else [1, height, width, channels * block * block]
    if wrong():
        what = rng.choice(["size", "rank", "block"])
        if what == "size":
            data = [size + 1 for size in data]
        elif what == "rank":
            data = data[1:]
        else:
            block = rng.choice([0, 1, -2])
    name = rng.choice(["tf.nn.", "tf."]) if False else "tf.nn."
    return f"{name}{'space_to_depth' if down else 'depth_to_space'}({zeros(data)}, {block})"


def resize():
    data = [rng.choice([1, 2]), rng.randint(1, 9), rng.randint(1, 9), 3]
    if rng.random() < 0.2:
        data = data[1:]
    size = [rng.randint(1, 12), rng.randint(1, 12)]
    more = rng.choice(["", "", ", method='nearest'", ", method='bicubic'", ", antialias=True", ", preserve_aspect_ratio=True", ", method='area'"])
    text = str(size) if rng.random() < 0.7 else str(tuple(size))
    if wrong():
        text, more, data = rng.choice([("7", more, data), ("[1, 2, 3]", more, data), ("[0, 4]", "", data), ("[-1, 4]", "", data), (text, ", method='foo'", data), (text, more, data[:2])])
    return f"tf.image.resize({zeros(data)}, {text}{more})"


def pad():
    data = shape(1, 4)
    pairs = [[rng.randint(0, 3), rng.randint(0, 3)] for _ in data]
    mode = rng.choice(["", "", ", 'CONSTANT'", ", 'REFLECT'", ", mode='SYMMETRIC'", ", 'reflect'"])
    if wrong():
        pairs, mode = rng.choice([(pairs[1:] or [[1]], mode), ([*pairs, [1, 1]], mode), ([[-1, 1], *pairs[1:]], mode), (pairs, ", 'EDGE'"), ([[p[0]] for p in pairs], mode)])
    return f"tf.pad({zeros(data)}, {pairs}{mode})"


def factors(total):
    parts = []
    while total > 1 and rng.random() < 0.8:
        factor = rng.choice([f for f in range(2, total + 1) if total % f == 0])
        parts.append(factor)
        total //= factor
    parts.append(total)
    rng.shuffle(parts)
    return parts


def reshape():
    data = shape(0, 4)
    total = int(numpy.prod(data))
    target = factors(total)
    if rng.random() < 0.5:
        target[rng.randrange(len(target))] = -1
    if wrong():
        target = rng.choice([[*target, 2], [-1, -1], [-1, total + 1], [total + 1], [*target, 0], [-2, total], [0, -1]])
    text = str(target) if rng.random() < 0.7 else str(tuple(target))
    if len(target) == 1 and rng.random() < 0.3:
        text = str(target[0])
    return f"tf.reshape({zeros(data)}, {text})"


def concat():
    data = shape(1, 4)
    axis = axes_of(len(data))
    shapes = [list(data) for _ in range(rng.choice([1, 2, 2, 3]))]
    for its in shapes:
        its[axis] = rng.randint(1, 4)
    if wrong():
        what = rng.choice(["axis", "size", "rank", "scalar", "empty"])
        if what == "axis":
            axis = axes_of(len(data), True)
        elif what == "size":
            shapes = [shapes[0], [size + 1 for size in shapes[0]]]
        elif what == "rank":
            shapes = [shapes[0], [*shapes[0], 2]]
        elif what == "scalar":
            shapes = [[], []]
        else:
            shapes = []
    keyword = "axis=" if rng.random() < 0.5 else ""
    return f"tf.concat([{', '.join(map(zeros, shapes))}], {keyword}{axis})"


def stack():
    data = shape(0, 3)
    axis = rng.randint(-len(data) - 1, len(data))
    shapes = [data] * rng.choice([1, 2, 3])
    if wrong():
        what = rng.choice(["axis", "size", "rank"])
        if what == "axis":
            axis = rng.choice([len(data) + 1, -len(data) - 2])
        elif what == "size":
            shapes = [[*data, 2], [*data, 3]]
        else:
            shapes = [data, [*data, 2]]
    argument = "" if axis == 0 and rng.random() < 0.6 else f", axis={axis}"
    return f"tf.stack([{', '.join(map(zeros, shapes))}]{argument})"


def transpose():
    data = shape(0, 4)
    perm = list(range(len(data)))
    rng.shuffle(perm)
    if wrong():
        perm = rng.choice([perm[1:] or [0, 1], [*perm, len(perm)], [0] * max(2, len(perm)), [p + 1 for p in perm] or [0]])
    return f"tf.transpose({zeros(data)})" if rng.random() < 0.25 else f"tf.transpose({zeros(data)}, {rng.choice(['', 'perm='])}{perm})"


def squeeze():
    data = [rng.choice([1, 1, 2, 3]) for _ in range(rng.randint(1, 4))]
    ones = [axis for axis, size in enumerate(data) if size == 1]
    kind = rng.random()
    if kind < 0.3 or not ones:
        return f"tf.squeeze({zeros(data)})" if not wrong() else f"tf.squeeze({zeros(data)}, axis={rng.choice([len(data), -len(data) - 1, *[a for a, s in enumerate(data) if s > 1]])})"
    axis = rng.choice(ones)
    return f"tf.squeeze({zeros(data)}, {rng.choice(['', 'axis='])}{rng.choice([axis, axis - len(data), [axis]])})"


def expand_dims():
    data = shape(0, 3)
    axis = rng.randint(-len(data) - 1, len(data)) if not wrong() else rng.choice([len(data) + 1, -len(data) - 2])
    return f"tf.expand_dims({zeros(data)}, {rng.choice(['', 'axis='])}{axis})"


def matmul():
    n, k, m = rng.randint(1, 4), rng.randint(1, 4), rng.randint(1, 4)
    batch = rng.choice([[], [], [2], [2, 3]])
    left, right = [*batch, n, k], [*rng.choice([batch, batch, batch[1:], [1] * len(batch)]), k, m]
    more = ""
    if rng.random() < 0.3:
        left[-2:], more = [k, n], ", transpose_a=True"
    elif rng.random() < 0.3:
        right[-2:], more = [m, k], ", transpose_b=True"
    if wrong():
        what = rng.choice(["inner", "rank", "batch"])
        if what == "inner":
            left = [size + 1 for size in left]
        elif what == "rank":
            right = right[-1:]
        else:
            left, right = [2, *left[-2:]], [3, *right[-2:]]
    return f"tf.matmul({zeros(left)}, {zeros(right)}{more})" if more or rng.random() < 0.7 else f"{zeros(left)} @ {zeros(right)}"


def reduction():
    data = shape(0, 4)
    name = rng.choice(["reduce_mean", "reduce_sum", "reduce_max", "reduce_min", "reduce_prod"])
    rank = len(data)
    more = []
    if rank and rng.random() < 0.75:
        axes = rng.choice([axes_of(rank), sorted(rng.sample(range(rank), rng.randint(1, rank)))])
        if wrong():
            axes = rng.choice([axes_of(rank, True), [0, 0], [0, -rank]])
        more.append(f"{rng.choice(['', 'axis='])}{axes}")
    if rng.random() < 0.35:
        more.append("keepdims=True")
    return f"tf.{name}({', '.join([zeros(data), *more])})"


def split():
    data = shape(1, 4)
    axis = axes_of(len(data))
    count = rng.randint(1, 4)
    data[axis] = count * rng.randint(1, 3)
    parts = count
    if rng.random() < 0.4:
        parts = [1] * data[axis] if rng.random() < 0.4 else [data[axis]] if rng.random() < 0.3 else [1, data[axis] - 1] if data[axis] > 1 else [1]
        if rng.random() < 0.3:
            parts[-1] = -1
    if wrong():
        what = rng.choice(["axis", "count", "sum", "zero"])
        if what == "axis":
            axis = axes_of(len(data), True)
        elif what == "count":
            parts = data[axis] + 1
        elif what == "sum":
            parts = [1, data[axis]]
        else:
            parts = rng.choice([0, -1])
    argument = "" if axis == 0 and rng.random() < 0.5 else f", {rng.choice(['', 'axis='])}{axis}"
    return f"tf.split({zeros(data)}, {parts}{argument})"


def tile():
    data = shape(1, 4)
    multiples = [rng.randint(1, 3) for _ in data]
    if wrong():
        multiples = rng.choice([[*multiples, 2], multiples[1:], [-1, *multiples[1:]], 2])
    return f"tf.tile({zeros(data)}, {multiples})"


def elementwise():
    left = shape(0, 4)
    right = [1 if rng.random() < 0.3 else size for size in left]
    if rng.random() < 0.4:
        right = right[rng.randint(0, len(right)):]
    if wrong() and left:
        right = [size + 1 if size > 1 else 2 for size in left]
        left = [size if size > 1 else 3 for size in left]
    if rng.random() < 0.3:
        left, right = right, left
    name = rng.choice(["add", "subtract", "multiply", "divide", "maximum", "minimum"])
    if rng.random() < 0.5:
        return f"{zeros(left)} {rng.choice('+-*/')} {zeros(right)}"
    return f"tf.{name}({zeros(left)}, {zeros(right)})"


def ops_conv():
    """keras.ops' convolutions, which have the layers' padding words and refuse an empty output."""
    kind = rng.choice(["conv", "conv", "depthwise_conv", "separable_conv", "conv_transpose", "conv_transpose"])
    rank = rng.choice([1, 2, 2, 3]) if kind in ("conv", "conv_transpose") else rng.choice([1, 2])
    kernel = [rng.randint(1, 4) for _ in range(rank)]
    stride = rng.randint(1, 3) if kind != "conv" or rng.random() < 0.5 else [rng.randint(1, 3) for _ in range(rank)]
    dilation = 1
    if rng.random() < 0.2 and kind != "conv_transpose":
        stride, dilation = 1, rng.randint(2, 3)
    groups = rng.choice([1, 1, 2]) if kind == "conv" and rank < 3 else 1
    channels, filters = groups * rng.randint(1, 3), groups * rng.randint(1, 3)
    padding = rng.choice(["valid", "same", "same", "SAME"])
    spatial = [rng.randint(2, 8) for _ in range(rank)]
    batch = [rng.choice([1, 2])]
    output_padding = None
    if kind == "conv_transpose" and rng.random() < 0.4:
        output_padding = rng.randint(0, (stride if isinstance(stride, int) else min(stride)) - 1)
    fed = channels
    if wrong(0.35):
        what = rng.choice(["large", "stride", "dilation", "word", "channels", "both", "output"])
        if what == "large":
            kernel, padding = [size + 8 for size in kernel], "valid"
        elif what == "stride":
            stride = rng.choice([0, -1])
        elif what == "dilation":
            dilation = rng.choice([0, -1]) if kind != "conv_transpose" else 1
        elif what == "word":
            padding = rng.choice(["full", "causal"])
        elif what == "channels":
            fed = channels + 1
        elif what == "both" and kind == "conv":
            stride, dilation = 2, 2
        elif kind == "conv_transpose" and isinstance(stride, int):
            output_padding = stride + rng.randint(0, 1)
    first = {"conv": (*kernel, channels // groups, filters), "conv_transpose": (*kernel, filters, channels)}.get(kind, (*kernel, channels, rng.choice([1, 2])))
    tensors = [zeros([*batch, *spatial, fed]), zeros(first)]
    if kind == "separable_conv":
        tensors.append(zeros([*[1] * rank, channels * first[-1], filters]))
    more = [] if padding == "valid" and stride == 1 and rng.random() < 0.5 else [f"{rng.choice(['', 'strides='])}{stride if isinstance(stride, int) else tuple(stride)}"]
    if padding != "valid" or more:
        more.append(f"padding={padding!r}" if not more or "=" in more[-1] or rng.random() < 0.5 else repr(padding))
    if output_padding is not None:
        more.append(f"output_padding={output_padding}")
    if dilation != 1:
        more.append(f"dilation_rate={dilation}")
    return f"ops.{kind}({', '.join([*tensors, *more])})"


def ops_between():
    data = shape(1, 4)
    rank = len(data)
    axis = axes_of(rank)
    kind = rng.choice("pool pool reshape transpose squeeze expand concatenate stack reduce matmul pad elementwise keep resize".split())
    if kind == "pool":
        axes = rng.choice([1, 2, 2, 3])
        spatial = [rng.randint(2, 7) for _ in range(axes)]
        size, stride = rng.randint(1, 3), rng.choice([None, 1, 2, 3])
        padding = rng.choice(["valid", "same"])
        if wrong(0.2):
            size, padding = 9, "valid"
        name = rng.choice(["max_pool", "average_pool"])
        strides = f", strides={stride}" if stride else ""
        return f"ops.{name}({zeros([1, *spatial, 2])}, {size}{strides}, padding={padding!r})"
    if kind == "reshape":
        total = int(numpy.prod(data))
        target = factors(total)
        if rng.random() < 0.5:
            target[rng.randrange(len(target))] = -1
        if wrong():
            target = rng.choice([[*target, 2], [-1, -1], [-1, total + 1], [total + 1]])
        return f"ops.reshape({zeros(data)}, {tuple(target)})"
    if kind == "transpose":
        perm = list(range(rank))
        rng.shuffle(perm)
        if wrong():
            perm = rng.choice([[*perm, rank], [0] * max(2, rank)])
        return f"ops.transpose({zeros(data)}, {rng.choice(['', 'axes='])}{perm})" if rng.random() < 0.8 else f"ops.transpose({zeros(data)})"
    if kind == "squeeze":
        data = [1, *data] if rng.random() < 0.7 else data
        return f"ops.squeeze({zeros(data)}, axis=0)" if rng.random() < 0.6 else f"ops.squeeze({zeros(data)})"
    if kind == "expand":
        at = rng.randint(-rank - 1, rank) if not wrong() else rank + 1
        return f"ops.expand_dims({zeros(data)}, {rng.choice(['', 'axis='])}{at})"
    if kind in ("concatenate", "stack"):
        other = list(data)
        if kind == "concatenate":
            other[axis] = rng.randint(1, 4)
        if wrong():
            other = rng.choice([[size + 1 for size in data], [*data, 2]])
        return f"ops.{kind}([{zeros(data)}, {zeros(other)}], axis={axis})"
    if kind == "reduce":
        name = rng.choice(["mean", "sum", "max", "min"])
        if wrong():
            axis = axes_of(rank, True)
        argument = rng.choice(["", f", axis={axis}", f", axis=({axis},)", f", axis={axis}, keepdims=True"])
        return f"ops.{name}({zeros(data)}{argument})"
    if kind == "matmul":
        n, k, m = (rng.randint(1, 4) for _ in range(3))
        left, right = [n, k], [k + (1 if wrong() else 0), m]
        if rng.random() < 0.3:
            left, right = [2, *left], [2, *right]
        return f"ops.matmul({zeros(left)}, {zeros(right)})"
    if kind == "pad":
        pairs = tuple((rng.randint(0, 2), rng.randint(0, 2)) for _ in data)
        return f"ops.pad({zeros(data)}, {pairs if rng.random() < 0.7 else rng.randint(0, 2)})"
    if kind == "elementwise":
        other = [1 if rng.random() < 0.3 else size for size in data]
        if wrong():
            other = [size + 1 if size > 1 else 2 for size in data]
            data = [size if size > 1 else 3 for size in data]
        return f"ops.{rng.choice(['add', 'subtract', 'multiply', 'maximum', 'minimum'])}({zeros(data)}, {zeros(other)})"
    if kind == "keep":
        return f"ops.{rng.choice(['relu', 'sigmoid', 'tanh', 'gelu', 'silu', 'softmax', 'abs', 'square', 'exp'])}({zeros(data)})"
    size = (rng.randint(1, 9), rng.randint(1, 9))
    return f"ops.image.resize({zeros([rng.choice([1, 2]), rng.randint(1, 9), rng.randint(1, 9), 3])}, {size})"


KERAS_KINDS = [(ops_conv, 260), (ops_between, 260)]

KINDS = [
    (pool, 160), (blocks, 40), (resize, 50), (pad, 60), (reshape, 60), (concat, 60), (stack, 35), (transpose, 35), (squeeze, 30), (expand_dims, 25),
    (matmul, 55), (reduction, 70), (split, 60), (tile, 35), (elementwise, 80),
]


def collect(kinds):
    cases = {}
    for kind, count in kinds:
        for _ in range(count):
            call = kind()
            if call not in cases:
                cases[call] = asked(call)
    return list(cases.values())


def main():
    meta = {"framework": "tensorflow", "tensorflow": tf.__version__, "seed": SEED, "onednn": False}
    write("tensorflowOps", collect(KINDS), meta, FOLDER)
    write("kerasOps", collect(KERAS_KINDS), {**meta, "framework": "keras", "keras": keras.__version__}, FOLDER)


main()
