import { whereOf, type CallOutcome, type ConvCall, type Dim, type Run, type Shape } from '../analysis/index.js';
import { callsOf, type Listed, type Part } from './listing.js';

type JsonDim = number | string | null;

interface JsonRun {
  readonly input: readonly JsonDim[] | null;
  readonly output: readonly JsonDim[] | null;
}

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

/** How often a run happens, and where: for each entry of `runs`, or of `maybe`, one of these. */
interface JsonTimes {
  /** 0 for a run that may happen any number of times, which `atLeast` says. */
  readonly count: number;
  /** Or more often. */
  readonly atLeast?: true;
  /** The attributes from the outermost model that its places have in common: ResNet.layer3. */
  readonly where?: string;
}

function jsonTimes({ times }: Run): JsonTimes | null {
  if (!times) return null;
  const where = whereOf(times).join(', ');
  return { count: times.least, ...(times.exact ? {} : { atLeast: true }), ...(where === '' ? {} : { where }) };
}

function timesOf({ runs, maybe }: ConvCall) {
  return {
    ...(runs.length > 0 ? { counts: runs.map(jsonTimes) } : {}),
    ...(maybe.length > 0 ? { maybeCounts: maybe.map(jsonTimes) } : {}),
  };
}

/** A file's entry in the JSON document. */
export function fileResult(file: Pick<Listed, 'path' | 'parts'>) {
  return {
    path: file.path,
    layers: file.parts.flatMap(part => callsOf(part).map(call => layerResult(call, part))),
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

function layerResult(call: ConvCall, part: Part) {
  return {
    api: call.api,
    ...cellOf(part),
    range: part.lines.range(call.span),
    runs: call.runs.map(jsonRun),
    maybe: call.maybe.map(jsonRun),
    ...timesOf(call),
    assumed: call.assumed,
    ...(call.assumption === undefined ? {} : { assumption: call.assumption }),
    problems: call.problems.map(({ code, message, span }) => ({ code, message, range: part.lines.range(span) })),
    ...(call.complete ? {} : { incomplete: true }),
    ...whyOf(call),
  };
}

/** Why a dimension of a run is not known: the first reason. */
function whyOf({ runs, maybe }: ConvCall): { why?: string } {
  for (const { input, output } of [...runs, ...maybe]) {
    for (const dim of [...(input ?? []), ...(output ?? [])]) {
      if (typeof dim === 'object' && 'unknown' in dim) return { why: dim.unknown };
    }
  }
  return {};
}

function cellOf({ cell }: Part): { cell?: number } {
  return cell === null ? {} : { cell };
}

/** What became of a --call expression. */
export function callResult({ call, output, error, why }: CallOutcome) {
  return { call, output: jsonShape(output), error, ...(why === null ? {} : { why }) };
}
