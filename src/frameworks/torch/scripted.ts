import type { Interp } from '../../python/interp.js';
import { PyClass, type Value } from '../../python/klass.js';
import { Args, NativeFn } from '../../python/native.js';
import { PyInstance, PyList, PyTuple } from '../../python/value.js';
import { withoutRuns } from '../convSites.js';
import { sameDim } from '../dims.js';
import { firstTensor, Tensor } from '../tensor.js';
import { isModule, MODULE, registered } from './moduleClass.js';

/**
 * torch.jit.script and torch.jit.trace: what they give works by itself, without calling the module that it was made of or the
 * modules within. Its sizes are those that the module gives, its calls are no runs of layers.
 */
const SCRIPTED = new PyClass('RecursiveScriptModule', [MODULE], { native: true });
SCRIPTED.module = 'torch.jit._script';

const ORIGINAL = '\0scripted';
const TRACED = '\0traced';

/** The compiled form of a module or a function; classes and what is not known are given back. */
export function scripted(cx: Interp, value: Value, traced: Value = null): Value {
  if (isModule(value)) {
    const made = new PyInstance(SCRIPTED);
    for (const [name, own] of value.attrs) if (!name.startsWith('\0')) cx.heap.set(made, name, own);
    cx.heap.set(made, ORIGINAL, value.attrs.get(ORIGINAL) ?? value);
    cx.heap.set(made, TRACED, traced);
    return made;
  }
  return value;
}

/** A trace holds for inputs of the sizes that it was made with: what the code computed of them may have become constants. */
function isAsTraced(self: PyInstance, args: readonly Value[]): boolean {
  const traced = self.attrs.get(TRACED);
  const [was, now] = [traced instanceof Tensor ? traced.shape : undefined, firstTensor([...args])?.shape];
  if (was === undefined) return true;
  return (
    was !== null && now?.length === was.length && now.every((size, axis) => sameDim(size, was[axis] ?? 0) === true)
  );
}

SCRIPTED.dict.set(
  '__call__',
  NativeFn.raw('__call__', (cx, args) => {
    const [self, ...rest] = args.pos;
    const original = self instanceof PyInstance ? self.attrs.get(ORIGINAL) : undefined;
    if (!(self instanceof PyInstance) || original === undefined) return null;
    if (!isAsTraced(self, rest))
      return cx.unknown('unmodelled', 'a trace is called with other sizes than it was made with');
    return withoutRuns(cx, () => cx.call(original, new Args(rest, args.kw)));
  }),
);
SCRIPTED.dict.set('forward', SCRIPTED.dict.get('__call__') ?? null);
/** What a compiled module has besides (torch.jit.ScriptModule). */
const COMPILED = new Set(
  'graph inlined_graph code code_with_constants original_name save_to_buffer get_debug_state forward_magic_method _c'.split(
    ' ',
  ),
);
SCRIPTED.dict.set(
  '__getattr__',
  NativeFn.of('__getattr__', 'self, name', (cx, args) => {
    const [self, name] = [args.get('self'), args.get('name')];
    if (!(self instanceof PyInstance) || typeof name !== 'string') return null;
    if (name === 'save') return NativeFn.freeRaw(name, () => null);
    if (COMPILED.has(name)) return cx.unknown('unmodelled', `what ${name} of a compiled module is is not known`);
    return registered(cx, self, name, () => {
      const found = cx.getAttr(self.attrs.get(ORIGINAL) ?? null, name);
      if (found === undefined)
        throw cx.error('AttributeError', `'RecursiveScriptModule' object has no attribute '${name}'`);
      if (!/method|function/.test(cx.classOf(found).name)) return found;
      return NativeFn.freeRaw(name, (inner, given) => withoutRuns(inner, () => inner.call(found, given)));
    });
  }),
);

/** torch.jit.script(obj): also a decorator of functions, and of classes. */
export const SCRIPT = NativeFn.freeRaw('script', (cx, args) => scripted(cx, args.pos[0] ?? args.kw.get('obj') ?? null));

/** torch.jit.trace(func, example_inputs): runs it once, and gives what does the same for such inputs. */
export const TRACE = NativeFn.freeRaw('trace', (cx, args) => {
  const func = args.pos[0] ?? args.kw.get('func') ?? args.kw.get('mod');
  const inputs = args.pos[1] ?? args.kw.get('example_inputs');
  if (func === undefined || inputs === undefined) return func ?? null;
  const list =
    inputs instanceof PyTuple
      ? inputs.items
      : inputs instanceof PyList && inputs.open === null
        ? inputs.items
        : [inputs];
  cx.callWith(func, ...list);
  return scripted(cx, func, firstTensor([...list]) ?? null);
});
