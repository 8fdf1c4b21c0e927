import assert from 'node:assert/strict';
import { Unknown } from '../../../src/python/value.js';
import { random, randomProgram } from './randomPrograms.js';
import { execute, executions, state, violation } from './soundnessCheck.js';

describe('what is certain under unknown conditions', () => {
  it('holds in every execution of random programs, and nothing that may happen is missing', function () {
    this.timeout(120_000);
    let programs = 0;
    let count = 0;
    let certain = 0;
    let known = 0;
    for (let seed = 1; programs < 400; seed++) {
      const source = randomProgram(random(seed));
      const all = executions(source, 60);
      if (all === null || all.length < 2) continue;
      programs++;
      count += all.length;
      const abstract = execute(source, null);
      const wrong = violation(abstract, all);
      assert.equal(wrong, null, `seed ${seed}: ${wrong ?? ''}\n${source}`);
      certain += abstract.log.entries().filter(entry => entry.sureness === 'certain').length;
      known += [...state(abstract.run).values()].filter(value => !(value instanceof Unknown)).length;
    }
    // The test would prove nothing if all were unknown.
    assert.ok(certain > programs / 2, `${certain} certain records in ${programs} programs`);
    assert.ok(known > programs, `${known} known variables`);
    assert.ok(count > programs * 4);
    if (process.env['VERBOSE'] !== undefined) console.log({ programs, count, certain, known });
  });
});
