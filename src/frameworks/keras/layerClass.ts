import type { CellKey, JoinCx, Owner } from '../../python/heap.js';
import type { Interp } from '../../python/interp.js';
import { PyClass, PyObj, T, type Value } from '../../python/klass.js';
import { BoundMethod } from '../../python/function.js';
import { Args, NativeFn } from '../../python/native.js';
import { PyInstance, PyList, PyTuple } from '../../python/value.js';
import { convDataOf, recordModuleRun } from '../convSites.js';
import { symbol, type Dim, type Shape } from '../dims.js';
import { inModule } from '../modulePath.js';
import { firstTensor, KERAS_TENSOR, Tensor } from '../tensor.js';
import { fromDim, toDim } from '../values.js';

/**
 * keras.layers.Layer as a native class that user classes extend. Calling a layer runs its `call`; what comes out
 * remembers what it was made from, so that a Model can be run again on another shape.
 */
export const LAYER = new PyClass('Layer', [T.object], { native: true });
LAYER.module = 'keras.layers';
LAYER.alloc = (_cx, cls) => new PyInstance(cls);

/** keras.Model: its instances are layers. */
export const MODEL = new PyClass('Model', [LAYER], { native: true });
MODEL.module = 'keras';

/** How a tensor came about: the layer that was called, and the arguments. */
export class Origin extends PyObj {
  constructor(
    readonly layer: PyInstance,
    readonly args: Args,
  ) {
    super();
  }
  get cls(): PyClass {
    return T.object;
  }
}

export const ORIGIN = '\0origin';

/** What Keras keeps for the whole program: the data format that layers have by default. */
class KerasState implements Owner {
  dataFormat: Value = 'channels_last';
  /** Sizes that Input leaves open get names; a second input's must not look equal to the first's. */
  inputs = 0;

  peek(key: CellKey): unknown {
    return key === 'inputs' ? this.inputs : this.dataFormat;
  }
  poke(key: CellKey, value: unknown): void {
    if (key === 'inputs') this.inputs = value as number;
    else this.dataFormat = value as Value;
  }
  joinCell(key: CellKey, a: unknown, b: unknown, cx: JoinCx): unknown {
    return key === 'inputs' ? Math.max(a as number, b as number) : cx.joinValues(a as Value, b as Value);
  }
  havocCell(key: CellKey, old: unknown, cx: JoinCx): unknown {
    return key === 'inputs' ? old : cx.unknown();
  }
}

const STATE = {};

export function kerasState(cx: Interp): KerasState {
  return cx.state(STATE, () => new KerasState());
}

export function isLayer(value: Value | undefined): value is PyInstance {
  return value instanceof PyInstance && value.cls.isSubclass(LAYER);
}

const AXES: Readonly<Record<number, readonly string[]>> = { 3: ['L'], 4: ['H', 'W'], 5: ['D', 'H', 'W'] };

/** The whole shape of an input: the batch is N, and every size that is left open (None) gets a name. */
export function inputShape(cx: Interp, sizes: readonly Value[], batch: Value | undefined): Shape {
  const state = kerasState(cx);
  const open = sizes.some(size => size === null);
  if (open) cx.heap.set(state, 'inputs', state.inputs + 1);
  const suffix = state.inputs > 1 ? String(state.inputs) : '';
  const rank = sizes.length + 1;
  const names = AXES[rank];
  const first = state.dataFormat === 'channels_first' ? 1 : 0;
  const rest = sizes.map((size, axis): Dim => {
    if (size !== null) return toDim(size, 'shape');
    const name =
      names?.[axis - first] ?? (names && axis === (first === 1 ? 0 : sizes.length - 1) ? 'C' : `d${axis + 1}`);
    return symbol(`${name}${suffix}`);
  });
  return [batch === undefined || batch === null ? symbol('N') : toDim(batch, 'batch_size'), ...rest];
}

/** The items of a shape argument, or null where they are not known. */
export function shapeItems(value: Value | undefined): readonly Value[] | null {
  if (value instanceof PyTuple) return value.items;
  if (value instanceof PyList) return value.open === null ? value.items : null;
  return typeof value === 'number' ? [value] : null;
}

/** A shape as Keras passes it to build(): a tuple whose batch is None. */
export function shapeTuple(shape: Shape): Value {
  return new PyTuple(shape.map((dim, axis) => (axis === 0 && typeof dim !== 'number' ? null : fromDim(dim))));
}

function self(cx: Interp, args: Args): PyInstance {
  const first = args.pos[0];
  if (first instanceof PyInstance) return first;
  throw cx.error('TypeError', 'a Layer method needs an instance');
}

/** Keywords that every Keras layer takes. Keras 2 knows the last four as well; a shape given there is used. */
export const LAYER_KEYWORDS = [
  'name',
  'trainable',
  'dtype',
  'autocast',
  'activity_regularizer',
  'input_shape',
  'input_dim',
  'batch_input_shape',
  'batch_size',
  'weights',
  'dynamic',
];

/** Notes the shape that a first layer of a Sequential was given by keyword, as its first input. */
export function noteGivenShape(cx: Interp, layer: PyInstance, extra: ReadonlyMap<string, Value>): void {
  const whole = shapeItems(extra.get('batch_input_shape'));
  const inner = shapeItems(extra.get('input_shape') ?? (extra.has('input_dim') ? extra.get('input_dim') : undefined));
  const shape = whole
    ? inputShape(cx, whole.slice(1), whole[0])
    : inner
      ? inputShape(cx, inner, extra.get('batch_size'))
      : null;
  if (shape) cx.heap.set(layer, GIVEN, new Tensor(shape, '', KERAS_TENSOR));
}

export const GIVEN = '\0given';

/** Layer.__call__: build() of the user's class at the first call, then call(). A convolution's call is a run of its site. */
export function callLayer(cx: Interp, layer: PyInstance, args: Args): Value {
  const given = args.pos.slice(1);
  const input = firstTensor([...given, ...args.kw.values()]);
  const build = layer.cls.lookup('build');
  if (build !== undefined && !(build instanceof NativeFn) && layer.attrs.get('built') !== true) {
    const method = cx.getAttr(layer, 'build');
    const shape = input?.shape
      ? shapeTuple(input.shape)
      : cx.unknown('data-dependent', input?.whyUnknown || 'the shape is not known', 'tuple');
    if (method !== undefined) cx.callWith(method, shape);
  }
  if (layer.attrs.get('built') !== true) cx.heap.set(layer, 'built', true);
  const call = cx.getAttr(layer, 'call');
  if (call === undefined) throw cx.error('AttributeError', `'${layer.cls.name}' object has no attribute 'call'`);
  const passed = new Args(given, withoutFlags(args.kw, call));
  const run = (): Value => cx.call(call, passed);
  const output = inModule(cx, layer, () => (convDataOf(layer) ? recordModuleRun(cx, layer, input, run) : run()));
  if (output instanceof Tensor && output.cls === KERAS_TENSOR && !output.attrs.has(ORIGIN)) {
    cx.heap.set(output, ORIGIN, new Origin(layer, new Args(given, args.kw)));
  }
  return output;
}

/** training= and mask= are for the layers that ask for them; native ones do not. */
function withoutFlags(keywords: ReadonlyMap<string, Value>, call: Value): ReadonlyMap<string, Value> {
  const native = call instanceof BoundMethod && call.fn instanceof NativeFn;
  return native ? new Map([...keywords].filter(([name]) => name !== 'training' && name !== 'mask')) : keywords;
}

LAYER.dict.set(
  '__init__',
  NativeFn.raw('__init__', (cx, args) => {
    noteGivenShape(cx, self(cx, args), args.kw);
    return null;
  }),
);
LAYER.dict.set(
  '__call__',
  NativeFn.raw('__call__', (cx, args) => callLayer(cx, self(cx, args), args)),
);
LAYER.dict.set(
  'call',
  NativeFn.raw('call', (cx, args) => {
    const layer = self(cx, args);
    throw cx.error('NotImplementedError', `Layer ${layer.cls.name} does not have a \`call()\` method implemented.`);
  }),
);
LAYER.dict.set(
  'build',
  NativeFn.raw('build', () => null),
);
for (const name of [
  'compile',
  'summary',
  'save',
  'save_weights',
  'load_weights',
  'set_weights',
  'add_loss',
  'add_metric',
]) {
  LAYER.dict.set(
    name,
    NativeFn.raw(name, () => null),
  );
}
// Layers have many attributes that shapes do not need; what is not known of them is unknown, not missing.
LAYER.dict.set(
  '__getattr__',
  NativeFn.of('__getattr__', 'self, name', (cx, args) => {
    const [object, name] = [args.get('self'), args.get('name')];
    if (typeof name === 'string' && KNOWN_TO_EXIST.includes(name)) {
      return cx.unknown('unmodelled', `the attribute ${name} of a Keras layer is not modelled`);
    }
    throw cx.error('AttributeError', `'${cx.classOf(object).name}' object has no attribute '${String(name)}'`);
  }),
);

const KNOWN_TO_EXIST =
  'fit predict evaluate weights trainable_weights non_trainable_weights trainable_variables variables input output inputs outputs name dtype input_shape output_shape losses metrics get_weights get_config get_layer add_weight count_params to_json export trainable optimizer loss history train_on_batch predict_on_batch stop_training kernel bias compute_output_shape input_spec'.split(
    ' ',
  );
