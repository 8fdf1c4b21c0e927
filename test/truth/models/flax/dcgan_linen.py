"""DCGAN on 64 x 64 pictures: transposed convolutions up, strided ones down."""
import jax
import jax.numpy as jnp
from flax import linen as nn


class Generator(nn.Module):
    features: int = 16
    channels: int = 3
    training: bool = True

    @nn.compact
    def __call__(self, z):
        x = z.reshape((z.shape[0], 1, 1, -1))
        x = nn.ConvTranspose(self.features * 8, [4, 4], [1, 1], 'VALID', use_bias=False)(x)
        x = nn.relu(nn.BatchNorm(not self.training)(x))
        for factor in (4, 2, 1):
            x = nn.ConvTranspose(self.features * factor, [4, 4], [2, 2], 'SAME', use_bias=False)(x)
            x = nn.BatchNorm(not self.training)(x)
            x = nn.relu(x)
        x = nn.ConvTranspose(self.channels, [4, 4], [2, 2], 'SAME', use_bias=False)(x)
        return jnp.tanh(x)


class Discriminator(nn.Module):
    features: int = 16

    @nn.compact
    def __call__(self, x, train=True):
        for factor in (1, 2, 4, 8):
            x = nn.Conv(self.features * factor, [4, 4], [2, 2], ((1, 1), (1, 1)), use_bias=False)(x)
            x = nn.leaky_relu(x, 0.2)
        x = nn.Conv(1, [4, 4], [1, 1], 'VALID', use_bias=False)(x)
        return x.reshape((x.shape[0], -1))


key_g, key_d, key_z = jax.random.split(jax.random.PRNGKey(3), 3)
z = jax.random.normal(key_z, shape=(2, 32))
g, d = Generator(), Discriminator()
fake, vars_g = g.init_with_output(key_g, z)
verdict, vars_d = d.init_with_output(key_d, fake)
