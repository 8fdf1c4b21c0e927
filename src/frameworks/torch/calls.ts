import { Choice, choose } from '../../python/choice.js';
import type { Interp } from '../../python/interp.js';
import type { Value } from '../../python/klass.js';
import type { Machine } from '../../python/machine.js';
import { Args } from '../../python/native.js';
import { PyDict, PyTuple, Unknown, type PyInstance } from '../../python/value.js';
import { convDataOf, recordModuleRun } from '../convSites.js';
import { inModule } from '../modulePath.js';
import { firstTensor } from '../tensor.js';
import { positional, throughHooks } from './hooks.js';

/**
 * Module.__call__: the module's own pre-hooks, forward, then its forward hooks, which may replace the output. The
 * outermost call of a convolution's instance is one run of its site: input as passed, output as it leaves.
 */
export function observeCall(cx: Interp, module: PyInstance, args: Args): Value {
  const forward = cx.getAttr(module, 'forward');
  if (forward === undefined) throw cx.error('AttributeError', `'${module.cls.name}' object has no attribute 'forward'`);
  const given = args.pos.slice(1);
  let keywords = args.kw;
  const keywordDict = (): Value => PyDict.of(keywords);
  const passed = throughHooks(cx, module, '_forward_pre_hooks', new PyTuple(given), (hook, its, withKwargs) => {
    if (!withKwargs) return tupled(cx, cx.callWith(hook, module, its));
    // It may give other arguments and keywords: a pair.
    const result = cx.callWith(hook, module, its, keywordDict());
    if (!(result instanceof PyTuple)) return result instanceof Unknown ? result : null;
    const [others, named] = result.items;
    if (named instanceof PyDict && named.open === null)
      keywords = new Map([...named.map.values()].map(({ key, value }) => [String(key), value]));
    return others ?? null;
  });
  const run = (): Value => {
    const output = settled(cx, passed, its => cx.call(forward, new Args(positional(its), keywords)));
    return throughHooks(cx, module, '_forward_hooks', output, (hook, its, withKwargs) =>
      withKwargs ? cx.callWith(hook, module, passed, keywordDict(), its) : cx.callWith(hook, module, passed, its),
    );
  };
  return inModule(cx, module, () => {
    if (!convDataOf(module)) return run();
    return recordModuleRun(cx, module, firstTensor([...given, ...args.kw.values()]), run);
  });
}

/** A pre-hook's result, other than None, as the arguments that it stands for. */
function tupled(cx: Interp, result: Value): Value {
  const one = (value: Value): Value =>
    value === null || value instanceof PyTuple || value instanceof Unknown ? value : new PyTuple([value]);
  return settled(cx, result, one);
}

function settled(cx: Interp, value: Value, use: (value: Value) => Value): Value {
  return value instanceof Choice ? choose(cx as Machine, value, use) : use(value);
}
