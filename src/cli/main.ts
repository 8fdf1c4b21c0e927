import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { version } from '../../package.json';
import { cacheFolder } from './cacheFolder.js';
import { run } from './run.js';
import { SummaryCache } from './summaryCache.js';
import { TreeCache } from './treeCache.js';
import { keepParsedTexts } from '../analysis/index.js';

/** A reader that has seen enough (`| head`) is no error. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

const folder = cacheFolder();
const summaries = folder === null ? null : new SummaryCache(path.join(folder, 'summaries'), buildOf());
const trees = folder === null ? null : new TreeCache(path.join(folder, 'trees'), buildOf());
keepParsedTexts(trees);

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
  stat: file => {
    const stat = statSync(file, { throwIfNoEntry: false });
    return stat ? { size: stat.size, changed: stat.mtimeMs } : null;
  },
  summaries,
  cwd: process.cwd(),
});
summaries?.flush();
trees?.flush();

/** Tells this program from other versions and builds. */
function buildOf(): string {
  const { size, mtimeMs } = statSync(__filename);
  return [version, size, mtimeMs].join(' ');
}
