import assert from 'node:assert/strict';
import { randomInts } from '../python/randomInts.js';
import { npyFile } from './npyFile.js';
import { runCli } from './runCli.js';

interface CsrJson {
  rows: number;
  cols: number;
  rowPtr: number[];
  colIdx: number[];
  weightIdx: number[];
}

interface OverlapJson {
  shape: number[];
  counts: number[];
  period: number[];
  min: number;
  max: number;
  even: boolean;
  unpainted: number;
}

function answer(command: 'matrix' | 'overlap', expression: string, input: string, ...args: string[]): string {
  const { status, out, err } = runCli([command, expression, '--input', input, ...args]);
  assert.equal(status, 0, `${expression} ${input}: ${err}`);
  return out;
}

const matrix = (expression: string, input: string, ...args: string[]): CsrJson =>
  JSON.parse(answer('matrix', expression, input, ...args)) as CsrJson;
const overlap = (expression: string, input: string, ...args: string[]): OverlapJson =>
  JSON.parse(answer('overlap', expression, input, ...args)) as OverlapJson;

/** [row, column, weight] of every entry. */
function entries({ rows, rowPtr, colIdx, weightIdx }: CsrJson): number[][] {
  const found: number[][] = [];
  for (let row = 0; row < rows; row++) {
    for (let p = rowPtr[row] ?? 0; p < (rowPtr[row + 1] ?? 0); p++)
      found.push([row, colIdx[p] ?? -1, weightIdx[p] ?? -1]);
  }
  return found;
}

describe('conv-explorer matrix', () => {
  it('the matrix of the lesson is 4×16 with 36 entries, and its transpose 16×4', () => {
    const c = matrix('nn.Conv2d(1, 1, 3)', '4,4');
    assert.deepEqual([c.rows, c.cols, c.colIdx.length], [4, 16, 36]);
    assert.deepEqual(c.colIdx.slice(0, 9), [0, 1, 2, 4, 5, 6, 8, 9, 10]);
    assert.deepEqual(c.weightIdx.slice(0, 9), [0, 1, 2, 3, 4, 5, 6, 7, 8]);
    const t = matrix('nn.Conv2d(1, 1, 3)', '4,4', '--transpose');
    assert.deepEqual([t.rows, t.cols], [16, 4]);
    assert.deepEqual(
      entries(t)
        .map(([row, col, weight]) => [col, row, weight])
        .sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0) || (a[1] ?? 0) - (b[1] ?? 0)),
      entries(c),
    );
  });

  it('a transposed layer has the transpose of the matrix of its convolution', () => {
    const c = entries(matrix('nn.Conv2d(1, 1, 3, stride=2)', '7,9'));
    const t = entries(matrix('nn.ConvTranspose2d(1, 1, 3, stride=2)', '3,4', '--transpose'));
    assert.deepEqual(t, c);
  });

  it('the input shape may have channels, and a batch', () => {
    const layer = 'nn.Conv2d(4, 6, 3, groups=2)';
    const expected = matrix(layer, '5,5');
    assert.deepEqual([expected.rows, expected.cols], [6 * 9, 4 * 25]);
    for (const shape of ['4,5,5', '1,4,5,5', '(32, 4, 5, 5)']) assert.deepEqual(matrix(layer, shape), expected);
    assert.deepEqual(matrix('layers.Conv2D(2, 3)', '5,5,3').cols, 75);
    assert.deepEqual(matrix('nn.LazyConv2d(2, 3)', '3,5,5').cols, 75);
  });

  it('a function is written with its weight, and more names come by --import', () => {
    const expected = matrix('nn.ConvTranspose2d(2, 3, 3, stride=2)', '2,2');
    assert.deepEqual(matrix('F.conv_transpose2d(weight=(2, 3, 3, 3), stride=2)', '2,2'), expected);
    const named = matrix('T(2, 3, 3, 2)', '2,2', '--import', 'from torch.nn import ConvTranspose2d as T');
    assert.deepEqual(named, expected);
  });

  it('csv and mtx list the same entries, with values where weights are given', () => {
    const layer = 'nn.Conv1d(2, 1, 2)';
    const all = entries(matrix(layer, '3'));
    const csv = answer('matrix', layer, '3', '--format', 'csv');
    assert.equal(csv, `row,col,weightIdx\n${all.map(entry => entry.join(',')).join('\n')}\n`);
    const mtx = answer('matrix', layer, '3', '--format', 'mtx');
    const lines = all.map(([row = 0, col = 0, weight = 0]) => `${row + 1} ${col + 1} ${weight + 1}`);
    assert.equal(mtx, `%%MatrixMarket matrix coordinate integer general\n2 6 ${all.length}\n${lines.join('\n')}\n`);
    const weights = [0.5, -1, 2, 1e-3];
    const files = { 'w.npy': npyFile('<f8', [1, 2, 2], weights) };
    const valued = runCli(['matrix', layer, '--input', '3', '--weights', 'w.npy', '--format', 'csv'], files).out;
    assert.equal(
      valued,
      `row,col,value\n${all.map(([row, col, weight = 0]) => `${row},${col},${weights[weight]}`).join('\n')}\n`,
    );
    const real = runCli(['matrix', layer, '--input', '3', '--weights', 'w.npy', '--format', 'mtx'], files).out;
    assert.match(real, /^%%MatrixMarket matrix coordinate real general\n2 6 8\n1 1 0\.5\n/);
  });

  it('weights of another shape are refused', () => {
    const files = { 'w.npy': npyFile('<f8', [2, 1, 2], [1, 2, 3, 4]) };
    const { status, err } = runCli(
      ['matrix', 'nn.Conv1d(2, 1, 2)', '--input', '3', '--weights', 'w.npy', '--format', 'csv'],
      files,
    );
    assert.equal(status, 2);
    assert.match(err, /w\.npy has the shape \(2, 1, 2\); the layer's weight has \(1, 2, 2\)\./);
  });

  it('impossible layers give 1 and bad usage 2, each with a sentence', () => {
    const cases: [number, RegExp, ...string[]][] = [
      [1, /Kernel size can't be greater than actual input size/, 'nn.Conv2d(1, 1, 3)', '--input', '2,2'],
      [1, /channels/, 'nn.Conv2d(3, 1, 3)', '--input', '4,9,9'],
      [1, /groups/, 'nn.Conv2d(3, 4, 3, groups=2)', '--input', '9,9'],
      [1, /missing 2 required/, 'nn.Conv2d(3)', '--input', '9,9'],
      [1, /./, 'nn.Conv2d(1, 1, 3)', '--input', '-4,9'],
      [1, /./, 'nn.Conv2d(1, 1, 3)', '--input', '1000000000,1000000000'],
      [1, /./, 'nn.Conv2d(512, 512, 3)', '--input', '4096,4096'],
      [2, /--input SHAPE is missing/, 'nn.Conv2d(1, 1, 3)'],
      [2, /EXPR is missing/, '--input', '4,4'],
      [2, /2 spatial sizes/, 'nn.Conv2d(1, 1, 3)', '--input', '4'],
      [2, /takes ints/, 'nn.Conv2d(1, 1, 3)', '--input', 'H,W'],
      [2, /nn\.ReLU\(\)/, 'nn.ReLU()', '--input', '4,4'],
      [2, /./, 'nn.Conv2d(1, 1', '--input', '4,4'],
      [2, /json, csv, mtx, npy, png/, 'nn.Conv2d(1, 1, 3)', '--input', '4,4', '--format', 'xml'],
      [2, /output channels are 0 to 0/, 'nn.Conv2d(1, 1, 3)', '--input', '4,4', '--pair', '1,0'],
      [2, /Unknown option '--nope'/, 'nn.Conv2d(1, 1, 3)', '--input', '4,4', '--nope'],
      [2, /channels from the input/, 'layers.Conv2D(4, 3)', '--input', '4,4'],
    ];
    for (const [status, message, ...args] of cases) {
      const outcome = runCli(['matrix', ...args]);
      assert.equal(outcome.status, status, args.join(' '));
      assert.match(outcome.err, message);
      assert.equal(outcome.out, '');
    }
  });
});

describe('conv-explorer overlap', () => {
  it('kernel 3 and stride 2 are uneven, kernel 4 and stride 2 even', () => {
    const uneven = overlap('nn.ConvTranspose2d(16, 8, 3, stride=2)', '8,8');
    assert.deepEqual(
      [uneven.shape, uneven.period, uneven.min, uneven.max, uneven.even],
      [[17, 17], [2, 2], 1, 4, false],
    );
    const even = overlap('nn.ConvTranspose2d(16, 8, 4, stride=2, padding=1)', '8,8');
    assert.deepEqual([even.shape, even.period, even.min, even.max, even.even], [[16, 16], [1, 1], 4, 4, true]);
  });

  it('counts are the entries per row of the matrix, or per column with --gradient, on random layers', () => {
    const next = randomInts(5);
    let painted = 0;
    for (let i = 0; i < 150; i++) {
      const rank = 1 + next(2);
      const pick = (low: number, high: number): number[] =>
        Array.from({ length: rank }, () => low + next(high - low + 1));
      const list = (values: number[]): string => `[${values.join(', ')}]`;
      const stride = pick(1, 3);
      const transposed = next(2) === 0;
      const common = `kernel_size=${list(pick(1, 4))}, stride=${list(stride)}, dilation=${list(pick(1, 2))}, padding=${list(pick(0, 2))}`;
      const extra = transposed ? `, output_padding=${list(stride.map(s => next(s)))}` : '';
      const layer = `nn.Conv${transposed ? 'Transpose' : ''}${rank}d(1, 1, ${common}${extra})`;
      const input = pick(2, 7).join(',');
      const made = runCli(['matrix', layer, '--input', input]);
      for (const gradient of [false, true]) {
        const covered = runCli(['overlap', layer, '--input', input, ...(gradient ? ['--gradient'] : [])]);
        assert.equal(covered.status, made.status, layer);
        if (made.status !== 0) continue;
        const csr = JSON.parse(made.out) as CsrJson;
        const counts = Array<number>(gradient ? csr.cols : csr.rows).fill(0);
        for (const [row = 0, col = 0] of entries(csr)) counts[gradient ? col : row]! += 1;
        const map = JSON.parse(covered.out) as OverlapJson;
        assert.deepEqual(map.counts, counts, `${layer} ${input} ${gradient}`);
        assert.equal(map.unpainted, counts.filter(count => count === 0).length);
        assert.equal(
          map.shape.reduce((product, size) => product * size, 1),
          counts.length,
        );
        painted++;
      }
    }
    assert.ok(painted > 150, `${painted} maps`);
  });

  it('csv has a line per row, and an empty line between slices', () => {
    const { counts } = overlap('nn.ConvTranspose3d(1, 1, 2, stride=2)', '1,2,1');
    const csv = answer('overlap', 'nn.ConvTranspose3d(1, 1, 2, stride=2)', '1,2,1', '--format', 'csv');
    const slices = csv.trimEnd().split('\n\n');
    assert.deepEqual(
      slices.map(slice => slice.split('\n').map(line => line.split(',').length)),
      [
        [2, 2, 2, 2],
        [2, 2, 2, 2],
      ],
    );
    assert.deepEqual(
      csv
        .split(/[\n,]+/)
        .filter(Boolean)
        .map(Number),
      counts,
    );
  });

  it('refuses what it cannot do with a sentence', () => {
    assert.equal(runCli(['overlap', 'nn.Conv2d(1, 1, 3)', '--input', '2,2']).status, 1);
    assert.equal(runCli(['overlap', 'nn.ConvTranspose2d(1, 1, 3)', '--input', '9999,9999']).status, 1);
    assert.equal(runCli(['overlap', 'nn.Conv2d(1, 1, 3)']).status, 2);
  });
});

describe('conv-explorer', () => {
  it('says its version and its help on standard output', () => {
    assert.match(runCli(['--version']).out, /^\d+\.\d+\.\d+\n$/);
    for (const argv of [['--help'], ['layers', '--help'], ['matrix', '-h'], ['overlap', 'x', '--help']]) {
      const { status, out, err } = runCli(argv);
      assert.deepEqual([status, err], [0, '']);
      assert.match(out, /^Usage: conv-explorer /);
    }
  });

  it('a missing or unknown command is bad usage', () => {
    for (const argv of [[], ['paint'], ['toString'], ['--nope']]) {
      const { status, out, err } = runCli(argv);
      assert.deepEqual([status, out], [2, '']);
      assert.match(err, /^conv-explorer: .+\.\nTry: conv-explorer --help\n$/);
    }
  });
});
