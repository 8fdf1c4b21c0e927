import { parser, whyUnread } from '../python/grammar.js';
import { bindAt, possibleCallsOf, recordsOf, type Site } from '../frameworks/index.js';
import { PyRaise } from '../python/errors.js';
import type { Value } from '../python/klass.js';
import { Unknown } from '../python/value.js';
import type { Workspace } from './importing.js';
import { DEFAULT_BUDGET, Program, type AssumedRuns, type Budget, type Part } from './program.js';
import { callOf, incompleteCall, runsBySite, type SiteRuns } from './results.js';
import { staticCalls, type StaticCall } from './staticCalls.js';
import { lastBindings } from './staticNames.js';
import type { ConvCall, FileAnalysis } from './types.js';
import { finish, type Units } from './units.js';

/** How much an analysis may do. */
export interface AnalysisOptions {
  readonly budget?: Budget;
  /** sys.argv[1:], for scripts that read their command line; empty by default. */
  readonly argv?: readonly string[];
  /** Files that the code may import; none by default. */
  readonly workspace?: Workspace;
  /** The package that a script is in, for its relative imports. */
  readonly scriptPackage?: string;
  /** Whether nobody waits for the result any more, which then is of no use. */
  readonly cancelled?: () => boolean;
}

/** The calls of one text. Never throws: an error of our own becomes a problem of the file. */
export function analyzeText(source: string, options: AnalysisOptions = {}): FileAnalysis {
  const text = withoutMark(source);
  return analyzeParts([{ text, tree: parser.parse(text), file: '' }], options)[0] ?? EMPTY;
}

export const EMPTY: FileAnalysis = { calls: [], problems: [] };

/** A byte-order mark is one line end for the parser, so that offsets stay. */
export function withoutMark(text: string): string {
  return text.startsWith('\ufeff') ? `\n${text.slice(1)}` : text;
}

/** A file in which none of these words occurs has no convolution that could be found. */
const MAYBE = /conv/i;

/** The calls of each part of a program: a file, or a notebook's cells, whose names come from the cells before. */
export function analyzeParts(parts: readonly Part[], options: AnalysisOptions = {}): FileAnalysis[] {
  return finish(analyzingParts(parts, options));
}

/** As `analyzeParts`, in units: statements of the module level, tries of a class or function, calls. */
export function* analyzingParts(parts: readonly Part[], options: AnalysisOptions = {}): Units<FileAnalysis[]> {
  return (yield* analyzingProgram(parts, options)).parts;
}

/** The analysis of a program, and of the other files of its workspace in which it reached a call. */
export interface ProgramAnalysis {
  readonly parts: FileAnalysis[];
  readonly others: readonly { readonly path: string; readonly text: string; readonly analysis: FileAnalysis }[];
}

/** As `analyzingParts`, with the files that the program imports. */
export function* analyzingProgram(parts: readonly Part[], options: AnalysisOptions = {}): Units<ProgramAnalysis> {
  if (!options.workspace && !parts.some(part => MAYBE.test(part.text)))
    return { parts: parts.map(() => EMPTY), others: [] };
  const program = new Program(parts, options.budget ?? DEFAULT_BUDGET, options);
  try {
    yield* program.running();
    return yield* listed(program, options.workspace, true);
  } catch (error) {
    return failed(parts, error);
  } finally {
    program.close();
  }
}

/** The analysis where our own code failed. */
export function failed(parts: readonly Part[], error: unknown): ProgramAnalysis {
  const problem = internalProblem(error);
  return { parts: parts.map(() => ({ calls: [], problems: [problem] })), others: [] };
}

export function internalProblem(error: unknown): FileAnalysis['problems'][number] {
  const message = error instanceof Error ? error.message : String(error);
  return { code: 'internal', message: `The analysis failed: ${message}`, span: { from: 0, to: 0 } };
}

/** What a program's run and, if wanted, what is assumed of the rest say of its calls. */
export function* listed(program: Program, workspace: Workspace | undefined, assume: boolean): Units<ProgramAnalysis> {
  const { parts } = program;
  const records = recordsOf(program.cx);
  // What is tried below, on assumptions, says nothing about the module level.
  const open = program.cx.incomplete !== null;
  const possible = possibleCallsOf(program.cx).snapshot();
  const found = new Map<Part, StaticCall[]>();
  for (const part of parts) found.set(part, yield* callsFromSyntax(part, program));
  const base = runsBySite(records);
  const hasRun = (site: Site): boolean => {
    const runs = base.get(site);
    return !!runs && [...runs.certain, ...runs.maybe].some(run => run.input !== null || run.problem !== null);
  };
  const places = parts.flatMap(part =>
    (found.get(part) ?? []).filter(call => call.complete).map(({ row, span }) => ({ row, span, file: part.file })),
  );
  const { assumed, flow, open: more } = assume ? yield* program.assumedRuns(hasRun, places) : NOTHING_ASSUMED;
  function* reachedCalls(file: string, text: string): Units<ConvCall[]> {
    const calls: ConvCall[] = [];
    for (const site of records.sites) {
      if (site.file !== file) continue;
      const runs: SiteRuns = {
        certain: base.get(site)?.certain ?? [],
        maybe: base.get(site)?.maybe ?? [],
        assumed: assumed.get(site) ?? [],
        flow: flow.get(site) ?? [],
        open: open || records.overflown.has(site) || possible.covers(site) || more.has(site),
      };
      calls.push(callOf(site, runs, text));
      yield;
    }
    return calls;
  }
  const analyses: FileAnalysis[] = [];
  for (const part of parts) {
    const calls = yield* reachedCalls(part.file, part.text);
    const reached = new Set(calls.map(({ span, api }) => siteKey(span.from, span.to, api)));
    for (const call of found.get(part) ?? []) {
      if (reached.has(siteKey(call.span.from, call.span.to, call.row.api))) continue;
      calls.push(unreachedCall(program, call, part, open));
      yield;
    }
    analyses.push({ calls: calls.sort(byPosition), problems: fileProblems(program, part, calls) });
  }
  const others: ProgramAnalysis['others'][number][] = [];
  for (const path of new Set(records.sites.map(site => site.file))) {
    if (!workspace?.isListed(path) || parts.some(part => part.file === path)) continue;
    const text = workspace.sources.read(path)?.text;
    if (text === undefined) continue;
    const calls = (yield* reachedCalls(path, text)).sort(byPosition);
    others.push({ path, text, analysis: { calls, problems: [] } });
  }
  return { parts: analyses, others };
}

const NOTHING_ASSUMED: AssumedRuns = { assumed: new Map(), flow: new Map(), open: new Set() };

function byPosition(a: ConvCall, b: ConvCall): number {
  return a.span.from - b.span.from || a.span.to - b.span.to;
}

function siteKey(from: number, to: number, api: string): string {
  return `${from}:${to}:${api}`;
}

function callsFromSyntax(part: Part, program: Program): Units<StaticCall[]> {
  const imports = program.importsOf(part);
  return staticCalls(part.tree, {
    cx: program.cx,
    text: part.text,
    global: name => {
      const value = program.global(part, name);
      if (value !== undefined && !(value instanceof Unknown)) return value;
      // What the run does not know the imports may: code after a statement that raises, or an incomplete file.
      const path = imports.get(name);
      return (path === undefined ? undefined : program.imported(path)) ?? value;
    },
    boundAfter: boundAfter(part, program.parts),
    imported: path => program.imported(path),
  });
}

/**
 * Whether a name is bound after a place of this part, further down or in a later cell; or before it in the same statement,
 * of which the code around the place did not run.
 */
function boundAfter(part: Part, parts: readonly Part[]): (name: string, offset: number) => boolean {
  let here: Map<string, number> | null = null;
  let later: Map<string, number>[] | null = null;
  return (name, offset) => {
    here ??= lastBindings(part.tree.topNode, part.text);
    later ??= parts.slice(parts.indexOf(part) + 1).map(({ tree, text }) => lastBindings(tree.topNode, text));
    const statement = part.tree.topNode.childAfter(offset);
    const from = statement && statement.from <= offset ? statement.from : offset;
    return (here.get(name) ?? -1) >= from || later.some(names => names.has(name));
  };
}

/** A call that the interpretation did not reach, as its text alone shows it. */
function unreachedCall(program: Program, call: StaticCall, part: Part, open: boolean): ConvCall {
  if (!call.complete) return incompleteCall(call.row, call.span, call.calleeSpan, part.text);
  const { cx } = program;
  const site: Site = { row: call.row, file: part.file, range: call.span, calleeRange: call.calleeSpan, builds: [] };
  const runs: SiteRuns = { certain: [], maybe: [], assumed: [], flow: [], open };
  const args = call.arguments();
  if (!args) return callOf(site, runs, part.text);
  const self: Value = null;
  try {
    bindAt(cx, call.row, call.row.form === 'layer' ? args.after(self) : args, site);
  } catch (error) {
    if (!(error instanceof PyRaise)) throw error;
  }
  return callOf(site, runs, part.text);
}

/** Module-level statements that raise, other than for a problem that one of the calls has already. */
function fileProblems(program: Program, part: Part, calls: readonly ConvCall[]): FileAnalysis['problems'] {
  const unread = whyUnread(part.text, part.tree.topNode);
  if (unread !== null) return [{ code: 'unread', message: unread, span: { from: 0, to: 0 } }];
  const told = new Set(calls.flatMap(call => call.problems.map(problem => problem.message)));
  return (program.errors.get(part) ?? [])
    .filter(error => !told.has(error.message))
    .map(error => ({
      code: 'raises',
      message: `${error.type}: ${error.message}`,
      span: { from: error.from, to: error.to },
    }));
}
