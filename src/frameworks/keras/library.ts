import type { Interp } from '../../python/interp.js';
import type { Value } from '../../python/klass.js';
import { moduleTable, type ModuleTable } from '../../python/library.js';
import { NativeFn } from '../../python/native.js';
import { numpyFunctions, numpyRandom } from '../numpy/functions.js';
import { numpyLinalg, scipyLinalg } from '../numpy/linalg.js';
import { numpyMath } from '../numpyMath.js';
import { numpyCreation } from '../torch/creation.js';
import { asTensor, KERAS_TENSOR, kerasResult, NDARRAY, TF_TENSOR, Tensor } from '../tensor.js';
import { sizesOf } from '../torch/tensorOps.js';
import { CONV_ROWS, shortName } from '../convTable.js';
import { convFunction } from '../tensorflow/convFunction.js';
import { kerasImageOps, kerasOps } from './opsTable.js';
import { kerasLayers } from './layers.js';
import { kerasState, LAYER, MODEL } from './layerClass.js';
import { INPUT, INPUT_LAYER, SEQUENTIAL } from './models.js';
import { VERSIONS } from '../versions.js';

export type Entries = Record<string, Value | { readonly module: string }>;

const ACTIVATIONS =
  'relu sigmoid tanh softmax elu selu gelu silu swish leaky_relu relu6 softplus softsign hard_sigmoid mish log_softmax ' +
  'abs exp log sqrt square sign round floor ceil sin cos identity stop_gradient cast clip l2_normalize dropout';

/** A function that keeps the shape of its first argument. */
export function keeping(name: string): NativeFn {
  return NativeFn.freeRaw(name, (_cx, args) => {
    const input = asTensor(args.pos[0] ?? [...args.kw.values()][0], KERAS_TENSOR);
    return input ? new Tensor(input.shape, input.whyUnknown, kerasResult(input)) : (args.pos[0] ?? null);
  });
}

export function keepers(): Entries {
  return Object.fromEntries(ACTIVATIONS.split(' ').map(name => [name, keeping(name)]));
}

function dataFormat(): Entries {
  return {
    image_data_format: NativeFn.freeRaw('image_data_format', cx => kerasState(cx).dataFormat),
    set_image_data_format: NativeFn.free('set_image_data_format', 'data_format', (cx: Interp, args) => {
      cx.heap.set(kerasState(cx), 'dataFormat', args.get('data_format'));
      return null;
    }),
    clear_session: NativeFn.freeRaw('clear_session', () => null),
  };
}

/** Functions that make tensors out of a shape. */
export function made(name: string): NativeFn {
  return NativeFn.free(name, 'shape, *args, **kwargs', (cx, args) => {
    const sizes = sizesOf(cx, [args.get('shape')]);
    return new Tensor(sizes, 'the sizes are not known', TF_TENSOR);
  });
}

function root(prefix: string, layers: string): Entries {
  return {
    Input: INPUT,
    Sequential: SEQUENTIAL,
    Model: MODEL,
    Layer: LAYER,
    layers: { module: layers },
    models: { module: `${prefix}.models` },
    activations: { module: 'keras.activations' },
    ops: { module: 'keras.ops' },
    backend: { module: 'keras.backend' },
    config: { module: 'keras.backend' },
    random: { module: 'keras.random' },
  };
}

/** One set of classes per Keras, made at first use: tf.keras.layers.Conv2D is keras.layers.Conv2D. */
function layersEntries(which: 'keras' | 'tf_keras'): Entries {
  return { ...Object.fromEntries(kerasLayers(which)), Layer: LAYER, Input: INPUT, InputLayer: INPUT_LAYER };
}

function opsConvolutions(): Entries {
  return Object.fromEntries(
    CONV_ROWS.filter(row => row.api.startsWith('keras.ops.')).map(row => [
      shortName(row.api),
      convFunction(row, 'ValueError'),
    ]),
  );
}

const numpy = numpyCreation(NDARRAY, true);

const MAKERS: Readonly<Record<string, () => Entries>> = {
  keras: () => ({ ...root('keras', 'keras.layers'), __version__: VERSIONS.keras }),
  'keras.layers': () => layersEntries('keras'),
  'keras.models': () => ({ Sequential: SEQUENTIAL, Model: MODEL }),
  'keras.activations': keepers,
  'keras.ops': () => ({
    ...keepers(),
    ...opsConvolutions(),
    ...kerasOps(),
    image: { module: 'keras.ops.image' },
    zeros: made('zeros'),
    ones: made('ones'),
  }),
  'keras.ops.image': kerasImageOps,
  'keras.backend': dataFormat,
  'keras.random': () => ({ normal: made('normal'), uniform: made('uniform') }),
  tf_keras: () => root('tf_keras', 'tf_keras.layers'),
  'tf_keras.layers': () => layersEntries('tf_keras'),
  'tf_keras.models': () => ({ Sequential: SEQUENTIAL, Model: MODEL }),
  numpy: () => ({
    __version__: VERSIONS.numpy,
    ...Object.fromEntries(numpy.numpy),
    ...numpyFunctions(),
    ...Object.fromEntries(numpyMath(NDARRAY)),
    random: { module: 'numpy.random' },
    linalg: { module: 'numpy.linalg' },
    ndarray: NDARRAY,
  }),
  'numpy.random': () => ({ ...Object.fromEntries(numpy.random), ...numpyRandom() }),
  'numpy.linalg': numpyLinalg,
  scipy: () => ({ linalg: { module: 'scipy.linalg' } }),
  'scipy.linalg': scipyLinalg,
};

/** tensorflow.keras.… and keras.api.… are keras.…; tensorflow.compat.v2 is tensorflow. */
function canonical(name: string): string {
  return name
    .replace(/^tensorflow\.compat\.v[12]\b/, 'tensorflow')
    .replace(/^tensorflow\.keras\b/, 'keras')
    .replace(/^keras\.api\b/, 'keras');
}

const tables = new Map<string, ModuleTable>();

/** The module of Keras, TensorFlow or NumPy with that dotted name. A name that it does not list may exist: it is unknown. */
export function kerasModule(name: string): ModuleTable | undefined {
  const key = canonical(name);
  const maker = MAKERS[key];
  if (!maker) return undefined;
  let table = tables.get(key);
  if (!table) tables.set(key, (table = moduleTable(maker())));
  return table;
}
