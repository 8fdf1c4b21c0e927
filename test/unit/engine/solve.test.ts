import assert from 'node:assert/strict';
import {
  buildSpec,
  outputSpatial,
  overlapMap,
  overlapVerdict,
  solveLayer,
  type LayerParams,
} from '../../../src/engine/index.js';
import { Chooser } from './chooser.js';
import { kerasLayer, layer, must } from './layers.js';

const chooser = new Chooser(4005);

describe('a solver for the output size', () => {
  it('gives layers that run, have that size, paint everything, and come even ones first, for random layers', () => {
    let solved = 0;
    for (let n = 0; n < 250; n++) {
      const rank = chooser.pick([1, 1, 2] as const);
      const each = (from: number, to: number) => Array.from({ length: rank }, () => chooser.integer(from, to));
      const changes: Partial<LayerParams> = {
        kind: chooser.pick(['convolution', 'transposed'] as const),
        kernelSize: each(1, 5),
        stride: each(1, 3),
      };
      const params = chooser.integer(0, 2)
        ? layer(rank, { ...changes, padding: each(0, 2), dilation: each(1, 2) })
        : kerasLayer(rank, { ...changes, padding: chooser.pick(['same', 'valid'] as const) });
      const input = each(3, 12);
      const goal = each(2, 30);
      const solutions = solveLayer(params, input, { outputSpatial: goal });
      let variation = 0;
      for (const { set, outputSpatial: sizes, even, variation: own } of solutions) {
        const spec = must(buildSpec({ ...params, ...set }));
        assert.deepEqual(sizes, goal);
        assert.deepEqual(must(outputSpatial(spec, input)), goal);
        assert.equal(must(overlapMap(spec, input)).unpainted, 0);
        assert.equal(even, overlapVerdict(spec).even);
        assert.ok(own >= variation);
        variation = own;
        solved++;
      }
    }
    assert.ok(solved > 400, `${solved} solutions`);
  });

  it('offers output_padding 1 where kernel 3, stride 2 and padding 1 give 31 and 32 was wanted, after even layers', () => {
    const params = layer(1, { kind: 'transposed', stride: [2], padding: [1] });
    const solutions = solveLayer(params, [16], { outputSpatial: [32] }, 50);
    assert.deepEqual(solutions[0]!.set, { kernelSize: [4] });
    const one = solutions.find(({ set }) => Object.keys(set).join() === 'outputPadding');
    assert.deepEqual(one?.set, { outputPadding: [1] });
  });

  it('changes nothing where the layer has the size and is even', () => {
    const params = layer(2, { kind: 'transposed', kernelSize: [4, 4], stride: [2, 2], padding: [1, 1] });
    const solutions = solveLayer(params, [8, 8], { outputSpatial: [16, 16] });
    assert.deepEqual(solutions[0]!.set, {});
    assert.deepEqual([solutions[0]!.even, solutions[0]!.ratio], [true, 1]);
  });

  it('of several axes combines their choices, and puts fewer changes before more among equally even layers', () => {
    const params = layer(2, { kind: 'transposed', kernelSize: [4, 3], stride: [2, 2], padding: [1, 1] });
    const solutions = solveLayer(params, [8, 8], { outputSpatial: [16, 16] }, 40);
    assert.deepEqual(solutions[0]!.set, { kernelSize: [4, 4] });
    const changes = solutions.filter(({ even }) => even).map(({ set }) => Object.keys(set).length);
    assert.deepEqual(
      changes,
      [...changes].sort((a, b) => a - b),
    );
    for (const { set } of solutions) {
      const spec = must(buildSpec({ ...params, ...set }));
      assert.deepEqual(must(outputSpatial(spec, [8, 8])), [16, 16]);
      assert.equal(must(overlapMap(spec, [8, 8])).unpainted, 0);
    }
  });

  it('doubles every size, with an input size or without', () => {
    const params = layer(1, { kind: 'transposed', kernelSize: [3], stride: [2] });
    for (const input of [null, 1, 7]) {
      const solutions = solveLayer(params, [input], { factor: [2] });
      assert.ok(solutions.length > 0 && solutions[0]!.even);
      for (const { set } of solutions) {
        const spec = must(buildSpec({ ...params, ...set }));
        for (const size of [3, 8, 31]) {
          assert.deepEqual(must(outputSpatial(spec, [size])), [2 * size]);
          if (size > 8) assert.equal(must(overlapMap(spec, [size])).unpainted, 0);
        }
      }
    }
  });

  it('halves every even size with a convolution', () => {
    const params = layer(1);
    const solutions = solveLayer(params, [null], { factor: [2] });
    assert.ok(solutions.length > 0);
    for (const { set } of solutions) {
      const spec = must(buildSpec({ ...params, ...set }));
      for (const size of [20, 32]) assert.deepEqual(must(outputSpatial(spec, [size])), [size / 2]);
    }
  });

  it('has no answer where there is none, or the question makes no sense', () => {
    const params = layer(1);
    for (const wanted of [0, -1, 1.5, 1e300, NaN]) {
      assert.deepEqual(solveLayer(params, [8], { outputSpatial: [wanted] }), []);
      assert.deepEqual(solveLayer(params, [8], { factor: [wanted] }), []);
    }
    assert.deepEqual(solveLayer(params, [null], { outputSpatial: [8] }), []);
    assert.deepEqual(solveLayer(params, [8, 8], { outputSpatial: [8] }), []);
    assert.deepEqual(solveLayer(layer(1, { groups: 3 }), [8], { outputSpatial: [8] }), []);
    assert.deepEqual(solveLayer(layer(1, { kind: 'transposed' }), [1e9], { outputSpatial: [3] }), []);
  });
});
