import { firstTensor } from '../frameworks/index.js';
import { EMPTY, failed, internalProblem, listed, type AnalysisOptions, type ProgramAnalysis } from './analyze.js';
import type { Evaluation, ImportName } from './importing.js';
import { mergeCalls } from './mergeCalls.js';
import { DEFAULT_BUDGET, Program, type Part } from './program.js';
import { partsOf, type ProgramText } from './programText.js';
import type { FileAnalysis, Shape } from './types.js';
import { finish, type Units } from './units.js';

/** What became of an expression. */
export interface CallOutcome {
  readonly call: string;
  /** Of the first tensor in its value; null where there is none, or its rank is not known. */
  readonly output: Shape | null;
  /** What evaluating it raises, as Python's last line says it. */
  readonly error: string | null;
  /** Why its value is not known. */
  readonly why: string | null;
}

export interface CallsAnalysis extends ProgramAnalysis {
  /** In the order of the expressions. */
  readonly calls: readonly CallOutcome[];
}

/** How a file is imported for it. */
export interface CallOptions extends AnalysisOptions {
  /** The name by which a file is imported; a notebook's cells run as they are. */
  readonly importAs?: ImportName;
}

/**
 * Evaluates expressions such as `Net()(torch.randn(1, 3, 224, 224))` in a file's namespace, each from a fresh import. The calls'
 * runs are those that happen while they are evaluated, of all together; nothing is assumed. Never throws.
 */
export function evaluateCalls(
  program: ProgramText,
  expressions: readonly string[],
  options: CallOptions = {},
): CallsAnalysis {
  return finish(evaluating(program, expressions, options));
}

function* evaluating(program: ProgramText, expressions: readonly string[], options: CallOptions): Units<CallsAnalysis> {
  return yield* evaluatingCalls(yield* partsOf(program), expressions, options);
}

/** As `evaluateCalls`, in units, over texts that are parsed already. */
export function* evaluatingCalls(
  parts: readonly Part[],
  expressions: readonly string[],
  options: CallOptions,
): Units<CallsAnalysis> {
  const all: CallsAnalysis[] = [];
  for (const expression of expressions) all.push(yield* evaluatingOne(parts, expression, options));
  const [first = { parts: parts.map(() => EMPTY), others: [], calls: [] }, ...rest] = all;
  return rest.reduce(merge, first);
}

function* evaluatingOne(parts: readonly Part[], call: string, options: CallOptions): Units<CallsAnalysis> {
  const program = new Program(parts, options.budget ?? DEFAULT_BUDGET, options);
  try {
    yield* program.running();
    const outcome = outcomeOf(call, program.evaluate(call));
    return { ...(yield* listed(program, options.workspace, false)), calls: [outcome] };
  } catch (error) {
    const why = internalProblem(error).message;
    return { ...failed(parts, error), calls: [{ call, output: null, error: null, why }] };
  } finally {
    program.close();
  }
}

function outcomeOf(call: string, { value, error, why }: Evaluation): CallOutcome {
  const tensor = firstTensor([value]);
  const output = tensor?.shape ?? null;
  return { call, output, error, why: why ?? (tensor && output === null ? tensor.whyUnknown : null) };
}

function merge(a: CallsAnalysis, b: CallsAnalysis): CallsAnalysis {
  const others = new Map(a.others.map(file => [file.path, file]));
  for (const file of b.others) {
    const present = others.get(file.path);
    others.set(file.path, present ? { ...present, analysis: mergeFiles(present.analysis, file.analysis) } : file);
  }
  return {
    parts: a.parts.map((part, i) => mergeFiles(part, b.parts[i] ?? EMPTY)),
    others: [...others.values()],
    calls: [...a.calls, ...b.calls],
  };
}

function mergeFiles(a: FileAnalysis, b: FileAnalysis): FileAnalysis {
  const problems = [...a.problems];
  for (const problem of b.problems) {
    if (!problems.some(its => its.message === problem.message && its.span.from === problem.span.from))
      problems.push(problem);
  }
  return { calls: mergeCalls(a.calls, b.calls), problems };
}
