import path from 'node:path';
import { analyzeProgram, evaluateCalls, mergeCalls } from '../analysis/index.js';
import type {
  CallOutcome,
  FileAnalysis,
  ImportName,
  ProgramAnalysis,
  ProgramText,
  Workspace,
} from '../analysis/index.js';
import { FileSources } from './fileSources.js';
import { UsageError, type Io } from './io.js';
import type { Listed, Part } from './listing.js';
import { pythonCells } from './notebook.js';
import { defaultRoot, relativePath } from './paths.js';
import { Lines } from './positions.js';
import { readText } from './readText.js';

/** What `layers` is asked to do with each FILE. */
export interface Request {
  readonly root: string | undefined;
  /** Folders of sys.path behind the root. */
  readonly path: readonly string[];
  readonly calls: readonly string[];
  readonly argv: readonly string[];
}

export interface Listing {
  /** The FILEs in their order, then the other files that they reach, by name. */
  readonly files: readonly Listed[];
  readonly calls: readonly CallOutcome[];
  /** Why a FILE could not be read. */
  readonly errors: readonly string[];
}

/** Analyses each FILE; a file that several of them reach is listed once. */
export function listFiles(io: Io, names: readonly string[], request: Request): Listing {
  const files = new Map<string, Listed>();
  const others = new Map<string, Listed>();
  const calls: CallOutcome[] = [];
  const errors: string[] = [];
  for (const name of names) {
    const file = path.resolve(io.cwd, name);
    if (files.has(file)) continue;
    try {
      const root = request.root === undefined ? defaultRoot(io, file) : path.resolve(io.cwd, request.root);
      const sources = new FileSources(io, root);
      const cells = /\.ipynb$/i.test(file) ? pythonCells(readText(io, file, name), name) : null;
      const program: ProgramText = cells ? { cells } : { path: sources.nameOf(file), text: readText(io, file, name) };
      const analysis = analyze(program, sources, file, { ...request, path: foldersOf(io, request.path) });
      calls.push(...analysis.calls);
      const parts = analysis.parts.map((its, i): Part => {
        const cell = cells?.[i];
        return part(cell?.index ?? null, cell?.text ?? ('text' in program ? program.text : ''), its);
      });
      const textOf = (its: string): string | null => sources.read(its)?.text ?? null;
      add(files, file, { path: relativePath(root, file), parts, textOf });
      for (const { path: other, text, analysis: its } of analysis.others)
        add(others, sources.absolute(other), { path: other, parts: [part(null, text, its)], textOf });
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      errors.push(error.message);
    }
  }
  for (const [file, listed] of others) if (files.has(file)) add(files, file, listed);
  const rest = [...others].filter(([file]) => !files.has(file)).map(([, listed]) => listed);
  rest.sort((a, b) => (a.path < b.path ? -1 : 1));
  return { files: [...files.values(), ...rest], calls, errors };
}

function foldersOf(io: Io, folders: readonly string[]): string[] {
  return folders.map(folder => {
    const absolute = path.resolve(io.cwd, folder);
    if (io.list(absolute) === null) throw new UsageError(`--path ${folder}: there is no such folder.`);
    return absolute;
  });
}

function analyze(
  program: ProgramText,
  sources: FileSources,
  file: string,
  { path: folders, calls, argv }: Request,
): ProgramAnalysis & { readonly calls: readonly CallOutcome[] } {
  const workspace: Workspace = {
    sources,
    searchPath: ['', ...folders.map(folder => sources.nameOf(folder))],
    isListed: name => name !== '' && sources.isBelow(name) && sources.read(name) !== null,
  };
  const importAs = 'cells' in program ? null : importName(sources, file);
  if (calls.length === 0) {
    const inPackage = importAs ? { scriptPackage: importAs.package } : {};
    return { ...analyzeProgram(program, { argv, workspace, ...inPackage }), calls: [] };
  }
  if (importAs === null && 'path' in program)
    throw new UsageError(`${program.path} cannot be imported: it is not below the root.`);
  return evaluateCalls(program, calls, { argv, workspace, ...(importAs ? { importAs } : {}) });
}

/** The dotted path of a file below the root; null where it is not below. */
function importName(sources: FileSources, file: string): ImportName | null {
  const name = sources.nameOf(file);
  if (!sources.isBelow(name)) return null;
  const names = name.replace(/\.\w+$/, '').split('/');
  const isPackage = names.length > 1 && names.at(-1) === '__init__';
  if (isPackage) names.pop();
  return { name: names.join('.'), package: (isPackage ? names : names.slice(0, -1)).join('.') };
}

function part(cell: number | null, text: string, analysis: FileAnalysis): Part {
  return { cell, text, lines: new Lines(text), analysis };
}

/** Enters a file; what it is listed with already is kept, and what else runs in it is added. */
function add(files: Map<string, Listed>, file: string, listed: Listed): void {
  const present = files.get(file);
  const [own] = listed.parts;
  if (!present || !own) {
    files.set(file, listed);
    return;
  }
  const parts = present.parts.map(its => ({
    ...its,
    analysis: { ...its.analysis, calls: mergeCalls(its.analysis.calls, own.analysis.calls) },
  }));
  files.set(file, { ...present, parts });
}
