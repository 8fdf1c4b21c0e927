import { oneOf } from '../../python/alternatives.js';
import { Choice, choose, MAX_ALTERNATIVES, narrow } from '../../python/choice.js';
import type { Interp } from '../../python/interp.js';
import type { Value } from '../../python/klass.js';
import type { Machine } from '../../python/machine.js';
import { NativeFn } from '../../python/native.js';
import { countOf, isSeveral, settle, type Several } from '../../python/settle.js';
import { PyInstance, Unknown, type Reason } from '../../python/value.js';
import { isModule, tableOf } from './moduleTables.js';

/** The modules below a module: what .modules(), .apply() and .train() go through, where not all children are known. */

type Named = readonly [string, PyInstance];

/** A module and those below it as far as they are known, each once, in PyTorch's order. */
class Tree {
  readonly modules: Named[] = [];
  /** The first child, or table of children, that is one of several. */
  several: Several | null = null;
  /** There may be others. */
  open = false;
  private readonly seen = new Set<PyInstance>();

  constructor(
    private readonly cx: Machine | null,
    root: PyInstance,
  ) {
    this.visit(root, '');
  }

  private visit(module: PyInstance, name: string): void {
    if (this.seen.has(module)) return;
    this.seen.add(module);
    this.modules.push([name, module]);
    const table = tableOf(module, '_modules');
    if (!table) return;
    if (isSeveral(table)) this.several ??= table;
    else if (table.open !== null) this.open = true;
    for (const entry of table.map.values()) {
      const key = String(entry.key);
      const child = this.cx === null ? entry.value : narrow(this.cx, entry.value);
      if (child instanceof Choice) this.several ??= child;
      else if (child instanceof Unknown) this.open = true;
      else if (isModule(child)) this.visit(child, name === '' ? key : `${name}.${key}`);
    }
  }
}

/** All modules below and including one, each once, in PyTorch's order; null where they are not all known. */
export function allModules(root: PyInstance): readonly Named[] | null {
  const tree = new Tree(null, root);
  return tree.open || tree.several !== null ? null : tree.modules;
}

/**
 * Uses all modules below and including one: once for each alternative of children that are one of several. Unknown, where
 * they are not all known.
 */
export function perTree(cx: Interp, root: PyInstance, use: (tree: readonly Named[]) => Value, combinations = 1): Value {
  const machine = cx as Machine;
  const tree = new Tree(machine, root);
  if (!tree.open && tree.several === null) return use(tree.modules);
  if (!tree.open && tree.several !== null) {
    const count = combinations * countOf(machine, tree.several);
    if (count <= MAX_ALTERNATIVES) return settle(machine, tree.several, () => perTree(cx, root, use, count));
  }
  return new Unknown(oneOf({ code: 'data-dependent', message: 'the modules are not all known' }, ...everyModule(root)));
}

/** The modules that may be below and including one, whichever of the alternatives holds. */
export function everyModule(root: PyInstance): PyInstance[] {
  const found = new Set<PyInstance>([root]);
  const add = (value: unknown): void => {
    if (value instanceof Choice) value.alternatives.forEach(one => add(one.value));
    else if (value instanceof Unknown) value.why.lost?.after(0).forEach(add);
    else if (value instanceof PyInstance && isModule(value)) found.add(value);
  };
  for (const module of found) {
    const table = tableOf(module, '_modules');
    for (const entries of [table?.map, table?.maybe]) for (const entry of entries?.values() ?? []) add(entry.value);
    table?.open?.lost?.after(0).forEach(add);
  }
  return [...found];
}

/** More modules that may be there are not followed one by one. */
const MAX_LOST = 8;

/** Does something with each child once, in the executions in which it is there. */
function eachChild(cx: Machine, module: PyInstance, visit: (child: PyInstance) => void): void {
  const table = tableOf(module, '_modules');
  if (!table) return;
  if (isSeveral(table)) {
    const run = (): Value => {
      eachChild(cx, module, visit);
      return null;
    };
    settle(cx, table, run);
    return;
  }
  const seen = new Set<Value>();
  for (const entries of [table.map, table.maybe]) {
    for (const { value } of [...(entries?.values() ?? [])]) {
      if (seen.has(value)) continue;
      seen.add(value);
      eachOf(cx, value, visit);
    }
  }
  if (table.hasUnlisted && table.open !== null) eachLost(cx, table.open, visit);
}

function eachOf(cx: Machine, value: Value, visit: (child: PyInstance) => void): void {
  const one = (it: Value): Value => {
    if (isModule(it)) visit(it);
    return null;
  };
  if (value instanceof Choice) choose(cx, value, one, () => null);
  else if (value instanceof Unknown) eachLost(cx, value.why, visit);
  else one(value);
}

/** Of children that are not known, those which they may be: it happens to each of them, or it does not. */
function eachLost(cx: Machine, why: Reason, visit: (child: PyInstance) => void): void {
  const lost = (why.lost?.after(0) ?? []).filter((it): it is PyInstance => it instanceof PyInstance && isModule(it));
  if (lost.length > MAX_LOST) {
    cx.markIncomplete(why);
    return;
  }
  for (const module of lost) {
    const visited = (): Value => {
      visit(module);
      return null;
    };
    cx.forkValues([{ run: () => null }, { run: visited }], why);
  }
}

/** A method that the user's class has in place of nn.Module's. */
function ownMethod(cx: Interp, module: PyInstance, name: string): Value | undefined {
  const found = module.cls.lookup(name);
  return found === undefined || found instanceof NativeFn ? undefined : cx.getAttr(module, name);
}

/** Module.train(mode): the module itself, then train(mode) of each child. */
export function setTraining(cx: Interp, module: PyInstance, mode: Value, above: readonly PyInstance[] = []): void {
  cx.tick(1);
  cx.heap.set(module, 'training', mode);
  eachChild(cx as Machine, module, child => {
    const own = ownMethod(cx, child, 'train');
    if (own !== undefined) cx.callWith(own, mode);
    else if (child !== module && !above.includes(child)) setTraining(cx, child, mode, [...above, module]);
  });
}

/** Module.eval(): self.train(False). */
export function setEvaluating(cx: Interp, module: PyInstance): void {
  const own = ownMethod(cx, module, 'train');
  if (own !== undefined) cx.callWith(own, false);
  else setTraining(cx, module, false);
}

/** Module.apply(fn): fn of all that is below each child, then of the module itself. */
export function applyTo(cx: Interp, module: PyInstance, fn: Value, above: readonly PyInstance[] = []): void {
  cx.tick(1);
  eachChild(cx as Machine, module, child => {
    const own = ownMethod(cx, child, 'apply');
    if (own !== undefined) cx.callWith(own, fn);
    else if (child !== module && !above.includes(child)) applyTo(cx, child, fn, [...above, module]);
  });
  cx.callWith(fn, module);
}
