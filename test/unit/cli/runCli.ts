import { readdirSync, readFileSync, statSync } from 'node:fs';
import { run } from '../../../src/cli/run.js';

/** What a run of the command line left behind. */
export interface Outcome {
  readonly status: number;
  /** Standard output as text. */
  readonly out: string;
  /** Standard output as it is. */
  readonly bytes: Uint8Array;
  readonly err: string;
}

/** Runs the command line in this process. `files` are there instead of, and besides, those on disk. */
export function runCli(argv: readonly string[], files: Readonly<Record<string, string | Uint8Array>> = {}): Outcome {
  const out: Uint8Array[] = [];
  const err: string[] = [];
  const cwd = process.cwd();
  const virtual = new Map(Object.entries(files).map(([name, content]) => [`${cwd}/${name}`, content]));
  const status = run(argv, {
    out: data => out.push(typeof data === 'string' ? new TextEncoder().encode(data) : data),
    err: text => err.push(text),
    readFile: path => {
      const content = virtual.get(path);
      if (content === undefined) return readFileSync(path);
      return typeof content === 'string' ? new TextEncoder().encode(content) : content;
    },
    exists: path => virtual.has(path) || (statSync(path, { throwIfNoEntry: false })?.isFile() ?? false),
    list: path => {
      const inside = [...virtual.keys()].filter(name => name.startsWith(`${path}/`));
      if (inside.length > 0) return [...new Set(inside.map(name => name.slice(path.length + 1).split('/')[0] ?? ''))];
      const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
      return isFolder ? readdirSync(path) : null;
    },
    cwd,
  });
  const bytes = Buffer.concat(out);
  return { status, out: bytes.toString(), bytes, err: err.join('') };
}
