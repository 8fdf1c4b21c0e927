import type { Convention } from '../params.js';
import type { ParameterRole } from '../result.js';

/**
 * Whether a framework wants one number per axis written out, where others take one number for all. JAX takes sequences only
 * (jax.lax.conv_general_dilated); to Flax an int as kernel_size is a kernel of one axis (flax.linen.Conv).
 */
export function wantsTuple(convention: Convention | undefined, role: ParameterRole): boolean {
  return convention === 'jax' || (convention === 'flax' && role === 'kernelSize');
}
