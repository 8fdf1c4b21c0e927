import type { Interp } from '../python/interp.js';
import { Abort, PyRaise } from '../python/errors.js';
import { PyFunction } from '../python/function.js';
import type { PyClass, Value } from '../python/klass.js';
import { Args } from '../python/native.js';
import type { PyInstance } from '../python/value.js';
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

/**
 * Runs a model that the code itself never runs, on an input of which only what its layers demand is known. First it runs
 * with inputs of unknown shape, to learn what their first layers want; then with that.
 */
export function runOnSymbolicInput(cx: Interp, model: PyInstance): void {
  const inputs = inputCount(model);
  if (inputs === 0) return;
  const cls = isModule(model) ? TENSOR : KERAS_TENSOR;
  const stand = (index: number): Tensor => new Tensor(null, 'the input is not given', cls, index);
  const call = (tensors: readonly Tensor[]): void => {
    try {
      cx.call(model, new Args(tensors));
    } catch (error) {
      // What raises, or takes too long, ends here; the runs before it count.
      if (!(error instanceof PyRaise) && !(error instanceof Abort)) throw error;
    }
  };
  const indices = Array.from({ length: inputs }, (_, index) => index);
  const mark = cx.heap.hold();
  const demands = collectDemands(cx, () => call(indices.map(stand)));
  cx.heap.undo(mark);
  cx.heap.release();
  if (demands.size === 0) return;
  call(
    indices.map(index => {
      const shape = demands.get(index);
      return shape ? new Tensor(index === 0 ? shape : renamed(shape, index + 1), '', cls) : stand(index);
    }),
  );
}

/** How many inputs forward() or call() needs: its parameters without default. */
function inputCount(model: PyInstance): number {
  const method = model.cls.lookup(isModule(model) ? 'forward' : 'call');
  if (!(method instanceof PyFunction)) return method === undefined ? 0 : 1;
  const { params } = method.code.signature;
  return params.filter(
    (param, index) =>
      index > 0 && (param.kind === 'normal' || param.kind === 'positional') && method.defaults[index] === undefined,
  ).length;
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
