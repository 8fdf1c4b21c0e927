import { attribute, inputShape, intsAttribute, refusal, textAttribute, type OnnxNode } from './node.js';

/**
 * Resize: ⌊i·scale⌋ in the precision of float32, or the sizes asked for. keep_aspect_ratio_policy makes one scale of the sizes, the smallest
 * (not_larger) or the largest (not_smaller), and rounds i·scale.
 * Source: onnx/defs/tensor/defs.cc (Resize) and onnxruntime, core/providers/cpu/tensor/upsamplebase.h.
 */
export function resizeOutput(node: OnnxNode): number[] {
  const shape = inputShape(node);
  // X, roi, scales, sizes: roi is the first of the constants.
  const scales = filled(node.constants[1]);
  const sizes = filled(node.constants[2]);
  if ((scales === undefined) === (sizes === undefined)) {
    const message = 'Either `sizes` or `scales` must be provided, but not both of them';
    throw refusal('arguments-conflict', message);
  }
  const axes = axesOf(node, shape.length);
  const given = scales ?? sizes ?? [];
  if (given.length !== axes.length) {
    const [name, got] = scales ? ["'scales'", ''] : ["'sizes'", ` (${given.length})`];
    const message = `Number of elements of input ${name}${got} must be same as rank of input 'X'${scales ? '' : ` (${axes.length})`}.`;
    throw refusal('wrong-length', scales ? message.slice(0, -1) : message, { got: given });
  }
  const output = [...shape];
  const policy = sizes ? textAttribute(node, 'keep_aspect_ratio_policy', 'stretch') : 'stretch';
  // With a policy one scale holds for all axes, so that a size which it does not come from may be anything.
  const ratios = axes.map((axis, index) => Math.fround((given[index] ?? 0) / (scales ? 1 : (shape[axis] ?? 0))));
  const common = policy === 'not_larger' ? Math.min(...ratios) : Math.max(...ratios);
  const used = policy === 'stretch' ? ratios : [common];
  if (used.some(ratio => ratio <= 0)) {
    throw refusal('not-positive', 'Scale value should be greater than 0.', { got: given });
  }
  for (const [index, axis] of axes.entries()) {
    const size = shape[axis] ?? 0;
    if (scales) output[axis] = Math.floor(Math.fround((ratios[index] ?? 0) * size));
    else output[axis] = policy === 'stretch' ? (given[index] ?? 0) : Math.round(Math.fround(common * size));
  }
  checkMode(node, shape, output);
  return output;
}

/** An input that is empty counts as left out. */
function filled(values: readonly number[] | null | undefined): readonly number[] | undefined {
  return values && values.length > 0 ? values : undefined;
}

function axesOf(node: OnnxNode, rank: number): readonly number[] {
  const all = Array.from({ length: rank }, (_, axis) => axis);
  const value = attribute(node, 'axes');
  if (value === undefined || value === null) return all;
  const axes = intsAttribute(node, 'axes', Array.isArray(value) ? value.length : -1) ?? all;
  if (axes.some(axis => axis < -rank || axis >= rank)) {
    throw refusal('axis-out-of-range', `axes must be in [-${rank}, ${rank - 1}].`, { axes });
  }
  return axes.map(axis => (axis < 0 ? axis + rank : axis));
}

/** onnxruntime interpolates linearly along up to three axes, and cubically along two of four. */
function checkMode(node: OnnxNode, shape: readonly number[], output: readonly number[]): void {
  const mode = textAttribute(node, 'mode', 'nearest');
  if (!['nearest', 'linear', 'cubic'].includes(mode)) {
    throw refusal('mode-not-supported', `mode attribute is ${mode}. It can only be nearest, linear or cubic`, { mode });
  }
  const rank = shape.length;
  const fixed = (axis: number): boolean => shape[axis] === output[axis];
  const planes = rank === 4 && ((fixed(0) && fixed(1)) || (fixed(0) && fixed(3)));
  const takes =
    mode === 'nearest' ||
    rank === 2 ||
    planes ||
    (mode === 'linear' && (rank === 3 || (rank === 5 && fixed(0) && fixed(1))));
  if (!takes)
    throw refusal('mode-not-supported', `'${mode === 'linear' ? 'Linear' : 'Cubic'}' mode does not take this input`, {
      shape,
    });
}
