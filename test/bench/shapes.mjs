// `npm run bench -- shapes [--rounds N] [--sources DIR] [--cli FILE]`: how long the command line takes for a whole model, its own
// start included, against a Python that imports PyTorch, builds the same model on the meta device and runs it. The Python is
// $CONV_EXPLORER_TORCH, or else the one that the machine calls python3.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { cachedSources } from '../truth/packages/sources.mjs';
import { calibrationLoop, median, ms, row, timed } from './report.mjs';

const python = process.env.CONV_EXPLORER_TORCH ?? 'python3';

/** The wheel of torchvision from PyPI fits another build of PyTorch; its own operators are not needed here. */
const OPERATORS = `library = torch.library.Library('torchvision', 'DEF')
for name in ('nms', 'qnms'):
    library.define(name + '(Tensor dets, Tensor scores, float iou_threshold) -> Tensor')
`;

/** A model by its file below a root, and what builds and runs it. */
const MODELS = [
  { what: 'U-Net, one file', file: 'unet.py', call: 'UNet()(torch.randn(1, 3, 224, 224))', name: 'UNet' },
  {
    what: 'ResNet-50, two files',
    file: 'resnet.py',
    call: 'resnet50()(torch.randn(1, 3, 224, 224))',
    name: 'resnet50',
  },
  ...['torchvision', 'timm'].map(its => ({
    what: `ResNet-50 of ${its}`,
    file: `${its}/models/resnet.py`,
    call: 'resnet50()(torch.randn(1, 3, 224, 224))',
    name: 'resnet50',
    prelude: OPERATORS,
    isPackage: true,
  })),
];

/** Milliseconds that a process takes. @throws Error where it fails */
function timeOf(program, args, options) {
  let result;
  const time = timed(() => (result = spawnSync(program, args, { encoding: 'utf8', ...options })));
  if (result.status !== 0) throw new Error((result.stderr || String(result.error)).trim().split('\n').at(-1));
  return { time, out: result.stdout };
}

function ours(cli, { file, call }, root, cache) {
  const args = [cli, 'layers', path.join(root, file), '--root', root, '--call', call, '--json'];
  const { time, out } = timeOf(process.execPath, args, { env: { ...process.env, CONV_EXPLORER_CACHE: cache } });
  const [outcome] = JSON.parse(out).calls;
  if (outcome.output === null) throw new Error(outcome.error ?? outcome.why ?? 'no output');
  return { time, output: JSON.stringify(outcome.output) };
}

function theirs({ file, call, name, prelude = '' }, root) {
  const module = file.replace(/\.py$/, '').replaceAll('/', '.');
  const code = `import sys
sys.path.insert(0, ${JSON.stringify(root)})
import torch
${prelude}from ${module} import ${name}
with torch.device('meta'):
    print(list((${call}).shape))`;
  const { time, out } = timeOf(python, ['-c', code], {
    cwd: tmpdir(),
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '' },
  });
  return { time, output: JSON.stringify(JSON.parse(out)) };
}

/** The table. */
export function shapesTable(args) {
  const { values } = parseArgs({
    args,
    options: { rounds: { type: 'string' }, sources: { type: 'string' }, cli: { type: 'string' } },
  });
  const rounds = Number(values.rounds ?? 7);
  const cli = path.resolve(values.cli ?? 'dist/cli.js');
  const { meta } = JSON.parse(readFileSync('test/truth/packages/sites.json', 'utf8'));
  const sources = values.sources ?? cachedSources(meta);
  const hasTorch = spawnSync(python, ['-c', 'import torch'], { stdio: 'ignore' }).status === 0;
  console.log(`\nShapes through a whole model: a process each, in turn (medians of ${rounds} rounds)`);
  if (!hasTorch) console.log(`  ${python} has no PyTorch: set CONV_EXPLORER_TORCH to a Python that has.`);
  row('', 'cold', 'warm', 'PyTorch', 'cold', 'warm', 'warm/loop');
  for (const model of MODELS) {
    const root = model.isPackage ? sources : path.resolve('test/bench/models');
    if (!existsSync(path.join(root, model.file))) {
      row(model.what, 'its sources are not in the cache of npm run truth');
      continue;
    }
    const warm = mkdtempSync(path.join(tmpdir(), 'conv-explorer-warm-'));
    const times = { cold: [], warm: [], peer: [], loop: [] };
    let peer = hasTorch;
    try {
      ours(cli, model, root, warm);
      for (let i = 0; i < rounds; i++) {
        const cold = mkdtempSync(path.join(tmpdir(), 'conv-explorer-cold-'));
        const { time, output } = ours(cli, model, root, cold);
        times.cold.push(time);
        rmSync(cold, { recursive: true, force: true });
        times.warm.push(ours(cli, model, root, warm).time);
        times.loop.push(timed(calibrationLoop));
        if (!peer) continue;
        try {
          const real = theirs(model, root);
          if (real.output !== output) throw new Error(`PyTorch says ${real.output}, we say ${output}`);
          times.peer.push(real.time);
        } catch (error) {
          console.log(`  ${model.what}: ${error.message}`);
          peer = false;
        }
      }
    } finally {
      rmSync(warm, { recursive: true, force: true });
    }
    const [cold, again, other] = [times.cold, times.warm, times.peer].map(median);
    const ratio = time => (peer ? `${(other / time).toFixed(1)} × faster` : '');
    row(
      model.what,
      ms(cold),
      ms(again),
      peer ? ms(other) : '',
      ratio(cold),
      ratio(again),
      `× ${(again / median(times.loop)).toFixed(0)}`,
    );
  }
}
