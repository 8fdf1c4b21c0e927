import { buildSpec, type ConvSpec, type LayerParams, type Result } from '../engine/index.js';

const built = new WeakMap<LayerParams, Result<ConvSpec>>();

/**
 * The engine's spec of these parameters, or its problem. Parameters never change once they are read, and one layer's are
 * asked for when it is made, at each run and when it is shown, so the answer is kept with them.
 */
export function specResult(params: LayerParams): Result<ConvSpec> {
  let result = built.get(params);
  if (!result) built.set(params, (result = buildSpec(params)));
  return result;
}
