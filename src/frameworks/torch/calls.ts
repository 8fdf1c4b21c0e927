import type { Interp } from '../../python/interp.js';
import type { Value } from '../../python/klass.js';
import { Args } from '../../python/native.js';
import { PyDict, PyTuple, type PyInstance } from '../../python/value.js';
import { convDataOf, recordModuleRun } from '../convSites.js';
import { firstTensor } from '../tensor.js';

/**
 * Module.__call__: the module's own pre-hooks, forward, then its forward hooks, which may replace the output. The
 * outermost call of a convolution's instance is one run of its site: input as passed, output as it leaves.
 */
export function observeCall(cx: Interp, module: PyInstance, args: Args): Value {
  const forward = cx.getAttr(module, 'forward');
  if (forward === undefined) throw cx.error('AttributeError', `'${module.cls.name}' object has no attribute 'forward'`);
  const given = args.pos.slice(1);
  const passed = throughHooks(cx, module, '_forward_pre_hooks', new PyTuple(given), (hook, args) =>
    cx.callWith(hook, module, args),
  );
  const run = (): Value => {
    const output = cx.call(forward, new Args(positional(passed), args.kw));
    return throughHooks(cx, module, '_forward_hooks', output, (hook, its) => cx.callWith(hook, module, passed, its));
  };
  if (!convDataOf(module)) return run();
  return recordModuleRun(cx, module, firstTensor([...given, ...args.kw.values()]), run);
}

function hooksOf(module: PyInstance, table: string): Value[] {
  const hooks = module.attrs.get(table);
  return hooks instanceof PyDict ? [...hooks.map.values()].map(entry => entry.value) : [];
}
