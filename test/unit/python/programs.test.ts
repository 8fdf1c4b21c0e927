import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { runModule } from '../../../src/python/run.js';

const FOLDER = 'test/truth/python';
const recorded = JSON.parse(readFileSync(`${FOLDER}/programs.json`, 'utf8')) as Record<string, string>;

/** What the program prints, as the interpreter runs it; a statement that raises is shown. */
function output(name: string): string {
  let text = '';
  const source = readFileSync(`${FOLDER}/${name}.py`, 'utf8');
  const run = runModule(source, { print: piece => (text += piece), file: `${name}.py` });
  for (const error of run.errors)
    text += `\n${error.type}: ${error.message} at ${source.slice(error.from, error.to).split('\n')[0]}`;
  if (run.aborted !== null) text += `\naborted: ${run.aborted.message}`;
  run.machine.close();
  return text;
}

describe('a program prints what CPython 3.11 prints', () => {
  for (const [name, expected] of Object.entries(recorded)) {
    it(name.replaceAll('_', ' '), () => assert.equal(output(name), expected));
  }
});
