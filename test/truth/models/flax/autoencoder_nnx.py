"""An autoencoder in nnx: Sequential, split and merge."""
import jax
import jax.numpy as jnp
from flax import nnx


def encoder(rngs):
    return nnx.Sequential(
        nnx.Conv(3, 8, (3, 3), strides=2, rngs=rngs),
        nnx.relu,
        nnx.Conv(8, 16, (3, 3), strides=(2, 2), rngs=rngs),
        nnx.relu,
    )


class Decoder(nnx.Module):
    def __init__(self, rngs):
        self.up1 = nnx.ConvTranspose(16, 8, (3, 3), strides=(2, 2), rngs=rngs)
        self.up2 = nnx.ConvTranspose(in_features=8, out_features=3, kernel_size=(4, 4), strides=2, padding='VALID', rngs=rngs)

    def __call__(self, z):
        return nnx.sigmoid(self.up2(nnx.relu(self.up1(z))))


class AutoEncoder(nnx.Module):
    def __init__(self, rngs: nnx.Rngs):
        self.encoder = encoder(rngs)
        self.decoder = Decoder(rngs)

    def __call__(self, x):
        return self.decoder(self.encoder(x))


model = AutoEncoder(nnx.Rngs(params=0))
y = model(jnp.zeros((2, 30, 30, 3)))
graphdef, state = nnx.split(model)


@jax.jit
def forward(graphdef, state, x):
    return nnx.merge(graphdef, state)(x)


out = forward(graphdef, state, jnp.zeros((1, 64, 64, 3)))
