import { oneOf } from '../../python/alternatives.js';
import { Choice, choose } from '../../python/choice.js';
import type { PyRaise } from '../../python/errors.js';
import type { Interp } from '../../python/interp.js';
import type { Machine } from '../../python/machine.js';
import type { Value } from '../../python/klass.js';
import type { Args } from '../../python/native.js';
import { NativeFn } from '../../python/native.js';
import { isSeveral, settle } from '../../python/settle.js';
import { PyDict, PyInstance, PyTuple, Unknown } from '../../python/value.js';
import { PARAMETER, Tensor } from '../tensor.js';
import { observeCall } from './calls.js';
import { registerHook } from './hooks.js';
import { MODULE } from './moduleBase.js';
import { isModule, Table, tableOf, TABLES } from './moduleTables.js';
import { applyTo, everyModule, perTree, setEvaluating, setTraining } from './moduleTree.js';

/**
 * torch.nn.Module as a native class that user classes extend. Its dictionaries `_modules`, `_parameters` and `_buffers`
 * are real Python dictionaries on the instance, because user code reads and writes them.
 */
export { MODULE } from './moduleBase.js';
export { isModule, tableOf } from './moduleTables.js';
export { allModules } from './moduleTree.js';

/** A module with its tables and parameters takes some kilobytes. */
const MODULE_STEPS = 20;

/** What Module.__init__() does. */
export function initModule(cx: Interp, self: PyInstance): void {
  cx.tick(MODULE_STEPS);
  for (const table of TABLES) cx.heap.set(self, table, new Table());
  cx.heap.set(self, 'training', true);
  cx.heap.set(self, '_forward_hooks', new PyDict());
  cx.heap.set(self, '_forward_pre_hooks', new PyDict());
}

/** The children in order of registration; null where there may be others. */
export function childrenOf(self: Value): [string, Value][] | null {
  const table = tableOf(self, '_modules');
  if (!table) return [];
  if (table.open !== null) return null;
  return [...table.map.values()].map(entry => [String(entry.key), entry.value]);
}

export function setChild(cx: Interp, self: Value, name: string, child: Value): void {
  const table = tableOf(self, '_modules');
  if (!table) throw cx.error('AttributeError', 'cannot assign module before Module.__init__() call');
  table.setString(cx.heap, name, child);
}

function self(cx: Interp, args: Args): PyInstance {
  const first = args.pos[0];
  if (first instanceof PyInstance) return first;
  throw cx.error('TypeError', 'a Module method needs an instance');
}

/** What a module's tables have under a name. Executions in which they have nothing give what `missing` does. */
export function registered(cx: Interp, object: Value, name: string, missing: () => Value, first = 0): Value {
  for (const [at, table] of TABLES.entries()) {
    const found = at < first ? undefined : tableOf(object, table);
    if (!found) continue;
    const entry = found.map.get(name) ?? found.maybe?.get(name);
    if (entry?.value instanceof Choice) {
      const further = (): Value => registered(cx, object, name, missing, at + 1);
      return choose(cx as Machine, entry.value, one => one, further);
    }
    if (entry) return entry.value;
    if (found.hasUnlisted && found.open !== null) return new Unknown(found.open);
  }
  return missing();
}

function noAttribute(cx: Interp, object: Value, name: string): PyRaise {
  return cx.error('AttributeError', `'${cx.classOf(object).name}' object has no attribute '${name}'`);
}

/** Module.__setattr__: parameters, modules and buffers go to their tables, everything else is a plain attribute. */
function setAttribute(cx: Interp, object: PyInstance, name: string, value: Value): void {
  const [parameters, buffers, modules] = TABLES.map(table => tableOf(object, table));
  const remove = (except: PyDict | undefined): void => {
    if (object.attrs.has(name)) cx.heap.set(object, name, undefined);
    for (const table of [parameters, buffers, modules]) {
      if (table !== except) table?.removeString(cx.heap, name);
    }
  };
  if (value instanceof Tensor && value.cls === PARAMETER) {
    if (!parameters) throw cx.error('AttributeError', 'cannot assign parameters before Module.__init__() call');
    remove(parameters);
    parameters.setString(cx.heap, name, value);
  } else if (parameters?.map.has(name) === true && value !== null && !(value instanceof Unknown)) {
    throw cx.error(
      'TypeError',
      `cannot assign '${cx.classOf(value).name}' as parameter '${name}' (torch.nn.Parameter or None expected)`,
    );
  } else if (parameters?.map.has(name) === true) parameters.setString(cx.heap, name, value);
  else if (isModule(value)) {
    if (!modules) throw cx.error('AttributeError', 'cannot assign module before Module.__init__() call');
    remove(modules);
    modules.setString(cx.heap, name, value);
  } else if (modules?.map.has(name) === true) {
    if (value !== null && !(value instanceof Unknown)) {
      throw cx.error(
        'TypeError',
        `cannot assign '${cx.classOf(value).name}' as child module '${name}' (torch.nn.Module or None expected)`,
      );
    }
    modules.setString(cx.heap, name, value);
  } else if (buffers?.map.has(name) === true && (value instanceof Tensor || value === null)) {
    buffers.setString(cx.heap, name, value);
  } else cx.genericSetAttr(object, name, value);
}

function method(
  name: string,
  signature: string,
  run: (cx: Interp, module: PyInstance, get: (name: string) => Value) => Value,
): void {
  MODULE.dict.set(
    name,
    NativeFn.of(name, signature, (cx, args) => {
      const object = args.get('self');
      if (!(object instanceof PyInstance)) throw cx.error('TypeError', `${name}() needs a module`);
      return run(cx, object, its => args.maybe(its) ?? null);
    }),
  );
}

MODULE.dict.set(
  '__init__',
  NativeFn.raw('__init__', (cx, args) => {
    initModule(cx, self(cx, args));
    return null;
  }),
);
MODULE.dict.set(
  '__setattr__',
  NativeFn.of('__setattr__', 'self, name, value', (cx, args) => {
    const [object, name] = [args.get('self'), args.get('name')];
    if (object instanceof PyInstance && typeof name === 'string') setAttribute(cx, object, name, args.get('value'));
    return null;
  }),
);
MODULE.dict.set(
  '__getattr__',
  NativeFn.of('__getattr__', 'self, name', (cx, args) => {
    const [object, name] = [args.get('self'), args.get('name')];
    if (typeof name !== 'string') throw cx.error('TypeError', 'attribute name must be string');
    return registered(cx, object, name, () => {
      throw noAttribute(cx, object, name);
    });
  }),
);
MODULE.dict.set(
  '__delattr__',
  NativeFn.of('__delattr__', 'self, name', (cx, args) => {
    const [object, name] = [args.get('self'), args.get('name')];
    if (!(object instanceof PyInstance) || typeof name !== 'string') return null;
    const table = TABLES.map(its => tableOf(object, its)).find(its => its?.map.has(name) === true);
    if (table) {
      cx.heap.own(table);
      table.map.delete(name);
    } else cx.genericSetAttr(object, name, undefined);
    return null;
  }),
);
MODULE.dict.set(
  '__call__',
  NativeFn.raw('__call__', (cx, args) => observeCall(cx, self(cx, args), args)),
);
MODULE.dict.set(
  'forward',
  NativeFn.raw('forward', (cx, args) => {
    throw cx.error(
      'NotImplementedError',
      `Module [${self(cx, args).cls.name}] is missing the required "forward" function`,
    );
  }),
);

const RETURNS_SELF =
  'cuda cpu to float double half bfloat16 eval train requires_grad_ apply share_memory type compile _apply to_empty xpu';
for (const name of RETURNS_SELF.split(' ')) {
  MODULE.dict.set(
    name,
    NativeFn.raw(name, (cx, args) => {
      const module = self(cx, args);
      if (name === 'eval') setEvaluating(cx, module);
      if (name === 'train') setTraining(cx, module, args.pos[1] ?? args.kw.get('mode') ?? true);
      const fn = name === 'apply' ? (args.pos[1] ?? args.kw.get('fn')) : undefined;
      if (fn !== undefined) applyTo(cx, module, fn);
      return module;
    }),
  );
}

method('add_module', 'self, name, module', (cx, module, get) => {
  setChild(cx, module, cx.str(get('name')), get('module'));
  return null;
});
MODULE.dict.set('register_module', MODULE.dict.get('add_module') ?? null);
method('register_buffer', 'self, name, tensor, persistent=True', (cx, module, get) => {
  const buffers = tableOf(module, '_buffers');
  if (!buffers) throw cx.error('AttributeError', 'cannot assign buffer before Module.__init__() call');
  buffers.setString(cx.heap, cx.str(get('name')), get('tensor'));
  return null;
});
method('register_parameter', 'self, name, param', (cx, module, get) => {
  const parameters = tableOf(module, '_parameters');
  if (!parameters) throw cx.error('AttributeError', 'cannot assign parameter before Module.__init__() call');
  parameters.setString(cx.heap, cx.str(get('name')), get('param'));
  return null;
});
for (const [name, table] of [
  ['register_forward_hook', '_forward_hooks'],
  ['register_forward_pre_hook', '_forward_pre_hooks'],
] as const) {
  method(name, 'self, hook, *, prepend=False, with_kwargs=False, always_call=False', (cx, module, get) =>
    registerHook(cx, module, table, get('hook'), get('with_kwargs') === true),
  );
}

/** The children, each once, in order: as named pairs or as they are. */
function childList(cx: Interp, module: PyInstance, pick: (name: string, child: Value) => Value): Value {
  const table = tableOf(module, '_modules');
  const list = (): Value => {
    const seen = new Set<Value>([null]);
    const own = childrenOf(module)?.filter(([, child]) => !seen.has(child) && seen.add(child));
    return listOrUnknown(
      cx,
      module,
      own?.map(([name, child]) => pick(name, child)),
    );
  };
  return isSeveral(table) ? settle(cx as Machine, table, list) : list();
}
method('children', 'self', (cx, module) => childList(cx, module, (_name, child) => child));
method('named_children', 'self', (cx, module) => childList(cx, module, (name, child) => new PyTuple([name, child])));
method('modules', 'self', (cx, module) =>
  perTree(cx, module, tree =>
    listOrUnknown(
      cx,
      module,
      tree.map(([, its]) => its),
    ),
  ),
);
method('named_modules', 'self, memo=None, prefix="", remove_duplicate=True', (cx, module, get) =>
  perTree(cx, module, tree => {
    const prefix = get('prefix');
    const start = typeof prefix === 'string' && prefix !== '' ? prefix : '';
    const full = (name: string): string => [start, name].filter(part => part !== '').join('.');
    return listOrUnknown(
      cx,
      module,
      tree.map(([name, its]) => new PyTuple([full(name), its])),
    );
  }),
);
method('get_submodule', 'self, target', (cx, module, get) =>
  perTree(cx, module, tree => {
    const target = get('target');
    const found = typeof target === 'string' ? tree.find(([name]) => name === target) : undefined;
    return found ? found[1] : cx.unknown('unmodelled', 'no such submodule is known');
  }),
);

for (const [name, kind] of [
  ['get_parameter', 'parameter'],
  ['get_buffer', 'buffer'],
] as const) {
  method(name, 'self, target', (cx, module, get) =>
    perTree(cx, module, tree => {
      const target = get('target');
      if (typeof target !== 'string') return cx.unknown('data-dependent', `which ${kind} is asked for is not known`);
      const parts = target.split('.');
      const last = parts.pop() ?? '';
      const found = tree.find(([path]) => path === parts.join('.'));
      if (!found) throw cx.error('AttributeError', `${module.cls.name} has no attribute \`${parts[0] ?? ''}\``);
      return registered(cx, found[1], last, () => {
        throw cx.error('AttributeError', `${found[1].cls.name} has no attribute \`${last}\``);
      });
    }),
  );
}

/** The tensors that the tables of these modules hold, each once, by name; undefined where they are not all known. */
function namedTensors(
  tree: readonly (readonly [string, PyInstance])[],
  table: '_parameters' | '_buffers',
): [string, Value][] | undefined {
  const seen = new Set<Value>([null]);
  const found: [string, Value][] = [];
  for (const [prefix, its] of tree) {
    const own = tableOf(its, table);
    if (own && own.open !== null) return undefined;
    for (const { key, value } of own?.map.values() ?? []) {
      if (seen.has(value)) continue;
      seen.add(value);
      found.push([prefix === '' ? String(key) : `${prefix}.${String(key)}`, value]);
    }
  }
  return found;
}

for (const [plain, named, table] of [
  ['parameters', 'named_parameters', '_parameters'],
  ['buffers', 'named_buffers', '_buffers'],
] as const) {
  method(plain, 'self, recurse=True', (cx, module) =>
    perTree(cx, module, tree =>
      listOrUnknown(
        cx,
        module,
        namedTensors(tree, table)?.map(([, value]) => value),
      ),
    ),
  );
  method(named, 'self, prefix="", recurse=True, remove_duplicate=True', (cx, module) =>
    perTree(cx, module, tree =>
      listOrUnknown(
        cx,
        module,
        namedTensors(tree, table)?.map(([name, value]) => new PyTuple([name, value])),
      ),
    ),
  );
}

/** PyTorch gives iterators here; a tuple iterates alike, once per use. */
function listOrUnknown(cx: Interp, module: PyInstance, values: Value[] | undefined): Value {
  if (values === undefined)
    return new Unknown(oneOf({ code: 'data-dependent', message: 'the modules are not all known' }, module));
  cx.tick(values.length);
  return cx.callWith(cx.getAttr(new PyTuple(values), '__iter__') ?? null);
}

/** Parameters and buffers under their full names, as plain tensors that share their elements. */
method('state_dict', 'self, *args, **kwargs', (cx, module) =>
  perTree(cx, module, tree => {
    const tables = [namedTensors(tree, '_parameters'), namedTensors(tree, '_buffers')];
    if (tables.some(table => table === undefined)) return cx.unknown('data-dependent', 'the modules are not all known');
    const order = tree.map(([prefix]) => prefix);
    const named = tables.flatMap(table => table ?? []);
    const place = ([name]: readonly [string, Value]): number => order.indexOf(name.split('.').slice(0, -1).join('.'));
    named.sort((a, b) => place(a) - place(b));
    return PyDict.of(
      named.map(([name, value]) => [name, value instanceof Tensor ? new Tensor(value.shape, value.whyUnknown) : value]),
    );
  }),
);
method('load_state_dict', 'self, state_dict, *args, **kwargs', (cx, module) => {
  for (const its of everyModule(module)) {
    for (const { value } of tableOf(its, '_buffers')?.map.values() ?? []) if (value instanceof Tensor) value.forget(cx);
  }
  return cx.unknown('unmodelled', 'what load_state_dict() gives is not modelled');
});

/** Of gradients, texts and saved states: no shape depends on what they do. */
const WITHOUT_SHAPES =
  'zero_grad extra_repr register_full_backward_hook register_full_backward_pre_hook register_backward_hook share_memory ' +
  'register_state_dict_pre_hook register_state_dict_post_hook register_load_state_dict_pre_hook ' +
  'register_load_state_dict_post_hook _register_state_dict_hook _register_load_state_dict_pre_hook';
for (const name of WITHOUT_SHAPES.split(' ')) {
  if (MODULE.dict.has(name)) continue;
  MODULE.dict.set(
    name,
    NativeFn.raw(name, cx => cx.unknown('unmodelled', `what ${name}() gives is not modelled`)),
  );
}
