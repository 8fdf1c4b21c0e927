import assert from 'node:assert/strict';
import {
  buildSpec,
  composedOverlap,
  interpolationSums,
  layerMatrix,
  layerPhaseSums,
  multiply,
  outputSpatial,
  phaseSums,
  transpose,
  weightedOverlap,
  weightLength,
  type ConvSpec,
  type LayerParams,
  type PhaseCoefficients,
  type WeightedLayer,
  type WeightedStep,
} from '../../../src/engine/index.js';
import { Chooser } from './chooser.js';
import { kerasLayer, layer, must } from './layers.js';

const chooser = new Chooser(5001);

const NEAREST: PhaseCoefficients[] = [
  { first: 0, weights: [1] },
  { first: 0, weights: [1] },
];
/** PyTorch's bilinear ×2 (half pixel): each output is a quarter of one input and three quarters of another. */
const BILINEAR: PhaseCoefficients[] = [
  { first: -1, weights: [0.25, 0.75] },
  { first: 0, weights: [0.75, 0.25] },
];

function weighted(params: LayerParams, ones = false): WeightedLayer {
  const spec = must(buildSpec(params));
  const length = weightLength(spec);
  return { spec, weights: ones ? new Float64Array(length).fill(1) : chooser.integers(length) };
}

function randomLayer(rank: 1 | 2, inChannels: number): LayerParams {
  const each = (from: number, to: number) => Array.from({ length: rank }, () => chooser.integer(from, to));
  const groups = inChannels % 2 === 0 ? chooser.pick([1, 2]) : 1;
  const changes: Partial<LayerParams> = {
    kind: chooser.pick(['convolution', 'transposed']),
    inChannels,
    outChannels: groups * chooser.integer(1, 2),
    kernelSize: each(1, 4),
    stride: each(1, 3),
  };
  if (chooser.integer(0, 4) === 0) {
    // JAX' transposed convolution scatters its kernel reversed.
    const padding = { begin: each(0, 3), end: each(0, 3) };
    return layer(rank, { ...changes, convention: 'jax', kind: 'transposed', padding, dilation: each(1, 2) });
  }
  if (chooser.integer(0, 2) === 0) return kerasLayer(rank, { ...changes, padding: 'valid' });
  return layer(rank, { ...changes, groups, padding: each(0, 1), dilation: each(1, 2) });
}

/** Channel, then position, of every element of a flattened sample, whatever the layout. */
function element(
  spec: ConvSpec,
  channels: number,
  sizes: readonly number[],
  channel: number,
  place: readonly number[],
) {
  const flat = place.reduce((all, p, axis) => all * sizes[axis]! + p, 0);
  return spec.layout === 'NHWC' ? flat * channels + channel : channel * sizes.reduce((a, b) => a * b) + flat;
}

describe('what a chain of layers with weights makes of a constant', () => {
  it('is what their matrices make of ones, far from the border, forward and backward', () => {
    let uneven = 0;
    let checked = 0;
    for (let n = 0; n < 260; n++) {
      const rank = chooser.pick([1, 1, 2] as const);
      const layers: WeightedLayer[] = [];
      let channels = chooser.integer(1, 4);
      for (let m = chooser.integer(1, rank === 1 ? 3 : 2); m > 0; m--) {
        layers.push(weighted(randomLayer(rank, channels)));
        channels = layers.at(-1)!.spec.outChannels;
      }
      const layout = layers[0]!.spec.layout;
      if (layers.some(({ spec }) => spec.layout !== layout)) continue;
      const start = new Array<number>(rank).fill(rank === 1 ? 160 : 30);
      const sizes = [start];
      for (const { spec } of layers) {
        const next = outputSpatial(spec, sizes.at(-1)!);
        if (!next.ok) break;
        sizes.push(next.value);
      }
      if (sizes.length !== layers.length + 1 || sizes.some(size => size.some(s => s < 14 || s > 400))) continue;
      if (sizes.some(size => size.reduce((a, b) => a * b) > 20_000)) continue;
      for (const direction of ['forward', 'gradient'] as const) {
        const forward = direction === 'forward';
        const { stages } = must(weightedOverlap(layers, null, direction));
        const [ends, end] = forward ? [layers.at(-1)!.spec, sizes.at(-1)!] : [layers[0]!.spec, sizes[0]!];
        const endChannels = forward ? ends.outChannels : ends.inChannels;
        let values: Float64Array | null = null;
        for (const n of forward ? layers.keys() : [...layers.keys()].reverse()) {
          const { spec, weights } = layers[n]!;
          const c = must(layerMatrix(spec, sizes[n]!));
          const matrix = forward ? c : transpose(c);
          values = multiply(matrix, weights, values ?? new Float64Array(matrix.cols).fill(1));
        }
        const { period, channels: found, flat } = stages.at(-1)!;
        const middle = end.map(size => Math.floor(size / 2));
        for (let channel = 0; channel < endChannels; channel++) {
          for (let step = -2; step <= 2; step++) {
            const place = middle.map((m, axis) => m + (axis === 0 ? step : -step));
            const phase = place.reduce((all, p, axis) => all * period[axis]! + (p % period[axis]!), 0);
            const real = values![element(ends, endChannels, end, channel, place)];
            assert.equal(real, found[channel]!.values[phase], JSON.stringify({ n, direction, channel, place }));
            checked++;
          }
        }
        if (!flat) uneven++;
      }
    }
    assert.ok(checked > 500 && uneven > 50, `${checked} elements, ${uneven} uneven chains`);
  });

  it('with weights of 1 is the composed overlap', () => {
    for (let n = 0; n < 200; n++) {
      const layers = Array.from({ length: chooser.integer(1, 3) }, () => ({ ...randomLayer(1, 1), outChannels: 1 }));
      const chain = layers.map(params => weighted({ ...params, groups: 1 }, true));
      for (const direction of ['forward', 'gradient'] as const) {
        const counts = must(
          composedOverlap(
            chain.map(({ spec }) => spec),
            null,
            direction,
          ),
        )[0]!;
        const sums = must(weightedOverlap(chain, null, direction));
        assert.deepEqual(
          sums.stages.map(stage => [...stage.channels[0]!.values]),
          counts.stages.map(stage => [...stage.counts]),
        );
        assert.equal(sums.cancelledBy, counts.cancelledBy);
      }
    }
  });

  it('of one layer are the sums of its weights by phase, for every channel', () => {
    for (let n = 0; n < 200; n++) {
      const { spec, weights } = weighted(randomLayer(chooser.pick([1, 2]), chooser.pick([1, 2, 4])));
      const own = must(layerPhaseSums(spec, weights));
      const { stages } = must(weightedOverlap([{ spec, weights }], null, spec.transposed ? 'forward' : 'gradient'));
      const { period, channels, flat } = stages[0]!;
      assert.equal(own.length, channels.length);
      assert.equal(
        own.every(sums => sums.flat),
        flat,
      );
      const begin = spec.padding === 'same' ? [] : (spec.padding as { begin: readonly number[] }).begin;
      for (const [channel, { values }] of channels.entries()) {
        values.forEach((value, index) => {
          const place = period.length === 1 ? [index] : [Math.floor(index / period[1]!), index % period[1]!];
          const phase = place.reduce((all, p, axis) => {
            const stride = spec.stride[axis]!;
            return all * stride + ((((p + begin[axis]!) % stride) + stride) % stride);
          }, 0);
          assert.equal(value, own[channel]!.sums[phase]);
        });
      }
    }
  });

  it('of a layer of one channel are its phaseSums', () => {
    const { spec, weights } = weighted(layer(2, { kind: 'transposed', stride: [2, 3] }));
    assert.deepEqual(must(layerPhaseSums(spec, weights)), [must(phaseSums(spec, weights))]);
  });

  it('is flat behind an interpolation and any convolution of stride 1, though their counts are uneven', () => {
    for (const [phases, taps] of [
      [NEAREST, 2],
      [BILINEAR, 4],
    ] as const) {
      const convolution = weighted(layer(2, { inChannels: 3, outChannels: 4, kernelSize: [2, 2] }));
      const chain: WeightedStep[] = [{ interpolation: [phases, phases] }, convolution];
      const start = weighted(layer(2, { inChannels: 1, outChannels: 3, kernelSize: [1, 1] }));
      const { stages } = must(weightedOverlap([start, ...chain], [8, 8]));
      assert.deepEqual(
        stages.map(stage => stage.flat),
        [true, true, true],
      );
      // As a transposed convolution with tied weights it would be uneven by count.
      const tied = must(buildSpec(layer(1, { kind: 'transposed', kernelSize: [taps + 2 - 1], stride: [2] })));
      assert.equal(must(composedOverlap([tied], null))[0]!.period, 2);
    }
  });

  it('names the step that makes an uneven pattern constant', () => {
    const up = weighted(layer(1, { kind: 'transposed', stride: [2] }), true);
    const blur = weighted(layer(1, { kernelSize: [2] }), true);
    const { cancelledBy, stages } = must(weightedOverlap([up, blur], null));
    assert.deepEqual([cancelledBy, stages[0]!.period, stages[1]!.period], [1, [2], [1]]);
    assert.deepEqual([...stages[1]!.channels[0]!.values], [3]);
  });

  it('through the gradient of an interpolation is what reads each input', () => {
    const { stages } = must(weightedOverlap([{ interpolation: [BILINEAR] }], null, 'gradient'));
    assert.deepEqual([...stages[0]!.channels[0]!.values], [2]);
  });

  it('adds the bias, which unevenness goes on from', () => {
    const up = { ...weighted(layer(1, { kind: 'transposed', stride: [2] }), true), bias: Float64Array.of(10) };
    assert.deepEqual([...must(weightedOverlap([up], null)).stages[0]!.channels[0]!.values].sort(), [11, 12]);
  });

  it('is refused where channels do not fit or it is too large, and a tensor of another length is a programmer’s error', () => {
    const two = weighted(layer(1, { outChannels: 2 }));
    const refused = weightedOverlap([two, weighted(layer(1))], null);
    assert.ok(!refused.ok && refused.problem.code === 'channels-mismatch');
    const { spec } = two;
    assert.throws(() => weightedOverlap([{ spec, weights: new Float64Array(1) }], null), RangeError);
    assert.throws(() => layerPhaseSums(spec, new Float64Array(1)), RangeError);
    const wide = weighted(layer(1, { kind: 'transposed', kernelSize: [1], stride: [1e9] }));
    const large = weightedOverlap([wide], null);
    assert.ok(!large.ok && large.problem.code === 'too-large');
    const phases = layerPhaseSums(wide.spec, wide.weights);
    assert.ok(!phases.ok && phases.problem.code === 'too-large');
  });
});

describe('the sums of an interpolation by phase', () => {
  it('are 1 wherever a constant stays constant, and multiply along the axes', () => {
    assert.deepEqual([...interpolationSums([NEAREST, BILINEAR]).sums], [1, 1, 1, 1]);
    const wrong = interpolationSums([
      [
        { first: 0, weights: [1] },
        { first: 0, weights: [0.5] },
      ],
      BILINEAR,
    ]);
    assert.deepEqual([...wrong.sums, wrong.flat, wrong.ratio], [1, 1, 0.5, 0.5, false, 2]);
  });
});
