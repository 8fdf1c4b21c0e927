import assert from 'node:assert/strict';
import {
  everyChannel,
  INTERPOLATION_FRAMEWORKS,
  interpolationAxes,
  interpolationMatrix,
  interpolationRule,
  multiplyMatrices,
  multiplyValued,
  scaledSize,
  transposeValued,
  type InterpolationRule,
  type ValuedCsr,
} from '../../../src/engine/index.js';
import { Chooser } from './chooser.js';
import { must } from './layers.js';

const chooser = new Chooser(9001);
const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, n) => sum + value * b[n]!, 0);
const near = (a: number, b: number, size = 1) => Math.abs(a - b) <= 1e-9 * size;

const MODES = [
  'nearest nearest-exact linear bilinear trilinear bicubic cubic area lanczos lanczos3 lanczos5',
  'gaussian mitchellcubic box hamming cubic-pytorch',
].flatMap(modes => modes.split(' '));
const OPTIONS = [
  {},
  { alignCorners: true },
  { antialias: true },
  { antialias: false },
  { antialias: true, alignCorners: true },
  { halfPixelCenters: true },
  { coordinateTransformationMode: 'pytorch_half_pixel' },
  { coordinateTransformationMode: 'half_pixel_symmetric', nearestMode: 'ceil' },
  { coordinateTransformationMode: 'align_corners', cubicCoeffA: -0.5, excludeOutside: true },
  { coordinateTransformationMode: 'asymmetric', nearestMode: 'floor' },
];
const rules = INTERPOLATION_FRAMEWORKS.flatMap(framework =>
  MODES.flatMap(mode =>
    OPTIONS.flatMap((options): InterpolationRule[] => {
      const rule = interpolationRule(framework, mode, options);
      return rule.ok ? [rule.value] : [];
    }),
  ),
);

/** A random resize that a rule takes. */
function randomResize(rule: InterpolationRule): { inputs: number[]; outputs: number[] } {
  const rank = chooser.pick(rule.ranks ?? [1, 2, 3]);
  const size = () => chooser.integer(1, rank === 3 ? 5 : 11);
  return { inputs: Array.from({ length: rank }, size), outputs: Array.from({ length: rank }, size) };
}

/** Applies one axis' weights along that axis of a row-major array, without a Kronecker product. */
function alongAxis(weights: ValuedCsr, x: Float64Array, shape: readonly number[], axis: number): Float64Array {
  const inner = shape.slice(axis + 1).reduce((a, b) => a * b, 1);
  const outer = shape.slice(0, axis).reduce((a, b) => a * b, 1);
  const y = new Float64Array(outer * weights.rows * inner);
  for (let a = 0; a < outer; a++) {
    for (let c = 0; c < inner; c++) {
      const line = Float64Array.from({ length: weights.cols }, (_, n) => x[(a * weights.cols + n) * inner + c]!);
      multiplyValued(weights, line).forEach((value, n) => (y[(a * weights.rows + n) * inner + c] = value));
    }
  }
  return y;
}

describe('the matrix of any interpolation', () => {
  it('has rows that sum to 1, sorted columns within its bounds, and no zero', () => {
    assert.ok(rules.length > 150, `${rules.length} rules`);
    for (const rule of rules) {
      const { inputs, outputs } = randomResize(rule);
      const matrix = must(interpolationMatrix(rule, inputs, outputs));
      assert.equal(matrix.rowPtr.length, matrix.rows + 1);
      for (let row = 0; row < matrix.rows; row++) {
        let sum = 0;
        for (let p = matrix.rowPtr[row]!; p < matrix.rowPtr[row + 1]!; p++) {
          sum += matrix.values[p]!;
          assert.notEqual(matrix.values[p], 0);
          assert.ok(matrix.colIdx[p]! < matrix.cols);
          assert.ok(p === matrix.rowPtr[row] || matrix.colIdx[p - 1]! < matrix.colIdx[p]!);
        }
        assert.ok(near(sum, 1), JSON.stringify({ rule, inputs, outputs, row, sum }));
      }
    }
  });

  it('satisfies ⟨Px, z⟩ = ⟨x, Pᵀz⟩, and is itself after two transpositions', () => {
    for (const rule of rules) {
      const { inputs, outputs } = randomResize(rule);
      const matrix = must(interpolationMatrix(rule, inputs, outputs));
      const [x, z] = [chooser.integers(matrix.cols), chooser.integers(matrix.rows)];
      const back = transposeValued(matrix);
      const [left, right] = [dot(multiplyValued(matrix, x), z), dot(x, multiplyValued(back, z))];
      assert.ok(near(left, right, 81 * matrix.rows), `${left} ${right}`);
      assert.deepEqual(transposeValued(back), matrix);
    }
  });

  it('gives what its axes give one after another', () => {
    for (const rule of rules) {
      const { inputs, outputs } = randomResize(rule);
      const matrix = must(interpolationMatrix(rule, inputs, outputs));
      const x = chooser.integers(matrix.cols);
      let step = x;
      const shape = [...inputs];
      for (const [axis, weights] of must(interpolationAxes(rule, inputs, outputs)).entries()) {
        step = alongAxis(weights, step, shape, axis) as typeof step;
        shape[axis] = weights.rows;
      }
      multiplyValued(matrix, x).forEach((value, n) => assert.ok(near(value, step[n]!, 100)));
    }
  });

  it('keeps a linear ramp far from the border, for every filter that reproduces one', () => {
    for (const rule of rules) {
      // Of the cubic filters only a = −1/2 does (Keys, 1981); −3/4 bends the ramp.
      const exact =
        rule.kind === 'filter' &&
        (rule.filter.name === 'cubic' ? rule.filter.a === -0.5 : ['linear', 'mitchell'].includes(rule.filter.name));
      // A table moves every sample by up to half a step, and corners have a step of their own.
      if (!exact || rule.antialias || rule.tableSteps || rule.coordinate !== 'half-pixel') continue;
      const [axis] = must(interpolationAxes({ ...rule, ranks: [1] }, [20], [50]));
      const ramp = multiplyValued(
        axis!,
        Float64Array.from({ length: 20 }, (_, n) => n),
      );
      for (let o = 10; o < 40; o++) assert.ok(near(ramp[o]!, ((o + 0.5) * 20) / 50 - 0.5, 20));
    }
  });

  it('of nearest ×s copies every input s times, whichever framework computes it, while s is at most 40', () => {
    for (const framework of INTERPOLATION_FRAMEWORKS) {
      const options = { coordinateTransformationMode: 'asymmetric', nearestMode: 'floor' };
      const rule = { ...must(interpolationRule(framework, 'nearest', options)), ranks: [1] };
      for (let s = 1; s <= 40; s++) {
        for (const n of [1, 2, 3, 7, 16, 33]) {
          const { colIdx } = must(interpolationMatrix(rule, [n], [n * s]));
          assert.deepEqual(
            [...colIdx],
            Array.from({ length: n * s }, (_, o) => Math.floor(o / s)),
            `${framework} ${n} ×${s}`,
          );
        }
      }
    }
  });
});

describe('nearest ×41 of PyTorch', () => {
  it('copies 28 of 64·41 outputs from the input before, because 1/41 is rounded down in float32', () => {
    const { colIdx } = must(interpolationMatrix(must(interpolationRule('torch', 'nearest')), [64], [64 * 41]));
    const moved = [...colIdx].filter((input, o) => input !== Math.floor(o / 41));
    // PyTorch 2.13 was asked: 28.
    assert.equal(moved.length, 28);
  });
});

describe('a product of matrices with values', () => {
  it('applies one after the other', () => {
    const linear = must(interpolationRule('torch', 'bilinear'));
    const cubic = must(interpolationRule('torch', 'bicubic'));
    for (let n = 0; n < 50; n++) {
      const [a, b, c] = [0, 1, 2].map(() => [chooser.integer(1, 7), chooser.integer(1, 7)]) as [
        number[],
        number[],
        number[],
      ];
      const [first, second] = [must(interpolationMatrix(linear, a, b)), must(interpolationMatrix(cubic, b, c))];
      const x = chooser.integers(first.cols);
      const both = multiplyValued(must(multiplyMatrices(second, first)), x);
      multiplyValued(second, multiplyValued(first, x)).forEach((value, k) => assert.ok(near(value, both[k]!, 100)));
    }
  });

  it('leaves each channel to itself, wherever the channels lie', () => {
    const matrix = must(interpolationMatrix(must(interpolationRule('torch', 'bilinear')), [2, 3], [4, 5]));
    const channels = 3;
    const x = chooser.integers(matrix.cols * channels);
    const first = multiplyValued(must(everyChannel(matrix, channels, 'NCHW')), x);
    const lastX = Float64Array.from(x, (_, n) => x[(n % channels) * matrix.cols + Math.floor(n / channels)]!);
    const last = multiplyValued(must(everyChannel(matrix, channels, 'NHWC')), lastX);
    for (let c = 0; c < channels; c++) {
      const own = multiplyValued(matrix, x.subarray(c * matrix.cols, (c + 1) * matrix.cols));
      own.forEach((value, row) => {
        assert.equal(first[c * matrix.rows + row], value);
        assert.equal(last[row * channels + c], value);
      });
    }
  });
});

describe('an interpolation that cannot be', () => {
  const bilinear = must(interpolationRule('torch', 'bilinear'));
  const linear = must(interpolationRule('jax', 'linear'));
  const refused = (result: { ok: boolean; problem?: { code: string } }) =>
    result.ok ? 'accepted' : result.problem!.code;

  it('is refused with the reason, and nothing is built', () => {
    assert.equal(refused(interpolationMatrix(bilinear, [4], [8])), 'rank-mismatch');
    assert.equal(refused(interpolationMatrix(linear, [4, 4], [8])), 'rank-mismatch');
    assert.equal(refused(interpolationMatrix(linear, [], [])), 'rank-mismatch');
    assert.equal(refused(interpolationMatrix(linear, [0], [8])), 'not-positive');
    assert.equal(refused(interpolationMatrix(linear, [4], [-8])), 'not-positive');
    assert.equal(refused(interpolationMatrix(linear, [4.5], [8])), 'not-an-integer');
    assert.equal(refused(interpolationMatrix(linear, [NaN], [8])), 'not-an-integer');
    assert.equal(refused(interpolationMatrix(linear, [1e17], [8])), 'too-large');
    assert.equal(refused(interpolationMatrix(linear, [8], [1e9])), 'too-large');
    assert.equal(refused(interpolationMatrix(linear, [1e9], [8])), 'too-large');
    assert.equal(refused(interpolationMatrix(linear, [1e5, 1e5], [1e5, 1e5])), 'too-large');
    assert.equal(refused(interpolationMatrix(linear, [64, 64], [64, 64], { budgetBytes: 1000 })), 'too-large');
    assert.equal(refused(interpolationMatrix(linear, [4], [8], { factors: [-2] })), 'not-positive');
    assert.equal(refused(interpolationMatrix(linear, [4], [8], { factors: [NaN] })), 'not-positive');
    assert.equal(refused(interpolationMatrix(linear, [4], [8], { factors: [2, 2] })), 'wrong-length');
    assert.equal(refused(interpolationMatrix(linear, [4], [8], { regions: [[0, Infinity]] })), 'argument-invalid');
  });

  it('has no rule where the framework has no such mode or option', () => {
    assert.equal(refused(interpolationRule('torch', 'spline')), 'mode-not-supported');
    assert.equal(refused(interpolationRule('torch', 'nearest', { alignCorners: true })), 'mode-not-supported');
    assert.equal(refused(interpolationRule('torch', 'trilinear', { antialias: true })), 'mode-not-supported');
    assert.equal(refused(interpolationRule('torch', 'toString')), 'mode-not-supported');
    assert.equal(refused(interpolationRule('pillow', 'constructor')), 'mode-not-supported');
    assert.equal(
      refused(interpolationRule('tensorflow1', 'bilinear', { alignCorners: true, halfPixelCenters: true })),
      'mode-not-supported',
    );
    assert.equal(refused(interpolationRule('onnx', 'linear', { excludeOutside: true })), 'mode-not-supported');
    assert.equal(refused(interpolationRule('onnx', 'cubic', { cubicCoeffA: NaN })), 'mode-not-supported');
  });

  it('gives the size of a scale factor as PyTorch does: 100 × 0.29 is 28', () => {
    assert.deepEqual(scaledSize([100, 5], [0.29, 1.9]), [28, 9]);
  });
});
