import type { LayerParams, Problem } from '../../engine/index.js';
import type { Interp } from '../../python/interp.js';
import { PyClass, T, type Value } from '../../python/klass.js';
import { NativeFn, type Args } from '../../python/native.js';
import { PyInstance } from '../../python/value.js';
import { bindConv, buildOf, ConvClass, noteParams, recordModuleRun, recordRun, tieBuild } from '../convSites.js';
import { convForward, symbolicInput } from '../convShape.js';
import { shortName, type ConvRow } from '../convRow.js';
import { noteDemand } from '../demands.js';
import { raiseProblem } from '../problems.js';
import { asTensor, NDARRAY, Tensor, tensorOf } from '../tensor.js';

/**
 * A convolution layer of a library on top of JAX. Its constructor keeps what it is given, so that what is wrong with it shows when it is
 * called, but for what checkConstructor finds.
 */
export function convLayer(
  row: ConvRow,
  module: string,
  checkConstructor: (params: LayerParams) => Problem | null = () => null,
): PyClass {
  const name = shortName(row.api);
  const cls = new PyClass(name, [T.object], { native: true });
  cls.module = module;
  cls.data = new ConvClass(row);
  cls.alloc = (_cx, its) => new PyInstance(its);
  cls.dict.set(
    '__init__',
    NativeFn.raw('__init__', (cx, args) => {
      const self = instanceOf(cx, args, name);
      const conv = bindConv(cx, row, args);
      tieBuild(cx, self, row, conv);
      const { params } = conv.build.reading;
      const problem = params && checkConstructor(params);
      if (problem) {
        recordRun(cx, conv, null, null, null, problem);
        throw raiseProblem(cx, 'ValueError', problem.code, problem.message);
      }
      for (const param of conv.bound.signature.params) {
        const value = conv.bound.maybe(param.name);
        if (param.name !== 'self' && value !== undefined) cx.heap.set(self, param.name, value);
      }
      return null;
    }),
  );
  cls.dict.set(
    '__call__',
    NativeFn.raw('__call__', (cx, args) => {
      const self = instanceOf(cx, args, name);
      return callConvLayer(cx, self, row, args.pos[1] ?? args.kw.get('inputs') ?? args.kw.get('x'));
    }),
  );
  return cls;
}

function instanceOf(cx: Interp, args: Args, name: string): PyInstance {
  const self = args.pos[0];
  if (self instanceof PyInstance) return self;
  throw cx.error('TypeError', `${name}.__init__() needs an instance`);
}

/** What a layer makes of an array; one run of its site. */
export function callConvLayer(cx: Interp, self: PyInstance, row: ConvRow, given: Value | undefined): Value {
  const input = asTensor(given, NDARRAY);
  if (!input) throw raiseProblem(cx, 'TypeError', 'argument-invalid', `${shortName(row.api)} needs an array`);
  return recordModuleRun(cx, self, input, () => {
    const built = buildOf(self);
    const reading = built?.build.reading;
    if (!reading) return new Tensor(null, 'how the layer was made is not known', NDARRAY);
    noteDemand(cx, input, () => symbolicInput(row, reading));
    noteParams(cx, self, reading.params);
    if (!input.shape) return new Tensor(null, input.whyUnknown, NDARRAY, input.placeholder);
    const flow = convForward(row, reading, input.shape);
    if (flow.problem) {
      recordRun(cx, built, input.shape, null, reading.params, flow.problem);
      throw raiseProblem(cx, exceptionOf(flow.problem), flow.problem.code, flow.problem.message);
    }
    noteParams(cx, self, flow.params);
    return tensorOf(cx, flow.output ?? [], NDARRAY);
  });
}

/** The exception that jax.lax raises for a reason. */
export function exceptionOf({ code }: Problem): 'TypeError' | 'RuntimeError' | 'ValueError' {
  if (code === 'invalid-padding-string') return 'RuntimeError';
  return code === 'rank-mismatch' || code === 'wrong-length' ? 'TypeError' : 'ValueError';
}
