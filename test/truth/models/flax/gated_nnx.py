"""PixelCNN-like gates, a Param of its own, and a module in a dictionary; what is wrong raises at the end."""
import jax
import jax.numpy as jnp
from flax import nnx


class Gated(nnx.Module):
    def __init__(self, features, rngs):
        self.vertical = nnx.Conv(features, 2 * features, (2, 3), padding='VALID', rngs=rngs)
        self.scale = nnx.Param(jnp.ones((features,)))
        self.mix = {'one': nnx.Linear(features, features, rngs=rngs)} if features < 0 else nnx.Linear(features, features, rngs=rngs)

    def __call__(self, x):
        padded = jnp.pad(x, ((0, 0), (1, 0), (1, 1), (0, 0)))
        a, b = jnp.split(self.vertical(padded), 2, axis=-1)
        return x + self.mix(jnp.tanh(a) * nnx.sigmoid(b)) * self.scale


rngs = nnx.Rngs(0)
stem = nnx.Conv(1, 12, (7, 7), padding='CIRCULAR', rngs=rngs)
layers = [Gated(12, rngs) for _ in range(2)]
x = stem(jnp.zeros((2, 14, 15, 1)))
for layer in layers:
    x = layer(x)
head = nnx.Conv(12, 4, (3, 3), strides=(2, 2), padding=((1, 1), (0, 0)), rngs=rngs)
y = head(x)
