import { buildSpec } from '../../engine/index.js';
import type { Interp } from '../../python/interp.js';
import { PyClass, type Value } from '../../python/klass.js';
import { Args, NativeFn, Signature } from '../../python/native.js';
import { PyInstance } from '../../python/value.js';
import { readConv } from '../convParams.js';
import { bindConv, buildOf, ConvClass, noteParams, recordRun, tieBuild } from '../convSites.js';
import { convForward, symbolicInput } from '../convShape.js';
import { CONV_ROWS, KERAS_SPELLINGS, shortName, type ConvRow } from '../convTable.js';
import { noteDemand } from '../demands.js';
import { PlainArgs, type Plain } from '../plain.js';
import { asTensor, KERAS_TENSOR, kerasResult, Tensor, tensorOf } from '../tensor.js';
import { toPlain } from '../values.js';
import { raiseProblem, raiseRefusal } from '../problems.js';
import { KERAS_LAYERS, KERAS_MERGES, type KerasRow, type MergeRow } from './layerTable.js';
import { kerasState, LAYER, LAYER_KEYWORDS, noteGivenShape } from './layerClass.js';

/** keras.layers' classes, made from their tables; one set for Keras 3 and one for tf_keras. */

/** Keras refuses a keyword that no layer takes. */
function checkKeywords(cx: Interp, name: string, extra: ReadonlyMap<string, Value>): void {
  for (const [keyword, value] of extra) {
    if (LAYER_KEYWORDS.includes(keyword)) continue;
    const message = `Unrecognized keyword arguments passed to ${name}: {'${keyword}': ${cx.repr(value)}}`;
    throw raiseProblem(cx, 'ValueError', 'argument-unknown', message);
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
      if (problem) throw raiseProblem(cx, 'ValueError', problem.code, problem.message);
      // What does not depend on the input's channels is refused at once. Any count that the groups divide will do here.
      const stand = { ...reading.known, inChannels: reading.known.inChannels ?? reading.known.groups ?? 1 };
      const complete = [...reading.why.keys()].every(role => role === 'inChannels');
      if (complete && stand.outChannels === undefined)
        stand.outChannels = stand.inChannels * (stand.depthMultiplier ?? 1);
      const built = complete ? buildSpec(stand as Parameters<typeof buildSpec>[0]) : null;
      if (built && !built.ok) {
        recordRun(cx, conv, null, null, null, built.problem);
        throw raiseProblem(cx, 'ValueError', built.problem.code, built.problem.message);
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
    throw raiseProblem(cx, 'ValueError', flow.problem.code, flow.problem.message);
  }
  // The first input builds the kernel; from then on its channels are the layer's.
  if (locked === undefined && flow.params) cx.heap.set(self, CHANNELS, flow.params.inChannels);
  noteParams(cx, self, flow.params);
  return tensorOf(cx, flow.output ?? [], kerasResult(input));
}

const CHANNELS = '\0channels';

/** A layer's arguments as its rule reads them: bound by its signature, kept as attributes of the instance. */
class RowParameters {
  private parsed: Signature | undefined;

  constructor(
    private readonly name: string,
    private readonly text: string,
  ) {}

  private get signature(): Signature {
    return (this.parsed ??= Signature.parse(`self, ${this.text}`, `${this.name}.__init__`));
  }

  /** Binds a constructor's arguments to the instance. Refuses a keyword that no layer takes. */
  bind(cx: Interp, self: PyInstance, args: Args): void {
    const bound = this.signature.bind(cx, args);
    checkKeywords(cx, this.name, bound.extra);
    noteGivenShape(cx, self, bound.extra);
    for (const param of this.signature.params) {
      const value = bound.maybe(param.name);
      if (param.name !== 'self' && param.kind !== 'kwargs' && value !== undefined) cx.heap.set(self, param.name, value);
    }
  }

  read(cx: Interp, self: PyInstance): PlainArgs {
    const values = new Map<string, Plain>();
    for (const param of this.signature.params) {
      const value = self.attrs.get(param.name);
      if (param.name !== 'self' && value !== undefined) values.set(param.name, toPlain(value));
    }
    withDataFormat(cx, values);
    return new PlainArgs(values);
  }
}

function layerClass(row: KerasRow | MergeRow, parameters: RowParameters): PyClass {
  const cls = new PyClass(row.name, [LAYER], { native: true });
  cls.module = 'keras.layers';
  cls.dict.set(
    '__init__',
    NativeFn.raw('__init__', (cx, args) => {
      const self = thisLayer(cx, args, row.name);
      parameters.bind(cx, self, args);
      const refused = row.check?.(parameters.read(cx, self));
      if (refused) throw raiseRefusal(cx, refused);
      return null;
    }),
  );
  return cls;
}

function plainLayer(row: KerasRow): PyClass {
  const parameters = new RowParameters(row.name, row.signature);
  const cls = layerClass(row, parameters);
  cls.dict.set(
    'call',
    NativeFn.raw('call', (cx, args) => {
      const self = thisLayer(cx, args, row.name);
      const input = asTensor(args.pos[1] ?? args.kw.get('inputs'), KERAS_TENSOR);
      if (!input) throw cx.error('TypeError', `${row.name}.call() missing 1 required positional argument: 'inputs'`);
      if (!input.shape) return new Tensor(null, input.whyUnknown, kerasResult(input), input.placeholder);
      const cls = kerasResult(input);
      const rule = (cls === KERAS_TENSOR ? undefined : row.eager) ?? row.rule;
      return tensorOf(cx, rule(parameters.read(cx, self), input.shape), cls);
    }),
  );
  return cls;
}

function mergeLayer(row: MergeRow): PyClass {
  const parameters = new RowParameters(row.name, row.signature);
  const cls = layerClass(row, parameters);
  cls.dict.set(
    'call',
    NativeFn.of('call', 'self, inputs', (cx, args) => {
      const self = args.get('self');
      if (!(self instanceof PyInstance)) return null;
      const items = cx.collect(args.get('inputs'));
      if (!items) return cx.unknown('loop-count', 'how many tensors are joined is not known', 'tensor');
      const tensors = items.map(item => asTensor(item, KERAS_TENSOR));
      const cls = tensors[0] ? kerasResult(tensors[0]) : KERAS_TENSOR;
      const unknownOne = tensors.find(tensor => !tensor?.shape);
      if (unknownOne || tensors.length === 0)
        return new Tensor(null, unknownOne?.whyUnknown ?? 'an input is not known', cls);
      const shapes = tensors.flatMap(tensor => (tensor?.shape ? [tensor.shape] : []));
      return tensorOf(cx, row.rule(parameters.read(cx, self), shapes), cls);
    }),
  );
  return cls;
}

/** The function of a merging layer: `add([a, b])` is `Add()([a, b])`, `dot([a, b], axes=1)` is `Dot(axes=1)([a, b])`. */
function mergeFunction(row: MergeRow, cls: PyClass): NativeFn {
  return NativeFn.freeRaw(row.name.toLowerCase(), (cx, args) => {
    const inputs = args.pos[0] ?? args.kw.get('inputs');
    if (inputs === undefined) {
      const message = `${row.name.toLowerCase()}() missing 1 required positional argument: 'inputs'`;
      throw raiseProblem(cx, 'TypeError', 'argument-missing', message);
    }
    const others = new Map([...args.kw].filter(([name]) => name !== 'inputs'));
    if (row.name === 'Dot' && args.pos.length < 2 && !others.has('axes')) others.set('axes', -1);
    return cx.callWith(cx.call(cls, new Args(args.pos.slice(1), others)), inputs);
  });
}

/** All classes of one Keras' layers module, by name, with the functional forms of the merging ones. */
export function kerasLayers(root: 'keras' | 'tf_keras'): Map<string, Value> {
  const made = new Map<string, Value>();
  for (const row of KERAS_LAYERS) made.set(row.name, plainLayer(row));
  for (const row of CONV_ROWS) if (row.api.startsWith(`${root}.layers.`)) made.set(shortName(row.api), convLayer(row));
  for (const [spelling, name] of KERAS_SPELLINGS) {
    const cls = made.get(name);
    if (cls !== undefined) made.set(spelling, cls);
  }
  for (const row of KERAS_MERGES) {
    const cls = mergeLayer(row);
    made.set(row.name, cls);
    made.set(row.name.toLowerCase(), mergeFunction(row, cls));
  }
  return made;
}
