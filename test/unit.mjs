// Unit tests: bundles test/unit/**/*.test.ts with esbuild, then runs mocha over the bundles.
// An argument keeps only files whose path contains it: npm run unit -- engine
import { build } from 'esbuild';
import { globSync, rmSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
process.chdir(root);
const filters = process.argv.slice(2).filter(argument => !argument.startsWith('--'));
const files = globSync('test/unit/**/*.test.ts').filter(
  file => filters.length === 0 || filters.some(filter => file.includes(filter)),
);
if (files.length === 0) {
  console.error(`No unit test file matches ${filters.join(' ')}.`);
  process.exit(1);
}
const outdir = `out/unit${filters.length ? `-${filters.join('-').replace(/\W+/g, '_')}` : ''}`;
rmSync(outdir, { recursive: true, force: true });
await build({
  entryPoints: files,
  outdir,
  outbase: 'test/unit',
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  splitting: true,
  sourcemap: 'inline',
  logLevel: 'warning',
});
const mocha = path.join(path.dirname(createRequire(import.meta.url).resolve('mocha/package.json')), 'bin', 'mocha.js');
const { status } = spawnSync(
  process.execPath,
  [
    '--enable-source-maps',
    mocha,
    '--timeout',
    '60000',
    ...process.argv.slice(2).filter(a => a.startsWith('--')),
    `${outdir}/**/*.test.mjs`,
  ],
  { stdio: 'inherit' },
);
process.exit(status ?? 1);
