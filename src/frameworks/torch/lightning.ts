import { localsOf } from '../../python/builtins/functions.js';
import { PyClass, T, type Value } from '../../python/klass.js';
import { moduleTable, type ModuleTable } from '../../python/library.js';
import type { Machine } from '../../python/machine.js';
import { NativeFn } from '../../python/native.js';
import { PyDict, PyInstance, PyTuple } from '../../python/value.js';
import { MODULE, registered } from './moduleClass.js';

/**
 * PyTorch Lightning's LightningModule: an nn.Module with many attributes that shapes do not need. What it has beyond a
 * module is unknown, not missing.
 */
export const LIGHTNING_MODULE = new PyClass('LightningModule', [MODULE], { native: true });
LIGHTNING_MODULE.module = 'pytorch_lightning';
LIGHTNING_MODULE.dict.set(
  '__getattr__',
  NativeFn.of('__getattr__', 'self, name', (cx, args) => {
    const [self, name] = [args.get('self'), args.get('name')];
    const beyond = (): Value =>
      cx.unknown('unmodelled', `the attribute ${cx.str(name)} of a LightningModule is not modelled`);
    return typeof name === 'string' ? registered(cx, self, name, beyond) : beyond();
  }),
);
/** Hyperparameters: attributes that are items too. */
const HPARAMS = new PyClass('AttributeDict', [T.object], { native: true });
HPARAMS.module = 'lightning_fabric.utilities.data';
HPARAMS.dict.set(
  '__getitem__',
  NativeFn.of('__getitem__', 'self, key', (cx, args) => {
    const found = cx.getAttr(args.get('self'), cx.str(args.get('key')));
    if (found === undefined) throw cx.error('KeyError', cx.repr(args.get('key')));
    return found;
  }),
);
HPARAMS.dict.set(
  'get',
  NativeFn.of(
    'get',
    'self, key, default=None',
    (cx, args) => cx.getAttr(args.get('self'), cx.str(args.get('key'))) ?? args.get('default'),
  ),
);

/** save_hyperparameters(): what __init__ was called with, or the names or the object given, becomes self.hparams. */
LIGHTNING_MODULE.dict.set(
  'save_hyperparameters',
  NativeFn.of('save_hyperparameters', 'self, *names, ignore=None, frame=None, logger=True', (cx, args) => {
    const self = args.get('self');
    if (!(self instanceof PyInstance)) return null;
    const [first] = args.rest;
    if (first instanceof PyInstance) {
      cx.heap.set(self, 'hparams', first);
      return null;
    }
    const entries = first instanceof PyDict ? first : localsOf(cx as Machine);
    const ignored = new Set(
      typeof args.get('ignore') === 'string'
        ? [args.get('ignore')]
        : (cx.collect(args.get('ignore') ?? new PyTuple([])) ?? []),
    );
    const wanted = typeof first === 'string' ? new Set<Value>(args.rest) : undefined;
    if (!(entries instanceof PyDict) || entries.open !== null) return null;
    const hparams = new PyInstance(HPARAMS);
    for (const { key, value } of entries.map.values())
      if (
        typeof key === 'string' &&
        value !== self &&
        !key.startsWith('__') &&
        !ignored.has(key) &&
        wanted?.has(key) !== false
      )
        cx.heap.set(hparams, key, value);
    cx.heap.set(self, 'hparams', hparams);
    return null;
  }),
);

for (const name of ['log', 'log_dict', 'print', 'freeze', 'unfreeze']) {
  LIGHTNING_MODULE.dict.set(
    name,
    NativeFn.raw(name, () => null),
  );
}

const TABLE = moduleTable({ LightningModule: LIGHTNING_MODULE });
const NAMES = [
  'pytorch_lightning',
  'pytorch_lightning.core',
  'lightning',
  'lightning.pytorch',
  'lightning.pytorch.core',
];

/** The module of PyTorch Lightning with that dotted name. */
export function lightningModule(name: string): ModuleTable | undefined {
  return NAMES.includes(name) ? TABLE : undefined;
}
