import assert from 'node:assert/strict';
import { FRAMEWORKS, Tensor } from '../../../src/frameworks/index.js';
import { runModule } from '../../../src/python/run.js';

/** What `result` is after these lines: a shape, with null for an unknown size, "unknown", or the exception. */
function result(...lines: string[]): unknown {
  const run = runModule(`${lines.join('\n')}\n`, { libraries: [FRAMEWORKS] });
  const [error] = run.errors;
  if (error) return `${error.type}: ${error.message}`;
  const value = run.module.globals.get('result');
  if (!(value instanceof Tensor) || !value.shape) return 'unknown';
  return value.shape.map(size => (typeof size === 'number' ? size : null));
}

const paddle = (call: string): unknown =>
  result('import paddle', 'import paddle.nn.functional as F', 'from paddle import nn', `result = ${call}`);
const mlx = (call: string): unknown => result('import mlx.core as mx', 'import mlx.nn as nn', `result = ${call}`);

describe('Paddle, as its source says', () => {
  it('has channels first, and groups before dilation in Conv1DTranspose alone', () => {
    assert.deepEqual(paddle('nn.Conv2D(3, 6, 3, 2, 1)(paddle.zeros([1, 3, 8, 8]))'), [1, 6, 4, 4]);
    assert.deepEqual(paddle('nn.Conv2DTranspose(3, 6, 3, 1, 0, 0, 2)(paddle.zeros([1, 3, 8, 8]))'), [1, 6, 12, 12]);
    assert.deepEqual(paddle('nn.Conv1DTranspose(4, 6, 3, 1, 0, 0, 2)(paddle.zeros([1, 4, 8]))'), [1, 6, 10]);
    assert.deepEqual(paddle('nn.Conv1DTranspose(4, 6, 3, 1, 0, 0, 1, 2)(paddle.zeros([1, 4, 8]))'), [1, 6, 12]);
  });

  it('takes padding per axis, before and after, in pairs and in words', () => {
    const conv = (padding: string, more = ''): unknown =>
      paddle(`nn.Conv2D(3, 6, 3, padding=${padding}${more})(paddle.zeros([1, 3, 8, 8]))`);
    assert.deepEqual(conv('[1, 2]'), [1, 6, 8, 10]);
    assert.deepEqual(conv('[1, 2, 0, 3]'), [1, 6, 9, 9]);
    assert.deepEqual(conv('[[0, 0], [0, 0], [1, 2], [0, 3]]'), [1, 6, 9, 9]);
    assert.deepEqual(conv('"VALID"'), [1, 6, 6, 6]);
    assert.deepEqual(conv('"same"', ', stride=2'), [1, 6, 4, 4]);
    assert.match(String(conv('[[0, 0], [1, 1], [1, 2], [0, 3]]')), /batch or channel/);
    assert.match(String(conv('"full"')), /Unknown padding: 'FULL'/);
  });

  it("'SAME' forgets the dilation, and is unknown in a transposed convolution", () => {
    assert.deepEqual(
      paddle('nn.Conv2D(3, 6, 3, padding="SAME", dilation=2)(paddle.zeros([1, 3, 8, 8]))'),
      [1, 6, 8, 8],
    );
    const transposed = 'nn.Conv2DTranspose(3, 6, 3, 2, padding="SAME")(paddle.zeros([1, 3, 7, 7]))';
    assert.deepEqual(paddle(transposed), [1, 6, null, null]);
    assert.deepEqual(paddle('nn.Conv2D(3, 6, 3, padding=1, padding_mode="reflect")(paddle.zeros([1, 3, 7, 7]))'), [
      1,
      6,
      null,
      null,
    ]);
  });

  it('takes an output size within a stride of the smallest', () => {
    const sized = (size: string): unknown =>
      paddle(`nn.Conv2DTranspose(3, 6, 3, 2)(paddle.zeros([1, 3, 8, 8]), output_size=${size})`);
    assert.deepEqual(sized('[17, 18]'), [1, 6, 17, 18]);
    assert.match(
      String(sized('[19, 19]')),
      /output_size of Op\(ConvTransposeOp\) should be less than inferred size \+ stride/,
    );
    assert.deepEqual(sized('unknown'), "NameError: name 'unknown' is not defined");
    assert.deepEqual(
      paddle(
        'F.conv2d_transpose(paddle.zeros([1, 3, 8, 8]), paddle.zeros([3, 6, 3, 3]), stride=2, output_size=[18, 17])',
      ),
      [1, 6, 18, 17],
    );
  });

  it('has functions with the weight channels first in either data format', () => {
    assert.deepEqual(
      paddle('F.conv2d(paddle.zeros([1, 4, 8, 8]), paddle.zeros([6, 2, 3, 5]), groups=2)'),
      [1, 6, 6, 4],
    );
    assert.deepEqual(
      paddle('F.conv2d(paddle.zeros([1, 8, 8, 3]), paddle.zeros([6, 3, 3, 5]), data_format="NHWC")'),
      [1, 6, 4, 6],
    );
    assert.deepEqual(
      paddle('F.conv1d_transpose(paddle.zeros([1, 4, 8]), paddle.zeros([4, 3, 3]), groups=2)'),
      [1, 6, 10],
    );
  });

  it('refuses channels that groups do not divide when the layer is made', () => {
    assert.match(String(paddle('nn.Conv2D(3, 6, 3, groups=2)')), /ValueError: in_channels must be divisible by groups/);
  });

  it('knows nothing more of its tensors and layers, and complains of nothing', () => {
    assert.deepEqual(paddle('nn.Linear(3, 4)(paddle.zeros([1, 3]))'), 'unknown');
    assert.deepEqual(paddle('nn.Conv2D(3, 6, 3)(paddle.zeros([1, 3, 8, 8])).reshape([1, -1])'), 'unknown');
    assert.deepEqual(paddle('nn.Conv2D(3, 6, 3).weight.shape'), 'unknown');
    const changed = ['import paddle', 'c = paddle.nn.Conv2D(3, 6, 3)', 'c._stride = [2, 2]'];
    assert.deepEqual(result(...changed, 'result = c(paddle.zeros([1, 3, 8, 8]))'), [1, null, null, null]);
  });
});

describe('MLX, as its source says', () => {
  it('has channels last', () => {
    assert.deepEqual(mlx('nn.Conv2d(3, 6, 3, stride=2, padding=1)(mx.zeros((1, 8, 8, 3)))'), [1, 4, 4, 6]);
    assert.deepEqual(mlx('nn.Conv1d(4, 6, 3, 1, 0, 2)(mx.zeros((1, 8, 4)))'), [1, 4, 6]);
    assert.deepEqual(mlx('nn.Conv3d(1, 2, 2)(mx.random.normal((1, 4, 5, 6, 1)))'), [1, 3, 4, 5, 2]);
  });

  it('has dilation before output_padding in transposed layers', () => {
    assert.deepEqual(mlx('nn.ConvTranspose2d(3, 6, 3, 2, 0, 2, 0)(mx.zeros((1, 8, 8, 3)))'), [1, 19, 19, 6]);
    assert.deepEqual(mlx('nn.ConvTranspose2d(3, 6, 3, 2, 0, 1, 3)(mx.zeros((1, 8, 8, 3)))'), [1, 20, 20, 6]);
  });

  it('has weights (O, *kernel, I/groups) in its functions', () => {
    assert.deepEqual(mlx('mx.conv2d(mx.zeros((1, 8, 8, 4)), mx.zeros((6, 3, 5, 2)), groups=2)'), [1, 6, 4, 6]);
    assert.deepEqual(mlx('mx.conv_transpose1d(mx.zeros((1, 8, 4)), mx.zeros((6, 3, 4)), 2)'), [1, 17, 6]);
  });

  it('has no number where padding crops the input', () => {
    assert.deepEqual(mlx('nn.ConvTranspose1d(3, 6, 3, 2, 3)(mx.zeros((1, 8, 3)))'), [1, null, 6]);
    assert.deepEqual(mlx('nn.ConvTranspose1d(3, 6, 3, 1, 3)(mx.zeros((1, 8, 3)))'), [1, 4, 6]);
  });

  it('pools with the kernel as stride, and scales to int(scale · size)', () => {
    assert.deepEqual(mlx('nn.MaxPool2d(2)(mx.zeros((1, 7, 8, 3)))'), [1, 3, 4, 3]);
    assert.deepEqual(mlx('nn.AvgPool1d(3, 1, padding=1)(mx.zeros((1, 7, 3)))'), [1, 7, 3]);
    assert.deepEqual(mlx('nn.MaxPool3d((1, 2, 3), stride=(1, 2, 1))(mx.zeros((1, 4, 5, 6, 2)))'), [1, 4, 2, 4, 2]);
    assert.deepEqual(mlx('nn.Upsample(1.5)(mx.zeros((1, 5, 7, 3)))'), [1, 7, 10, 3]);
    assert.deepEqual(mlx('nn.Upsample((2, 3), mode="linear")(mx.zeros((1, 5, 7, 3)))'), [1, 10, 21, 3]);
    assert.deepEqual(mlx('nn.MaxPool2d(9)(mx.zeros((1, 7, 8, 3)))'), 'unknown');
    assert.deepEqual(mlx('nn.MaxPool2d(0)(mx.zeros((1, 7, 8, 3)))'), 'unknown');
    const changed = ['import mlx.core as mx', 'import mlx.nn as nn', 'p = nn.MaxPool2d(2)', 'p._stride = (1, 1)'];
    assert.deepEqual(result(...changed, 'result = p(mx.zeros((1, 7, 8, 3)))'), 'unknown');
  });

  it('refuses groups in its own words', () => {
    const words = /ValueError: The number of input channels \(3\) must be divisible by the number of groups \(2\)/;
    assert.match(String(mlx('nn.Conv2d(3, 6, 3, groups=2)')), words);
    assert.match(
      String(mlx('nn.Conv2d(3, 6, 9)(mx.zeros((1, 8, 8, 3)))')),
      /Spatial dimensions of input after padding/,
    );
    assert.match(String(mlx('nn.Conv2d(3, 6, 3)(mx.zeros((1, 8, 8, 4)))')), /Expect the input channels/);
  });
});
