import { parser, whyUnread } from './grammar.js';
import type { SyntaxNode, Tree } from '@lezer/common';
import { Abort, PyRaise } from './errors.js';
import { exceptionClass } from './exceptions.js';
import { Frame, type Completion } from './frame.js';
import { isInstalled } from './installed.js';
import { Lowerer } from './lower/lowerer.js';
import { Scope } from './lower/scope.js';
import { eachKid, kids } from './lower/tree.js';
import { Machine, type MachineOptions } from './machine.js';
import type { Value } from './klass.js';
import { NativeFn } from './native.js';
import type { Stmt } from './nodes/base.js';
import { ClassDef, FunctionDef } from './nodes/defs.js';
import { Import, ImportFrom, ImportStar } from './nodes/imports.js';
import { outlineOf } from './outline.js';
import { PyList, PyModule, Unknown, type PyInstance, type Reason, type ReasonCode } from './value.js';

export interface ModuleOptions {
  /** The name that places refer to. */
  readonly file?: string;
  /** `__name__`; the script's is "__main__". */
  readonly name?: string;
  /** `__package__`, for relative imports. */
  readonly package?: string;
  /** The document's own Lezer tree, if it has one already. */
  readonly tree?: Tree;
  /** Bodies of functions are read when they are called. */
  readonly outline?: boolean;
}

/** A module-level statement that raised. */
export interface StatementError {
  readonly from: number;
  readonly to: number;
  readonly type: string;
  readonly message: string;
  readonly raise: PyRaise;
}

/** A module of which statements are run one after the other. */
export class ModuleRun {
  readonly module: PyModule;
  readonly frame: Frame;
  readonly errors: StatementError[] = [];
  /** Why the run was given up; definitions and imports that follow are still made. */
  aborted: Reason | null = null;
  /** The script ended itself by sys.exit(). */
  exited = false;
  private readonly lowerer: Lowerer;
  private readonly scope: Scope;
  private readonly top: SyntaxNode;

  constructor(
    readonly machine: Machine,
    readonly source: string,
    options: ModuleOptions = {},
    module?: PyModule,
  ) {
    const file = options.file ?? '<module>';
    const name = options.name ?? '__main__';
    this.module = module ?? machine.modules.register(name, new PyModule(name, new Map()));
    const globals = this.module.cells;
    globals.set('__name__', name).set('__file__', machine.modules.pathOf(file)).set('__doc__', null);
    // A script has no spec; how another module was found is not modelled.
    if (name === '__main__') globals.set('__spec__', null);
    else globals.set('__spec__', machine.unknown('unmodelled', 'how a module was found is not modelled'));
    if (options.package !== undefined) globals.set('__package__', options.package);
    this.frame = new Frame(machine, this.module, file, 0, null, null, null);
    const outline = options.outline === true ? outlineOf(source) : null;
    this.lowerer = new Lowerer(source, file, outline);
    this.scope = new Scope('module', null, name);
    this.top = options.tree?.topNode ?? outline?.top ?? parser.parse(source).topNode;
  }

  /** Why nothing of the source is read; null where it is. */
  private get unread(): Reason | null {
    const message = whyUnread(this.source, this.top);
    return message === null ? null : { code: 'too-large', message };
  }

  /** Runs every statement. Never throws for anything in the source. */
  runAll(): this {
    for (const statement of this.statements()) this.run(statement);
    return this;
  }

  /** As `runAll`, one statement after the other: between two of them the run may wait, or end for good. */
  *running(): Generator<undefined, void, undefined> {
    const { name } = this.module;
    const end = name === '__main__' ? null : this.machine.modules.later.begin(name);
    for (const statement of this.statements()) {
      this.run(statement);
      yield;
    }
    end?.();
  }

  private run(statement: Stmt): void {
    this.machine.grant();
    this.runStatement(statement);
  }

  /**
   * Runs every statement as part of an import. What one raises, the import raises where a handler waits for it, and where a name
   * or module is missing; else the statement lacks data, a download, a device or our model of something: its names are unknown.
   * @throws PyRaise, Abort
   */
  runNested(): void {
    if (this.unread !== null) {
      // Any name may be defined in it.
      const why = this.unread;
      this.module.cells.set(
        '__getattr__',
        NativeFn.free('__getattr__', 'name', () => new Unknown(why)),
      );
      return;
    }
    const before = this.machine.flight;
    this.machine.flight = null;
    try {
      for (const statement of this.lowerer.statements(kids(this.top), this.scope)) this.runOneNested(statement);
    } finally {
      this.machine.flight = before;
    }
  }

  private runOneNested(statement: Stmt): void {
    const { machine, frame } = this;
    const { flight, depth, undecided, unknownLoops, lostCalls, closing, dropped } = machine;
    const [handling, tries] = [frame.handling.length, machine.tries.length];
    const held = machine.heap.heldMarks();
    try {
      statement.ex(frame);
    } catch (error) {
      if (error instanceof PyRaise) {
        if (this.isForImporter(error)) throw error;
        Object.assign(machine, { flight, depth });
        this.forget(statement, this.whyRaised(statement, error));
      } else {
        const why = reasonOf(error);
        if (!LOCAL.includes(why.code)) throw error;
        // What it wrote until then is unknown, and what it would have done beside that may not be seen.
        machine.heap.havoc(machine.heap.diff(held.mark), machine.joinCxFor(why));
        held.restore();
        Object.assign(machine, { flight, depth, undecided, unknownLoops, lostCalls, closing, dropped });
        machine.tries.length = tries;
        frame.outs = [];
        machine.markIncomplete(why);
        this.forget(statement, why);
      }
      frame.handling.length = handling;
    }
  }

  /** An installed package is taken to have what it imports: what is missing is beyond our reading, as compiled code is. */
  private isForImporter({ exception }: PyRaise): boolean {
    const is = (name: string): boolean => exception.cls.isSubclass(exceptionClass(name));
    if (is('ImportError')) return !isInstalled(this.frame.file);
    return is('SystemExit') || is('KeyboardInterrupt') || this.machine.tries.some(catches => catches(exception));
  }

  /** The statements, each lowered when it is its turn. */
  private *statements(): Generator<Stmt, void, undefined> {
    if (this.unread !== null) this.giveUp(this.unread);
    for (const group of groups(eachKid(this.top))) yield* this.lowered(group);
  }

  private lowered(nodes: readonly SyntaxNode[]): readonly Stmt[] {
    try {
      return this.lowerer.statements(nodes, this.scope);
    } catch (e) {
      if (!(e instanceof RangeError)) throw e;
      this.giveUp({ code: 'depth', message: 'the code is nested too deeply' });
      return [];
    }
  }

  private runStatement(statement: Stmt): void {
    if ((this.aborted !== null || this.exited) && !isDefinition(statement)) {
      this.forget(statement, this.aborted ?? { code: 'raised', message: 'the script ended before' });
      return;
    }
    const outcome = this.attempt(() => statement.ex(this.frame));
    if (outcome instanceof PyRaise) {
      this.failed(statement, outcome);
    } else if (outcome instanceof Abort) this.forget(statement, outcome.why);
  }

  /** Runs something over the module's state: what it raised, or why it was given up, is returned. */
  attempt<R extends Completion | Value>(run: () => R): R | PyRaise | Abort {
    const { machine, frame } = this;
    const { heap } = machine;
    const mark = heap.holdInLine();
    try {
      const result = run();
      heap.releaseAll();
      return result;
    } catch (e) {
      if (e instanceof PyRaise) {
        heap.releaseAll();
        return e;
      }
      const why = reasonOf(e);
      // What was being done is half done: whatever it wrote is unknown, and what it recorded may or may not happen.
      const written = heap.diff(mark);
      heap.undo(mark);
      heap.havoc(written, machine.joinCxFor(why));
      heap.releaseAll();
      this.giveUp(why);
      return new Abort(why);
    } finally {
      machine.undecided = 0;
      machine.unknownLoops = 0;
      machine.lostCalls = 0;
      machine.depth = 0;
      machine.flight = null;
      machine.closing = false;
      machine.dropped = [];
      machine.tries = [];
      frame.outs = [];
      frame.handling = [];
    }
  }

  private giveUp(why: Reason): void {
    // Definitions that follow share one allowance.
    if (this.aborted === null) this.machine.refill(ALLOWANCE);
    this.aborted ??= why;
    this.machine.markIncomplete(why);
  }

  private failed(statement: Stmt, raise: PyRaise): void {
    const { exception } = raise;
    if (exception.cls.name === 'SystemExit') {
      this.exited = true;
      return;
    }
    const message = this.messageOf(raise);
    this.errors.push({ from: statement.from, to: statement.to, type: exception.cls.name, message, raise });
    this.forget(statement, this.whyRaised(statement, raise, message));
  }

  private whyRaised(statement: Stmt, { exception }: PyRaise, message = this.textOf(exception)): Reason {
    return {
      code: 'raised',
      message: `the statement raises ${exception.cls.name}${message === '' ? '' : `: ${message}`}`,
      place: { file: this.frame.file, from: statement.from, to: statement.to },
    };
  }

  /** What str() says of an exception that the machine itself made; its own code is not run. */
  private textOf(exception: PyInstance): string {
    return exception.cls.native ? this.machine.str(exception) : '';
  }

  /** What str() says of an exception; nothing where that is not known. */
  messageOf({ exception }: PyRaise): string {
    const text = this.attempt(() => this.machine.str(exception));
    return typeof text === 'string' ? text : '';
  }

  /** The names that a statement binds are unknown after it did not run to its end. */
  private forget(statement: Stmt, why: Reason): void {
    for (const name of statement.binds()) this.machine.heap.set(this.module, name, new Unknown(why));
  }

  /** Evaluates an expression in the module's namespace, as `--call EXPR` does. */
  evaluate(text: string, file = '<expression>'): Value | PyRaise | Abort {
    const lowerer = new Lowerer(text, file);
    const node = kids(parser.parse(text).topNode)[0];
    const expression = node?.name === 'ExpressionStatement' ? node : undefined;
    if (expression === undefined) return new PyRaise(this.machine.error('SyntaxError', 'invalid syntax').exception);
    const frame = new Frame(this.machine, this.module, file, 0, null, null, null);
    return this.attempt<Value>(() => lowerer.expr(kids(expression)[0], this.scope).ev(frame));
  }
}

/** Why one statement of an imported file is given up while the next one runs; without steps or memory none does. */
const LOCAL: readonly ReasonCode[] = ['fork-limit', 'depth', 'too-large'];

/** Steps that remain for definitions after a run was given up. */
const ALLOWANCE = 200_000;

/** The statements, a decorator that the grammar could not read together with its definition. */
function* groups(nodes: Iterable<SyntaxNode>): Generator<SyntaxNode[]> {
  let open: SyntaxNode[] | null = null;
  for (const node of nodes) {
    const broken = node.name === 'DecoratedStatement' && node.lastChild?.type.isError === true;
    if (open !== null) open.push(node);
    else if (broken) open = [node];
    else yield [node];
    if (open !== null && (node.name === 'FunctionDefinition' || node.name === 'ClassDefinition')) {
      yield open;
      open = null;
    }
  }
  if (open !== null) yield open;
}

function isDefinition(statement: Stmt): boolean {
  return (
    statement instanceof FunctionDef ||
    statement instanceof ClassDef ||
    statement instanceof Import ||
    statement instanceof ImportFrom ||
    statement instanceof ImportStar
  );
}

/** An abort's reason; JavaScript's stack overflow is one too. Other errors are ours, and are not hidden. */
function reasonOf(e: unknown): Reason {
  if (e instanceof Abort) return e.why;
  if (e instanceof RangeError && /call stack/i.test(e.message))
    return { code: 'depth', message: 'calls are nested too deeply' };
  // What one step makes is charged for after it is made: JavaScript's own limits come first.
  if (
    e instanceof RangeError &&
    /Invalid (string|array|typed array) length|Maximum BigInt|maximum size/.test(e.message)
  )
    return { code: 'too-large', message: 'a value is too large' };
  throw e;
}

export interface RunOptions extends MachineOptions, ModuleOptions {}

/** Runs a source as a script over a new machine. Call `machine.close()` when done with its values. */
export function runModule(source: string, options: RunOptions = {}): ModuleRun {
  return new ModuleRun(newMachine(options), source, options).runAll();
}

/** A machine that can run files of the workspace. */
export function newMachine(options: MachineOptions = {}): Machine {
  const machine = new Machine(options);
  machine.fileRunner = (name, path, text, isPackage, register) => {
    const module = register(new PyModule(name, new Map()));
    const pack = isPackage ? name : name.split('.').slice(0, -1).join('.');
    const run = new ModuleRun(machine, text, { file: path, name, package: pack, outline: true }, module);
    if (isPackage) module.cells.set('__path__', new PyList([path.replace(/\/?__init__\.py$/, '')]));
    run.runNested();
    return module;
  };
  return machine;
}
