import { type PyClass, type Value } from '../../python/klass.js';
import { moduleTable, type ModuleTable } from '../../python/library.js';
import { tableOf } from '../../python/stdlib/sourceTable.js';
import { NativeFn } from '../../python/native.js';
import { PyDict, PyInstance, PyTuple } from '../../python/value.js';
import { shortName, type ConvRow } from '../convRow.js';
import { callConvLayer, convLayer } from '../jax/convLayer.js';
import { keepers } from '../jax/keepers.js';
import { flaxRows } from './convRows.js';
import { INITIALIZERS } from '../jax/source/index.js';
import { POOLS } from './pools.js';
import { CORE, LINEN, NNX, TRAIN_STATE } from './source/index.js';

/** Flax: flax.linen and flax.nnx with their convolutions and pools here, their other layers and their modules in source/. */

type Entries = Record<string, Value | { readonly module: string }>;

const ACTIVATIONS =
  'relu sigmoid softplus silu swish log_sigmoid leaky_relu hard_sigmoid hard_silu hard_swish hard_tanh elu celu selu gelu ' +
  'tanh softmax log_softmax standardize';

/** linen's layers do not hold their weights: init makes them, apply takes them, and init_with_output gives both. */
function linenLayer(row: ConvRow): PyClass {
  const cls = convLayer(row, 'flax.linen');
  const method = (name: string, signature: string, result: (output: Value) => Value): void => {
    cls.dict.set(
      name,
      NativeFn.of(name, `self, ${signature}, *args, **kwargs`, (cx, args) => {
        const self = args.get('self');
        const output =
          self instanceof PyInstance ? callConvLayer(cx, self, row, args.rest[0] ?? args.extra.get('inputs')) : null;
        return result(output);
      }),
    );
  };
  method('init', 'rngs', () => new PyDict());
  method('init_with_output', 'rngs', output => new PyTuple([output, new PyDict()]));
  method('apply', 'variables', output => output);
  return cls;
}

function layersOf(module: 'linen' | 'nnx'): Entries {
  const rows = flaxRows().filter(row => row.api.startsWith(`flax.${module}.`));
  const make = (row: ConvRow): PyClass => (module === 'linen' ? linenLayer(row) : convLayer(row, 'flax.nnx'));
  return Object.fromEntries(rows.map(row => [shortName(row.api), make(row)]));
}

const MAKERS: Readonly<Record<string, () => Entries>> = {
  flax: () => ({
    linen: { module: 'flax.linen' },
    nnx: { module: 'flax.nnx' },
    core: { module: 'flax.core' },
    training: { module: 'flax.training' },
  }),
  'flax.training': () => ({ train_state: { module: 'flax.training.train_state' } }),
  'flax.linen': () => ({
    ...layersOf('linen'),
    ...POOLS,
    ...keepers(ACTIVATIONS),
    initializers: { module: 'flax.linen.initializers' },
  }),
  'flax.nnx': () => ({
    ...layersOf('nnx'),
    ...POOLS,
    ...keepers(ACTIVATIONS),
    initializers: { module: 'flax.nnx.initializers' },
  }),
};

/** What is modelled in Python, by the dotted names of the modules that have it. */
const SOURCES: Readonly<Record<string, ModuleTable>> = {
  'flax.linen': LINEN,
  'flax.nnx': NNX,
  'flax.core': CORE,
  'flax.training.train_state': TRAIN_STATE,
  'flax.linen.initializers': INITIALIZERS,
  'flax.nnx.initializers': INITIALIZERS,
};

const tables = new Map<string, ModuleTable>();

/** The module of Flax with that dotted name. A name that it does not list may exist: it is unknown. */
export function flaxModule(name: string): ModuleTable | undefined {
  const [maker, source] = [MAKERS[name], SOURCES[name]];
  if (!maker) return source;
  let table = tables.get(name);
  if (!table) {
    const own = moduleTable(maker());
    tables.set(name, (table = source ? tableOf(own, source) : own));
  }
  return table;
}
