// `npm run bench`: how large the product is and how long it takes. Numbers for a person to judge: nothing here fails for being slow.
// Each time stands beside a calibration loop of the same run, so that runs on different machines can be compared by their ratio.
import { build } from 'esbuild';
import { execFileSync } from 'node:child_process';
import { globSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { packageExtension } from '../vscode/package.mjs';
import { engineTables } from './engine.mjs';
import { longFile } from './longFile.mjs';
import { shapesTable } from './shapes.mjs';
import { kB, median, ms, repeated, row, timed } from './report.mjs';
import { typingTable } from './typing.mjs';

const root = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))));
process.chdir(root);

// npm run bench -- engine [build | linear | product | overlap | tile …]: only the engine's tables, or some of them.
const [only, ...tables] = process.argv.slice(2);
if (only === 'engine') {
  await engineTables(tables);
  process.exit();
}
// npm run bench -- shapes [--rounds N] [--sources DIR] [--cli FILE]
if (only === 'shapes') {
  if (!tables.includes('--cli'))
    execFileSync(process.execPath, ['esbuild.js', '--production', 'cli'], { stdio: 'inherit' });
  shapesTable(tables);
  process.exit();
}

// npm run bench -- typing
if (only === 'typing') {
  execFileSync(process.execPath, ['esbuild.js', '--production', 'worker'], { stdio: 'inherit' });
  await typingTable(tables);
  process.exit();
}

/** A plain loop over the text's characters, twenty times: what this machine takes for work of a known size. */
function calibrate(text) {
  let sum = 0;
  for (let pass = 0; pass < 20; pass++) for (let i = 0; i < text.length; i++) sum = (sum + text.charCodeAt(i)) | 0;
  return sum;
}

console.log('\nSizes (production build)');
const packagePath = await packageExtension({ quiet: true });
for (const file of ['extension.js', 'worker.js', 'explorer.js', 'explorer.css', 'commandLine.js']) {
  const bytes = readFileSync(path.join('dist', file));
  row(`dist/${file}`, kB(bytes.length), `${kB(gzipSync(bytes).length)} gz`);
}
row(path.basename(packagePath), kB(statSync(packagePath).size));

console.log('\nActivation (median of 7 fresh processes, without the start of Node; an editor that answers at once)');
const names = new Set();
for (const file of ['src/extension.ts', ...globSync('src/editor/**/*.ts')]) {
  for (const [, name] of readFileSync(file, 'utf8').matchAll(/\bvscode\.(\w+)/g)) names.add(name);
}
const argv = ['test/bench/activate.cjs', path.resolve('dist/extension.js'), ...names];
const runs = Array.from({ length: 7 }, () => JSON.parse(execFileSync(process.execPath, argv, { encoding: 'utf8' })));
row('loading dist/extension.js', ms(median(runs.map(run => run.load))));
row('activate()', ms(median(runs.map(run => run.activate))));

const outfile = 'out/bench/hover.mjs';
await build({
  entryPoints: ['test/bench/hover.ts'],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  minify: true,
  logLevel: 'warning',
});
const { DocumentAnalyzer, EDITOR_BUDGET, callAt, hoverText, inSlices } = await import(
  pathToFileURL(path.resolve(outfile)).href
);

const newAnalyzer = () => new DocumentAnalyzer({ budget: EDITOR_BUDGET });
const text = longFile(2000);
const options = {
  t: (template, ...slots) => template.replace(/\{(\d+)\}/g, (_, i) => slots[i]),
  theme: 'dark',
  picture: true,
  explore: { command: 'explore', args: [] },
};
const first = { analysis: null };
const cold = timed(() => (first.analysis = newAnalyzer().update(text)));
const calls = first.analysis.calls;
const loop = repeated(9)(() => calibrate(text));
const ratio = value => `× ${(value / loop).toFixed(2)}`;

console.log(`\nHover on a file of ${text.split('\n').length} lines, ${kB(text.length)}, ${calls.length} convolutions`);
row('', 'time', 'of calibration');
row('calibration: its characters, 20 times', ms(loop), ratio(loop));
row('first analysis of the process', ms(cold), ratio(cold));
const full = repeated(9)(() => newAnalyzer().update(text));
row('full analysis, warm', ms(full), ratio(full));

const analyzer = newAnalyzer();
analyzer.update(text);
// One digit of a number in the middle changes; each edit gives a text that the analyzer has not seen.
const at = text.indexOf('channels=', text.length / 2) + 'channels='.length;
let digit = 0;
const edit = repeated(9)(() => analyzer.update(text.slice(0, at) + ++digit + text.slice(at + 1)));
row('analysis after a one-character edit', ms(edit), ratio(edit));

analyzer.update(text);
const places = calls.map(call => call.span.from + 1);
const hovers = repeated(9)(() => {
  const analysis = analyzer.update(text);
  for (const place of places) hoverText(callAt(analysis, place), options);
});
row('a hover, analysis at hand (mean over all calls)', ms(hovers / places.length), ratio(hovers / places.length));

/**
 * An analysis as the editor makes it. While it is under way other work asks for the thread as often as it can: the longest
 * time that this has to wait is how long the thread is held.
 */
async function inEditor(source) {
  const units = newAnalyzer().updating(source);
  let held = 0;
  let last = performance.now();
  let busy = true;
  const other = () => {
    held = Math.max(held, performance.now() - last);
    last = performance.now();
    if (busy) setImmediate(other);
  };
  setImmediate(other);
  const start = performance.now();
  await inSlices(units, () => true);
  const time = performance.now() - start;
  busy = false;
  return { time, held: Math.max(held, performance.now() - last) };
}

const lines = `import torch.nn as nn\nlayer = nn.Conv2d(3, 8, 3)\n${'x = 1  # filler\n'.repeat(64_000)}`;
const loops = readFileSync('test/truth/torchConv.py', 'utf8');
console.log('\nHow long an analysis in the editor takes and holds the thread (medians)');
row('', 'time', 'held', 'of calibration');
for (const [what, source, count] of [
  ['the file above', text, 5],
  ['test/truth/torchConv.py: undecided loops', loops, 5],
  [`${lines.split('\n').length} short lines, ${kB(lines.length)}`, lines, 3],
]) {
  const results = [];
  for (let i = 0; i < count; i++) results.push(await inEditor(source));
  const held = median(results.map(result => result.held));
  row(what, ms(median(results.map(result => result.time))), ms(held), ratio(held));
}
await engineTables();
shapesTable([]);
console.log();
