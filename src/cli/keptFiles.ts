import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Writes a file as a whole, so that no other process sees a part of it. @throws Error where the disk does not let it */
export function writeWhole(file: string, content: string | Uint8Array): void {
  mkdirSync(path.dirname(file), { recursive: true });
  const partial = `${file}.${process.pid}.tmp`;
  writeFileSync(partial, content);
  renameSync(partial, file);
}

/** Deletes the files of a folder that were written longest ago while all together have more bytes than this. */
export function shrink(folder: string, mostBytes: number): void {
  const files = readdirSync(folder).flatMap(name => {
    const file = path.join(folder, name);
    const stat = statSync(file, { throwIfNoEntry: false });
    return stat ? [{ file, size: stat.size, written: stat.mtimeMs }] : [];
  });
  let size = files.reduce((sum, its) => sum + its.size, 0);
  files.sort((a, b) => a.written - b.written);
  for (const its of files) {
    if (size <= mostBytes) return;
    rmSync(its.file, { force: true });
    size -= its.size;
  }
}

/** SHA-1, in hexadecimal digits. */
export function hashOf(content: string | Uint8Array): string {
  return createHash('sha1').update(content).digest('hex');
}
