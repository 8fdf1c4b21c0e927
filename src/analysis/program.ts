import type { SyntaxNode, Tree } from '@lezer/common';
import type { Interp } from '../python/interp.js';
import { Abort, PyRaise } from '../python/errors.js';
import { PyFunction } from '../python/function.js';
import type { Machine } from '../python/machine.js';
import { ModuleRun, newMachine, type StatementError } from '../python/run.js';
import { PyClass, type Value } from '../python/klass.js';
import { PyInstance, type PyModule } from '../python/value.js';
import {
  allModules,
  buildOf,
  convDataOf,
  FRAMEWORKS,
  isLayer,
  isModule,
  LAYER,
  MODULE,
  kerasSequentialsOf,
  possibleCallsOf,
  inOwnSizes,
  isKnown,
  recordsOf,
  sequentialsOf,
  type ConvRow,
  type Dim,
  type SeenRun,
  type Site,
} from '../frameworks/index.js';
import { readImport } from './staticNames.js';
import { callOnDefaults, hasDefaults, runOnSymbolicInput, type Assumption } from './assumed.js';
import { assumptionText } from './assumptionText.js';
import { evaluateIn, reasonText, startImport, type Evaluation, type ImportName, type Workspace } from './importing.js';
import type { Units } from './units.js';

/** One text of a program, with its tree: a file, or a notebook's cell. Spans are offsets in its text. */
export interface Part {
  readonly text: string;
  readonly tree: Tree;
  /** Tells the parts apart. */
  readonly file: string;
}

/** How much an analysis may do. Steps are the interpreter's; there is no clock. */
export interface Budget {
  /** For the module level. */
  readonly steps: number;
  /** For one statement of it: what cannot be interrupted takes no longer. All by default. */
  readonly statementSteps?: number;
  /** For all that the module level does not reach, together, and for one try of it. */
  readonly assumedSteps: number;
  readonly stepsPerTry: number;
}

/** How a program is run. */
export interface ProgramOptions {
  /** sys.argv[1:], for scripts that read their command line; empty by default. */
  readonly argv?: readonly string[];
  /** Files that may be imported; none by default. */
  readonly workspace?: Workspace;
  /** The parts are imported by this name; by default they run as a script. */
  readonly importAs?: ImportName;
  /** The package that a script is in, for its relative imports, as `python -m` knows it. */
  readonly scriptPackage?: string;
  /** Asked every 1,024 steps: whether nobody waits for the result any more, which then is of no use. */
  readonly cancelled?: () => boolean;
}

export const DEFAULT_BUDGET: Budget = { steps: 3_000_000, assumedSteps: 2_000_000, stepsPerTry: 300_000 };

/**
 * Where the host's own thread analyses while somebody types (there is no worker). A thousand steps take 0.2 to 1.3 ms
 * (measured: plain arithmetic; much that is undecided). One statement cannot be interrupted: over the models of the tests the
 * longest took 98 ms of the processor, and 130 ms as the first of the process. Whole
 * training scripts that run their models in a function take up to 80,000 steps in one statement; scripts of models take some
 * hundred to some thousand, and longer loops are data.
 */
export const EDITOR_BUDGET: Budget = {
  steps: 300_000,
  statementSteps: 100_000,
  assumedSteps: 300_000,
  stepsPerTry: 40_000,
};

/** A file with more classes than this is no model that someone reads; the rest of its layers are shown alone. */
const MAX_TRIES = 256;

/** A call as the text shows it. */
export interface CallPlace {
  readonly row: ConvRow;
  readonly file: string;
  readonly span: { readonly from: number; readonly to: number };
}

function placeKey({ row, file, span }: CallPlace): string {
  return `${file}\n${span.from}\n${span.to}\n${row.api}`;
}

/** A run on an input that the code does not give. */
export interface TriedRun extends SeenRun {
  /** What is assumed, in words; undefined where no input is. */
  readonly assumption?: string;
  /** Symbols of the input that are multiples, and of what. */
  readonly divisible?: Readonly<Record<string, number>>;
}

/** Runs of the sites that the module level does not run. */
export interface AssumedRuns {
  /** Of classes and functions on their own defaults. */
  readonly assumed: ReadonlyMap<Site, readonly TriedRun[]>;
  /** Of models that the code builds and never runs. */
  readonly flow: ReadonlyMap<Site, readonly TriedRun[]>;
  /** Sites of `assumed` that also run on inputs of which nothing is known. */
  readonly open: ReadonlySet<Site>;
}

/** One program, run: its parts (a file, or the cells of a notebook in order) share one module. */
export class Program {
  readonly cx: Machine;
  globals: ReadonlyMap<string, Value> = new Map();
  /** The module-level names that there are after each part. */
  private readonly names = new Map<Part, ReadonlySet<string>>();
  /** Module-level statements that raise, by part. */
  readonly errors = new Map<Part, readonly StatementError[]>();
  private module: PyModule | undefined;
  /** What an import of the parts would raise. */
  private importError: string | null = null;

  constructor(
    readonly parts: readonly Part[],
    private readonly budget: Budget = DEFAULT_BUDGET,
    private readonly options: ProgramOptions = {},
  ) {
    const { steps, statementSteps = steps } = budget;
    const limits = { maxSteps: steps, maxStepsPerStatement: statementSteps };
    const { argv = [], workspace, cancelled } = options;
    const files = workspace ? { sources: workspace.sources, searchPath: workspace.searchPath } : {};
    const asked = cancelled ? { cancelled } : {};
    this.cx = newMachine({ libraries: [FRAMEWORKS], ...limits, ...asked, argv, ...files });
  }

  /** Runs all parts, statement by statement. To be done once, before anything is asked; `close` also ends a half-done run. */
  *running(): Units<this> {
    const { cx } = this;
    const { importAs, scriptPackage } = this.options;
    const names = importAs ?? (scriptPackage === undefined ? {} : { package: scriptPackage });
    const start = importAs ? startImport(cx, importAs, this.parts[0]?.file ?? '') : null;
    this.module = start?.module;
    this.importError = start?.error ?? null;
    for (const part of this.parts) {
      const text = start && (start.hasRun || start.error !== null) ? '' : part.text;
      const own = text === part.text ? { tree: part.tree } : {};
      const run = new ModuleRun(cx, text, { file: part.file, ...own, ...names }, this.module);
      // A script ends where it raises: what would follow is possible, should the raise be mended.
      recordsOf(cx).isCertain = () => run.errors.length === 0 && cx.incomplete === null;
      yield* run.running();
      // After something was given up, what is known of the state may not be all.
      recordsOf(cx).isCertain = () => cx.incomplete === null;
      this.module = run.module;
      this.globals = run.module.cells;
      this.errors.set(part, run.errors);
      this.names.set(part, new Set(run.module.cells.keys()));
      const [error] = run.errors;
      // A notebook's kernel goes on after a cell that raises; a file that raises is not imported.
      if (importAs && error) this.importError ??= `${error.type}: ${error.message}`.replace(/: $/, '');
      else if (importAs && run.exited) this.importError ??= 'SystemExit';
    }
    cx.refill();
    return this;
  }

  /**
   * Evaluates an expression in the namespace that the run left. What is recorded afterwards is what ran meanwhile. Where the
   * import raised, there is nothing to evaluate it in.
   */
  evaluate(expression: string): Evaluation {
    const { cx, module, importError } = this;
    recordsOf(cx).forgetRuns();
    possibleCallsOf(cx).forget();
    if (!module || importError !== null) return { value: null, error: importError, why: null };
    const evaluation = evaluateIn(cx, module, expression);
    if (evaluation.error === null && evaluation.why === null && cx.incomplete !== null)
      evaluation.why = reasonText(cx, cx.incomplete);
    cx.refill();
    return evaluation;
  }

  /** The value of a module-level name, as code in this part may see it: names come from this part and those before. */
  global(part: Part, name: string): Value | undefined {
    if (this.names.get(part)?.has(name) !== true || this.module === undefined) return undefined;
    return this.cx.modules.later.read(this.module, name);
  }

  /** Undoes what the run did to shared classes. */
  close(): void {
    this.cx.close();
  }

  /** The value of a dotted path as an import would find it: torch.nn.Conv2d. */
  imported(path: string): Value | undefined {
    return resolvePath(this.cx, path);
  }

  /** What a part's import statements at module level bind, by syntax alone: each name with its dotted path. */
  importsOf(part: Part): ReadonlyMap<string, string> {
    const imports = new Map<string, string>();
    for (const other of this.parts) {
      for (const node of statements(other.tree.topNode)) readImport(node, other.text, imports);
      if (other === part) break;
    }
    return imports;
  }

  /**
   * Tries what the module level did not run: models that it built, then classes and functions on their own defaults,
   * those without required parameters first and the last ones in the file first, since models come after their blocks.
   * `calls` are those that the text shows; what the run has reached of them is left out here.
   */
  *assumedRuns(hasRun: (site: Site) => boolean, calls: readonly CallPlace[]): Units<AssumedRuns> {
    const records = recordsOf(this.cx);
    const flow = new Map<Site, TriedRun[]>();
    const assumed = new Map<Site, TriedRun[]>();
    const open = new Set<Site>();
    const base = new Set(records.sites);
    const unbuilt = new Map(
      calls.filter(call => !records.has(call.row, call.file, call.span)).map(call => [placeKey(call), call]),
    );
    let left = this.budget.assumedSteps;
    let tries = MAX_TRIES;
    const attempt = (run: () => Tried | null, into: Map<Site, TriedRun[]>): void => {
      if (left <= 0 || tries-- <= 0) return;
      const steps = Math.min(left, this.budget.stepsPerTry);
      const made = new Map<Site, TriedRun[]>();
      const more = new Set<Site>();
      for (const record of this.isolated(steps, run)) {
        const { site } = record;
        // What is known of a site from a surer or an earlier attempt stays; an attempt that learns no shape adds nothing.
        if (hasRun(site) || flow.has(site) || assumed.has(site)) continue;
        if (into === assumed && base.has(site)) continue;
        if (record.input === null && !record.problem) {
          more.add(site);
          continue;
        }
        const list = made.get(site);
        if (list) list.push(record);
        else made.set(site, [record]);
      }
      for (const [site, runs] of made) {
        into.set(site, runs);
        if (into === assumed && more.has(site)) open.add(site);
        unbuilt.delete(placeKey({ row: site.row, file: site.file, span: site.range }));
      }
      left -= Math.max(1, this.cx.stepsUsed - (this.budget.steps - steps));
    };
    if (records.sites.some(site => !hasRun(site))) {
      for (const model of this.builtModels()) {
        if (hasIdlePart(model, hasRun)) attempt(() => this.tryModel(model, model.cls.name), flow);
        yield;
      }
    }
    const callables = unbuilt.size > 0 ? this.callables().sort((a, b) => rank(a) - rank(b) || b.from - a.from) : [];
    for (const { value, from, to, file } of callables) {
      if (unbuilt.size === 0 || left <= 0 || tries <= 0) break;
      // A model may reach what functions and blocks elsewhere in the file build; other code is tried for its own calls.
      const reaches = isModelClass(value) || hasDefaults(value);
      const within =
        reaches ||
        [...unbuilt.values()].some(call => call.file === file && call.span.from >= from && call.span.to <= to);
      if (within) attempt(() => this.tryOnDefaults(value), assumed);
      yield;
    }
    this.cx.refill();
    return { assumed, flow, open };
  }

  private tryOnDefaults(value: PyClass | PyFunction): Tried | null {
    const made = callOnDefaults(this.cx, value);
    const isModel = made instanceof PyInstance && (isModule(made) || isLayer(made));
    return isModel ? this.tryModel(made, callText(value)) : null;
  }

  private tryModel(model: PyInstance, name: string): Tried | null {
    const assumption = runOnSymbolicInput(this.cx, model);
    return assumption && { assumption, text: assumptionText(name, assumption) };
  }

  /** Runs something on the present state and undoes it; what it recorded is given back. Errors of the code end it. */
  private isolated(steps: number, run: () => Tried | null): TriedRun[] {
    const { heap } = this.cx;
    const records = recordsOf(this.cx);
    const mark = heap.hold();
    this.cx.refill(steps);
    records.startCollecting();
    let tried: Tried | null = null;
    try {
      tried = run();
    } catch (error) {
      if (!(error instanceof PyRaise) && !(error instanceof Abort)) throw error;
    }
    const made = records.collected().map(its => (tried ? inTriedSizes(its, tried) : its));
    heap.undo(mark);
    heap.releaseAll();
    return made;
  }

  /** Models that the module level holds or built, the outermost (the last built) first. */
  private builtModels(): PyInstance[] {
    const models = new Set<PyInstance>();
    for (const value of [...this.globals.values()].reverse()) {
      if (value instanceof PyInstance && (isModule(value) || isLayer(value)) && !convDataOf(value)) models.add(value);
    }
    for (const model of [...sequentialsOf(this.cx), ...kerasSequentialsOf(this.cx)].reverse()) models.add(model);
    return [...models];
  }

  /** The classes and functions that the file itself defines at module level, where they are defined. */
  private callables(): { value: PyClass | PyFunction; from: number; to: number; file: string }[] {
    const found: { value: PyClass | PyFunction; from: number; to: number; file: string }[] = [];
    for (const { tree, text, file } of this.parts) {
      for (const node of definitions(tree.topNode)) {
        const name = node.getChild('VariableName');
        const value = name ? this.globals.get(text.slice(name.from, name.to)) : undefined;
        if (!(value instanceof PyClass && !value.native) && !(value instanceof PyFunction)) continue;
        if (value instanceof PyFunction && value.code.from !== node.from && value.code.file !== file) continue;
        found.push({ value, from: node.from, to: node.to, file });
      }
    }
    return found;
  }
}

/** What was assumed of a model's input, and in words. */
interface Tried {
  readonly assumption: Assumption;
  readonly text: string;
}

/** A run in the sizes of the input that was assumed. */
function inTriedSizes(run: SeenRun, { assumption, text }: Tried): TriedRun {
  const { multiples } = assumption;
  const own = (dim: Dim): Dim => (isKnown(dim) ? inOwnSizes(dim, multiples) : dim);
  const shape = (its: SeenRun['input']): SeenRun['input'] => its && its.map(own);
  return {
    ...run,
    input: shape(run.input),
    output: shape(run.output),
    assumption: text,
    ...(multiples.size > 0 ? { divisible: Object.fromEntries(multiples) } : {}),
  };
}

/** How a class or function is called on its defaults: `Net()`, `Net(width)`. */
function callText(callee: PyClass | PyFunction): string {
  const fn = callee instanceof PyFunction ? callee : callee.lookup('__init__');
  const params = fn instanceof PyFunction ? fn.code.signature.params : [];
  const required = params.filter((param, index) => {
    const isSelf = index === 0 && callee instanceof PyClass;
    return !isSelf && fn instanceof PyFunction && fn.defaults[index] === undefined && !/args/.test(param.kind);
  });
  return `${callee.name}(${required.map(param => param.name).join(', ')})`;
}

/** Whether a model holds a convolution that has not run; true where its parts are not all known. */
function hasIdlePart(model: PyInstance, hasRun: (site: Site) => boolean): boolean {
  const parts = isModule(model) ? allModules(model) : null;
  if (!parts) return true;
  return parts.some(([, part]) => {
    const site = buildOf(part)?.site;
    return site !== undefined && site !== null && !hasRun(site);
  });
}

/** What needs no arguments first, as it says more; of these, models before functions. */
function rank({ value }: { value: PyClass | PyFunction }): number {
  return (hasDefaults(value) ? 0 : 2) + (isModelClass(value) ? 0 : 1);
}

function isModelClass(value: PyClass | PyFunction): boolean {
  return value instanceof PyClass && (value.isSubclass(MODULE) || value.isSubclass(LAYER));
}

/** Import statements at module level, also within if and try. */
function statements(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (child.name === 'ImportStatement') found.push(child);
    else if (['IfStatement', 'TryStatement', 'Body', 'StatementGroup'].includes(child.name))
      found.push(...statements(child));
  }
  return found;
}

function definitions(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (child.name === 'ClassDefinition' || child.name === 'FunctionDefinition') found.push(child);
    else if (['DecoratedStatement', 'IfStatement', 'TryStatement', 'Body', 'WithStatement'].includes(child.name))
      found.push(...definitions(child));
  }
  return found;
}

/** The value of a dotted path as imports see it; undefined where no library knows it. */
export function resolvePath(cx: Interp, path: string): Value | undefined {
  const parts = path.split('.');
  for (let length = parts.length; length > 0; length--) {
    let table = FRAMEWORKS.module(parts.slice(0, length).join('.'));
    if (!table) continue;
    let value: Value | undefined;
    for (const [index, name] of parts.slice(length).entries()) {
      if (index > 0 && !table) return value === undefined ? undefined : cx.getAttr(value, name);
      const entry = table?.get(name, cx);
      if (entry === undefined) return undefined;
      if (
        typeof entry === 'object' &&
        entry !== null &&
        'module' in entry &&
        typeof entry.module === 'string' &&
        !('cls' in entry)
      ) {
        table = FRAMEWORKS.module(entry.module);
        value = undefined;
      } else {
        value = entry as Value;
        table = undefined;
      }
    }
    return value;
  }
  return undefined;
}
