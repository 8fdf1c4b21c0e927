import assert from 'node:assert/strict';
import {
  buildSpec,
  everyChannel,
  interpolationAsTransposed,
  interpolationMatrix,
  interpolationRule,
  layerMatrix,
  linearAt,
  multiply,
  multiplyMatrices,
  multiplyValued,
  nearestAsTransposed,
  outputSpatial,
  pairMatrix,
  phaseSums,
  resizeConvolutionMatrix,
  tiedWeights,
  valuedMatrix,
  weightLength,
  type ConvSpec,
  type InterpolationRule,
  type LinearCsr,
  type ValuedCsr,
} from '../../../src/engine/index.js';
import { Chooser } from './chooser.js';
import { kerasLayer, layer, must } from './layers.js';

const chooser = new Chooser(9002);
const near = (a: number, b: number, size: number) => Math.abs(a - b) <= 1e-9 * size;
const layers = chooser.layers(400);
const RULES: readonly InterpolationRule[] = [
  must(interpolationRule('jax', 'nearest')),
  must(interpolationRule('jax', 'linear')),
  must(interpolationRule('jax', 'cubic', { antialias: false })),
  must(interpolationRule('onnx', 'cubic', { coordinateTransformationMode: 'align_corners' })),
];

/** Entries that are not zero, by row and column. */
function places(matrix: ValuedCsr): Map<number, number> {
  const found = new Map<number, number>();
  for (let row = 0; row < matrix.rows; row++) {
    for (let p = matrix.rowPtr[row]!; p < matrix.rowPtr[row + 1]!; p++) {
      if (matrix.values[p] !== 0) found.set(row * matrix.cols + matrix.colIdx[p]!, matrix.values[p]!);
    }
  }
  return found;
}

function checkOrder({ rowPtr, colIdx, termPtr, weightIdx, rows }: LinearCsr): void {
  for (let row = 0; row < rows; row++) {
    for (let p = rowPtr[row]!; p < rowPtr[row + 1]!; p++) {
      assert.ok(p === rowPtr[row] || colIdx[p - 1]! < colIdx[p]!);
      assert.ok(termPtr[p]! < termPtr[p + 1]!);
      for (let t = termPtr[p]! + 1; t < termPtr[p + 1]!; t++) assert.ok(weightIdx[t - 1]! < weightIdx[t]!);
    }
  }
}

describe('a resize followed by any layer', () => {
  it('is one matrix, linear in the weights, that gives what one gives after the other', () => {
    for (const { spec, inputSpatial: resized } of layers) {
      for (const whole of [false, true]) {
        const rule = chooser.pick(RULES);
        const from = resized.map(() => chooser.integer(1, spec.spatialRank === 3 ? 3 : 5));
        const linear = must(resizeConvolutionMatrix(rule, spec, from, resized, { whole }));
        checkOrder(linear);
        const csr = must(whole ? layerMatrix(spec, resized) : pairMatrix(spec, resized));
        const weights = chooser.integers(whole ? weightLength(spec) : spec.kernelSize.reduce((a, b) => a * b));
        const resize = must(
          everyChannel(must(interpolationMatrix(rule, from, resized)), whole ? spec.inChannels : 1, spec.layout),
        );
        const x = chooser.integers(resize.cols);
        const apart = multiply(csr, weights, multiplyValued(resize, x));
        const numeric = must(multiplyMatrices(valuedMatrix(csr, weights), resize));
        const [together, product] = [multiplyValued(linearAt(linear, weights), x), multiplyValued(numeric, x)];
        assert.equal(together.length, apart.length);
        apart.forEach((value, n) => {
          assert.ok(near(value, together[n]!, 1e4) && near(value, product[n]!, 1e4), JSON.stringify({ spec, from }));
        });
      }
    }
  });

  it('is refused with the reason of the one that fails, or over the budget', () => {
    const spec = must(buildSpec(layer(2)));
    const code = (result: { ok: boolean; problem?: { code: string } }) =>
      result.ok ? 'accepted' : result.problem!.code;
    const linear = RULES[1]!;
    assert.equal(code(resizeConvolutionMatrix(linear, spec, [4, 4], [2, 2])), 'kernel-larger-than-input');
    assert.equal(code(resizeConvolutionMatrix(linear, spec, [0, 4], [8, 8])), 'not-positive');
    assert.equal(code(resizeConvolutionMatrix(linear, spec, [4], [8, 8])), 'rank-mismatch');
    assert.equal(code(resizeConvolutionMatrix(linear, spec, [5e3, 5e3], [1e4, 1e4])), 'too-large');
    assert.equal(code(resizeConvolutionMatrix(linear, spec, [40, 40], [80, 80], { budgetBytes: 4e5 })), 'too-large');
  });
});

describe('nearest ×s followed by a convolution of stride 1', () => {
  const convolutions = chooser.layers(3000).flatMap(({ spec }) => {
    const one = { ...spec, stride: spec.stride.map(() => 1) };
    if (spec.transposed || spec.paddingMode !== 'zeros') return [];
    return [
      spec.padding === 'same'
        ? { ...one, padding: { begin: spec.kernelSize.map(() => 1), end: spec.kernelSize.map(() => 0) } }
        : one,
    ];
  });
  const nearest = must(interpolationRule('jax', 'nearest'));

  function bothMatrices(convolution: ConvSpec, factor: number[], inputs: number[]): [ValuedCsr, ValuedCsr] | null {
    const resized = inputs.map((size, axis) => size * factor[axis]!);
    if (!outputSpatial(convolution, resized).ok) return null;
    const tied = must(nearestAsTransposed(convolution, factor));
    const weights = chooser.integers(weightLength(convolution));
    const resize = must(interpolationMatrix(nearest, inputs, resized));
    const channels = must(everyChannel(resize, convolution.inChannels, convolution.layout));
    const first = must(multiplyMatrices(valuedMatrix(must(layerMatrix(convolution, resized)), weights), channels));
    const second = valuedMatrix(must(layerMatrix(tied.spec, inputs)), tiedWeights(tied, weights));
    return [first, second];
  }

  it('is the transposed convolution with tied weights, entry by entry, border and channels included', () => {
    let compared = 0;
    for (const convolution of convolutions) {
      const factor = convolution.kernelSize.map(() => chooser.integer(1, 4));
      const inputs = convolution.kernelSize.map(() => chooser.integer(1, convolution.spatialRank === 3 ? 3 : 6));
      const both = bothMatrices(convolution, factor, inputs);
      if (!both) continue;
      compared++;
      assert.deepEqual([both[0].rows, both[0].cols], [both[1].rows, both[1].cols]);
      assert.deepEqual(places(both[1]), places(both[0]), JSON.stringify({ convolution, factor, inputs }));
    }
    assert.ok(compared > 300, `${compared} compared`);
  });

  it('has kernel k + s − 1 and padding k − 1 − p, for every p, also past k − 1', () => {
    for (const [k, s, p] of [
      [3, 2, 1],
      [3, 2, 0],
      [5, 3, 2],
      [2, 4, 1],
      [3, 2, 2],
      [3, 2, 4],
    ] as const) {
      const convolution = must(buildSpec(layer(1, { kernelSize: [k], padding: [p] })));
      const { spec } = must(nearestAsTransposed(convolution, [s]));
      assert.deepEqual(spec.kernelSize, [k + s - 1]);
      assert.deepEqual(spec.padding, { begin: [k - 1 - p], end: [k - 1 - p] });
      const both = bothMatrices(convolution, [s], [5])!;
      assert.deepEqual(places(both[1]), places(both[0]));
    }
  });

  it('ties taps: ×2 and a kernel a, b, c make c, b + c, a + b, a', () => {
    const convolution = must(buildSpec(layer(1, { padding: [1] })));
    const tied = must(nearestAsTransposed(convolution, [2]));
    assert.deepEqual([...tiedWeights(tied, Float64Array.of(1, 10, 100))], [100, 110, 11, 1]);
    // Each phase sums a + b + c.
    assert.ok(must(phaseSums(tied.spec, tiedWeights(tied, Float64Array.of(1, 10, 100)))).flat);
  });

  it('has flat phase sums whatever the kernel and its dilation', () => {
    for (const convolution of convolutions.slice(0, 300)) {
      const pair: ConvSpec = { ...convolution, inChannels: 1, outChannels: 1, groups: 1 };
      const factor = pair.kernelSize.map(() => chooser.integer(1, 4));
      const tied = must(nearestAsTransposed(pair, factor));
      const sums = must(phaseSums(tied.spec, tiedWeights(tied, chooser.integers(weightLength(pair)))));
      assert.ok(sums.flat, JSON.stringify({ pair, factor }));
    }
  });

  it('reads flipped kernels and channels last', () => {
    for (const flip of [false, true]) {
      const keras = must(buildSpec(kerasLayer(2, { padding: 'same', inChannels: 2, outChannels: 3 })));
      const both = bothMatrices({ ...keras, flip }, [2, 3], [3, 4])!;
      assert.deepEqual(places(both[1]), places(both[0]));
    }
  });

  it('has no such layer where the padding repeats the image, with a stride, or after a transposed layer', () => {
    const code = (params: Parameters<typeof layer>[1], factor = [2]) => {
      const result = nearestAsTransposed(must(buildSpec(layer(1, params))), factor);
      return result.ok ? 'accepted' : result.problem.code;
    };
    assert.equal(code({ padding: [1], paddingMode: 'replicate' }), 'padding-mode-not-supported');
    assert.equal(code({ stride: [2] }), 'argument-invalid');
    assert.equal(code({ kind: 'transposed' }), 'argument-invalid');
    assert.equal(code({}, [2, 2]), 'wrong-length');
    assert.equal(code({}, [1.5]), 'not-an-integer');
    assert.equal(code({}, [0]), 'not-positive');
    assert.equal(code({}, [1e9]), 'too-large');
  });
});

describe('an interpolation ×s as a fixed transposed convolution', () => {
  const linear = must(interpolationRule('torch', 'linear'));
  const thirds = (axis: Float64Array) => [...axis].map(value => Math.round(value * 3e9) / 1e9);

  it('has the taps 1, 2, 3, 2, 1 over 3 for linear ×3, and 1, 3, 3, 1 over 4 for ×2', () => {
    const three = must(interpolationAsTransposed(linear, 3));
    assert.deepEqual(thirds(three.kernel), [1, 2, 3, 2, 1]);
    assert.deepEqual(
      [three.padding, three.border],
      [
        { begin: 1, end: 1 },
        { begin: 1, end: 1 },
      ],
    );
    const two = must(interpolationAsTransposed(linear, 2));
    assert.deepEqual([...two.kernel], [0.25, 0.75, 0.75, 0.25]);
    for (let s = 1; s <= 12; s++) {
      const { kernel, padding } = must(interpolationAsTransposed(linear, s));
      assert.equal(kernel.length, s === 1 ? 1 : 2 * s - (s % 2));
      assert.equal(padding.begin, Math.floor(s / 2));
    }
  });

  it('is the interpolation exactly inside its border, and not a pixel further where it has one', () => {
    const rules = {
      linear,
      nearest: must(interpolationRule('torch', 'nearest')),
      cubic: { ...must(interpolationRule('torch', 'bicubic')), ranks: [1] },
      keys: must(interpolationRule('jax', 'cubic')),
      lanczos5: must(interpolationRule('jax', 'lanczos5')),
      asymmetric: must(interpolationRule('onnx', 'linear', { coordinateTransformationMode: 'asymmetric' })),
      area: must(interpolationRule('torch', 'area')),
      table: { ...must(interpolationRule('tensorflow', 'bicubic')), ranks: [1] },
    };
    for (const [name, rule] of Object.entries(rules)) {
      for (let s = 1; s <= 6; s++) {
        const { kernel, padding, border } = must(interpolationAsTransposed(rule, s));
        const spec: ConvSpec = {
          ...must(buildSpec(layer(1, { kind: 'transposed', kernelSize: [kernel.length], stride: [s] }))),
          padding: { begin: [padding.begin], end: [padding.end] },
        };
        const inputs = 14;
        const fixed = valuedMatrix(must(pairMatrix(spec, [inputs])), kernel);
        const matrix = must(interpolationMatrix(rule, [inputs], [inputs * s]));
        assert.equal(fixed.rows, matrix.rows);
        const [ours, theirs] = [places(fixed), places(matrix)];
        const rowAgrees = (row: number) =>
          Array.from({ length: inputs }, (_, c) => row * inputs + c).every(key =>
            near(ours.get(key) ?? 0, theirs.get(key) ?? 0, 1),
          );
        for (let row = border.begin; row < matrix.rows - border.end; row++)
          assert.ok(rowAgrees(row), `${name} ×${s} ${row}`);
        if (border.begin > 0) assert.ok(!rowAgrees(border.begin - 1), `${name} ×${s}`);
        if (border.end > 0) assert.ok(!rowAgrees(matrix.rows - border.end), `${name} ×${s}`);
      }
    }
  });

  it('is flat by phase sums, though it is uneven by count', () => {
    const { kernel, padding } = must(interpolationAsTransposed(linear, 3));
    const built = must(buildSpec(layer(1, { kind: 'transposed', kernelSize: [5], stride: [3] })));
    const spec: ConvSpec = { ...built, padding: { begin: [padding.begin], end: [padding.end] } };
    assert.ok(must(phaseSums(spec, kernel)).flat);
  });

  it('has none where the step depends on the size', () => {
    for (const rule of [
      must(interpolationRule('torch', 'linear', { alignCorners: true })),
      must(interpolationRule('onnx', 'cubic', { coordinateTransformationMode: 'tf_crop_and_resize' })),
    ]) {
      const result = interpolationAsTransposed(rule, 2);
      assert.ok(!result.ok && result.problem.code === 'mode-not-supported');
    }
    for (const [factor, code] of [
      [0, 'not-positive'],
      [2.5, 'not-an-integer'],
      [1e9, 'too-large'],
    ] as const) {
      const result = interpolationAsTransposed(linear, factor);
      assert.ok(!result.ok && result.problem.code === code);
    }
  });
});
