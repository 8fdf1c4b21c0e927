import path from 'node:path';
import { analyzeCells, analyzeText, type FileAnalysis } from '../analysis/index.js';
import { readArguments } from './arguments.js';
import { explain } from './explain.js';
import { EXIT_OK, EXIT_USAGE, UsageError, type Io } from './io.js';
import { jsonText } from './jsonText.js';
import { callResult, fileResult } from './layersJson.js';
import { table } from './layersTable.js';
import type { Listed, Part } from './listing.js';
import { pythonCells } from './notebook.js';
import { defaultRoot, relativePath } from './paths.js';
import { Lines } from './positions.js';
import { readText } from './readText.js';

/** `layers FILE…`: the exit status. @throws UsageError */
export function layers(args: readonly string[], io: Io): number {
  const { values, positionals } = readArguments(args, {
    root: { type: 'string' },
    call: { type: 'string', multiple: true },
    argv: { type: 'string' },
    path: { type: 'string', multiple: true },
    explain: { type: 'string' },
    json: { type: 'boolean' },
  });
  if (positionals.length === 0) throw new UsageError('A FILE is missing.');
  const line = values.explain === undefined ? null : lineNumber(values.explain);
  if (line !== null && values.json) throw new UsageError('--explain is text for people and takes no --json.');
  if (values.argv !== undefined) io.err('conv-explorer: --argv is not used yet: sys.argv is not known to the code.\n');
  if (values.path !== undefined) io.err('conv-explorer: --path is not used yet: other files are not read.\n');
  let status = EXIT_OK;
  const files: Listed[] = [];
  for (const name of new Set(positionals)) {
    try {
      files.push(read(io, name, values.root));
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      io.err(`conv-explorer: ${error.message}\n`);
      status = EXIT_USAGE;
    }
  }
  const calls = values.call ?? [];
  if (values.json) {
    const document = {
      version: 1,
      files: files.map(file => fileResult(file, calls.length > 0)),
      calls: files.flatMap(() => calls.map(callResult)),
    };
    io.out(`${jsonText(document)}\n`);
    return status;
  }
  for (const call of calls) io.err(`conv-explorer: --call ${call}: ${callResult(call).error}\n`);
  io.out(line === null ? files.map(table).join('\n') : files.map(file => explain(file, line)).join('\n'));
  return status;
}

function lineNumber(text: string): number {
  const line = /^\d+$/.test(text) ? Number(text) : 0;
  if (line < 1) throw new UsageError(`--explain takes a line from 1; it got "${text}".`);
  return line;
}

function read(io: Io, name: string, root: string | undefined): Listed {
  const file = path.resolve(io.cwd, name);
  const text = readText(io, file, name);
  const shown = relativePath(root === undefined ? defaultRoot(io, file) : path.resolve(io.cwd, root), file);
  if (!/\.ipynb$/i.test(file)) return { path: shown, parts: [part(null, text, analyzeText(text))] };
  const cells = pythonCells(text, name);
  const analyses = analyzeCells(cells.map(cell => ({ text: cell.text })));
  const parts = cells.map((cell, i) => part(cell.index, cell.text, analyses[i] ?? { calls: [], problems: [] }));
  return { path: shown, parts };
}

function part(cell: number | null, text: string, analysis: FileAnalysis): Part {
  return { cell, text, lines: new Lines(text), analysis };
}
