"""A vision transformer: patches by a strided convolution, a class token, attention; eval_shape in place of numbers."""
import jax
import jax.numpy as jnp
from flax import linen as nn


class MlpBlock(nn.Module):
    mlp_dim: int

    @nn.compact
    def __call__(self, inputs):
        x = nn.gelu(nn.Dense(self.mlp_dim)(inputs))
        return nn.Dense(inputs.shape[-1])(x)


class Encoder1DBlock(nn.Module):
    heads: int

    @nn.compact
    def __call__(self, x):
        y = nn.LayerNorm()(x)
        x = x + nn.MultiHeadDotProductAttention(num_heads=self.heads)(y, y)
        return x + MlpBlock(64)(nn.LayerNorm()(x))


class ViT(nn.Module):
    patch: int
    width: int
    depth: int = 2

    @nn.compact
    def __call__(self, x):
        x = nn.Conv(self.width, (self.patch, self.patch), strides=(self.patch, self.patch), padding='VALID', name='embedding')(x)
        n, h, w, c = x.shape
        x = jnp.reshape(x, [n, h * w, c])
        cls = self.param('cls', nn.initializers.zeros, (1, 1, c))
        x = jnp.concatenate([jnp.tile(cls, [n, 1, 1]), x], axis=1)
        x = x + self.param('pos', nn.initializers.normal(0.02), (1, h * w + 1, c))
        for _ in range(self.depth):
            x = Encoder1DBlock(4)(x)
        tokens = x[:, 1:].reshape(n, h, w, c)
        return nn.Dense(10)(x[:, 0]), nn.Conv(6, (3, 3), strides=2)(tokens)


model = ViT(patch=8, width=32)
shapes = jax.eval_shape(model.init, jax.random.PRNGKey(0), jnp.ones((1, 40, 48, 3)))
