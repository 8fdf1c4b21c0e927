import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { readNpy } from '../../../src/cli/npy.js';
import { readGreyPng } from './pngFile.js';

describe('the command line as a process', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'conv-explorer-cli-'));
  const cli = path.join(folder, 'cli.cjs');

  before(() =>
    build({
      entryPoints: ['src/cli/main.ts'],
      outfile: cli,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node20',
    }),
  );
  after(() => rmSync(folder, { recursive: true }));

  it('writes results to standard output and the rest to standard error, and exits with its status', () => {
    const run = (...args: string[]) => spawnSync(process.execPath, [cli, ...args], { encoding: 'utf8' });
    const good = run('overlap', 'nn.ConvTranspose1d(1, 1, 3, stride=2)', '--input', '2', '--format', 'csv');
    assert.deepEqual([good.status, good.stdout, good.stderr], [0, '1,1,2,1,1\n', '']);
    const impossible = run('overlap', 'nn.Conv1d(1, 1, 3)', '--input', '2');
    assert.deepEqual([impossible.status, impossible.stdout], [1, '']);
    assert.match(impossible.stderr, /^conv-explorer: /);
    assert.equal(run('layers').status, 2);
  });

  it('writes megabytes into a pipe whole', () => {
    const args = [cli, 'matrix', 'nn.Conv2d(2, 2, 3)', '--input', '130,130', '--format', 'csv'];
    const { stdout, status } = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 2 ** 26 });
    assert.equal(status, 0);
    assert.equal(stdout.trimEnd().split('\n').length, 1 + 2 * 2 * 9 * 128 * 128);
  });

  it('writes bytes into a pipe as they are', () => {
    const args = [cli, 'matrix', 'nn.Conv1d(1, 1, 3)', '--input', '1500', '--format', 'npy'];
    const { stdout, status } = spawnSync(process.execPath, args, { maxBuffer: 2 ** 26 });
    assert.equal(status, 0);
    const { shape, data } = readNpy(stdout, 'stdout');
    assert.deepEqual(shape, [1498, 1500]);
    assert.deepEqual([...data.subarray(-4)], [0, 1, 2, 3]);
    const png = spawnSync(process.execPath, [...args.slice(0, -1), 'png'], { maxBuffer: 2 ** 26 });
    assert.equal(readGreyPng(png.stdout).levels.length, 1498 * 1500);
  });

  it('ends quietly when its reader has seen enough', async () => {
    const args = [cli, 'matrix', 'nn.Conv2d(2, 2, 3)', '--input', '130,130', '--format', 'csv'];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let err = '';
    child.stderr.on('data', (data: Buffer) => (err += data.toString()));
    child.stdout.once('data', () => child.stdout.destroy());
    const [status] = (await once(child, 'close')) as [number | null];
    assert.deepEqual([status, err], [0, '']);
  });
});
