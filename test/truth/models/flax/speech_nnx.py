"""One-dimensional: features over time, grouped and dilated convolutions, eval_shape of a constructor."""
import jax
import jax.numpy as jnp
import numpy as np
from flax import nnx


class SpeechNet(nnx.Module):
    def __init__(self, width: int, depth: int, *, rngs: nnx.Rngs):
        self.first = nnx.Conv(in_features=80, out_features=width, kernel_size=(5,), strides=(2,), rngs=rngs)
        self.body = nnx.List([
            nnx.Conv(width, width, kernel_size=(3,), kernel_dilation=(2**i,), feature_group_count=width // 4, rngs=rngs)
            for i in range(depth)
        ])
        self.norm = nnx.LayerNorm(width, rngs=rngs)
        self.up = nnx.ConvTranspose(width, 1, kernel_size=(16,), strides=(8,), rngs=rngs)

    def __call__(self, x):
        x = nnx.gelu(self.first(x))
        for conv in self.body:
            x = x + nnx.relu(conv(x))
        x = self.norm(x)
        return self.up(x).squeeze(-1)


model = SpeechNet(16, 3, rngs=nnx.Rngs(1))
mel = np.zeros((3, 201, 80), dtype=np.float32)
wave = model(jnp.asarray(mel))
frames = wave[:, : wave.shape[1] // 4 * 4].reshape(3, -1, 4)
second = nnx.Conv(4, 2, (3,), padding='VALID', rngs=nnx.Rngs(2))(frames)
