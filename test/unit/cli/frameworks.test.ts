import assert from 'node:assert/strict';
import { readNpy } from '../../../src/cli/npy.js';
import { row, scattered } from '../engine/truthTable.js';
import { numericCalls } from './frameworkCalls.js';
import { npyFile } from './npyFile.js';
import { readGreyPng } from './pngFile.js';
import { runCli } from './runCli.js';

interface Csr {
  readonly rows: number;
  readonly cols: number;
  readonly rowPtr: readonly number[];
  readonly colIdx: readonly number[];
  readonly weightIdx: readonly number[];
}

interface Overlap {
  readonly shape: readonly number[];
  readonly counts: readonly number[];
  readonly period: readonly number[];
  readonly min: number;
  readonly max: number;
  readonly even: boolean;
  readonly unpainted: number;
}

type Files = Readonly<Record<string, Uint8Array>>;

function answer(args: readonly string[], files: Files = {}): Uint8Array {
  const { status, bytes, err } = runCli(args, files);
  assert.equal(status, 0, `${args.join(' ')}: ${err}`);
  return bytes;
}

const text = (args: readonly string[], files: Files = {}): string => Buffer.from(answer(args, files)).toString();
const json = <T>(args: readonly string[]): T => JSON.parse(text(args)) as T;

/** [row, column, weight] of every entry, in the order of the matrix. */
function entries({ rows, rowPtr, colIdx, weightIdx }: Csr): [number, number, number][] {
  const found: [number, number, number][] = [];
  for (let r = 0; r < rows; r++) {
    for (let p = rowPtr[r] ?? 0; p < (rowPtr[r + 1] ?? 0); p++) found.push([r, colIdx[p] ?? -1, weightIdx[p] ?? -1]);
  }
  return found;
}

function dense(rows: number, cols: number, of: readonly (readonly [number, number, number])[]): number[] {
  const data = Array<number>(rows * cols).fill(0);
  for (const [r, c, value] of of) data[r * cols + c]! += value;
  return data;
}

/**
 * One layer per kind of call: the input's shape without its batch, where the channels are in it, and how many weights there are.
 */
const LAYERS: readonly {
  readonly call: string;
  readonly input: readonly number[];
  readonly output: readonly number[];
  readonly channels: 'first' | 'last';
  readonly weights: number;
}[] = [
  {
    call: 'nn.Conv2d(4, 2, 3, stride=2, padding=1, groups=2)',
    input: [4, 5, 6],
    output: [2, 3, 3],
    channels: 'first',
    weights: 36,
  },
  {
    call: 'F.conv_transpose1d(weight=(2, 3, 3), stride=2)',
    input: [2, 4],
    output: [3, 9],
    channels: 'first',
    weights: 18,
  },
  {
    call: "layers.Conv2DTranspose(2, 3, strides=2, padding='same')",
    input: [3, 2, 3],
    output: [6, 4, 2],
    channels: 'last',
    weights: 54,
  },
  {
    call: "onnx.helper.make_node('Conv', ['x', (2, 3, 2, 3)], ['y'], pads=[0, 1, 2, 0])",
    input: [3, 4, 4],
    output: [2, 5, 3],
    channels: 'first',
    weights: 36,
  },
  {
    call: "onnx.helper.make_node('ConvTranspose', ['x', (2, 2, 3)], ['y'], strides=[2], auto_pad='SAME_LOWER', group=2)",
    input: [2, 4],
    output: [4, 8],
    channels: 'first',
    weights: 12,
  },
  {
    call: 'paddle.nn.Conv2D(3, 2, 3, padding=[1, 0, 2, 1])',
    input: [3, 3, 4],
    output: [2, 2, 5],
    channels: 'first',
    weights: 54,
  },
  {
    call: "paddle.nn.functional.conv1d_transpose(weight=(2, 3, 3), stride=2, data_format='NLC')",
    input: [3, 2],
    output: [7, 3],
    channels: 'last',
    weights: 18,
  },
  { call: 'mlx.nn.Conv2d(2, 3, 3, stride=2)', input: [5, 6, 2], output: [2, 2, 3], channels: 'last', weights: 54 },
  {
    call: 'mlx.core.conv_transpose1d(weight=(3, 4, 2), stride=2, padding=1)',
    input: [4, 2],
    output: [8, 3],
    channels: 'last',
    weights: 24,
  },
  {
    call: "tf.nn.conv2d(filters=(2, 3, 2, 3), strides=2, padding='SAME')",
    input: [4, 5, 2],
    output: [2, 3, 3],
    channels: 'last',
    weights: 36,
  },
  {
    call: "tf.nn.conv2d_transpose(filters=(3, 2, 3, 2), output_shape=[1, 5, 7, 3], strides=2, padding='VALID')",
    input: [2, 3, 2],
    output: [5, 7, 3],
    channels: 'last',
    weights: 36,
  },
  {
    call: "keras.ops.conv(kernel=(3, 2, 3), strides=2, padding='valid')",
    input: [7, 2],
    output: [3, 3],
    channels: 'last',
    weights: 18,
  },
  {
    call: "lax.conv(rhs=(3, 2, 3), window_strides=(2,), padding='SAME')",
    input: [2, 6],
    output: [3, 3],
    channels: 'first',
    weights: 18,
  },
  {
    call: "lax.conv_transpose(rhs=(3, 2, 3), strides=(2,), padding='SAME')",
    input: [4, 2],
    output: [8, 3],
    channels: 'last',
    weights: 18,
  },
  {
    call: "flax.linen.Conv(3, (3,), strides=2, padding='CIRCULAR')",
    input: [6, 2],
    output: [3, 3],
    channels: 'last',
    weights: 18,
  },
  {
    call: 'flax.linen.ConvTranspose(3, (3,), strides=(2,), transpose_kernel=True)',
    input: [4, 2],
    output: [8, 3],
    channels: 'last',
    weights: 18,
  },
];

describe('the command line over the frameworks', () => {
  for (const { call, input, output, channels, weights } of LAYERS) {
    const base = ['matrix', call, '--input', input.join(',')];
    const values = scattered(weights, 1);
    const files: Files = { 'w.npy': npyFile('<f8', [weights], [...values]) };

    it(`matrix has rows for the outputs and columns for the inputs of ${call}`, () => {
      const csr = json<Csr>(base);
      const size = (shape: readonly number[]): number => shape.reduce((product, length) => product * length, 1);
      assert.deepEqual([csr.rows, csr.cols], [size(output), size(input)]);
      assert.ok(csr.weightIdx.every(index => index >= 0 && index < weights));
      // Every weight takes part somewhere: no layer of the list has one that only meets padding.
      assert.equal(new Set(csr.weightIdx).size, weights);
    });

    it(`every format and option shows the same matrix of ${call}`, () => {
      for (const more of [[], ['--pair', '0,0'], ['--transpose'], ['--transpose', '--pair', '1,1']]) {
        const args = [...base, ...more];
        const csr = json<Csr>(args);
        const all = entries(csr);
        const numbers = dense(
          csr.rows,
          csr.cols,
          all.map(([r, c, index]) => [r, c, index + 1] as const),
        );
        const valued = dense(
          csr.rows,
          csr.cols,
          all.map(([r, c, index]) => [r, c, values[index] ?? NaN] as const),
        );
        const csv = text([...args, '--format', 'csv'])
          .trimEnd()
          .split('\n');
        assert.deepEqual(csv, ['row,col,weightIdx', ...all.map(entry => entry.join(','))]);
        const mtx = text([...args, '--format', 'mtx'])
          .trimEnd()
          .split('\n');
        assert.deepEqual(mtx.slice(1), [
          `${csr.rows} ${csr.cols} ${all.length}`,
          ...all.map(([r, c, index]) => `${r + 1} ${c + 1} ${index + 1}`),
        ]);
        const npy = readNpy(answer([...args, '--format', 'npy']), 'm.npy');
        assert.deepEqual([npy.shape, [...npy.data]], [[csr.rows, csr.cols], numbers]);
        const weighted = [...args, '--weights', 'w.npy'];
        assert.deepEqual([...readNpy(answer([...weighted, '--format', 'npy'], files), 'm.npy').data], valued);
        const csvValues = text([...weighted, '--format', 'csv'], files)
          .trimEnd()
          .split('\n')
          .slice(1);
        assert.deepEqual(
          csvValues,
          all.map(([r, c, index]) => `${r},${c},${values[index]}`),
        );
        assert.match(text([...weighted, '--format', 'mtx'], files), /^%%MatrixMarket matrix coordinate real general\n/);
        for (const [drawn, expected] of [
          [args, numbers],
          [weighted, valued],
        ] as const) {
          const picture = readGreyPng(answer([...drawn, '--format', 'png'], files));
          assert.deepEqual([picture.height, picture.width], [csr.rows, csr.cols]);
          const levels = new Map(expected.map((value, index) => [value, picture.levels[index]]));
          assert.ok(expected.every((value, index) => picture.levels[index] === levels.get(value)));
        }
      }
    });

    it(`the transpose, and a pair's block, are those of the whole matrix of ${call}`, () => {
      const whole = entries(json<Csr>(base));
      const transposed = entries(json<Csr>([...base, '--transpose']));
      const order = (list: [number, number, number][]): [number, number, number][] =>
        list.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]);
      assert.deepEqual(transposed, order(whole.map(([r, c, index]) => [c, r, index])));
      // What one output channel computes from one input channel, as rows and columns of the whole.
      const [from, to] = [channel(input, channels), channel(output, channels)];
      const block = whole
        .filter(([r, c]) => to.of(r) === 0 && from.of(c) === 0)
        .map(([r, c, index]): [number, number, number] => [to.position(r), from.position(c), index]);
      assert.deepEqual(entries(json<Csr>([...base, '--pair', '0,0'])), order(block));
    });

    it(`overlap counts the taps of ${call}, and its gradient what reads each input`, () => {
      const pair = entries(json<Csr>([...base, '--pair', '0,0']));
      const counted = (key: 0 | 1, length: number): number[] => {
        const counts = Array<number>(length).fill(0);
        for (const entry of pair) counts[entry[key]]! += 1;
        return counts;
      };
      for (const gradient of [false, true]) {
        const args = ['overlap', call, '--input', input.join(','), ...(gradient ? ['--gradient'] : [])];
        const map = json<Overlap>(args);
        const spatial = channel(gradient ? input : output, channels).spatial;
        assert.deepEqual(map.shape, spatial);
        assert.deepEqual(map.counts, counted(gradient ? 1 : 0, map.counts.length));
        assert.equal(map.unpainted, map.counts.filter(count => count === 0).length);
        assert.equal(map.even, map.min === map.max);
        assert.ok(Math.max(...map.counts) <= map.max);
        const rows = text([...args, '--format', 'csv'])
          .trimEnd()
          .split(/\n+/);
        assert.deepEqual(rows.join(',').split(',').map(Number), map.counts);
        const npy = readNpy(answer([...args, '--format', 'npy']), 'o.npy');
        assert.deepEqual([npy.shape, [...npy.data]], [map.shape, map.counts]);
        assert.equal(readGreyPng(answer([...args, '--format', 'png'])).levels.length, map.counts.length);
      }
    });
  }

  it('matrix times x is what the framework computed', () => {
    const wrong = new Map<string, string[]>();
    const compared = new Map<string, number>();
    for (const { framework, expression, input, y } of numericCalls(60)) {
      const csr = json<Csr>(['matrix', expression, '--input', input.join(',')]);
      const x = scattered(csr.cols, 2);
      const weights = scattered(Math.max(0, ...csr.weightIdx) + 1, 1);
      const ours = Array<number>(csr.rows).fill(0);
      for (const [r, c, index] of entries(csr)) ours[r]! += (weights[index] ?? NaN) * (x[c] ?? NaN);
      compared.set(framework, (compared.get(framework) ?? 0) + 1);
      if (JSON.stringify(ours) === JSON.stringify(y)) continue;
      wrong.set(framework, [...(wrong.get(framework) ?? []), `${expression} ${input.join(',')}`]);
    }
    for (const [framework, count] of compared) {
      row(framework, 'matrix of the command line × x', count, wrong.get(framework)?.length ?? 0);
    }
    assert.ok([...compared.values()].every(count => count >= 20));
    assert.deepEqual([...wrong.values()].flat(), []);
  });

  it('says what is wrong, in the framework’s words where it refuses', () => {
    const node = (more: string): string => `onnx.helper.make_node('Conv', ['x', 'w'], ['y']${more})`;
    const refused: readonly [number, RegExp, string, string, ...string[]][] = [
      [
        1,
        /Attribute strides must only contain positive values/,
        node(', kernel_shape=[3], strides=[0]'),
        '8',
        '--pair',
        '0,0',
      ],
      [1, /Unrecognized attribute: kernel_size/, node(', kernel_size=[3]'), '8'],
      [1, /Invalid input shape: \{2\}/, node(', kernel_shape=[3]'), '2', '--pair', '0,0'],
      [2, /does not say how many channels/, node(', kernel_shape=[3]'), '2,8'],
      [2, /output channels are 0 to 0/, node(', kernel_shape=[3]'), '8', '--pair', '1,0'],
      [2, /how many spatial axes the node has/, node(''), '8', '--pair', '0,0'],
      [2, /no convolution that is known/, "onnx.helper.make_node('Relu', ['x'], ['y'])", '8'],
      [2, /no convolution that is known/, 'mindspore.nn.Conv2d(3, 8, 3)', '3,8,8', '--import', 'import mindspore'],
      [2, /its code and its documentation disagree/, "paddle.nn.Conv2DTranspose(3, 6, 3, 2, padding='SAME')", '3,8,8'],
      [1, /in_channels must be divisible by groups/, 'paddle.nn.Conv2D(3, 6, 3, groups=2)', '3,8,8'],
      [1, /Input x should be 4D tensor|channels/, 'paddle.nn.Conv2D(3, 6, 3)', '4,8,8'],
      [2, /MLX crops the input/, 'mlx.nn.ConvTranspose1d(1, 1, 3, 2, 3)', '8,1'],
      [1, /must be divisible by the number of groups/, 'mlx.nn.Conv2d(3, 6, 3, groups=2)', '8,8,3'],
      [1, /2\^53|more than/, 'mlx.nn.Conv2d(3, 6, 3)', '1000000000,1000000000,3'],
    ];
    for (const [status, message, call, input, ...more] of refused) {
      const outcome = runCli(['matrix', call, '--input', input, ...more]);
      assert.equal(outcome.status, status, `${call}: ${outcome.err}`);
      assert.match(outcome.err, message);
      assert.equal(outcome.out, '');
    }
  });
});

/** Where channels and spatial sizes are in a shape without its batch. */
function channel(shape: readonly number[], where: 'first' | 'last') {
  const spatial = where === 'first' ? shape.slice(1) : shape.slice(0, -1);
  const count = (where === 'first' ? shape[0] : shape.at(-1)) ?? 0;
  const size = spatial.reduce((product, length) => product * length, 1);
  return {
    spatial,
    of: (flat: number): number => (where === 'first' ? Math.floor(flat / size) : flat % count),
    position: (flat: number): number => (where === 'first' ? flat % size : Math.floor(flat / count)),
  };
}
