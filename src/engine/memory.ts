import { geometries } from './axis.js';
import { axisTapCount } from './limits.js';
import { product } from './numbers.js';
import type { ConvSpec } from './params.js';

export interface MemoryEstimate {
  readonly rows: number;
  readonly cols: number;
  /** Entries that are not zero by structure; exact wherever a matrix could be built. */
  readonly entries: number;
  /** Of the CSR arrays: 8 bytes per entry (column and weight index) and 4 per row (8 beyond 2^31 entries). */
  readonly csrBytes: number;
  /** Of the dense matrix in float32. */
  readonly denseBytes: number;
}

/**
 * The size of a layer's matrix before anything is allocated: of one channel pair, or of the whole layer with its
 * channels and groups, where each group is a block of its own.
 */
export function memoryEstimate(spec: ConvSpec, inputSpatial: readonly number[], whole = false): MemoryEstimate {
  const axes = geometries(spec, inputSpatial);
  const rows = product(axes.map(axis => axis.outputs)) * (whole ? spec.outChannels : 1);
  const cols = product(inputSpatial) * (whole ? spec.inChannels : 1);
  const pairs = whole ? (spec.outChannels * spec.inChannels) / spec.groups : 1;
  const entries = product(axes.map(axisTapCount)) * pairs;
  const pointers = (rows + 1) * (entries < 2 ** 31 ? 4 : 8);
  return { rows, cols, entries, csrBytes: entries * 8 + pointers, denseBytes: rows * cols * 4 };
}
