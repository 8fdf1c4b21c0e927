import assert from 'node:assert/strict';
import {
  admissibleSizes,
  buildSpec,
  composedOverlap,
  overlapEvenness,
  overlapMap,
  overlapParts,
  overlapVerdict,
  poolOverlap,
  receptiveField,
  resizeEquivalent,
  solveLayer,
  TARGETS,
  translate,
  type Convention,
  type LayerParams,
  type Result,
} from '../../../src/engine/index.js';
import { Chooser } from './chooser.js';
import { layer } from './layers.js';

const chooser = new Chooser(5007);
const ABSURD = [-1e9, -3, -1, 0, 1, 1, 2, 3, 4, 7, 1000, 1e6, 1e9, 2 ** 31, 1e15, 0.5, NaN, Infinity];
const CONVENTIONS: readonly Convention[] = [...TARGETS, 'haiku', 'equinox', 'tfjs'];

function absurdLayer(rank: 1 | 2 | 3): LayerParams {
  const value = () => (chooser.integer(0, 3) ? chooser.integer(1, 4) : chooser.pick(ABSURD));
  const each = () => Array.from({ length: chooser.integer(0, 19) ? rank : rank + 1 }, value);
  return layer(rank, {
    convention: chooser.pick(CONVENTIONS),
    kind: chooser.pick(['convolution', 'transposed', 'transposed', 'depthwise', 'separable']),
    inChannels: value(),
    outChannels: value(),
    groups: chooser.pick([1, 1, 1, value()]),
    kernelSize: Array.from({ length: rank }, value),
    stride: each(),
    dilation: each(),
    padding: chooser.pick([each(), { begin: each(), end: each() }, 'same', 'valid', 'causal', 'same-lower']),
    outputPadding: chooser.pick([null, each()]),
    paddingMode: chooser.pick(['zeros', 'zeros', 'reflect', 'circular']),
    layout: chooser.pick(['NCHW', 'NHWC']),
    ...(chooser.integer(0, 4) ? {} : { inputDilation: each() }),
    ...(chooser.integer(0, 4) ? {} : { outputSize: each() }),
  });
}

describe('absurd numbers', () => {
  it('are answered or refused by all that asks about overlap, and cost next to nothing', () => {
    let refused = 0;
    let answered = 0;
    const longest = { time: 0, about: '' };
    const ask = (about: string, question: () => Result<unknown> | readonly unknown[]) => {
      const begun = process.cpuUsage();
      const found = question();
      const { user, system } = process.cpuUsage(begun);
      const time = (user + system) / 1000;
      if (time > longest.time) Object.assign(longest, { time, about });
      if ('ok' in found && !found.ok) refused++;
      else answered++;
    };
    for (let n = 0; n < 600; n++) {
      const rank = chooser.pick([1, 2, 3] as const);
      const params = absurdLayer(rank);
      const input = Array.from({ length: rank }, () => chooser.pick([1, 2, 8, 8, 8, 224, 1e6, 1e9, 1e15]));
      const about = JSON.stringify({ params, input });
      for (const target of TARGETS) {
        ask(`translate to ${target} ${about}`, () => translate(params, target, input));
        ask(`translate to ${target} at every size ${about}`, () => translate(params, target, null));
      }
      ask(`resize ${about}`, () => resizeEquivalent(params, input));
      ask(`solve ${about}`, () => solveLayer(params, input, { outputSpatial: input }));
      ask(`solve for a factor ${about}`, () => solveLayer(params, input, { factor: params.kernelSize }));
      const built = buildSpec(params);
      if (!built.ok) continue;
      const spec = built.value;
      overlapVerdict(spec);
      overlapEvenness(spec);
      ask(`parts ${about}`, () => overlapParts(spec, input));
      ask(`map ${about}`, () => overlapMap(spec, input));
      for (const size of [input, null]) {
        ask(`field ${about}`, () => receptiveField([spec, spec], size));
        ask(`composed ${about}`, () => composedOverlap([spec, spec], size));
      }
      ask(`sizes ${about}`, () => admissibleSizes([spec, spec], [[0, 2]]));
    }
    for (let n = 0; n < 1000; n++) {
      const each = () => [chooser.pick(ABSURD), chooser.pick(ABSURD)];
      const sizes = { kernelSize: each(), stride: each(), dilation: each(), padding: { begin: each(), end: each() } };
      const ceilMode = chooser.integer(0, 1) === 1;
      const input = each();
      ask(`pool ${JSON.stringify({ sizes, input })}`, () =>
        poolOverlap({ kind: 'average', ...sizes, ceilMode, countIncludePad: true, divisor: null }, input),
      );
      ask(`adaptive ${JSON.stringify(input)}`, () => poolOverlap({ kind: 'adaptive-max', outputSize: each() }, input));
    }
    assert.ok(refused > 1000 && answered > 1000, `${refused} refused, ${answered} answered`);
    // Time of the processor, so that whatever else runs does not count; a freeze would be far longer.
    assert.ok(longest.time < 2000, `${longest.time} ms: ${longest.about}`);
  });
});
