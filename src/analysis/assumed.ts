import type { Interp } from '../python/interp.js';
import { Abort, PyRaise } from '../python/errors.js';
import { PyFunction } from '../python/function.js';
import type { PyClass, Value } from '../python/klass.js';
import { Args } from '../python/native.js';
import type { PyInstance } from '../python/value.js';
import { assuming, type Assumed } from '../python/sym/assume.js';
import { inOwnSizes, multipleOf, type Dimension } from '../python/sym/sym.js';
import {
  collectDemands,
  isModule,
  KERAS_TENSOR,
  parameterSymbol,
  Sym,
  TENSOR,
  Tensor,
  type Dim,
  type Shape,
} from '../frameworks/index.js';

/** What is taken for granted where a model is run that the code itself never runs. */
export interface Assumption {
  /** The inputs of which the sizes are known, by the parameters' names; those that are not are null. */
  readonly inputs: readonly { readonly name: string; readonly shape: Shape | null }[];
  /** Symbols of the inputs that are multiples, and of what. */
  readonly multiples: ReadonlyMap<string, number>;
  /** Symbols of the inputs that are at least so large. */
  readonly least: ReadonlyMap<string, number>;
  /** Sizes that have to be equal. */
  readonly equal: Assumed['equal'];
}

/** Sizes that must be divisible are found by running again with what an earlier run wanted. */
const MAX_RUNS = 5;
/** Square inputs up to this size are tried where a size is fixed by what the layers take. */
const LARGEST_FIXED = 1024;

/** Sizes of the inputs that are known better than by their name. */
interface Sizes {
  readonly multiples: ReadonlyMap<string, number>;
  readonly fixed: ReadonlyMap<string, number>;
}

/**
 * Runs a model that the code itself never runs, on an input of which only what its layers demand is known. First it runs
 * with inputs of unknown shape, to learn what their first layers want; then with that. Where sizes that meet are equal only for
 * some inputs, it runs again on those: sizes are then in parts of the inputs' (`inOwnSizes`). Null: nothing was run.
 */
export function runOnSymbolicInput(cx: Interp, model: PyInstance): Assumption | null {
  const names = inputNames(model);
  if (names.length === 0) return null;
  const cls = isModule(model) ? TENSOR : KERAS_TENSOR;
  const stand = (index: number): Tensor => new Tensor(null, 'the input is not given', cls, index);
  /** False where it was given up: there is no budget for another run. */
  const call = (tensors: readonly Tensor[]): boolean => {
    try {
      cx.call(model, new Args(tensors));
    } catch (error) {
      // What raises, or takes too long, ends here; the runs before it count.
      if (!(error instanceof PyRaise) && !(error instanceof Abort)) throw error;
      return error instanceof PyRaise;
    }
    return true;
  };
  const mark = cx.heap.hold();
  const demands = collectDemands(cx, () => call(names.map((_, index) => stand(index))));
  cx.heap.undo(mark);
  cx.heap.release();
  if (demands.size === 0) return null;
  const wanted = names.map((_, index) => {
    const shape = demands.get(index);
    return shape && index > 0 ? renamed(shape, index + 1) : (shape ?? null);
  });
  const found = untilItAgrees(cx, sizes =>
    call(
      wanted.map((shape, i) =>
        shape
          ? new Tensor(
              shape.map(dim => sized(dim, sizes)),
              '',
              cls,
            )
          : stand(i),
      ),
    ),
  );
  const own = (dim: Dim): Dim => sized(dim, { ...found.sizes, multiples: new Map() });
  return {
    ...found.assumed,
    inputs: wanted.map((shape, index) => ({ name: names[index] ?? '', shape: shape && shape.map(own) })),
  };
}

/** Runs until nothing further must be assumed of how sizes divide; all but the last run are undone. */
function untilItAgrees(cx: Interp, run: (sizes: Sizes) => boolean): { sizes: Sizes; assumed: Assumed } {
  let sizes: Sizes = { multiples: new Map(), fixed: new Map() };
  for (let runs = 1; ; runs++) {
    const mark = cx.heap.hold();
    let isOver = false;
    const assumed = assuming(() => (isOver = !run(sizes)));
    const better = isOver || runs >= MAX_RUNS ? null : betterSizes(sizes, assumed);
    if (better) cx.heap.undo(mark);
    cx.heap.release();
    if (!better) return { sizes, assumed: ofInputs(assumed, sizes.multiples) };
    sizes = better;
  }
}

function betterSizes(sizes: Sizes, assumed: Assumed): Sizes | null {
  if (sizes.fixed.size > 0) return null;
  if (assumed.multiples.size > 0) return { ...sizes, multiples: ofInputs(assumed, sizes.multiples).multiples };
  const fixed = fixedSizes(ofInputs(assumed, sizes.multiples));
  return fixed && { multiples: new Map(), fixed };
}

/** What was assumed of parts of sizes, in the sizes of the inputs; `multiples` are those that the parts are of. */
function ofInputs(assumed: Assumed, multiples: ReadonlyMap<string, number>): Assumed {
  const all = new Map(multiples);
  const least = new Map<string, number>();
  const base = (part: string): [string, number] => {
    for (const [name, factor] of multiples) if (part === `(${name}/${factor})`) return [name, factor];
    return [part, 1];
  };
  for (const [part, factor] of assumed.multiples) {
    const [name, known] = base(part);
    all.set(name, known * factor);
  }
  for (const [part, size] of assumed.least) {
    const [name, known] = base(part);
    least.set(name, known * size);
  }
  const equal = assumed.equal.map(([a, b]) => [inOwnSizes(a, multiples), inOwnSizes(b, multiples)] as const);
  return { multiples: all, least, equal };
}

function sized(dim: Dim, { multiples, fixed }: Sizes): Dim {
  if (!(dim instanceof Sym)) return dim;
  const name = dim.toString();
  return fixed.get(name) ?? (multiples.has(name) ? multipleOf(name, multiples.get(name) ?? 1) : dim);
}

/** Which one size of a square input makes sizes equal that must be: the one that is most divisible by two, if any. */
function fixedSizes({ equal, multiples }: Assumed): ReadonlyMap<string, number> | null {
  const names = [...new Set(equal.flat().flatMap(dim => (dim instanceof Sym ? dim.names : [])))];
  if (names.length === 0 || !names.every(name => /^[LDHW]$/.test(name))) return null;
  const step = Math.max(1, ...names.map(name => multiples.get(name) ?? 1));
  let best: number | null = null;
  for (let size = step; size <= LARGEST_FIXED; size += step) {
    const values = new Map(names.map(name => [name, size]));
    const valueOf = (dim: Dimension): number | undefined => (dim instanceof Sym ? dim.evaluate(values) : dim);
    const agrees = equal.every(([a, b]) => (valueOf(a) ?? 0) > 0 && valueOf(a) === valueOf(b));
    if (agrees && (best === null || (size & -size) > (best & -best))) best = size;
  }
  return best === null ? null : new Map(names.map(name => [name, best]));
}

/** The inputs that forward() or call() needs: its parameters without default. */
function inputNames(model: PyInstance): string[] {
  const method = model.cls.lookup(isModule(model) ? 'forward' : 'call');
  if (!(method instanceof PyFunction)) return method === undefined ? [] : ['input'];
  const { params } = method.code.signature;
  return params
    .filter(
      (param, index) =>
        index > 0 && (param.kind === 'normal' || param.kind === 'positional') && method.defaults[index] === undefined,
    )
    .map(param => param.name);
}

/** A second input has sizes of its own: nothing says that its H is the first one's. */
function renamed(shape: Shape, suffix: number): Shape {
  return shape.map((dim): Dim =>
    dim instanceof Sym && /^(L|D|H|W)$/.test(dim.toString()) ? Sym.of(`${dim.toString()}${suffix}`) : dim,
  );
}

/** Calls a class or function with its own defaults; each parameter without one is a symbol of its name. @throws PyRaise */
export function callOnDefaults(cx: Interp, callee: PyClass | PyFunction): Value {
  const fn = callee instanceof PyFunction ? callee : callee.lookup('__init__');
  if (!(fn instanceof PyFunction)) return cx.callWith(callee);
  const skipSelf = callee instanceof PyFunction ? 0 : 1;
  const positional: Value[] = [];
  const keywords = new Map<string, Value>();
  fn.code.signature.params.forEach((param, index) => {
    if (index < skipSelf || fn.defaults[index] !== undefined) return;
    if (param.kind === 'positional' || param.kind === 'normal') positional.push(parameterSymbol(param.name));
    else if (param.kind === 'keyword') keywords.set(param.name, parameterSymbol(param.name));
  });
  return cx.call(callee, new Args(positional, keywords));
}

/** Whether a class or function can be called without any argument. */
export function hasDefaults(callee: PyClass | PyFunction): boolean {
  const fn = callee instanceof PyFunction ? callee : callee.lookup('__init__');
  if (!(fn instanceof PyFunction)) return true;
  const skipSelf = callee instanceof PyFunction ? 0 : 1;
  return fn.code.signature.params.every(
    (param, index) =>
      index < skipSelf || param.kind === 'varargs' || param.kind === 'kwargs' || fn.defaults[index] !== undefined,
  );
}
