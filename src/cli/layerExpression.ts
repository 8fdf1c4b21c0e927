import { evaluateLayer } from '../analysis/index.js';
import { buildSpec, checkInput, conventionRules, outputSpatial, stageParams } from '../engine/index.js';
import type { ConvSpec, LayerParams, Result, Stage } from '../engine/index.js';
import { readInts } from './arguments.js';
import { UsageError } from './io.js';

/** A layer and the spatial size of its input, of which the framework takes both. */
export interface LayerAtInput {
  readonly spec: ConvSpec;
  readonly inputSpatial: readonly number[];
  readonly outputSpatial: readonly number[];
  /** Of a separable layer, which is two: the second stage on what the first gives. Null of any other, and of one stage. */
  readonly pointwise: { readonly spec: ConvSpec; readonly inputSpatial: readonly number[] } | null;
}

/** What is asked of a layer: the whole of it or one pair of channels, and of a separable one both stages or one. */
export interface Asked {
  readonly part?: 'whole' | 'pair';
  readonly stage?: Stage | undefined;
}

/**
 * The layer that EXPR says, on an input of this shape: with batch and channels, with channels, or spatial sizes alone, as the
 * number of sizes tells. A problem is an impossible layer or input.
 * @throws UsageError where EXPR is no layer
 */
export function layerAtInput(
  expression: string,
  imports: readonly string[],
  input: string,
  { part = 'whole', stage }: Asked = {},
): Result<LayerAtInput> {
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
  const last = layer.known.layout === 'NHWC';
  const channels = missing === 2 ? undefined : shape.at(last ? -1 : -1 - rank);
  const params = layer.params ?? (channels === undefined ? null : layer.withInputChannels(channels));
  if (params === null && layer.onePair) {
    if (part === 'whole') {
      throw new UsageError(
        `EXPR does not say how many channels there are: ${layer.onePair.why}. Ask for --pair 0,0, or write the weight's shape.`,
      );
    }
    return atSizes(
      layer.onePair.params,
      missing === 2 ? shape : last ? shape.slice(-1 - rank, -1) : shape.slice(-rank),
    );
  }
  if (params === null) throw new UsageError('The layer takes its channels from the input: --input needs them, too.');
  if (stage !== undefined && params.kind !== 'separable') {
    throw new UsageError('--stage is for separable convolutions, which are two maps.');
  }
  if (missing === 2) return atSizes(params, shape, stage);
  const built = buildSpec(params);
  if (!built.ok) return built;
  // One sample: the batch is 1 where it is left out, whatever the framework says of unbatched input.
  const batched = conventionRules(params.convention).batchAxes !== 'none';
  const sample = missing === 1 ? shape : shape.slice(1);
  const checked = checkInput(params, !batched ? sample : missing === 1 ? [1, ...shape] : shape);
  if (!checked.ok) return checked;
  return atSizes(params, checked.value.inputSpatial, stage);
}

function atSizes(params: LayerParams, inputSpatial: readonly number[], stage?: Stage): Result<LayerAtInput> {
  const built = buildSpec(params);
  if (!built.ok) return built;
  const output = outputSpatial(built.value, inputSpatial);
  if (!output.ok) return output;
  const first = { spec: built.value, inputSpatial, outputSpatial: output.value, pointwise: null };
  if (params.kind !== 'separable' || stage === 'depthwise') return { ok: true, value: first };
  const second = buildSpec(stageParams(params, 'pointwise'));
  if (!second.ok) return second;
  const pointwise = { spec: second.value, inputSpatial: output.value };
  return { ok: true, value: stage === 'pointwise' ? { ...first, ...pointwise } : { ...first, pointwise } };
}
