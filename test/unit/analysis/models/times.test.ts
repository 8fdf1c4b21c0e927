import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { analyzeText, type Run, type Times } from '../../../../src/analysis/index.js';
import { Lines } from '../../../../src/cli/positions.js';

/** Input, output and how often in each place, as test/truth/models/times.py recorded it. */
type RealRun = readonly [readonly number[], readonly number[], Readonly<Record<string, number>>];
type RealSite = readonly [readonly [number, number, number, number], readonly RealRun[]];

const FOLDER = 'test/truth/models';
const TRUTH = JSON.parse(readFileSync(path.join(FOLDER, 'times.json'), 'utf8')) as {
  readonly meta: Readonly<Record<string, string>>;
  readonly files: Readonly<Record<string, readonly RealSite[]>>;
};

/** Known disagreements, by file: how many, and why. */
const DEPARTURES: Readonly<Record<string, readonly [number, string]>> = {
  'autograd_and_scripts.py': [1, 'torch.compile gives the module itself, not an OptimizedModule around it'],
};

/** What is wrong with the counts of one run; null where they agree. Less than all may be said, nothing else. */
function fault(times: Times, real: Readonly<Record<string, number>>): string | null {
  const all = Object.values(real).reduce((sum, count) => sum + count, 0);
  const wrong = (least: number, exact: boolean, count: number): boolean => (exact ? least !== count : least > count);
  if (wrong(times.least, times.exact, all)) return `said ${times.least}, really ${all}`;
  for (const place of times.places) {
    const count = real[place.path] ?? 0;
    if (wrong(place.least, place.exact, count))
      return `in ${place.path} said ${place.least}, really ${count} (${JSON.stringify(real)})`;
  }
  return null;
}

describe(`how often and where runs happen, against torch (${Object.values(TRUTH.meta).join(', ')})`, () => {
  const told = { runs: 0, exact: 0, 'at least': 0, 'not compared': 0, wrong: 0 };
  after(() => console.table([told]));
  for (const [name, sites] of Object.entries(TRUTH.files)) {
    it(`${name}: as often, in the same places`, () => {
      const text = readFileSync(path.join(FOLDER, 'torch', name), 'utf8').replace(/^\uFEFF/, '');
      const argv = /^# argv: *(.*)$/m.exec(text)?.[1]?.split(/\s+/) ?? [];
      const { calls } = analyzeText(text, { argv });
      const lines = new Lines(text);
      const faults: string[] = [];
      for (const [range, runs] of sites) {
        const call = calls.find(({ span }) => {
          const { start, end } = lines.range(span);
          return [start.line, start.character, end.line, end.character].every((at, i) => at === range[i]);
        });
        for (const [input, output, places] of runs) {
          told.runs++;
          const isThis = (run: Run): boolean => same(run.input, input) && same(run.output, output);
          const times = [...(call?.runs ?? []), ...(call?.maybe ?? [])].find(isThis)?.times;
          if (!times || !call || call.assumed) {
            told['not compared']++;
            continue;
          }
          const wrong = fault(times, places);
          if (wrong !== null) faults.push(`line ${range[0] + 1}: ${wrong}`);
          told[wrong !== null ? 'wrong' : times.exact ? 'exact' : 'at least']++;
        }
      }
      assert.equal(faults.length, DEPARTURES[name]?.[0] ?? 0, faults.join('\n'));
    });
  }
  it('says how often for nearly all of them', () => assert.ok(told.exact > 0.9 * told.runs));
});

function same(a: Run['input'], b: readonly number[]): boolean {
  return a !== null && a.length === b.length && a.every((dim, i) => dim === b[i]);
}
