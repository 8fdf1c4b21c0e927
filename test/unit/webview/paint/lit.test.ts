import assert from 'node:assert/strict';
import { columnTaps, rowTaps } from '../../../../src/engine/index.js';
import { Lit, isPointed } from '../../../../webview/paint/lit.js';
import type { Scene } from '../../../../webview/state/scene.js';
import { sceneOf as scene } from './scenes.js';

const layers: Record<string, Scene> = {
  'the lesson': scene({}, [4, 4]),
  'a transposed layer with crop': scene(
    { kind: 'transposed', stride: [2, 2], padding: [1, 0], outputPadding: [1, 0] },
    [3, 4],
  ),
  'a dilated 1-D layer': scene({ spatialRank: 1, kernelSize: [3], stride: [2], dilation: [2], padding: [2] }, [9]),
  'a 3-D layer': scene(
    {
      spatialRank: 3,
      kernelSize: [2, 3, 2],
      stride: [1, 2, 1],
      dilation: [1, 1, 2],
      padding: [1, 1, 0],
    },
    [3, 4, 5],
  ),
};

for (const [name, layer] of Object.entries(layers)) {
  describe(`What is lit in ${name}`, () => {
    const { spec, inputSpatial, x, y, w } = layer;

    it('an output lights the inputs and weights of its row, each with its weight', () => {
      for (let output = 0; output < y.length; output++) {
        const lit = new Lit(layer, { kind: 'output', index: output });
        const taps = rowTaps(spec, inputSpatial, output);
        const weights = new Map(taps.map(tap => [tap.input, tap.weight]));
        for (let input = 0; input < x.length; input++) {
          const expected = weights.has(input) ? [weights.get(input)] : [];
          assert.deepEqual(lit.inputWeights(input), expected);
          assert.deepEqual(lit.entryWeights(output, input), expected);
        }
        assert.equal(lit.count, taps.length);
        assert.equal(lit.empty, taps.length === 0);
        for (let weight = 0; weight < w.length; weight++) {
          assert.equal(
            lit.hasWeight(weight),
            taps.some(tap => tap.weight === weight),
          );
        }
      }
    });

    it('an input lights every output that it reaches, each with its weight', () => {
      for (let input = 0; input < x.length; input++) {
        const lit = new Lit(layer, { kind: 'input', index: input });
        const weights = new Map(columnTaps(spec, inputSpatial, input).map(tap => [tap.output, tap.weight]));
        for (let output = 0; output < y.length; output++) {
          assert.deepEqual(lit.outputWeights(output), weights.has(output) ? [weights.get(output)] : []);
        }
      }
    });

    it('a weight lights all its entries and no other', () => {
      for (let weight = 0; weight < w.length; weight++) {
        const lit = new Lit(layer, { kind: 'weight', index: weight });
        let entries = 0;
        for (let output = 0; output < y.length; output++) {
          for (const tap of rowTaps(spec, inputSpatial, output)) {
            const expected = tap.weight === weight ? [weight] : [];
            assert.deepEqual(lit.entryWeights(output, tap.input), expected);
            entries += expected.length;
          }
        }
        assert.equal(lit.count, entries);
      }
    });

    it('an entry lights its one weight, and a zero entry nothing', () => {
      const [tap] = rowTaps(spec, inputSpatial, Math.floor(y.length / 2));
      assert.ok(tap);
      const lit = new Lit(layer, { kind: 'entry', output: tap.output, input: tap.input });
      assert.deepEqual(lit.inputWeights(tap.input), [tap.weight]);
      assert.deepEqual(lit.outputWeights(tap.output), [tap.weight]);
      assert.equal(lit.count, 1);
    });
  });
}

describe('What is lit', () => {
  it('spans from the first to the last element along each axis', () => {
    const lit = new Lit(layers['the lesson']!, { kind: 'output', index: 3 });
    assert.deepEqual(lit.inputSpans(), [
      [1, 3],
      [1, 3],
    ]);
    assert.deepEqual(lit.weightSpans(), [
      [0, 2],
      [0, 2],
    ]);
  });

  it('one input of the lesson’s 2 × 2 transposed is painted over nine outputs', () => {
    const layer = scene({ kind: 'transposed' }, [2, 2]);
    assert.equal(new Lit(layer, { kind: 'input', index: 0 }).count, 9);
  });

  it('an entry points at both its ends', () => {
    const entry = { kind: 'entry', output: 2, input: 5 } as const;
    assert.ok(isPointed(entry, 'output', 2) && isPointed(entry, 'input', 5));
    assert.ok(!isPointed(entry, 'input', 2) && !isPointed(entry, 'weight', 2));
    assert.ok(!isPointed(null, 'input', 0));
  });
});
