import assert from 'node:assert/strict';
import { admissibleSizes, buildSpec, outputSpatial, type ConvSpec, type Tie } from '../../../src/engine/index.js';
import { Chooser } from './chooser.js';
import { layer, must } from './layers.js';

const chooser = new Chooser(4006);

function make(kind: 'convolution' | 'transposed', kernel: number, stride = 1, padding = 0): ConvSpec {
  return must(buildSpec(layer(1, { kind, kernelSize: [kernel], stride: [stride], padding: [padding] })));
}

/** Whether the chain really runs on a size, with equal sizes wherever two places are tied. */
function fits(chain: readonly ConvSpec[], ties: readonly Tie[], input: number): boolean {
  const sizes = [input];
  for (const spec of chain) {
    const next = outputSpatial(spec, [sizes.at(-1)!]);
    if (!next.ok) return false;
    sizes.push(next.value[0]!);
  }
  return ties.every(([a, b]) => sizes[a] === sizes[b]);
}

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
        const found = input >= smallest && (residues.includes(input % period) || single.includes(input));
        assert.equal(found, fits(chain, ties, input), JSON.stringify({ chain, ties, input }));
      }
      if (ties.length > 0 && residues.length > 0 && residues.length < period) some++;
    }
    assert.ok(some > 20, `${some} chains with some residues`);
  });

  it('are refused where strides are absurd, and a tie must be in the chain', () => {
    const refused = admissibleSizes([make('convolution', 3, 1e6)], []);
    assert.ok(!refused.ok && refused.problem.code === 'too-large');
    assert.throws(() => admissibleSizes([make('convolution', 3)], [[0, 2]]), RangeError);
  });
});
