import type { Interp } from '../../python/interp.js';
import type { Value } from '../../python/klass.js';
import { Refusal, sizeText } from '../flow.js';
import { raiseRefusal } from '../problems.js';
import { Tensor } from '../tensor.js';
import { isFloat, isInt } from '../contents.js';
import { scalarOf } from './dtype.js';
import { broadcastPlaces, everyPlace, smallSizes } from './positions.js';
import { refuse } from './refuse.js';
import { expand } from './reshapeOps.js';
import type { TensorOp } from './tensorOp.js';

/** Operations that write into their tensor: x.add_(y), x += y, x.copy_(y), x.zero_(). They give the tensor itself. */

/** The operations that have a form with an underscore. */
const NAMES = new Set(
  (
    'abs absolute acos add addbmm addcdiv addcmul addmm addmv addr asin atan baddbmm bitwise_and bitwise_or bitwise_xor ceil clamp ' +
    'clamp_max clamp_min clip copysign cos cosh cumprod cumsum div divide eq erf erfinv exp expm1 floor floor_divide fmod frac ge ' +
    'gt hypot index_add index_copy index_fill le lerp log log10 log1p log2 logical_and logical_or logical_xor logical_not lt ' +
    'masked_fill masked_scatter mul multiply nan_to_num ne neg negative pow reciprocal relu remainder renorm round rsqrt scatter ' +
    'scatter_add sigmoid sign sin sinh sqrt square sub subtract tan tanh tril triu true_divide trunc logit atan2'
  ).split(' '),
);

/** Writes what an operation gave into the tensor. What has another shape is refused (at::infer_size, resize_output). */
export function writeResult(cx: Interp, self: Tensor, result: Value): Value {
  if (!(result instanceof Tensor)) {
    self.forget(cx);
    return self;
  }
  const [own, made] = [self.shape, result.shape];
  if (own && made) {
    const differs =
      made.length !== own.length ||
      made.some((size, axis) => typeof size === 'number' && typeof own[axis] === 'number' && size !== own[axis]);
    if (differs) {
      const message = `output with shape ${sizeText(own)} doesn't match the broadcast shape ${sizeText(made)}`;
      throw raiseRefusal(cx, refuse('shape-mismatch', message));
    }
    // What the other operand says of a size that was not known holds of the tensor itself.
    const agreed = own.map((size, axis) => (typeof size === 'number' ? size : (made[axis] ?? size)));
    if (agreed.some((size, axis) => size !== own[axis])) self.setShape(cx, agreed);
  }
  refuseCast(cx, self, result);
  const values = result.values;
  const same = self.dtype === result.dtype;
  self.write(cx, values && same ? values.map((_, place) => place) : null, place => values?.[place]);
  return self;
}

function refuseCast(cx: Interp, { dtype: own }: Tensor, { dtype: made }: Tensor): void {
  if (own === null || made === null || !isFloat(made) || !(isInt(own) || own === 'bool')) return;
  const named = { float32: 'Float', float64: 'Double', int64: 'Long', int32: 'Int', bool: 'Bool', uint8: 'Byte' };
  const name = (type: string): string => (named as Record<string, string>)[type] ?? type;
  const message = `result type ${name(made)} can't be cast to the desired output type ${name(own)}`;
  throw raiseRefusal(cx, refuse('argument-invalid', message));
}

/** The form with an underscore of an operation. */
function inPlaceOf(op: TensorOp): TensorOp {
  return {
    name: `${op.name}_`,
    signature: op.signature,
    run: (cx, input, args) => writeResult(cx, input, op.run(cx, input, args)),
  };
}

export function inPlaceForms(ops: readonly TensorOp[]): TensorOp[] {
  const last = new Map(ops.map(op => [op.name, op]));
  return [...last.values()].filter(op => NAMES.has(op.name)).map(inPlaceOf);
}

function filled(cx: Interp, self: Tensor, value: Value): Value {
  const scalar = scalarOf(value)?.value;
  const sizes = smallSizes(self.shape);
  self.write(cx, scalar !== undefined && sizes ? everyPlace(sizes) : null, () => scalar);
  return self;
}

function copied(cx: Interp, self: Tensor, source: Value): Value {
  if (!(source instanceof Tensor)) return filled(cx, self, source);
  const flow = self.shape && source.shape ? expand(source.shape, self.shape) : undefined;
  if (flow instanceof Refusal) throw raiseRefusal(cx, flow);
  assign(cx, self, null, source);
  return self;
}

/** x[…] = value: the elements at these places (null: not known which) get a number, or a tensor's. */
export function assign(
  cx: Interp,
  self: Tensor,
  places: readonly number[] | null,
  value: Value,
  sizes = smallSizes(self.shape),
): void {
  const held = (number: number | undefined): number | undefined => {
    if (number === undefined || self.dtype === null) return undefined;
    return self.dtype === 'bool'
      ? Number(number !== 0)
      : isFloat(self.dtype) && self.dtype !== 'float64'
        ? Math.fround(number)
        : isInt(self.dtype)
          ? Math.trunc(number)
          : number;
  };
  const all = places ?? (sizes && sizes === smallSizes(self.shape) ? everyPlace(sizes) : null);
  if (!(value instanceof Tensor)) {
    const scalar = held(scalarOf(value)?.value);
    self.write(cx, scalar === undefined ? null : all, () => scalar);
    return;
  }
  const [from, values] = [smallSizes(value.shape), value.values];
  const order = from && sizes && values && from.length <= sizes.length ? broadcastPlaces(from, sizes) : undefined;
  self.write(cx, order ? all : null, (_place, at) => held(values?.[order?.[at] ?? 0]));
}

function simple(name: string, signature: string, run: TensorOp['run']): TensorOp {
  return { name, signature, run };
}

export const WRITING_OPS: readonly TensorOp[] = [
  ...'normal_ uniform_ bernoulli_ exponential_ random_ log_normal_ cauchy_ geometric_ index_put_ scatter_reduce_ relu_ sigmoid_ tanh_ nan_to_num_ put_'
    .split(' ')
    .map(name =>
      simple(name, 'input, *args, **kwargs', (cx, input) => {
        input.forget(cx);
        return input;
      }),
    ),
  ...'requires_grad_ detach_ share_memory_'
    .split(' ')
    .map(name => simple(name, 'input, *args, **kwargs', (_cx, input) => input)),
  simple('zero_', 'input', (cx, input) => filled(cx, input, 0)),
  simple('fill_', 'input, value', (cx, input, args) => filled(cx, input, args.get('value'))),
  simple('copy_', 'input, src, non_blocking=False', (cx, input, args) => copied(cx, input, args.get('src'))),
  simple('set_', 'input, source=None, *args, **kwargs', (cx, input, args) => {
    const source = args.get('source');
    input.forget(cx);
    input.setShape(cx, source instanceof Tensor && args.rest.length === 0 ? source.shape : null);
    return input;
  }),
  simple('resize_as_', 'input, other, **kwargs', (cx, input, args) => {
    const other = args.get('other');
    input.forget(cx);
    input.setShape(cx, other instanceof Tensor ? other.shape : null);
    return input;
  }),
];
