"""A small U-Net for diffusion in nnx: time embeddings, lists of blocks, resize by repetition."""
import jax
import jax.numpy as jnp
from flax import nnx


def timestep_embedding(t, dim):
    half = dim // 2
    freqs = jnp.exp(-jnp.log(10000.0) * jnp.arange(half) / half)
    angles = t[:, None] * freqs[None, :]
    return jnp.concatenate([jnp.sin(angles), jnp.cos(angles)], axis=-1)


class ResBlock(nnx.Module):
    def __init__(self, cin, cout, dim, *, rngs):
        self.norm = nnx.GroupNorm(cin, num_groups=4, rngs=rngs)
        self.conv1 = nnx.Conv(cin, cout, (3, 3), rngs=rngs)
        self.time = nnx.Linear(dim, cout, rngs=rngs)
        self.conv2 = nnx.Conv(cout, cout, (3, 3), rngs=rngs)
        self.skip = nnx.Conv(cin, cout, (1, 1), rngs=rngs) if cin != cout else None

    def __call__(self, x, t):
        h = self.conv1(nnx.silu(self.norm(x)))
        h = h + self.time(nnx.silu(t))[:, None, None, :]
        h = self.conv2(nnx.silu(h))
        return h + (x if self.skip is None else self.skip(x))


class UNet(nnx.Module):
    def __init__(self, base=8, mults=(1, 2, 4), dim=32, *, rngs):
        self.dim = dim
        self.stem = nnx.Conv(3, base, (3, 3), rngs=rngs)
        widths = [base * m for m in mults]
        self.downs = nnx.List([ResBlock(a, b, dim, rngs=rngs) for a, b in zip([base] + widths, widths)])
        self.pools = nnx.List([nnx.Conv(w, w, (3, 3), strides=(2, 2), rngs=rngs) for w in widths[:-1]])
        self.ups = nnx.List([ResBlock(a + b, b, dim, rngs=rngs) for a, b in zip(widths[:0:-1], widths[-2::-1])])
        self.out = nnx.Conv(base, 3, (3, 3), rngs=rngs)

    def __call__(self, x, t):
        emb = timestep_embedding(t, self.dim)
        x = self.stem(x)
        skips = []
        for i, block in enumerate(self.downs):
            x = block(x, emb)
            if i < len(self.pools):
                skips.append(x)
                x = self.pools[i](x)
        for block in self.ups:
            x = jnp.repeat(jnp.repeat(x, 2, axis=1), 2, axis=2)
            x = jnp.concatenate([x, skips.pop()], axis=-1)
            x = block(x, emb)
        return self.out(nnx.silu(x))


model = UNet(rngs=nnx.Rngs(0))
noise = model(jnp.zeros((2, 32, 32, 3)), jnp.array([3, 7]))


@nnx.jit
def sample(model, key):
    x = jax.random.normal(key, (1, 16, 16, 3))
    for t in range(3):
        x = x - 0.1 * model(x, jnp.full((1,), t))
    return x


picture = sample(model, jax.random.key(5))
