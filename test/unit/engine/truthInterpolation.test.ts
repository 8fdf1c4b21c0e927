import assert from 'node:assert/strict';
import {
  interpolationMatrix,
  interpolationRule,
  multiplyValued,
  type InterpolationFramework,
  type InterpolationOptions,
} from '../../../src/engine/index.js';
import torchData from '../../truth/interpolation.json' with { type: 'json' };
import jaxData from '../../truth/interpolationJax.json' with { type: 'json' };
import onnxData from '../../truth/interpolationOnnx.json' with { type: 'json' };
import pictureData from '../../truth/interpolationPictures.json' with { type: 'json' };
import tensorflowData from '../../truth/interpolationTf.json' with { type: 'json' };
import { must } from './layers.js';
import { row, scattered } from './truthTable.js';

/** What the generators test/truth/interpolation*.py write: one resize of one channel, and the framework's answer. */
interface ResizeCase {
  readonly framework?: InterpolationFramework;
  readonly mode: string;
  readonly options: InterpolationOptions;
  readonly in: readonly number[];
  readonly out: readonly number[];
  readonly factors?: readonly number[];
  readonly regions?: readonly (readonly [number, number])[];
  readonly y: readonly number[];
}

/** Every nearest resize up to `largest` elements; `differs` are the [n, m, output, input] that exact arithmetic has otherwise. */
interface Sweep {
  readonly framework?: InterpolationFramework;
  readonly mode: string;
  readonly options: InterpolationOptions;
  readonly half: boolean | 'down';
  readonly largest: readonly [number, number];
  readonly differs: readonly (readonly [number, number, number, number])[];
}

interface Answers {
  readonly cases: readonly ResizeCase[];
  readonly sweeps: readonly Sweep[];
}

/** exact_index of test/truth/interpolationCommon.py. */
function exactIndex(half: Sweep['half'], n: number, m: number, o: number): number {
  if (half === 'down') return Math.max(0, Math.ceil(((2 * o + 1) * n) / (2 * m)) - 1);
  return half ? Math.floor(((2 * o + 1) * n) / (2 * m)) : Math.floor((o * n) / m);
}

function compare(framework: InterpolationFramework, data: unknown, tolerance: number, least: number): void {
  const all = data as Answers;
  // A file that answers for two frameworks says so in each case.
  const cases = all.cases.filter(c => (c.framework ?? framework) === framework);
  const sweeps = all.sweeps.filter(s => (s.framework ?? framework) === framework);

  it('is what the interpolation matrix gives', () => {
    const wrong: string[] = [];
    for (const c of cases) {
      const rule = must(interpolationRule(framework, c.mode, c.options));
      const { factors, regions } = c;
      const matrix = must(
        interpolationMatrix(rule, c.in, c.out, { ...(factors && { factors }), ...(regions && { regions }) }),
      );
      const y = multiplyValued(matrix, scattered(matrix.cols, 5));
      const error = Math.max(...y.map((value, n) => Math.abs(value - c.y[n]!)));
      // Inputs are at most 9 in size.
      if (y.length !== c.y.length || !(error <= tolerance * 9)) {
        const { y: theirs, ...call } = c;
        wrong.push(
          `${JSON.stringify(call)} error ${error}\n  theirs ${theirs.slice(0, 12).join(' ')}\n  ours   ${[...y.slice(0, 12)].join(' ')}`,
        );
      }
    }
    assert.ok(cases.length >= least);
    row(framework, 'interpolation', cases.length, wrong.length, 'numeric');
    assert.equal(wrong.slice(0, 8).join('\n'), '');
  });

  for (const sweep of sweeps) {
    it(`copies the same elements for every size up to ${sweep.largest.join(' to ')}: ${sweep.mode} ${JSON.stringify(sweep.options)}`, () => {
      const rule = must(interpolationRule(framework, sweep.mode, sweep.options));
      const differs = new Map(sweep.differs.map(([n, m, o, index]) => [[n, m, o].join(), index]));
      const wrong: string[] = [];
      let resizes = 0;
      for (let n = 1; n <= sweep.largest[0]; n++) {
        for (let m = 1; m <= sweep.largest[1]; m++) {
          const sizes: [number[], number[]] =
            rule.ranks?.includes(1) === false
              ? [
                  [n, 1],
                  [m, 1],
                ]
              : [[n], [m]];
          const { colIdx } = must(interpolationMatrix(rule, ...sizes));
          resizes++;
          const bad = [...colIdx].findIndex((index, o) => {
            const exact = exactIndex(sweep.half, n, m, o);
            return index !== (differs.get([n, m, o].join()) ?? exact);
          });
          if (bad >= 0) wrong.push(`${n} to ${m}: output ${bad} copies ${colIdx[bad]}`);
        }
      }
      row(framework, 'nearest, all sizes', resizes, wrong.length);
      assert.equal(wrong.slice(0, 8).join('\n'), '');
    });
  }
}

// PyTorch and JAX computed in float64 and the answers keep nine digits; all others computed in float32.
describe(`resizes of PyTorch ${torchData.meta.torch}`, () => compare('torch', torchData, 1e-8, 230));
describe(`resizes of TensorFlow ${tensorflowData.meta.tensorflow}`, () =>
  compare('tensorflow', tensorflowData, 2e-6, 150));
describe('resizes of TensorFlow 1', () => compare('tensorflow1', tensorflowData, 2e-6, 100));
describe(`resizes of JAX ${jaxData.meta.jax}`, () => compare('jax', jaxData, 1e-8, 220));
describe(`resizes of onnxruntime ${onnxData.meta.onnxruntime}`, () => compare('onnx', onnxData, 2e-6, 500));
describe(`resizes of OpenCV ${pictureData.meta.opencv}`, () => compare('opencv', pictureData, 2e-6, 40));
describe(`resizes of Pillow ${pictureData.meta.pillow}`, () => compare('pillow', pictureData, 2e-6, 60));
