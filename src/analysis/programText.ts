import { analyzingProgram, withoutMark, type AnalysisOptions, type ProgramAnalysis } from './analyze.js';
import { parsing } from './incrementalTree.js';
import { cellParts } from './notebook.js';
import type { Part } from './program.js';
import { finish, type Units } from './units.js';

/** A program as it is stored: a file, by the name that its workspace knows it by, or a notebook's cells. */
export type ProgramText =
  { readonly path: string; readonly text: string } | { readonly cells: readonly { readonly text: string }[] };

/** The calls of a program that runs as a script, and of the files of its workspace that it reaches. Never throws. */
export function analyzeProgram(program: ProgramText, options: AnalysisOptions = {}): ProgramAnalysis {
  return finish(analyzing(program, options));
}

function* analyzing(program: ProgramText, options: AnalysisOptions): Units<ProgramAnalysis> {
  return yield* analyzingProgram(yield* partsOf(program), options);
}

/** The texts that are run, each with its tree. */
export function* partsOf(program: ProgramText): Units<Part[]> {
  if ('cells' in program) return yield* cellParts(program.cells);
  const text = withoutMark(program.text);
  return [{ text, tree: yield* parsing(text), file: program.path }];
}
