import type { Interp } from '../../python/interp.js';
import type { Value } from '../../python/klass.js';
import { NativeFn, Signature, type BoundArgs } from '../../python/native.js';
import { PyList } from '../../python/value.js';
import { Refusal, UnknownShape, type Flow, type ShapeRule } from '../flow.js';
import { PlainArgs, type Plain } from '../plain.js';
import { raiseRefusal } from '../problems.js';
import { KERAS_TENSOR, kerasResult, Tensor, tensorOf, TF_TENSOR } from '../tensor.js';
import type { Shape } from '../dims.js';
import { toPlain } from '../values.js';
import { broadcast, concat, matmul, stack } from './joinRules.js';
import { both, operand } from './operands.js';
import { splitSizes } from './opRules.js';

/** The functions of TensorFlow's tables as the interpreter calls them. */

/** A function of one tensor: its data is the first parameter. */
export interface OpRow {
  readonly name: string;
  readonly signature: string;
  readonly rule: ShapeRule;
  /** Where Keras itself says another shape of a symbolic input than TensorFlow computes. */
  readonly symbolic?: ShapeRule;
}

function plain(bound: BoundArgs): PlainArgs {
  const values = new Map<string, Plain>();
  for (const param of bound.signature.params) {
    const value = bound.maybe(param.name);
    if (value !== undefined) values.set(param.name, toPlain(value));
  }
  return new PlainArgs(values);
}

export function opFunction(row: OpRow): NativeFn {
  let parsed: Signature | undefined;
  return NativeFn.freeRaw(row.name, (cx, args) => {
    const bound = (parsed ??= Signature.parse(row.signature, row.name)).bind(cx, args);
    const data = operand(bound.maybe(parsed.params[0]?.name ?? ''));
    const cls = kerasResult(data);
    if (!data.shape) return new Tensor(null, data.whyUnknown, cls, data.placeholder);
    const rule = (cls === KERAS_TENSOR ? row.symbolic : undefined) ?? row.rule;
    return tensorOf(cx, rule(plain(bound), data.shape), cls);
  });
}

/** The shapes of a list of tensors, or the reason why they are not known. */
function shapesOf(cx: Interp, list: Value): { shapes: Shape[]; cls: Tensor['cls'] } | string {
  const items = list instanceof Tensor ? null : cx.collect(list);
  if (!items) return 'how many tensors there are is not known';
  const tensors = items.map(item => operand(item));
  const open = tensors.find(tensor => !tensor.shape);
  if (open) return open.whyUnknown || 'an input is not known';
  const isSymbolic = tensors.some(tensor => tensor.cls === KERAS_TENSOR);
  return {
    shapes: tensors.flatMap(tensor => (tensor.shape ? [tensor.shape] : [])),
    cls: isSymbolic ? KERAS_TENSOR : TF_TENSOR,
  };
}

type Join = (shapes: readonly Shape[], axis: number | undefined) => Flow;

/** tf.concat, tf.stack and their kin in keras.ops: the list, then the axis. */
export function joinFunction(name: string, signature: string, join: Join): NativeFn {
  return NativeFn.free(name, signature, (cx, args) => {
    const [list, axis] = args.signature.params.map(param => args.maybe(param.name));
    const found = shapesOf(cx, list ?? null);
    if (typeof found === 'string') return new Tensor(null, found, TF_TENSOR);
    return tensorOf(cx, join(found.shapes, typeof axis === 'number' ? axis : undefined), found.cls);
  });
}

/** A function of two operands that broadcast; a number is a scalar. */
export function binaryFunction(name: string, signature: string): NativeFn {
  return NativeFn.free(name, signature, (cx, args) => {
    const [a, b] = args.signature.params.map(param => operand(args.maybe(param.name)));
    return a && b ? both(cx, a, b, broadcast) : null;
  });
}

export const MATMUL = NativeFn.free(
  'matmul',
  'a, b, transpose_a=False, transpose_b=False, adjoint_a=False, adjoint_b=False, a_is_sparse=False, b_is_sparse=False, output_type=None, grad_a=False, grad_b=False, name=None',
  (cx, args) => {
    const turns = (one: string, other: string): boolean => args.get(one) === true || args.get(other) === true;
    const [x, y] = [turns('transpose_a', 'adjoint_a'), turns('transpose_b', 'adjoint_b')];
    return both(cx, operand(args.get('a')), operand(args.get('b')), (a, b) => matmul(a, b, x, y));
  },
);

/** matmul of two operands and nothing else: keras.ops' and NumPy's. */
export const MATMUL_OF_TWO = NativeFn.free('matmul', 'x1, x2', (cx, args) =>
  both(cx, operand(args.get('x1')), operand(args.get('x2')), (a, b) => matmul(a, b)),
);

export const SPLIT = NativeFn.free('split', "value, num_or_size_splits, axis=0, num=None, name='split'", (cx, args) => {
  const data = operand(args.get('value'));
  const { shape } = data;
  if (!shape) return cx.unknown('data-dependent', data.whyUnknown || 'the shape is not known');
  const axis = args.get('axis');
  const parts = splitSizes(shape, toPlain(args.get('num_or_size_splits')), typeof axis === 'number' ? axis : undefined);
  if (parts instanceof Refusal) throw raiseRefusal(cx, parts);
  if (parts instanceof UnknownShape) return cx.unknown('data-dependent', parts.why);
  cx.tick(parts.sizes.length);
  if (parts.sizes.length > 4096) return cx.unknown('too-large', `there are ${parts.sizes.length} parts`);
  const cls = kerasResult(data);
  return new PyList(
    parts.sizes.map(
      size =>
        new Tensor(
          shape.map((dim, index) => (index === parts.at ? size : dim)),
          '',
          cls,
        ),
    ),
  );
});

export { concat, stack };
