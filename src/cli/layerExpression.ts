import { evaluateLayer } from '../analysis/index.js';
import { buildSpec, checkInput, outputSpatial } from '../engine/index.js';
import type { ConvSpec, LayerParams, Result } from '../engine/index.js';
import { readInts } from './arguments.js';
import { UsageError } from './io.js';

/** A layer and the spatial size of its input, of which the framework takes both. */
export interface LayerAtInput {
  readonly params: LayerParams;
  readonly spec: ConvSpec;
  readonly inputSpatial: readonly number[];
  readonly outputSpatial: readonly number[];
}

/**
 * The layer that EXPR says, on an input of this shape: with batch and channels, with channels, or spatial sizes alone, as the
 * number of sizes tells. A problem is an impossible layer or input. @throws UsageError where EXPR is no layer
 */
export function layerAtInput(expression: string, imports: readonly string[], input: string): Result<LayerAtInput> {
  const shape = readInts('--input', input);
  const evaluated = evaluateLayer(expression, imports);
  if (!evaluated.ok) return evaluated;
  const params = evaluated.value;
  const built = buildSpec(params);
  if (!built.ok) return built;
  const spec = built.value;
  if (params.kind === 'separable') {
    throw new UsageError(
      'A separable convolution is two maps, one after the other: ask for its depthwise and its pointwise part.',
    );
  }
  const rank = params.spatialRank;
  if (shape.length !== rank) {
    const missing = rank + 2 - shape.length;
    if (missing !== 0 && missing !== 1) {
      throw new UsageError(
        `--input takes ${rank} spatial sizes, with channels ${rank + 1}, with batch and channels ${rank + 2}; it got ${shape.length}.`,
      );
    }
    // One sample: the batch is 1 where it is left out, whatever the framework says of unbatched input.
    const checked = checkInput(params, missing === 1 ? [1, ...shape] : shape);
    if (!checked.ok) return checked;
    const { inputSpatial, outputSpatial: output } = checked.value;
    return { ok: true, value: { params, spec, inputSpatial, outputSpatial: output } };
  }
  const output = outputSpatial(spec, shape);
  return output.ok ? { ok: true, value: { params, spec, inputSpatial: shape, outputSpatial: output.value } } : output;
}
