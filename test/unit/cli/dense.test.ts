import assert from 'node:assert/strict';
import { readNpy } from '../../../src/cli/npy.js';
import { npyFile } from './npyFile.js';
import { readGreyPng } from './pngFile.js';
import { runCli } from './runCli.js';

interface Csr {
  rows: number;
  cols: number;
  rowPtr: number[];
  colIdx: number[];
  weightIdx: number[];
}

function bytesOf(args: string[], files: Record<string, Uint8Array> = {}): Uint8Array {
  const { status, bytes, err } = runCli(args, files);
  assert.equal(status, 0, err);
  return bytes;
}

/** The dense matrix of what --format json says, with these weights. */
function denseOf(args: string[], weight: (index: number) => number): { shape: number[]; data: number[] } {
  const { rows, cols, rowPtr, colIdx, weightIdx } = JSON.parse(runCli(args).out) as Csr;
  const data = Array<number>(rows * cols).fill(0);
  for (let row = 0; row < rows; row++) {
    for (let p = rowPtr[row] ?? 0; p < (rowPtr[row + 1] ?? 0); p++)
      data[row * cols + (colIdx[p] ?? 0)]! += weight(weightIdx[p] ?? 0);
  }
  return { shape: [rows, cols], data };
}

const LAYERS = [
  ['nn.Conv2d(1, 1, 3)', '4,4'],
  ['nn.Conv2d(4, 6, 3, stride=2, padding=1, groups=2)', '5,6'],
  ['nn.ConvTranspose2d(2, 3, 3, stride=2)', '2,3'],
  ['nn.Conv1d(1, 2, 3, padding=2, padding_mode="reflect")', '4'],
  ['nn.Conv1d(1, 1, 5, padding=4, padding_mode="replicate")', '3'],
  ['layers.Conv2D(2, 3, padding="same")', '3,3,2'],
  ['nn.ConvTranspose1d(1, 1, 1, stride=3)', '3'],
] as const;

describe('dense matrices of the command line', () => {
  it('npy is the dense matrix of weightIdx + 1, in int64', () => {
    for (const [layer, input] of LAYERS) {
      for (const more of [[], ['--transpose'], ['--pair', '0,0']]) {
        const args = ['matrix', layer, '--input', input, ...more];
        const file = bytesOf([...args, '--format', 'npy']);
        const { shape, data } = readNpy(file, 'm.npy');
        const expected = denseOf(args, index => index + 1);
        assert.deepEqual([shape, [...data]], [expected.shape, expected.data], args.join(' '));
        const head = Buffer.from(file).toString('latin1', 0, 10 + Buffer.from(file).readUInt16LE(8));
        assert.match(
          head,
          /^\x93NUMPY\x01\x00..\{'descr': '<i8', 'fortran_order': False, 'shape': \(\d+, \d+\), \} *\n$/s,
        );
        assert.equal(head.length % 64, 0);
        assert.equal(file.length, head.length + 8 * data.length);
      }
    }
  });

  it('taps that fold onto one entry are added', () => {
    const args = ['matrix', 'nn.Conv1d(1, 1, 3, padding=1, padding_mode="replicate")', '--input', '1'];
    assert.deepEqual([...readNpy(bytesOf([...args, '--format', 'npy']), 'm').data], [1 + 2 + 3]);
  });

  it('npy has the values of --weights, in float64', () => {
    const files = { 'w.npy': npyFile('<f8', [2, 1, 2], [0.5, -1, 0, 1e-300]) };
    const args = ['matrix', 'nn.Conv1d(1, 2, 2)', '--input', '3'];
    const file = bytesOf([...args, '--weights', 'w.npy', '--format', 'npy'], files);
    assert.match(Buffer.from(file).toString('latin1', 10, 40), /'<f8'/);
    assert.deepEqual([...readNpy(file, 'm').data], denseOf(args, index => [0.5, -1, 0, 1e-300][index] ?? NaN).data);
  });

  it('a file of several megabytes is whole', () => {
    const args = ['matrix', 'nn.Conv1d(1, 1, 3)', '--input', '1000'];
    const { shape, data } = readNpy(bytesOf([...args, '--format', 'npy']), 'm');
    assert.deepEqual(shape, [998, 1000]);
    assert.deepEqual([...data], denseOf(args, index => index + 1).data);
  });

  it('png has a pixel per entry: 0 is black, equal values are equally light, and greater ones lighter', () => {
    for (const [layer, input] of [...LAYERS, ['nn.Conv2d(16, 16, 3)', '3,3']] as const) {
      const args = ['matrix', layer, '--input', input];
      const picture = readGreyPng(bytesOf([...args, '--format', 'png']));
      const { shape, data } = denseOf(args, index => index + 1);
      assert.deepEqual([picture.height, picture.width], shape);
      assertOrdered(data, picture.levels, layer);
      for (const [i, value] of data.entries()) assert.equal(picture.levels[i] === 0, value === 0);
      assert.equal(picture.depth, Math.max(...data) > 192 ? 16 : 8, layer);
    }
  });

  it('png tells 0 from weights of both signs', () => {
    const weights = [-3, 0.25, 0, 1e-9, -1e-9, 2];
    const files = { 'w.npy': npyFile('<f8', [1, 1, 6], weights) };
    const args = ['matrix', 'nn.Conv1d(1, 1, 6)', '--input', '8'];
    const picture = readGreyPng(bytesOf([...args, '--weights', 'w.npy', '--format', 'png'], files));
    const { data } = denseOf(args, index => weights[index] ?? NaN);
    assertOrdered(data, picture.levels, 'signed');
    const infinite = { 'w.npy': npyFile('<f8', [1, 1, 1], [Infinity]) };
    const refused = runCli(
      ['matrix', 'nn.Conv1d(1, 1, 1)', '--input', '8', '--weights', 'w.npy', '--format', 'png'],
      infinite,
    );
    assert.equal(refused.status, 2);
    assert.match(refused.err, /finite/);
  });

  it('a dense matrix above 2^26 entries is refused with its size, before it is built', () => {
    for (const format of ['npy', 'png']) {
      const { status, out, err } = runCli(['matrix', 'nn.Conv1d(1, 1, 1)', '--input', '8193', '--format', format]);
      assert.deepEqual([status, out], [1, '']);
      assert.match(err, /8193 × 8193 = 67125249 entries; up to 67108864 are written/);
      const huge = runCli(['matrix', 'nn.Conv2d(512, 512, 3)', '--input', '4096,4096', '--format', format]);
      assert.equal(huge.status, 1);
      assert.match(huge.err, /^conv-explorer: The dense matrix is \d+ × \d+ = /);
    }
  });
});

/** Equal values have equal levels, greater ones greater levels. */
function assertOrdered(values: readonly number[], levels: readonly number[], message: string): void {
  const levelOf = new Map<number, number>();
  values.forEach((value, i) => {
    const level = levels[i] ?? NaN;
    assert.equal(level, levelOf.get(value) ?? level, message);
    levelOf.set(value, level);
  });
  const sorted = [...levelOf].sort((a, b) => a[0] - b[0]).map(([, level]) => level);
  for (const [i, level] of sorted.entries())
    assert.ok(i === 0 || level > (sorted[i - 1] ?? NaN), `${message}: ${sorted.join()}`);
}

describe('maps of the command line as arrays and pictures', () => {
  it('npy and png have the counts of json', () => {
    for (const [layer, input, ...more] of [
      ['nn.ConvTranspose2d(16, 8, 3, stride=2)', '3,4'],
      ['nn.ConvTranspose1d(1, 1, 1, stride=3)', '3'],
      ['nn.ConvTranspose3d(1, 1, 3, stride=2)', '2,3,2'],
      ['nn.Conv2d(3, 8, 3, stride=2)', '7,8', '--gradient'],
      ['nn.Conv2d(3, 8, 5, padding=4)', '7,8'],
    ] as const) {
      const args = ['overlap', layer, '--input', input, ...more];
      const { shape, counts } = JSON.parse(runCli(args).out) as { shape: number[]; counts: number[] };
      const array = readNpy(bytesOf([...args, '--format', 'npy']), 'o.npy');
      assert.deepEqual([array.shape, [...array.data]], [shape, counts], layer);
      const picture = readGreyPng(bytesOf([...args, '--format', 'png']));
      assert.equal(picture.width, shape.at(-1));
      assert.equal(picture.levels.length, counts.length);
      assertOrdered(counts, picture.levels, layer);
      for (const [i, count] of counts.entries()) assert.equal(picture.levels[i] === 0, count === 0);
    }
  });
});
