import assert from 'node:assert/strict';
import { evaluateLayer } from '../../../src/analysis/index.js';
import {
  checkInput,
  layerMatrix,
  multiply,
  stageParams,
  weightLength,
  type LayerParams,
} from '../../../src/engine/index.js';
import data from '../../truth/tensorflowNumbers.json' with { type: 'json' };
import { must } from '../engine/layers.js';
import { row, scattered } from '../engine/truthTable.js';

/** What test/truth/tensorflowConv.py writes: the call without its data, and TensorFlow's numbers for one input. */
interface NumberCase {
  readonly expr: string;
  readonly input: readonly number[];
  readonly output: readonly number[];
  readonly y: readonly number[];
}

/** A stage's own map applied to one sample; its weights have the salt. */
function applied(params: LayerParams, input: readonly number[], x: Float64Array, salt: number): Float64Array {
  const { spec, inputSpatial } = must(checkInput(params, input));
  return multiply(must(layerMatrix(spec, inputSpatial)), scattered(weightLength(spec), salt), x);
}

function computed({ expr, input }: NumberCase): { output: readonly number[]; y: readonly number[] } {
  const layer = evaluateLayer(expr);
  assert.equal(layer.kind, 'layer', `${expr}: ${JSON.stringify(layer)}`);
  if (layer.kind !== 'layer') throw new RangeError('no layer');
  const first = layer.known.layout === 'NCHW';
  const channels = (first ? input[1] : input.at(-1)) ?? 0;
  const params = layer.params ?? layer.withInputChannels(channels);
  assert.ok(params, expr);
  const { output } = must(checkInput(params, input));
  const x = scattered(
    input.reduce((all, size) => all * size, 1),
    2,
  );
  let y = applied(params, input, x, 1);
  if (params.kind === 'separable') {
    const between = first
      ? [1, params.inChannels * params.depthMultiplier, ...output.slice(2)]
      : [...output.slice(0, -1), params.inChannels * params.depthMultiplier];
    y = applied(stageParams(params, 'pointwise'), between, y, 3);
  }
  return { output, y: [...y].map(value => value + 0) };
}

describe(`what TensorFlow ${data.meta.tensorflow} computes`, () => {
  it('is what the whole layer’s matrix gives, read from the call as the command line takes it', () => {
    const cases = data.cases as readonly NumberCase[];
    const wrong: string[] = [];
    for (const c of cases) {
      const ours = computed(c);
      if (JSON.stringify(ours) !== JSON.stringify({ output: c.output, y: c.y }))
        wrong.push(`${c.expr} on ${c.input.join(',')}: ${JSON.stringify(ours)}`);
    }
    row('tensorflow', 'matrix times x', cases.length, wrong.length, { kind: 'numeric' });
    assert.equal(wrong.join('\n'), '');
  });
});
