import { Choice, choose } from '../../python/choice.js';
import type { PyRaise } from '../../python/errors.js';
import type { JoinCx } from '../../python/heap.js';
import type { Interp } from '../../python/interp.js';
import { joinDicts } from '../../python/joinDicts.js';
import type { Machine } from '../../python/machine.js';
import { PyClass, type PyObj, T, type Value } from '../../python/klass.js';
import type { Args } from '../../python/native.js';
import { NativeFn } from '../../python/native.js';
import { PyDict, PyInstance, PyTuple, Unknown } from '../../python/value.js';
import { PARAMETER, Tensor } from '../tensor.js';
import { observeCall } from './calls.js';

/**
 * torch.nn.Module as a native class that user classes extend. Its dictionaries `_modules`, `_parameters` and `_buffers`
 * are real Python dictionaries on the instance, because user code reads and writes them.
 */
export const MODULE = new PyClass('Module', [T.object], { native: true });
MODULE.module = 'torch.nn.modules.module';
MODULE.alloc = (_cx, cls) => new PyInstance(cls);

const TABLES = ['_parameters', '_buffers', '_modules'] as const;

/** An instance's own dictionary: those that it gets in two arms of an undecided condition are one afterwards. */
class Table extends PyDict {
  override joinWith(other: PyObj, cx: JoinCx): Value | undefined {
    if (!(other instanceof Table)) return undefined;
    const { map, open, maybe } = joinDicts(this.content, other.content, cx);
    const made = new Table();
    made.content = { map, open, maybe };
    return made;
  }
}

/** One of an instance's dictionaries; undefined before Module.__init__() ran. */
export function tableOf(self: Value, table: (typeof TABLES)[number]): PyDict | undefined {
  const found = self instanceof PyInstance ? self.attrs.get(table) : undefined;
  return found instanceof PyDict ? found : undefined;
}

export function isModule(value: Value | undefined): value is PyInstance {
  return value instanceof PyInstance && value.cls.isSubclass(MODULE);
}

/** What Module.__init__() does. */
export function initModule(cx: Interp, self: PyInstance): void {
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

/** All modules below and including one, each once, in PyTorch's order; null where a table is open. */
export function allModules(root: PyInstance): [string, PyInstance][] | null {
  const found: [string, PyInstance][] = [];
  const seen = new Set<PyInstance>();
  const visit = (module: PyInstance, prefix: string): boolean => {
    if (seen.has(module)) return true;
    seen.add(module);
    found.push([prefix, module]);
    const children = childrenOf(module);
    if (!children) return false;
    return children.every(
      ([name, child]) => !isModule(child) || visit(child, prefix === '' ? name : `${prefix}.${name}`),
    );
  };
  return visit(root, '') ? found : null;
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
      if (name === 'eval' || name === 'train')
        setTraining(cx, module, name === 'train' ? (args.pos[1] ?? args.kw.get('mode') ?? true) : false);
      if (name === 'apply' && args.pos[1] !== undefined) {
        // Children first, then the module itself.
        for (const [, its] of (allModules(module) ?? []).reverse()) cx.callWith(args.pos[1], its);
      }
      return module;
    }),
  );
}

function setTraining(cx: Interp, module: PyInstance, mode: Value): void {
  for (const [, its] of allModules(module) ?? []) cx.heap.set(its, 'training', mode);
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
  method(name, 'self, hook, *args, **kwargs', (cx, module, get) => {
    const hooks = module.attrs.get(table);
    if (hooks instanceof PyDict) hooks.setString(cx.heap, `hook${hooks.map.size}`, get('hook'));
    return new Unknown({ code: 'unmodelled', message: 'the handle of a hook is not modelled' });
  });
}
method('children', 'self', (cx, module) =>
  listOrUnknown(
    cx,
    childrenOf(module)?.map(([, child]) => child),
  ),
);
method('named_children', 'self', (cx, module) =>
  listOrUnknown(
    cx,
    childrenOf(module)?.map(([name, child]) => new PyTuple([name, child])),
  ),
);
method('modules', 'self', (cx, module) =>
  listOrUnknown(
    cx,
    allModules(module)?.map(([, its]) => its),
  ),
);
method('named_modules', 'self, memo=None, prefix="", remove_duplicate=True', (cx, module) =>
  listOrUnknown(
    cx,
    allModules(module)?.map(([name, its]) => new PyTuple([name, its])),
  ),
);
method('get_submodule', 'self, target', (cx, module, get) => {
  const target = get('target');
  const found = typeof target === 'string' ? allModules(module)?.find(([name]) => name === target) : undefined;
  if (found) return found[1];
  return cx.unknown('unmodelled', 'no such submodule is known');
});

function namedTensors(module: PyInstance, table: '_parameters' | '_buffers'): [string, Value][] | undefined {
  const seen = new Set<Value>();
  return allModules(module)?.flatMap(([prefix, its]) =>
    [...(tableOf(its, table)?.map.values() ?? [])]
      .filter(entry => entry.value !== null && !seen.has(entry.value) && seen.add(entry.value))
      .map((entry): [string, Value] => [
        prefix === '' ? String(entry.key) : `${prefix}.${String(entry.key)}`,
        entry.value,
      ]),
  );
}

for (const [plain, named, table] of [
  ['parameters', 'named_parameters', '_parameters'],
  ['buffers', 'named_buffers', '_buffers'],
] as const) {
  method(plain, 'self, recurse=True', (cx, module) =>
    listOrUnknown(
      cx,
      namedTensors(module, table)?.map(([, value]) => value),
    ),
  );
  method(named, 'self, prefix="", recurse=True, remove_duplicate=True', (cx, module) =>
    listOrUnknown(
      cx,
      namedTensors(module, table)?.map(([name, value]) => new PyTuple([name, value])),
    ),
  );
}

/** PyTorch gives iterators here; a tuple iterates alike, once per use. */
function listOrUnknown(cx: Interp, values: Value[] | undefined): Value {
  if (values === undefined) return cx.unknown('data-dependent', 'the modules are not all known');
  cx.tick(values.length);
  return cx.callWith(cx.getAttr(new PyTuple(values), '__iter__') ?? null);
}

for (const name of [
  'zero_grad',
  'state_dict',
  'load_state_dict',
  'extra_repr',
  'register_full_backward_hook',
  'register_backward_hook',
]) {
  MODULE.dict.set(
    name,
    NativeFn.raw(name, cx => cx.unknown('unmodelled', `what ${name}() gives is not modelled`)),
  );
}
