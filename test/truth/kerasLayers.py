"""What Keras 3 answers for calls of the layers between the convolutions: the data of kerasLayers.json.

Usage: python kerasLayers.py [SEED [FOLDER]]      (keras with tensorflow-cpu); it writes kerasLayers.json here, or to the folder.

Each call is one Python expression on symbolic inputs, as in a functional model: what a layer says there is what Keras itself says of
its shapes, and the same on every backend. Some arguments are random, some chosen at the edges, some wrong on purpose; none is left
out for what the answer is.
"""

import os
import random
import sys

os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["KERAS_BACKEND"] = "tensorflow"

import keras
import numpy
import tensorflow

from expressions import run, write

SEED = int(sys.argv[1]) if len(sys.argv) > 1 else 20261201
rng = random.Random(SEED)
FORMATS = ["", "", "", ", data_format='channels_first'", ", data_format='channels_last'"]


def given(shape):
    return f"keras.Input(batch_shape={tuple(shape)})"


def shape_of(rank, low=1, high=11):
    return [rng.choice([1, 2, 3]), *[rng.randint(low, high) for _ in range(rank)], rng.choice([1, 2, 3, 4, 6])]


def per_axis(rank, low, high):
    values = [rng.randint(low, high) for _ in range(rank)]
    if rng.random() < 0.5:
        return str(values[0])
    return str(tuple(values)) if rng.random() < 0.8 else str(values)


def bad_sizes(rank):
    return rng.choice(["0", "-1", "-2", str(tuple([2] * (rank + 1))), str(tuple([2, *[0] * (rank - 1)]) if rank > 1 else (0,)), "2.5", "()"])


def spoilt(chance=0.22):
    return rng.random() < chance


def wrong_rank(shape):
    return shape[1:] if rng.random() < 0.5 else [2, *shape]


def pooling():
    rank = rng.choice([1, 2, 2, 3])
    name = rng.choice(["MaxPooling", "AveragePooling", "MaxPool", "AvgPool"]) + f"{rank}D"
    shape = shape_of(rank, 1, 9)
    size = per_axis(rank, 1, 4)
    strides = rng.choice([None, per_axis(rank, 1, 4)])
    padding = rng.choice(["valid", "same", "same", None])
    if spoilt():
        what = rng.choice(["size", "strides", "padding", "rank", "large", "large"])
        if what == "size":
            size = bad_sizes(rank)
        elif what == "strides":
            strides = bad_sizes(rank)
        elif what == "padding":
            padding = rng.choice(["SAME", "full", "causal", "Valid"])
        elif what == "rank":
            shape = wrong_rank(shape)
        else:
            size = per_axis(rank, 8, 14)
    arguments = [size] if rng.random() < 0.7 else [f"pool_size={size}"]
    if name.startswith("Max") and rng.random() < 0.1:
        arguments = []
    if strides is not None:
        arguments.append(f"strides={strides}")
    if padding is not None:
        arguments.append(f"padding={padding!r}")
    return f"layers.{name}({', '.join(arguments)}{rng.choice(FORMATS) if arguments else ''})({given(shape)})"


def global_pooling():
    rank = rng.choice([1, 2, 3])
    shape = shape_of(rank)
    if spoilt(0.15):
        shape = wrong_rank(shape)
    name = rng.choice(["GlobalMaxPooling", "GlobalAveragePooling", "GlobalMaxPool", "GlobalAvgPool"])
    arguments = [x for x in [rng.choice(FORMATS)[2:], rng.choice(["", "keepdims=True", "keepdims=False"])] if x]
    return f"layers.{name}{rank}D({', '.join(arguments)})({given(shape)})"


def adaptive_pooling():
    rank = rng.choice([1, 2, 3])
    shape = shape_of(rank)
    size = per_axis(rank, 1, 12)
    if spoilt():
        if rng.random() < 0.6:
            size = bad_sizes(rank)
        else:
            shape = wrong_rank(shape)
    name = rng.choice(["AdaptiveAveragePooling", "AdaptiveMaxPooling"])
    return f"layers.{name}{rank}D({size}{rng.choice(FORMATS)})({given(shape)})"


def up_sampling():
    rank = rng.choice([1, 2, 2, 3])
    shape = shape_of(rank, 1, 7)
    size = per_axis(rank, 1, 4) if rank > 1 else str(rng.randint(1, 4))
    more = rng.choice(FORMATS) if rank > 1 else ""
    if rank == 2:
        more += rng.choice(["", "", ", interpolation='bilinear'", ", interpolation='nearest'", ", interpolation='bicubic'"])
    if spoilt():
        what = rng.choice(["size", "rank", "word"])
        if what == "size":
            size = bad_sizes(rank)
        elif what == "rank":
            shape = wrong_rank(shape)
        elif rank == 2:
            more = rng.choice([", interpolation='linear'", ", data_format='NHWC'"])
    default = rng.random() < 0.1
    return f"layers.UpSampling{rank}D({'' if default else size + more})({given(shape)})"


def sides(rank, low, high):
    form = rng.choice(["int", "axes", "pairs"])
    one = lambda: rng.randint(low, high)
    if form == "int":
        return str(one())
    if rank == 1:
        return str((one(), one()))
    if form == "axes":
        return str(tuple(one() for _ in range(rank)))
    return str(tuple((one(), one()) for _ in range(rank)))


def bad_sides(rank):
    return rng.choice(["-1", str(tuple([1] * (rank + 2))), str(((1, 2, 3),) * rank), "'same'", "2.0", "None", str((-1,) * max(rank, 2))])


def zero_padding():
    rank = rng.choice([1, 2, 2, 3])
    shape = shape_of(rank, 1, 7)
    amount = sides(rank, 0, 3)
    if spoilt():
        if rng.random() < 0.7:
            amount = bad_sides(rank)
        else:
            shape = wrong_rank(shape)
    more = rng.choice(FORMATS)
    return f"layers.ZeroPadding{rank}D({amount}{more})({given(shape)})" if rng.random() < 0.93 else f"layers.ZeroPadding{rank}D()({given(shape)})"


def cropping():
    rank = rng.choice([1, 2, 2, 3])
    shape = shape_of(rank, 3, 9)
    amount = sides(rank, 0, 2)
    if spoilt(0.3):
        what = rng.choice(["sides", "rank", "large"])
        if what == "sides":
            amount = bad_sides(rank)
        elif what == "rank":
            shape = wrong_rank(shape)
        else:
            amount = sides(rank, 2, 5)
    more = rng.choice(FORMATS) if rank > 1 else ""
    return f"layers.Cropping{rank}D({amount}{more})({given(shape)})" if rng.random() < 0.93 else f"layers.Cropping{rank}D()({given(shape)})"


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
    shape = [rng.choice([1, 2]), *[rng.choice([1, 2, 3, 4, 6]) for _ in range(rng.randint(1, 4))]]
    total = int(numpy.prod(shape[1:]))
    target = factors(total)
    if rng.random() < 0.45:
        target[rng.randrange(len(target))] = -1
    if spoilt(0.3):
        target = rng.choice([[*target, 2], [-1, -1], [-1, 5], [total + 1], [*target, 0], [-2, total]])
    text = str(tuple(target)) if rng.random() < 0.8 else str(target)
    return f"layers.Reshape({text})({given(shape)})"


def flatten():
    shape = shape_of(rng.randint(1, 3))
    if spoilt(0.15):
        shape = shape[:1]
    return f"layers.Flatten({rng.choice(FORMATS)[2:]})({given(shape)})"


def permute():
    shape = shape_of(rng.randint(1, 3))
    dims = list(range(1, len(shape)))
    rng.shuffle(dims)
    if spoilt(0.3):
        dims = rng.choice([[d - 1 for d in dims], [*dims, len(dims) + 1], dims[1:] or [0], [1] * len(dims), [d + 1 for d in dims]])
    return f"layers.Permute({tuple(dims)})({given(shape)})"


def repeat_vector():
    shape = [2, rng.randint(1, 6)]
    count = rng.choice([str(rng.randint(1, 6)), "0", "-1", "2.0"]) if spoilt() else str(rng.randint(1, 6))
    if spoilt():
        shape = rng.choice([[2], [2, 3, 4]])
    return f"layers.RepeatVector({count})({given(shape)})"


def dense():
    shape = shape_of(rng.randint(0, 3))
    units = str(rng.randint(1, 9))
    more = rng.choice(["", "", ", activation='relu'", ", use_bias=False", ", 'tanh'"])
    if spoilt():
        what = rng.choice(["units", "rank", "activation"])
        if what == "units":
            units = rng.choice(["0", "-3", "2.5", "'4'"])
        elif what == "rank":
            shape = shape[:1]
        else:
            more = ", activation='reluu'"
    return f"layers.Dense({units}{more})({given(shape)})"


def einsum_dense():
    equation, output, rank = rng.choice(
        [("ab,bc->ac", "8", 2), ("abc,cd->abd", "(None, 8)", 3), ("abc,cd->abd", "(5, 8)", 3), ("...x,xy->...y", "8", 4), ("abc,cde->abde", "(None, 2, 4)", 3)]
    )
    shape = [2, *[rng.randint(2, 5) for _ in range(rank - 1)]]
    # More axes than the equation names are left out: whether they pass depends on how TensorFlow rewrites the sum.
    if spoilt(0.2):
        shape = shape[1:]
    # A symbolic shape would leave open what output_shape does; the data has a size there.
    return f"layers.EinsumDense({equation!r}, output_shape={output})(keras.ops.zeros({tuple(shape)}))"


def norm():
    shape = shape_of(rng.randint(0, 3))
    rank = len(shape)
    axis = rng.choice(["", f"axis={rng.randint(1, rank - 1)}", f"axis={-rng.randint(1, rank - 1)}"])
    name = rng.choice(["BatchNormalization", "LayerNormalization", "UnitNormalization", "GroupNormalization", "RMSNormalization", "BatchNormalization"])
    arguments = [axis] if axis else []
    if name in ("LayerNormalization",) and rng.random() < 0.3 and rank > 2:
        arguments = ["axis=(-2, -1)"]
    if name == "GroupNormalization":
        at = int(axis.split("=")[1]) if axis else -1
        channels = shape[at]
        groups = rng.choice([g for g in range(1, channels + 1) if channels % g == 0])
        if spoilt(0.35):
            groups = rng.choice([0, channels + 1, 2, 3, 4, -1, 32])
        arguments = [f"groups={groups}" if rng.random() < 0.5 or groups == -1 else str(groups), *arguments]
    elif spoilt(0.25):
        arguments = [f"axis={rng.choice([rank, rank + 2, -rank - 1])}"] if rng.random() < 0.7 else ["axes=1"]
    return f"layers.{name}({', '.join(arguments)})({given(shape)})"


def activation():
    shape = shape_of(rng.randint(0, 3))
    word = rng.choice("relu sigmoid tanh softmax elu selu gelu silu swish leaky_relu relu6 softplus softsign hard_sigmoid mish log_softmax linear exponential".split())
    layer = rng.choice(
        [
            f"layers.Activation({word!r})",
            f"layers.Activation({word!r})",
            "layers.ReLU()",
            "layers.ReLU(max_value=6.0)",
            "layers.LeakyReLU(0.2)",
            "layers.LeakyReLU(negative_slope=0.1)",
            "layers.PReLU()",
            f"layers.PReLU(shared_axes=[{rng.randint(1, 2)}])",
            "layers.ELU()",
            "layers.Softmax()",
            f"layers.Softmax(axis={rng.randint(-3, 3)})",
            "layers.Activation(keras.activations.relu)",
            f"layers.Activation({word + 'x'!r})",
            "layers.ReLU(max_value=-1.0)",
            "layers.LeakyReLU(alpha=0.3)",
            "layers.LeakyReLU(-0.2)",
            "layers.ReLU(negative_slope=-1.0)",
        ]
    )
    return f"{layer}({given(shape)})"


def dropout():
    rank = rng.choice([0, 1, 2, 3])
    shape = shape_of(rank)
    rate = rng.choice(["0.5", "0.0", "0.25", "1.0", "0", "1"])
    if spoilt(0.25):
        rate = rng.choice(["1.5", "-0.1", "2", "None", "'0.5'"])
    name = rng.choice(["Dropout", "GaussianDropout", "AlphaDropout", "Dropout"])
    if rank > 0 and rng.random() < 0.4:
        name = f"SpatialDropout{rank}D"
        if spoilt(0.2):
            shape = wrong_rank(shape)
    if rng.random() < 0.1:
        name, rate = "GaussianNoise", rng.choice(["0.1", "1.0", "2.0", "-1.0"])
    return f"layers.{name}({rate})({given(shape)})"


def other():
    shape = shape_of(2, 3, 9)
    sizes = f"{rng.randint(1, 12)}, {rng.randint(1, 12)}"
    return rng.choice(
        [
            f"layers.Resizing({sizes})({given(shape)})",
            f"layers.Resizing({sizes}, interpolation={rng.choice(['nearest', 'bilinear', 'bicubic', 'area', 'foo'])!r})({given(shape)})",
            f"layers.CenterCrop({sizes})({given(shape)})",
            f"layers.Rescaling(1.0 / 255)({given(shape)})",
            f"layers.Identity()({given(shape)})",
            f"layers.Masking()({given(shape)})",
            f"layers.ActivityRegularization()({given(shape)})",
            f"layers.Embedding({rng.randint(1, 9)}, {rng.choice([1, 4, 8])})({given(shape[:rng.randint(1, 3)])})",
        ]
    )


def merge():
    rank = rng.randint(0, 3)
    shape = shape_of(rank)
    count = rng.choice([2, 2, 2, 3])
    shapes = [list(shape) for _ in range(count)]
    name = rng.choice(["Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum"])
    if name == "Subtract" and rng.random() < 0.9:
        shapes = shapes[:2]
    for other in shapes[1:]:
        for axis in range(len(other)):
            if rng.random() < 0.15:
                other[axis] = 1
    if spoilt(0.35):
        what = rng.choice(["size", "batch", "rank", "one"])
        if what == "size":
            shapes[1][-1] += rng.randint(1, 2)
        elif what == "batch":
            shapes[1][0] += 1
        elif what == "rank":
            shapes[1] = shapes[1][:1] + shapes[1][2:]
        else:
            shapes = shapes[:1]
    inputs = ", ".join(given(its) for its in shapes)
    if rng.random() < 0.25:
        return f"layers.{name.lower()}([{inputs}])"
    return f"layers.{name}()([{inputs}])"


def concatenate():
    rank = rng.randint(0, 3)
    shape = shape_of(rank)
    shapes = [list(shape) for _ in range(rng.choice([2, 2, 3]))]
    axis = rng.choice([-1, -1, -1, *range(-len(shape) + 1, len(shape))])
    for its in shapes:
        its[axis] = rng.randint(1, 5)
    if spoilt(0.3):
        what = rng.choice(["axis", "size", "rank", "one"])
        if what == "axis":
            axis = rng.choice([len(shape), len(shape) + 1, -len(shape) - 1])
        elif what == "size":
            shapes[-1] = [size + 1 for size in shapes[-1]]
        elif what == "rank":
            shapes[-1] = shapes[-1][:-1]
        else:
            shapes = shapes[:1]
    inputs = ", ".join(given(its) for its in shapes)
    argument = "" if axis == -1 and rng.random() < 0.7 else f"axis={axis}"
    if rng.random() < 0.25:
        return f"layers.concatenate([{inputs}]{', ' if argument else ''}{argument})"
    return f"layers.Concatenate({argument})([{inputs}])"


def dot():
    left = [2, *[rng.randint(2, 4) for _ in range(rng.choice([1, 2, 2, 3]))]]
    right = [2, *[rng.randint(2, 4) for _ in range(rng.choice([1, 2, 2]))]]
    if rng.random() < 0.5:
        axes = rng.choice([1, -1])
        right[axes] = left[axes]
    else:
        axes = (rng.randrange(1, len(left)), rng.randrange(1, len(right)))
        if rng.random() < 0.8:
            right[axes[1]] = left[axes[0]]
    if spoilt(0.15):
        axes = rng.choice(["'a'", 0, 5, (1,), (1, 2, 3)])
    call = f"layers.Dot(axes={axes})([{given(left)}, {given(right)}])"
    return call if rng.random() < 0.8 else f"layers.dot([{given(left)}, {given(right)}], axes={axes})"


KINDS = [
    (pooling, 250), (global_pooling, 50), (adaptive_pooling, 60), (up_sampling, 70), (zero_padding, 80), (cropping, 80), (reshape, 80),
    (flatten, 25), (permute, 40), (repeat_vector, 25), (dense, 50), (einsum_dense, 15), (norm, 90), (activation, 60), (dropout, 50), (other, 60),
    (merge, 120), (concatenate, 90), (dot, 50),
]


def main():
    calls = [kind() for kind, count in KINDS for _ in range(count)]
    namespace = {"keras": keras, "layers": keras.layers}
    meta = {"framework": "keras", "keras": keras.__version__, "backend": f"tensorflow {tensorflow.__version__}", "seed": SEED}
    write("kerasLayers", run(calls, namespace), meta, sys.argv[2] if len(sys.argv) > 2 else None)


main()
