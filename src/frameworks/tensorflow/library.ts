import { moduleTable, type ModuleTable } from '../../python/library.js';
import { CONV_ROWS, shortName } from '../convTable.js';
import { keepers, keeping, made, type Entries } from '../keras/library.js';
import { TENSORFLOW_ERRORS } from '../problems.js';
import { convFunction } from './convFunction.js';
import { binaryFunction, concat, joinFunction, MATMUL, opFunction, SPLIT, stack, type OpRow } from './ops.js';
import { BINARY_OPS, IMAGE_OPS, NN_OPS, TF_OPS } from './opTable.js';
import { VERSIONS } from '../versions.js';

/** TensorFlow's own functions. tf.keras is Keras. */

function convolutions(): Entries {
  const rows = CONV_ROWS.filter(row => row.api.startsWith('tf.nn.'));
  return Object.fromEntries(rows.map(row => [shortName(row.api), convFunction(row, 'InvalidArgumentError')]));
}

function functions(rows: readonly OpRow[]): Entries {
  return Object.fromEntries(rows.map(row => [row.name, opFunction(row)]));
}

function elementwise(): Entries {
  return Object.fromEntries(BINARY_OPS.map(name => [name, binaryFunction(name, 'x, y, name=None')]));
}

const MAKERS: Readonly<Record<string, () => Entries>> = {
  'tensorflow.version': () => ({ VERSION: VERSIONS.tensorflow }),
  tensorflow: () => ({
    __version__: VERSIONS.tensorflow,
    version: { module: 'tensorflow.version' },
    keras: { module: 'keras' },
    nn: { module: 'tensorflow.nn' },
    errors: { module: 'tensorflow.errors' },
    random: { module: 'keras.random' },
    zeros: made('zeros'),
    ones: made('ones'),
    image: { module: 'tensorflow.image' },
    math: { module: 'tensorflow.math' },
    concat: joinFunction('concat', "values, axis, name='concat'", concat),
    stack: joinFunction('stack', "values, axis=0, name='stack'", stack),
    matmul: MATMUL,
    split: SPLIT,
    ...functions(TF_OPS),
    ...elementwise(),
    ...Object.fromEntries(
      ['identity', 'abs', 'exp', 'sqrt', 'square', 'tanh', 'sigmoid', 'cast', 'stop_gradient'].map(name => [
        name,
        keeping(name),
      ]),
    ),
  }),
  'tensorflow.nn': () => ({ ...keepers(), ...functions(NN_OPS), ...convolutions() }),
  'tensorflow.image': () => functions(IMAGE_OPS),
  'tensorflow.math': () => ({ ...keepers(), ...functions(TF_OPS), ...elementwise() }),
  'tensorflow.errors': () => Object.fromEntries(TENSORFLOW_ERRORS),
};

const tables = new Map<string, ModuleTable>();

/** The module of TensorFlow with that dotted name; tensorflow.compat.v2 is tensorflow. */
export function tensorflowModule(name: string): ModuleTable | undefined {
  const key = name.replace(/^tensorflow\.compat\.v[12]\b/, 'tensorflow');
  const maker = MAKERS[key];
  if (!maker) return undefined;
  let table = tables.get(key);
  if (!table) tables.set(key, (table = moduleTable(maker())));
  return table;
}
