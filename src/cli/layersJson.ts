import type { ConvCall, Dim, Run, Shape } from '../analysis/index.js';
import { callsOf, type Listed, type Part } from './listing.js';

type JsonDim = number | string | null;

interface JsonRun {
  readonly input: readonly JsonDim[] | null;
  readonly output: readonly JsonDim[] | null;
}

/** More may happen than is listed. */
const MORE: JsonRun = { input: null, output: null };

/** A number if it is certain, a Python expression if it is symbolic, null if it is unknown. */
function jsonDim(dim: Dim): JsonDim {
  if (typeof dim === 'number') return dim;
  if ('unknown' in dim) return null;
  return dim.isOpaque ? null : dim.printPython();
}

function jsonShape(shape: Shape | null): readonly JsonDim[] | null {
  return shape === null ? null : shape.map(jsonDim);
}

function jsonRun({ input, output }: Run): JsonRun {
  return { input: jsonShape(input), output: jsonShape(output) };
}

/**
 * A file's entry in the JSON document. Where --call expressions were asked for, which are not evaluated, nothing is known of what
 * runs then.
 */
export function fileResult(file: Listed, withCalls: boolean) {
  return {
    path: file.path,
    layers: file.parts.flatMap(part => callsOf(part).map(call => layerResult(call, part, withCalls))),
    problems: file.parts.flatMap(part =>
      part.analysis.problems.map(({ code, message, span }) => ({
        code,
        message,
        range: part.lines.range(span),
        ...cellOf(part),
      })),
    ),
  };
}

function layerResult(call: ConvCall, part: Part, withCalls: boolean) {
  return {
    api: call.api,
    ...cellOf(part),
    range: part.lines.range(call.span),
    runs: withCalls ? [MORE] : call.runs.map(jsonRun),
    maybe: withCalls ? [] : call.maybe.map(jsonRun),
    assumed: !withCalls && call.assumed,
    problems: call.problems.map(({ code, message, span }) => ({ code, message, range: part.lines.range(span) })),
    ...(call.complete ? {} : { incomplete: true }),
  };
}

function cellOf({ cell }: Part): { cell?: number } {
  return cell === null ? {} : { cell };
}

/** What became of a --call expression. */
export function callResult(call: string): { call: string; output: null; error: string } {
  return { call, output: null, error: 'expressions are not evaluated yet' };
}
