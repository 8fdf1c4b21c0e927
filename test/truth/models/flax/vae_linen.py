"""A convolutional VAE with setup, two halves and named methods."""
import jax
import jax.numpy as jnp
from flax import linen as nn


class Encoder(nn.Module):
    latents: int

    @nn.compact
    def __call__(self, x):
        for features in (16, 32):
            x = nn.relu(nn.Conv(features, (4, 4), strides=(2, 2), padding='SAME')(x))
        x = x.reshape(x.shape[0], -1)
        return nn.Dense(self.latents, name='mean')(x), nn.Dense(self.latents, name='logvar')(x)


class Decoder(nn.Module):
    side: int = 7

    @nn.compact
    def __call__(self, z):
        x = nn.Dense(self.side * self.side * 32)(z)
        x = x.reshape((-1, self.side, self.side, 32))
        x = nn.relu(nn.ConvTranspose(16, (4, 4), strides=(2, 2))(x))
        return nn.ConvTranspose(1, (4, 4), strides=(2, 2), padding='SAME')(x)


def reparameterize(rng, mean, logvar):
    std = jnp.exp(0.5 * logvar)
    return mean + std * jax.random.normal(rng, logvar.shape)


class VAE(nn.Module):
    latents: int = 20

    def setup(self):
        self.encoder = Encoder(self.latents)
        self.decoder = Decoder()

    def __call__(self, x, z_rng):
        mean, logvar = self.encoder(x)
        z = reparameterize(z_rng, mean, logvar)
        return self.decoder(z), mean, logvar

    def generate(self, z):
        return nn.sigmoid(self.decoder(z))


model = VAE(latents=8)
key = jax.random.key(0)
params = model.init(key, jnp.ones((2, 28, 28, 1)), key)['params']
recon, mean, logvar = model.apply({'params': params}, jnp.zeros((5, 28, 28, 1)), key)
pictures = model.apply({'params': params}, jnp.zeros((3, 8)), method=model.generate)
more = model.apply({'params': params}, jnp.zeros((6, 8)), method='generate')
