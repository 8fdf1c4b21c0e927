import type { Interp } from '../../python/interp.js';
import type { Value } from '../../python/klass.js';
import { NativeFn, Signature, type BoundArgs } from '../../python/native.js';
import { bindConv, recordRun, registerFunction } from '../convSites.js';
import { convForward, symbolicInput } from '../convShape.js';
import type { ConvRow } from '../convTable.js';
import { noteDemand } from '../demands.js';
import type { LayerRow } from '../flow.js';
import { PlainArgs, type Plain } from '../plain.js';
import { raiseProblem } from '../problems.js';
import { asTensor, resultClass, Tensor, tensorOf } from '../tensor.js';
import { toPlain } from '../values.js';
import {
  biasProblem,
  firstProblem,
  invalidCombination,
  raiseConv,
  rankProblem,
  weightProblem,
  withoutChannels,
} from './convCall.js';
import { applyRow } from './layerClasses.js';

/** F.conv2d and its kin: the site is the call itself, the layer is in its arguments and in its weight's shape. */
export function convFunction(row: ConvRow): NativeFn {
  const name = row.api.slice(row.api.lastIndexOf('.') + 1);
  const fn = NativeFn.freeRaw(name, (cx, args) => {
    const conv = bindConv(cx, row, args);
    const { reading } = conv.build;
    const input = asTensor(conv.bound.maybe('input'));
    if (!input) {
      throw invalidCombination(cx, name, [conv.bound.maybe('input') ?? null]);
    }
    noteDemand(cx, input, () => symbolicInput(row, reading));
    if (!input.shape) {
      recordRun(cx, conv, null, null, reading.params);
      return new Tensor(null, input.whyUnknown, resultClass(input), input.placeholder);
    }
    const [bias, weight] = [conv.bound.maybe('bias') ?? null, conv.bound.maybe('weight')];
    if (bias !== null && !asTensor(bias)) throw invalidCombination(cx, name, [input, weight ?? null, bias]);
    const flow = convForward(row, reading, input.shape);
    const early = rankProblem(row, input.shape) ?? weightProblem(row, weight);
    const problem = early ?? firstProblem(flow.problem, biasProblem(row, bias, weight, reading.known.groups ?? 1));
    if (problem) {
      recordRun(cx, conv, input.shape, null, reading.params, problem);
      throw raiseConv(cx, problem);
    }
    const output = withoutChannels(input.shape, flow.output ?? [], row.spatialRank);
    recordRun(cx, conv, input.shape, output, flow.params);
    return tensorOf(cx, output, resultClass(input));
  });
  registerFunction(fn, row);
  return fn;
}

/** A function of a tensor and some arguments, from its row. */
export function rowFunction(row: LayerRow): NativeFn {
  let parsed: Signature | undefined;
  const data = row.data ?? 'input';
  return NativeFn.freeRaw(row.name, (cx, args) => {
    const signature = (parsed ??= Signature.parse(row.signature, row.name));
    const bound = signature.bind(cx, args);
    const input = asTensor(bound.maybe(data));
    if (!input) {
      const got = bound.maybe(data);
      const type = got === undefined ? 'NoneType' : cx.classOf(got).name;
      const message = `${row.name}(): argument '${data}' (position 1) must be Tensor, not ${type}`;
      throw raiseProblem(cx, 'TypeError', 'argument-invalid', message);
    }
    return applyRow(cx, row, plainArgs(bound), input);
  });
}

export function plainArgs(bound: BoundArgs): PlainArgs {
  const values = new Map<string, Plain>();
  for (const param of bound.signature.params) {
    const value = bound.maybe(param.name);
    if (value !== undefined) values.set(param.name, toPlain(value));
  }
  return new PlainArgs(values);
}

/** A tensor of an unknown shape, for what is not modelled: its rank is that of `like` where an operation keeps it. */
export function unmodelled(cx: Interp, what: string): Value {
  return cx.unknown('unmodelled', `what ${what} gives is not modelled`, 'tensor');
}
