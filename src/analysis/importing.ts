import { Abort, PyRaise } from '../python/errors.js';
import type { Value } from '../python/klass.js';
import type { Sources } from '../python/library.js';
import type { Machine } from '../python/machine.js';
import { ModuleRun } from '../python/run.js';
import { PyModule, Unknown, type Reason } from '../python/value.js';
import { isExpression } from './edit.js';

/** Other files that the code may import. */
export interface Workspace {
  readonly sources: Sources;
  /** sys.path: folders by the names that `sources` knows them by; "" is the root. */
  readonly searchPath: readonly string[];
  /** Whether the calls of a file are listed; that of an installed package are not. */
  isListed(file: string): boolean;
}

/** What a file is called when it is imported. */
export interface ImportName {
  /** `__name__`: its dotted path below the root. */
  readonly name: string;
  /** `__package__`: its own name where it is a package, else that of the package that it is in. */
  readonly package: string;
}

/** A module before its own statements run. */
export interface StartedImport {
  readonly module: PyModule;
  /** One of its packages has imported it already. */
  readonly hasRun: boolean;
  /** What initialising its packages raised. */
  readonly error: string | null;
}

/** What an expression's evaluation came to. */
export interface Evaluation {
  /** Null where it raised or was given up. */
  readonly value: Value;
  /** The exception, as Python's last line would say it. */
  readonly error: string | null;
  /** Why the value is not known, or what was given up meanwhile. */
  why: string | null;
}

/** Initialises the packages above a module and enters it into sys.modules, as an import does before it runs the file. */
export function startImport(cx: Machine, { name, package: pack }: ImportName, file: string): StartedImport {
  const names = name.split('.');
  // It is entered into sys.modules after its packages, which may import it themselves.
  const packages = new ModuleRun(cx, '', { file, name, package: pack }, new PyModule(name, new Map()));
  let error: string | null = null;
  const isFirst = names.length > 1 && cx.modules.later.needsPackages(name);
  for (let length = 1; length < names.length && error === null; length++) {
    const outcome = packages.attempt(() => {
      const pack = names.slice(0, length).join('.');
      if (isFirst || cx.modules.later.prepare(pack) === undefined) cx.modules.find(pack);
      return null;
    });
    if (outcome instanceof PyRaise) error = raiseText(packages, outcome);
  }
  const present = cx.modules.loaded.getString(name);
  if (present instanceof PyModule) present.waiting?.run();
  if (present instanceof PyModule) return { module: present, hasRun: true, error };
  return { module: cx.modules.register(name, packages.module), hasRun: false, error };
}

/** Evaluates an expression in a module's namespace, plus torch if that has none. Never throws for anything in the code. */
export function evaluateIn(cx: Machine, module: PyModule, expression: string): Evaluation {
  if (!canBeEvaluated(expression)) return { value: null, error: 'SyntaxError: invalid syntax', why: null };
  const torch = cx.modules.find('torch');
  if (torch && !module.cells.has('torch')) cx.heap.set(module, 'torch', torch);
  const run = new ModuleRun(cx, '', namesOf(cx, module), module);
  const value = run.evaluate(expression);
  if (value instanceof PyRaise) return { value: null, error: raiseText(run, value), why: null };
  if (value instanceof Abort) return { value: null, error: null, why: reasonText(cx, value.why) };
  return { value, error: null, why: value instanceof Unknown ? reasonText(cx, value.why) : null };
}

/** A reason in words, with its line where that is in another file. */
export function reasonText(cx: Machine, { message, place }: Reason): string {
  const text = place && cx.options.sources?.read(place.file)?.text;
  return text ? `${message} (${place.file}:${text.slice(0, place.from).split('\n').length})` : message;
}

/** Whether a text is what eval() takes: an expression, or several with commas between. */
function canBeEvaluated(text: string): boolean {
  return isExpression(text) || (text.trim() !== '' && isExpression(`(${text})`) && isExpression(`[${text}]`));
}

/** What a module says of itself, so that a further run in it changes nothing. */
function namesOf(cx: Machine, { cells }: PyModule): { name?: string; file?: string } {
  const [name, file] = [cells.get('__name__'), cells.get('__file__')];
  const nameOf = (path: string): string => cx.options.sources?.data?.nameOf(path) ?? path;
  return { ...(typeof name === 'string' ? { name } : {}), ...(typeof file === 'string' ? { file: nameOf(file) } : {}) };
}

/** Type and message of an exception, as Python's last line says them. */
function raiseText(run: ModuleRun, raise: PyRaise): string {
  const message = run.messageOf(raise);
  return message === '' ? raise.exception.cls.name : `${raise.exception.cls.name}: ${message}`;
}
