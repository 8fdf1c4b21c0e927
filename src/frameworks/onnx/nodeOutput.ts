import { refuse, type LayerParams, type Problem, type Result } from '../../engine/index.js';
import { convForward } from '../convShape.js';
import { UnknownShape } from '../flow.js';
import { isAttribute, operatorRow } from './convRows.js';
import { intsAttribute, NodeRefusal, NodeUnknown, type OnnxNode } from './node.js';
import { betweenOutput } from './nodeRules.js';
import { readOnnxConv } from './readConv.js';

/** What comes out of a node, or why onnxruntime refuses it; unknown where no rule says so. */
export function nodeOutput(node: OnnxNode): Result<readonly number[]> | UnknownShape {
  if (node.op !== 'Conv' && node.op !== 'ConvTranspose') return betweenOutput(node);
  const flow = convNode(node);
  if (flow instanceof UnknownShape || !flow.ok) return flow;
  return { ok: true, value: flow.value.output };
}

/** A convolution's output, with its parameters: channels and kernel are its weight's, the second input's. */
export function convNode(
  node: OnnxNode,
): Result<{ readonly output: readonly number[]; readonly params: LayerParams }> | UnknownShape {
  const [input, weight] = node.inputs;
  if (!input || !weight) return new UnknownShape(`the shapes of ${node.op}'s inputs are not known`);
  const rank = input.length - 2;
  const transposed = node.op === 'ConvTranspose';
  if (rank < 1) {
    const message = transposed
      ? `Input tensor must have at least 3 dimensions (N x C x D1...Dn). Got: ${input.length}`
      : 'Input tensor must have at least 3 dimensions';
    return refuse({ code: 'rank-mismatch', message, parameter: 'input', values: { shape: input } });
  }
  const row = operatorRow(node.op);
  if (!row) return new UnknownShape(`${node.op} is no convolution`);
  const unknown = [...node.attributes.keys()].find(name => !isAttribute(row, name));
  if (unknown !== undefined) {
    const message = `Unrecognized attribute: ${unknown} for operator ${node.op}`;
    return refuse({ code: 'argument-unknown', message });
  }
  if (rank > 3) return beyondThree(node, rank);
  const reading = readOnnxConv(row, node.attributes, { weight, input });
  const flow = convForward(row, reading, input);
  if (flow.problem) return refuse(channelsFirst(node, flow.params, flow.problem));
  const output = flow.output?.map(size => (typeof size === 'number' ? size : undefined)) ?? [];
  if (!flow.params || !output.every(size => size !== undefined)) {
    return new UnknownShape([...reading.why.values()][0] ?? 'a parameter is not known');
  }
  return { ok: true, value: { output, params: flow.params } };
}

/** onnxruntime counts a Conv's channels before it asks whether the groups divide them, and whether it can dilate. */
function channelsFirst(node: OnnxNode, params: LayerParams | null, problem: Problem): Problem {
  const [input = [], weight = []] = node.inputs;
  const got = input[1];
  const later = problem.code === 'groups-do-not-divide' || problem.parameter === 'dilation';
  if (
    !later ||
    problem.code === 'not-positive' ||
    problem.code === 'wrong-length' ||
    node.op !== 'Conv' ||
    !params ||
    got === params.inChannels
  )
    return problem;
  const message = `Input channels C is not equal to kernel channels * group. C: ${got} kernel channels: ${weight[1]} group: ${params.groups}`;
  return { code: 'channels-mismatch', message, parameter: 'inChannels' };
}

/** More spatial axes than are modelled: only what is plainly wrong is said. */
function beyondThree(node: OnnxNode, rank: number): Result<never> | UnknownShape {
  try {
    for (const name of ['dilations', 'strides', 'kernel_shape', 'pads']) {
      intsAttribute(node, name, name === 'pads' ? 2 * rank : rank);
    }
  } catch (error) {
    if (error instanceof NodeRefusal) return refuse(error.problem);
    if (error instanceof NodeUnknown) return error.shape;
    throw error;
  }
  return new UnknownShape('a convolution of more than three spatial axes is not known here');
}
