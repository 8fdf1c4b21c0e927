"""Convolutions of jax.lax under scan, fori_loop, cond and vmap."""
import jax
import jax.numpy as jnp
from jax import lax, random

kernel = random.normal(random.PRNGKey(0), (3, 3, 4, 4))
dn = ('NHWC', 'HWIO', 'NHWC')


def step(carry, x):
    y = lax.conv_general_dilated(x[None], kernel, (1, 1), 'SAME', dimension_numbers=dn)
    return carry + y.sum(), y[0]


total, stacked = lax.scan(step, 0.0, jnp.zeros((6, 10, 12, 4)))
flat = stacked.transpose(0, 3, 1, 2)
small = lax.conv(flat, jnp.ones((2, 4, 3, 3)), (2, 2), 'VALID')
looped = lax.fori_loop(0, 3, lambda i, x: lax.conv(x, jnp.ones((2, 2, 3, 3)), (1, 1), 'SAME'), small)
chosen = lax.cond(looped.sum() > 0, lambda x: lax.conv(x, jnp.ones((5, 2, 1, 1)), (1, 1), 'SAME'), lambda x: jnp.zeros((6, 5, 4, 5)), looped)
grads = jax.grad(lambda w: lax.conv(chosen, w, (1, 1), 'VALID').sum())(jnp.ones((3, 5, 2, 2)))
up = lax.conv_transpose(jnp.moveaxis(chosen, 1, -1), jnp.ones((4, 4, 5, 2)), (2, 2), 'SAME')
