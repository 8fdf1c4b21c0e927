import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { runModule } from '../../../src/python/run.js';

/** Runs it and looks at everything that a result gives; any exception fails the test. */
function survives(source: string): void {
  const run = runModule(source, { print: () => undefined, maxSteps: 20_000 });
  for (const [, value] of run.module.globals) run.attempt(() => run.machine.repr(value));
  run.machine.close();
}

describe('broken code', () => {
  const programs = globSync('test/truth/python/*.py').sort();

  it('never throws, wherever a program is cut off', () => {
    const whole = programs.map(file => readFileSync(file, 'utf8')).join('\n');
    assert.ok(whole.length > 20_000);
    for (const file of programs) {
      const source = readFileSync(file, 'utf8');
      for (let end = 97; end < source.length; end += 97) survives(source.slice(0, end));
    }
  });

  it('never throws with a piece missing in the middle', () => {
    for (const file of programs) {
      const source = readFileSync(file, 'utf8');
      for (let at = 50; at + 7 < source.length; at += 131) survives(source.slice(0, at) + source.slice(at + 7));
    }
  });

  for (const [what, source] of [
    ['an empty file', ''],
    ['a byte-order mark', '\ufeffx = 1'],
    ['CRLF lines', 'def f():\r\n    return 1\r\nx = f()\r\n'],
    ['tabs', 'if 1:\n\tx = 1\n'],
    ['non-ASCII names', 'größe = 3\n层 = größe + 1\nprint(层)\n'],
    ['a null character', 'x = 1\0\ny = 2'],
    ['only brackets', '('.repeat(3000)],
    ['a deeply nested expression', `x = ${'('.repeat(2000)}1${')'.repeat(2000)}\ny = 2`],
    ['a long chain of operators', `x = ${'1 + '.repeat(5000)}1\n`],
    ['deeply nested blocks', Array.from({ length: 90 }, (_, i) => `${' '.repeat(i)}if 1:`).join('\n')],
    ['endless recursion', 'def f(n): return f(n + 1)\nx = f(0)\ny = 1'],
    ['an endless loop', 'while True: pass\ny = 1'],
    ['huge numbers', 'x = 10 ** 10 ** 10\ny = [0] * 10 ** 9\nz = "a" * 10 ** 12\nw = 1 << 10 ** 9\n'],
    ['a huge range', 'x = list(range(10 ** 12))\ny = sum(range(10 ** 15))\n'],
  ] as const) {
    it(`never throws: ${what}`, () => survives(source));
  }
});
