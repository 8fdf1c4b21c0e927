import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { FRAMEWORKS } from '../../../src/frameworks/library.js';
import { runModule } from '../../../src/python/run.js';

const FOLDER = 'test/truth/python';
const recorded = JSON.parse(readFileSync(`${FOLDER}/programs.json`, 'utf8')) as Record<string, string>;

const features = new Map<string, Map<string, string>>();

/** The source of a program: a file of its own, or "file: title", a piece of a file of features/. */
function sourceOf(name: string): { readonly file: string; readonly source: string } {
  const [file = '', title] = name.split(/: (.*)/s);
  if (title === undefined) return { file: `${name}.py`, source: readFileSync(`${FOLDER}/${name}.py`, 'utf8') };
  let pieces = features.get(file);
  if (pieces === undefined) {
    const parts = readFileSync(`${FOLDER}/features/${file}.py`, 'utf8').split(/^# == (.*)\n/m);
    pieces = new Map(parts.slice(1).flatMap((part, i, all) => (i % 2 === 0 ? [[part, all[i + 1] ?? '']] : [])));
    features.set(file, pieces);
  }
  const source = pieces.get(title);
  assert.ok(source !== undefined, `${file}.py has no program "${title}"`);
  return { file: `${file}.py`, source };
}

/** What the program prints, as the interpreter runs it; a statement that raises is shown. */
function output(name: string): string {
  let text = '';
  const { file, source } = sourceOf(name);
  const run = runModule(source, { print: piece => (text += piece), file, libraries: [FRAMEWORKS] });
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
