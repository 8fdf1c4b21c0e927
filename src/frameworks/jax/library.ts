import type { Value } from '../../python/klass.js';
import { moduleTable, type ModuleTable } from '../../python/library.js';
import { NativeFn } from '../../python/native.js';
import { tableOf } from '../../python/stdlib/sourceTable.js';
import { shortName } from '../convRow.js';
import { NDARRAY, Tensor } from '../tensor.js';
import { sizesOf } from '../torch/tensorOps.js';
import { CONV_DIMENSION_NUMBERS, convFunction } from './convFunction.js';
import { jaxRows } from './convRows.js';
import { keepers } from './keepers.js';
import { jaxNumpy } from './numpy.js';
import { CONTROL, INITIALIZERS, NUMPY, RANDOM, TRANSFORMS, TREE } from './source/index.js';

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

const MAKERS: Readonly<Record<string, () => Entries>> = {
  jax: () => ({
    lax: { module: 'jax.lax' },
    numpy: { module: 'jax.numpy' },
    random: { module: 'jax.random' },
    nn: { module: 'jax.nn' },
    tree_util: { module: 'jax.tree_util' },
    tree: { module: 'jax.tree' },
    Array: NDARRAY,
  }),
  'jax.lax': () => ({
    ...Object.fromEntries(jaxRows().map(row => [shortName(row.api), convFunction(row)])),
    conv_dimension_numbers: CONV_DIMENSION_NUMBERS,
    ...keepers('abs exp log sqrt square tanh sin cos neg stop_gradient'),
  }),
  'jax.numpy': jaxNumpy,
  'jax.random': () => ({
    PRNGKey: key('PRNGKey'),
    key: key('key'),
    normal: drawn('normal'),
    uniform: drawn('uniform'),
    truncated_normal: drawn('truncated_normal'),
    randint: drawn('randint'),
    gumbel: drawn('gumbel'),
  }),
  'jax.nn': () => ({ ...keepers(ACTIVATIONS), initializers: { module: 'jax.nn.initializers' } }),
};

/** What is modelled in Python, by the dotted names of the modules that have it. */
const SOURCES: Readonly<Record<string, ModuleTable>> = {
  jax: TRANSFORMS,
  'jax.lax': CONTROL,
  'jax.numpy': NUMPY,
  'jax.random': RANDOM,
  'jax.tree_util': TREE,
  'jax.tree': TREE,
  'jax.nn.initializers': INITIALIZERS,
};

const tables = new Map<string, ModuleTable>();

/** The module of JAX with that dotted name. A name that it does not list may exist: it is unknown. */
export function jaxModule(name: string): ModuleTable | undefined {
  const [maker, source] = [MAKERS[name], SOURCES[name]];
  if (!maker) return source;
  let table = tables.get(name);
  if (!table) {
    const own = moduleTable(maker());
    tables.set(name, (table = source ? tableOf(own, source) : own));
  }
  return table;
}
