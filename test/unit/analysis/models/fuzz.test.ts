import assert from 'node:assert/strict';
import { analyzeText } from '../../../../src/analysis/index.js';
import { check, runsBefore } from '../../../fuzz/check.js';
import { cutAt, cutsOf, followed, garbled, ownScripts, type Broken } from '../../../fuzz/inputs.js';
import { visit, WITHOUT_TRIES } from '../../../fuzz/visited.js';
import { randomInts } from './randomInts.js';

/**
 * Scripts that are being typed, or are broken: cut anywhere, with tokens dropped, doubled and swapped. A sample of what
 * `npm run fuzz` does.
 */

const FILES = ownScripts();
const GARBLED_PER_FILE = 9;
const FOLLOWED = 60;

function survives(input: Broken): void {
  const { wrong } = check(input.text);
  assert.equal(wrong, null, `${input.from.name}:\n${input.text}`);
}

describe('broken scripts', () => {
  let inputs = 0;
  after(() => console.log(`      ${inputs} inputs, no exception`));
  for (const original of FILES) {
    it(`${original.name}: cut at every 97th byte`, () => {
      const cuts = cutsOf(original.text);
      inputs += cuts.length;
      for (const cut of cuts) survives(cutAt(original, cut));
    });
  }

  it('tokens dropped, doubled and swapped', () => {
    const random = randomInts(20260301);
    for (const original of FILES) {
      for (let i = 0; i < GARBLED_PER_FILE; i++, inputs++) survives(garbled(original, random));
    }
  });

  it('what comes after all that runs may be broken: the runs before are the same', () => {
    const random = randomInts(5);
    let runs = 0;
    for (let i = 0; i < FOLLOWED; i++, inputs++) {
      const [original, by] = [FILES[random(FILES.length)], FILES[random(FILES.length)]];
      if (!original || !by) continue;
      const input = followed(original, by, random(by.text.length));
      const { analysis, end } = visit(original.text);
      const expected = runsBefore(analysis, end);
      runs += expected.length;
      assert.deepEqual(runsBefore(analyzeText(input.text, WITHOUT_TRIES), end), expected, input.text);
    }
    assert.ok(runs > FOLLOWED, `${runs} runs`);
  });
});
