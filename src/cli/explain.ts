import { describeShape, type Argument, type ConvCall, type Run } from '../analysis/index.js';
import { callsOf, type Listed, type Part } from './listing.js';
import { callText, placeOf } from './layersTable.js';

/** What is known of the calls that touch a line (from 1; of every cell of a notebook), and why other things are not. */
export function explain(file: Listed, line: number): string {
  const found = file.parts.flatMap(part =>
    callsOf(part)
      .filter(({ span }) => {
        const { start, end } = part.lines.range(span);
        return start.line <= line - 1 && line - 1 <= end.line;
      })
      .map(call => explainCall(call, part)),
  );
  return found.length === 0
    ? `${file.path}:${line}: no convolution on this line\n`
    : `${file.path}\n${found.join('\n')}`;
}

function explainCall(call: ConvCall, part: Part): string {
  const lines = [
    `  ${placeOf(part, call.span.from)}  ${callText(call, part)}`,
    `    ${call.api}${call.derived ? ' (by its source; its own answers were not compared)' : ''}`,
  ];
  if (!call.complete) lines.push('    the call is not complete');
  for (const argument of call.arguments) lines.push(`    ${argumentText(argument)}`);
  const runs = [...call.runs, ...call.maybe];
  const certainty = call.assumed ? 'assumed: ' : '';
  for (const run of runs.length > 0 ? runs : [call.shown]) {
    lines.push(`    ${certainty}${describeShape(run.input)} → ${describeShape(run.output)}`);
    for (const why of unknowns(run)) lines.push(`      ${why}`);
  }
  for (const problem of call.problems) lines.push(`    ! ${problem.message}`);
  return `${lines.join('\n')}\n`;
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

/** Why the dimensions of a run are not known, each reason once. */
function unknowns(run: Run): string[] {
  const reasons = new Set<string>();
  for (const [side, shape] of [
    ['input', run.input],
    ['output', run.output],
  ] as const) {
    if (shape === null) reasons.add(`${side}: its number of dimensions is not known`);
    shape?.forEach((dim, i) => {
      if (typeof dim === 'object' && 'unknown' in dim) reasons.add(`${side}, dimension ${i}: ${dim.unknown}`);
    });
  }
  return [...reasons];
}
