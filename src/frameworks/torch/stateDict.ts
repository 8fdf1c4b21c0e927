import { NativeFn } from '../../python/native.js';
import type { Value } from '../../python/klass.js';
import { PyDict, PyInstance } from '../../python/value.js';
import { Tensor } from '../tensor.js';
import { allModules, MODULE, tableOf } from './moduleClass.js';

/** Module.state_dict and load_state_dict: shapes are what they were, as a checkpoint of other shapes is refused. */

function tensorsOf(module: PyInstance): [string, Tensor][] | undefined {
  return allModules(module)?.flatMap(([prefix, its]) =>
    (['_parameters', '_buffers'] as const).flatMap(table => {
      const entries = [...(tableOf(its, table)?.map.values() ?? [])];
      return entries.flatMap(({ key, value }): [string, Tensor][] =>
        value instanceof Tensor ? [[prefix === '' ? String(key) : `${prefix}.${String(key)}`, value]] : [],
      );
    }),
  );
}

/** Parameters and buffers under their full names, module by module, as plain tensors that share their elements. */
MODULE.dict.set(
  'state_dict',
  NativeFn.raw('state_dict', (cx, args): Value => {
    const [self] = args.pos;
    const named = self instanceof PyInstance && args.kw.size === 0 ? tensorsOf(self) : undefined;
    if (!named) return cx.unknown('data-dependent', 'the parameters are not all known');
    cx.tick(named.length);
    return PyDict.of(named.map(([name, value]) => [name, new Tensor(value.shape, value.whyUnknown)]));
  }),
);
MODULE.dict.set(
  'load_state_dict',
  NativeFn.raw('load_state_dict', (cx, args): Value => {
    const [self] = args.pos;
    // The elements are another's from now on.
    for (const [, tensor] of self instanceof PyInstance ? (tensorsOf(self) ?? []) : []) tensor.forget(cx);
    return cx.unknown('unmodelled', 'what load_state_dict() gives is not modelled');
  }),
);
