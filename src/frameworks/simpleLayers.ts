import type { LayerParams, Problem } from '../engine/index.js';
import type { Interp } from '../python/interp.js';
import { PyClass, T, type Value } from '../python/klass.js';
import { Args, NativeFn } from '../python/native.js';
import { PyInstance, Unknown } from '../python/value.js';
import type { ConvReading } from './convReading.js';
import { dataParameter, shortName, type ConvRow } from './convRow.js';
import { convForward, symbolicInput } from './convShape.js';
import {
  bindConv,
  buildOf,
  ConvClass,
  noteParams,
  recordModuleRun,
  recordRun,
  registerFunction,
  tieBuild,
  type BoundConv,
} from './convSites.js';
import { noteDemand } from './demands.js';
import { intOf, isPlainList, whyUnknown } from './plain.js';
import { raiseProblem } from './problems.js';
import { asTensor, resultClass, Tensor, tensorOf } from './tensor.js';
import { toPlain } from './values.js';

/**
 * Convolution layers and functions of a framework of which no more is modelled: they are found, and run on tensors whose shapes are
 * known. Every other attribute of a layer or a tensor is unknown.
 */

/** What a framework raises, and when. */
export interface SimpleFramework {
  /** The class of its tensors. */
  readonly tensor: PyClass;
  /** Which problems of the parameters the constructor refuses; the others wait for the call. */
  refusedByConstructor(problem: Problem): boolean;
  /** The keyword of a call that asks for a spatial output size, where there is one. */
  readonly sizeParameter?: string;
}

/** A class of which only this is known: any other attribute of it is unknown. */
export function openClass(name: string, module: string): PyClass {
  const cls = new PyClass(name, [T.object], { native: true });
  cls.module = module;
  cls.unknownBase = new Unknown({ code: 'unmodelled', message: `more of ${module}.${name} is not modelled` });
  return cls;
}

/** The class of a layer row. */
export function layerClass(row: ConvRow, framework: SimpleFramework): PyClass {
  const dot = row.api.lastIndexOf('.');
  const cls = openClass(shortName(row.api), row.api.slice(0, dot));
  cls.alloc = (_cx, its) => new PyInstance(its);
  cls.data = new ConvClass(row);
  cls.dict.set(
    '__init__',
    NativeFn.raw('__init__', (cx, args) => construct(cx, row, framework, args)),
  );
  cls.dict.set(
    'forward',
    NativeFn.raw('forward', (cx, args) => forward(cx, row, framework, args)),
  );
  cls.dict.set(
    '__call__',
    NativeFn.raw('__call__', (cx, args) => {
      const [self, ...rest] = args.pos;
      // A subclass may have a forward of its own.
      const own = self === undefined ? undefined : cx.getAttr(self, 'forward');
      return own === undefined ? null : cx.call(own, new Args(rest, args.kw, args.origins));
    }),
  );
  return cls;
}

function construct(cx: Interp, row: ConvRow, framework: SimpleFramework, args: Args): Value {
  const self = args.pos[0];
  if (!(self instanceof PyInstance)) throw cx.error('TypeError', `${shortName(row.api)}.__init__() needs an instance`);
  const conv = bindConv(cx, row, args);
  tieBuild(cx, self, row, conv);
  const problem = conv.build.reading.problems[0];
  if (problem && framework.refusedByConstructor(problem)) {
    recordRun(cx, conv, null, null, null, problem);
    throw raiseProblem(cx, 'ValueError', problem.code, problem.message);
  }
  return null;
}

function forward(cx: Interp, row: ConvRow, framework: SimpleFramework, args: Args): Value {
  const [self, first, second] = args.pos;
  const input = asTensor(first ?? args.kw.get('x') ?? args.kw.get('input'), framework.tensor);
  if (!(self instanceof PyInstance)) throw cx.error('TypeError', `${shortName(row.api)} needs an instance`);
  const built = buildOf(self);
  if (!input || !built) return cx.unknown('unmodelled', 'what the layer is called with is no tensor', 'tensor');
  return recordModuleRun(cx, self, input, () => {
    const size =
      framework.sizeParameter === undefined ? null : (args.kw.get(framework.sizeParameter) ?? second ?? null);
    let { reading } = built.build;
    if (isChanged(self, row)) reading = changed(reading);
    else if (size !== null) reading = withOutputSize(row, reading, size);
    return run(cx, row, reading, input, built, params => noteParams(cx, self, params));
  });
}

/** Whether the code has set an attribute that may hold a parameter: what the constructor was given holds no longer. */
function isChanged(self: PyInstance, row: ConvRow): boolean {
  return [...self.attrs.keys()].some(name => {
    const bare = name.replace(/^_+/, '');
    return bare === 'weight' || Object.hasOwn(row.roles, bare);
  });
}

const CHANGED = "the layer's attributes were changed after it was made";

function changed(reading: ConvReading): ConvReading {
  const { convention, kind, spatialRank, layout } = reading.known;
  const roles = ['kernelSize', 'stride', 'padding', 'dilation', 'inChannels', 'outChannels'] as const;
  return {
    params: null,
    known: {
      ...(convention && { convention }),
      ...(kind && { kind }),
      ...(spatialRank && { spatialRank }),
      ...(layout && { layout }),
    },
    inChannels: { unknown: CHANGED },
    outChannels: { unknown: CHANGED },
    problems: [],
    why: new Map(roles.map(role => [role, CHANGED])),
  };
}

/** The reading of a call that asks for a size of its output, in place of the output padding. */
function withOutputSize(row: ConvRow, reading: ConvReading, given: Value): ConvReading {
  const plain = toPlain(given);
  const sizes = isPlainList(plain) ? plain.map(intOf) : [intOf(plain)];
  const known = { ...reading.known, outputPadding: null };
  const outputSize = sizes.every(size => size !== undefined) ? sizes : undefined;
  if (!outputSize || (outputSize.length !== 1 && outputSize.length !== row.spatialRank)) {
    const why = new Map(reading.why).set('padding', whyUnknown(plain) ?? 'the output size is not known');
    delete known.padding;
    return { ...reading, known, why, params: null };
  }
  const each = outputSize.length === 1 ? Array<number>(row.spatialRank).fill(outputSize[0] ?? 0) : outputSize;
  const params = reading.params && { ...reading.params, outputPadding: null, outputSize: each };
  return { ...reading, known: { ...known, outputSize: each }, params };
}

/** One run of a layer: its output, or the framework's refusal. */
function run(
  cx: Interp,
  row: ConvRow,
  reading: ConvReading,
  input: Tensor,
  conv: Pick<BoundConv, 'site' | 'build'>,
  note: (params: LayerParams | null, output: Tensor['shape']) => void,
): Value {
  noteDemand(cx, input, () => symbolicInput(row, reading));
  if (!input.shape) {
    note(reading.params, null);
    return new Tensor(null, input.whyUnknown, resultClass(input), input.placeholder);
  }
  const flow = convForward(row, reading, input.shape);
  if (flow.problem) {
    recordRun(cx, conv, input.shape, null, reading.params, flow.problem);
    throw raiseProblem(cx, 'ValueError', flow.problem.code, flow.problem.message);
  }
  note(flow.params, flow.output);
  return tensorOf(cx, flow.output ?? [], resultClass(input));
}

/** The function of a function row: the site is the call itself. */
export function layerFunction(row: ConvRow, framework: SimpleFramework): NativeFn {
  const name = shortName(row.api);
  const fn = NativeFn.freeRaw(name, (cx, args) => {
    const conv = bindConv(cx, row, args);
    const input = asTensor(conv.bound.maybe(dataParameter(row)), framework.tensor);
    const { reading } = conv.build;
    if (!input?.shape) {
      recordRun(cx, conv, null, null, reading.params);
      return new Tensor(null, input?.whyUnknown ?? 'the input is no tensor', framework.tensor);
    }
    const { shape } = input;
    return run(cx, row, reading, input, conv, (params, output) => recordRun(cx, conv, shape, output, params));
  });
  registerFunction(fn, row);
  return fn;
}
