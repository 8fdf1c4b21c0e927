import { readArguments } from './arguments.js';
import { explain } from './explain.js';
import { EXIT_OK, EXIT_USAGE, UsageError, type Io } from './io.js';
import { jsonText } from './jsonText.js';
import { callResult, fileResult } from './layersJson.js';
import { callsTable, table } from './layersTable.js';
import { listFiles } from './listFiles.js';
import { shellWords } from './shellWords.js';

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
  const { files, calls, errors } = listFiles(io, positionals, {
    root: values.root,
    path: values.path ?? [],
    calls: values.call ?? [],
    argv: values.argv === undefined ? [] : shellWords('--argv', values.argv),
  });
  for (const error of errors) io.err(`conv-explorer: ${error}\n`);
  if (values.json) {
    const document = { version: 1, files: files.map(fileResult), calls: calls.map(callResult) };
    io.out(`${jsonText(document)}\n`);
  } else {
    const texts = line === null ? files.map(table) : files.map(file => explain(file, line));
    if (calls.length > 0) texts.push(callsTable(calls));
    io.out(texts.join('\n'));
  }
  return errors.length > 0 ? EXIT_USAGE : EXIT_OK;
}

function lineNumber(text: string): number {
  const line = /^\d+$/.test(text) ? Number(text) : 0;
  if (line < 1) throw new UsageError(`--explain takes a line from 1; it got "${text}".`);
  return line;
}
