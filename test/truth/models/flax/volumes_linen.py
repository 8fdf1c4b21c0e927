"""Volumes, a vmap over a batch, and nn.Sequential."""
import jax
import jax.numpy as jnp
from flax import linen as nn

encoder = nn.Sequential([
    nn.Conv(4, (3, 3, 3), strides=(1, 2, 2)),
    nn.relu,
    nn.Conv(8, (3, 3, 3), strides=(2, 2, 2), padding=1),
    lambda x: nn.max_pool(x, (1, 2, 2), strides=(1, 2, 2)),
    nn.Conv(8, (1, 3, 3), padding='CIRCULAR'),
])


class Masked(nn.Module):
    @nn.compact
    def __call__(self, x):
        mask = jnp.ones((3, 3, x.shape[-1], 6)).at[2, :, :, :].set(0.0)
        return nn.Conv(6, (3, 3), mask=mask, padding='VALID')(x)


variables = encoder.init(jax.random.key(0), jnp.zeros((1, 9, 32, 32, 2)))
one = lambda volume: encoder.apply(variables, volume[None])[0]
batch = jax.vmap(one)(jnp.zeros((5, 9, 32, 32, 2)))
masked = Masked()
weights = masked.init(jax.random.key(1), batch[:, 0])
each = jax.vmap(lambda x: masked.apply(weights, x), in_axes=1, out_axes=1)(batch)
after = nn.Conv(3, (2, 2))
params = after.init(jax.random.key(2), each[:, 0])
made = after.apply(params, each[:, 1])
