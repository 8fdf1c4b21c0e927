import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { analyzeText, type ConvCall, type Dim, type Shape } from '../../../../src/analysis/index.js';
import { Lines } from '../../../../src/cli/positions.js';
import { Sym } from '../../../../src/python/sym/sym.js';

type RealShape = readonly number[];
/** What ran at a site, as test/truth/models/assumed.py recorded it. */
type RealSite = readonly [readonly [number, number, number, number], readonly (readonly [RealShape, RealShape])[]];

interface Model {
  readonly file: string;
  /** The lines, from 1, that were blanked. */
  readonly blanked: readonly (readonly [number, number])[];
  readonly assumption: string;
  /** Numbers for the symbols, and what ran then. */
  readonly tried: readonly (readonly [Readonly<Record<string, number>>, readonly RealSite[]])[];
}

const FOLDER = 'test/truth/models';
const TRUTH = JSON.parse(readFileSync(path.join(FOLDER, 'assumed.json'), 'utf8')) as {
  readonly meta: Readonly<Record<string, string>>;
  readonly models: readonly Model[];
};

/** A script without what runs its models; positions stay. */
function definitionsOf({ file, blanked }: Model): string {
  const lines = readFileSync(path.join(FOLDER, 'torch', file), 'utf8')
    .replace(/^\uFEFF/, '')
    .replaceAll('\r\n', '\n');
  const kept = lines.split('\n');
  for (const [first, last] of blanked) kept.fill('', first - 1, last);
  return kept.join('\n');
}

/** The part of an assumption that says what is run: it stays the same where less or more has to be assumed of sizes. */
const modelOf = (assumption: string): string => /^\w+\([^)]*\)/.exec(assumption)?.[0] ?? '';

function numberOf(dim: Dim, values: Readonly<Record<string, number>>): number | undefined {
  return typeof dim === 'number' ? dim : dim instanceof Sym ? dim.evaluate(values) : undefined;
}

/** Whether a shape can be a real one: what is not known can be any number. */
function fits(shape: Shape | null, real: RealShape, values: Readonly<Record<string, number>>): boolean {
  if (shape === null) return true;
  return (
    shape.length === real.length &&
    shape.every((dim, i) => {
      const number = numberOf(dim, values);
      return number === undefined || number === real[i];
    })
  );
}

/** The conditions that the present assumption states on the numbers, where those were chosen for another. */
function isMet(assumption: string, values: Readonly<Record<string, number>>): boolean {
  const [, conditions = ''] = assumption.split(', with ');
  return [...conditions.matchAll(/(\w+(?:(?:, | and )\w+)*) (divisible by|each at least|at least) (\d+)/g)].every(
    ([, names = '', verb, number]) =>
      names
        .split(/, | and /)
        .map(name => values[name])
        .every(value => {
          if (value === undefined) return true;
          return verb === 'divisible by' ? value % Number(number) === 0 : value >= Number(number);
        }),
  );
}

describe(`models that nobody calls, on sizes that meet what is assumed, against torch (${Object.values(TRUTH.meta).join(', ')})`, () => {
  const told = { models: 0, inputs: 0, runs: 0, exact: 0, 'partly known': 0, wrong: 0, missing: 0 };
  after(() => console.table([told]));
  for (const model of TRUTH.models) {
    if (model.tried.length === 0) continue;
    it(`${model.file}: ${model.assumption}`, () => {
      const text = definitionsOf(model);
      const lines = new Lines(text);
      const { calls } = analyzeText(text);
      const ours = calls.filter(call => modelOf(call.assumption ?? '') === modelOf(model.assumption));
      assert.ok(ours.length > 0, 'it is tried');
      told.models++;
      const faults: string[] = [];
      for (const [values, sites] of model.tried) {
        if (!ours.every(call => isMet(call.assumption ?? '', values))) continue;
        told.inputs++;
        for (const call of ours) faults.push(...check(call, values, sites, lines));
      }
      assert.deepEqual(faults, []);
    });
  }

  function check(call: ConvCall, values: Readonly<Record<string, number>>, sites: readonly RealSite[], lines: Lines) {
    const { start, end } = lines.range(call.span);
    const at = [start.line, start.character, end.line, end.character];
    const real = sites.find(([range]) => range.every((number, i) => number === at[i]))?.[1] ?? [];
    const faults: string[] = [];
    const runs = call.runs.filter(run => run.input !== null);
    for (const { input, output } of runs) {
      told.runs++;
      const isTrue = real.some(([given, made]) => fits(input, given, values) && fits(output, made, values));
      const isKnown = [...(input ?? []), ...(output ?? [])].every(dim => numberOf(dim, values) !== undefined);
      told[!isTrue ? 'wrong' : isKnown ? 'exact' : 'partly known']++;
      if (!isTrue)
        faults.push(`line ${start.line + 1}: said ${String(input)} → ${String(output)}: ${JSON.stringify(real)}`);
    }
    const isOpen = call.runs.length !== runs.length;
    for (const [given, made] of real) {
      if (
        isOpen ||
        [...runs, ...call.maybe].some(run => fits(run.input, given, values) && fits(run.output, made, values))
      )
        continue;
      told.missing++;
    }
    return faults;
  }

  it('compares sixty models at least', () => assert.ok(told.models >= 60, String(told.models)));
});
