"""What Flax answers to its convolutions, linen and nnx, and its pools: flaxConv.json and flaxNumbers.json.

Usage: python flaxConv.py [--seed N --out FOLDER]      (flax and jax on a CPU)
"""

import os

os.environ["JAX_PLATFORMS"] = "cpu"

import flax
import flax.linen
import flax.nnx
import jax
import jax.numpy as jnp
import numpy

from expressions import options, write
from jaxCalls import Calls, text, told

# A program per call is compiled; nothing is gained by making it fast.
jax.config.update("jax_disable_most_optimizations", True)

SEED = 20261125
arguments = options(SEED)
NAMES = {"flax": flax, "jnp": jnp, "jax": jax}
SHAPES, POOLS, NUMBERS = 420, 120, 130


def values(count, salt):
    hashed = (numpy.arange(count, dtype=numpy.uint64) * 2654435761 + salt) % 2**32
    return ((hashed >> 13) % 19).astype(numpy.float32) - 9


def layer_text(module, name, channels, given, rngs="flax.nnx.Rngs(0)"):
    if module == "linen":
        return f"flax.linen.{name}({text(given)})"
    others = {key: value for key, value in given.items() if key != "features"}
    return f"flax.nnx.{name}({channels}, {given['features']}, {text(others)}, rngs={rngs})"


def shapes(calls):
    found = {}
    while len(found) < SHAPES:
        module, name, channels, shape, given = calls.flax(0.16)
        layer = layer_text(module, name, channels, given)
        x = f"jnp.zeros({shape})"
        call = f"{layer}.init_with_output(jax.random.key(0), {x})[0]" if module == "linen" else f"{layer}({x})"
        found.setdefault(call, told(call, NAMES))
    while len(found) < SHAPES + POOLS:
        rank = calls.rank()
        window = calls.steps(rank, 4, 0.05)
        given = {"window_shape": window}
        if calls.chance(0.7):
            given["strides"] = calls.steps(rank, 3, 0.05)
        if calls.chance(0.7):
            given["padding"] = calls.one("SAME", "VALID", "same", calls.pairs(rank, 0, 2, 0.05))
        shape = calls.one((), (2,), (2, 3)) + calls.spatial(rank) + (calls.int(1, 3),)
        name = calls.one("max_pool", "avg_pool")
        call = f"flax.linen.{name}(jnp.zeros({shape}), {text(given)})"
        found.setdefault(call, told(call, NAMES))
    return list(found.values())


def numbers(calls):
    found = []
    while len(found) < NUMBERS:
        module, name, channels, shape, given = calls.flax(0.0)
        given["use_bias"] = False
        x = values(int(numpy.prod(shape)), 2).reshape(shape)

        def fill(_key, sizes, *_):
            return jnp.asarray(values(int(numpy.prod(sizes)), 1).reshape(sizes))

        try:
            if module == "linen":
                made = getattr(flax.linen, name)(**given, kernel_init=fill)
                y, _ = made.init_with_output(jax.random.key(0), x)
            else:
                others = {key: value for key, value in given.items() if key != "features"}
                made = getattr(flax.nnx, name)(channels, given["features"], **others, kernel_init=fill, rngs=flax.nnx.Rngs(0))
                y = made(x)
        except Exception:
            continue
        y = numpy.asarray(y)
        if 0 < y.size <= 150:
            layer = layer_text(module, name, channels, given)
            found.append({"layer": layer, "input": list(shape), "output": list(y.shape), "y": [int(v) for v in y.ravel()]})
    return found


meta = {"flax": flax.__version__, "jax": jax.__version__, "seed": arguments.seed}
write("flaxConv", shapes(Calls(arguments.seed + 2)), meta, arguments.out)
write("flaxNumbers", numbers(Calls(arguments.seed + 3)), meta, arguments.out)
