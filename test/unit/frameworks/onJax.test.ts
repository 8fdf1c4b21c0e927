import assert from 'node:assert/strict';
import { analyzeText } from '../../../src/analysis/index.js';

describe('convolutions of libraries on top of JAX in a file', () => {
  it('are found in a module of Flax that is not run, with what their arguments say', () => {
    const code = [
      'from flax import linen as nn',
      'class Net(nn.Module):',
      '  @nn.compact',
      '  def __call__(self, x):',
      "    x = nn.Conv(features=8, kernel_size=(3, 3), padding='CIRCULAR')(x)",
      '    return nn.ConvTranspose(4, (4, 4), strides=(2, 2))(x)',
    ].join('\n');
    const { calls } = analyzeText(code);
    assert.deepEqual(
      calls.map(call => [call.api, call.known.kernelSize, call.known.stride, call.known.padding]),
      [
        ['flax.linen.Conv', [3, 3], [1, 1], 'circular'],
        ['flax.linen.ConvTranspose', [4, 4], [2, 2], 'same'],
      ],
    );
  });

  it('have the shapes that run through functions of jax.lax', () => {
    const code = [
      'import jax.numpy as jnp',
      'from jax import lax',
      'x = jnp.zeros((1, 8, 8, 3))',
      "dn = lax.conv_dimension_numbers(x.shape, (3, 3, 3, 6), ('NHWC', 'HWIO', 'NHWC'))",
      "y = lax.conv_general_dilated(x, jnp.ones((3, 3, 3, 6)), (2, 2), 'SAME', dimension_numbers=dn)",
      "z = lax.conv_transpose(y, jnp.ones((4, 4, 6, 5)), (2, 2), 'VALID')",
    ].join('\n');
    const { calls } = analyzeText(code);
    assert.deepEqual(
      calls.map(call => [call.api, call.runs.map(({ input, output }) => ({ input, output }))]),
      [
        ['jax.lax.conv_general_dilated', [{ input: [1, 8, 8, 3], output: [1, 4, 4, 6] }]],
        ['jax.lax.conv_transpose', [{ input: [1, 4, 4, 6], output: [1, 10, 10, 5] }]],
      ],
    );
  });

  const runsOf = (code: readonly string[]): unknown[] =>
    analyzeText(code.join('\n')).calls.map(call => call.runs.map(({ input, output }) => [input, output]));
  const LINEN = ['import jax', 'import jax.numpy as jnp', 'from flax import linen as nn'];

  it('run at init and at apply of a compact module, whose fields are a data class', () => {
    const code = [
      ...LINEN,
      'class Net(nn.Module):',
      '  features: int',
      '  conv: type = nn.Conv',
      '  @nn.compact',
      '  def __call__(self, x, train=True):',
      "    x = self.conv(self.features, (3, 3), strides=(2, 2), name='down')(x)",
      "    return nn.BatchNorm(use_running_average=not train, name='norm')(x)",
      "net = Net(6, name='net')",
      'v = net.init(jax.random.key(0), jnp.ones((1, 9, 9, 3)))',
      "y, new = net.apply(v, jnp.ones((4, 16, 9, 3)), mutable=['batch_stats'])",
      'z = nn.Conv(2, (1, 1))',
      'z.init(jax.random.key(0), y)',
    ];
    assert.deepEqual(runsOf(code), [
      [
        [
          [1, 9, 9, 3],
          [1, 5, 5, 6],
        ],
        [
          [4, 16, 9, 3],
          [4, 8, 5, 6],
        ],
      ],
      [
        [
          [4, 8, 5, 6],
          [4, 8, 5, 2],
        ],
      ],
    ]);
  });

  it('of a linen module with setup are made at its first use; a method may be named', () => {
    const code = [
      ...LINEN,
      'class Net(nn.Module):',
      '  def setup(self):',
      '    self.parts = [nn.Conv(4, (3,)), nn.Dense(5)]',
      '  def encode(self, x):',
      '    for part in self.parts:',
      '      x = part(x)',
      '    return x',
      "z = Net().apply({}, jnp.ones((2, 7, 3)), method='encode')",
      'w = nn.Conv(1, (2,)).apply({}, z)',
    ];
    assert.deepEqual(runsOf(code), [
      [
        [
          [2, 7, 3],
          [2, 7, 4],
        ],
      ],
      [
        [
          [2, 7, 5],
          [2, 7, 1],
        ],
      ],
    ]);
  });

  it('of nnx modules run through jit, gradients, split and merge', () => {
    const code = [
      'import jax, jax.numpy as jnp',
      'from flax import nnx',
      'class Net(nnx.Module):',
      '  def __init__(self, rngs):',
      '    self.conv = nnx.Conv(3, 4, (3, 3), rngs=rngs)',
      '    self.norm = nnx.BatchNorm(4, rngs=rngs)',
      '  def __call__(self, x):',
      '    return self.norm(self.conv(x))',
      'net = Net(nnx.Rngs(0))',
      '@nnx.jit',
      'def step(model, x):',
      '  loss, grads = nnx.value_and_grad(lambda m: m(x).mean())(model)',
      '  return loss',
      'step(net, jnp.zeros((2, 8, 8, 3)))',
      'graph, state = nnx.split(net)',
      'nnx.merge(graph, state)(jnp.zeros((1, 5, 5, 3)))',
    ];
    assert.deepEqual(runsOf(code), [
      [
        [
          [2, 8, 8, 3],
          [2, 8, 8, 4],
        ],
        [
          [1, 5, 5, 3],
          [1, 5, 5, 4],
        ],
      ],
    ]);
  });

  it('see the arrays without the mapped axis under vmap, and one element under scan', () => {
    const code = [
      'import jax, jax.numpy as jnp',
      'from jax import lax',
      'k = jnp.ones((2, 3, 3, 3))',
      "f = lambda x: lax.conv(x, k, (1, 1), 'SAME')",
      'y = jax.vmap(f, in_axes=1, out_axes=-1)(jnp.zeros((4, 5, 3, 6, 7)))',
      '_, z = lax.scan(lambda c, x: (c, x[0]), 0, jnp.moveaxis(y, -1, 0))',
      "w = lax.conv(z, jnp.ones((1, 2, 1, 1)), (1, 1), 'VALID')",
    ];
    assert.deepEqual(runsOf(code), [
      [
        [
          [4, 3, 6, 7],
          [4, 2, 6, 7],
        ],
      ],
      [
        [
          [5, 2, 6, 7],
          [5, 1, 6, 7],
        ],
      ],
    ]);
  });

  it('are not said to run on what is in the variables of a module', () => {
    const code = [
      ...LINEN,
      'from jax import lax',
      'v = nn.Conv(4, (3, 3)).init(jax.random.key(0), jnp.ones((1, 8, 8, 3)))',
      "y = lax.conv(jnp.zeros((1, 3, 8, 8)), v['params']['kernel'], (1, 1), 'SAME')",
    ];
    const [, functional] = runsOf(code) as [unknown, [unknown, (number | { unknown: string })[] | null][]];
    assert.ok(functional.every(([, output]) => output === null || typeof output[1] !== 'number'));
  });

  it('do not run after a GroupNorm whose groups do not divide the channels', () => {
    const code = (channels: number): string[] => [
      ...LINEN,
      'class Net(nn.Module):',
      '  @nn.compact',
      '  def __call__(self, x):',
      '    return nn.Conv(3, (3, 3))(nn.GroupNorm(num_groups=5)(x))',
      `Net().init(jax.random.key(0), jnp.ones((1, 8, 8, ${channels})))`,
    ];
    assert.deepEqual(runsOf(code(7)), [[]]);
    assert.deepEqual(runsOf(code(10)), [
      [
        [
          [1, 8, 8, 10],
          [1, 8, 8, 3],
        ],
      ],
    ]);
  });
});
