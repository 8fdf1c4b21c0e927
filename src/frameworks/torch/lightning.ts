import { PyClass, type Value } from '../../python/klass.js';
import { moduleTable, type ModuleTable } from '../../python/library.js';
import { NativeFn } from '../../python/native.js';
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
for (const name of ['log', 'log_dict', 'save_hyperparameters', 'print', 'freeze', 'unfreeze']) {
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
