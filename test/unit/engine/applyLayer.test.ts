import assert from 'node:assert/strict';
import {
  applyLayer,
  buildSpec,
  layerMatrix,
  multiply,
  outputSpatial,
  weightLength,
} from '../../../src/engine/index.js';
import { Chooser } from './chooser.js';
import { layer, must } from './layers.js';
import { WideChooser } from './wideChooser.js';

const chooser = new Chooser(20261127);
const layers = [...chooser.layers(400), ...chooser.varied(300), ...new WideChooser(20261128).wide(400)];

describe('a layer that is applied without its matrix', () => {
  it('gives exactly what its matrix gives, for every padding, layout and order of the weights', () => {
    for (const { spec, inputSpatial } of layers) {
      const matrix = must(layerMatrix(spec, inputSpatial));
      const w = chooser.integers(weightLength(spec));
      const x = chooser.integers(matrix.cols);
      const y = must(applyLayer(spec, inputSpatial, w, x));
      // −0 and 0 are the same sum.
      assert.deepEqual(
        y.map(value => value + 0),
        multiply(matrix, w, x).map(value => value + 0),
        JSON.stringify({ spec, inputSpatial }),
      );
    }
  });

  it('is right where lines are longer than what is summed at once, and channels are many', () => {
    for (const [changes, size] of [
      [{ kernelSize: [9], padding: [4] }, 5000],
      [{ kernelSize: [5], stride: [3], inChannels: 6, outChannels: 9, groups: 3 }, 4001],
      [{ kind: 'transposed', kernelSize: [7], stride: [3], padding: [2], inChannels: 3, outChannels: 5 }, 2500],
      [{ kernelSize: [4], dilation: [2], padding: [6], paddingMode: 'reflect', outChannels: 3 }, 1300],
    ] as const) {
      const spec = must(buildSpec(layer(1, changes)));
      const matrix = must(layerMatrix(spec, [size]));
      const w = chooser.integers(weightLength(spec));
      const x = chooser.integers(matrix.cols);
      assert.deepEqual([...must(applyLayer(spec, [size], w, x))], [...multiply(matrix, w, x).map(v => v + 0)]);
    }
  });

  it('sums in double precision and rounds once to the precision of x', () => {
    const spec = must(buildSpec(layer(1, { kernelSize: [3] })));
    // 2^24 + 1 is no single; summed in singles, both ones would be lost.
    const y = must(applyLayer(spec, [3], Float32Array.of(1, 1, 1), Float32Array.of(2 ** 24, 1, 1)));
    assert.ok(y instanceof Float32Array);
    assert.deepEqual([...y], [2 ** 24 + 2]);
    const close = must(applyLayer(spec, [5], Float64Array.of(0.1, 0.2, 0.3), Float64Array.of(0.7, 0.1, 0.9, 0.3, 0.2)));
    assert.ok(close instanceof Float64Array);
    [0.36, 0.28, 0.21].forEach((value, n) => assert.ok(Math.abs(close[n]! - value) < 1e-15));
  });

  it('refuses what its sizes refuse, and more multiplications than are allowed', () => {
    const spec = must(buildSpec(layer(1, { kernelSize: [9] })));
    const small = applyLayer(spec, [4], new Float64Array(9), new Float64Array(4));
    assert.ok(
      !small.ok && small.problem.code === (outputSpatial(spec, [4]) as { problem: { code: string } }).problem.code,
    );
    const many = applyLayer(spec, [1e9], new Float64Array(9), new Float64Array(1));
    assert.ok(!many.ok && many.problem.code === 'too-large');
    const few = applyLayer(spec, [100], new Float64Array(9), new Float64Array(100), { maxProducts: 92 * 9 - 1 });
    assert.ok(!few.ok && few.problem.code === 'too-large');
    assert.ok(applyLayer(spec, [100], new Float64Array(9), new Float64Array(100), { maxProducts: 92 * 9 }).ok);
    assert.throws(() => applyLayer(spec, [20], new Float64Array(8), new Float64Array(20)), RangeError);
    assert.throws(() => applyLayer(spec, [20], new Float64Array(9), new Float64Array(19)), RangeError);
  });
});
