import { Sym } from '../python/sym/sym.js';
import type { Dim, Shape } from './types.js';

/** How symbolic sizes are written: as in a formula (⌊H/2⌋), or as a Python expression (H//2). */
export type ShapeStyle = 'math' | 'python';

/** One dimension as in a formula; a question mark where it is unknown. */
export function describeDim(dim: Dim): string {
  return dimText(dim, 'math');
}

/** A whole shape: (N, 3, ⌊H/2⌋, 64), with a question mark for what is unknown, a lone one for an unknown rank. */
export function describeShape(shape: Shape | null, style: ShapeStyle = 'math'): string {
  if (!shape) return '?';
  const parts = shape.map(dim => dimText(dim, style));
  return style === 'python' && parts.length === 1 ? `(${parts[0] ?? ''},)` : `(${parts.join(', ')})`;
}

function dimText(dim: Dim, style: ShapeStyle): string {
  if (typeof dim === 'number') return String(dim);
  if (!(dim instanceof Sym) || dim.isOpaque) return '?';
  return style === 'python' ? dim.printPython() : dim.printMath();
}
