import assert from 'node:assert/strict';
import {
  buildSpec,
  checkInput,
  layerMatrix,
  multiply,
  multiplyAdds,
  overlapCounts,
  overlapMap,
  weightLength,
  type LayerParams,
  type PaddingMode,
  type SpatialRank,
} from '../../../src/engine/index.js';
import torchData from '../../truth/torchConv.json' with { type: 'json' };
import { layer, must } from './layers.js';
import { row, scattered } from './truthTable.js';

/** What test/truth/torchConv.py writes: a layer, the whole input shape, and PyTorch's answer. */
interface TorchCase {
  readonly rank: number;
  readonly transposed: boolean;
  readonly in: number;
  readonly out: number;
  readonly kernel: readonly number[];
  readonly stride: readonly number[];
  readonly padding: readonly number[] | string;
  readonly dilation: readonly number[];
  readonly outputPadding: readonly number[];
  readonly groups: number;
  readonly paddingMode: string;
  readonly input: readonly number[];
  readonly error?: string;
  readonly output?: readonly number[];
  readonly y?: readonly number[];
  readonly overlap?: readonly number[];
  readonly flops?: number;
}

const cases = torchData.cases as unknown as readonly TorchCase[];

function paramsOf(c: TorchCase): LayerParams {
  return layer(c.rank as SpatialRank, {
    kind: c.transposed ? 'transposed' : 'convolution',
    inChannels: c.in,
    outChannels: c.out,
    kernelSize: c.kernel,
    stride: c.stride,
    padding: c.padding as LayerParams['padding'],
    dilation: c.dilation,
    outputPadding: c.transposed ? c.outputPadding : null,
    groups: c.groups,
    paddingMode: c.paddingMode as PaddingMode,
    bias: false,
  });
}

/** Sets are printed in no particular order. */
function normalised(message: string): string {
  return message.replace(/\{[^}]*\}/g, set => set.slice(1, -1).split(', ').sort().join(', '));
}

describe(`what PyTorch ${torchData.meta.torch} answered`, () => {
  it('is refused where PyTorch refuses, and has the same shape where it does not', () => {
    const wrong: string[] = [];
    for (const c of cases) {
      const checked = checkInput(paramsOf(c), c.input);
      const ours = checked.ok ? JSON.stringify(checked.value.output) : `refused: ${checked.problem.message}`;
      const agrees = c.error === undefined ? ours === JSON.stringify(c.output) : !checked.ok;
      if (!agrees) wrong.push(`${JSON.stringify(c)}\n  ours: ${ours}`);
    }
    const refusals = cases.filter(c => c.error !== undefined).length;
    row('torch', 'convolutions: shapes', cases.length, wrong.length, { refusals });
    assert.equal(wrong.join('\n'), '');
  });

  it('gives PyTorch’s own reason', () => {
    const refused = cases.filter(c => c.error !== undefined);
    const wrong: string[] = [];
    for (const c of refused) {
      const checked = checkInput(paramsOf(c), c.input);
      const ours = checked.ok ? 'accepted' : checked.problem.message;
      if (normalised(ours) !== normalised(c.error!)) wrong.push(`${JSON.stringify(c)}\n  ours: ${ours}`);
    }
    row('torch', 'reasons', refused.length, wrong.length);
    assert.equal(wrong.join('\n'), '');
  });

  it('is what the whole layer’s matrix gives', () => {
    const numeric = cases.filter(c => c.y !== undefined);
    let wrong = 0;
    for (const c of numeric) {
      const { spec, inputSpatial } = must(checkInput(paramsOf(c), c.input));
      const matrix = must(layerMatrix(spec, inputSpatial));
      const weights = scattered(weightLength(spec), 1);
      const samples = c.input.length === c.rank + 2 ? c.input[0]! : 1;
      const x = scattered(samples * matrix.cols, 2);
      const y: number[] = [];
      for (let n = 0; n < samples; n++)
        y.push(...multiply(matrix, weights, x.subarray(n * matrix.cols, (n + 1) * matrix.cols)));
      if (JSON.stringify(y.map(v => v + 0)) !== JSON.stringify(c.y)) wrong++;
    }
    row('torch', 'matrix times x', numeric.length, wrong, 'numeric');
    assert.equal(wrong, 0);
  });

  it('overlaps as a layer of ones does', () => {
    const painted = cases.filter(c => c.overlap !== undefined);
    let wrong = 0;
    for (const c of painted) {
      const { spec, inputSpatial } = must(checkInput(paramsOf(c), c.input));
      const counts = overlapCounts(must(overlapMap(spec, inputSpatial)));
      if (JSON.stringify([...counts]) !== JSON.stringify(c.overlap)) wrong++;
    }
    row('torch', 'overlap', painted.length, wrong);
    assert.equal(wrong, 0);
  });

  it('costs half of what FlopCounterMode counts', () => {
    const counted = cases.filter(c => c.flops !== undefined);
    let wrong = 0;
    for (const c of counted) {
      const { spec, inputSpatial } = must(checkInput(paramsOf(c), c.input));
      const samples = c.input.length === spec.spatialRank + 2 ? c.input[0]! : 1;
      // FlopCounterMode counts what the convolution is given: with a padding mode that is the padded input.
      if (must(multiplyAdds(paramsOf(c), inputSpatial)) * samples * 2 !== c.flops) wrong++;
    }
    row('torch', 'multiply-adds', counted.length, wrong);
    assert.equal(wrong, 0);
  });

  it('is about every kind of layer', () => {
    const answered = cases.filter(c => c.y !== undefined);
    assert.ok(answered.length >= 500);
    for (const rank of [1, 2, 3]) {
      for (const transposed of [false, true]) {
        assert.ok(answered.filter(c => c.rank === rank && c.transposed === transposed).length > 40);
      }
    }
    assert.ok(must(buildSpec(paramsOf(answered[0]!))));
  });
});
