"""What jax.image.resize answers: the data of interpolationJax.json, which the engine's tests compare with.

Usage: python interpolationJax.py > interpolationJax.json      (jax with numpy; CPU)

Weights are computed in float64, nearest indices in float32 (as jax always does).
"""

import jax

jax.config.update("jax_enable_x64", True)
jax.config.update("jax_platforms", "cpu")

import jax.numpy as jnp
from interpolationCommon import SIZES, digits, image, random_sizes, rng, sweep, write

METHODS = {
    1: ["nearest", "linear", "cubic", "cubic-pytorch", "lanczos3", "lanczos5", "area"],
    2: ["nearest", "bilinear", "bicubic", "bicubic-pytorch", "lanczos3", "lanczos5", "area"],
    3: ["nearest", "trilinear", "tricubic", "area"],
}


def resize(x, size, mode, options):
    return jax.image.resize(x, size, mode, **options)


cases = []
for rank, modes in METHODS.items():
    for mode in modes:
        for options in [{}] if mode in ("nearest", "area") else [{}, {"antialias": False}]:
            sizes = SIZES[rank][:6] if rank == 2 else SIZES[rank][:8]
            for size_in, size_out in sizes + [random_sizes(rng, rank)]:
                y = resize(jnp.asarray(image(size_in)), size_out, mode, options)
                cases.append({"mode": mode, "options": options, "in": size_in, "out": list(y.shape), "y": digits(y)})


def swept(n, m):
    return resize(jnp.arange(n, dtype=jnp.float32), (m,), "nearest", {}).astype(int).tolist()


write({"framework": "jax", "jax": jax.__version__, "device": "cpu"}, cases, [sweep("nearest", {}, True, swept, (32, 48))])
