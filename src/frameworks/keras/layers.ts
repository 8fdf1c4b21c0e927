import { buildSpec } from '../../engine/index.js';
import type { Interp } from '../../python/interp.js';
import { PyClass, type Value } from '../../python/klass.js';
import { NativeFn, Signature, type Args } from '../../python/native.js';
import { PyInstance } from '../../python/value.js';
import { broadcast } from '../broadcast.js';
import { readConv } from '../convParams.js';
import { bindConv, buildOf, ConvClass, noteParams, recordRun, tieBuild } from '../convSites.js';
import { convForward, symbolicInput } from '../convShape.js';
import { CONV_ROWS, KERAS_SPELLINGS, shortName, type ConvRow } from '../convTable.js';
import { noteDemand } from '../demands.js';
import type { Shape } from '../dims.js';
import { Refusal, type LayerRow } from '../flow.js';
import { PlainArgs, type Plain } from '../plain.js';
import { asTensor, KERAS_TENSOR, kerasResult, Tensor, tensorOf } from '../tensor.js';
import { toPlain } from '../values.js';
import { concatenated } from './layerRules.js';
import { KERAS_LAYERS } from './layerTable.js';
import { kerasState, LAYER, LAYER_KEYWORDS, noteGivenShape } from './layerClass.js';

/** keras.layers' classes, made from their tables; one set for Keras 3 and one for tf_keras. */

/** Keras refuses a keyword that no layer takes. */
function checkKeywords(cx: Interp, name: string, extra: ReadonlyMap<string, Value>): void {
  for (const [keyword, value] of extra) {
    if (LAYER_KEYWORDS.includes(keyword)) continue;
    throw cx.error('ValueError', `Unrecognized keyword arguments passed to ${name}: {'${keyword}': ${cx.repr(value)}}`);
  }
}

function thisLayer(cx: Interp, args: Args, name: string): PyInstance {
  const self = args.pos[0];
  if (self instanceof PyInstance) return self;
  throw cx.error('TypeError', `${name}.__init__() needs an instance`);
}

/** The default data format of the program, where a layer leaves it out. */
function withDataFormat(cx: Interp, values: Map<string, Plain>): void {
  if (values.get('data_format') === null) values.set('data_format', toPlain(kerasState(cx).dataFormat));
}

function convLayer(row: ConvRow): PyClass {
  const name = shortName(row.api);
  const cls = new PyClass(name, [LAYER], { native: true });
  cls.module = 'keras.layers';
  cls.data = new ConvClass(row);
  cls.dict.set(
    '__init__',
    NativeFn.raw('__init__', (cx, args) => {
      const self = thisLayer(cx, args, name);
      const conv = bindConv(cx, row, args, undefined, values => withDataFormat(cx, values));
      tieBuild(cx, self, row, conv);
      checkKeywords(cx, name, conv.bound.extra);
      noteGivenShape(cx, self, conv.bound.extra);
      for (const param of conv.bound.signature.params) {
        const value = conv.bound.maybe(param.name);
        if (param.name !== 'self' && param.kind !== 'kwargs' && value !== undefined)
          cx.heap.set(self, param.name, value);
      }
      const { reading } = conv.build;
      const problem = reading.problems[0];
      if (problem) throw cx.error('ValueError', problem.message);
      // What does not depend on the input's channels is refused at once. Any count that the groups divide will do here.
      const stand = { ...reading.known, inChannels: reading.known.inChannels ?? reading.known.groups ?? 1 };
      const complete = [...reading.why.keys()].every(role => role === 'inChannels');
      if (complete && stand.outChannels === undefined)
        stand.outChannels = stand.inChannels * (stand.depthMultiplier ?? 1);
      const built = complete ? buildSpec(stand as Parameters<typeof buildSpec>[0]) : null;
      if (built && !built.ok) {
        recordRun(cx, conv, null, null, null, built.problem);
        throw cx.error('ValueError', built.problem.message);
      }
      return null;
    }),
  );
  cls.dict.set(
    'call',
    NativeFn.raw('call', (cx, args) => {
      const self = thisLayer(cx, args, name);
      const input = asTensor(args.pos[1] ?? args.kw.get('inputs'), KERAS_TENSOR);
      if (!input) throw cx.error('TypeError', `${name}.call() missing 1 required positional argument: 'inputs'`);
      return convCall(cx, self, row, input);
    }),
  );
  return cls;
}

function convCall(cx: Interp, self: PyInstance, row: ConvRow, input: Tensor): Value {
  const built = buildOf(self);
  const values = new Map<string, Plain>();
  for (const argument of built?.build.arguments ?? []) values.set(argument.name, argument.value);
  withDataFormat(cx, values);
  const channels = self.attrs.get(CHANNELS);
  const locked = typeof channels === 'number' ? channels : undefined;
  const reading = readConv(row, values, { inChannels: locked });
  noteDemand(cx, input, () => symbolicInput(row, reading));
  if (!input.shape) {
    noteParams(cx, self, reading.params);
    return new Tensor(null, input.whyUnknown, kerasResult(input), input.placeholder);
  }
  const flow = convForward(row, reading, input.shape);
  if (flow.problem) {
    recordRun(cx, built, input.shape, null, reading.params, flow.problem);
    throw cx.error('ValueError', flow.problem.message);
  }
  // The first input builds the kernel; from then on its channels are the layer's.
  if (locked === undefined && flow.params) cx.heap.set(self, CHANNELS, flow.params.inChannels);
  noteParams(cx, self, flow.params);
  return tensorOf(cx, flow.output ?? [], kerasResult(input));
}

const CHANNELS = '\0channels';

function plainLayer(row: LayerRow): PyClass {
  const cls = new PyClass(row.name, [LAYER], { native: true });
  cls.module = 'keras.layers';
  let parsed: Signature | undefined;
  const signature = (): Signature => (parsed ??= Signature.parse(`self, ${row.signature}`, `${row.name}.__init__`));
  cls.dict.set(
    '__init__',
    NativeFn.raw('__init__', (cx, args) => {
      const self = thisLayer(cx, args, row.name);
      const bound = signature().bind(cx, args);
      noteGivenShape(cx, self, bound.extra);
      for (const param of signature().params) {
        const value = bound.maybe(param.name);
        if (param.name !== 'self' && param.kind !== 'kwargs' && value !== undefined)
          cx.heap.set(self, param.name, value);
      }
      return null;
    }),
  );
  cls.dict.set(
    'call',
    NativeFn.raw('call', (cx, args) => {
      const self = thisLayer(cx, args, row.name);
      const input = asTensor(args.pos[1] ?? args.kw.get('inputs'), KERAS_TENSOR);
      if (!input) throw cx.error('TypeError', `${row.name}.call() missing 1 required positional argument: 'inputs'`);
      if (!input.shape) return new Tensor(null, input.whyUnknown, kerasResult(input), input.placeholder);
      const values = new Map<string, Plain>();
      for (const param of signature().params) {
        const value = self.attrs.get(param.name);
        if (value !== undefined) values.set(param.name, toPlain(value));
      }
      withDataFormat(cx, values);
      return tensorOf(cx, row.rule(new PlainArgs(values), input.shape), kerasResult(input));
    }),
  );
  return cls;
}

/** Layers of a list of tensors: Add and its kin broadcast, Concatenate joins along an axis. */
function mergeLayer(
  name: string,
  join: (cx: Interp, shapes: readonly Shape[], axis: Value) => Shape | Refusal,
): PyClass {
  const cls = new PyClass(name, [LAYER], { native: true });
  cls.module = 'keras.layers';
  cls.dict.set(
    '__init__',
    NativeFn.of('__init__', 'self, axis=-1, **kwargs', (cx, args) => {
      const self = args.get('self');
      if (self instanceof PyInstance) cx.heap.set(self, 'axis', args.get('axis'));
      return null;
    }),
  );
  cls.dict.set(
    'call',
    NativeFn.of('call', 'self, inputs', (cx, args) => {
      const self = args.get('self');
      const axis = self instanceof PyInstance ? (self.attrs.get('axis') ?? -1) : -1;
      return merged(cx, args.get('inputs'), axis, join);
    }),
  );
  return cls;
}

function merged(
  cx: Interp,
  inputs: Value,
  axis: Value,
  join: (cx: Interp, shapes: readonly Shape[], axis: Value) => Shape | Refusal,
): Value {
  const items = cx.collect(inputs);
  if (!items) return cx.unknown('loop-count', 'how many tensors are joined is not known', 'tensor');
  const tensors = items.map(item => asTensor(item, KERAS_TENSOR));
  const unknownOne = tensors.find(tensor => !tensor?.shape);
  if (unknownOne || tensors.length === 0)
    return new Tensor(null, unknownOne?.whyUnknown ?? 'an input is not known', KERAS_TENSOR);
  return tensorOf(
    cx,
    join(
      cx,
      tensors.flatMap(tensor => (tensor?.shape ? [tensor.shape] : [])),
      axis,
    ),
    tensors[0] ? kerasResult(tensors[0]) : KERAS_TENSOR,
  );
}

const elementwise = (_cx: Interp, shapes: readonly Shape[]): Shape | Refusal => {
  let all: Shape = shapes[0] ?? [];
  for (const shape of shapes.slice(1)) {
    const both = broadcast(all, shape);
    if (both instanceof Refusal) return new Refusal('ValueError', 'Inputs have incompatible shapes.');
    all = both;
  }
  return all;
};

const joined = (_cx: Interp, shapes: readonly Shape[], axis: Value): Shape | Refusal =>
  concatenated(shapes, typeof axis === 'number' ? axis : -1);

const MERGES = ['Add', 'Subtract', 'Multiply', 'Average', 'Maximum', 'Minimum'];

/** All classes of one Keras' layers module, by name, with the functional forms of the merging ones. */
export function kerasLayers(root: 'keras' | 'tf_keras'): Map<string, Value> {
  const made = new Map<string, Value>();
  for (const row of KERAS_LAYERS) made.set(row.name, plainLayer(row));
  for (const row of CONV_ROWS) if (row.api.startsWith(`${root}.layers.`)) made.set(shortName(row.api), convLayer(row));
  for (const [spelling, name] of KERAS_SPELLINGS) {
    const cls = made.get(name);
    if (cls !== undefined) made.set(spelling, cls);
  }
  for (const name of MERGES) {
    made.set(name, mergeLayer(name, elementwise));
    const short = name.toLowerCase();
    made.set(
      short,
      NativeFn.free(short, 'inputs, **kwargs', (cx, args) => merged(cx, args.get('inputs'), -1, elementwise)),
    );
  }
  made.set('Concatenate', mergeLayer('Concatenate', joined));
  made.set(
    'concatenate',
    NativeFn.free('concatenate', 'inputs, axis=-1, **kwargs', (cx, args) =>
      merged(cx, args.get('inputs'), args.get('axis'), joined),
    ),
  );
  return made;
}
