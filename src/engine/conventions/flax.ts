import { checkJaxParams, WORD_WITH_DILATION } from '../checks/jaxParams.js';
import { at, ceilDiv } from '../numbers.js';
import type { LayerParams } from '../params.js';
import type { Problem } from '../result.js';
import { jax, laxSpace } from './jax.js';
import { spans, zeros } from './space.js';
import type { ConventionRules, PerAxis, Space } from './rules.js';

/** Flax' layers, flax.linen and flax.nnx, as of flax 0.12: they pad on their own and hand the rest to jax.lax. */
export const flax: ConventionRules = {
  ...jax,
  convention: 'flax',
  checkParams: params => checkWords(params) ?? checkJaxParams({ ...params, padding: laxPadding(params) }),
  space: (params, perAxis) => ownPadding(params, perAxis) ?? laxSpace(params, perAxis),
  weightLayout: params => (params.kind === 'transposed' && params.transposeKernel === true ? 'HWOI' : 'HWIO'),
  batchAxes: 'any',
};

/** Flax pads by itself and leaves VALID to jax.lax. A transposed layer does so for CIRCULAR alone. */
function laxPadding({ kind, padding }: LayerParams): LayerParams['padding'] {
  const own = kind === 'transposed' ? padding === 'circular' : isOwn(padding);
  return own ? 'valid' : padding;
}

function isOwn(padding: LayerParams['padding']): boolean {
  return padding === 'circular' || padding === 'reflect' || padding === 'causal';
}

function checkWords({ kind, padding, spatialRank, inputDilation }: LayerParams): Problem | null {
  if (kind === 'transposed' || !isOwn(padding)) return null;
  if (padding === 'causal' && spatialRank !== 1) {
    const message = 'Causal padding is only implemented for 1D convolutions.';
    return { code: 'invalid-padding-string', message, parameter: 'padding' };
  }
  if (inputDilation?.some(step => step !== 1)) {
    return { code: 'arguments-conflict', message: WORD_WITH_DILATION, parameter: 'padding' };
  }
  return null;
}

/**
 * CIRCULAR and REFLECT pad a convolution by (K − 1)/2 at the start and K/2 at the end, rounded down; CAUSAL by K − 1 at the
 * start. A transposed CIRCULAR folds its VALID output onto one period i·s, which begins half of what is beyond the period into it
 * (rounded down, or up with transpose_kernel).
 * Source: Conv and ConvTranspose in flax/linen/linear.py and flax/nnx/nn/linear.py.
 */
function ownPadding(params: LayerParams, { stride, dilation }: PerAxis): Space | null {
  const { padding, transposeKernel } = params;
  const sizes = spans(params, dilation);
  const none = zeros(params);
  if (params.kind === 'transposed') {
    if (padding !== 'circular') return null;
    const beyond = sizes.map((span, axis) => Math.max(span - at(stride, axis), 0));
    const begin = beyond.map(size => (transposeKernel === true ? ceilDiv(size, 2) : Math.floor(size / 2)));
    return {
      padding: { begin, end: beyond.map((size, axis) => size - at(begin, axis)) },
      outputPadding: sizes.map((span, axis) => Math.max(at(stride, axis) - span, 0)),
      paddingMode: 'circular',
      flip: transposeKernel !== true,
    };
  }
  if (padding === 'causal') return { padding: { begin: sizes.map(span => span - 1), end: none }, outputPadding: none };
  if (padding !== 'circular' && padding !== 'reflect') return null;
  return {
    padding: { begin: sizes.map(span => Math.floor((span - 1) / 2)), end: sizes.map(span => Math.floor(span / 2)) },
    outputPadding: none,
    paddingMode: padding,
  };
}
