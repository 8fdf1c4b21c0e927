import assert from 'node:assert/strict';
import { scattered } from '../engine/truthTable.js';
import data from '../../truth/tensorflowNumbers.json' with { type: 'json' };
import { npyFile } from './npyFile.js';
import { runCli } from './runCli.js';

interface Csr {
  readonly rows: number;
  readonly cols: number;
  readonly rowPtr: readonly number[];
  readonly colIdx: readonly number[];
  readonly weightIdx: readonly number[];
}

function json<T>(command: string, expression: string, input: string, ...more: string[]): T {
  const { status, out, err } = runCli([command, expression, '--input', input, ...more]);
  assert.equal(status, 0, err);
  return JSON.parse(out) as T;
}

const matrix = (expression: string, input: string, ...more: string[]): Csr =>
  json<Csr>('matrix', expression, input, ...more);

/** The sizes of the tensors that a call writes by shape. */
function weightSizes(expression: string): number[] {
  return [...expression.matchAll(/(?:_filter)=\(([^)]*)\)/g)].map(([, shape = '']) =>
    shape.split(',').reduce((all, size) => all * Number(size), 1),
  );
}

const SEPARABLE =
  'tf.nn.separable_conv2d(depthwise_filter=(2, 2, 2, 1), pointwise_filter=(1, 1, 2, 3), ' +
  "strides=[1, 2, 2, 1], padding='VALID')";

describe('matrix and overlap of TensorFlow’s and Keras’ functions', () => {
  it('a function of tf.nn, one of keras.ops and Keras’ layer of the same parameters have one matrix', () => {
    const layer = matrix('layers.Conv2D(2, 3, strides=2, padding="same")', '5,6,3');
    assert.deepEqual(matrix("tf.nn.conv2d(filters=(3, 3, 3, 2), strides=2, padding='SAME')", '5,6,3'), layer);
    assert.deepEqual(matrix("tf.nn.convolution(filters=(3, 3, 3, 2), strides=[2, 2], padding='SAME')", '5,6,3'), layer);
    assert.deepEqual(matrix("keras.ops.conv(kernel=(3, 3, 3, 2), strides=2, padding='same')", '5,6,3'), layer);
  });

  it('a transposed call has the matrix of the layer whose output it asks for', () => {
    const layer = matrix('layers.Conv2DTranspose(2, 3, strides=2, padding="same")', '3,4,1');
    const call = "tf.nn.conv2d_transpose(filters=(3, 3, 2, 1), output_shape=(1, 6, 8, 2), strides=2, padding='SAME')";
    assert.deepEqual(matrix(call, '3,4,1'), layer);
    const other = "keras.ops.conv_transpose(kernel=(3, 3, 2, 1), strides=2, padding='same')";
    assert.deepEqual(matrix(other, '3,4,1'), layer);
  });

  it('groups follow from the channels of the input', () => {
    const call = "tf.nn.conv1d(filters=(2, 2, 4), stride=1, padding='VALID')";
    assert.deepEqual(matrix(call, '5,4'), matrix('layers.Conv1D(4, 2, groups=2)', '5,4'));
    const refused = runCli(['matrix', call, '--input', '5,3']);
    assert.equal(refused.status, 1);
    assert.match(refused.err, /input depth must be evenly divisible by filter depth: 3 vs 2/);
  });

  it('a separable layer is asked for by stage, or by the values of both', () => {
    const depthwise = "tf.nn.depthwise_conv2d(filter=(2, 2, 2, 1), strides=[1, 2, 2, 1], padding='VALID')";
    assert.deepEqual(matrix(SEPARABLE, '4,4,2', '--stage', 'depthwise'), matrix(depthwise, '4,4,2'));
    const pointwise = "tf.nn.conv2d(filters=(1, 1, 2, 3), strides=1, padding='VALID')";
    assert.deepEqual(matrix(SEPARABLE, '4,4,2', '--stage', 'pointwise'), matrix(pointwise, '2,2,2'));
    for (const more of [[], ['--format', 'csv'], ['--pair', '0,0']]) {
      const { status, err } = runCli(['matrix', SEPARABLE, '--input', '4,4,2', ...more]);
      assert.equal(status, 1);
      assert.match(err, /--stage depthwise or --stage pointwise/);
    }
    const other = runCli(['matrix', 'nn.Conv1d(1, 1, 3)', '--input', '8', '--stage', 'depthwise']);
    assert.equal(other.status, 2);
    assert.match(other.err, /--stage is for separable convolutions/);
  });

  it('the values of a separable layer times x are what TensorFlow computed', () => {
    const cases = data.cases.filter(c => c.expr.includes('separable'));
    assert.ok(cases.length >= 8);
    for (const { expr, input, y } of cases) {
      const [first = 0, second = 0] = weightSizes(expr);
      const files = {
        'd.npy': npyFile('<f8', [first], [...scattered(first, 1)]),
        'p.npy': npyFile('<f8', [second], [...scattered(second, 3)]),
      };
      const args = ['matrix', expr, '--input', input.join(','), '--weights', 'd.npy', '--weights', 'p.npy'];
      const { status, out, err } = runCli([...args, '--format', 'csv'], files);
      assert.equal(status, 0, err);
      const x = scattered(
        input.reduce((all, size) => all * size, 1),
        2,
      );
      const ours = Array<number>(y.length).fill(0);
      for (const line of out.trim().split('\n').slice(1)) {
        const [row = 0, col = 0, value = 0] = line.split(',').map(Number);
        ours[row]! += value * (x[col] ?? NaN);
      }
      assert.deepEqual(
        ours.map(value => value + 0),
        y,
        expr,
      );
    }
  });

  it('the overlap of a separable layer is that of its depthwise stage', () => {
    const read = (expression: string, ...more: string[]): unknown => json('overlap', expression, '6,7,2', ...more);
    const separable = 'layers.SeparableConv2D(4, 3, strides=2)';
    assert.deepEqual(read(separable, '--gradient'), read('layers.DepthwiseConv2D(3, strides=2)', '--gradient'));
    assert.deepEqual(read(separable, '--stage', 'depthwise'), read(separable));
    const once = read(separable, '--stage', 'pointwise') as { counts: number[] };
    assert.ok(once.counts.every(count => count === 1));
  });
});
