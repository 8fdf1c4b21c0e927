// What `conv-explorer` starts: it lets Node keep the compiled program for the next time, then loads it.
import { createRequire, enableCompileCache } from 'node:module';
import path from 'node:path';
import { cacheFolder } from './cacheFolder.js';

const folder = cacheFolder();
const [command] = process.argv.slice(2);
// Node keeps what the first run compiles, so each command has a cache of its own. Node 20 has none.
if (folder !== null && (command === 'layers' || command === 'matrix' || command === 'overlap')) {
  (enableCompileCache as typeof enableCompileCache | undefined)?.(path.join(folder, 'code', command));
}
createRequire(__filename)('./commandLine.js');
