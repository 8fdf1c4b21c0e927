"""What JAX answers to the convolutions of jax.lax: jaxConv.json (shapes and refusals) and jaxNumbers.json (values).

Usage: python jaxConv.py [--seed N --out FOLDER]      (jax on a CPU)

The numbers are small integers, as in torchConv.py, so that every sum is exact in float32.
"""

import os

os.environ["JAX_PLATFORMS"] = "cpu"

import jax
import jax.numpy as jnp
import numpy
from jax import lax

from expressions import options, write
from jaxCalls import Calls, text, told

# A program per call is compiled; nothing is gained by making it fast.
jax.config.update("jax_disable_most_optimizations", True)

SEED = 20261125
arguments = options(SEED)
NAMES = {"jax": jax, "jnp": jnp, "lax": lax}
SHAPES, NUMBERS = 1100, 419


def values(count, salt):
    hashed = (numpy.arange(count, dtype=numpy.uint64) * 2654435761 + salt) % 2**32
    return ((hashed >> 13) % 19).astype(numpy.float32) - 9


def shapes(calls):
    found = {}
    while len(found) < SHAPES:
        name, lhs, rhs, given = calls.lax(0.12)
        call = f"lax.{name}(jnp.zeros({lhs}), jnp.zeros({rhs}), {text(given)})"
        found.setdefault(call, told(call, NAMES))
    return list(found.values())


def usual(numbers):
    """Whether the batch comes first and the spatial axes are in the kernel's order: what a matrix can be flattened by."""
    letters = numbers and [letter for letter in numbers[1] if letter not in "OI"]
    return not numbers or all(n[0] == "N" and [letter for letter in n if letter not in "NC"] == letters for n in numbers[::2])


def numbers(calls):
    found = []
    while len(found) < NUMBERS:
        name, lhs, rhs, given = calls.lax(0.0)
        if not usual(given.get("dimension_numbers")):
            continue
        x, w = values(int(numpy.prod(lhs)), 2).reshape(lhs), values(int(numpy.prod(rhs)), 1).reshape(rhs)
        try:
            y = numpy.asarray(getattr(lax, name)(x, w, **given))
        except Exception:
            continue
        # XLA's CPU code reads beyond what negative padding leaves, now and then: that is no answer.
        if 0 < y.size <= 150 and numpy.all(y == numpy.rint(y)) and numpy.abs(y).max() < 1e6:
            layer = f"lax.{name}(rhs={rhs}, {text(given)})"
            found.append({"layer": layer, "input": list(lhs), "output": list(y.shape), "y": [int(v) for v in y.ravel()]})
    return found


meta = {"jax": jax.__version__, "seed": arguments.seed}
write("jaxConv", shapes(Calls(arguments.seed)), meta, arguments.out)
write("jaxNumbers", numbers(Calls(arguments.seed + 1)), meta, arguments.out)
