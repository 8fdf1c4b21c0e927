import assert from 'node:assert/strict';
import { runModule } from '../../../src/python/run.js';

/** Why a program was given up; the process has the memory that every other test has. */
function givenUp(code: string): string | undefined {
  const run = runModule(`import random\nflag = random.random() < 0.5\n${code}`);
  const why = run.aborted?.message;
  run.machine.close();
  return why;
}

describe('a program that grows without end', () => {
  it('is given up when the copies that arms of conditions need become too many', () => {
    const lists =
      'big = [0] * 100000\ndef f():\n    for i in range(100000):\n        if flag:\n            big[i] = i\nf()';
    assert.match(givenUp(lists) ?? '', /too many (values|steps)/);
    const tables =
      'big = {i: i for i in range(50000)}\ndef f():\n    for i in range(100000):\n        try:\n            big[i] = i\n        finally:\n            pass\nf()';
    assert.match(givenUp(tables) ?? '', /too many (values|steps)/);
  }).timeout(60_000);

  it('ends, whatever grows', () => {
    const doubled =
      's = "a"\nt = [1]\nn = 3\nfor i in range(200):\n    if flag:\n        s += s\n        t += t\n    else:\n        n = n * n';
    assert.notEqual(givenUp(doubled), '');
    assert.match(givenUp('d = {}\nfor i in range(10**7):\n    d[i] = [i] * 100000') ?? '', /too many/);
  }).timeout(60_000);
});
