import { product } from './numbers.js';
import type { ConvSpec, WeightLayout } from './params.js';

/** Where a channel pair's kernel lies in the framework's own weight tensor: kernel position k is at start + k·step. */
export interface KernelPlace {
  readonly start: number;
  readonly step: number;
}

/**
 * Where the kernel of a connected channel pair lies. PyTorch: (O, I/g, *k), transposed (I, O/g, *k); Keras: (*k, I/g, O),
 * transposed (*k, O, I), depthwise (*k, I, M); MLX: (O, *k, I/g), in a transposed convolution too. IHWO is the one that reads
 * it the other way round.
 */
export function kernelPlace(spec: ConvSpec, outChannel: number, inChannel: number): KernelPlace {
  const length = product(spec.kernelSize);
  const { inputs, outputs } = channelAxes(spec);
  const i = inChannel % inputs;
  const o = outChannel % outputs;
  switch (spec.weightLayout) {
    case 'OIHW':
      return { start: (o * inputs + i) * length, step: 1 };
    case 'IOHW':
      return { start: (i * outputs + o) * length, step: 1 };
    case 'HWIO':
      return { start: i * outputs + o, step: inputs * outputs };
    case 'HWOI':
      return { start: o * inputs + i, step: outputs * inputs };
    case 'HWIM':
      // Output channel i·M + m is at (i, m), so that the two last axes count the output channels.
      return { start: outChannel, step: spec.outChannels };
    case 'OHWI':
      return { start: o * length * inputs + i, step: inputs };
    case 'IHWO':
      return { start: i * length * outputs + o, step: outputs };
  }
}

/** How many input and output channels the weight's axes have: of one of them those of a group only. */
function channelAxes({ inChannels, outChannels, groups, weightLayout, dividedAxis }: ConvSpec): {
  readonly inputs: number;
  readonly outputs: number;
} {
  const divided = dividedAxis ?? usuallyDivided(weightLayout);
  return divided === 'inputs'
    ? { inputs: inChannels / groups, outputs: outChannels }
    : { inputs: inChannels, outputs: outChannels / groups };
}

/** The channel axis that has one group's channels unless dividedAxis says otherwise. */
export function usuallyDivided(layout: WeightLayout): 'inputs' | 'outputs' {
  return layout === 'OIHW' || layout === 'HWIO' || layout === 'OHWI' ? 'inputs' : 'outputs';
}

/** Whether a channel pair is connected: both in the same group. */
export function isConnected(spec: ConvSpec, outChannel: number, inChannel: number): boolean {
  return groupOf(outChannel, spec.outChannels, spec.groups) === groupOf(inChannel, spec.inChannels, spec.groups);
}

function groupOf(channel: number, channels: number, groups: number): number {
  return Math.floor(channel / (channels / groups));
}

/** How many weights the whole layer has, without its bias. */
export function weightLength(spec: ConvSpec): number {
  return (spec.outChannels * spec.inChannels * product(spec.kernelSize)) / spec.groups;
}

/** The shape of the framework's own weight tensor. HWIM counts its last two axes as (I, M) of a depthwise layer. */
export function weightShape(spec: ConvSpec): number[] {
  const { weightLayout, kernelSize, inChannels, outChannels } = spec;
  const { inputs, outputs } = channelAxes(spec);
  switch (weightLayout) {
    case 'OIHW':
      return [outputs, inputs, ...kernelSize];
    case 'IOHW':
      return [inputs, outputs, ...kernelSize];
    case 'HWIO':
      return [...kernelSize, inputs, outputs];
    case 'HWOI':
      return [...kernelSize, outputs, inputs];
    case 'HWIM':
      return [...kernelSize, inChannels, outChannels / inChannels];
    case 'OHWI':
      return [outputs, ...kernelSize, inputs];
    case 'IHWO':
      return [inputs, ...kernelSize, outputs];
  }
}
