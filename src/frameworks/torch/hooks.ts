import { oneOf } from '../../python/alternatives.js';
import { Choice, choose } from '../../python/choice.js';
import type { Interp } from '../../python/interp.js';
import { PyClass, T, type Value } from '../../python/klass.js';
import type { Machine } from '../../python/machine.js';
import { NativeFn } from '../../python/native.js';
import { CONTENT, PyDict, PyInstance, PyTuple, Unknown, type DictContent } from '../../python/value.js';

/** Forward hooks: registered on one module, called by Module.__call__ in order of registration. */

export type HookTable = '_forward_hooks' | '_forward_pre_hooks';

/** torch.utils.hooks.RemovableHandle */
const HANDLE = new PyClass('RemovableHandle', [T.object], { native: true });
HANDLE.module = 'torch.utils.hooks';

const TABLE = '\0hooks';
const KEY = '\0key';

let registered = 0;

/** Adds a hook to one of the module's tables. Gives the handle that removes it. */
export function registerHook(cx: Interp, module: PyInstance, table: HookTable, hook: Value, withKwargs = false): Value {
  const hooks = module.attrs.get(table);
  const handle = new PyInstance(HANDLE);
  if (!(hooks instanceof PyDict)) return handle;
  const key = `hook${++registered}`;
  // Each pass of a loop of unknown count registers another one: how many there are is not known.
  if ((cx as Machine).unknownLoops > 0) {
    const { content } = hooks;
    const why = { code: 'loop-count', message: 'how many hooks there are is not known' } as const;
    const open = oneOf(content.open ?? why, hook);
    cx.heap.set(hooks, CONTENT, { map: content.map, open } satisfies DictContent);
    return handle;
  }
  hooks.setString(cx.heap, key, hook);
  if (withKwargs) cx.heap.set(module, `\0with_kwargs ${key}`, true);
  cx.heap.set(handle, TABLE, hooks);
  cx.heap.set(handle, KEY, key);
  return handle;
}

function remove(cx: Interp, handle: Value): void {
  if (!(handle instanceof PyInstance)) return;
  const [hooks, key] = [handle.attrs.get(TABLE), handle.attrs.get(KEY)];
  if (hooks instanceof PyDict && typeof key === 'string') hooks.removeString(cx.heap, key);
}

for (const name of ['remove', '__exit__']) {
  HANDLE.dict.set(
    name,
    NativeFn.raw(name, (cx, args) => {
      remove(cx, args.pos[0] ?? null);
      return null;
    }),
  );
}
HANDLE.dict.set(
  '__enter__',
  NativeFn.raw('__enter__', (_cx, args) => args.pos[0] ?? null),
);

/**
 * Gives a value to the module's hooks one after the other: what a hook returns, other than None, takes its place. A hook that
 * only some executions registered is called in these.
 */
export function throughHooks(
  cx: Interp,
  module: PyInstance,
  table: HookTable,
  value: Value,
  call: (hook: Value, value: Value, withKwargs: boolean) => Value,
): Value {
  const hooks = module.attrs.get(table);
  if (hooks === undefined) return value;
  if (!(hooks instanceof PyDict)) return hooks instanceof Unknown ? new Unknown(hooks.why) : value;
  const { map, maybe, open } = hooks.content;
  if (map.size === 0 && open === null) return value;
  const machine = cx as Machine;
  let now = value;
  const through = (hook: Value, key: Value = null): Value => {
    const before = now;
    const result = call(hook, before, module.attrs.has(`\0with_kwargs ${String(key)}`));
    const replaced = (one: Value): Value => (one === null ? before : one);
    return result instanceof Choice ? choose(machine, result, replaced) : replaced(result);
  };
  const entries = [...map.values(), ...(maybe?.values() ?? [])];
  entries.sort((a, b) => numberOf(a.key) - numberOf(b.key));
  for (const { key, value: hook } of entries)
    now =
      hook instanceof Choice
        ? choose(
            machine,
            hook,
            one => through(one, key),
            () => now,
          )
        : through(hook, key);
  if (hooks.hasUnlisted && open !== null) now = through(new Unknown(open));
  return now;
}

/** Keys count up in order of registration; one that the code has put there itself comes first. */
function numberOf(key: Value): number {
  const number = typeof key === 'string' ? Number(key.slice('hook'.length)) : NaN;
  return Number.isNaN(number) ? 0 : number;
}

/** What a pre-hook left of the arguments: a tuple is all of them, anything else the only one. */
export function positional(passed: Value): readonly Value[] {
  return passed instanceof PyTuple ? passed.items : [passed];
}
