import assert from 'node:assert/strict';
import {
  checkInput,
  layerMatrix,
  multiply,
  parameterCount,
  weightLength,
  type Layout,
  type LayerParams,
  type SpatialRank,
} from '../../../src/engine/index.js';
import kerasData from '../../truth/kerasConv.json' with { type: 'json' };
import { kerasLayer, must } from './layers.js';
import { row, scattered } from './truthTable.js';

/** What test/truth/kerasConv.py writes: a layer, the whole input shape, and Keras' answer. */
interface KerasCase {
  readonly kind: LayerParams['kind'];
  readonly rank: number;
  readonly in: number;
  readonly out: number;
  readonly kernel: readonly number[];
  readonly stride: readonly number[];
  readonly padding: string;
  readonly dilation: readonly number[];
  readonly outputPadding: readonly number[] | null;
  readonly groups: number;
  readonly depthMultiplier: number;
  readonly layout: Layout;
  readonly input: readonly number[];
  readonly error?: string;
  readonly raised?: string;
  readonly output?: readonly number[];
  readonly parameters?: number;
  readonly y?: readonly number[];
}

const cases = kerasData.cases as unknown as readonly KerasCase[];

function paramsOf(c: KerasCase): LayerParams {
  return kerasLayer(c.rank as SpatialRank, {
    kind: c.kind,
    inChannels: c.in,
    outChannels: c.out,
    kernelSize: c.kernel,
    stride: c.stride,
    padding: c.padding as LayerParams['padding'],
    dilation: c.dilation,
    outputPadding: c.outputPadding,
    groups: c.groups,
    depthMultiplier: c.depthMultiplier,
    layout: c.layout,
    bias: false,
  });
}

/** Sets are printed in no particular order; Keras names the layer's instance, which the engine cannot know. */
function normalised(message: string): string {
  return message
    .replace(/\{[^}]*\}/g, set => set.slice(1, -1).split(', ').sort().join(', '))
    .replace(/^Input 0 with name '\w+' of layer '\w+' is incompatible/, 'Input is incompatible');
}

describe(`what Keras ${kerasData.meta.keras} answered`, () => {
  it('is refused where Keras refuses, and has the same shape where it does not', () => {
    const wrong: string[] = [];
    for (const c of cases) {
      const checked = checkInput(paramsOf(c), c.input);
      const ours = checked.ok ? JSON.stringify(checked.value.output) : `refused: ${checked.problem.message}`;
      // Keras names a shape without elements where a transposed layer crops all; the engine calls that impossible.
      const empty = c.output?.includes(0) && !checked.ok && checked.problem.code === 'output-too-small';
      const agrees = empty || (c.error === undefined ? ours === JSON.stringify(c.output) : !checked.ok);
      if (!agrees) wrong.push(`${JSON.stringify(c)}\n  ours: ${ours}`);
    }
    const refusals = cases.filter(c => c.error !== undefined).length;
    row('keras', 'convolutions: shapes', cases.length, wrong.length, { refusals });
    assert.equal(wrong.join('\n'), '');
  });

  it('gives Keras’ own reason', () => {
    // A few times Keras stumbles (IndexError) rather than refuses: there is no reason to repeat.
    const refused = cases.filter(c => c.error !== undefined && c.raised === 'ValueError');
    const wrong: string[] = [];
    for (const c of refused) {
      const checked = checkInput(paramsOf(c), c.input);
      const ours = checked.ok ? 'accepted' : checked.problem.message;
      if (normalised(ours) !== normalised(c.error!)) wrong.push(`${JSON.stringify(c)}\n  ours: ${ours}`);
    }
    row('keras', 'reasons', refused.length, wrong.length);
    assert.equal(wrong.join('\n'), '');
  });

  it('is what the whole layer’s matrix gives', () => {
    const numeric = cases.filter(c => c.y !== undefined);
    const wrong: string[] = [];
    for (const c of numeric) {
      const { spec, inputSpatial, batch } = must(checkInput(paramsOf(c), c.input));
      const matrix = must(layerMatrix(spec, inputSpatial));
      const weights = scattered(weightLength(spec), 1);
      const x = scattered(batch! * matrix.cols, 2);
      const y: number[] = [];
      for (let n = 0; n < batch!; n++) {
        y.push(...multiply(matrix, weights, x.subarray(n * matrix.cols, (n + 1) * matrix.cols)));
      }
      if (JSON.stringify(y.map(v => v + 0)) !== JSON.stringify(c.y)) wrong.push(JSON.stringify(c));
    }
    row('keras', 'matrix times x', numeric.length, wrong.length, 'numeric');
    assert.equal(wrong.join('\n'), '');
  });

  it('has as many parameters', () => {
    const counted = cases.filter(c => c.parameters !== undefined);
    const wrong = counted.filter(c => parameterCount(paramsOf(c)) !== c.parameters);
    row('keras', 'parameters', counted.length, wrong.length);
    assert.deepEqual(wrong, []);
  });
});
