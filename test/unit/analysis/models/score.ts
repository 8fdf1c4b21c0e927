import type { ConvCall, Dim, FileAnalysis, Run, Shape } from '../../../../src/analysis/index.js';
import { Lines } from '../../../../src/cli/positions.js';
import { Sym } from '../../../../src/python/sym/sym.js';

/** A dimension as a framework gave it; "N" where Keras leaves it open. */
export type RealDim = number | 'N';
export type RealRun = readonly [readonly RealDim[] | null, readonly RealDim[] | null];

/** One call site as test/truth/models/trace.py recorded it. */
export interface RealSite {
  readonly api: string;
  /** Line and character of the start and of the end, from 0. */
  readonly range: readonly [number, number, number, number];
  readonly runs: readonly RealRun[];
  /** The notebook's cell, from 0. */
  readonly cell?: number;
}

export const VERDICTS = ['exact', 'partial', 'unknown', 'wrong', 'missing', 'phantom'] as const;

/**
 * exact: the reported runs are the real ones; partial: a part of them, or possible ones, nothing false; unknown: no concrete pair; wrong: a pair,
 * or a half-known pair, that fits no real one; missing: not listed; phantom: listed, or with concrete runs, where nothing ran.
 */
export type Verdict = (typeof VERDICTS)[number];

export interface Score {
  readonly verdict: Verdict;
  /** Where it is and what was said, for a person who reads the failure. */
  readonly message: string;
}

/** One text with its analysis: a file, or a notebook's cell. */
export interface Scored {
  readonly text: string;
  readonly analysis: FileAnalysis;
  readonly sites: readonly RealSite[];
}

/** The mark of a call that the script does not run: it is to be listed without concrete runs. */
const NEVER_RUN = '# never run';

/** Scores every site that is real or listed. */
export function score({ text, analysis, sites }: Scored): Score[] {
  const lines = new Lines(text);
  const rows = text.split(/\r\n?|\n/);
  const keyOf = (call: ConvCall): string => {
    const { start, end } = lines.range(call.span);
    return `${call.api} ${start.line}:${start.character}-${end.line}:${end.character}`;
  };
  const calls = new Map(analysis.calls.map(call => [keyOf(call), call]));
  const scores: Score[] = [];
  for (const site of sites) {
    const [line, character, endLine, endCharacter] = site.range;
    const key = `${site.api} ${line}:${character}-${endLine}:${endCharacter}`;
    const call = calls.get(key);
    calls.delete(key);
    const verdict = call ? verdictOf(call, site.runs) : 'missing';
    const said = call ? `said ${runsText(call)}` : 'not listed';
    scores.push({ verdict, message: `line ${line + 1} ${site.api}: ${said}, real ${realText(site.runs)}` });
  }
  for (const call of calls.values()) {
    const { line } = lines.position(call.span.from);
    const expected = rows.slice(line, lines.position(call.span.to).line + 1).some(row => row.includes(NEVER_RUN));
    scores.push({
      verdict: expected ? verdictOf(call, []) : 'phantom',
      message: `line ${line + 1} ${call.api}: said ${runsText(call)}, and nothing is there`,
    });
  }
  return scores;
}

function verdictOf(call: ConvCall, real: readonly RealRun[]): Verdict {
  const listed = call.runs.filter(run => run.input !== null || run.output !== null);
  const open = listed.length < call.runs.length;
  if (real.length === 0) return !call.assumed && listed.some(isConcrete) ? 'phantom' : 'exact';
  if (listed.some(run => !real.some(its => fits(run, its)))) return 'wrong';
  if (!call.assumed && call.certainty === 'assumed' && !real.some(its => fits(call.shown, its))) return 'wrong';
  const matched = real.filter(its => listed.some(run => isExactly(run, its)));
  if (matched.length === real.length && listed.length === real.length && !open && !call.assumed) return 'exact';
  const possible = call.maybe.some(run => isConcrete(run) && real.some(its => fits(run, its)));
  return matched.length > 0 || possible ? 'partial' : 'unknown';
}

function isConcrete({ input, output }: Run): boolean {
  return !!input && !!output && [...input, ...output].every(dim => typeof dim === 'number');
}

/** Whether every dimension is the real one; where Keras leaves it open, an expression says more. */
function isExactly({ input, output }: Run, [realInput, realOutput]: RealRun): boolean {
  const same = (shape: Shape | null, real: readonly RealDim[] | null): boolean =>
    shape === null || real === null
      ? shape === real
      : shape.length === real.length &&
        shape.every((dim, i) => (real[i] === 'N' ? dim instanceof Sym : dim === real[i]));
  return same(input, realInput) && same(output, realOutput);
}

/** Whether names can be given values so that the pair is the real one; what is unknown fits all. */
export function fits({ input, output }: Run, [realInput, realOutput]: RealRun): boolean {
  const names = new Map<string, number>();
  const pairs: [Dim, RealDim][] = [];
  for (const [shape, real] of [
    [input, realInput],
    [output, realOutput],
  ] as const) {
    if (!shape || !real) continue;
    if (shape.length !== real.length) return false;
    shape.forEach((dim, i) => pairs.push([dim, real[i] ?? 'N']));
  }
  for (const [dim, real] of pairs) {
    const name = nameOf(dim);
    if (name !== null && real !== 'N' && !names.has(name)) names.set(name, real);
  }
  return pairs.every(([dim, real]) => {
    if (typeof dim === 'number') return dim === real;
    if (!(dim instanceof Sym) || real === 'N') return true;
    const value = dim.evaluate(names);
    return value === undefined || value === real;
  });
}

/** The name that an expression consists of, or null. */
function nameOf(dim: Dim): string | null {
  if (!(dim instanceof Sym)) return null;
  const text = dim.printPython();
  return dim.names.length === 1 && dim.names[0] === text ? text : null;
}

function runsText(call: ConvCall): string {
  const runs = [...call.runs.map(runText), ...call.maybe.map(run => `maybe ${runText(run)}`)];
  const shown = runs.length === 0 ? `, shows ${runText(call.shown)}` : '';
  return `${call.assumed ? 'assumed ' : ''}[${runs.join(', ')}]${shown}`;
}

export function runText({ input, output }: Run): string {
  return `${shapeText(input)}→${shapeText(output)}`;
}

function shapeText(shape: Shape | null): string {
  if (!shape) return '?';
  const dims = shape.map(dim => (typeof dim === 'number' ? dim : dim instanceof Sym ? dim.printPython() : '?'));
  return `(${dims.join(', ')})`;
}

function realText(runs: readonly RealRun[]): string {
  return `[${runs.map(([input, output]) => `(${input?.join(', ') ?? '?'})→(${output?.join(', ') ?? '?'})`).join(', ')}]`;
}
