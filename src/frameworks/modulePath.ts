import { Choice } from '../python/choice.js';
import type { Interp } from '../python/interp.js';
import type { Value } from '../python/klass.js';
import { PyDict, PyInstance, PyList, PyTuple, type Place } from '../python/value.js';

/** A model or layer whose call is in flight. */
interface Called {
  readonly module: PyInstance;
  /** The call that entered it, in the user's files. */
  readonly at: Place | undefined;
  /** Attributes from the outermost one, once somebody asked. */
  path: string | null;
}

/** Models are wide, not deep: so many modules are looked at for one that was called. */
const MOST_LOOKED_AT = 2000;

/** Modules whose calls are in flight, the outermost first. It follows the JavaScript stack, so it needs no undoing. */
const inFlight = new WeakMap<Interp, Called[]>();

/** Runs the call of a module, so that what runs within it is found below it. */
export function inModule<R>(cx: Interp, module: PyInstance, run: () => R): R {
  let stack = inFlight.get(cx);
  if (!stack) inFlight.set(cx, (stack = []));
  const depth = stack.length;
  stack.push({ module, at: depth === 0 ? cx.place() : undefined, path: null });
  try {
    return run();
  } finally {
    stack.length = depth;
  }
}

/** Where in a model the innermost module in flight is, as `ResNet.layer3.0.conv2`; '' in none. */
export function modulePath(cx: Interp): string {
  const stack = inFlight.get(cx) ?? [];
  const [outermost] = stack;
  // A layer that is called by itself is in no model.
  if (outermost === undefined || (stack.length === 1 && outermost.module.cls.native)) return '';
  return pathAt(stack, stack.length - 1);
}

/** The call in the user's files that entered the outermost module in flight; without one, the call that is in flight. */
export function outermostCall(cx: Interp): Place | undefined {
  return inFlight.get(cx)?.[0]?.at ?? cx.place();
}

function pathAt(stack: readonly Called[], index: number): string {
  const called = stack[index];
  if (!called) return '';
  return (called.path ??= index === 0 ? called.module.cls.name : below(stack, index, called.module));
}

/** Where a module is below the nearest one of its callers that holds it; one that none holds is in its caller. */
function below(stack: readonly Called[], index: number, module: PyInstance): string {
  for (let caller = index - 1; caller >= 0; caller--) {
    const holder = stack[caller];
    if (!holder) continue;
    // A call of super() enters the same module again.
    if (holder.module === module) return pathAt(stack, caller);
    const names = nameIn(holder.module, module);
    if (names !== null) return [pathAt(stack, caller), ...names].join('.');
  }
  return pathAt(stack, index - 1);
}

/** The attributes that lead from a module to one below it, by breadth: the shortest. */
function nameIn(root: PyInstance, wanted: PyInstance): readonly string[] | null {
  const queue: { readonly holder: Value; readonly names: readonly string[] }[] = [{ holder: root, names: [] }];
  const seen = new Set<Value>([root]);
  for (const { holder, names } of queue) {
    for (const [name, held] of partsOf(holder)) {
      const path = name === '' ? names : [...names, name];
      for (const one of held instanceof Choice ? held.alternatives.map(its => its.value) : [held]) {
        if (one === wanted) return path;
        if (one === undefined || !isHolder(one) || seen.has(one) || seen.size >= MOST_LOOKED_AT) continue;
        seen.add(one);
        queue.push({ holder: one, names: path });
      }
    }
  }
  return null;
}

function isHolder(value: Value): boolean {
  return value instanceof PyInstance || value instanceof PyList || value instanceof PyTuple || value instanceof PyDict;
}

/** What an object, list or dictionary holds, by name. Registered modules of PyTorch have the names that they are registered by. */
function* partsOf(holder: Value): Generator<readonly [string, Value]> {
  if (holder instanceof PyInstance) {
    const modules = holder.attrs.get('_modules');
    if (modules instanceof PyDict) yield* partsOf(modules);
    for (const [name, value] of holder.attrs) if (!/^[_\0]/.test(name)) yield [name, value];
  } else if (holder instanceof PyList || holder instanceof PyTuple) {
    for (const [at, value] of holder.items.entries()) yield [String(at), value];
  } else if (holder instanceof PyDict) {
    for (const { key, value } of holder.map.values()) if (typeof key === 'string') yield [key, value];
  }
}
