import { Sym, type Divisibility } from '../python/sym/sym.js';
import { commonPath } from '../frameworks/runCounts.js';
import type { Dim, Shape, Times } from './types.js';

/** How symbolic sizes are written: as in a formula (⌊H/2⌋), or as a Python expression (H//2). */
export type ShapeStyle = 'math' | 'python';

/** One dimension as in a formula; a question mark where it is unknown. `divisible`: symbols that are multiples of an int. */
export function describeDim(dim: Dim, divisible?: Divisibility): string {
  return dimText(dim, 'math', divisible);
}

/** A whole shape: (N, 3, ⌊H/2⌋, 64), with a question mark for what is unknown, a lone one for an unknown rank. */
export function describeShape(shape: Shape | null, style: ShapeStyle = 'math', divisible?: Divisibility): string {
  if (!shape) return '?';
  const parts = shape.map(dim => dimText(dim, style, divisible));
  return style === 'python' && parts.length === 1 ? `(${parts[0] ?? ''},)` : `(${parts.join(', ')})`;
}

/** So many parts of a model are named one by one. */
const MOST_PARTS = 3;

/**
 * Where runs happen: the attributes that all places in a model begin with (`ResNet.layer3`), or the parts of the model where they
 * have no more in common than the model. Empty where a layer is called by itself.
 */
export function whereOf(times: Times): string[] {
  const paths = times.places.map(({ path }) => path).filter(path => path !== '');
  return [...grouped(paths, 1).values()].flatMap(inModel => {
    const common = commonPath(inModel);
    const parts = grouped(inModel, 2);
    if (common.includes('.') || parts.size > MOST_PARTS) return [common];
    return [...parts.values()].map(commonPath);
  });
}

/** Paths by their first names. */
function grouped(paths: readonly string[], names: number): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const path of paths) {
    const key = path.split('.').slice(0, names).join('.');
    groups.set(key, [...(groups.get(key) ?? []), path]);
  }
  return groups;
}

/** How often, in one word: ×6, ×6 or more; '' for once, and for what may not happen at all. */
export function describeCount({ least, exact }: Times): string {
  if (least === 0 || (least === 1 && exact)) return '';
  return exact ? `×${least}` : `×${least} or more`;
}

/** How often and where: "×6 in ResNet.layer3"; '' where there is nothing to say. */
export function describeTimes(times: Times): string {
  const where = whereOf(times).join(', ');
  return [describeCount(times), where === '' ? '' : `in ${where}`].filter(part => part !== '').join(' ');
}

function dimText(dim: Dim, style: ShapeStyle, divisible?: Divisibility): string {
  if (typeof dim === 'number') return String(dim);
  if (!(dim instanceof Sym) || dim.isOpaque) return '?';
  return style === 'python' ? dim.printPython() : dim.printMath(divisible);
}
