import { analyzeText, type AnalysisOptions, type ConvCall, type FileAnalysis } from '../../src/analysis/index.js';
import { Machine } from '../../src/python/machine.js';
import { DEFAULT_BUDGET } from '../../src/analysis/program.js';
import { Budget } from '../../src/python/budget.js';

/** What one broken file cost. */
export interface Cost {
  readonly steps: number;
  /** The module level was given up. */
  readonly givenUp: boolean;
}

/** All that an analysis may take together: the module level, then what is tried on its defaults. */
export const MOST_STEPS = DEFAULT_BUDGET.steps + DEFAULT_BUDGET.assumedSteps;

/** The steps that are charged while something runs. */
export function counted<R>(run: () => R): { readonly result: R; readonly steps: number } {
  const { tick } = Budget.prototype;
  let steps = 0;
  Budget.prototype.tick = function (this: Budget, more: number): void {
    // What is beyond the budget is refused before it is done.
    tick.call(this, more);
    steps += more;
  };
  try {
    return { result: run(), steps };
  } finally {
    Budget.prototype.tick = tick;
  }
}

/** What is wrong with the analysis of a text, in words; null where nothing is. */
export function complaint(text: string, { calls, problems }: FileAnalysis): string | null {
  const internal = problems.find(problem => problem.code === 'internal');
  if (internal) return internal.message;
  for (const call of calls) {
    const { from, to } = call.span;
    if (!(from >= 0 && from < to && to <= text.length)) return `the span ${from}–${to} is outside`;
    const said = call.complete ? [] : numbersOf(call);
    if (said.length > 0) return `the incomplete call at ${from} has ${said.join(', ')}`;
  }
  return null;
}

/** A call that is being typed may show nothing that its arguments do not yet determine. */
function numbersOf(call: ConvCall): string[] {
  const said: string[] = [];
  if (call.params !== null || call.spec !== null) said.push('parameters');
  if (call.runs.length > 0 || call.maybe.length > 0) said.push('runs');
  if (call.shown.input !== null || call.shown.output !== null) said.push('shapes');
  return said;
}

/** Analyses a text: what is wrong with the answer, and what it cost. */
export function check(
  text: string,
  options: AnalysisOptions = {},
): { readonly wrong: string | null; readonly cost: Cost } {
  let givenUp = false;
  const { markIncomplete } = Machine.prototype;
  Machine.prototype.markIncomplete = function (this: Machine, why): void {
    givenUp = true;
    markIncomplete.call(this, why);
  };
  try {
    const { result, steps } = counted(() => analyzeText(text, options));
    const wrong = complaint(text, result);
    return { wrong: wrong ?? (steps > MOST_STEPS ? `it took ${steps} steps` : null), cost: { steps, givenUp } };
  } catch (error) {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { wrong: `an exception: ${message}`, cost: { steps: 0, givenUp } };
  } finally {
    Machine.prototype.markIncomplete = markIncomplete;
  }
}

/** The runs of the calls that end before an offset, as texts. */
export function runsBefore(analysis: FileAnalysis, end: number): string[] {
  return analysis.calls
    .filter(call => call.span.to <= end && !call.assumed && call.runs.length + call.maybe.length > 0)
    .map(({ api, span, runs, maybe }) => `${api} at ${span.from}–${span.to}: ${JSON.stringify([runs, maybe])}`);
}
