import type { Interp } from '../../python/interp.js';
import { PyClass, type Value } from '../../python/klass.js';
import { Args, NativeFn, NativeProperty } from '../../python/native.js';
import { PyInstance, PyList, PyTuple, Unknown } from '../../python/value.js';
import { unknownDim } from '../dims.js';
import { withoutRuns } from '../convSites.js';
import { firstTensor, KERAS_TENSOR, Tensor } from '../tensor.js';
import { callLayer, GIVEN, inputShape, isLayer, LAYER, MODEL, ORIGIN, Origin, shapeItems } from './layerClass.js';

/** keras.Input, Sequential and the functional Model. */

/** The tensor that keras.Input gives: batch N, then the shape. */
export const INPUT = NativeFn.free(
  'Input',
  'shape=None, batch_size=None, dtype=None, sparse=None, ragged=None, batch_shape=None, name=None, tensor=None, optional=False, **kwargs',
  (cx, args) =>
    inputTensor(
      cx,
      args.get('shape'),
      args.get('batch_size'),
      args.get('batch_shape') ?? args.extra.get('batch_input_shape') ?? null,
    ),
);

function inputTensor(cx: Interp, shape: Value, batch: Value, whole: Value): Tensor {
  const all = shapeItems(whole);
  if (all) return new Tensor(inputShape(cx, all.slice(1), all[0]), '', KERAS_TENSOR);
  const inner = shapeItems(shape);
  if (inner) return new Tensor(inputShape(cx, inner, batch), '', KERAS_TENSOR);
  const why = shape instanceof Unknown ? shape.why.message : 'the shape of the input is not given';
  return new Tensor(null, why, KERAS_TENSOR);
}

export const INPUT_LAYER = new PyClass('InputLayer', [LAYER], { native: true });
INPUT_LAYER.module = 'keras.layers';
INPUT_LAYER.dict.set(
  '__init__',
  NativeFn.of(
    '__init__',
    'self, shape=None, batch_size=None, dtype=None, sparse=None, ragged=None, batch_shape=None, input_tensor=None, optional=False, name=None, **kwargs',
    (cx, args) => {
      const self = args.get('self');
      if (!(self instanceof PyInstance)) return null;
      const shape = args.get('shape') ?? args.extra.get('input_shape') ?? null;
      const whole = args.get('batch_shape') ?? args.extra.get('batch_input_shape') ?? null;
      cx.heap.set(self, GIVEN, inputTensor(cx, shape, args.get('batch_size'), whole));
      return null;
    },
  ),
);
INPUT_LAYER.dict.set(
  'call',
  NativeFn.raw('call', (_cx, args) => args.pos[1] ?? null),
);

export const SEQUENTIAL = new PyClass('Sequential', [MODEL], { native: true });
SEQUENTIAL.module = 'keras';

const LAYERS = '_layers';
/** What flows out of the last layer so far: a tensor once the input's shape is known. */
const FLOW = '\0flow';
const built = new WeakMap<Interp, PyInstance[]>();

/** Sequentials in order of construction, so that those which no code runs can be tried on a symbolic input. */
export function kerasSequentialsOf(cx: Interp): readonly PyInstance[] {
  return built.get(cx) ?? [];
}

function layersOf(self: PyInstance): PyList | undefined {
  const list = self.attrs.get(LAYERS);
  return list instanceof PyList ? list : undefined;
}

/** Sequential.add: an Input or a layer; once the input is known, each layer runs when it is added. */
function add(cx: Interp, self: PyInstance, item: Value): void {
  const list = layersOf(self);
  if (!list) return;
  const origin = item instanceof Tensor ? item.attrs.get(ORIGIN) : undefined;
  const flow = self.attrs.get(FLOW);
  if (item instanceof Tensor && origin === undefined) {
    if (list.items.length === 0) cx.heap.set(self, FLOW, item);
    return;
  }
  if (!isLayer(item) && !(item instanceof Unknown)) {
    throw cx.error(
      'ValueError',
      `Only instances of \`keras.Layer\` can be added to a Sequential model. Received: ${cx.repr(item)} (of type ${cx.classOf(item).name})`,
    );
  }
  cx.heap.own(list);
  list.items.push(item);
  const given = isLayer(item) ? item.attrs.get(GIVEN) : undefined;
  const input = flow instanceof Tensor ? flow : list.items.length === 1 && given instanceof Tensor ? given : undefined;
  if (input) cx.heap.set(self, FLOW, runStage(cx, item, input));
}

function runStage(cx: Interp, stage: Value, input: Value): Value {
  if (stage instanceof Unknown) return new Tensor(null, stage.why.message, KERAS_TENSOR);
  const output = cx.callWith(stage, input);
  return output instanceof Tensor
    ? output
    : new Tensor(null, output instanceof Unknown ? output.why.message : 'a stage gives no tensor', KERAS_TENSOR);
}

SEQUENTIAL.dict.set(
  '__init__',
  NativeFn.of('__init__', 'self, layers=None, trainable=True, name=None, **kwargs', (cx, args) => {
    const self = args.get('self');
    if (!(self instanceof PyInstance)) return null;
    cx.heap.set(self, LAYERS, new PyList([]));
    const list = built.get(cx);
    if (list) list.push(self);
    else built.set(cx, [self]);
    const layers = args.get('layers');
    if (layers === null) return null;
    const items = cx.collect(layers);
    if (!items)
      cx.heap.set(
        self,
        LAYERS,
        new PyList([], undefined, { code: 'loop-count', message: 'how many layers there are is not known' }),
      );
    for (const item of items ?? []) add(cx, self, item);
    return null;
  }),
);
SEQUENTIAL.dict.set(
  'add',
  NativeFn.of('add', 'self, layer, rebuild=True', (cx, args) => {
    const self = args.get('self');
    if (self instanceof PyInstance) add(cx, self, args.get('layer'));
    return null;
  }),
);
SEQUENTIAL.dict.set(
  'pop',
  NativeFn.of('pop', 'self, rebuild=True', (cx, args) => {
    const self = args.get('self');
    const list = self instanceof PyInstance ? layersOf(self) : undefined;
    if (!list || !(self instanceof PyInstance)) return null;
    cx.heap.own(list);
    list.items.pop();
    const flow = self.attrs.get(FLOW);
    if (flow instanceof Tensor) cx.heap.set(self, FLOW, before(flow));
    return null;
  }),
);

/** The tensor that the layer which made this one took. */
function before(flow: Tensor): Value | undefined {
  const origin = flow.attrs.get(ORIGIN);
  return origin instanceof Origin ? origin.args.pos[0] : undefined;
}

SEQUENTIAL.dict.set(
  'build',
  NativeFn.of('build', 'self, input_shape=None', (cx, args) => {
    const self = args.get('self');
    const sizes = shapeItems(args.get('input_shape'));
    const list = self instanceof PyInstance ? layersOf(self) : undefined;
    if (!sizes || !list || !(self instanceof PyInstance) || self.attrs.get(FLOW) instanceof Tensor) return null;
    let flow: Value = new Tensor(inputShape(cx, sizes.slice(1), sizes[0]), '', KERAS_TENSOR);
    for (const stage of list.items) flow = runStage(cx, stage, flow);
    cx.heap.set(self, FLOW, flow);
    return null;
  }),
);
SEQUENTIAL.dict.set(
  'call',
  NativeFn.of('call', 'self, inputs, training=None, mask=None', (cx, args) => {
    const self = args.get('self');
    const list = self instanceof PyInstance ? layersOf(self) : undefined;
    if (!list || list.open !== null) return cx.unknown('data-dependent', 'the layers are not all known', 'tensor');
    const through = (): Value =>
      list.items.reduce<Value>((flow, stage) => runStage(cx, stage, flow), args.get('inputs'));
    // A model that is built computes the shapes of a symbolic input without calling its layers; the first input builds it.
    const isBuilt = self instanceof PyInstance && self.attrs.get(FLOW) instanceof Tensor;
    if (isBuilt && isSymbolic(args.get('inputs'))) return withoutRuns(cx, through);
    const output = through();
    if (!isBuilt && self instanceof PyInstance) cx.heap.set(self, FLOW, output);
    return output;
  }),
);
SEQUENTIAL.dict.set(
  'layers',
  new NativeProperty((_cx, self) => (self instanceof PyInstance ? (layersOf(self) ?? new PyList([])) : new PyList([]))),
);

function isSymbolic(value: Value): boolean {
  return firstTensor([value])?.cls === KERAS_TENSOR;
}

const INPUTS = '\0inputs';
const OUTPUTS = '\0outputs';

MODEL.dict.set(
  '__init__',
  NativeFn.of('__init__', 'self, inputs=None, outputs=None, **kwargs', (cx, args) => {
    const self = args.get('self');
    if (!(self instanceof PyInstance)) return null;
    const [inputs, outputs] = [args.get('inputs'), args.get('outputs')];
    if (inputs !== null) cx.heap.set(self, INPUTS, inputs);
    if (outputs !== null) cx.heap.set(self, OUTPUTS, outputs);
    return null;
  }),
);
MODEL.dict.set(
  'call',
  NativeFn.of('call', 'self, inputs, training=None, mask=None', (cx, args) => {
    const self = args.get('self');
    const [inputs, outputs] = self instanceof PyInstance ? [self.attrs.get(INPUTS), self.attrs.get(OUTPUTS)] : [];
    if (inputs === undefined || outputs === undefined) {
      throw cx.error('NotImplementedError', 'Model does not have a `call()` method implemented.');
    }
    const known = new Map<Value, Value>();
    pair(inputs, args.get('inputs'), known);
    const again = (): Value => replay(cx, outputs, known);
    return isSymbolic(args.get('inputs')) ? withoutRuns(cx, again) : again();
  }),
);

/** Each input of the graph with what now stands for it. */
function pair(graph: Value, given: Value, known: Map<Value, Value>): void {
  if (graph instanceof Tensor) known.set(graph, given);
  else if (
    (graph instanceof PyList || graph instanceof PyTuple) &&
    (given instanceof PyList || given instanceof PyTuple)
  ) {
    graph.items.forEach((item, index) => pair(item, given.items[index] ?? null, known));
  }
}

/** Runs the part of a graph that leads to a value again, on other inputs. */
function replay(cx: Interp, value: Value, known: Map<Value, Value>): Value {
  cx.tick(1);
  const done = known.get(value);
  if (done !== undefined) return done;
  if (value instanceof PyList) return new PyList(value.items.map(item => replay(cx, item, known)));
  if (value instanceof PyTuple) return new PyTuple(value.items.map(item => replay(cx, item, known)));
  if (!(value instanceof Tensor)) return value;
  const origin = value.attrs.get(ORIGIN);
  if (!(origin instanceof Origin)) {
    const shape = value.shape?.map(() => unknownDim('how this tensor comes about is not followed')) ?? null;
    return new Tensor(shape, 'how this tensor comes about is not followed', KERAS_TENSOR);
  }
  const args = origin.args.pos.map(item => replay(cx, item, known));
  const keywords = new Map([...origin.args.kw].map(([name, item]): [string, Value] => [name, replay(cx, item, known)]));
  const output = callLayer(cx, origin.layer, new Args([origin.layer, ...args], keywords));
  known.set(value, output);
  return output;
}
