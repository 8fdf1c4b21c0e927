import { PyClass, T, type Value } from '../../python/klass.js';
import { moduleTable, type ModuleTable } from '../../python/library.js';
import { NativeFn } from '../../python/native.js';
import { PyDict, PyInstance, PyTuple } from '../../python/value.js';
import { shortName, type ConvRow } from '../convRow.js';
import { callConvLayer, convLayer } from '../jax/convLayer.js';
import { keepers } from '../jax/keepers.js';
import { flaxRows } from './convRows.js';
import { POOLS } from './pools.js';

/** Flax as far as its convolutions and pools need it: flax.linen and flax.nnx. */

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

const RNGS = new PyClass('Rngs', [T.object], { native: true });
RNGS.module = 'flax.nnx';
RNGS.alloc = (_cx, cls) => new PyInstance(cls);
RNGS.dict.set(
  '__init__',
  NativeFn.raw('__init__', () => null),
);

function layersOf(module: 'linen' | 'nnx'): Entries {
  const rows = flaxRows().filter(row => row.api.startsWith(`flax.${module}.`));
  const make = (row: ConvRow): PyClass => (module === 'linen' ? linenLayer(row) : convLayer(row, 'flax.nnx'));
  return Object.fromEntries(rows.map(row => [shortName(row.api), make(row)]));
}

const MAKERS: Readonly<Record<string, () => Entries>> = {
  flax: () => ({ linen: { module: 'flax.linen' }, nnx: { module: 'flax.nnx' } }),
  'flax.linen': () => ({ ...layersOf('linen'), ...POOLS, ...keepers(ACTIVATIONS) }),
  'flax.nnx': () => ({ ...layersOf('nnx'), Rngs: RNGS, ...POOLS, ...keepers(ACTIVATIONS) }),
};

const tables = new Map<string, ModuleTable>();

/** The module of Flax with that dotted name. A name that it does not list may exist: it is unknown. */
export function flaxModule(name: string): ModuleTable | undefined {
  const maker = MAKERS[name];
  if (!maker) return undefined;
  let table = tables.get(name);
  if (!table) tables.set(name, (table = moduleTable(maker())));
  return table;
}
