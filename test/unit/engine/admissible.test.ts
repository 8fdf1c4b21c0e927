import assert from 'node:assert/strict';
import {
  admissibleSizes,
  buildSpec,
  outputSpatial,
  poolSize,
  type ConvSpec,
  type SizeStep,
  type Tie,
  type WindowPool,
} from '../../../src/engine/index.js';
import { Chooser } from './chooser.js';
import { layer, must } from './layers.js';

const chooser = new Chooser(4006);

function make(kind: 'convolution' | 'transposed', kernel: number, stride = 1, padding = 0): ConvSpec {
  return must(buildSpec(layer(1, { kind, kernelSize: [kernel], stride: [stride], padding: [padding] })));
}

/** Whether the chain really runs on a size, with equal sizes wherever two places are tied. */
function fits(chain: readonly SizeStep[], ties: readonly Tie[], input: number): boolean {
  const sizes = [input];
  for (const step of chain) {
    const next = sizeBehind(step, sizes.at(-1)!);
    if (next === null) return false;
    sizes.push(next);
  }
  return ties.every(([a, b]) => sizes[a] === sizes[b]);
}

function sizeBehind(step: SizeStep, input: number): number | null {
  if ('ceilMode' in step) {
    const size = poolSize(step, 0, input);
    return size >= 1 ? size : null;
  }
  if ('rules' in step) {
    const { mul, add, div, plus } = step.rules[0]!;
    const size = Math.floor((mul * input + add) / div) + plus;
    return size >= 1 ? size : null;
  }
  const next = outputSpatial(step, [input]);
  return next.ok ? next.value[0]! : null;
}

function makePool(kernel: number, stride: number, padding: number, ceilMode: boolean): WindowPool {
  return {
    kind: 'max',
    kernelSize: [kernel],
    stride: [stride],
    padding: { begin: [padding], end: [padding] },
    dilation: [1],
    ceilMode,
    countIncludePad: true,
    divisor: null,
  };
}

const rule = (mul: number, div = 1, plus = 0): SizeStep => ({ rules: [{ mul, add: 0, div, plus }] });

describe('the admissible input sizes of a chain', () => {
  it('are the multiples of 4 of a U-Net with two steps down and up', () => {
    const down = make('convolution', 2, 2);
    const up = make('transposed', 2, 2);
    const [sizes] = must(
      admissibleSizes(
        [down, down, up, up],
        [
          [0, 4],
          [1, 3],
        ],
      ),
    );
    assert.deepEqual(sizes, { smallest: 4, period: 4, residues: [0], single: [] });
  });

  it('are those that trying every size finds, for random chains and ties', () => {
    let some = 0;
    for (let n = 0; n < 600; n++) {
      // Half of them go down and up again with the same strides, so that sizes can meet for every n.
      const layerOf = (kind: 'convolution' | 'transposed', stride: number) =>
        make(kind, chooser.integer(1, 4), stride, chooser.integer(0, 1));
      const strides = Array.from({ length: chooser.integer(1, 3) }, () => chooser.integer(1, 3));
      const down = strides.map(stride => layerOf('convolution', stride));
      const up = [...strides].reverse().map(stride => layerOf('transposed', stride));
      const mixed = strides.map(stride => layerOf(chooser.pick(['convolution', 'transposed']), stride));
      const chain = chooser.integer(0, 1) ? [...down, ...up] : mixed;
      const place = () => chooser.integer(0, chain.length);
      const ties = Array.from({ length: chooser.integer(0, 2) }, (): Tie => {
        const first = place();
        return [first, chooser.integer(0, 1) ? chain.length - first : place()];
      });
      const { smallest, period, residues, single } = must(admissibleSizes(chain, ties))[0]!;
      for (let input = 1; input < 300; input++) {
        const found =
          smallest !== null && input >= smallest && (residues.includes(input % period) || single.includes(input));
        assert.equal(found, fits(chain, ties, input), JSON.stringify({ chain, ties, input }));
      }
      if (ties.length > 0 && residues.length > 0 && residues.length < period) some++;
    }
    assert.ok(some > 20, `${some} chains with some residues`);
  });

  it('are found with pooling that rounds up, resizing, crops and sizes that are always the same', () => {
    let some = 0;
    let ceil = 0;
    for (let n = 0; n < 800; n++) {
      const steps = Array.from({ length: chooser.integer(1, 5) }, (): SizeStep => {
        const kernel = chooser.integer(1, 4);
        switch (chooser.integer(0, 5)) {
          case 0:
          case 1:
            return makePool(kernel, chooser.integer(1, 3), chooser.integer(0, Math.floor(kernel / 2)), true);
          case 2:
            return makePool(kernel, chooser.integer(1, 3), chooser.integer(0, Math.floor(kernel / 2)), false);
          case 3:
            return chooser.integer(0, 4) ? rule(chooser.integer(1, 3), chooser.integer(1, 2)) : rule(0, 1, 7);
          case 4:
            return rule(1, 1, chooser.integer(-2, 2));
          default:
            return make(
              chooser.pick(['convolution', 'transposed']),
              kernel,
              chooser.integer(1, 3),
              chooser.integer(0, 1),
            );
        }
      });
      const place = () => chooser.integer(0, steps.length);
      const ties = Array.from({ length: chooser.integer(1, 2) }, (): Tie => [place(), place()]);
      if (n % 2 === 0) {
        // Down and up again, by rounding up.
        const strides = Array.from({ length: chooser.integer(1, 3) }, () => chooser.integer(1, 3));
        const down = strides.map(stride =>
          makePool(stride + chooser.integer(0, 1), stride, 0, chooser.integer(0, 3) > 0),
        );
        steps.splice(0, steps.length, ...down, ...strides.reverse().map(stride => rule(stride)));
        ties.splice(0, ties.length, [0, steps.length], [1, steps.length - 1]);
      }
      const { smallest, period, residues, single } = must(admissibleSizes(steps, ties))[0]!;
      for (let input = 1; input < 200; input++) {
        const found =
          smallest !== null && input >= smallest && (residues.includes(input % period) || single.includes(input));
        assert.equal(found, fits(steps, ties, input), JSON.stringify({ steps, ties, input }));
      }
      const listed = residues.length > 0 && residues.length < period;
      if (listed || single.length > 0) some++;
      if (listed && steps.some(step => 'ceilMode' in step && step.ceilMode)) ceil++;
    }
    assert.ok(some > 100 && ceil > 10, `${some} chains, ${ceil} of them with ceil_mode`);
  });

  it('are none behind a size that is always too small', () => {
    const [none] = must(admissibleSizes([rule(0, 1, 7), make('convolution', 9)], []));
    assert.deepEqual(none, { smallest: null, period: 1, residues: [], single: [] });
  });

  it('have the smallest period: two halvings behind a doubling need multiples of 2', () => {
    const [sizes] = must(admissibleSizes([rule(2), make('convolution', 2, 2), make('convolution', 2, 2)], []));
    assert.equal(sizes!.period, 2);
  });

  it('of a U-Net whose pooling rounds up are the even sizes that come back at both depths', () => {
    const down = makePool(2, 2, 0, true);
    const up = make('transposed', 2, 2);
    const ties: Tie[] = [
      [0, 4],
      [1, 3],
    ];
    const [sizes] = must(admissibleSizes([down, down, up, up], ties));
    assert.deepEqual([sizes!.period, sizes!.residues], [4, [0]]);
    const crop: SizeStep = { rules: [{ mul: 1, add: 0, div: 1, plus: -1 }] };
    // A crop of one behind each doubling: odd sizes that stay odd.
    const [odd] = must(
      admissibleSizes(
        [down, down, up, crop, up, crop],
        [
          [0, 6],
          [1, 4],
        ],
      ),
    );
    assert.deepEqual([odd!.period, odd!.residues], [4, [1]]);
  });

  it('are refused where strides are absurd, and a tie must be in the chain', () => {
    const refused = admissibleSizes([make('convolution', 3, 1e6)], []);
    assert.ok(!refused.ok && refused.problem.code === 'too-large');
    assert.throws(() => admissibleSizes([make('convolution', 3)], [[0, 2]]), RangeError);
  });
});
