import { analyzingParts, type AnalysisOptions } from './analyze.js';
import { parsing } from './incrementalTree.js';
import type { Part } from './program.js';
import { maskIpython } from '../python/ipython.js';
import type { FileAnalysis } from './types.js';
import { finish, type Units } from './units.js';

/**
 * The calls of each cell of a notebook. The cells run in their order as one program, so names come from the cells
 * before; each is read on its own, so that a half-typed cell does not spoil the next. Spans are offsets in the cell.
 */
export function analyzeCells(
  cells: readonly { readonly text: string }[],
  options: AnalysisOptions = {},
): FileAnalysis[] {
  return finish(analyzingCells(cells, options));
}

/** As `analyzeCells`, in units. */
export function* analyzingCells(
  cells: readonly { readonly text: string }[],
  options: AnalysisOptions = {},
): Units<FileAnalysis[]> {
  return yield* analyzingParts(yield* cellParts(cells), options);
}

/** The cells as parts of one program. */
export function* cellParts(cells: readonly { readonly text: string }[]): Units<Part[]> {
  const parts: Part[] = [];
  for (const { text } of cells) {
    const masked = maskIpython(text);
    parts.push({ text: masked, tree: yield* parsing(masked), file: `cell ${parts.length + 1}` });
  }
  return parts;
}
