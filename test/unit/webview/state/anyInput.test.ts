import assert from 'node:assert/strict';
import type { LayerParams, ParameterRole } from '../../../../src/engine/index.js';
import { equality } from '../../../../webview/state/equality.js';
import { withChange, withInput } from '../../../../webview/state/model.js';
import { outcomeOf } from '../../../../webview/state/outcome.js';
import type { FieldValue } from '../../../../webview/state/parseField.js';
import { readout } from '../../../../webview/state/readout.js';
import { dcganParams, modelOf } from './subjects.js';

/** Numbers from 0 to below n, the same in every run. */
function dice(seed: number): (n: number) => number {
  let state = seed;
  return n => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}

const ODD = [-1, 0, 1, 2, 3, 4, 5, 7, 16, 1000, 1e6, 1e9, 2 ** 53, 1.5, Number.NaN, Number.POSITIVE_INFINITY];
const USUAL = [1, 2, 3, 4, 5];
const KINDS: readonly Partial<LayerParams>[] = [
  { kind: 'convolution' },
  { kind: 'transposed' },
  { kind: 'convolution', convention: 'keras', padding: 'same', outputPadding: null, layout: 'NHWC' },
  { kind: 'transposed', convention: 'keras', padding: 'valid', outputPadding: null, layout: 'NHWC' },
  { kind: 'depthwise', convention: 'keras', padding: 'valid', outputPadding: null, layout: 'NHWC' },
  { kind: 'separable', convention: 'keras', padding: 'same', outputPadding: null, layout: 'NHWC' },
  { kind: 'transposed', convention: 'jax', padding: 'same', outputPadding: null, layout: 'NHWC', weightLayout: 'HWIO' },
  { kind: 'convolution', convention: 'jax', outputPadding: null, inputDilation: [2, 2, 2], outputLayout: 'NHWC' },
  { kind: 'convolution', convention: 'flax', padding: 'reflect', outputPadding: null, layout: 'NHWC' },
  { kind: 'transposed', convention: 'flax', padding: 'circular', outputPadding: null, layout: 'NHWC' },
  { kind: 'transposed', convention: 'haiku', padding: 'same', outputPadding: null, layout: 'NHWC' },
  { kind: 'transposed', convention: 'equinox' },
  { kind: 'transposed', convention: 'mlx', layout: 'NHWC' },
  { kind: 'convolution', convention: 'onnx', padding: 'same-lower' },
  { kind: 'convolution', convention: 'paddle', padding: 'same' },
];
const AXES: readonly ParameterRole[] = ['kernelSize', 'stride', 'dilation', 'padding', 'outputPadding'];
const COUNTS: readonly ParameterRole[] = ['inChannels', 'outChannels', 'groups', 'depthMultiplier'];
const WORDS: readonly FieldValue[] = ['same', 'valid', 'causal', 'nonsense', ''];

describe('whatever is typed', () => {
  it('the view has an answer, in little time, and no way disagrees with another', () => {
    const roll = dice(3);
    const pick = <T>(from: readonly T[]): T => from[roll(from.length)] as T;
    const number = () => (roll(4) === 0 ? pick(ODD) : pick(USUAL));
    const counts = new Map<string, number>();
    let slowest = 0;
    for (let round = 0; round < 1500; round++) {
      const rank = (roll(3) + 1) as 1 | 2 | 3;
      const axes = () => Array.from({ length: roll(40) === 0 ? roll(4) : rank }, number);
      const flat = (size: number) => Array.from({ length: rank }, () => size);
      const params: LayerParams = {
        ...dcganParams,
        ...{ kernelSize: flat(3), stride: flat(1), dilation: flat(1), padding: flat(0), outputPadding: flat(0) },
        spatialRank: rank,
        ...pick(KINDS),
      };
      let model = modelOf({ params, inputSpatial: flat(6), inputShape: null, outputShape: null });
      for (let change = roll(4); change > 0; change--) model = withChange(model, pick(AXES), axes());
      if (roll(4) === 0) model = withChange(model, pick(COUNTS), number());
      if (roll(6) === 0) model = withChange(model, 'padding', pick(WORDS));
      if (roll(6) === 0) model = withChange(model, 'paddingMode', pick(['reflect', 'replicate', 'circular']));
      if (roll(3) === 0) model = withInput(model, axes());
      const begin = performance.now();
      const outcome = outcomeOf(model);
      slowest = Math.max(slowest, performance.now() - begin);
      counts.set(outcome.kind, (counts.get(outcome.kind) ?? 0) + 1);
      if (outcome.kind !== 'drawn') continue;
      const { scene } = outcome;
      const about = JSON.stringify({ params: scene.params, input: scene.inputSpatial });
      assert.ok(scene.y.every(Number.isFinite), about);
      assert.ok(readout(scene, { kind: 'output', index: roll(scene.y.length) }).length > 0, about);
      assert.ok(readout(scene, { kind: 'input', index: roll(scene.x.length) }).length > 0, about);
      if (scene.y.length > 5000) continue;
      const found = equality(scene);
      if (found) assert.ok(found.adjoint && found.ways.every(way => way.equal), about);
    }
    assert.ok((counts.get('drawn') ?? 0) > 300, JSON.stringify([...counts]));
    assert.ok((counts.get('impossible') ?? 0) > 100, JSON.stringify([...counts]));
    assert.ok(slowest < 10_000, `${slowest} ms`);
  });
});
