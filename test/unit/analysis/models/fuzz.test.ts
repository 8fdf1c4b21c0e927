import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parser } from '@lezer/python';
import { analyzeText, type ConvCall } from '../../../../src/analysis/index.js';
import { randomInts } from './randomInts.js';

/** Scripts that are being typed, or are broken: cut anywhere, with tokens dropped, doubled and swapped. */

const FOLDER = 'test/truth/models';
const FILES = ['torch', 'keras'].flatMap(folder =>
  readdirSync(path.join(FOLDER, folder))
    .filter(name => name.endsWith('.py'))
    .map(name => ({ name: `${folder}/${name}`, text: readFileSync(path.join(FOLDER, folder, name), 'utf8') })),
);
const CUT_EVERY = 97;
const MUTATIONS_PER_FILE = 9;

interface Token {
  readonly from: number;
  readonly to: number;
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  parser.parse(text).iterate({
    enter: node => {
      if (node.node.firstChild === null && node.to > node.from) tokens.push({ from: node.from, to: node.to });
    },
  });
  return tokens;
}

function mutated(text: string, tokens: readonly Token[], random: (below: number) => number): string {
  const at = random(tokens.length - 1);
  const [one, next] = [tokens[at], tokens[at + 1]];
  if (!one || !next) return text;
  const [a, between, b] = [text.slice(one.from, one.to), text.slice(one.to, next.from), text.slice(next.from, next.to)];
  const replaced = [between + b, `${a} ${a}${between}${b}`, `${b}${between || ' '}${a}`][random(3)] ?? '';
  return text.slice(0, one.from) + replaced + text.slice(next.to);
}

/** A call that is being typed may show nothing that its arguments do not yet determine. */
function numbersOf(call: ConvCall): string[] {
  const said: string[] = [];
  if (call.params !== null || call.spec !== null) said.push('parameters');
  if (call.runs.length > 0 || call.maybe.length > 0) said.push('runs');
  if (call.shown.input !== null || call.shown.output !== null) said.push('shapes');
  return said;
}

function check(text: string): void {
  const { calls, problems } = analyzeText(text);
  assert.deepEqual(
    problems.filter(problem => problem.code === 'internal').map(problem => problem.message),
    [],
    `the analysis failed on:\n${text}`,
  );
  for (const call of calls) {
    assert.ok(call.span.from >= 0 && call.span.from < call.span.to && call.span.to <= text.length, 'a span is outside');
    if (!call.complete) assert.deepEqual(numbersOf(call), [], `an incomplete call says something in:\n${text}`);
  }
}

describe('broken scripts', () => {
  let inputs = 0;
  after(() => console.log(`      ${inputs} inputs, no exception`));
  for (const { name, text } of FILES) {
    it(`${name}: cut at every ${CUT_EVERY}th character`, () => {
      for (let at = CUT_EVERY; at < text.length; at += CUT_EVERY, inputs++) check(text.slice(0, at));
    });
  }
  it('tokens dropped, doubled and swapped', () => {
    const random = randomInts(20260301);
    for (const { text } of FILES) {
      const tokens = tokensOf(text);
      for (let i = 0; i < MUTATIONS_PER_FILE; i++, inputs++) check(mutated(text, tokens, random));
    }
  });
});
