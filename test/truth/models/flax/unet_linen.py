"""A U-Net: skips in a list, resize on the way up, lists of modules in setup."""
import jax
import jax.numpy as jnp
from flax import linen as nn


class Block(nn.Module):
    features: int

    def setup(self):
        self.convs = [nn.Conv(self.features, kernel_size=(3, 3)) for _ in range(2)]
        self.norms = [nn.LayerNorm() for _ in range(2)]

    def __call__(self, x):
        for conv, norm in zip(self.convs, self.norms):
            x = nn.gelu(norm(conv(x)))
        return x


class UNet(nn.Module):
    widths: tuple = (8, 16, 32)
    classes: int = 2

    @nn.compact
    def __call__(self, x):
        skips = []
        for width in self.widths[:-1]:
            x = Block(width)(x)
            skips.append(x)
            x = nn.max_pool(x, (2, 2), strides=(2, 2))
        x = Block(self.widths[-1])(x)
        for width, skip in zip(reversed(self.widths[:-1]), reversed(skips)):
            x = nn.ConvTranspose(width, (2, 2), strides=(2, 2))(x)
            x = jnp.concatenate([x, skip], axis=-1)
            x = Block(width)(x)
        return nn.Conv(self.classes, (1, 1))(x)


model = UNet()
x = jnp.zeros((1, 48, 32, 3))
params = model.init(jax.random.PRNGKey(0), x)
y = jax.jit(model.apply)(params, x)
assert y.shape == (1, 48, 32, 2)
