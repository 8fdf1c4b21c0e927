import { isExact } from './numbers.js';
import { layerMatrix } from './matrix.js';
import { linearProduct, type LinearCsr } from './linearCsr.js';
import { identityValued } from './valuedCsr.js';
import { weightLength } from './weights.js';
import type { ConvSpec } from './params.js';
import { ok, refuse, type Problem, type Result } from './result.js';

/**
 * Learning a kernel from examples: the loss is ‖C(w)·x − target‖², summed over the samples, for a matrix linear in its weights w. It is quadratic
 * in w, so that gradient descent with a small enough step never makes it rise.
 */
export interface LearningProblem {
  readonly matrix: LinearCsr;
  /** How many weights are learned. */
  readonly weights: number;
  readonly samples: number;
  /** samples × matrix.cols inputs and samples × matrix.rows targets, one sample after another. */
  readonly x: Float64Array;
  readonly target: Float64Array;
  /**
   * Lipschitz constant of the gradient: 2·λ, λ the largest eigenvalue of AᵀA for C(w)·x = A·w, by power iteration and so from
   * below, by at most a few percent. 0 where the outputs do not depend on the weights.
   */
  readonly lipschitz: number;
}

/** Where a descent stands. States are never changed: a step makes a new one, so that a view can keep and show them all. */
export interface LearningState {
  /** Steps taken. */
  readonly step: number;
  readonly weights: Float64Array;
  readonly loss: number;
  /** Of the loss with respect to each weight. */
  readonly gradient: Float64Array;
  /** The step size with which the last step was taken; the safe one before the first. */
  readonly stepSize: number;
  /** No step along the gradient lowers the loss any more, as far as rounding shows. */
  readonly converged: boolean;
}

/** The most samples' values that are kept, inputs and outputs together: 2^24, or 128 MiB. */
const MOST_VALUES = 2 ** 24;

/**
 * A problem from a layer and its examples; the layer's bias is not learned. The weights are the framework's own tensor, flat. Refused with the layer's
 * own reason, where numbers are not finite, do not come in whole samples or pass the budget of its matrix (512 MiB unless said).
 */
export function learnLayer(
  spec: ConvSpec,
  inputSpatial: readonly number[],
  x: Float64Array,
  target: Float64Array,
  budgetBytes?: number,
): Result<LearningProblem> {
  const layer = layerMatrix(spec, inputSpatial, budgetBytes === undefined ? {} : { budgetBytes });
  if (!layer.ok) return layer;
  const linear = linearProduct(layer.value, identityValued(layer.value.cols), budgetBytes);
  return linear.ok ? learnMatrix(linear.value, weightLength(spec), x, target) : linear;
}

/** A problem from any matrix that is linear in its weights, such as a resize followed by a convolution. */
export function learnMatrix(
  matrix: LinearCsr,
  weights: number,
  x: Float64Array,
  target: Float64Array,
): Result<LearningProblem> {
  const samples = x.length / matrix.cols;
  const problem = checkExamples(matrix, samples, x, target);
  if (problem) return refuse(problem);
  const without = { matrix, weights, samples, x, target, lipschitz: 0 };
  const lipschitz = 2 * largestEigenvalue(without);
  if (Number.isFinite(lipschitz)) return ok({ ...without, lipschitz });
  return refuse({ code: 'too-large', message: 'The inputs are so large that their squares cannot be computed' });
}

/** The state before the first step. */
export function startLearning(problem: LearningProblem, weights: Float64Array): LearningState {
  if (weights.length !== problem.weights) {
    throw new RangeError(`${weights.length} weights for a problem of ${problem.weights}`);
  }
  const { lipschitz } = problem;
  return {
    step: 0,
    weights,
    ...lossAndGradient(problem, weights),
    stepSize: lipschitz > 0 ? 1 / lipschitz : 0,
    converged: false,
  };
}

/** More than halve away what rounding can see of a step. */
const MOST_HALVINGS = 64;

/**
 * One step of plain gradient descent: weights − stepSize·gradient. With stepSize 1/L the loss falls by at least ‖gradient‖²/(2L) (Nesterov,
 * Introductory lectures on convex optimization, 1.2.3), and it never rises for a step below 2/L. A step that would raise it, because a
 * larger size was asked for or L was found too small, is halved until it does not; where none is left, the state is converged.
 */
export function stepLearning(problem: LearningProblem, state: LearningState, stepSize?: number): LearningState {
  const safe = problem.lipschitz > 0 ? 1 / problem.lipschitz : 0;
  let size = stepSize !== undefined && stepSize > 0 && stepSize < Infinity ? stepSize : safe;
  if (state.converged || size === 0) return { ...state, converged: true };
  for (let halving = 0; halving < MOST_HALVINGS; halving++, size /= 2) {
    const weights = state.weights.map((weight, k) => weight - size * state.gradient[k]!);
    if (weights.every((weight, k) => weight === state.weights[k])) break;
    const next = lossAndGradient(problem, weights);
    if (next.loss <= state.loss) return { step: state.step + 1, weights, ...next, stepSize: size, converged: false };
  }
  return { ...state, converged: true };
}

/** ‖C(w)·x − target‖² over all samples, and its gradient 2·Σ (C(w)·x − target)[row]·coefficient·x[column] by weight. */
export function lossAndGradient(
  problem: LearningProblem,
  weights: Float64Array,
): { loss: number; gradient: Float64Array } {
  const residual = forward(problem, weights);
  let loss = 0;
  for (let n = 0; n < residual.length; n++) {
    residual[n]! -= problem.target[n]!;
    loss += residual[n]! * residual[n]!;
  }
  return { loss, gradient: backward(problem, residual).map(value => 2 * value) };
}

/** A·w: the outputs of all samples. */
function forward({ matrix, samples, x }: LearningProblem, weights: Float64Array): Float64Array {
  const { rows, cols, rowPtr, colIdx, termPtr, weightIdx, coefficients } = matrix;
  const y = new Float64Array(samples * rows);
  for (let row = 0; row < rows; row++) {
    for (let p = rowPtr[row]!; p < rowPtr[row + 1]!; p++) {
      let value = 0;
      for (let t = termPtr[p]!; t < termPtr[p + 1]!; t++) value += coefficients[t]! * weights[weightIdx[t]!]!;
      const column = colIdx[p]!;
      for (let n = 0; n < samples; n++) y[n * rows + row]! += value * x[n * cols + column]!;
    }
  }
  return y;
}

/** Aᵀ·r: what each weight met. */
function backward({ matrix, weights, samples, x }: LearningProblem, residual: Float64Array): Float64Array {
  const { rows, cols, rowPtr, colIdx, termPtr, weightIdx, coefficients } = matrix;
  const met = new Float64Array(weights);
  for (let row = 0; row < rows; row++) {
    for (let p = rowPtr[row]!; p < rowPtr[row + 1]!; p++) {
      const column = colIdx[p]!;
      let sum = 0;
      for (let n = 0; n < samples; n++) sum += residual[n * rows + row]! * x[n * cols + column]!;
      for (let t = termPtr[p]!; t < termPtr[p + 1]!; t++) met[weightIdx[t]!]! += coefficients[t]! * sum;
    }
  }
  return met;
}

/**
 * The largest eigenvalue of AᵀA by power iteration (Golub and Van Loan, Matrix computations, 7.3.1): the Rayleigh quotient never exceeds it. The
 * start has every weight, unevenly, so that it is not orthogonal to the eigenvector but by accident; a step is checked anyway.
 */
function largestEigenvalue(problem: LearningProblem): number {
  let vector: Float64Array = Float64Array.from(
    { length: problem.weights },
    (_, k) => 1 + ((k * 0.618033988749895) % 1),
  );
  let value = 0;
  for (let iteration = 0; iteration < 100; iteration++) {
    const length = Math.hypot(...chunks(vector));
    if (!(length > 0 && length < Infinity)) return length === 0 ? 0 : Infinity;
    vector = vector.map(component => component / length);
    const next = backward(problem, forward(problem, vector));
    const quotient = next.reduce((sum, component, k) => sum + component * vector[k]!, 0);
    const settled = Math.abs(quotient - value) <= 1e-6 * quotient;
    value = quotient;
    vector = next;
    if (settled) break;
  }
  return value;
}

/** Lengths of pieces of a vector, because a function takes only so many arguments. */
function chunks(vector: Float64Array): number[] {
  const lengths: number[] = [];
  for (let from = 0; from < vector.length; from += 4096)
    lengths.push(Math.hypot(...vector.subarray(from, from + 4096)));
  return lengths;
}

function checkExamples(
  { rows, cols }: LinearCsr,
  samples: number,
  x: Float64Array,
  target: Float64Array,
): Problem | null {
  if (!Number.isInteger(samples) || samples < 1 || target.length !== samples * rows) {
    const message = `${x.length} inputs and ${target.length} targets are not whole samples of ${cols} inputs and ${rows} outputs`;
    return { code: 'shape-mismatch', message, values: { inputs: x.length, targets: target.length, cols, rows } };
  }
  if (!isExact(x.length + target.length) || x.length + target.length > MOST_VALUES) {
    const message = `${x.length + target.length} numbers in the samples are more than the ${MOST_VALUES} that are kept`;
    return { code: 'too-large', message, values: { numbers: x.length + target.length } };
  }
  if (x.every(Number.isFinite) && target.every(Number.isFinite)) return null;
  return { code: 'argument-invalid', message: 'Inputs and targets must be finite numbers' };
}
