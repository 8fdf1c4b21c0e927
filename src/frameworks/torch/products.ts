import type { Interp } from '../../python/interp.js';
import type { Value } from '../../python/klass.js';
import { PyList, PyTuple } from '../../python/value.js';
import { broadcast } from '../broadcast.js';
import { mulDims, product, type Dim, type Shape } from '../dims.js';
import { Refusal, type Flow } from '../flow.js';
import { raiseProblem } from '../problems.js';
import { asTensor, resultClass, Tensor, tensorOf } from '../tensor.js';
import { refuse, sizeOf, wrongRank } from './refuse.js';
import { expand } from './reshapeOps.js';
import { axisOf } from './shapeRules.js';
import type { TensorOp } from './tensorOp.js';

/** Products of tensors (aten/src/ATen/native/LinearAlgebra.cpp, Blas.cpp), and what they say of sizes that do not fit. */

function differs(a: Dim | undefined, b: Dim | undefined): boolean {
  return typeof a === 'number' && typeof b === 'number' && a !== b;
}

function cannotMultiply(rows: Dim, inner: Dim | undefined, other: Dim | undefined, columns: Dim | undefined): Refusal {
  const message = `mat1 and mat2 shapes cannot be multiplied (${sizeOf(rows)}x${sizeOf(inner)} and ${sizeOf(other)}x${sizeOf(columns)})`;
  return refuse('shape-mismatch', message);
}

function vectorMismatch(a: Dim | undefined, b: Dim | undefined): Refusal {
  const message = `inconsistent tensor size, expected tensor [${sizeOf(a)}] and src [${sizeOf(b)}] to have the same number of elements, but got ${sizeOf(a)} and ${sizeOf(b)} elements respectively`;
  return refuse('shape-mismatch', message);
}

function batchMismatch(expected: readonly Dim[], got: readonly (Dim | undefined)[]): Refusal {
  const list = (dims: readonly (Dim | undefined)[]): string => `[${dims.map(sizeOf).join(', ')}]`;
  const message = `Expected size for first two dimensions of batch2 tensor to be: ${list(expected)} but got: ${list(got)}.`;
  return refuse('shape-mismatch', message);
}

/** a @ b: vectors, matrices, and batches of them. */
export function matmulShape(a: Shape, b: Shape): Flow {
  if (a.length === 0 || b.length === 0)
    return wrongRank(`both arguments to matmul need to be at least 1D, but they are ${a.length}D and ${b.length}D`);
  const [inner, other] = [a.at(-1) ?? 1, b.length === 1 ? b[0] : b.at(-2)];
  const batches = broadcast(a.slice(0, -2), b.slice(0, -2));
  const rows = a.length === 1 ? [] : [a.at(-2) ?? 1];
  const columns = b.length === 1 ? [] : [b.at(-1) ?? 1];
  if (a.length > 2 && b.length > 2 && batches instanceof Refusal) return batches;
  if (differs(inner, other)) {
    if (b.length > 2) {
      const batch = batches instanceof Refusal ? 1 : product(batches);
      return batchMismatch([batch, inner], [batch, other]);
    }
    const folded = a.length === 1 ? 1 : product(a.slice(0, -1));
    if (b.length === 2) return cannotMultiply(folded, inner, other, b[1]);
    if (a.length === 1) return vectorMismatch(inner, other);
    const message = `size mismatch, got input (${sizeOf(folded)}), mat (${sizeOf(folded)}x${sizeOf(inner)}), vec (${sizeOf(other)})`;
    return refuse('shape-mismatch', message);
  }
  return batches instanceof Refusal ? batches : [...batches, ...rows, ...columns];
}

function mm(a: Shape, b: Shape): Flow {
  if (a.length !== 2) return wrongRank('self must be a matrix');
  if (b.length !== 2) return wrongRank('mat2 must be a matrix');
  return differs(a[1], b[0]) ? cannotMultiply(a[0] ?? 1, a[1], b[0], b[1]) : [a[0] ?? 1, b[1] ?? 1];
}

function bmm(a: Shape, b: Shape): Flow {
  for (const [index, shape] of [a, b].entries())
    if (shape.length !== 3) return wrongRank(`batch${index + 1} must be a 3D tensor`);
  if (differs(a[0], b[0]) || differs(a[2], b[1])) return batchMismatch([a[0] ?? 1, a[2] ?? 1], b.slice(0, 2));
  return [a[0] ?? 1, a[1] ?? 1, b[2] ?? 1];
}

/** addmm(input, mat1, mat2): input is expanded to the product. */
function addmm(input: Shape, a: Shape, b: Shape): Flow {
  for (const [index, shape] of [a, b].entries())
    if (shape.length !== 2) return wrongRank(`mat${index + 1} must be a matrix, got ${shape.length}-D tensor`);
  const out = mm(a, b);
  return isSizes(out) ? expand(input, out) : out;
}

function baddbmm(input: Shape, a: Shape, b: Shape): Flow {
  const target = [a[0] ?? 1, a[1] ?? 1, b.at(-1) ?? 1];
  const expanded = expand(input, target);
  if (expanded instanceof Refusal) return expanded;
  return bmm(a, b);
}

function isSizes(flow: Flow): flow is Dim[] {
  return Array.isArray(flow);
}

function mv(a: Shape, b: Shape): Flow {
  if (a.length !== 2 || b.length !== 1)
    return wrongRank(`vector + matrix @ vector expected, got ${b.length}, ${a.length}, ${b.length}`);
  if (!differs(a[1], b[0])) return [a[0] ?? 1];
  const message = `size mismatch, got input (${sizeOf(a[0])}), mat (${sizeOf(a[0])}x${sizeOf(a[1])}), vec (${sizeOf(b[0])})`;
  return refuse('shape-mismatch', message);
}

function dot(a: Shape, b: Shape): Flow {
  if (a.length !== 1 || b.length !== 1)
    return wrongRank(`1D tensors expected, but got ${a.length}D and ${b.length}D tensors`);
  return differs(a[0], b[0]) ? vectorMismatch(a[0], b[0]) : [];
}

function outer(a: Shape, b: Shape): Flow {
  for (const [name, shape] of [
    ['self', a],
    ['vec2', b],
  ] as const)
    if (shape.length !== 1) return wrongRank(`outer: Expected 1-D argument ${name}, but got ${shape.length}-D`);
  return [a[0] ?? 1, b[0] ?? 1];
}

function kron(a: Shape, b: Shape): Flow {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) =>
    mulDims(a[axis - rank + a.length] ?? 1, b[axis - rank + b.length] ?? 1),
  );
}

/** cdist: distances between the rows of two batches. */
function cdist(a: Shape, b: Shape): Flow {
  for (const [index, shape] of [a, b].entries())
    if (shape.length < 2)
      return wrongRank(`cdist only supports at least 2D tensors, X${index + 1} got: ${shape.length}D`);
  if (differs(a.at(-1), b.at(-1))) {
    const message = `X1 and X2 must have the same number of columns. X1: ${sizeOf(a.at(-1))} X2: ${sizeOf(b.at(-1))}`;
    return refuse('shape-mismatch', message);
  }
  const batch = broadcast(a.slice(0, -2), b.slice(0, -2));
  return batch instanceof Refusal ? batch : [...batch, a.at(-2) ?? 1, b.at(-2) ?? 1];
}

type Product = (a: Shape, b: Shape) => Flow;

/** Applies a rule of two shapes to two values. */
export function ofTwo(cx: Interp, a: Value, b: Value, rule: Product, operator: string): Value {
  const [x, y] = [asTensor(a), asTensor(b)];
  if (!x || !y) {
    const type = cx.classOf(x ? b : a).name;
    const message = `${operator}(): argument '${x ? 'mat2' : 'input'}' (position ${x ? 2 : 1}) must be Tensor, not ${type}`;
    throw raiseProblem(cx, 'TypeError', 'argument-invalid', message);
  }
  if (!x.shape || !y.shape) return new Tensor(null, x.whyUnknown || y.whyUnknown || 'an operand is not known');
  return tensorOf(cx, rule(x.shape, y.shape), resultClass(x));
}

export function matmul(cx: Interp, a: Value, b: Value): Value {
  return ofTwo(cx, a, b, matmulShape, 'matmul');
}

function twoOp(name: string, other: string, rule: Product): TensorOp {
  return {
    name,
    signature: `input, ${other}, **kwargs`,
    run: (cx, input, args) => ofTwo(cx, input, args.get(other), rule, name),
  };
}

function threeOp(
  name: string,
  others: readonly [string, string],
  rule: (a: Shape, b: Shape, c: Shape) => Flow,
): TensorOp {
  return {
    name,
    signature: `input, ${others.join(', ')}, *, beta=1, alpha=1`,
    run: (cx, input, args) => {
      const [x, y] = [asTensor(args.get(others[0])), asTensor(args.get(others[1]))];
      if (!input.shape || !x?.shape || !y?.shape)
        return new Tensor(null, input.whyUnknown || 'an operand is not known');
      return tensorOf(cx, rule(input.shape, x.shape, y.shape), resultClass(input));
    },
  };
}

/** tensordot(a, b, dims): the last axes of a with the first of b, or lists of axes. */
export function tensordot(cx: Interp, a: Value, b: Value, dims: Value): Value {
  const pairs = typeof dims === 'number' ? dims : axisLists(dims);
  if (pairs === undefined) return new Tensor(null, 'the axes are not known');
  return ofTwo(cx, a, b, (x, y) => contracted(x, y, pairs), 'tensordot');
}

function axisLists(value: Value): (readonly number[])[] | undefined {
  const list = value instanceof PyTuple || value instanceof PyList ? value.items : [];
  const lists = list.map(item => {
    const inner = item instanceof PyTuple || item instanceof PyList ? item.items : [item];
    return inner.every(axis => typeof axis === 'number') ? inner : undefined;
  });
  return lists.length === 2 && lists.every(part => part !== undefined) ? lists : undefined;
}

function contracted(a: Shape, b: Shape, dims: number | (readonly number[])[]): Flow {
  let from: readonly number[];
  let to: readonly number[];
  if (typeof dims === 'number') {
    if (dims < 0) return refuse('not-positive', `tensordot expects dims >= 0, but got dims=${dims}`);
    if (dims > Math.min(a.length, b.length))
      return refuse('axes-mismatch', `tensordot expects dims < ndim_a or ndim_b, but got dims=${dims}`);
    from = Array.from({ length: dims }, (_, index) => index - dims);
    to = Array.from({ length: dims }, (_, index) => index);
  } else [from = [], to = []] = dims;
  if (from.length !== to.length) return refuse('axes-mismatch', 'both dimension lists should have same length');
  const [left, right] = [new Set<number>(), new Set<number>()];
  for (const [index, axis] of from.entries()) {
    const [x, y] = [axisOf(axis, a.length), axisOf(to[index] ?? 0, b.length)];
    if (x instanceof Refusal) return x;
    if (y instanceof Refusal) return y;
    if (a[x] !== 1 && b[y] !== 1 && differs(a[x], b[y])) {
      const message = `contracted dimensions need to match, but first has size ${sizeOf(a[x])} in dim ${axis} and second has size ${sizeOf(b[y])} in dim ${to[index] ?? 0}`;
      return refuse('shape-mismatch', message);
    }
    left.add(x);
    right.add(y);
  }
  return [...a.filter((_, axis) => !left.has(axis)), ...b.filter((_, axis) => !right.has(axis))];
}

/** F.scaled_dot_product_attention: (…, L, E), (…, S, E), (…, S, V) → (…, L, V). */
export function attention(cx: Interp, query: Value, key: Value, value: Value): Value {
  const [q, k, v] = [query, key, value].map(part => asTensor(part)?.shape);
  if (!q || !k || !v) return new Tensor(null, 'a part of the attention is not known');
  const ranks = [q, k, v].map(shape => shape.length);
  if (ranks.some(rank => rank < 2)) {
    const message = `Expected query, key, and value to all be  at least 2 dimensional, but got query.dim: ${ranks[0] ?? 0} key.dim: ${ranks[1] ?? 0} and value.dim: ${ranks[2] ?? 0} instead.`;
    return tensorOf(cx, wrongRank(message));
  }
  const scores = matmulShape(q, [...k.slice(0, -2), k.at(-1) ?? 1, k.at(-2) ?? 1]);
  return tensorOf(cx, isSizes(scores) ? matmulShape(scores, v) : scores);
}

export const PRODUCT_OPS: readonly TensorOp[] = [
  twoOp('matmul', 'other', matmulShape),
  twoOp('mm', 'mat2', mm),
  twoOp('bmm', 'mat2', bmm),
  twoOp('mv', 'vec', mv),
  twoOp('dot', 'tensor', dot),
  twoOp('inner', 'other', (a, b) => contracted(a, b, [[-1], [-1]])),
  twoOp('outer', 'vec2', outer),
  twoOp('ger', 'vec2', outer),
  twoOp('kron', 'other', kron),
  threeOp('addmm', ['mat1', 'mat2'], addmm),
  threeOp('baddbmm', ['batch1', 'batch2'], baddbmm),
];

export const CDIST = (cx: Interp, a: Value, b: Value): Value => ofTwo(cx, a, b, cdist, 'cdist');
