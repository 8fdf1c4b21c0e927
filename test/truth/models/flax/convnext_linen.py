"""ConvNeXt-like: depthwise convolutions, a learned scale, stages in a loop."""
import jax
import jax.numpy as jnp
from flax import linen as nn


class Block(nn.Module):
    dim: int
    scale: float = 1e-6

    @nn.compact
    def __call__(self, x, deterministic=True):
        y = nn.Conv(self.dim, (7, 7), feature_group_count=self.dim, name='dwconv')(x)
        y = nn.LayerNorm(epsilon=1e-6)(y)
        y = nn.Dense(4 * self.dim)(y)
        y = nn.gelu(y)
        y = nn.Dense(self.dim)(y)
        gamma = self.param('gamma', nn.initializers.constant(self.scale), (self.dim,))
        y = y * gamma
        y = nn.Dropout(0.1, deterministic=deterministic)(y)
        return x + y


class ConvNeXt(nn.Module):
    depths: tuple = (1, 2)
    dims: tuple = (8, 16)

    @nn.compact
    def __call__(self, x, train: bool):
        for i, (depth, dim) in enumerate(zip(self.depths, self.dims)):
            if i == 0:
                x = nn.Conv(dim, (4, 4), strides=4, padding='VALID')(x)
            else:
                x = nn.LayerNorm()(x)
                x = nn.Conv(dim, (2, 2), strides=(2, 2), padding='VALID')(x)
            for _ in range(depth):
                x = Block(dim)(x, deterministic=not train)
        x = x.mean(axis=(1, 2))
        return nn.Dense(5)(nn.LayerNorm()(x))


model = ConvNeXt()
root = jax.random.key(1)
params_key, dropout_key = jax.random.split(root)
variables = model.init(params_key, jnp.zeros((1, 50, 64, 3)), train=False)
out = model.apply(variables, jnp.zeros((2, 50, 64, 3)), train=True, rngs={'dropout': dropout_key})
