import assert from 'node:assert/strict';
import {
  buildSpec,
  checkInput,
  layerMatrix,
  memoryEstimate,
  multiplyAdds,
  nearestEven,
  nearestPossible,
  outputSpatial,
  overlapMap,
  overlapVerdict,
  pairMatrix,
  parameterCount,
  rowTaps,
  checkListable,
  sizeFormula,
  verdictSentence,
  type LayerParams,
  type Result,
  type SpatialRank,
} from '../../../src/engine/index.js';
import { kerasLayer, layer, must, seeded } from './layers.js';

function codeOf(result: Result<unknown>): string {
  return result.ok ? 'accepted' : result.problem.code;
}

describe('absurd sizes', () => {
  it('have shapes as long as 2^53 holds their product', () => {
    const spec = must(buildSpec(layer(2, { padding: [1, 1] })));
    assert.deepEqual(must(outputSpatial(spec, [1e6, 1e6])), [1e6, 1e6]);
    assert.equal(codeOf(outputSpatial(spec, [1e9, 1e9])), 'too-large');
    assert.equal(codeOf(checkInput(layer(1), [1e9, 1, 1e9])), 'too-large');
  });

  it('are refused by what would list them, without allocating', () => {
    const spec = must(buildSpec(layer(1, { kernelSize: [3] })));
    for (const result of [overlapMap(spec, [1e9]), layerMatrix(spec, [1e9]), pairMatrix(spec, [1e9])]) {
      assert.equal(codeOf(result), 'too-large');
    }
    assert.equal(checkListable(spec, [1e9])?.code, 'too-large');
    assert.throws(() => rowTaps(spec, [1e9], 0), RangeError);
  });

  it('of a kernel of 10^9 or more are refused or answered at once', () => {
    assert.equal(codeOf(buildSpec(layer(2, { kernelSize: [1e9, 1e9] }))), 'too-large');
    const wide = must(buildSpec(layer(1, { kernelSize: [1e9], padding: [1e9], stride: [7] })));
    assert.equal(codeOf(overlapMap(wide, [2e9])), 'too-large');
    assert.ok(memoryEstimate(wide, [2e9]).entries > 2e9);
    assert.deepEqual(overlapVerdict(wide).period, [7]);
    const stride = must(buildSpec(layer(1, { kernelSize: [3], stride: [1e9] })));
    const verdict = overlapVerdict(stride);
    assert.deepEqual([verdict.period, verdict.min, verdict.max, verdict.holes], [[1e9], 0, 1, true]);
    assert.ok(verdict.phases[0]!.length < 1e5);
  });

  it('beyond 2^53 are refused by name', () => {
    for (const changes of [
      { stride: [1e300] },
      { kernelSize: [2 ** 60] },
      { inChannels: 1e20 },
      { dilation: [1e17] },
    ]) {
      assert.equal(codeOf(buildSpec(layer(1, changes))), 'too-large');
    }
    assert.equal(codeOf(buildSpec(layer(1, { kernelSize: [1e9], dilation: [1e9] }))), 'too-large');
  });

  it('of a matrix are checked against a stated budget before it is built', () => {
    const spec = must(buildSpec(layer(2, { padding: [1, 1] })));
    const { csrBytes, entries, rows } = memoryEstimate(spec, [224, 224]);
    assert.deepEqual([rows, entries], [50176, 448900]);
    assert.equal(codeOf(layerMatrix(spec, [224, 224], { budgetBytes: csrBytes - 1 })), 'too-large');
    assert.equal(codeOf(layerMatrix(spec, [224, 224], { budgetBytes: csrBytes })), 'accepted');
    const whole = must(buildSpec(layer(2, { padding: [1, 1], inChannels: 256, outChannels: 256 })));
    assert.equal(codeOf(layerMatrix(whole, [224, 224])), 'too-large');
  });
});

describe('nonsense', () => {
  it('of numbers is refused with the parameter at fault', () => {
    const faults: [Partial<LayerParams>, string, string][] = [
      [{ kernelSize: [2.5, 3] }, 'not-an-integer', 'kernelSize'],
      [{ stride: [NaN, 1] }, 'not-an-integer', 'stride'],
      [{ dilation: [Infinity, 1] }, 'not-an-integer', 'dilation'],
      [{ padding: [-1, 0] }, 'negative-padding', 'padding'],
      [{ stride: [1, 0] }, 'not-positive', 'stride'],
      [{ kernelSize: [3] }, 'wrong-length', 'kernelSize'],
      [{ kernelSize: [] }, 'wrong-length', 'kernelSize'],
      [{ stride: [] }, 'wrong-length', 'stride'],
      [{ groups: 2 }, 'groups-do-not-divide', 'groups'],
      [{ outChannels: -1 }, 'not-positive', 'outChannels'],
      [{ padding: 'causal' }, 'invalid-padding-string', 'padding'],
    ];
    for (const [changes, code, parameter] of faults) {
      const result = buildSpec(layer(2, changes));
      assert.ok(!result.ok);
      assert.deepEqual([result.problem.code, result.problem.parameter], [code, parameter]);
    }
  });

  it('of input sizes is refused', () => {
    const spec = must(buildSpec(layer(2)));
    const faults: [number[], string][] = [
      [[8], 'rank-mismatch'],
      [[8, 8, 8], 'rank-mismatch'],
      [[8, -1], 'not-positive'],
      [[8, 0.5], 'not-an-integer'],
      [[8, NaN], 'not-an-integer'],
      [[2, 8], 'kernel-larger-than-input'],
      [[8, 2 ** 54], 'too-large'],
    ];
    for (const [sizes, code] of faults) {
      assert.equal(codeOf(outputSpatial(spec, sizes)), code);
      assert.equal(codeOf(overlapMap(spec, sizes)), code);
      assert.equal(codeOf(layerMatrix(spec, sizes)), code);
    }
  });

  it('in any mixture never throws, hangs or gives a size below 1', () => {
    const random = seeded(7);
    const values = [-1e9, -3, -1, 0, 0.5, 1, 2, 3, 4, 7, 64, 1000, 1e6, 1e9, 2 ** 31, 2 ** 53, NaN, Infinity];
    const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
    const sane = () => 1 + Math.floor(random() * 4);
    const number = () => (random() < 0.75 ? sane() : pick(values));
    const started = performance.now();
    let accepted = 0;
    for (let n = 0; n < 6000; n++) {
      const rank = (1 + (n % 3)) as SpatialRank;
      const list = () => Array.from({ length: random() < 0.97 ? rank : sane() }, number);
      const make = random() < 0.5 ? layer : kerasLayer;
      const params = make(rank, {
        kind: pick(['convolution', 'transposed', 'depthwise', 'separable']),
        kernelSize: list(),
        stride: list(),
        padding: random() < 0.6 ? list() : pick(['same', 'valid', 'causal']),
        dilation: list(),
        outputPadding: random() < 0.5 ? null : list(),
        groups: random() < 0.8 ? 1 : number(),
        inChannels: number(),
        outChannels: number(),
        depthMultiplier: number(),
        paddingMode: random() < 0.7 ? 'zeros' : pick(['reflect', 'replicate', 'circular']),
      });
      const input = Array.from({ length: rank }, () => (random() < 0.7 ? 1 + Math.floor(random() * 40) : pick(values)));
      parameterCount(params);
      multiplyAdds(params, input);
      nearestEven(params, input);
      nearestPossible(params, input);
      checkInput(params, [2, ...input, 3]);
      const built = buildSpec(params);
      if (!built.ok) continue;
      const spec = built.value;
      const sizes = outputSpatial(spec, input);
      sizeFormula(spec, 0, input[0]!);
      const map = overlapMap(spec, input);
      verdictSentence(spec, overlapVerdict(spec), map.ok ? map.value : null);
      layerMatrix(spec, input, { budgetBytes: 2 ** 22 });
      if (!sizes.ok) continue;
      accepted++;
      assert.ok(sizes.value.every(size => Number.isSafeInteger(size) && size >= 1));
    }
    assert.ok(accepted > 300, `${accepted} accepted`);
    assert.ok(performance.now() - started < 30000);
  });
});
