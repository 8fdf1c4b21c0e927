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
});
