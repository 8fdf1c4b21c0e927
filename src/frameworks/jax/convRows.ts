import type { ParameterRole } from '../../engine/index.js';
import type { ConvRow } from '../convRow.js';

const ROLES: Readonly<Record<string, ParameterRole>> = {
  window_strides: 'stride',
  strides: 'stride',
  padding: 'padding',
  lhs_dilation: 'inputDilation',
  rhs_dilation: 'dilation',
  dimension_numbers: 'layout',
  feature_group_count: 'groups',
};

const LAST = 'precision=None, preferred_element_type=None';

/** The convolutions of jax.lax, as jax/_src/lax/convolution.py of jax 0.10 declares them. */
export function jaxRows(): ConvRow[] {
  const common = {
    convention: 'jax',
    kind: 'convolution',
    spatialRank: 2,
    rankOfKernel: true,
    form: 'function',
    lazy: false,
    roles: ROLES,
    dataParameter: 'lhs',
    weightParameter: 'rhs',
    ignoresDilation: false,
  } as const;
  return [
    { ...common, api: 'jax.lax.conv', signature: `lhs, rhs, window_strides, padding, ${LAST}` },
    {
      ...common,
      api: 'jax.lax.conv_with_general_padding',
      signature: `lhs, rhs, window_strides, padding, lhs_dilation, rhs_dilation, ${LAST}`,
    },
    {
      ...common,
      api: 'jax.lax.conv_general_dilated',
      signature:
        'lhs, rhs, window_strides, padding, lhs_dilation=None, rhs_dilation=None, dimension_numbers=None, ' +
        `feature_group_count=1, batch_group_count=1, ${LAST}, out_sharding=None`,
    },
    {
      ...common,
      api: 'jax.lax.conv_transpose',
      kind: 'transposed',
      signature:
        'lhs, rhs, strides, padding, rhs_dilation=None, dimension_numbers=None, transpose_kernel=False, ' +
        `${LAST}, use_consistent_padding=False`,
    },
  ];
}
