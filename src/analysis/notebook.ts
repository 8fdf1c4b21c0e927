import { parser } from '@lezer/python';
import { analyzeParts, type AnalysisOptions } from './analyze.js';
import { maskIpython } from '../python/ipython.js';
import type { FileAnalysis } from './types.js';

/**
 * The calls of each cell of a notebook. The cells run in their order as one program, so names come from the cells
 * before; each is read on its own, so that a half-typed cell does not spoil the next. Spans are offsets in the cell.
 */
export function analyzeCells(
  cells: readonly { readonly text: string }[],
  options: AnalysisOptions = {},
): FileAnalysis[] {
  return analyzeParts(
    cells.map(({ text }, index) => {
      const masked = maskIpython(text);
      return { text: masked, tree: parser.parse(masked), file: `cell ${index + 1}` };
    }),
    options,
  );
}
