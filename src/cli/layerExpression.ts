import { evaluateLayer } from '../analysis/index.js';
import { buildSpec, checkInput, outputSpatial } from '../engine/index.js';
import type { ConvSpec, Result } from '../engine/index.js';
import { readInts } from './arguments.js';
import { UsageError } from './io.js';

/** A layer and the spatial size of its input, of which the framework takes both. */
export interface LayerAtInput {
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
  const layer = evaluateLayer(expression, imports);
  if (layer.kind === 'no-layer') throw new UsageError(`EXPR: ${layer.reason}.`);
  if (layer.kind === 'refused') return { ok: false, problem: layer.problem };
  const rank = layer.known.spatialRank ?? 0;
  const missing = rank + 2 - shape.length;
  if (missing !== 0 && missing !== 1 && missing !== 2) {
    throw new UsageError(
      `--input takes ${rank} spatial sizes, with channels ${rank + 1}, with batch and channels ${rank + 2}; it got ${shape.length}.`,
    );
  }
  const channels = missing === 2 ? undefined : shape.at(layer.known.layout === 'NHWC' ? -1 : -1 - rank);
  const params = layer.params ?? (channels === undefined ? null : layer.withInputChannels(channels));
  if (params === null) throw new UsageError('The layer takes its channels from the input: --input needs them, too.');
  if (params.kind === 'separable') {
    throw new UsageError(
      'A separable convolution is two maps, one after the other: ask for its depthwise part, and its pointwise one.',
    );
  }
  const built = buildSpec(params);
  if (!built.ok) return built;
  const spec = built.value;
  if (missing === 2) {
    const output = outputSpatial(spec, shape);
    if (!output.ok) return output;
    return { ok: true, value: { spec, inputSpatial: shape, outputSpatial: output.value } };
  }
  // One sample: the batch is 1 where it is left out, whatever the framework says of unbatched input.
  const checked = checkInput(params, missing === 1 ? [1, ...shape] : shape);
  if (!checked.ok) return checked;
  const { inputSpatial, outputSpatial: output } = checked.value;
  return { ok: true, value: { spec, inputSpatial, outputSpatial: output } };
}
