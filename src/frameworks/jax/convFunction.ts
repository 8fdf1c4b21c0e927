import type { Problem } from '../../engine/index.js';
import { NativeFn } from '../../python/native.js';
import { bindConv, recordRun, registerFunction } from '../convSites.js';
import { convForward, symbolicInput } from '../convShape.js';
import { dataParameter, shortName, weightParameter, type ConvRow } from '../convRow.js';
import { noteDemand } from '../demands.js';
import { raiseProblem } from '../problems.js';
import { asTensor, NDARRAY, Tensor, tensorOf } from '../tensor.js';
import { toPlain } from '../values.js';
import { exceptionOf } from './convLayer.js';
import { readDimensionNumbers } from './dimensionNumbers.js';
import { readConv } from '../convParams.js';
import type { Plain } from '../plain.js';
import type { Shape } from '../dims.js';
import type { BoundArgs } from '../../python/native.js';

/** A convolution of jax.lax: the site is the call itself, the layer is in its arguments and in its two arrays' shapes. */
export function convFunction(row: ConvRow): NativeFn {
  const name = shortName(row.api);
  const fn = NativeFn.freeRaw(name, (cx, args) => {
    const conv = bindConv(cx, row, args);
    const { reading } = conv.build;
    const input = asTensor(conv.bound.maybe(dataParameter(row)), NDARRAY);
    if (!input) throw raiseProblem(cx, 'TypeError', 'argument-invalid', `${name} requires ndarray arguments`);
    noteDemand(cx, input, () => symbolicInput(row, reading));
    if (!input.shape) {
      recordRun(cx, conv, null, null, reading.params);
      return new Tensor(null, input.whyUnknown, NDARRAY, input.placeholder);
    }
    const reordered = reading.why.has('layout') ? inUsualOrder(row, conv.bound, conv.values, input.shape) : null;
    const flow = reordered ?? convForward(row, reading, input.shape);
    if (flow.problem) {
      recordRun(cx, conv, input.shape, null, reading.params, flow.problem);
      throw raiseProblem(cx, exceptionOf(flow.problem), flow.problem.code, flow.problem.message);
    }
    recordRun(cx, conv, input.shape, flow.output, flow.params);
    return tensorOf(cx, flow.output ?? [], NDARRAY);
  });
  registerFunction(fn, row);
  return fn;
}

/**
 * Axes in an order for which the engine has no layout (CHWN): the shape is that of the same arrays in the usual order, put
 * back. Only the shape is told so.
 */
function inUsualOrder(
  row: ConvRow,
  bound: BoundArgs,
  values: ReadonlyMap<string, Plain>,
  input: Shape,
): { readonly output: Shape | null; readonly problem: Problem | null; readonly params: null } | null {
  const weight = bound.maybe(weightParameter(row));
  if (!(weight instanceof Tensor) || !weight.shape) return null;
  const dimensions = readDimensionNumbers(values.get('dimension_numbers') ?? null, input.length, null);
  if (dimensions.kind !== 'known') return null;
  const { lhs, rhs, out } = dimensions.numbers;
  const usual = new Map(values);
  const letters = 'DHW'.slice(3 - (input.length - 2));
  usual.set('dimension_numbers', [`NC${letters}`, `OI${letters}`, `NC${letters}`]);
  const shapes = { weight: rhs.map(axis => weight.shape?.[axis] ?? 0), input: lhs.map(axis => input[axis] ?? 0) };
  const reading = readConv(row, usual, shapes);
  const flow = convForward(row, reading, shapes.input);
  const output = flow.output && out.map((_, axis) => flow.output?.[out.indexOf(axis)] ?? 0);
  return { output, problem: flow.problem, params: null };
}

/** lax.conv_dimension_numbers(lhs_shape, rhs_shape, dimension_numbers): only the last says something that is not in the arrays. */
export const CONV_DIMENSION_NUMBERS = NativeFn.free(
  'conv_dimension_numbers',
  'lhs_shape, rhs_shape, dimension_numbers',
  (cx, args) => {
    const shape = toPlain(args.get('lhs_shape'));
    const value = toPlain(args.get('dimension_numbers'));
    if (Array.isArray(shape)) {
      const read = readDimensionNumbers(value, shape.length, null);
      if (read.kind === 'refused') throw raiseProblem(cx, 'TypeError', read.code, read.message);
    }
    return args.get('dimension_numbers');
  },
);
