"""What Haiku and Equinox answer to their convolutions: haikuConv.json, equinoxConv.json, and their numbers.

Usage: python onJaxConv.py [--seed N --out FOLDER]      (dm-haiku and equinox, or their sources on the path; jax on a CPU)
"""

import os

os.environ["JAX_PLATFORMS"] = "cpu"

import equinox
import equinox.nn
import haiku
import jax
import jax.numpy as jnp
import numpy

from expressions import describe, options, write
from jaxCalls import Calls, text, told

jax.config.update("jax_disable_most_optimizations", True)

SEED = 20261125
arguments = options(SEED)
SHAPES, NUMBERS = 230, 70
KEY = "key=jax.random.key(0)"
NAMES = {"haiku": haiku, "equinox": equinox, "jax": jax, "jnp": jnp}


def values(count, salt):
    hashed = (numpy.arange(count, dtype=numpy.uint64) * 2654435761 + salt) % 2**32
    return ((hashed >> 13) % 19).astype(numpy.float32) - 9


def filled(sizes, *_):
    return jnp.asarray(values(int(numpy.prod(sizes)), 1).reshape(sizes))


def transformed(call):
    """A Haiku layer lives within a function that Haiku transforms."""
    run = haiku.without_apply_rng(haiku.transform(call))
    return run.apply(run.init(jax.random.PRNGKey(0)))


def haiku_call(calls, odd):
    rank = calls.rank()
    kind = calls.one("Conv", "Conv", "Transpose", "Transpose", "Depthwise")
    groups = calls.one(1, 1, 2) if kind == "Conv" else 1
    channels = groups * calls.int(1, 3)
    kernel = calls.one(calls.int(1, 4), calls.ints(rank, 1, 3))
    given = {"kernel_shape": kernel}
    given = ({"channel_multiplier": calls.int(1, 2)} if kind == "Depthwise" else {"output_channels": groups * calls.int(1, 3)}) | given
    spatial = calls.spatial(rank)
    if calls.chance(0.6):
        given["stride"] = calls.one(calls.int(1, 3), calls.steps(rank, 3, odd / 2))
    if kind != "Transpose" and calls.chance(0.3):
        given["rate"] = calls.one(calls.int(1, 2), calls.steps(rank, 2, odd / 2))
    if calls.chance(0.7):
        words = ["SAME", "VALID"] if kind == "Transpose" else ["SAME", "VALID", "same", "SAME_LOWER"]
        given["padding"] = calls.one(calls.one(*words), calls.pairs(rank, 0, 2, odd / 2), *([(1, 2), [(0, 1)]] if kind == "Conv" else []))
    if calls.chance(odd):
        given["padding"] = calls.one("CAUSAL", "same")
    if kind == "Transpose" and calls.chance(0.35):
        given["padding"] = calls.one("SAME", "VALID")
        stride = given.get("stride", 1)
        strides = (stride,) * rank if isinstance(stride, int) else (stride + (1, 1, 1))[:rank]
        sizes = (kernel,) * rank if isinstance(kernel, int) else kernel
        given["output_shape"] = tuple(
            max(1, (i if given["padding"] == "SAME" else i - 1) * s - calls.int(0, max(s, 1) - 1) + (0 if given["padding"] == "SAME" else k) + calls.one(0, 0, 0, 1 if odd else 0))
            for i, s, k in zip(spatial, strides, sizes)
        )
    last = calls.chance(0.75)
    if not last:
        given["data_format"] = calls.one("channels_first", "NCHW" if rank == 2 else "NC...")
    if groups > 1:
        given["feature_group_count"] = groups
        if calls.chance(odd):
            channels += 1
    head = () if kind != "Depthwise" and calls.chance(0.2) else (calls.int(1, 2),)
    shape = head + spatial + (channels,) if last else head + (channels,) + spatial
    name = {"Conv": f"Conv{rank}D", "Transpose": f"Conv{rank}DTranspose", "Depthwise": f"DepthwiseConv{rank}D"}[kind]
    return f"haiku.{name}", given, shape


def equinox_call(calls, odd):
    rank = calls.rank()
    transposed = calls.chance(0.5)
    groups = calls.one(1, 1, 2)
    channels = groups * calls.int(1, 2)
    given = {"in_channels": channels, "out_channels": groups * calls.int(1, 2), "kernel_size": calls.one(calls.int(1, 4), calls.ints(rank, 1, 3))}
    if calls.chance(odd):
        given["out_channels"] += 1
    if calls.chance(0.6):
        given["stride"] = calls.one(calls.int(1, 3), calls.steps(rank, 3, odd / 2))
    if calls.chance(0.7):
        given["padding"] = calls.one("SAME", "same_lower", "VALID", calls.int(0, 2), calls.ints(rank, 0, 2), calls.pairs(rank, 0, 2, 0.0))
    if calls.chance(odd):
        given["padding"] = calls.one("FULL", (1,) * (rank + 1))
    if calls.chance(0.3):
        given["dilation"] = calls.one(calls.int(1, 2), calls.steps(rank, 2, odd / 2))
    if groups > 1:
        given["groups"] = groups
    if transposed and calls.chance(0.4):
        given["output_padding"] = calls.int(0, 2)
    if calls.chance(0.25):
        given["padding_mode"] = calls.one("CIRCULAR", "reflect", "REPLICATE")
        if transposed and not calls.chance(odd):
            given |= {"padding_mode": "CIRCULAR", "padding": calls.one("SAME", "SAME_LOWER")}
            given.pop("output_padding", None)
    head = (1,) if calls.chance(odd / 2) else ()
    shape = head + (channels + (1 if calls.chance(odd) else 0),) + calls.spatial(rank)
    if calls.chance(0.15):
        return f"equinox.nn.{'ConvTranspose' if transposed else 'Conv'}", {"num_spatial_dims": rank} | given, shape
    return f"equinox.nn.{'ConvTranspose' if transposed else 'Conv'}{rank}d", given, shape


def shapes(calls, make, framework):
    found = {}
    while len(found) < SHAPES:
        name, given, shape = make(calls, 0.14)
        last = f", {KEY}" if framework == "equinox" else ""
        call = f"{name}({text(given)}{last})(jnp.zeros({shape}))"
        if framework == "haiku":
            names = {"answer": lambda call=call: transformed(lambda: eval(call, dict(NAMES)))}
            found.setdefault(call, {**told("answer()", names), "call": call})
        else:
            found.setdefault(call, told(call, NAMES))
    return list(found.values())


def numbers(calls, make, framework):
    found = []
    while len(found) < NUMBERS:
        name, given, shape = make(calls, 0.0)
        x = values(int(numpy.prod(shape)), 2).reshape(shape)
        cls = getattr(haiku if framework == "haiku" else equinox.nn, name.split(".")[-1])
        try:
            if framework == "haiku":
                y = transformed(lambda: cls(**given, with_bias=False, w_init=filled)(x))
            else:
                layer = cls(**given, use_bias=False, key=jax.random.key(0))
                y = equinox.tree_at(lambda its: its.weight, layer, filled(layer.weight.shape))(x)
        except Exception:
            continue
        y = numpy.asarray(y)
        if 0 < y.size <= 150:
            last = f", {KEY}" if framework == "equinox" else ""
            layer = f"{name}({text(given)}{last})"
            found.append({"layer": layer, "input": list(shape), "output": list(y.shape), "y": [int(v) for v in y.ravel()]})
    return found


meta = {"jax": jax.__version__, "seed": arguments.seed}
for offset, (framework, make, version) in enumerate((("haiku", haiku_call, haiku.__version__), ("equinox", equinox_call, equinox.__version__))):
    its = {framework: version, **meta}
    write(f"{framework}Conv", shapes(Calls(arguments.seed + 10 + offset), make, framework), its, arguments.out)
    write(f"{framework}Numbers", numbers(Calls(arguments.seed + 20 + offset), make, framework), its, arguments.out)
