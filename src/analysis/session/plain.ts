import { Sym } from '../../python/sym/sym.js';
import type { CallOutcome } from '../evaluateCalls.js';
import type { ConvCall, Dim, FileAnalysis, Run, Shape } from '../types.js';

/** A symbolic size as data that can be cloned: a polynomial is maps, lists and numbers. */
interface PlainSym {
  readonly poly: Sym['poly'];
}

type PlainDim = Exclude<Dim, Sym> | PlainSym;

/** Marks what went through `toClonable`: an analysis, of which the symbolic sizes have lost their class. */
export interface Plain<T> {
  readonly plain: T;
}

/** An analysis as data that can be sent to another thread. */
export function toClonable(analyses: readonly FileAnalysis[]): Plain<readonly FileAnalysis[]> {
  return { plain: analyses.map(its => mapped(its, plainDim)) };
}

/** The analysis that was sent. */
export function fromClonable({ plain }: Plain<readonly FileAnalysis[]>): FileAnalysis[] {
  return plain.map(its => mapped(its, fullDim));
}

export function outcomesToClonable(outcomes: readonly CallOutcome[]): Plain<readonly CallOutcome[]> {
  return { plain: outcomes.map(its => ({ ...its, output: mappedShape(its.output, plainDim) })) };
}

export function outcomesFromClonable({ plain }: Plain<readonly CallOutcome[]>): CallOutcome[] {
  return plain.map(its => ({ ...its, output: mappedShape(its.output, fullDim) }));
}

type MapDim = (dim: Dim) => Dim;

function plainDim(dim: Dim): Dim {
  if (!(dim instanceof Sym)) return dim;
  const plain: PlainDim = { poly: dim.poly };
  return plain as Dim;
}

function fullDim(dim: Dim): Dim {
  return typeof dim === 'object' && 'poly' in dim ? Sym.from((dim as PlainSym).poly) : dim;
}

function mapped({ calls, problems }: FileAnalysis, map: MapDim): FileAnalysis {
  return { calls: calls.map(call => mappedCall(call, map)), problems };
}

function mappedCall(call: ConvCall, map: MapDim): ConvCall {
  const run = ({ input, output, ...rest }: Run): Run => ({
    ...rest,
    input: mappedShape(input, map),
    output: mappedShape(output, map),
  });
  return { ...call, runs: call.runs.map(run), maybe: call.maybe.map(run), shown: run(call.shown) };
}

function mappedShape(shape: Shape | null, map: MapDim): Shape | null {
  return shape === null ? null : shape.map(map);
}
