import { parseArgs } from 'node:util';
import { randomInts } from '../unit/analysis/models/randomInts.js';
import { check, runsBefore } from './check.js';
import { cutAt, cutsOf, followed, garbled, originals, ownScripts, type Broken, type Original } from './inputs.js';
import { visit, WITHOUT_TRIES, type Whole } from './visited.js';
import { analyzeText } from '../../src/analysis/index.js';

/**
 * Broken files by the thousand: npm run fuzz [-- --inputs N] [-- --sources DIR] [-- --seed N] [-- --part I/N]
 *
 * Half of the inputs are files cut at one of their every 97th bytes (a fourth of these are the second of two files), half have a
 * token dropped, doubled or swapped. They are made of the scripts of test/truth/models and, with --sources, of the Python files
 * below DIR. --part does one of N parts of the work.
 */
const { values } = parseArgs({
  options: {
    inputs: { type: 'string', default: '20000' },
    sources: { type: 'string' },
    seed: { type: 'string', default: '1' },
    part: { type: 'string', default: '1/1' },
  },
});

/** Longer originals take most of the time and have nothing that others have not. */
const LONGEST = 60_000;
/** An input that takes more milliseconds of the processor is told: no limit of time is part of the product. */
const SLOW = 5000;

const random = randomInts(Number(values.seed));
const own = ownScripts();
const others = values.sources === undefined ? [] : originals(values.sources);
const pool = [...own, ...others].filter(({ text }) => text.length > 200 && text.length < LONGEST);
const [part = 1, parts = 1] = values.part.split('/').map(Number);

function any<T>(list: readonly T[]): T {
  return list[random(list.length)] as T;
}

/** Every second input is of one of our own scripts, which run more than they define. */
function next(): Broken {
  const original = random(2) === 0 ? any(own) : any(pool);
  if (random(2) === 0) return garbled(original, random);
  const cut = (text: string): number => any([...cutsOf(text), text.length]);
  if (random(4) > 0) return cutAt(original, cut(original.text));
  const by = any(pool);
  return followed(original, by, cut(by.text));
}

const wholes = new WeakMap<Original, Whole>();
function wholeOf(original: Original): Whole {
  let whole = wholes.get(original);
  if (whole === undefined) wholes.set(original, (whole = visit(original.text)));
  return whole;
}

const seen = { inputs: 0, cuts: 0, garbled: 0, compared: 0, givenUp: 0, steps: 0, mostSteps: 0, slowest: 0 };
let failures = 0;
function fail(input: Broken, why: string): void {
  failures++;
  console.log(`${input.from.name} ${input.cut === null ? 'garbled' : `cut at ${input.cut}`}: ${why}`);
  if (input.cut === null) console.log(`${'-'.repeat(20)}\n${input.text}\n${'-'.repeat(20)}`);
}

const started = performance.now();
for (let i = 0; i < Number(values.inputs); i++) {
  const input = next();
  if (i % parts !== part - 1) continue;
  const before = process.cpuUsage();
  const { wrong, cost } = check(input.text);
  const used = process.cpuUsage(before);
  const took = (used.user + used.system) / 1000;
  seen.inputs++;
  if (input.cut === null) seen.garbled++;
  else seen.cuts++;
  if (cost.givenUp) seen.givenUp++;
  seen.steps += cost.steps;
  seen.mostSteps = Math.max(seen.mostSteps, cost.steps);
  seen.slowest = Math.max(seen.slowest, Math.round(took));
  if (wrong !== null) fail(input, wrong);
  else if (took > SLOW) fail(input, `it took ${Math.round(took)} ms and ${cost.steps} steps`);
  if (input.cut === null) continue;
  const whole = wholeOf(input.from);
  if (input.cut < whole.end) continue;
  seen.compared++;
  const [expected, found] = [whole.analysis, analyzeText(input.text, WITHOUT_TRIES)].map(its =>
    runsBefore(its, whole.end),
  );
  if (JSON.stringify(found) !== JSON.stringify(expected))
    fail(
      input,
      `other runs than of the whole file\n${String(expected?.join('\n'))}\nnow\n${String(found?.join('\n'))}`,
    );
}
console.log(JSON.stringify({ ...seen, failures, seconds: Math.round((performance.now() - started) / 1000) }));
process.exitCode = failures > 0 ? 1 : 0;
