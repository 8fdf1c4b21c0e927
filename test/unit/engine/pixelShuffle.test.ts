import assert from 'node:assert/strict';
import {
  buildSpec,
  icnr,
  interpolationMatrix,
  interpolationRule,
  layerMatrix,
  multiply,
  multiplyMatrices,
  multiplyValued,
  ONE,
  everyChannel,
  outputSpatial,
  pixelShuffleMatrix,
  pixelUnshuffleMatrix,
  selectRows,
  subPixelMatrix,
  transpose,
  valuedMatrix,
  weightLength,
  type PixelShuffle,
  type ShuffleOrder,
} from '../../../src/engine/index.js';
import shuffleData from '../../truth/pixelShuffle.json' with { type: 'json' };
import { Chooser } from './chooser.js';
import { layer, must } from './layers.js';
import { row } from './truthTable.js';

const chooser = new Chooser(9003);

/** What test/truth/pixelShuffle.py writes: where the elements 0, 1, 2, … of one sample went. */
interface ShuffleCase {
  readonly framework: 'torch' | 'tensorflow' | 'onnx';
  readonly inverse: boolean;
  readonly order: ShuffleOrder;
  readonly layout: 'NCHW' | 'NHWC';
  readonly factor: number;
  readonly channels: number;
  readonly in: readonly number[];
  readonly y: readonly number[];
}

function randomShuffle(): PixelShuffle {
  const rank = chooser.integer(1, 3);
  const factor = Array.from({ length: rank }, () => chooser.integer(1, 3));
  return {
    channels: chooser.integer(1, 3) * factor.reduce((a, b) => a * b),
    inputSpatial: factor.map(() => chooser.integer(1, 4)),
    factor,
    order: chooser.pick<ShuffleOrder>(['CRD', 'DCR']),
    layout: chooser.pick(['NCHW', 'NHWC']),
  };
}

describe('a pixel shuffle', () => {
  it('moves every element to where PyTorch, TensorFlow and onnxruntime do', () => {
    const cases = shuffleData.cases as readonly ShuffleCase[];
    for (const framework of ['torch', 'tensorflow', 'onnx'] as const) {
      const theirs = cases.filter(c => c.framework === framework);
      let wrong = 0;
      for (const c of theirs) {
        const shuffle = { ...c, inputSpatial: c.in, factor: [c.factor, c.factor] };
        const matrix = must((c.inverse ? pixelUnshuffleMatrix : pixelShuffleMatrix)(shuffle));
        if (JSON.stringify([...matrix.colIdx]) !== JSON.stringify(c.y)) wrong++;
      }
      assert.ok(theirs.length >= 15);
      row(framework, 'pixel shuffle', theirs.length, wrong, 'numeric');
      assert.equal(wrong, 0);
    }
  });

  it('is a permutation, and its transpose, the unshuffle, undoes it', () => {
    for (let n = 0; n < 200; n++) {
      const shuffle = randomShuffle();
      const matrix = must(pixelShuffleMatrix(shuffle));
      assert.equal(matrix.rows, matrix.cols);
      assert.deepEqual(
        [...matrix.colIdx].sort((a, b) => a - b),
        Array.from({ length: matrix.cols }, (_, c) => c),
      );
      const x = chooser.integers(matrix.cols);
      assert.deepEqual(multiply(transpose(matrix), ONE, multiply(matrix, ONE, x)), x);
      const larger = shuffle.inputSpatial.map((size, axis) => size * shuffle.factor[axis]!);
      const channels = shuffle.channels / shuffle.factor.reduce((a, b) => a * b);
      assert.deepEqual(must(pixelUnshuffleMatrix({ ...shuffle, channels, inputSpatial: larger })), transpose(matrix));
    }
  });

  it('after a layer is one matrix: the layer’s with its rows in another order', () => {
    let compared = 0;
    for (const { spec: base, inputSpatial } of chooser.layers(200)) {
      const factor = base.kernelSize.map(() => chooser.integer(1, 2));
      const spec = { ...base, outChannels: base.outChannels * factor.reduce((a, b) => a * b) };
      const order = chooser.pick<ShuffleOrder>(['CRD', 'DCR']);
      if (spec.weightLayout === 'HWIM') continue;
      compared++;
      const matrix = must(subPixelMatrix(spec, inputSpatial, factor, order));
      const weights = chooser.integers(weightLength(spec));
      const x = chooser.integers(matrix.cols);
      const own = multiply(must(layerMatrix(spec, inputSpatial)), weights, x);
      const sizes = must(outputSpatial(spec, inputSpatial));
      const layout = spec.outputLayout ?? spec.layout;
      const shuffle = must(
        pixelShuffleMatrix({ channels: spec.outChannels, inputSpatial: sizes, factor, order, layout }),
      );
      assert.deepEqual(multiply(matrix, weights, x), multiply(shuffle, ONE, own));
      assert.deepEqual(selectRows(shuffle, must(layerMatrix(spec, inputSpatial))), matrix);
    }
    assert.ok(compared > 100);
  });

  it('after a convolution that starts by ICNR is a smaller convolution and nearest ×r', () => {
    const nearest = must(interpolationRule('jax', 'nearest'));
    for (const order of ['CRD', 'DCR'] as const) {
      const spec = must(buildSpec(layer(2, { inChannels: 2, outChannels: 8, padding: [1, 1] })));
      const small = must(buildSpec(layer(2, { inChannels: 2, outChannels: 2, padding: [1, 1] })));
      const base = chooser.integers(weightLength(small));
      const subPixel = valuedMatrix(must(subPixelMatrix(spec, [4, 3], [2, 2], order)), icnr(spec, base, [2, 2], order));
      const resize = must(everyChannel(must(interpolationMatrix(nearest, [4, 3], [8, 6])), 2, 'NCHW'));
      const both = must(multiplyMatrices(resize, valuedMatrix(must(layerMatrix(small, [4, 3])), base)));
      const x = chooser.integers(both.cols);
      assert.deepEqual(multiplyValued(subPixel, x), multiplyValued(both, x));
    }
  });

  it('is refused where channels or sizes do not divide, and where it would be too large', () => {
    const shuffle: PixelShuffle = { channels: 9, inputSpatial: [4, 4], factor: [2, 2], order: 'CRD', layout: 'NCHW' };
    const code = (result: { ok: boolean; problem?: { code: string } }) =>
      result.ok ? 'accepted' : result.problem!.code;
    assert.equal(code(pixelShuffleMatrix(shuffle)), 'not-divisible');
    assert.equal(code(pixelUnshuffleMatrix({ ...shuffle, inputSpatial: [4, 5] })), 'not-divisible');
    assert.equal(code(pixelShuffleMatrix({ ...shuffle, factor: [3] })), 'wrong-length');
    assert.equal(code(pixelShuffleMatrix({ ...shuffle, factor: [0, 3] })), 'not-positive');
    assert.equal(code(pixelUnshuffleMatrix({ ...shuffle, factor: [0, 0] })), 'not-positive');
    assert.equal(code(pixelShuffleMatrix({ ...shuffle, inputSpatial: [1.5, 3] })), 'not-an-integer');
    assert.equal(code(pixelShuffleMatrix({ ...shuffle, channels: 8, inputSpatial: [1e4, 1e4] })), 'too-large');
    assert.equal(code(pixelShuffleMatrix({ ...shuffle, channels: 8, inputSpatial: [1e9, 1e9] })), 'too-large');
    assert.equal(code(subPixelMatrix(must(buildSpec(layer(2))), [5, 5], [2, 2], 'CRD')), 'not-divisible');
    assert.equal(code(subPixelMatrix(must(buildSpec(layer(2))), [1, 1], [1, 1], 'CRD')), 'kernel-larger-than-input');
  });
});
