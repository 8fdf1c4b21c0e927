// The engine's tables of `npm run bench`.
import { build } from 'esbuild';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildTable } from './buildTable.mjs';
import { linearTable } from './linearTable.mjs';
import { overlapTable } from './overlapTable.mjs';
import { productTable } from './productTable.mjs';
import { calibrationLoop, ms, row, steady } from './report.mjs';
import { tileTable } from './tileTable.mjs';

const TABLES = {
  build: buildTable,
  linear: linearTable,
  product: productTable,
  overlap: overlapTable,
  tile: tileTable,
};

/** Prints the tables whose name holds one of these words; all without any. */
export async function engineTables(words = []) {
  const outfile = 'out/bench/engine.mjs';
  await build({
    entryPoints: ['test/bench/engineParts.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    minify: true,
    logLevel: 'warning',
  });
  const engine = await import(pathToFileURL(path.resolve(outfile)).href);
  const calibration = steady(calibrationLoop);
  console.log('\nThe engine');
  row('calibration: a million steps of a loop', ms(calibration));
  for (const [name, table] of Object.entries(TABLES)) {
    if (words.length === 0 || words.some(word => name.includes(word))) await table(engine, calibration);
  }
}
