import type { ConvCall, Run, Shape } from '../analysis/index.js';
import { describeShape } from '../analysis/reading.js';
import type { Translate } from './translate.js';

/** One pass through a layer: "(N, 3, H, W) → (N, 64, ⌈H/2⌉, ⌈W/2⌉)"; "?" for a shape of unknown rank. */
export function runText(run: Run, divisible?: ConvCall['divisible']): string {
  return `${shapeText(run.input, divisible)} → ${shapeText(run.output, divisible)}`;
}

function shapeText(shape: Shape | null, divisible?: ConvCall['divisible']): string {
  return describeShape(shape, 'math', divisible);
}

/**
 * The shapes of a call as they are copied, listed and shown. A half-typed call has none, and a call that its framework
 * refuses has no output.
 */
export function shownText(call: ConvCall, t: Translate): string {
  if (!call.complete) {
    return t('incomplete');
  }
  return isRefused(call)
    ? `${shapeText(call.shown.input, call.divisible)} → ${t('none')}`
    : runText(call.shown, call.divisible);
}

/** The framework would raise an error here: there is an input, and no output because of a problem. */
export function isRefused(call: ConvCall): boolean {
  return (
    call.shown.output === null &&
    call.problems.some(problem => problem.code !== 'uneven-overlap' && problem.code !== 'unpainted-output')
  );
}

/** The pairs that flow through a call besides the one that is shown. */
export interface OtherRuns {
  readonly certain: readonly string[];
  readonly possible: readonly string[];
  /** More may happen than is listed. */
  readonly open: boolean;
}

/**
 * Every distinct further pair that flows through the call, those that certainly do first, each with what `remark` says of it in
 * brackets.
 */
export function otherRuns(call: ConvCall, remark: (run: Run) => string = () => ''): OtherRuns {
  const isListed = (run: Run) => run.input !== null || run.output !== null;
  const textOf = (run: Run) => runText(run, call.divisible);
  const shown = textOf(call.shown);
  const told = new Set([shown]);
  const distinct = (runs: readonly Run[]): string[] => {
    const texts: string[] = [];
    for (const run of runs.filter(isListed)) {
      const text = textOf(run);
      if (told.has(text)) continue;
      told.add(text);
      const said = remark(run);
      texts.push(said === '' ? text : `${text} (${said})`);
    }
    return texts;
  };
  return {
    certain: distinct(call.runs),
    possible: distinct(call.maybe),
    open: !call.runs.every(isListed),
  };
}
