import type { Value } from '../../python/klass.js';
import { moduleTable, type ModuleTable } from '../../python/library.js';
import { NativeFn } from '../../python/native.js';
import { shortName } from '../convRow.js';
import { NDARRAY, Tensor } from '../tensor.js';
import { numpyCreation } from '../torch/creation.js';
import { sizesOf } from '../torch/tensorOps.js';
import { CONV_DIMENSION_NUMBERS, convFunction } from './convFunction.js';
import { jaxRows } from './convRows.js';
import { keepers } from './keepers.js';

/** JAX as far as its convolutions need it: jax.lax, and what makes arrays and keeps their shape. */

type Entries = Record<string, Value | { readonly module: string }>;

const ACTIVATIONS =
  'relu relu6 sigmoid softplus soft_sign silu swish log_sigmoid leaky_relu hard_sigmoid hard_silu hard_swish hard_tanh elu ' +
  'celu selu gelu tanh softmax log_softmax standardize';

/** jax.random's functions of a key and a shape. */
function drawn(name: string): NativeFn {
  return NativeFn.free(name, 'key, shape=(), dtype=None, *args, **kwargs', (cx, args) => {
    const sizes = sizesOf(cx, [args.get('shape')]);
    return new Tensor(sizes, 'the sizes are not known', NDARRAY);
  });
}

function key(name: string): NativeFn {
  return NativeFn.free(name, 'seed, **kwargs', () => new Tensor([2], '', NDARRAY));
}

const numpy = numpyCreation(NDARRAY);

const MAKERS: Readonly<Record<string, () => Entries>> = {
  jax: () => ({
    lax: { module: 'jax.lax' },
    numpy: { module: 'jax.numpy' },
    random: { module: 'jax.random' },
    nn: { module: 'jax.nn' },
  }),
  'jax.lax': () => ({
    ...Object.fromEntries(jaxRows().map(row => [shortName(row.api), convFunction(row)])),
    conv_dimension_numbers: CONV_DIMENSION_NUMBERS,
    ...keepers('abs exp log sqrt square tanh sin cos neg stop_gradient'),
  }),
  'jax.numpy': () => ({
    ...Object.fromEntries(numpy.numpy),
    ...keepers('abs exp log sqrt square tanh sin cos zeros_like ones_like'),
    ndarray: NDARRAY,
  }),
  'jax.random': () => ({
    PRNGKey: key('PRNGKey'),
    key: key('key'),
    normal: drawn('normal'),
    uniform: drawn('uniform'),
    truncated_normal: drawn('truncated_normal'),
  }),
  'jax.nn': () => keepers(ACTIVATIONS),
};

const tables = new Map<string, ModuleTable>();

/** The module of JAX with that dotted name. A name that it does not list may exist: it is unknown. */
export function jaxModule(name: string): ModuleTable | undefined {
  const maker = MAKERS[name];
  if (!maker) return undefined;
  let table = tables.get(name);
  if (!table) tables.set(name, (table = moduleTable(maker())));
  return table;
}
