import assert from 'node:assert/strict';
import {
  checkInput,
  layerMatrix,
  multiply,
  stageParams,
  tfjsPadding,
  weightLength,
  type LayerParams,
  type SpatialRank,
  type TfjsRounding,
} from '../../../src/engine/index.js';
import data from '../../truth/tfjsConv.json' with { type: 'json' };
import { expectedCode } from '../truth/problemCodes.js';
import { must } from './layers.js';
import { row, scattered } from './truthTable.js';

/** What test/truth/tfjsConv.mjs writes: a call's parameters, the whole input shape, and TensorFlow.js' answer. */
interface TfjsCase {
  readonly kind: LayerParams['kind'];
  readonly rank: number;
  readonly in: number;
  readonly out: number;
  readonly multiplier: number;
  readonly kernel: readonly number[];
  readonly stride: readonly number[];
  readonly dilation: readonly number[];
  readonly pad: string | number | readonly (readonly [number, number])[];
  readonly rounding: TfjsRounding | null;
  readonly outputSize: readonly number[] | null;
  readonly input: readonly number[];
  readonly error?: string;
  readonly output?: readonly number[];
  readonly y?: readonly number[];
  /** A weight of one axis more than the call takes, which is no parameter of the engine. */
  readonly weightRank?: boolean;
}

const cases = data.cases as unknown as readonly TfjsCase[];

function paramsOf(c: TfjsCase): LayerParams {
  const base: LayerParams = {
    convention: 'tfjs',
    kind: c.kind,
    spatialRank: c.rank as SpatialRank,
    inChannels: c.in,
    outChannels: c.out,
    kernelSize: c.kernel,
    stride: c.stride,
    padding: 'valid',
    dilation: c.dilation,
    outputPadding: null,
    groups: 1,
    bias: false,
    paddingMode: 'zeros',
    depthMultiplier: c.multiplier,
    layout: 'NHWC',
    ...(c.outputSize ? { outputSize: c.outputSize } : {}),
  };
  if (typeof c.pad === 'string') return { ...base, padding: c.pad as LayerParams['padding'] };
  if (typeof c.pad !== 'number') {
    return { ...base, padding: { begin: c.pad.map(pair => pair[0]), end: c.pad.map(pair => pair[1]) } };
  }
  const numeric = { ...base, padding: c.kernel.map(() => c.pad as number) };
  return c.rounding && c.kind !== 'separable' && Number.isInteger(c.pad)
    ? { ...numeric, padding: tfjsPadding(base, c.pad, c.rounding) ?? numeric.padding }
    : numeric;
}

/**
 * A number as padding with unequal strides has sizes that no padding explains; a 3-D 'same' that leaves input over starts late (see
 * the convention).
 */
function isUnknown(c: TfjsCase): boolean {
  if (c.error === undefined && c.rank === 3 && c.pad === 'same') {
    const spatial = (shape: readonly number[]): readonly number[] => shape.slice(-4, -1);
    const [whole, windows] = c.kind === 'transposed' ? [c.output!, c.input] : [c.input, c.output!];
    return spatial(whole).some(
      (size, a) => (spatial(windows)[a]! - 1) * c.stride[a]! + c.dilation[a]! * (c.kernel[a]! - 1) + 1 < size,
    );
  }
  return typeof c.pad === 'number' && c.kind !== 'transposed' && c.rank === 2 && c.stride.some(s => s !== c.stride[0]);
}

/** TensorFlow.js names negative sizes, goes on with half a pixel of padding, or with a dilation of 0; the engine refuses them. */
function isDeparture(c: TfjsCase): boolean {
  if (c.error === undefined && c.dilation.some(d => d < 1)) return true;
  return c.output?.some(size => size < 0) === true || (c.error === undefined && c.pad === 0.5);
}

describe(`what TensorFlow.js ${data.meta.tfjs} answered`, () => {
  // conv3d names 0 where its windows are fewer than none; the engine says so.
  const isNothing = (c: TfjsCase): boolean => c.rank === 3 && c.output?.includes(0) === true;
  const asked = cases.filter(c => !isUnknown(c) && !isDeparture(c) && !isNothing(c) && !c.weightRank);

  it('has the same shape, and is refused where TensorFlow.js refuses', () => {
    const wrong: string[] = [];
    for (const c of asked) {
      const checked = checkInput(paramsOf(c), c.input);
      const ours = checked.ok ? JSON.stringify(checked.value.output) : `refused: ${checked.problem.message}`;
      const agrees = c.error === undefined ? ours === JSON.stringify(c.output) : !checked.ok;
      if (!agrees) wrong.push(`${JSON.stringify(c)}\n  ours: ${ours}`);
    }
    const refusals = asked.filter(c => c.error !== undefined).length;
    row('tfjs', 'convolutions', asked.length, wrong.length, {
      kind: 'shapes',
      refusals,
      unknown: cases.filter(isUnknown).length,
    });
    assert.equal(wrong.join('\n'), '');
  });

  it('is refused for the reason that the message stands for', () => {
    const wrong: string[] = [];
    const refused = asked.filter(c => c.error !== undefined);
    for (const c of refused) {
      const checked = checkInput(paramsOf(c), c.input);
      const expected = expectedCode('tfjs', c.error!);
      if (checked.ok || checked.problem.code !== expected) {
        wrong.push(`${c.error}: ${checked.ok ? 'taken' : checked.problem.code}, not ${expected} ${JSON.stringify(c)}`);
      }
    }
    row('tfjs', 'convolutions: codes', refused.length, wrong.length);
    assert.equal(wrong.join('\n'), '');
  });

  it('refuses as not known what no padding explains, and what TensorFlow.js gives a negative size', () => {
    const kept = cases.filter(c => (isUnknown(c) || isDeparture(c)) && !c.weightRank);
    assert.ok(kept.length > 0);
    for (const c of kept) assert.equal(checkInput(paramsOf(c), c.input).ok, false, JSON.stringify(c));
  });

  it('is what the whole layer’s matrix gives', () => {
    const numeric = asked.filter(c => c.y !== undefined);
    const wrong: string[] = [];
    for (const c of numeric) {
      const params = paramsOf(c);
      const { spec, inputSpatial, outputSpatial } = must(checkInput(params, c.input));
      const matrix = must(layerMatrix(spec, inputSpatial));
      let y = multiply(matrix, scattered(weightLength(spec), 1), scattered(matrix.cols, 2));
      if (c.kind === 'separable') {
        const second = must(
          checkInput(stageParams(params, 'pointwise'), [1, ...outputSpatial, c.in * c.multiplier]),
        ).spec;
        y = multiply(must(layerMatrix(second, outputSpatial)), scattered(weightLength(second), 3), y);
      }
      if (JSON.stringify([...y].map(value => value + 0)) !== JSON.stringify(c.y)) wrong.push(JSON.stringify(c));
    }
    row('tfjs', 'matrix times x', numeric.length, wrong.length, { kind: 'numeric' });
    assert.equal(wrong.join('\n'), '');
  });
});
