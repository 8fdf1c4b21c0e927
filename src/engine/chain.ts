import { axisPadding } from './padding.js';
import { at } from './numbers.js';
import { outputSpatial } from './size.js';
import type { ConvSpec } from './params.js';
import { ok, refuse, type Problem, type Result } from './result.js';

/** One layer along one axis. Output o of a convolution meets i = o·s + j·d − begin; of a transposed one each i with o = i·s + j·d − begin. */
export interface Stage {
  readonly transposed: boolean;
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
  /** null for a strided 'same', whose padding depends on an input size that is not known. */
  readonly begin: number | null;
}

/**
 * The layers of a chain, first layer first, along each axis: as many axes as the layers have. With the input size (null: not
 * known) every layer must run on what the one before gives; its own reason is the refusal. Layers of different rank are a RangeError.
 */
export function chainStages(chain: readonly ConvSpec[], inputSpatial: readonly number[] | null): Result<Stage[][]> {
  const rank = chain[0]?.spatialRank ?? inputSpatial?.length ?? 0;
  if (chain.some(spec => spec.spatialRank !== rank)) throw new RangeError('The layers of a chain differ in rank');
  if (chain.some(spec => spec.inputDilation)) return refuse(notFollowed());
  const axes = Array.from({ length: rank }, (): Stage[] => []);
  let size = inputSpatial;
  for (const spec of chain) {
    if (size) {
      const next = outputSpatial(spec, size);
      if (!next.ok) return next;
      for (const [axis, stages] of axes.entries()) stages.push(stageOf(spec, axis, at(size, axis)));
      size = next.value;
    } else {
      for (const [axis, stages] of axes.entries()) stages.push(stageOf(spec, axis, null));
    }
  }
  return ok(axes);
}

function notFollowed(): Problem {
  return {
    code: 'stride-with-dilation',
    message: 'A convolution that both strides and dilates its input is not followed through a chain of layers',
  };
}

function stageOf(spec: ConvSpec, axis: number, input: number | null): Stage {
  const unknown = typeof spec.padding === 'string' && input === null;
  return {
    transposed: spec.transposed,
    kernel: at(spec.kernelSize, axis),
    stride: at(spec.stride, axis),
    dilation: at(spec.dilation, axis),
    begin: unknown ? null : axisPadding(spec, axis, input ?? 1).begin,
  };
}
