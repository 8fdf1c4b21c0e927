import { describeShape, describeTimes, type CallOutcome, type ConvCall, type Run } from '../analysis/index.js';
import { callsOf, type Listed, type Part } from './listing.js';

/** A call longer than this is shortened. */
const CALL_WIDTH = 60;

interface Row {
  readonly place: string;
  readonly call: string;
  readonly shapes: readonly string[];
  readonly notes: readonly string[];
}

/** A file's calls for people: place, call and shapes, and the problems below each. */
export function table(file: Listed): string {
  const rows = file.parts.flatMap(part => callsOf(part).map(call => rowOf(call, part)));
  const problems = file.parts.flatMap(part =>
    part.analysis.problems.map(({ message, span }) => `  ${placeOf(part, span.from)}  ${message}\n`),
  );
  if (rows.length === 0) return `${file.path}: no convolution found\n${problems.join('')}`;
  const placeWidth = Math.max(...rows.map(row => row.place.length));
  const callWidth = Math.max(...rows.map(row => row.call.length));
  const lines = rows.flatMap(({ place, call, shapes, notes }) => {
    const [first = '', ...others] = shapes;
    const indent = ' '.repeat(placeWidth + callWidth + 6);
    return [
      `  ${place.padEnd(placeWidth)}  ${call.padEnd(callWidth)}  ${first}`.trimEnd(),
      ...others.map(shape => indent + shape),
      ...notes.map(note => `  ${' '.repeat(placeWidth)}  ${note}`),
    ];
  });
  return `${file.path}\n${lines.join('\n')}\n${problems.join('')}`;
}

/** What is assumed, where something has to be that the shapes themselves do not show. */
function assumptionOf(call: ConvCall): string[] {
  return call.assumption !== undefined && call.assumption.includes(', with ') ? [`assumed: ${call.assumption}`] : [];
}

/** Line and column from 1, as editors show them. */
export function placeOf(part: Part, offset: number): string {
  const { line, character } = part.lines.position(offset);
  return `${part.cell === null ? '' : `cell ${part.cell}, `}${line + 1}:${character + 1}`;
}

function rowOf(call: ConvCall, part: Part): Row {
  return {
    place: placeOf(part, call.span.from),
    call: callText(call, part),
    shapes: shapesOf(call),
    notes: call.problems.map(problem => `! ${problem.message}`).concat(assumptionOf(call)),
  };
}

/** The call on one line. */
export function callText(call: ConvCall, part: Part): string {
  const text = part.text.slice(call.span.from, call.span.to).replace(/\s+/g, ' ').trim();
  return text.length > CALL_WIDTH ? `${text.slice(0, CALL_WIDTH - 1)}…` : text;
}

function shapesOf(call: ConvCall): string[] {
  if (!call.complete) return ['not complete'];
  const runs = [
    ...call.runs.map(run => runText(run, call.assumed ? 'assumed' : '', call.divisible)),
    ...call.maybe.map(run => runText(run, 'maybe')),
  ];
  if (runs.length > 0) return runs;
  if (call.shown.input === null && call.shown.output === null) return [];
  // A model that is only built passes a symbolic input on; a layer alone takes any.
  return [runText(call.shown, call.certainty === 'assumed' ? 'assumed' : 'any input', call.divisible)];
}

function runText(run: Run, note: string, divisible?: ConvCall['divisible']): string {
  if (run.input === null && run.output === null) return 'and more that is not known';
  const times = run.times ? describeTimes(run.times) : '';
  const notes = [note, times].filter(text => text !== '').join(', ');
  return `${describeShape(run.input, 'math', divisible)} → ${describeShape(run.output, 'math', divisible)}${notes === '' ? '' : `  (${notes})`}`;
}

/** What became of the --call expressions, a line each. */
export function callsTable(calls: readonly CallOutcome[]): string {
  const width = Math.max(...calls.map(({ call }) => call.length));
  return `calls\n${calls.map(outcome => `  ${outcome.call.padEnd(width)}  ${outcomeText(outcome)}\n`).join('')}`;
}

function outcomeText({ output, error, why }: CallOutcome): string {
  if (error !== null) return `! ${error}`;
  if (output !== null) return `→ ${describeShape(output)}`;
  return why === null ? '→ no tensor' : `→ ?  (${why})`;
}
