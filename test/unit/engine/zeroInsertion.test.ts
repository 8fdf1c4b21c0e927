import assert from 'node:assert/strict';
import {
  buildSpec,
  kernelLength,
  layerMatrix,
  multiplicationCounts,
  multiply,
  ONE,
  pairMatrix,
  scatter,
  selectColumns,
  slidingWindow,
  zeroInsertion,
  zeroInsertionFactors,
  type ConvSpec,
} from '../../../src/engine/index.js';
import { layer, must } from './layers.js';
import { WideChooser } from './wideChooser.js';

const chooser = new WideChooser(4002);
const every = [...chooser.layers(400), ...chooser.wide(400)];
// A transposed layer whose output wraps around is neither one sliding window nor one scattering.
const layers = every.filter(({ spec }) => !spec.transposed || spec.paddingMode === 'zeros');
const transposed = layers.filter(({ spec }) => spec.transposed);

describe('the factors of a transposed convolution', () => {
  it('have the layer’s matrix as their product', () => {
    assert.ok(transposed.length > 250);
    for (const { spec, inputSpatial } of transposed) {
      const { insert, pad, convolve } = must(zeroInsertionFactors(spec, inputSpatial));
      assert.deepEqual(selectColumns(selectColumns(convolve, pad), insert), must(pairMatrix(spec, inputSpatial)));
    }
  });

  it('have the whole layer’s matrix as their product, with its channels, groups and layout', () => {
    for (const { spec, inputSpatial } of transposed) {
      const { insert, pad, convolve } = must(zeroInsertionFactors(spec, inputSpatial, 2 ** 29, true));
      const product = selectColumns(selectColumns(convolve, pad), insert);
      assert.deepEqual(product, must(layerMatrix(spec, inputSpatial)), JSON.stringify({ spec, inputSpatial }));
    }
    for (const has of [
      (spec: ConvSpec) => spec.groups > 1,
      (spec: ConvSpec) => spec.layout === 'NHWC',
      (spec: ConvSpec) => spec.flip === true,
      (spec: ConvSpec) => spec.outputPadding.some(added => added > 0),
      (spec: ConvSpec) => spec.dilation.some(d => d > 1),
      ({ padding }: ConvSpec) =>
        typeof padding !== 'string' && padding.begin.some((size, a) => size !== padding.end[a]),
    ]) {
      assert.ok(transposed.filter(({ spec }) => has(spec)).length > 20, String(has));
    }
  });

  it('compute the layer one after another, and the last one multiplies as often as zero insertion does', () => {
    for (const { spec, inputSpatial } of transposed) {
      const { insert, pad, convolve, inserted, padded } = must(zeroInsertionFactors(spec, inputSpatial));
      const x = chooser.integers(insert.cols);
      const w = chooser.integers(kernelLength(spec));
      const spread = multiply(pad, ONE, multiply(insert, ONE, x));
      const direct = zeroInsertion(spec, inputSpatial, x, w);
      assert.deepEqual(multiply(convolve, w, spread), direct.y);
      assert.equal(convolve.colIdx.length, direct.products);
      assert.equal(
        insert.rows,
        inserted.reduce((a, b) => a * b),
      );
      assert.equal(
        pad.rows,
        padded.reduce((a, b) => a * b),
      );
    }
  });

  it('put a zero between the inputs of a stride of 2, and crop where the padding is larger than the kernel’s reach', () => {
    const spec = must(buildSpec(layer(1, { kind: 'transposed', kernelSize: [2], stride: [2], padding: [2] })));
    const { insert, pad, inserted, padded } = must(zeroInsertionFactors(spec, [3]));
    assert.deepEqual([inserted, padded], [[5], [3]]);
    const spread = multiply(insert, ONE, Float64Array.of(7, 8, 9));
    assert.deepEqual([...spread], [7, 0, 8, 0, 9]);
    assert.deepEqual([...multiply(pad, ONE, spread)], [0, 8, 0]);
  });

  it('are refused before they are built where they need more than the budget', () => {
    const spec = must(buildSpec(layer(2, { kind: 'transposed', stride: [1000, 1000] })));
    const refused = zeroInsertionFactors(spec, [1000, 1000]);
    assert.ok(!refused.ok && refused.problem.code === 'too-large');
    const impossible = zeroInsertionFactors(must(buildSpec(layer(1, { kind: 'transposed', padding: [9] }))), [3]);
    assert.ok(!impossible.ok && impossible.problem.code === 'output-too-small');
    const wraps = every.find(({ spec }) => spec.transposed && spec.paddingMode === 'circular')!;
    const wrapped = zeroInsertionFactors(wraps.spec, wraps.inputSpatial);
    assert.ok(!wrapped.ok && wrapped.problem.code === 'padding-mode-not-supported');
    assert.throws(() => zeroInsertionFactors(must(buildSpec(layer(1))), [5]), RangeError);
  });
});

describe('the multiplications by zero', () => {
  it('of sliding and scattering are those that the direct computations count', () => {
    for (const { spec, inputSpatial } of layers) {
      const counts = must(multiplicationCounts(spec, inputSpatial));
      const matrix = must(pairMatrix(spec, inputSpatial));
      const x = chooser.integers(matrix.cols);
      const w = chooser.integers(kernelLength(spec));
      const { products, withZero } = (spec.transposed ? zeroInsertion : slidingWindow)(spec, inputSpatial, x, w);
      assert.deepEqual(counts.sliding, { products, withZero });
      if (spec.paddingMode === 'zeros') {
        assert.equal(counts.scatter.products, scatter(spec, inputSpatial, x, w).products);
      }
    }
  });

  it('of the dense matrix are its places without an entry, for a pair and for the whole layer', () => {
    for (const { spec, inputSpatial } of layers) {
      for (const whole of [false, true]) {
        const matrix = must(whole ? layerMatrix(spec, inputSpatial) : pairMatrix(spec, inputSpatial));
        const places = new Set<number>();
        for (let row = 0; row < matrix.rows; row++) {
          for (let p = matrix.rowPtr[row]!; p < matrix.rowPtr[row + 1]!; p++)
            places.add(row * matrix.cols + matrix.colIdx[p]!);
        }
        const { dense, scatter: painted } = must(multiplicationCounts(spec, inputSpatial, whole));
        const products = matrix.rows * matrix.cols;
        assert.deepEqual(dense, { products, withZero: products - places.size });
        assert.deepEqual(painted, { products: matrix.colIdx.length, withZero: 0 });
      }
    }
  });

  it('are three of four for a stride of 2 in two dimensions, far from the border', () => {
    const spec = must(buildSpec(layer(2, { kind: 'transposed', kernelSize: [4, 4], stride: [2, 2], padding: [1, 1] })));
    const { sliding } = must(multiplicationCounts(spec, [1000, 1000]));
    assert.ok(Math.abs(sliding.withZero / sliding.products - 0.75) < 0.001);
  });

  it('are refused where they pass 2^53', () => {
    const refused = multiplicationCounts(must(buildSpec(layer(2))), [1e5, 1e5]);
    assert.ok(!refused.ok && refused.problem.code === 'too-large');
  });
});
