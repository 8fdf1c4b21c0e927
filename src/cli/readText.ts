import { decodeSource, encodingOf } from '../analysis/index.js';
import type { Io } from './io.js';
import { UsageError } from './io.js';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'it may not be read',
  EPERM: 'it may not be read',
  EISDIR: 'it is a folder',
  ENOTDIR: 'there is no such file',
  ERR_FS_FILE_TOO_LARGE: 'it is too large',
};

/** A file's bytes. @throws UsageError where it cannot be read; `shown` is its name as the user gave it */
export function readBytes(io: Io, path: string, shown: string): Uint8Array {
  try {
    return io.readFile(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const reason = REASONS[code] ?? (error instanceof Error ? error.message : String(error));
    throw new UsageError(`${shown} cannot be read: ${reason}.`);
  }
}

/** Python source as text, without its byte-order mark, in the encoding that it declares. @throws UsageError */
export function readText(io: Io, path: string, shown: string): string {
  const bytes = readBytes(io, path, shown);
  try {
    return decodeSource(bytes);
  } catch (error) {
    if (!(error instanceof TypeError) && !(error instanceof RangeError)) throw error;
    throw new UsageError(`${shown} cannot be read: it is no ${encodingOf(bytes)} text.`);
  }
}
