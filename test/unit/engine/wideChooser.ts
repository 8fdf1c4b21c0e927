import { buildSpec, outputSpatial, type LayerParams, type SpatialRank } from '../../../src/engine/index.js';
import { Chooser, type Sample } from './chooser.js';
import { layer } from './layers.js';

/**
 * Layers with what not every framework has: padding that differs at the two ends or crops, dilated inputs with and without a
 * stride, kernels that are scattered flipped, sizes that a call asks for, padding that folds more than once.
 */
export class WideChooser extends Chooser {
  wide(count: number): Sample[] {
    const found: Sample[] = [];
    while (found.length < count) {
      const rank = this.integer(1, 3) as SpatialRank;
      const built = buildSpec(this.integer(0, 2) === 0 ? this.flax(rank) : this.lax(rank));
      const inputSpatial = Array.from({ length: rank }, () => this.integer(1, rank === 3 ? 4 : 8));
      if (built.ok && outputSpatial(built.value, inputSpatial).ok) found.push({ spec: built.value, inputSpatial });
    }
    return found;
  }

  private each<T>(rank: number, value: () => T): T[] {
    return Array.from({ length: rank }, value);
  }

  private lax(rank: SpatialRank): LayerParams {
    const transposed = this.integer(0, 1) === 1;
    const groups = transposed ? 1 : this.pick([1, 1, 2]);
    const pads = { begin: this.each(rank, () => this.integer(-1, 4)), end: this.each(rank, () => this.integer(-1, 4)) };
    return layer(rank, {
      convention: 'jax',
      kind: transposed ? 'transposed' : 'convolution',
      inChannels: groups * this.integer(1, 2),
      outChannels: groups * this.integer(1, 2),
      groups,
      kernelSize: this.each(rank, () => this.integer(1, 4)),
      stride: this.each(rank, () => this.integer(1, 3)),
      dilation: this.each(rank, () => this.pick([1, 1, 2, 3])),
      padding: transposed && this.integer(0, 1) ? this.pick(['same', 'valid']) : pads,
      layout: this.pick(['NCHW', 'NHWC']),
      weightLayout: this.pick(['OIHW', 'IOHW', 'HWIO', 'HWOI', 'OHWI', 'IHWO']),
      ...(this.integer(0, 3) === 0 ? { outputLayout: this.pick(['NCHW', 'NHWC']) } : {}),
      ...(transposed && this.integer(0, 2) === 0 ? { transposeKernel: true } : {}),
      ...(transposed ? {} : { inputDilation: this.each(rank, () => this.pick([1, 2, 3])) }),
    });
  }

  private flax(rank: SpatialRank): LayerParams {
    const transposed = this.integer(0, 1) === 1;
    return layer(rank, {
      convention: 'flax',
      kind: transposed ? 'transposed' : 'convolution',
      inChannels: this.integer(1, 2),
      outChannels: this.integer(1, 2),
      kernelSize: this.each(rank, () => this.integer(1, rank === 3 ? 4 : 7)),
      stride: this.each(rank, () => this.integer(1, 3)),
      dilation: this.each(rank, () => this.pick([1, 1, 2])),
      padding: transposed ? 'circular' : this.pick(['circular', 'reflect', 'same', 'same-lower']),
      layout: 'NHWC',
      ...(transposed && this.integer(0, 1) ? { transposeKernel: true } : {}),
    });
  }
}
