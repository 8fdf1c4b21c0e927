import { effectiveKernelSize } from './numbers.js';
import type { AxisGeometry } from './axis.js';

/** What of an axis decides where its interior lies. */
type Extent = Pick<AxisGeometry, 'windows' | 'cells' | 'kernel' | 'stride' | 'dilation' | 'begin' | 'spread'>;

/**
 * The cells from `begin` up to before `end` that have all taps of their phase. Uncropped they run from effectiveKernelSize − stride to
 * windows·stride − 1: a tap beyond the first window would have to be a whole stride further. Empty (end ≤ begin) where there are none.
 */
export function interiorCells({ windows, cells, kernel, stride, dilation, begin, spread }: Extent): {
  begin: number;
  end: number;
} {
  const span = effectiveKernelSize(kernel, dilation);
  const first = Math.max(0, Math.ceil((span - stride - begin) / spread));
  return { begin: first, end: Math.min(cells, Math.ceil((windows * stride - begin) / spread)) };
}
