import assert from 'node:assert/strict';
import {
  buildSpec,
  nearestEven,
  nearestPossible,
  outputSpatial,
  overlapMap,
  overlapVerdict,
  type LayerParams,
  type SpatialRank,
} from '../../../src/engine/index.js';
import { kerasLayer, layer, must, seeded } from './layers.js';

const transposed = (rank: SpatialRank, changes: Partial<LayerParams> = {}) =>
  layer(rank, { kind: 'transposed', ...changes });

describe('the nearest even change', () => {
  it('is none for a layer that is even already', () => {
    const dcgan = transposed(2, { kernelSize: [4, 4], stride: [2, 2], padding: [1, 1] });
    assert.equal(nearestEven(dcgan, [4, 4]), null);
    assert.equal(nearestEven(layer(2), [null, null]), null);
  });

  it('is none where stride and dilation have a factor in common, whatever the kernel', () => {
    assert.equal(nearestEven(transposed(1, { stride: [2], dilation: [2] }), [8]), null);
  });

  it('is none for a layer that cannot run', () => {
    assert.equal(nearestEven(layer(2, { stride: [2, 2] }), [2, 2]), null);
    assert.equal(nearestEven(layer(2, { stride: [2, 2], groups: 0 }), [8, 8]), null);
  });

  it('changes the uneven axis alone', () => {
    const change = nearestEven(transposed(2, { stride: [2, 1] }), [8, 8]);
    assert.deepEqual(change?.set, { kernelSize: [4, 3], padding: [1, 0], outputPadding: [1, 0] });
  });

  it('leaves out what stays: kernel 3, stride 2, padding 1, output padding 1 needs no other padding', () => {
    const change = nearestEven(transposed(2, { stride: [2, 2], padding: [1, 1], outputPadding: [1, 1] }), [8, 8]);
    assert.deepEqual(change, { set: { kernelSize: [4, 4], outputPadding: [0, 0] }, outputSpatial: [16, 16] });
  });

  it('is kernel 4 for a Keras layer of kernel 3, stride 2, same, for which i·s holds whatever the kernel', () => {
    const params = kerasLayer(2, { kind: 'transposed', stride: [2, 2], padding: 'same' });
    assert.deepEqual(nearestEven(params, [8, 8]), { set: { kernelSize: [4, 4] }, outputSpatial: [16, 16] });
  });

  it('is kernel 4 for a strided convolution of even size with kernel 3, padding 1', () => {
    const change = nearestEven(layer(2, { stride: [2, 2], padding: [1, 1] }), [32, 32]);
    assert.deepEqual(change, { set: { kernelSize: [4, 4] }, outputSpatial: [16, 16] });
  });

  it('keeps the size, is even and paints everything, for random layers that have one', () => {
    const random = seeded(3);
    const integer = (from: number, to: number) => from + Math.floor(random() * (to - from + 1));
    let found = 0;
    for (let n = 0; n < 2000; n++) {
      const rank = integer(1, 3) as SpatialRank;
      const axes = (value: () => number) => Array.from({ length: rank }, value);
      const keras = random() < 0.3;
      const params = (keras ? kerasLayer : layer)(rank, {
        kind: random() < 0.6 ? 'transposed' : 'convolution',
        kernelSize: axes(() => integer(1, 7)),
        stride: axes(() => integer(1, 4)),
        dilation: axes(() => (keras ? 1 : integer(1, 2))),
        padding: keras ? (random() < 0.5 ? 'same' : 'valid') : axes(() => integer(0, 3)),
      });
      const input = axes(() => integer(3, 20));
      const change = nearestEven(params, input);
      if (!change) continue;
      found++;
      const before = must(outputSpatial(must(buildSpec(params)), input));
      const spec = must(buildSpec({ ...params, ...change.set } as LayerParams));
      assert.deepEqual(must(outputSpatial(spec, input)), before);
      assert.deepEqual(change.outputSpatial, before);
      assert.equal(overlapVerdict(spec).even, true);
      assert.equal(must(overlapMap(spec, input)).unpainted, 0);
      assert.deepEqual(spec.stride, params.stride);
    }
    assert.ok(found > 300, `${found} found`);
  });

  it('for an unknown size holds for every size that is large enough', () => {
    const random = seeded(4);
    const integer = (from: number, to: number) => from + Math.floor(random() * (to - from + 1));
    let found = 0;
    for (let n = 0; n < 500; n++) {
      const params = (random() < 0.5 ? transposed : layer)(1, {
        kernelSize: [integer(1, 7)],
        stride: [integer(2, 4)],
        padding: [integer(0, 3)],
      });
      const change = nearestEven(params, [null]);
      if (!change) continue;
      found++;
      assert.deepEqual(change.outputSpatial, []);
      const spec = must(buildSpec({ ...params, ...change.set } as LayerParams));
      for (let size = 12; size < 40; size++) {
        assert.deepEqual(outputSpatial(spec, [size]), outputSpatial(must(buildSpec(params)), [size]));
        assert.equal(must(overlapMap(spec, [size])).unpainted, 0, JSON.stringify({ params, change, size }));
      }
    }
    assert.ok(found > 50, `${found} found`);
  });
});

describe('the nearest possible changes', () => {
  it('are none for a layer that runs', () => {
    assert.deepEqual(nearestPossible(layer(2), [8, 8]), []);
  });

  it('of a kernel larger than its input are a smaller kernel, more padding, or a larger input', () => {
    const changes = nearestPossible(layer(2, { kernelSize: [7, 7] }), [4, 8]);
    assert.deepEqual(changes, [
      { set: { padding: [2, 0] }, outputSpatial: [2, 2] },
      { set: { kernelSize: [4, 7] }, outputSpatial: [1, 2] },
      { set: {}, inputSpatial: [7, 8], outputSpatial: [1, 2] },
    ]);
  });

  it('of an output padding that is too large are the largest that is allowed, or a larger stride', () => {
    const changes = nearestPossible(transposed(1, { stride: [2], outputPadding: [2] }), [8]);
    assert.deepEqual(changes, [
      { set: { outputPadding: [1] }, outputSpatial: [18] },
      { set: { stride: [3] }, outputSpatial: [26] },
    ]);
  });

  it('of a crop that takes everything is less padding first', () => {
    const [first] = nearestPossible(transposed(2, { padding: [5, 5] }), [8, 8]);
    assert.deepEqual(first, { set: { padding: [4, 4] }, outputSpatial: [2, 2] });
  });

  it("of 'same' with a stride are padding in numbers, or stride 1", () => {
    const changes = nearestPossible(layer(2, { padding: 'same', stride: [2, 2] }), [8, 8]);
    assert.deepEqual(changes, [
      { set: { padding: [1, 1] }, outputSpatial: [4, 4] },
      { set: { stride: [1, 1] }, outputSpatial: [8, 8] },
    ]);
  });

  it('all run, are at most three, and come nearest first, for random impossible layers', () => {
    const random = seeded(5);
    const integer = (from: number, to: number) => from + Math.floor(random() * (to - from + 1));
    let found = 0;
    for (let n = 0; n < 2000; n++) {
      const rank = integer(1, 3) as SpatialRank;
      const axes = (value: () => number) => Array.from({ length: rank }, value);
      const params = (random() < 0.3 ? kerasLayer : layer)(rank, {
        kind: random() < 0.5 ? 'transposed' : 'convolution',
        kernelSize: axes(() => integer(0, 9)),
        stride: axes(() => integer(0, 3)),
        dilation: axes(() => integer(0, 3)),
        ...(random() < 0.5 ? { padding: axes(() => integer(-1, 6)) } : {}),
      });
      const input = axes(() => integer(1, 6));
      const changes = nearestPossible(params, input);
      assert.ok(changes.length <= 3);
      for (const change of changes) {
        found++;
        const changed = { ...params, ...change.set } as LayerParams;
        const sizes = must(outputSpatial(must(buildSpec(changed)), change.inputSpatial ?? input));
        assert.deepEqual(sizes, change.outputSpatial);
        assert.equal(Object.keys(change.set).length + (change.inputSpatial ? 1 : 0), 1);
      }
    }
    assert.ok(found > 300, `${found} found`);
  });
});
