import {
  describeShape,
  describeTimes,
  type Argument,
  type ConvCall,
  type Place,
  type Run,
  type Why,
} from '../analysis/index.js';
import { callsOf, type Listed, type Part } from './listing.js';
import { callText, placeOf } from './layersTable.js';
import { Lines } from './positions.js';

/** What is known of the calls that touch a line (from 1; of every cell of a notebook), and why other things are not. */
export function explain(file: Listed, line: number): string {
  const found = file.parts.flatMap(part =>
    callsOf(part)
      .filter(({ span }) => {
        const { start, end } = part.lines.range(span);
        return start.line <= line - 1 && line - 1 <= end.line;
      })
      .map(call => explainCall(call, part, file)),
  );
  return found.length === 0
    ? `${file.path}:${line}: no convolution on this line\n`
    : `${file.path}\n${found.join('\n')}`;
}

function explainCall(call: ConvCall, part: Part, file: Listed): string {
  const lines = [
    `  ${placeOf(part, call.span.from)}  ${callText(call, part)}`,
    `    ${call.api}${call.derived ? ' (by its source; its own answers were not compared)' : ''}`,
  ];
  if (!call.complete) lines.push('    the call is not complete');
  for (const argument of call.arguments) lines.push(`    ${argumentText(argument)}`);
  for (const [word, run] of runsOf(call)) {
    lines.push(`    ${word}: ${runText(run, call.divisible)}`);
    for (const why of reasonsOf(call, run, word, file)) lines.push(`      ${why}`);
  }
  for (const problem of call.problems) lines.push(`    ! ${problem.message}`);
  return `${lines.join('\n')}\n`;
}

type Word = 'certain' | 'possible' | 'assumed' | 'any input';

/** The runs with how sure they are; without any, what the layer makes of any input. */
function runsOf(call: ConvCall): (readonly [Word, Run])[] {
  const certain = call.runs.map(run => [call.assumed ? 'assumed' : 'certain', run] as const);
  const runs = [...certain, ...call.maybe.map(run => ['possible', run] as const)];
  if (runs.length > 0) return runs;
  const { input, output } = call.shown;
  if (input === null && output === null) return [];
  return [[call.certainty === 'assumed' ? 'assumed' : 'any input', call.shown]];
}

function runText(run: Run, divisible: ConvCall['divisible']): string {
  if (run.input === null && run.output === null && !run.times) return 'and more that is not known';
  const times = run.times ? describeTimes(run.times) : '';
  return `${describeShape(run.input, 'math', divisible)} → ${describeShape(run.output, 'math', divisible)}${times === '' ? '' : `  (${times})`}`;
}

/** Why a run's shapes are what they are, each reason once: what leads to it, on what it depends, and what is not known. */
function reasonsOf(call: ConvCall, run: Run, word: Word, file: Listed): string[] {
  const reasons = new Set<string>();
  if (word === 'any input') reasons.add('nothing in the file calls it: what it makes of an input of any size');
  if (word === 'assumed' && call.assumption !== undefined) reasons.add(`the file does not run it: ${call.assumption}`);
  else if (run.from) {
    const text = sourceOf(run.from, file);
    reasons.add(`by ${text === '' ? 'the call' : text}${at(run.from, file)}`);
  }
  if (run.why) reasons.add(`${word === 'possible' ? 'it may not happen: ' : ''}${whyText(run.why, file)}`);
  const unknown = new Map<string, string[]>();
  for (const [side, shape] of [
    ['input', run.input],
    ['output', run.output],
  ] as const) {
    if (shape === null && run.times && !run.why) reasons.add(`how many dimensions the ${side} has is not known`);
    shape?.forEach((dim, i) => {
      if (typeof dim !== 'object' || !('unknown' in dim)) return;
      const why = whyText({ message: dim.unknown, ...(dim.place ? { place: dim.place } : {}) }, file);
      unknown.set(why, [...(unknown.get(why) ?? []), `dimension ${i} of the ${side}`]);
    });
  }
  for (const [why, dims] of unknown) reasons.add(`${dims.join(', ')}: not known, ${why}`);
  return [...reasons];
}

function whyText({ message, place }: Why, file: Listed): string {
  return `${message}${place ? at(place, file) : ''}`;
}

/** A call longer than this is cut. */
const SOURCE_WIDTH = 70;

/** The text at a place, on one line. */
function sourceOf(place: Place, file: Listed): string {
  const text = textAt(place, file)?.slice(place.from, place.to).replace(/\s+/g, ' ').trim() ?? '';
  return text.length > SOURCE_WIDTH ? `${text.slice(0, SOURCE_WIDTH - 1)}…` : text;
}

/** Where a place is, as ", line 12" of the same file, or ", other.py:12". */
function at(place: Place, file: Listed): string {
  if (place.file === EXPRESSION) return ', in the --call expression';
  const text = textAt(place, file);
  if (text === null) return '';
  const line = new Lines(text).position(place.from).line + 1;
  const cell = cellOf(place, file);
  if (cell) return `, cell ${cell.cell ?? 0} line ${line}`;
  return place.file === file.path ? `, line ${line}` : `, ${place.file}:${line}`;
}

/** The file name of what --call gives. */
const EXPRESSION = '<expression>';

function textAt(place: Place, file: Listed): string | null {
  if (place.file === EXPRESSION) return null;
  return cellOf(place, file)?.text ?? file.textOf(place.file);
}

/** The cell of a notebook that a name of the analysis stands for. */
function cellOf({ file: name }: Place, { parts }: Listed): Part | undefined {
  const number = /^cell (\d+)$/.exec(name)?.[1];
  const part = number === undefined ? undefined : parts[Number(number) - 1];
  return part?.cell === null ? undefined : part;
}

function argumentText({ name, text, span, value, symbolic, why }: Argument): string {
  const shown = Array.isArray(value)
    ? `(${value.join(', ')})`
    : typeof value === 'string'
      ? `'${value}'`
      : pythonText(value);
  const given = span === null ? ' (its default)' : '';
  if (shown !== undefined) return `${name} = ${shown === text ? text : `${text} = ${shown}`}${given}`;
  return `${name} = ${symbolic ?? text}${given}: not known, ${why ?? 'for a reason that is not recorded'}`;
}

function pythonText(value: Argument['value']): string | undefined {
  if (value === undefined) return undefined;
  if (value === null) return 'None';
  return typeof value === 'boolean' ? (value ? 'True' : 'False') : String(value);
}
