import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { runModule } from '../../../src/python/run.js';

const FOLDER = 'test/truth/python';
const source = readFileSync(`${FOLDER}/arithmetic.py`, 'utf8');
const truth = JSON.parse(readFileSync(`${FOLDER}/arithmetic.json`, 'utf8')) as {
  readonly version: string;
  readonly rows: number;
  readonly blocks: readonly string[];
};

/** What the interpreter prints for one block; a statement that raises is shown. */
function block(number: number): string {
  const lines: string[] = [];
  const run = runModule(`BLOCK = ${number}\n${source}\nfor row in rows(BLOCK):\n    print(row, end='')\n`, {
    print: line => lines.push(line),
    file: 'arithmetic.py',
  });
  for (const error of run.errors) lines.push(`${error.type}: ${error.message}`);
  if (run.aborted !== null) lines.push(`aborted: ${run.aborted.message}`);
  run.machine.close();
  return lines.join('\n');
}

describe(`${truth.rows} rows of numbers and their text are those of CPython ${truth.version}`, () => {
  const size = 20;
  for (let first = 0; first < truth.blocks.length; first += size) {
    it(`blocks ${first} to ${first + size - 1}`, () => {
      const differ = truth.blocks
        .slice(first, first + size)
        .map((hash, i) => ({ number: first + i, hash }))
        .filter(({ number, hash }) => createHash('sha256').update(block(number)).digest('hex').slice(0, 16) !== hash)
        .map(({ number }) => `python3 ${FOLDER}/arithmetic.py ${number}`);
      assert.deepEqual(differ, [], 'compare the rows that these commands print');
    }).timeout(60_000);
  }
});
