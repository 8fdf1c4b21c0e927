import type { ConvCall, FileAnalysis } from '../analysis/index.js';
import type { Lines } from './positions.js';

/** A part of a file that has positions of its own: the file itself, or a cell of a notebook. */
export interface Part {
  /** The cell's place in its notebook; null for a file. */
  readonly cell: number | null;
  readonly text: string;
  readonly lines: Lines;
  readonly analysis: FileAnalysis;
}

/** A file as it is listed. */
export interface Listed {
  readonly path: string;
  readonly parts: readonly Part[];
  /** The text of a file that the analysis read, by the name that it knows it by; null for no file. */
  readonly textOf: (name: string) => string | null;
}

/** A part's calls, by position. */
export function callsOf({ analysis }: Part): ConvCall[] {
  return [...analysis.calls].sort((a, b) => a.span.from - b.span.from || a.span.to - b.span.to);
}
