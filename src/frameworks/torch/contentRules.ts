import type { Interp } from '../../python/interp.js';
import type { Value } from '../../python/klass.js';
import type { BoundArgs } from '../../python/native.js';
import { PyTuple } from '../../python/value.js';
import { isInt, ofType, ofValues, NO_CONTENTS, viewOf, viewOrCopy, type Contents, type Dtype } from '../contents.js';
import { Tensor } from '../tensor.js';
import { certainly } from './aboutMath.js';
import { binaryContents, REDUCING, reducedType, unaryContents } from './contentMath.js';
import { typeAskedOf, dtypeArgument } from './dtype.js';
import { BINARY_NAMES } from './elementwise.js';
import { broadcastPlaces, everyPlace, partPlaces, reordered, smallSizes } from './positions.js';
import type { TensorOp } from './tensorOp.js';

/** What operations do to the contents of tensors: which are views, what becomes of known elements, and element types. */

interface Given {
  readonly cx: Interp;
  readonly op: TensorOp;
  readonly input: Tensor;
  readonly args: BoundArgs;
  readonly output: Tensor;
}

type Rule = (given: Given) => Contents;

/** The same elements in the same order. */
const inOrder: Rule = ({ input, output }) => {
  const sizes = smallSizes(output.shape);
  return viewOrCopy(input.contents, sizes ? everyPlace(sizes) : null);
};

/** The axes in another order: which one is told by what the operation makes of axes of different sizes. */
const otherOrder: Rule = ({ cx, op, input, args }) => {
  const sizes = smallSizes(input.shape);
  if (!sizes) return viewOf(input.contents, null);
  const marked = op.run(cx, new Tensor(sizes.map((_, axis) => axis + 2)), args);
  const order = marked instanceof Tensor ? marked.shape?.map(size => Number(size) - 2) : undefined;
  return viewOf(input.contents, order ? reordered(sizes, order) : null);
};

const repeated: Rule = ({ input, output }) => {
  const [from, to] = [smallSizes(input.shape), smallSizes(output.shape)];
  return viewOf(input.contents, from && to ? broadcastPlaces(from, to) : null);
};

/** An argument by its name, where the operation has it. */
function argument(args: BoundArgs, name: string): Value | undefined {
  return args.signature.params.some(param => param.name === name) ? args.maybe(name) : args.extra.get(name);
}

function axisNumber(args: BoundArgs, rank: number): number | undefined {
  const dim = argument(args, 'dim');
  return typeof dim === 'number' ? (dim < 0 ? dim + rank : dim) : undefined;
}

/** narrow and select. */
const part: Rule = ({ op, input, args }) => {
  const sizes = smallSizes(input.shape);
  const at = sizes && axisNumber(args, sizes.length);
  const start = argument(args, op.name === 'select' ? 'index' : 'start');
  const length = op.name === 'select' ? 1 : argument(args, 'length');
  if (!sizes || at === undefined || typeof start !== 'number' || typeof length !== 'number')
    return viewOf(input.contents, null);
  const from = start < 0 ? start + (sizes[at] ?? 0) : start;
  return viewOf(input.contents, partPlaces(sizes, at, from, length));
};

/** The same elements in another order, as a new tensor. */
function moved(places: (sizes: readonly number[], args: BoundArgs) => readonly number[] | undefined): Rule {
  return ({ input, args }) => {
    const [sizes, values] = [smallSizes(input.shape), input.values];
    const order = sizes && values ? places(sizes, args) : undefined;
    return ofValues(input.dtype, order && values ? order.map(place => values[place] ?? 0) : null);
  };
}

const flipped: Rule = moved((sizes, args) => {
  const dims = argument(args, 'dims') ?? (args.rest.length === 1 ? args.rest[0] : undefined);
  const only =
    dims instanceof PyTuple || (dims instanceof Object && 'items' in dims) ? (dims as PyTuple).items[0] : dims;
  const isLine = sizes.length === 1 && (only === 0 || only === -1);
  return isLine ? everyPlace(sizes).reverse() : undefined;
});

const rolled: Rule = moved((sizes, args) => {
  const [shift, size] = [argument(args, 'shifts'), sizes[0] ?? 1];
  if (sizes.length !== 1 || typeof shift !== 'number' || size === 0) return undefined;
  return everyPlace(sizes).map(place => (((place - shift) % size) + size) % size);
});

const tiled: Rule = ({ input, output }) => {
  const [from, to, values] = [smallSizes(input.shape), smallSizes(output.shape), input.values];
  const isLine = from?.length === 1 && to?.length === 1 && from[0] !== 0;
  if (!isLine || !values) return ofType(input.dtype);
  return ofValues(
    input.dtype,
    everyPlace(to).map(place => values[place % values.length] ?? 0),
  );
};

/** tril and triu of a matrix. */
const triangle: Rule = ({ op, input, args }) => {
  const [sizes, values, diagonal] = [smallSizes(input.shape), input.values, argument(args, 'diagonal')];
  if (sizes?.length !== 2 || !values || typeof diagonal !== 'number') return ofType(input.dtype);
  const columns = sizes[1] ?? 1;
  return ofValues(
    input.dtype,
    values.map((value, place) => {
      const above = (place % columns) - Math.floor(place / columns) - diagonal;
      return (op.name === 'tril' ? above <= 0 : above >= 0) ? value : 0;
    }),
  );
};

const clamped: Rule = ({ op, input, args }) => {
  const bound = (name: string, at: number): Value => args.extra.get(name) ?? args.rest[at] ?? null;
  const [low, high] = op.name === 'clamp_max' ? [null, bound('max', 0)] : [bound('min', 0), bound('max', 1)];
  const known = [low, high].every(value => value === null || typeof value === 'number');
  if (!known) return NO_CONTENTS;
  const clamp = (value: number): number =>
    Math.min(Math.max(value, typeof low === 'number' ? low : -Infinity), typeof high === 'number' ? high : Infinity);
  return ofValues(input.dtype === 'bool' ? null : input.dtype, input.values?.map(clamp));
};

const CASTS: Readonly<Record<string, Dtype>> = {
  float: 'float32',
  double: 'float64',
  half: 'float16',
  bfloat16: 'bfloat16',
  int: 'int32',
  long: 'int64',
  short: 'int16',
  bool: 'bool',
  byte: 'uint8',
};

/** A type that a conversion asks for: the tensor itself where it has it already. */
function converted(input: Tensor, asked: Dtype | null | undefined): Contents {
  const sizes = smallSizes(input.shape);
  if (asked === undefined || asked === input.dtype) return viewOrCopy(input.contents, sizes ? everyPlace(sizes) : null);
  const dtype = asked === null || input.dtype === null ? null : asked;
  const whole = dtype !== null && isInt(dtype) ? certainly('trunc', input) : null;
  const made = ofValues(dtype, input.values ?? whole);
  // Where it is not known whether a copy is made, writing to it may change the input.
  return input.contents.storage && dtype === null
    ? viewOf({ ...input.contents, dtype: asked }, null)
    : asked === null
      ? NO_CONTENTS
      : made.dtype
        ? made
        : ofType(asked);
}

const cast: Rule = ({ op, input, args }) => {
  const named = CASTS[op.name];
  if (named) return converted(input, named);
  const given = [...args.rest, args.extra.get('dtype') ?? null];
  const other = given.find(value => value instanceof Tensor);
  if (other instanceof Tensor) return converted(input, other.dtype);
  if (op.name === 'type') return converted(input, typeAskedOf(given[0] ?? null));
  const types = given.map(dtypeArgument);
  return converted(
    input,
    types.find(type => type !== undefined && type !== null) ?? (types.includes(null) ? null : undefined),
  );
};

const like: Rule = ({ op, input, args }) => {
  const asked = dtypeArgument(args.extra.get('dtype'));
  const dtype = asked === undefined ? input.dtype : asked;
  const fill: Value | undefined = op.name === 'zeros_like' ? 0 : op.name === 'ones_like' ? 1 : undefined;
  const sizes = smallSizes(input.shape);
  return ofValues(dtype, fill !== undefined && sizes ? everyPlace(sizes).map(() => Number(fill)) : null);
};

/** Reductions: elements of one group are taken together. */
function reducing(name: string): Rule {
  return ({ input, output, args }) => {
    // torch.max(a, b) compares two tensors.
    if (argument(args, 'dim') instanceof Tensor || args.extra.has('other')) return NO_CONTENTS;
    const asked = dtypeArgument(args.extra.get('dtype'));
    const dtype = asked === undefined ? reducedType(name, input.dtype) : asked;
    const run = REDUCING[name];
    const [sizes, made, values] = [smallSizes(input.shape), smallSizes(output.shape), input.values];
    if (!run || !sizes || !made || !values || input.dtype === null || dtype === null) return ofType(dtype);
    if (made.every(size => size === 1) && (sizes.length === 1 || made.length === 0 || made.length === sizes.length)) {
      const all = run(values, input.dtype);
      return ofValues(dtype, all === undefined ? null : [all]);
    }
    const at = axisNumber(args, sizes.length);
    if (at === undefined) return ofType(dtype);
    const others = sizes.filter((_, axis) => axis !== at);
    const starts = partPlaces(sizes, at, 0, 1);
    const step = sizes.slice(at + 1).reduce((all, size) => all * size, 1);
    if (starts.length !== others.reduce((all, size) => all * size, 1)) return ofType(dtype);
    const { dtype: own } = input;
    const groups = starts.map(start =>
      run(
        Array.from({ length: sizes[at] ?? 1 }, (_, i) => values[start + i * step] ?? 0),
        own,
      ),
    );
    return ofValues(dtype, groups.every(value => value !== undefined) ? groups : null);
  };
}

const scanned: Rule = ({ op, input, args }) => {
  const dtype = reducedType(op.name, input.dtype);
  const whole =
    input.shape?.length === 1 &&
    args.extra.size === 0 &&
    input.values?.every(value => Number.isInteger(value)) === true;
  if (!whole || !input.values) return ofType(args.extra.size === 0 ? dtype : null);
  let sum = 0;
  return ofValues(
    dtype,
    input.values.map(value => (sum = op.name === 'cumsum' ? sum + value : NaN)).some(Number.isNaN)
      ? null
      : input.values.map((_, i) => (input.values ?? []).slice(0, i + 1).reduce((all, value) => all + value, 0)),
  );
};

const differences: Rule = ({ input, args }) => {
  const plain =
    argument(args, 'n') === 1 &&
    input.shape?.length === 1 &&
    argument(args, 'prepend') === null &&
    argument(args, 'append') === null;
  const values = plain ? input.values : null;
  return ofValues(
    input.dtype === 'bool' ? null : input.dtype,
    values?.slice(1).map((value, i) => value - (values[i] ?? 0)),
  );
};

const VIEWS =
  'unfold diagonal atleast_1d atleast_2d atleast_3d adjoint real imag view_as_real view_as_complex as_strided';
const SAME_TYPE = 'gather index_select take_along_dim repeat_interleave masked_fill topk sort kthvalue trace scatter';

const RULES = new Map<string, Rule>();
function rules(names: string, rule: Rule): void {
  for (const name of names.split(' ')) RULES.set(name, rule);
}
rules(
  'view reshape view_as reshape_as ravel flatten unflatten squeeze unsqueeze contiguous detach data requires_grad_ cpu cuda pin_memory numpy',
  inOrder,
);
rules('permute transpose swapdims swapaxes t movedim moveaxis', otherOrder);
rules('expand expand_as broadcast_to', repeated);
rules('narrow select', part);
rules(VIEWS, ({ input }) => viewOf(input.contents, null));
rules('view_as_complex', ({ input }) => retyped(viewOf(input.contents, null), 'complex64'));
rules('view_as_real', ({ input }) => retyped(viewOf(input.contents, null), 'float32'));
rules('flip', flipped);
rules('roll', rolled);
rules('tile repeat', tiled);
rules('tril triu', triangle);
rules('clamp clip clamp_min clamp_max', clamped);
rules(`${Object.keys(CASTS).join(' ')} to type type_as`, cast);
rules('zeros_like ones_like rand_like randn_like empty_like full_like', like);
for (const name of 'sum prod mean max min amax amin argmax argmin any all count_nonzero'.split(' '))
  rules(name, reducing(name));
rules('cumsum cumprod', scanned);
rules('diff', differences);
rules('argsort', () => ofType('int64'));
rules(SAME_TYPE, ({ input }) => ofType(input.dtype));
for (const name of BINARY_NAMES) {
  RULES.set(name, ({ input, args, output }) => {
    const other = argument(args, 'other') ?? null;
    const rounding = args.extra.get('rounding_mode');
    if (args.rest.length > 0 || args.extra.has('alpha')) return NO_CONTENTS;
    if (rounding !== undefined && rounding !== null)
      return rounding === 'floor' ? binaryContents('floor_divide', input, other, output) : NO_CONTENTS;
    return binaryContents(name, input, other, output);
  });
}

/** The same storage as another type. Double precision is not told apart where the type was not known. */
function retyped({ dtype, ...rest }: Contents, usual: Dtype): Contents {
  const doubled = dtype === 'float64' ? 'complex128' : dtype === 'complex128' ? 'float64' : usual;
  return { ...rest, dtype: doubled };
}

/** Parts along an axis that follow each other. */
function followParts(input: Tensor, args: BoundArgs, parts: readonly Value[], drops: boolean): void {
  const sizes = smallSizes(input.shape);
  const at = sizes && axisNumber(args, sizes.length);
  let start = 0;
  for (const one of parts) {
    if (!(one instanceof Tensor)) continue;
    const length = drops ? 1 : at === undefined ? undefined : one.shape?.[at];
    const known = sizes && at !== undefined && typeof length === 'number';
    one.holding(viewOf(input.contents, known ? partPlaces(sizes, at, start, length) : null));
    if (typeof length === 'number') start += length;
  }
}

/** (values, indices): sorted elements of a vector, and their places where no two are equal. */
function sortedPair(input: Tensor, args: BoundArgs, pair: readonly Value[]): void {
  const [values, indices] = pair;
  if (!(values instanceof Tensor) || !(indices instanceof Tensor)) return;
  const held = input.shape?.length === 1 ? input.values : null;
  const down = argument(args, 'descending');
  if (!held || typeof down !== 'boolean') {
    values.holding(ofType(input.dtype));
    indices.holding(ofType('int64'));
    return;
  }
  const order = held.map((_, i) => i).sort((a, b) => ((held[a] ?? 0) - (held[b] ?? 0)) * (down ? -1 : 1));
  values.holding(
    ofValues(
      input.dtype,
      order.map(i => held[i] ?? 0),
    ),
  );
  indices.holding(ofValues('int64', new Set(held).size === held.length ? order : null));
}

const PARTS = /^(chunk|split|split_with_sizes|tensor_split|hsplit|vsplit|unbind)$/;
const PAIRS = /^(topk|kthvalue|max|min|median|nanmedian|mode|cummax|cummin)$/;

/** The same operation, which also says what its result holds. */
export function withContents(op: TensorOp): TensorOp {
  return {
    ...op,
    run: (cx, input, args) => {
      const result = op.run(cx, input, args);
      if (result === input) return result;
      if (result instanceof Tensor) {
        const rule = RULES.get(op.name);
        const given = { cx, op, input, args, output: result };
        const contents = rule ? rule(given) : unaryContents(op.name, input, result);
        if (contents && result.contents === NO_CONTENTS) result.holding(contents);
      } else if (result instanceof PyTuple) {
        if (PARTS.test(op.name)) followParts(input, args, result.items, op.name === 'unbind');
        else if (op.name === 'sort') sortedPair(input, args, result.items);
        else if (PAIRS.test(op.name)) {
          const [values, indices] = result.items;
          if (values instanceof Tensor) values.holding(ofType(input.dtype));
          if (indices instanceof Tensor) indices.holding(ofType('int64'));
        }
      }
      return result;
    },
  };
}
