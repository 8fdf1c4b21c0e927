import { call } from './calls.js';
import type { Arm } from './fork.js';
import { BoundMethod, PyFunction } from './function.js';
import type { Value } from './klass.js';
import type { Machine } from './machine.js';
import { NativeFn, type Args } from './native.js';
import { PyRaise } from './errors.js';
import type { PyObj } from './value.js';
import { PyClass, PyContainer, PyInstance, Unknown } from './value.js';

/** Of more functions the effects are not followed: then more may happen than is recorded. */
const MAX_FUNCTIONS = 8;

/**
 * What the call of an unknown value may do, where it is known which objects a join lost in it: each of their functions of the
 * user's is run as one arm, beside an arm in which nothing of that happens. An object that is lost is not known any more, only
 * its class: it is an unknown value in its own methods.
 */
export function callLost(cx: Machine, callee: Unknown, args: Args): void {
  const calls = new Map<PyObj, () => Value>();
  for (const lost of callee.why.lost?.after(0) ?? []) {
    const fn = functionOf(lost, callee.attribute);
    if (fn !== null)
      calls.set(fn.key, () => call(cx, fn.callee, fn.isMethod ? args.after(new Unknown(callee.why)) : args));
  }
  if (calls.size === 0) return;
  if (calls.size > MAX_FUNCTIONS || cx.lostCalls > 0) {
    cx.markIncomplete(callee.why);
    return;
  }
  cx.lostCalls++;
  try {
    const arms: Arm<Value>[] = [{ run: () => null }];
    for (const run of calls.values()) arms.push({ run });
    cx.forkValues(arms, callee.why);
  } finally {
    cx.lostCalls--;
  }
}

/**
 * Something is stored in an unknown value, where it is known which objects a join lost in it: it may be stored in each of them.
 */
export function storeInLost(
  cx: Machine,
  value: Unknown,
  isMeant: (lost: PyObj) => boolean,
  store: (lost: PyObj) => void,
): void {
  const objects = (value.why.lost?.after(0) ?? []).filter(isMeant);
  if (objects.length === 0) return;
  if (objects.length > MAX_FUNCTIONS) {
    cx.markIncomplete(value.why);
    const before = objects.flatMap(one => [...(one.attrs?.entries() ?? [])].map(([name, old]) => ({ one, name, old })));
    for (const one of objects) attempt(cx, () => store(one));
    // Any of them may have been the one: what changed is unknown in all.
    for (const { one, name, old } of before)
      if (one.attrs?.get(name) !== old) cx.heap.set(one, name, new Unknown(value.why));
    return;
  }
  const arms: Arm<Value>[] = [{ run: () => null }];
  for (const one of objects) {
    arms.push({
      run: () => {
        store(one);
        return null;
      },
    });
  }
  cx.forkValues(arms, value.why);
}

function attempt(cx: Machine, run: () => void): void {
  try {
    run();
  } catch (e) {
    if (!(e instanceof PyRaise)) throw e;
    cx.maybeRaise(e);
  }
}

function functionOf(lost: PyObj, attribute: string | null): { key: PyObj; callee: Value; isMethod: boolean } | null {
  if (attribute !== null && lost instanceof PyContainer && lost.cls.native) {
    const found = lost.cls.lookup(attribute);
    return found instanceof NativeFn ? { key: lost, callee: new BoundMethod(found, lost), isMethod: false } : null;
  }
  if (attribute !== null) {
    const found = lost instanceof PyInstance ? lost.cls.lookup(attribute) : undefined;
    return found instanceof PyFunction ? { key: found, callee: found, isMethod: true } : null;
  }
  if (lost instanceof PyFunction) return { key: lost, callee: lost, isMethod: false };
  if (lost instanceof BoundMethod && lost.fn instanceof PyFunction)
    return { key: lost.fn, callee: lost.fn, isMethod: true };
  if (lost instanceof PyClass && !lost.native) return { key: lost, callee: lost, isMethod: false };
  if (!(lost instanceof PyInstance)) return null;
  const method = lost.cls.lookup('__call__');
  return method instanceof PyFunction ? { key: method, callee: method, isMethod: true } : null;
}
