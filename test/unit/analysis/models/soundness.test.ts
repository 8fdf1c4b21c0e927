import assert from 'node:assert/strict';
import { analyzeText, type ConvCall, type Run } from '../../../../src/analysis/index.js';
import { randomInts } from './randomInts.js';
import { randomScript } from './randomScripts.js';
import { fits, runText } from './score.js';

const PROGRAMS = 150;
const FLAGS = 4;
const HEAD = 'import torch\nfrom torch import nn\n';
/** The conditions as the analysis meets them: nothing is known. */
const UNKNOWN = `${HEAD}from opaque import flag\n\n\n`;

/** The same lines with every outcome decided: further flags are false. */
function decided(bits: number): string {
  const flags = Array.from({ length: FLAGS }, (_, i) => ((bits >> i) & 1 ? 'True' : 'False'));
  return `${HEAD}FLAGS = [${flags.join(', ')}]\ndef flag():\n    return FLAGS.pop(0) if FLAGS else False\n`;
}

const keyOf = (call: ConvCall, head: string): string => `${call.api}@${call.span.from - head.length}`;

function concrete(run: Run): [number[], number[]] | null {
  const [input, output] = [run.input, run.output].map(shape =>
    shape?.every(dim => typeof dim === 'number') ? [...shape] : null,
  );
  return input && output ? [input, output] : null;
}

/** What each call runs in one execution; null where the execution raises or is not known to the last number. */
function execution(script: string, bits: number): Map<string, [number[], number[]][]> | null {
  const head = decided(bits);
  const { calls, problems } = analyzeText(head + script);
  assert.deepEqual(problems, [], script);
  const runs = new Map<string, [number[], number[]][]>();
  for (const call of calls) {
    if (call.assumed) continue;
    const pairs = call.runs.map(concrete);
    if (call.maybe.length > 0 || !pairs.every(pair => pair !== null)) return null;
    runs.set(keyOf(call, head), pairs);
  }
  return runs;
}

describe('random scripts with conditions that are not known', () => {
  it('what certainly runs runs in every execution, and what runs in one is said to be possible', function () {
    this.timeout(120_000);
    const random = randomInts(7);
    const seen = { programs: 0, executions: 0, certain: 0, possible: 0, open: 0 };
    while (seen.programs < PROGRAMS) {
      const script = randomScript(random);
      const all = Array.from({ length: 1 << FLAGS }, (_, bits) => execution(script, bits));
      if (!all.every(one => one !== null)) continue;
      seen.programs++;
      seen.executions += all.length;
      const { calls, problems } = analyzeText(UNKNOWN + script);
      assert.deepEqual(problems, [], script);
      const said = new Map(calls.map(call => [keyOf(call, UNKNOWN), call]));
      for (const call of said.values()) {
        if (call.assumed) continue;
        const listed = call.runs.filter(run => run.input !== null || run.output !== null);
        seen.certain += listed.filter(concrete).length;
        seen.possible += call.maybe.filter(concrete).length;
        for (const run of listed) {
          const missing = all.findIndex(one => !one.get(keyOf(call, UNKNOWN))?.some(real => fits(run, real)));
          assert.equal(
            missing,
            -1,
            `${keyOf(call, UNKNOWN)} ${runText(run)} is not in execution ${missing} of\n${script}`,
          );
        }
      }
      for (const [bits, one] of all.entries()) {
        for (const [key, pairs] of one) {
          const call = said.get(key);
          // A call of which no run is listed is one that does not run; what is assumed says that it may be otherwise.
          if (call?.assumed) continue;
          const runs = call ? [...call.runs, ...call.maybe] : [];
          seen.open += runs.filter(run => run.input === null && run.output === null).length;
          for (const real of pairs) {
            const text = real.map(shape => `(${shape.join(', ')})`).join('→');
            assert.ok(
              runs.some(run => fits(run, real)),
              `${key} ${text} of execution ${bits} is not said of\n${script}`,
            );
          }
        }
      }
    }
    console.log('     ', JSON.stringify(seen));
    // It would prove nothing if everything were open.
    assert.ok(seen.certain > seen.programs / 2 && seen.possible > seen.programs, JSON.stringify(seen));
  });
});
