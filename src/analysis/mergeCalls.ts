import { addTimes, dimKey } from '../frameworks/index.js';
import type { ConvCall, Run, Shape } from './types.js';

/**
 * The calls of one text as two analyses saw them: one entry for each call, with what runs in either. What certainly runs in
 * one of them certainly runs; what is only assumed gives way to what runs.
 */
export function mergeCalls(first: readonly ConvCall[], second: readonly ConvCall[]): ConvCall[] {
  const merged = new Map<string, ConvCall>();
  for (const call of [...first, ...second]) {
    const key = `${call.span.from}:${call.span.to}:${call.api}`;
    const present = merged.get(key);
    merged.set(key, present ? mergeCall(present, call) : call);
  }
  return [...merged.values()].sort((a, b) => a.span.from - b.span.from || a.span.to - b.span.to);
}

function mergeCall(a: ConvCall, b: ConvCall): ConvCall {
  const problems = distinct([...a.problems, ...b.problems], its => `${its.code} ${its.span.from} ${its.message}`);
  if (a.assumed !== b.assumed && says(a) && says(b)) return { ...(a.assumed ? b : a), problems };
  const [better, other] = standing(b) > standing(a) ? [b, a] : [a, b];
  const certain = new Set([...a.runs, ...b.runs].map(runKey));
  const isCertain = (run: Run): boolean => certain.has(runKey(run));
  const possible = [...a.maybe, ...b.maybe];
  // What certainly happens in one of them and perhaps in the other has its count from both.
  const runs = added([...a.runs, ...b.runs, ...possible.filter(isCertain)].filter(run => !isMore(run)));
  const maybe = added(possible.filter(run => !isCertain(run)));
  const variants = distinct([better, other].flatMap(allParams), params => JSON.stringify(params));
  return {
    ...better,
    runs: [...a.runs, ...b.runs].some(isMore) ? [...runs, MORE] : runs,
    maybe,
    assumed: (a.assumed && says(a)) || (b.assumed && says(b)),
    problems,
    ...(variants.length > 1 ? { variants } : {}),
  };
}

const MORE: Run = { input: null, output: null };

/** Whether this stands for runs that are not listed. */
function isMore({ input, output }: Run): boolean {
  return input === null && output === null;
}

function says(call: ConvCall): boolean {
  return call.runs.length > 0 || call.maybe.length > 0;
}

/** How much an entry says of what runs: the one that says more is the one to show. */
function standing(call: ConvCall): number {
  if (call.runs.some(run => !isMore(run))) return 3;
  if (call.maybe.length > 0) return 2;
  return call.params ? 1 : 0;
}

function allParams({ params, variants }: ConvCall): NonNullable<ConvCall['params']>[] {
  return [...(params ? [params] : []), ...(variants ?? [])];
}

function runKey({ input, output }: Run): string {
  const key = (shape: Shape | null): string => (shape ? shape.map(dimKey).join(',') : '?');
  return `${key(input)}|${key(output)}`;
}

/** Each pair of shapes once, in order of first occurrence, with how often it happens in all. */
function added(runs: readonly Run[]): Run[] {
  const all = new Map<string, Run>();
  for (const run of runs) {
    const key = runKey(run);
    const present = all.get(key);
    const times = present?.times && run.times ? { times: addTimes(present.times, run.times) } : {};
    all.set(key, present ? { ...present, ...times } : run);
  }
  return [...all.values()];
}

/** Each once, in order of first occurrence. */
function distinct<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  const seen = new Set<string>();
  return items.filter(item => !seen.has(keyOf(item)) && seen.add(keyOf(item)));
}
