import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { analyzeCells, analyzeText } from '../../../../src/analysis/index.js';
import { pythonCells } from '../../../../src/cli/notebook.js';
import { score, VERDICTS, type RealSite, type Score, type Scored } from './score.js';

interface Truth {
  readonly meta: Readonly<Record<string, string>>;
  readonly files: Readonly<Record<string, { readonly error: string | null; readonly sites: readonly RealSite[] }>>;
}

const FOLDER = 'test/truth/models';
const FALSE = ['wrong', 'missing', 'phantom'] as const;

/** How many sites of a file are exact at least, where it is not all; this may only rise. */
const KNOWN_GAPS: Readonly<Record<string, number>> = JSON.parse(readFileSync(path.join(FOLDER, 'gaps.json'), 'utf8'));

function textOf(folder: string, name: string): string {
  return readFileSync(path.join(FOLDER, folder, name), 'utf8').replace(/^\uFEFF/, '');
}

/** The command line that the script was run with: its line `# argv: …`. */
function argvOf(text: string): string[] {
  const line = /^# argv: *(.*)$/m.exec(text)?.[1] ?? '';
  return line.split(/\s+/).filter(word => word !== '');
}

function scoredParts(folder: string, name: string, sites: readonly RealSite[]): Scored[] {
  const text = textOf(folder, name);
  if (!name.endsWith('.ipynb')) return [{ text, analysis: analyzeText(text, { argv: argvOf(text) }), sites }];
  const cells = pythonCells(text, name);
  const analyses = analyzeCells(cells);
  return cells.map((cell, i) => ({
    text: cell.text,
    analysis: analyses[i] ?? { calls: [], problems: [] },
    sites: sites.filter(site => site.cell === cell.index),
  }));
}

function count(scores: readonly Score[]): Record<string, number> {
  return Object.fromEntries([
    ['sites', scores.length],
    ...VERDICTS.map(verdict => [verdict, scores.filter(its => its.verdict === verdict).length]),
  ]) as Record<string, number>;
}

for (const folder of ['torch', 'keras', 'flax']) {
  const truth = JSON.parse(readFileSync(path.join(FOLDER, `${folder}.json`), 'utf8')) as Truth;
  describe(`scripts as people write them, against ${folder} (${Object.values(truth.meta).join(', ')})`, () => {
    const rows: [string, Score[]][] = [];
    after(() => {
      const all = rows.flatMap(([, scores]) => scores);
      const less = rows.filter(([, scores]) => scores.some(its => its.verdict !== 'exact'));
      console.table(
        Object.fromEntries([...less, [`all ${rows.length} files`, all] as const].map(([name, s]) => [name, count(s)])),
      );
      if (process.env['GAPS']) {
        const exact = less.map(([name, its]) => [
          `${folder}/${name}`,
          its.filter(one => one.verdict === 'exact').length,
        ]);
        console.log('gaps.json', JSON.stringify(Object.fromEntries(exact)));
        for (const [name, scores] of less)
          for (const { verdict, message } of scores)
            if (verdict !== 'exact') console.log(`${verdict} ${name} ${message}`);
      }
    });
    for (const [name, { sites, error }] of Object.entries(truth.files)) {
      it(`${name}: nothing that did not happen, nothing left out${error ? `, up to ${error.split(':')[0]}` : ''}`, () => {
        const scores = scoredParts(folder, name, sites).flatMap(score);
        rows.push([name, scores]);
        const failures = scores.filter(its => (FALSE as readonly string[]).includes(its.verdict));
        assert.deepEqual(
          failures.map(its => `${its.verdict}: ${its.message}`),
          [],
        );
        const exact = scores.filter(its => its.verdict === 'exact').length;
        const due = KNOWN_GAPS[`${folder}/${name}`] ?? scores.length;
        const left = scores.filter(its => its.verdict !== 'exact').map(its => `${its.verdict}: ${its.message}`);
        if (name.endsWith('.py')) {
          // Other line ends change no position and no shape.
          const text = textOf(folder, name).replace(/\r?\n/g, '\r\n');
          const again = score({ text, analysis: analyzeText(text, { argv: argvOf(text) }), sites });
          assert.deepEqual(again, scores, 'with CRLF line ends');
        }
        assert.ok(exact >= due, `${exact} of ${scores.length} exact, ${due} expected; ${left.join('; ')}`);
      });
    }
  });
}
