import { ok, refuse, type Result } from '../../engine/index.js';
import { globalPoolOutput, poolOutput } from './poolRules.js';
import { UnknownShape } from '../flow.js';
import {
  attribute,
  braces,
  inputShape,
  intAttribute,
  NodeRefusal,
  NodeUnknown,
  refusal,
  textAttribute,
} from './node.js';
import type { OnnxNode } from './node.js';
import { resizeOutput } from './resizeRule.js';

/**
 * The shapes of ONNX's operators between convolutions (opset 22), as onnxruntime 1.30 computes them; it is stricter than ONNX's own
 * shape inference in places, and what it refuses is refused here.
 */

type NodeRule = (node: OnnxNode) => number[];

const RULES: Readonly<Record<string, NodeRule>> = {
  MaxPool: poolOutput,
  AveragePool: poolOutput,
  LpPool: poolOutput,
  GlobalAveragePool: globalPoolOutput,
  GlobalMaxPool: globalPoolOutput,
  Resize: resizeOutput,
  DepthToSpace: depthToSpace,
  SpaceToDepth: spaceToDepth,
  Pad: pad,
  Flatten: flatten,
  Reshape: reshape,
  Concat: concat,
};

/** What comes out of a node that is no convolution, or why it is refused; unknown for any other operator. */
export function betweenOutput(node: OnnxNode): Result<number[]> | UnknownShape {
  const rule = Object.hasOwn(RULES, node.op) ? RULES[node.op] : undefined;
  if (!rule) return new UnknownShape(`the operator ${node.op} of ONNX is not known here`);
  try {
    return ok(rule(node));
  } catch (error) {
    if (error instanceof NodeRefusal) return refuse(error.problem);
    if (error instanceof NodeUnknown) return error.shape;
    throw error;
  }
}

/** The rank 4 and the block size that both shuffles need. */
function blocks(node: OnnxNode): { shape: readonly number[]; block: number } {
  const block = intAttribute(node, 'blocksize', 0);
  if (block < 1) throw refusal('not-positive', 'Blocksize must be positive', { block });
  const shape = inputShape(node);
  if (shape.length !== 4) throw refusal('rank-mismatch', 'Input tensor must be 4-dimensional', { shape });
  return { shape, block };
}

function depthToSpace(node: OnnxNode): number[] {
  const { shape, block } = blocks(node);
  const [n = 0, c = 0, h = 0, w = 0] = shape;
  if (c % (block * block) !== 0) {
    const message = 'DepthToSpace requires input depth to be a multiple of (block_size * block_size)';
    throw refusal('not-divisible', message, { channels: c, block });
  }
  return [n, c / (block * block), h * block, w * block];
}

function spaceToDepth(node: OnnxNode): number[] {
  const { shape, block } = blocks(node);
  const [n = 0, c = 0, h = 0, w = 0] = shape;
  for (const [name, size] of [
    ['height', h],
    ['width', w],
  ] as const) {
    if (size % block === 0) continue;
    const message = `SpaceToDepth requires input ${name} to be a multiple of block_size`;
    throw refusal('not-divisible', message, { size, block });
  }
  return [n, c * block * block, h / block, w / block];
}

/** Pads, or crops where a number is negative. What is repeated or mirrored is the input after it was cropped. */
function pad(node: OnnxNode): number[] {
  const shape = inputShape(node);
  const pads = node.constants[0];
  if (!pads) throw refusal('argument-missing', 'Pads are not given');
  const rank = shape.length;
  const mode = textAttribute(node, 'mode', 'constant');
  if (pads.length !== 2 * rank) {
    const message = `Pads has incorrect number of values. Expected 2 * ${rank} values. Got ${pads.length} values.`;
    throw refusal('wrong-length', message, { pads });
  }
  if (!['constant', 'reflect', 'edge', 'wrap'].includes(mode)) {
    throw refusal('mode-not-supported', "Invalid 'mode' attribute value", { mode });
  }
  return shape.map((size, axis) => {
    const [begin, end] = [pads[axis] ?? 0, pads[axis + rank] ?? 0];
    const left = size + Math.min(begin, 0) + Math.min(end, 0);
    if (size + begin + end < 0) {
      throw refusal('output-too-small', 'Tensor shape.Size() must be >= 0', { size, begin, end });
    }
    if (mode !== 'constant' && left <= 0) {
      const number = ['constant', 'reflect', 'edge', 'wrap'].indexOf(mode);
      throw refusal('input-empty', `Pad: invalid mode: ${number} with zero effective input extent`, { size });
    }
    if (mode === 'reflect') checkReflection(shape, axis, left, begin, end);
    return size + begin + end;
  });
}

function checkReflection(shape: readonly number[], axis: number, left: number, begin: number, end: number): void {
  for (const [name, padding] of [
    ['pre-pad', begin],
    ['post-pad', end],
  ] as const) {
    if (padding <= 0 || padding < left) continue;
    const message =
      left < 2
        ? `Pad reflect requires axis length >= 2 after slicing. Input shape:${braces(shape)}`
        : `Pad reflect: ${name} (${padding}) exceeds maximum allowed (${left - 1}) for axis ${axis}. Input shape:${braces(shape)}`;
    throw refusal('padding-larger-than-input', message, { padding, size: left });
  }
}

function flatten(node: OnnxNode): number[] {
  const shape = inputShape(node);
  const axis = intAttribute(node, 'axis', 1);
  const from = axis < 0 ? axis + shape.length : axis;
  if (from < 0 || from > shape.length) {
    throw refusal('axis-out-of-range', `Invalid value(${axis}) for attribute 'axis'`, { axis });
  }
  return [product(shape.slice(0, from)), product(shape.slice(from))];
}

/** 0 takes the input's size at its place unless allowzero; −1 is what the others leave. */
function reshape(node: OnnxNode): number[] {
  const shape = inputShape(node);
  const target = node.constants[0];
  if (!target) throw refusal('argument-missing', 'The target shape is not given');
  const keepZero = intAttribute(node, 'allowzero', 0) === 1;
  const values = { shape, target };
  const known = target.map((size, axis) => {
    if (size < -1) throw refusal('not-positive', `Invalid dimension value: ${size}`, values);
    if (size !== 0 || keepZero) return size;
    const same = shape[axis];
    if (same === undefined) throw refusal('axes-mismatch', 'Invalid position of 0.', values);
    return same;
  });
  const open = known.filter(size => size === -1).length;
  if (open > 1) throw refusal('several-sizes-inferred', 'Target shape may not have multiple -1 dimensions.', values);
  const rest = product(known.filter(size => size !== -1));
  const total = product(shape);
  if (open === 1 && (rest === 0 || total % rest !== 0)) {
    throw refusal('element-count-mismatch', 'Dimension could not be inferred: incompatible shapes', values);
  }
  const output = known.map(size => (size === -1 ? total / rest : size));
  if (product(output) !== total) {
    const message = `The input tensor cannot be reshaped to the requested shape. Input shape:${braces(shape)}, requested shape:${braces(output)}`;
    throw refusal('element-count-mismatch', message, values);
  }
  return output;
}

function concat(node: OnnxNode): number[] {
  const given = attribute(node, 'axis');
  if (given === undefined || given === null) {
    throw refusal('argument-missing', "Required attribute 'axis' is missing.");
  }
  const axis = intAttribute(node, 'axis', 0);
  const first = inputShape(node);
  const rank = first.length;
  if (axis < -rank || axis >= rank) {
    throw refusal('axis-out-of-range', 'axis must be in [-rank, rank-1].', { axis, rank });
  }
  const at = axis < 0 ? axis + rank : axis;
  let total = 0;
  for (const [index, shape] of node.inputs.entries()) {
    if (shape.length !== rank) {
      const message = `All inputs to Concat must have same rank. Input ${index} has rank ${shape.length} != ${rank}`;
      throw refusal('rank-mismatch', message, { shape, rank });
    }
    const other = shape.findIndex((size, a) => a !== at && size !== first[a]);
    if (other >= 0) {
      const message = `Can't merge shape info. Both inferred and declared dimension have values but they differ. Inferred=${first[other]} Declared=${shape[other]} Dimension=${other}`;
      throw refusal('shape-mismatch', message, { shape, first });
    }
    total += shape[at] ?? 0;
  }
  return first.map((size, a) => (a === at ? total : size));
}

function product(sizes: readonly number[]): number {
  return sizes.reduce((total, size) => total * size, 1);
}
