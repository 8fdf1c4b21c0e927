import { checkEquinoxParams } from '../checks/equinoxParams.js';
import * as words from '../checks/jaxWords.js';
import { at } from '../numbers.js';
import { splitTotal } from '../padding.js';
import type { LayerParams } from '../params.js';
import { jax } from './jax.js';
import { convolutionSpace, croppedSpace, eachAxis, spans, zeros } from './space.js';
import type { ConventionRules, PerAxis, Space } from './rules.js';

/** Equinox' layers, from equinox/nn/_conv.py of equinox 0.13: PyTorch's meaning of padding, JAX's orientation of the kernel. */
export const equinox: ConventionRules = {
  ...jax,
  convention: 'equinox',
  checkParams: checkEquinoxParams,
  space: (params, perAxis) =>
    params.kind === 'transposed' ? transposedSpace(params, perAxis) : convolutionSpace(params, perAxis),
  weightLayout: () => 'OIHW',
  words: {
    ...words,
    rankMismatch: (spec, shape) => {
      const rank = spec.spatialRank + 1;
      const name = spec.transposed ? 'ConvTranspose' : 'Conv';
      const message = `Input to \`${name}\` needs to have rank ${rank}, but input has shape ${words.tuple(shape)}.`;
      return { code: 'rank-mismatch', message, parameter: 'input', values: { expected: rank, shape } };
    },
  },
  batchAxes: 'none',
  symmetricPadding: true,
  outputPadding: 'zero',
};

/**
 * Numbers and VALID as in PyTorch. SAME crops K − s + output_padding, so that the output is i·s − output_padding; where that is below 0
 * it is added at the end. CIRCULAR folds what it crops onto the other end.
 * Source: ConvTranspose._padding_transpose and _circular_pad.
 */
function transposedSpace(params: LayerParams, { stride, dilation }: PerAxis): Space {
  const { padding } = params;
  if (padding !== 'same' && padding !== 'same-lower') return { ...croppedSpace(params), flip: true };
  const added = eachAxis(params, params.outputPadding ?? zeros(params));
  const totals = spans(params, dilation).map((span, axis) => span - at(stride, axis) + at(added, axis));
  const halves = totals.map(total => splitTotal(Math.max(total, 0)));
  const [small, large] = [halves.map(half => half.begin), halves.map(half => half.end)];
  return {
    padding: padding === 'same' ? { begin: small, end: large } : { begin: large, end: small },
    outputPadding: totals.map(total => Math.max(-total, 0)),
    flip: true,
  };
}
