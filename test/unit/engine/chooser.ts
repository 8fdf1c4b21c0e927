import {
  buildSpec,
  outputSpatial,
  type ConvSpec,
  type LayerParams,
  type PaddingMode,
  type SpatialRank,
} from '../../../src/engine/index.js';
import { kerasLayer, layer, seeded } from './layers.js';

export interface Sample {
  readonly spec: ConvSpec;
  readonly inputSpatial: number[];
}

/** A source of random choices with a seed, so that a failure comes again. */
export class Chooser {
  private readonly random: () => number;

  constructor(seed: number) {
    this.random = seeded(seed);
  }

  pick<T>(values: readonly T[]): T {
    return values[Math.floor(this.random() * values.length)]!;
  }

  integer(from: number, to: number): number {
    return from + Math.floor(this.random() * (to - from + 1));
  }

  integers(length: number): Float64Array {
    return Float64Array.from({ length }, () => this.integer(-9, 9));
  }

  /** Random layers of both conventions with an input that they take: kernel, stride, dilation, groups, every padding. */
  layers(count: number): Sample[] {
    const found: Sample[] = [];
    while (found.length < count) {
      const sample = this.layer();
      if (sample) found.push(sample);
    }
    return found;
  }

  /** The same with what no keyword of PyTorch or Keras asks for: flipped kernels, dilated inputs, every order of the weights. */
  varied(count: number): Sample[] {
    const found: Sample[] = [];
    while (found.length < count) {
      const sample = this.layer();
      if (!sample) continue;
      const spec = this.variation(sample.spec);
      if (outputSpatial(spec, sample.inputSpatial).ok) found.push({ spec, inputSpatial: sample.inputSpatial });
    }
    return found;
  }

  /** A spec with another order of its weights, and perhaps a flipped kernel and a dilated input. */
  variation(spec: ConvSpec): ConvSpec {
    const dilates = !spec.transposed && spec.paddingMode === 'zeros' && this.integer(0, 2) === 0;
    return {
      ...spec,
      ...(this.integer(0, 1) === 0 ? { flip: true } : {}),
      ...(dilates ? { inputDilation: spec.kernelSize.map(() => this.integer(1, 3)) } : {}),
      weightLayout:
        spec.weightLayout === 'HWIM' ? 'HWIM' : this.pick(['OIHW', 'IOHW', 'HWIO', 'HWOI', 'OHWI', 'IHWO'] as const),
    };
  }

  private layer(): Sample | null {
    const rank = this.integer(1, 3) as SpatialRank;
    const axes = <T>(value: () => T) => Array.from({ length: rank }, value);
    const groups = this.pick([1, 1, 2, 3]);
    const stride = axes(() => this.integer(1, 4));
    const dilation = axes(() => this.pick([1, 1, 2, 3]));
    const transposed = this.integer(0, 1) === 1;
    const changes: Partial<LayerParams> = {
      kind: transposed ? 'transposed' : 'convolution',
      inChannels: groups * this.integer(1, 2),
      outChannels: groups * this.integer(1, 2),
      groups,
      kernelSize: axes(() => this.integer(1, 4)),
      stride,
      dilation,
    };
    const keras = this.integer(0, 9) < 4;
    const params = keras
      ? kerasLayer(rank, {
          ...changes,
          kind: transposed ? 'transposed' : this.pick(['convolution', 'depthwise']),
          dilation: axes(() => 1),
          padding: this.pick(['same', 'valid']),
          depthMultiplier: this.integer(1, 2),
          layout: this.pick(['NCHW', 'NHWC']),
        })
      : layer(rank, {
          ...changes,
          padding: axes(() => this.integer(0, 2)),
          outputPadding: transposed ? stride.map((s, a) => this.integer(0, Math.max(s, dilation[a]!) - 1)) : null,
          paddingMode: transposed
            ? 'zeros'
            : this.pick<PaddingMode>(['zeros', 'zeros', 'reflect', 'replicate', 'circular']),
        });
    const built = buildSpec(params);
    if (!built.ok) return null;
    const inputSpatial = axes(() => this.integer(1, rank === 3 ? 5 : 9));
    return outputSpatial(built.value, inputSpatial).ok ? { spec: built.value, inputSpatial } : null;
  }
}
