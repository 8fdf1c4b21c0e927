import assert from 'node:assert/strict';
import {
  buildSpec,
  icnr,
  layerMatrix,
  multiply,
  outputSpatial,
  subPixelSums,
  weightLength,
  type ConvSpec,
  type LayerParams,
  type ShuffleOrder,
} from '../../../src/engine/index.js';
import { Chooser } from './chooser.js';
import { kerasLayer, layer, must } from './layers.js';

const chooser = new Chooser(5005);

interface Sample {
  readonly spec: ConvSpec;
  readonly small: ConvSpec;
  readonly factor: number[];
  readonly order: ShuffleOrder;
}

function sample(): Sample {
  const rank = chooser.pick([1, 2] as const);
  const each = (from: number, to: number) => Array.from({ length: rank }, () => chooser.integer(from, to));
  const factor = each(1, 3);
  const phases = factor.reduce((a, b) => a * b);
  const groups = chooser.pick([1, 1, 2]);
  const channels = groups * chooser.integer(1, 2);
  const order = groups > 1 ? 'CRD' : chooser.pick(['CRD', 'DCR'] as const);
  const make = chooser.pick([layer, kerasLayer]);
  const changes: Partial<LayerParams> = {
    inChannels: groups * chooser.integer(1, 2),
    groups,
    kernelSize: each(1, 3),
    ...(make === layer ? { padding: each(0, 1), dilation: each(1, 2) } : {}),
  };
  return {
    spec: must(buildSpec(make(rank, { ...changes, outChannels: channels * phases }))),
    small: must(buildSpec(make(rank, { ...changes, outChannels: channels }))),
    factor,
    order,
  };
}

/** A layer's output with its channels first. */
function outputOf(spec: ConvSpec, input: readonly number[], x: Float64Array, weights: Float64Array): Float64Array {
  const y = multiply(must(layerMatrix(spec, input)), weights, x);
  if (spec.layout === 'NCHW') return y;
  const size = y.length / spec.outChannels;
  return y.map((_, n) => y[(n % size) * spec.outChannels + Math.floor(n / size)]!);
}

describe('a sub-pixel convolution', () => {
  it('starts with ICNR as a nearest-neighbour resize of the smaller convolution', () => {
    for (let n = 0; n < 150; n++) {
      const { spec, small, factor, order } = sample();
      const input = factor.map(() => 6);
      const x = chooser.integers(6 ** factor.length * spec.inChannels);
      const base = chooser.integers(weightLength(small));
      const large = outputOf(spec, input, x, icnr(spec, base, factor, order));
      const reduced = outputOf(small, input, x, base);
      const places = must(outputSpatial(spec, input)).reduce((a, b) => a * b);
      const phases = factor.reduce((a, b) => a * b);
      for (let channel = 0; channel < small.outChannels; channel++) {
        for (let phase = 0; phase < phases; phase++) {
          const filter = order === 'CRD' ? channel * phases + phase : phase * small.outChannels + channel;
          for (let place = 0; place < places; place++) {
            assert.equal(large[filter * places + place], reduced[channel * places + place]);
          }
        }
      }
      const sums = must(subPixelSums(spec, icnr(spec, base, factor, order), factor, order));
      assert.ok(sums.every(({ flat }) => flat));
    }
  });

  it('makes of a constant the sums of its sub-kernels, phase by phase', () => {
    let uneven = 0;
    for (let n = 0; n < 150; n++) {
      const { spec, small, factor, order } = sample();
      const weights = chooser.integers(weightLength(spec));
      const bias = chooser.integer(0, 1) ? chooser.integers(spec.outChannels) : null;
      const input = factor.map(() => 9);
      const ones = new Float64Array(9 ** factor.length * spec.inChannels).fill(1);
      const y = outputOf(spec, input, ones, weights);
      const sizes = must(outputSpatial(spec, input));
      const places = sizes.reduce((a, b) => a * b);
      const middle = sizes.reduce((all, size) => all * size + Math.floor(size / 2), 0);
      const phases = factor.reduce((a, b) => a * b);
      const found = must(subPixelSums(spec, weights, factor, order, bias));
      assert.equal(found.length, small.outChannels);
      for (const [channel, { sums, shape, flat }] of found.entries()) {
        assert.deepEqual(shape, factor);
        sums.forEach((sum, phase) => {
          const filter = order === 'CRD' ? channel * phases + phase : phase * small.outChannels + channel;
          assert.equal(sum, y[filter * places + middle]! + (bias?.[filter] ?? 0));
        });
        assert.equal(flat, new Set(sums).size === 1);
        if (!flat) uneven++;
      }
    }
    assert.ok(uneven > 100);
  });

  it('of a layer whose channels the shuffle cannot take, or that groups tear apart, is a programmer’s error', () => {
    const spec = must(buildSpec(layer(2, { outChannels: 6 })));
    assert.throws(() => subPixelSums(spec, new Float64Array(54), [2, 2]), RangeError);
    assert.throws(() => icnr(spec, new Float64Array(9), [2, 2]), RangeError);
    const up = must(buildSpec(layer(1, { kind: 'transposed', outChannels: 4 })));
    assert.throws(() => subPixelSums(up, new Float64Array(12), [2]), RangeError);
    const grouped = must(buildSpec(layer(1, { inChannels: 2, outChannels: 4, groups: 2 })));
    assert.throws(() => icnr(grouped, new Float64Array(6), [2], 'DCR'), RangeError);
  });
});
