import assert from 'node:assert/strict';
import {
  interpolationMatrix,
  interpolationRule,
  multiplyValued,
  type InterpolationFramework,
  type InterpolationOptions,
} from '../../../src/engine/index.js';
import torchData from '../../truth/interpolation.json' with { type: 'json' };
import { must } from './layers.js';
import { row, scattered } from './truthTable.js';

/** What the generators test/truth/interpolation*.py write: one resize of one channel, and the framework's answer. */
interface ResizeCase {
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
  readonly mode: string;
  readonly options: InterpolationOptions;
  readonly half: boolean;
  readonly largest: readonly [number, number];
  readonly differs: readonly (readonly [number, number, number, number])[];
}

interface Answers {
  readonly cases: readonly ResizeCase[];
  readonly sweeps: readonly Sweep[];
}

function compare(framework: InterpolationFramework, data: unknown, tolerance: number, least: number): void {
  const { cases, sweeps } = data as Answers;

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
            const exact = sweep.half ? Math.floor(((2 * o + 1) * n) / (2 * m)) : Math.floor((o * n) / m);
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

describe(`resizes of PyTorch ${torchData.meta.torch}`, () => compare('torch', torchData, 1e-8, 200));
