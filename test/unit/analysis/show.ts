import { analyzeText, describeShape, type ConvCall } from '../../../src/analysis/index.js';

/** One line per call: its text, the shapes that are shown, how sure they are, and the codes of its problems. */
export function show(text: string): string[] {
  return analyzeText(text).calls.map(call => lineOf(call, text));
}

export function lineOf(call: ConvCall, text: string): string {
  const source = text.slice(call.span.from, call.span.to).replace(/\s+/g, ' ');
  if (!call.complete) return `${source} | incomplete`;
  const shapes = `${describeShape(call.shown.input)} → ${describeShape(call.shown.output)}`;
  const certainty = call.certainty === 'certain' ? '' : ` | ${call.certainty}`;
  const codes = call.problems.map(problem => ` | ${problem.code}`).join('');
  return `${source} | ${shapes}${certainty}${codes}`;
}

/** The shown shapes of a file's only call. */
export function only(text: string): string {
  const lines = show(text);
  return lines.length === 1 ? (lines[0]?.split(' | ').slice(1).join(' | ') ?? '') : `${lines.length} calls`;
}

/** The full names of the convolutions that are found. */
export function apis(text: string): string[] {
  return analyzeText(text).calls.map(call => call.api);
}
