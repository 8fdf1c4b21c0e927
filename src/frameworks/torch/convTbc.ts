import { addDims, subtractDims, unknownDim, type Dim, type Shape } from '../dims.js';
import { UnknownShape, type ShapeRule } from '../flow.js';
import type { PlainArgs } from '../plain.js';
import { refuse, wrongRank } from './refuse.js';
import { negativeSize } from './tensorOp.js';

/**
 * F.conv_tbc: a 1-D convolution of (time, batch, in) by a weight (kernel, in, out), whose output may be empty
 * (aten/src/ATen/native/ConvolutionTBC.cpp).
 */
export const convTbc: ShapeRule = (args, input) => {
  const [weight, bias] = [sizes(args, 'weight'), sizes(args, 'bias')];
  if (!weight || !bias) return new UnknownShape(args.why('weight', 'bias'));
  if (input.length !== 3) return wrongRank('Input must have 3 dims: time, batch, in_channel');
  if (weight.length !== 3) return wrongRank('Weight tensor must have 3 dims: kernel_width, in_channels, out_channels.');
  if (bias.length !== 1) return wrongRank('Bias must be 1-D');
  const [time = 0, batch = 0, fed = 0] = input;
  const [kernel = 0, taken = 0, made = 0] = weight;
  if (differs(fed, taken))
    return refuse('channels-mismatch', 'Input dim 2 (input channels) is not == dim 1 in the weight tensor');
  if (differs(made, bias[0] ?? 0))
    return refuse('channels-mismatch', 'Bias size must equal dim 2 in the weight tensor (output channels).');
  const pad = args.int('pad');
  const length = pad === undefined ? unknownDim(args.why('pad')) : addDims(subtractDims(time, kernel), 2 * pad + 1);
  const output = [length, batch, made];
  return negativeSize(output) ?? output;
};

function differs(a: Dim, b: Dim): boolean {
  return typeof a === 'number' && typeof b === 'number' && a !== b;
}

function sizes(args: PlainArgs, name: string): Shape | undefined {
  const value = args.get(name);
  return typeof value === 'object' && value !== null && 'other' in value ? value.shape : undefined;
}
