import { interpolationAxis, mostTaps } from './interpolationAxis.js';
import { AXIS_LIMIT } from './limits.js';
import { at, isExact, product } from './numbers.js';
import { checkBudget, DEFAULT_BUDGET, identityValued, kroneckerValued, type ValuedCsr } from './valuedCsr.js';
import type { AxisResize, InterpolationRule } from './interpolationTypes.js';
import { ok, refuse, type Problem, type Result } from './result.js';

export interface ResizeOptions {
  /** Per axis, the factor that the framework computes with instead of the sizes: torch's scale_factor unless recomputed, ONNX's scales. */
  readonly factors?: readonly number[];
  /** Per axis, the region of crop-and-resize as fractions of size − 1. */
  readonly regions?: readonly (readonly [number, number])[];
  /** Refuse matrices whose arrays would need more; 512 MiB unless said. */
  readonly budgetBytes?: number;
}

/** The spatial size that scale factors give: ⌊size·factor⌋, in double precision, as in PyTorch and ONNX. */
export function scaledSize(inputSpatial: readonly number[], factors: readonly number[]): number[] {
  return inputSpatial.map((size, axis) => Math.floor(size * at(factors, axis)));
}

/**
 * The weights along each axis: per axis a matrix of outputs × inputs. A resize is their Kronecker product. Sizes that are no positive
 * integers, ranks that do not fit and axes too long to list are refused.
 */
export function interpolationAxes(
  rule: InterpolationRule,
  inputSpatial: readonly number[],
  outputSpatial: readonly number[],
  options: ResizeOptions = {},
): Result<ValuedCsr[]> {
  const problem = checkResize(rule, inputSpatial, outputSpatial, options);
  if (problem) return refuse(problem);
  const axes = inputSpatial.map((inputs, axis) => ({
    inputs,
    outputs: at(outputSpatial, axis),
    factor: options.factors?.[axis],
    region: options.regions?.[axis],
  }));
  const budget = options.budgetBytes ?? DEFAULT_BUDGET;
  for (const [axis, resize] of axes.entries()) {
    const entries = mostTaps(rule, resize) * resize.outputs;
    const refused =
      entries <= AXIS_LIMIT ? checkBudget(resize.outputs, resize.inputs, entries, budget) : tooLong(resize);
    if (refused) return refuse({ ...refused, axis });
  }
  const copied = (axis: AxisResize) =>
    rule.copies === 'image' ? axes.every(stays) : stays(axis) && isCopied(rule, axis);
  return ok(axes.map(axis => (copied(axis) ? identityValued(axis.inputs) : interpolationAxis(rule, axis))));
}

/**
 * Interpolation of one channel as a matrix: rows are the outputs, columns the inputs, both flat and row-major over 1 to 3 spatial axes; the
 * Kronecker product of the axes' weights. Refused as interpolationAxes is, and with 'too-large' where it would need more than the budget.
 */
export function interpolationMatrix(
  rule: InterpolationRule,
  inputSpatial: readonly number[],
  outputSpatial: readonly number[],
  options: ResizeOptions = {},
): Result<ValuedCsr> {
  const budget = options.budgetBytes ?? DEFAULT_BUDGET;
  const axes = interpolationAxes(rule, inputSpatial, outputSpatial, options);
  if (!axes.ok) return axes;
  const entries = product(axes.value.map(axis => axis.colIdx.length));
  const problem = checkBudget(product(outputSpatial), product(inputSpatial), entries, budget);
  if (problem) return refuse(problem);
  let matrix = axes.value[0]!;
  for (const axis of axes.value.slice(1)) {
    const next = kroneckerValued(matrix, axis, budget);
    if (!next.ok) return next;
    matrix = next.value;
  }
  return ok(matrix);
}

function stays({ inputs, outputs }: AxisResize): boolean {
  return inputs === outputs;
}

function isCopied({ copies }: InterpolationRule, { factor = 1 }: AxisResize): boolean {
  return copies === 'axis' || (copies === 'unscaled-axis' && factor === 1);
}

function checkResize(
  rule: InterpolationRule,
  inputSpatial: readonly number[],
  outputSpatial: readonly number[],
  { factors, regions }: ResizeOptions,
): Problem | null {
  const rank = inputSpatial.length;
  if (rank < 1 || rank > 3 || outputSpatial.length !== rank) {
    return {
      code: 'rank-mismatch',
      message: `Input and output must have the same 1 to 3 spatial axes, but have ${rank} and ${outputSpatial.length}`,
      parameter: 'input',
      values: { input: inputSpatial, output: outputSpatial },
    };
  }
  if (rule.ranks && !rule.ranks.includes(rank)) {
    return {
      code: 'rank-mismatch',
      message: `This mode resizes ${rule.ranks.join(' or ')} spatial axes, but the input has ${rank}`,
      parameter: 'input',
      values: { expected: rule.ranks, got: rank },
    };
  }
  for (const size of [...inputSpatial, ...outputSpatial]) {
    const code = !Number.isInteger(size) ? 'not-an-integer' : size < 1 ? 'not-positive' : 'too-large';
    if (code !== 'too-large' || !isExact(size)) {
      return { code, message: `Input and output sizes must be positive integers, but got ${size}`, values: { size } };
    }
  }
  for (const [what, values] of [['factor', factors] as const, ['region', regions] as const]) {
    if (values && values.length !== rank) {
      return {
        code: 'wrong-length',
        message: `There must be one ${what} for each of the ${rank} spatial axes, but there are ${values.length}`,
        values: { expected: rank, got: values.length },
      };
    }
  }
  const badFactor = factors?.find(factor => !(factor > 0 && factor < Infinity));
  if (badFactor !== undefined) {
    const message = `A scale factor must be a positive number, but got ${badFactor}`;
    return { code: 'not-positive', message, values: { factor: badFactor } };
  }
  if (regions?.flat().some(bound => !Number.isFinite(bound))) {
    return { code: 'argument-invalid', message: 'The bounds of a region must be finite numbers' };
  }
  return null;
}

function tooLong({ inputs, outputs }: AxisResize): Problem {
  return {
    code: 'too-large',
    message: `The weights from ${inputs} inputs to ${outputs} outputs are too many to list`,
    values: { inputs, outputs },
  };
}
