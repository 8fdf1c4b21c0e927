import { readdirSync, readFileSync, statSync } from 'node:fs';
import { run } from './run.js';

/** A reader that has seen enough (`| head`) is no error. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

process.exitCode = run(process.argv.slice(2), {
  out: data => process.stdout.write(data),
  err: text => process.stderr.write(text),
  readFile: path => readFileSync(path),
  exists: path => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false,
  list: path => {
    try {
      return readdirSync(path);
    } catch {
      // What cannot be listed is no folder of Python.
      return null;
    }
  },
  cwd: process.cwd(),
});
