import { product } from './numbers.js';
import type { ConvSpec } from './params.js';

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
  const inPerGroup = spec.inChannels / spec.groups;
  const outPerGroup = spec.outChannels / spec.groups;
  switch (spec.weightLayout) {
    case 'OIHW':
      return { start: (outChannel * inPerGroup + (inChannel % inPerGroup)) * length, step: 1 };
    case 'IOHW':
      return { start: (inChannel * outPerGroup + (outChannel % outPerGroup)) * length, step: 1 };
    case 'HWIO':
      return { start: (inChannel % inPerGroup) * spec.outChannels + outChannel, step: inPerGroup * spec.outChannels };
    case 'HWOI':
      return { start: (outChannel % outPerGroup) * spec.inChannels + inChannel, step: outPerGroup * spec.inChannels };
    case 'HWIM':
      // Output channel i·M + m is at (i, m), so that the two last axes count the output channels.
      return { start: outChannel, step: spec.outChannels };
    case 'OHWI':
      return { start: outChannel * length * inPerGroup + (inChannel % inPerGroup), step: inPerGroup };
    case 'IHWO':
      return { start: inChannel * length * outPerGroup + (outChannel % outPerGroup), step: outPerGroup };
  }
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
export function weightShape({ weightLayout, kernelSize, inChannels, outChannels, groups }: ConvSpec): number[] {
  const inPerGroup = inChannels / groups;
  const outPerGroup = outChannels / groups;
  switch (weightLayout) {
    case 'OIHW':
      return [outChannels, inPerGroup, ...kernelSize];
    case 'IOHW':
      return [inChannels, outPerGroup, ...kernelSize];
    case 'HWIO':
      return [...kernelSize, inPerGroup, outChannels];
    case 'HWOI':
      return [...kernelSize, outPerGroup, inChannels];
    case 'HWIM':
      return [...kernelSize, inChannels, outChannels / inChannels];
    case 'OHWI':
      return [outChannels, ...kernelSize, inPerGroup];
    case 'IHWO':
      return [inChannels, ...kernelSize, outPerGroup];
  }
}
