import assert from 'node:assert/strict';
import {
  axisTaps,
  buildSpec,
  composedOverlap,
  evennessOf,
  outputSpatial,
  overlapEvenness,
  overlapVerdict,
  phaseSums,
  scatter,
  type ConvSpec,
} from '../../../src/engine/index.js';
import { Chooser } from './chooser.js';
import { kerasLayer, layer, must } from './layers.js';

const chooser = new Chooser(4004);

function make(kind: 'convolution' | 'transposed', kernel: number, stride = 1, padding = 0, dilation = 1): ConvSpec {
  const sizes = { kernelSize: [kernel], stride: [stride], padding: [padding], dilation: [dilation] };
  return must(buildSpec(layer(1, { kind, ...sizes })));
}

const close = (a: number, b: number) => a === b || Math.abs(a - b) < 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));

describe('the evenness of a layer', () => {
  it('is max/min and the coefficient of variation of the counts over one period', () => {
    for (let n = 0; n < 1000; n++) {
      const rank = chooser.pick([1, 2, 3] as const);
      const each = (to: number) => Array.from({ length: rank }, () => chooser.integer(1, to));
      const kind = chooser.pick(['convolution', 'transposed'] as const);
      const spec = must(buildSpec(layer(rank, { kind, kernelSize: each(9), stride: each(6), dilation: each(6) })));
      const { phases } = overlapVerdict(spec);
      const counts = phases.reduce<number[]>((all, axis) => all.flatMap(a => axis.map(b => a * b)), [1]);
      const expected = evennessOf(counts);
      const found = overlapEvenness(spec);
      assert.ok(close(found.ratio, expected.ratio), JSON.stringify({ spec, found, expected }));
      assert.ok(close(found.variation, expected.variation), JSON.stringify({ spec, found, expected }));
    }
  });

  it('has the known ratios: 3/2 2 (4), 5/2 1.5 (2.25), 5/3 2 (4), 6/4 2 (4), 4/2 1', () => {
    for (const [kernel, stride, ratio] of [
      [3, 2, 2],
      [5, 2, 1.5],
      [5, 3, 2],
      [6, 4, 2],
      [4, 2, 1],
    ] as const) {
      assert.equal(overlapEvenness(make('transposed', kernel, stride)).ratio, ratio);
      const square = { kind: 'transposed', kernelSize: [kernel, kernel], stride: [stride, stride] } as const;
      assert.equal(overlapEvenness(must(buildSpec(layer(2, square)))).ratio, ratio ** 2);
    }
    assert.equal(overlapEvenness(make('transposed', 4, 2)).variation, 0);
    assert.ok(close(overlapEvenness(make('transposed', 3, 2)).variation, 1 / 3));
    assert.equal(overlapEvenness(make('transposed', 4, 2, 0, 2)).ratio, Infinity);
  });

  it('is defined for values of any sign', () => {
    assert.deepEqual(evennessOf([2, 2, 2]), { ratio: 1, variation: 0 });
    assert.deepEqual(evennessOf([-1, 1]), { ratio: Infinity, variation: Infinity });
    assert.deepEqual(evennessOf([0, 0]), { ratio: 1, variation: 0 });
    assert.throws(() => evennessOf([]), RangeError);
  });
});

describe('the sums of a kernel by phase', () => {
  it('are what a constant input becomes far from the border', () => {
    let flat = 0;
    for (let n = 0; n < 300; n++) {
      const rank = chooser.pick([1, 2] as const);
      const each = (to: number) => Array.from({ length: rank }, () => chooser.integer(1, to));
      const sizes = { kernelSize: each(5), stride: each(3), dilation: each(3), padding: each(3).map(p => p - 1) };
      const spec = must(buildSpec(layer(rank, { kind: 'transposed', ...sizes })));
      const length = spec.kernelSize.reduce((a, b) => a * b);
      const weights = chooser.integer(0, 1) ? chooser.integers(length) : new Float64Array(length).fill(1);
      const found = must(phaseSums(spec, weights));
      const inputSpatial = spec.kernelSize.map(() => 20);
      const { y } = scatter(spec, inputSpatial, new Float64Array(20 ** rank).fill(1), weights);
      const shape = must(outputSpatial(spec, inputSpatial));
      const inside = new Set<number>();
      y.forEach((value, flatPlace) => {
        const place = rank === 1 ? [flatPlace] : [Math.floor(flatPlace / shape[1]!), flatPlace % shape[1]!];
        const margin = (axis: number) => (spec.kernelSize[axis]! - 1) * spec.dilation[axis]! + 1;
        if (place.some((p, axis) => p < margin(axis) || p >= shape[axis]! - margin(axis))) return;
        const phase = place.reduce((all, p, axis) => {
          const stride = spec.stride[axis]!;
          return all * stride + ((p + sizes.padding[axis]!) % stride);
        }, 0);
        assert.equal(value, found.sums[phase]);
        inside.add(value);
      });
      if (inside.size > 1) assert.equal(found.flat, false);
      if (found.flat) {
        assert.ok(inside.size <= 1);
        flat++;
      }
    }
    assert.ok(flat > 30 && flat < 270);
  });

  it('are flat for a bilinear kernel that is uneven by count', () => {
    const third = Float64Array.from([1, 2, 3, 2, 1], value => value / 3);
    const spec = make('transposed', 5, 3, 1);
    assert.equal(overlapVerdict(spec).even, false);
    const { flat, ratio, sums } = must(phaseSums(spec, third));
    assert.ok(flat && ratio === 1);
    sums.forEach(sum => assert.ok(close(sum, 1)));
  });

  it('can be uneven where the counts are even', () => {
    const { flat, sums } = must(phaseSums(make('transposed', 4, 2), Float64Array.of(1, 2, 3, 4)));
    assert.deepEqual([flat, [...sums]], [false, [4, 6]]);
  });

  it('are refused for absurd strides, and a kernel of another length is a programmer’s error', () => {
    const refused = phaseSums(make('transposed', 2, 1e9), Float64Array.of(1, 1));
    assert.ok(!refused.ok && refused.problem.code === 'too-large');
    assert.throws(() => phaseSums(make('transposed', 2, 2), Float64Array.of(1)), RangeError);
  });
});

describe('the overlap of a stack of layers', () => {
  const last = (chain: readonly ConvSpec[]) => must(composedOverlap(chain, null))[0]!.stages.at(-1)!;
  const isRotation = (a: readonly number[], b: readonly number[]) =>
    a.length === b.length && b.some((_, shift) => a.every((value, n) => value === b[(n + shift) % b.length]));
  const twice = [make('transposed', 3, 2), make('transposed', 3, 2)];

  it('compounds: two layers of kernel 3 and stride 2 give 3, 2, 3, 1 with period 4', () => {
    const { stages, period, cancelledBy } = must(composedOverlap(twice, null))[0]!;
    assert.deepEqual(
      stages.map(stage => stage.counts),
      [
        [2, 1],
        [3, 2, 3, 1],
      ],
    );
    assert.deepEqual([period, cancelledBy, stages[1]!.ratio], [4, null, 3]);
  });

  it('is flattened by a layer of kernel 4 and stride 1 behind them, and not by one of kernel 2', () => {
    const flat = must(composedOverlap([...twice, make('convolution', 4)], null))[0]!;
    assert.deepEqual([flat.period, flat.cancelledBy, flat.stages[2]!.counts], [1, 2, [9]]);
    assert.ok(isRotation(last([...twice, make('convolution', 2)]).counts, [5, 4, 4, 5]));
    assert.ok(isRotation(last([...twice, make('transposed', 2)]).counts, [5, 4, 4, 5]));
  });

  it('is the number of paths that taps make, in the middle of random chains, both ways', () => {
    let uneven = 0;
    for (let n = 0; n < 400; n++) {
      const chain = Array.from({ length: chooser.integer(1, 4) }, () =>
        make(
          chooser.pick(['convolution', 'transposed']),
          chooser.integer(1, 5),
          chooser.integer(1, 3),
          chooser.integer(0, 2),
          chooser.pick([1, 1, 2, 3]),
        ),
      );
      const taps = [];
      let size = 1500;
      for (const spec of chain) {
        taps.push(axisTaps(spec, 0, size));
        size = taps.at(-1)!.outputs;
      }
      if (size < 200 || size > 50_000) continue;
      for (const direction of ['forward', 'gradient'] as const) {
        const { stages, period } = must(composedOverlap(chain, null, direction))[0]!;
        let counts = new Array<number>(direction === 'forward' ? 1500 : size).fill(1);
        for (const { inputs, outputs, ptr, input } of direction === 'forward' ? taps : [...taps].reverse()) {
          const next = new Array<number>(direction === 'forward' ? outputs : inputs).fill(0);
          for (let o = 0; o < outputs; o++) {
            for (let p = ptr[o]!; p < ptr[o + 1]!; p++) {
              if (direction === 'forward') next[o]! += counts[input[p]!]!;
              else next[input[p]!]! += counts[o]!;
            }
          }
          counts = next;
        }
        const expected = stages.at(-1)!.counts;
        assert.equal(expected.length, period);
        const middle = Math.floor(counts.length / 2);
        for (let e = middle - 40; e < middle + 40; e++) {
          assert.equal(counts[e], expected[e % period], JSON.stringify({ chain, direction, e }));
        }
        if (period > 1) uneven++;
      }
    }
    assert.ok(uneven > 100, `${uneven} uneven`);
  });

  it('of a gradient is a checkerboard behind a convolution of stride 2 and kernel 3', () => {
    const { stages } = must(composedOverlap([make('convolution', 3, 2)], null, 'gradient'))[0]!;
    assert.deepEqual(stages[0]!.counts, [2, 1]);
  });

  it('says where it needs an input size, what is too large, and what cannot run', () => {
    const same = must(buildSpec(kerasLayer(1, { padding: 'same', stride: [2] })));
    const unknown = composedOverlap([same], null);
    assert.ok(!unknown.ok && unknown.problem.code === 'argument-missing');
    assert.equal(must(composedOverlap([same], [9]))[0]!.period, 1);
    const absurd = composedOverlap([make('transposed', 3, 1e6)], null);
    assert.ok(!absurd.ok && absurd.problem.code === 'too-large');
    const impossible = composedOverlap([make('convolution', 9)], [3]);
    assert.ok(!impossible.ok && impossible.problem.code === 'kernel-larger-than-input');
  });
});
