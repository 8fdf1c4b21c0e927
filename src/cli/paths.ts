import path from 'node:path';
import type { Io } from './io.js';

/** The nearest folder above a file that is no package: the first entry of Python's sys.path when it runs the file. */
export function defaultRoot(io: Io, file: string): string {
  let folder = path.dirname(file);
  while (io.exists(path.join(folder, '__init__.py'))) {
    const above = path.dirname(folder);
    if (above === folder) break;
    folder = above;
  }
  return folder;
}

/** A file's name below its root, with "/" on every system. */
export function relativePath(root: string, file: string): string {
  return path.relative(root, file).split(path.sep).join('/');
}
