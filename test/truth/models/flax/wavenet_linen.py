"""WaveNet in one dimension: causal dilated convolutions, gates, skips that are summed."""
import jax
import jax.numpy as jnp
import flax.linen as nn


class Layer(nn.Module):
    channels: int
    dilation: int

    @nn.compact
    def __call__(self, x):
        h = nn.Conv(2 * self.channels, (2,), kernel_dilation=(self.dilation,), padding='CAUSAL')(x)
        a, b = jnp.split(h, 2, axis=-1)
        h = jnp.tanh(a) * nn.sigmoid(b)
        skip = nn.Conv(self.channels, kernel_size=(1,), name='skip')(h)
        return x + nn.Conv(self.channels, (1,), name='residual')(h), skip


class WaveNet(nn.Module):
    channels: int = 8
    layers: int = 4

    @nn.compact
    def __call__(self, tokens):
        x = nn.Embed(32, self.channels)(tokens)
        skips = 0
        for i in range(self.layers):
            x, skip = Layer(self.channels, 2**i)(x)
            skips = skips + skip
        y = nn.relu(skips)
        y = nn.Conv(16, (1,))(y)
        y = nn.Conv(9, [5], padding=[(0, 0)], strides=(2,))(y)
        return y


net = WaveNet()
tokens = jnp.zeros((2, 100), dtype=jnp.int32)
variables = net.init(jax.random.PRNGKey(0), tokens)
y = net.apply(variables, tokens[:, :64])
