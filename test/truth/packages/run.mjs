/**
 * Runs the command line over the example calls of sites.json and prints, per package, how many call sites have exactly the
 * runs that real PyTorch saw.
 *
 *     npm run truth [-- --only TEXT] [-- --gaps] [-- --sources DIR] [-- --cli FILE] [-- --sample N]
 *
 * exact: the reported set is the real one; partial: a part of it, nothing false; unknown: no concrete pair; wrong: a pair,
 * or a half-known pair, that fits no real one; missing: not listed; phantom: concrete runs at a call that never ran.
 * Below the table: the reasons of what is not exact, with the sites that each costs.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { packageSources } from './sources.mjs';

const HERE = path.dirname(fileURLToPath(import.meta.url));
/** A call that takes more than this is given up: neither a model's file nor its example needs a tenth of it. */
const MAX_SECONDS = 30;
const MAX_MEGABYTES = 1200;
export const VERDICTS = ['exact', 'partial', 'unknown', 'wrong', 'missing', 'phantom'];

const isConcrete = run => run.input !== null && run.output !== null;
const whole = shape => shape !== null && shape.every(size => typeof size === 'number');

/** Whether a reported pair, with its unknown and symbolic sizes, can be a real one. */
function fits(run, real) {
  const one = (said, was) =>
    said === null || (said.length === was.length && said.every((size, i) => typeof size !== 'number' || size === was[i]));
  return one(run.input, real[0]) && one(run.output, real[1]);
}

function verdictOf(layer, real) {
  const open = layer.runs.some(run => run.input === null && run.output === null);
  const said = [...layer.runs, ...layer.maybe].filter(run => run.input !== null || run.output !== null);
  if (real.length === 0) return layer.runs.some(isConcrete) && !layer.assumed ? 'phantom' : 'exact';
  if (layer.runs.some(run => (run.input !== null || run.output !== null) && !real.some(pair => fits(run, pair)))) return 'wrong';
  const exact = said.filter(run => whole(run.input) && whole(run.output));
  const found = real.filter(pair => exact.some(run => fits(run, pair)));
  const certain = real.filter(pair => layer.runs.some(run => whole(run.input) && whole(run.output) && fits(run, pair)));
  if (certain.length === real.length && !open && layer.maybe.length === 0 && !layer.assumed) return 'exact';
  return found.length > 0 ? 'partial' : 'unknown';
}

const key = ({ start, end }, api) => [start.line, start.character, end.line, end.character, api].join(' ');

/** The verdict of every real site and of every site that is listed without being one. */
export function score(result, truth) {
  const scores = [];
  const listed = new Map(result.files.map(file => [file.path, file.layers]));
  for (const [file, sites] of Object.entries(truth.sites)) {
    const layers = new Map((listed.get(file) ?? []).map(layer => [key(layer.range, layer.api), layer]));
    for (const [a, b, c, d, api, runs] of sites) {
      const layer = layers.get([a, b, c, d, api].join(' '));
      const at = `${file}:${a + 1}:${b + 1} ${api}`;
      scores.push({ at, verdict: layer ? verdictOf(layer, runs) : 'missing', layer, real: runs });
    }
  }
  const real = new Set(Object.entries(truth.sites).flatMap(([file, sites]) => sites.map(site => `${file} ${site.slice(0, 5).join(' ')}`)));
  for (const { path: file, layers } of result.files) {
    for (const layer of layers) {
      if (real.has(`${file} ${key(layer.range, layer.api)}`) || verdictOf(layer, []) === 'exact') continue;
      scores.push({ at: `${file}:${layer.range.start.line + 1} ${layer.api}`, verdict: 'phantom', layer, real: [] });
    }
  }
  return scores;
}

function runCli(cli, args) {
  return new Promise(done => {
    const started = performance.now();
    const child = spawn(process.execPath, [`--max-old-space-size=${MAX_MEGABYTES}`, cli, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: 1000 * MAX_SECONDS,
      killSignal: 'SIGKILL',
    });
    const out = [];
    const err = [];
    child.stdout.on('data', data => out.push(data));
    child.stderr.on('data', data => err.push(data));
    child.on('close', (code, signal) =>
      done({ code: code ?? signal, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString(), seconds: (performance.now() - started) / 1000 }),
    );
  });
}

async function main() {
  const { values } = parseArgs({
    options: { only: { type: 'string' }, gaps: { type: 'boolean' }, sources: { type: 'string' }, cli: { type: 'string' }, sample: { type: 'string' } },
  });
  const truth = JSON.parse(readFileSync(path.join(HERE, 'sites.json'), 'utf8'));
  const root = values.sources ?? (await packageSources(truth.meta));
  const cli = path.resolve(values.cli ?? path.join(HERE, '../../../dist/cli.js'));
  const every = Number(values.sample ?? 1);
  const calls = truth.calls
    .filter(its => !values.only || `${its.file} ${its.call}`.includes(values.only))
    .filter((_, i) => i % every === 0);
  const reasons = new Map();
  const blame = (reason, sites) => {
    const entry = reasons.get(reason) ?? { sites: 0, calls: 0 };
    reasons.set(reason, { sites: entry.sites + sites, calls: entry.calls + 1 });
  };
  const rows = new Map();
  let next = 0;
  const worker = async () => {
    for (let call = calls[next++]; call; call = calls[next++]) {
      const { code, out, err, seconds } = await runCli(cli, ['layers', call.file, '--root', root, '--call', call.call, '--json'].map((a, i) => (i === 1 ? path.join(root, a) : a)));
      const name = call.file.split('/')[0];
      const row = rows.get(name) ?? { calls: 0, sites: 0, ...Object.fromEntries(VERDICTS.map(v => [v, 0])), crashed: 0, outputs: 0, seconds: 0 };
      rows.set(name, row);
      row.calls++;
      row.seconds += seconds;
      let result;
      try {
        result = JSON.parse(out);
      } catch {
        row.crashed++;
        const lost = Object.values(call.sites).flat().length;
        row.sites += lost;
        row.missing += lost;
        blame(`crashed: ${code}`, lost);
        console.log(`crashed ${call.file} ${call.call}: exit ${code} ${err.slice(0, 500)}`);
        continue;
      }
      const scores = score(result, call);
      const said = result.calls[0];
      if (JSON.stringify(said?.output) === JSON.stringify(call.output)) row.outputs++;
      // A site that never ran, and of which nothing is said, counts for nothing.
      const counted = scores.filter(its => its.real.length > 0 || its.verdict !== 'exact');
      row.sites += counted.length;
      for (const { verdict } of counted) row[verdict]++;
      const bad = scores.filter(its => its.verdict !== 'exact');
      const why = said?.error ?? said?.why ?? null;
      const lost = new Map();
      for (const its of bad) {
        const reason = its.layer?.why ?? why ?? `${its.verdict}, no reason given`;
        lost.set(reason, (lost.get(reason) ?? 0) + 1);
      }
      for (const [reason, sites] of lost) blame(reason, sites);
      if (values.gaps) {
        console.log(
          `${bad.length === 0 ? 'ok ' : 'gap'} ${call.file} ${call.call} ${seconds.toFixed(1)} s ${VERDICTS.map(v => `${v} ${scores.filter(its => its.verdict === v).length}`).join(', ')} output ${JSON.stringify(said?.output)} real ${JSON.stringify(call.output)} ${why ?? ''}`,
        );
        for (const its of bad.slice(0, 3)) console.log(`      ${its.verdict} ${its.at} said ${JSON.stringify(its.layer?.runs)} maybe ${JSON.stringify(its.layer?.maybe)} real ${JSON.stringify(its.real)}`);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(2, cpus().length) }, worker));
  const all = {};
  for (const row of rows.values()) for (const [name, value] of Object.entries(row)) all[name] = (all[name] ?? 0) + value;
  const shown = Object.fromEntries([...rows, ['all', all]].map(([name, row]) => [name, { ...row, seconds: Number(row.seconds.toFixed(1)), 'exact %': Number(((100 * row.exact) / row.sites).toFixed(1)) }]));
  console.table(shown);
  for (const [reason, { sites, calls: n }] of [...reasons].sort(([, a], [, b]) => b.sites - a.sites).slice(0, 40))
    console.log(`${String(sites).padStart(5)} sites ${String(n).padStart(4)} calls  ${reason.slice(0, 200)}`);
  if (all.wrong + all.phantom + all.crashed > 0) process.exitCode = 1;
}

await main();
