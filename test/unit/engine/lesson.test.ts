import assert from 'node:assert/strict';
import {
  adjointSpec,
  buildSpec,
  layerMatrix,
  LESSON,
  multiply,
  nearestEven,
  multiplyAdds,
  outputSpatial,
  overlapMap,
  overlapVerdict,
  scatter,
  slidingWindow,
  transpose,
  zeroInsertion,
} from '../../../src/engine/index.js';
import { layer, must } from './layers.js';

describe('the worked example', () => {
  const spec = must(buildSpec(LESSON.params));

  it('has a C of 4 × 16 with 36 entries', () => {
    const c = must(layerMatrix(spec, LESSON.inputSpatial));
    assert.deepEqual([c.rows, c.cols, c.colIdx.length], [4, 16, 36]);
    const ct = transpose(c);
    assert.deepEqual([ct.rows, ct.cols, ct.colIdx.length], [16, 4, 36]);
  });

  it('gives 122, 148, 126 and 134 by the matrix and by the sliding window', () => {
    const c = must(layerMatrix(spec, LESSON.inputSpatial));
    assert.deepEqual([...multiply(c, LESSON.w, LESSON.x)], [122, 148, 126, 134]);
    assert.deepEqual([...slidingWindow(spec, LESSON.inputSpatial, LESSON.x, LESSON.w).y], [122, 148, 126, 134]);
  });

  it('paints Cᵀ·z as a 4 × 4, by the matrix, by scattering and by zero insertion', () => {
    const expected = [2, 9, 6, 1, 6, 29, 30, 7, 10, 29, 33, 13, 12, 24, 16, 4];
    const ct = transpose(must(layerMatrix(spec, LESSON.inputSpatial)));
    assert.deepEqual([...multiply(ct, LESSON.w, LESSON.z)], expected);
    const back = adjointSpec(spec, LESSON.inputSpatial);
    assert.deepEqual([...scatter(back.spec, back.inputSpatial, LESSON.z, LESSON.w).y], expected);
    const inserted = zeroInsertion(back.spec, back.inputSpatial, LESSON.z, LESSON.w);
    assert.deepEqual([...inserted.y], expected);
    assert.deepEqual([inserted.products, inserted.withZero], [144, 108]);
  });
});

describe('known numbers', () => {
  it('multiplies [[0,1],[2,3]] by itself, transposed, to [[0,0,1],[0,4,6],[4,12,9]]', () => {
    const spec = must(buildSpec(layer(2, { kind: 'transposed', kernelSize: [2, 2] })));
    const x = Float64Array.of(0, 1, 2, 3);
    assert.deepEqual([...scatter(spec, [2, 2], x, x).y], [0, 0, 1, 0, 4, 6, 4, 12, 9]);
  });

  it('counts 73,728 multiply-adds for ConvTranspose2d(16, 8, 3, 2) on 8 × 8', () => {
    const params = layer(2, { kind: 'transposed', inChannels: 16, outChannels: 8, stride: [2, 2] });
    assert.equal(must(multiplyAdds(params, [8, 8])), 73728);
  });

  it('gives 32 × 64 for Conv2d(3, 16, 3, stride=(2, 1), padding=1) on 64 × 64', () => {
    const params = layer(2, { inChannels: 3, outChannels: 16, stride: [2, 1], padding: [1, 1] });
    assert.deepEqual(must(outputSpatial(must(buildSpec(params)), [64, 64])), [32, 64]);
  });

  it('finds kernel 4, padding 1, output padding 1 for kernel 3, stride 2', () => {
    const params = layer(2, { kind: 'transposed', inChannels: 16, outChannels: 8, stride: [2, 2] });
    const change = { kernelSize: [4, 4], padding: [1, 1], outputPadding: [1, 1] };
    assert.deepEqual(nearestEven(params, [8, 8]), { set: change, outputSpatial: [17, 17] });
    assert.deepEqual(nearestEven(params, [null, null]), { set: change, outputSpatial: [] });
  });

  it('judges kernel 3, stride 2 uneven from 1 to 4 with period 2, and kernel 4 even with 4', () => {
    const three = overlapVerdict(must(buildSpec(layer(2, { kind: 'transposed', stride: [2, 2] }))));
    const phases = [
      [2, 1],
      [2, 1],
    ];
    assert.deepEqual(three, { even: false, holes: false, period: [2, 2], min: 1, max: 4, phases });
    const four = overlapVerdict(must(buildSpec(layer(2, { kind: 'transposed', kernelSize: [4, 4], stride: [2, 2] }))));
    assert.deepEqual([four.even, four.min, four.max, four.period], [true, 4, 4, [1, 1]]);
  });

  it('has phases 4 and 0 for kernel 4, stride 2, dilation 2, and 2, 0 for kernel 4, stride 4, dilation 2', () => {
    const spec = (stride: number) =>
      must(buildSpec(layer(1, { kernelSize: [4], stride: [stride], dilation: [2], kind: 'transposed' })));
    assert.deepEqual(overlapVerdict(spec(2)).phases, [[4, 0]]);
    assert.equal(overlapVerdict(spec(2)).holes, true);
    assert.deepEqual([overlapVerdict(spec(4)).phases, overlapVerdict(spec(4)).period], [[[2, 0]], [2]]);
  });

  it('ends …2, 1, 1, 0 for kernel 3, stride 2, output padding 1', () => {
    const spec = must(buildSpec(layer(1, { kind: 'transposed', stride: [2], outputPadding: [1] })));
    const map = must(overlapMap(spec, [4]));
    assert.deepEqual([...map.profiles[0]!], [1, 1, 2, 1, 2, 1, 2, 1, 1, 0]);
    assert.equal(map.unpainted, 1);
  });
});
