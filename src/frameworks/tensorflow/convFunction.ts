import { NativeFn } from '../../python/native.js';
import { bindConv, recordRun, registerFunction } from '../convSites.js';
import { convForward, symbolicInput } from '../convShape.js';
import { dataParameter, shortName, type ConvRow } from '../convRow.js';
import { noteDemand } from '../demands.js';
import { raiseProblem } from '../problems.js';
import { asTensor, KERAS_TENSOR, kerasResult, Tensor, tensorOf } from '../tensor.js';

/** Functions that take no more than one batch axis; the others of tf.nn take any number from one on. */
const ONE_BATCH_AXIS = /^(depthwise|separable)|transpose$/;

/** A convolution of tf.nn or keras.ops: the site is the call itself, the layer is in its arguments and in its filter's shape. */
export function convFunction(row: ConvRow, exception: 'InvalidArgumentError' | 'ValueError'): NativeFn {
  const name = shortName(row.api);
  const fn = NativeFn.freeRaw(name, (cx, args) => {
    const conv = bindConv(cx, row, args);
    const { reading } = conv.build;
    const input = asTensor(conv.bound.maybe(dataParameter(row)), KERAS_TENSOR);
    if (!input) {
      throw raiseProblem(cx, 'ValueError', 'argument-invalid', `${name}() needs a tensor as its first argument`);
    }
    noteDemand(cx, input, () => symbolicInput(row, reading));
    const cls = kerasResult(input);
    if (!input.shape) {
      recordRun(cx, conv, null, null, reading.params);
      return new Tensor(null, input.whyUnknown, cls, input.placeholder);
    }
    const rank = reading.known.spatialRank ?? row.spatialRank;
    if (reading.known.layout === 'NCHW' && input.shape.length > rank + 2) {
      const why = 'several batch axes before the channels: TensorFlow reads strides for other axes';
      recordRun(cx, conv, input.shape, null, reading.params);
      return new Tensor(null, why, cls);
    }
    const isOther = ONE_BATCH_AXIS.test(name) && input.shape.length !== rank + 2;
    const flow = isOther ? null : convForward(row, reading, input.shape);
    if (!flow || flow.problem) {
      const problem = flow?.problem ?? {
        code: 'rank-mismatch' as const,
        message: `input must be ${rank + 2}-dimensional, but has ${input.shape.length} axes`,
      };
      recordRun(cx, conv, input.shape, null, reading.params, problem);
      throw raiseProblem(cx, exception, problem.code, problem.message);
    }
    recordRun(cx, conv, input.shape, flow.output, flow.params);
    return tensorOf(cx, flow.output ?? [], cls);
  });
  registerFunction(fn, row);
  return fn;
}
