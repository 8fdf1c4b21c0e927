import assert from 'node:assert/strict';
import { analyzeText, type FileAnalysis, type Run } from '../../../../src/analysis/index.js';
import { DEFAULT_BUDGET } from '../../../../src/analysis/program.js';
import { parser } from '../../../../src/python/grammar.js';
import { ownScripts } from '../../../fuzz/inputs.js';
import { runText } from './score.js';

/** What changes nothing that a program does changes nothing that is said of it. */

/** Every third script: the others have nothing that these do not have. */
const SCRIPTS = ownScripts().filter((_, i) => i % 3 === 0);

/** A condition that nobody knows and that does nothing, before each statement of the module level. */
function withConditions(text: string): string {
  const places: number[] = [];
  let previous = '';
  for (let node = parser.parse(text).topNode.firstChild; node; node = node.nextSibling) {
    const isFirst = node.from === 0 || text[node.from - 1] === '\n';
    // `from __future__` and a docstring come first; a decorator belongs to what follows it.
    if (isFirst && previous !== '' && !/^(from __future__|['"])/.test(text.slice(node.from, node.from + 20)))
      places.push(node.from);
    previous = node.name;
  }
  let out = text;
  for (const at of places.reverse()) out = `${out.slice(0, at)}if flag(): pass\n${out.slice(at)}`;
  const first = /^(?:from __future__[^\n]*\n)?/.exec(out)?.[0].length ?? 0;
  return `${out.slice(0, first)}from opaque import flag\n${out.slice(first)}`;
}

/** What is said of each call, wherever it stands. */
function said({ calls }: FileAnalysis): string[] {
  const shapes = (runs: readonly Run[]): string[] => runs.map(runText);
  return calls.map(({ api, callee, runs, maybe, assumed, certainty }) =>
    JSON.stringify({ api, callee, runs: shapes(runs), maybe: shapes(maybe), assumed, certainty }),
  );
}

describe('a script about which nothing has changed', () => {
  let calls = 0;
  after(() => console.log(`      ${SCRIPTS.length} scripts, ${calls} calls`));
  for (const { name, text } of SCRIPTS) {
    it(`${name}: the same with conditions that do nothing, with other limits, and a second time`, () => {
      const expected = said(analyzeText(text));
      calls += expected.length;
      assert.deepEqual(said(analyzeText(withConditions(text))), expected, 'with conditions');
      const { steps, assumedSteps, stepsPerTry } = DEFAULT_BUDGET;
      const budget = { steps: 2 * steps, assumedSteps: 2 * assumedSteps, stepsPerTry: 2 * stepsPerTry };
      assert.deepEqual(said(analyzeText(text, { budget })), expected, 'with other limits');
      assert.deepEqual(said(analyzeText(text)), expected, 'a second time');
    });
  }
});
