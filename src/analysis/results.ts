import { overlapVerdict, verdictSentence, type LayerParams, type Problem } from '../engine/index.js';
import {
  convForward,
  inFunctionWords,
  isPlainFloat,
  isPlainList,
  isPlainUnknown,
  spatialSpec,
  specResult,
  symbolicInput,
  whyUnknown,
} from '../frameworks/index.js';
import type { Build, ConvRow, Plain, Records, SeenArgument, SeenRun, Site } from '../frameworks/index.js';
import { Signature } from '../python/native.js';
import { parseDefault } from '../python/defaults.js';
import { Sym } from '../python/sym/sym.js';
import type { Reason } from '../python/value.js';
import { toPlain } from '../frameworks/index.js';
import type { TriedRun } from './program.js';
import type { Argument, Certainty, ConvCall, Run, Span, Why } from './types.js';

/** The runs of one site, by how sure they are. */
export interface SiteRuns {
  readonly certain: readonly SeenRun[];
  readonly maybe: readonly SeenRun[];
  /** On a symbolic input: of a class on its own defaults (`assumed`), or of a Sequential alone (`flow`). */
  readonly assumed: readonly TriedRun[];
  readonly flow: readonly TriedRun[];
  /** More may happen than is listed. */
  readonly open: boolean;
}

/** Groups an interpretation's runs by their site. */
export function runsBySite(records: Records): Map<Site, { certain: SeenRun[]; maybe: SeenRun[] }> {
  const groups = new Map<Site, { certain: SeenRun[]; maybe: SeenRun[] }>();
  for (const { run, sureness } of records.runs()) {
    let group = groups.get(run.site);
    if (!group) groups.set(run.site, (group = { certain: [], maybe: [] }));
    group[sureness].push(run);
  }
  return groups;
}

/** The call that a site is shown as. `text` is the file's. */
export function callOf(site: Site, runs: SiteRuns, text: string): ConvCall {
  const { row } = site;
  const { best, certainty } = choose(runs);
  const build = best?.build ?? site.builds[0];
  const base = {
    api: row.api,
    span: { from: site.range.from, to: site.range.to },
    calleeSpan: { from: site.calleeRange.from, to: site.calleeRange.to },
    callee: text.slice(site.calleeRange.from, site.calleeRange.to),
    ...(row.form === 'function' ? { functional: true as const } : {}),
    ...(row.derived ? { derived: true as const } : {}),
    complete: true,
  };
  if (!build || build.bindProblem) {
    const problems = build?.bindProblem ? [{ ...build.bindProblem, span: base.span }] : [];
    return { ...base, ...NOTHING, arguments: build ? argumentsOf(row, build, text) : [], problems };
  }
  const params = best?.params ?? build.reading.params;
  const spec = specOf(params, build);
  const listed = [...runs.certain, ...runs.maybe, ...runs.assumed];
  const assumed = runs.certain.length === 0 && runs.maybe.length === 0 && runs.assumed.length > 0;
  const isSure = ({ sureness }: SeenRun): boolean => sureness === 'certain';
  const certain = shapesOf(assumed ? runs.assumed.filter(isSure) : runs.certain);
  const maybe = shapesOf(assumed ? runs.assumed.filter(run => !isSure(run)) : runs.maybe);
  const shown = best ? runOf(best) : alone(row, build);
  const variants = variantsOf(params, [
    ...site.builds.map(its => its.reading.params),
    ...listed.map(run => run.params),
  ]);
  return {
    ...base,
    arguments: argumentsOf(row, build, text),
    params,
    spec,
    known: build.reading.known,
    ...(variants.length > 1 ? { variants } : {}),
    runs: runs.open ? [...certain, { input: null, output: null }] : certain,
    maybe,
    assumed,
    ...assumptionOf(assumed ? runs.assumed : best ? runs.flow.filter(run => run === best) : []),
    shown,
    certainty,
    problems: problemsOf(row, build, params, runs, base.span),
  };
}

/** What is assumed where runs are: the same of all of a site, which one try made. */
function assumptionOf([first]: readonly TriedRun[]): Pick<ConvCall, 'assumption' | 'divisible'> {
  if (first?.assumption === undefined) return {};
  return { assumption: first.assumption, ...(first.divisible ? { divisible: first.divisible } : {}) };
}

const NOTHING = {
  params: null,
  spec: null,
  known: {},
  runs: [],
  maybe: [],
  assumed: false,
  shown: { input: null, output: null },
  certainty: 'certain',
} as const;

/** The call of which only its place is known, because it is not complete: no number of it may be shown. */
export function incompleteCall(row: ConvRow, span: Span, calleeSpan: Span, text: string): ConvCall {
  const callee = text.slice(calleeSpan.from, calleeSpan.to);
  return { api: row.api, span, calleeSpan, callee, complete: false, ...NOTHING, arguments: [], problems: [] };
}

/** The run to show: the first one of which both shapes are known, among the surest. */
function choose(runs: SiteRuns): { best: SeenRun | undefined; certainty: Certainty } {
  const groups = [
    [runs.certain, 'certain'],
    [runs.maybe, 'possible'],
    [surestFirst(runs.assumed), 'assumed'],
    [surestFirst(runs.flow), 'assumed'],
  ] as const;
  for (const [group, certainty] of groups) {
    const best = group.find(run => run.input && run.output);
    if (best) return { best, certainty };
  }
  const refused = groups.flatMap(([group]) => group).find(run => run.problem && run.input);
  return { best: refused, certainty: 'certain' };
}

function surestFirst(runs: readonly TriedRun[]): TriedRun[] {
  return [...runs].sort((a, b) => Number(a.sureness === 'maybe') - Number(b.sureness === 'maybe'));
}

function shapesOf(runs: readonly SeenRun[]): Run[] {
  return runs.filter(run => !run.problem).map(runOf);
}

function runOf({ input, output, times, from, why, whyInput }: SeenRun): Run {
  const reason = why ? whyOf(why) : input === null && whyInput !== '' ? { message: whyInput } : null;
  return { input, output, times, ...(from ? { from } : {}), ...(reason ? { why: reason } : {}) };
}

function whyOf({ message, place }: Reason): Why {
  return { message, ...(place ? { place } : {}) };
}

/** A layer alone: what it makes of (N, C, H, W). */
function alone(row: ConvRow, build: Build): Run {
  // How many axes an input has is not known where the kernel says it and is not known.
  if (row.rankOfKernel && build.reading.known.spatialRank === undefined) return { input: null, output: null };
  const input = symbolicInput(row, build.reading);
  return { input, output: convForward(row, build.reading, input).output };
}

function specOf(params: LayerParams | null, build: Build): ConvCall['spec'] {
  if (!params) return build.reading.problems.length > 0 ? null : spatialSpec(build.reading.known);
  const built = specResult(params);
  return built.ok ? built.value : null;
}

function variantsOf(shown: LayerParams | null, all: readonly (LayerParams | null)[]): LayerParams[] {
  const found: LayerParams[] = [];
  for (const params of [shown, ...all]) {
    if (params && !found.some(its => its === params || sameParams(its, params))) found.push(params);
  }
  return found;
}

function sameParams(a: LayerParams, b: LayerParams): boolean {
  const names = Object.keys(a) as (keyof LayerParams)[];
  return names.every(name => sameValue(a[name], b[name]));
}

function sameValue(a: LayerParams[keyof LayerParams], b: LayerParams[keyof LayerParams]): boolean {
  if (a === b) return true;
  if (!Array.isArray(a) || !Array.isArray(b)) return false;
  return a.length === b.length && a.every((value, index) => value === b[index]);
}

const signatures = new Map<ConvRow, Signature>();

/** Those written, then those left out; of the latter only the ones that say something about the convolution. */
function argumentsOf(row: ConvRow, build: Build, text: string): Argument[] {
  let signature = signatures.get(row);
  if (!signature) signatures.set(row, (signature = Signature.parse(row.signature, row.api)));
  const written = build.arguments
    .filter(argument => argument.given)
    .map(argument => writtenArgument(row, argument, text));
  const names = new Set(written.map(argument => argument.name));
  const left = signature.params
    .filter(param => !names.has(param.name) && param.defaultText !== null && param.name in row.roles)
    .map((param): Argument => {
      const parsed = parseDefault(param.defaultText ?? '');
      const plain =
        build.arguments.find(its => its.name === param.name)?.value ?? (parsed === undefined ? null : toPlain(parsed));
      return {
        name: param.name,
        role: row.roles[param.name] ?? null,
        text: (param.defaultText ?? '').replaceAll('"', "'"),
        span: null,
        keyword: false,
        ...valueOf(plain),
      };
    });
  return [...written, ...left];
}

function writtenArgument(row: ConvRow, { name, span, keyword, value }: SeenArgument, text: string): Argument {
  const read = valueOf(value);
  return {
    name,
    role: row.roles[name] ?? null,
    text: span ? text.slice(span.from, span.to) : (read.symbolic ?? valueText(value)),
    span,
    keyword,
    ...read,
  };
}

/** A value as Python would print it. */
function valueText(value: Plain): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return `'${value}'`;
  if (isPlainList(value))
    return value.length === 1 ? `(${value.map(valueText).join('')},)` : `(${value.map(valueText).join(', ')})`;
  if (typeof value === 'number') return String(value);
  if (value instanceof Sym) return value.printPython();
  return isPlainFloat(value) ? String(value.float) : '…';
}

function valueOf(value: Plain): Pick<Argument, 'value' | 'why' | 'symbolic'> {
  if (value === null || typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean')
    return { value };
  if (value instanceof Sym) return { value: undefined, symbolic: value.printPython(), why: noValue(value) };
  if (isPlainFloat(value)) return { value: value.float };
  if (isPlainList(value)) {
    if (value.every(part => typeof part === 'number')) return { value };
    const why = whyUnknown(value) ?? 'not all parts are ints';
    const symbolic = value.every(part => typeof part === 'number' || part instanceof Sym);
    return { value: undefined, why, ...(symbolic ? { symbolic: valueText(value) } : {}) };
  }
  return { value: undefined, why: isPlainUnknown(value) ? value.unknown : `it is a ${value.other}` };
}

function noValue(value: Sym): string {
  return `${value.names.join(', ')} has no value here`;
}

/** What is wrong with a call, each thing once, at the argument at fault where there is one. */
function problemsOf(
  row: ConvRow,
  build: Build,
  params: LayerParams | null,
  runs: SiteRuns,
  span: Span,
): ConvCall['problems'] {
  const found: Problem[] = [...build.reading.problems];
  const built = params && found.length === 0 ? specResult(params) : null;
  if (built && !built.ok && params) found.push(inFunctionWords(row, params, built.problem));
  else if (!built && found.length === 0) {
    const problem = convForward(row, build.reading, symbolicInput(row, build.reading)).problem;
    if (problem) found.push(problem);
  }
  for (const run of [...runs.certain, ...runs.assumed, ...runs.flow]) if (run.problem) found.push(run.problem);
  const spec = specOf(params, build);
  if (found.length === 0 && spec && row.kind === 'transposed') {
    const verdict = overlapVerdict(spec);
    if (!verdict.even)
      found.push({ code: 'uneven-overlap', message: verdictSentence(spec, verdict), parameter: 'kernelSize' });
  }
  const seen = new Set<string>();
  return found
    .filter(problem => !seen.has(problem.message) && seen.add(problem.message))
    .map(problem => ({
      ...problem,
      span: problem.code === 'uneven-overlap' ? span : spanOf(row, build, problem, span),
    }));
}

function spanOf(row: ConvRow, build: Build, problem: Problem, call: Span): Span {
  const argument = build.arguments.find(its => its.span && row.roles[its.name] === problem.parameter);
  return argument?.span ?? call;
}
