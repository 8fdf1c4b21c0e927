import path from 'node:path';
import { layerMatrix, memoryEstimate, transpose, type ConvSpec, type Csr } from '../engine/index.js';
import { oneOf, readArguments, readInts } from './arguments.js';
import { denseMatrix, denseRefusal } from './denseMatrix.js';
import { Chunks, EXIT_IMPOSSIBLE, EXIT_OK, UsageError, type Io } from './io.js';
import { layerAtInput } from './layerExpression.js';
import { readWeights } from './npy.js';
import { writeNpy } from './npyWrite.js';
import { writePicture } from './picture.js';
import { readBytes } from './readText.js';

const FORMATS = ['json', 'csv', 'mtx', 'npy', 'png'] as const;

/** `matrix EXPR --input SHAPE`: the exit status. @throws UsageError */
export function matrix(args: readonly string[], io: Io): number {
  const { values, positionals } = readArguments(args, {
    input: { type: 'string' },
    import: { type: 'string', multiple: true },
    pair: { type: 'string' },
    transpose: { type: 'boolean' },
    weights: { type: 'string' },
    format: { type: 'string', default: 'json' },
  });
  const format = oneOf('--format', values.format, FORMATS);
  const [expression, ...more] = positionals;
  if (expression === undefined) throw new UsageError('EXPR is missing.');
  if (more.length > 0) throw new UsageError(`One EXPR is enough: quote it, as in 'nn.Conv2d(1, 1, 3)'.`);
  if (values.input === undefined) throw new UsageError('--input SHAPE is missing.');
  if (values.weights !== undefined && format === 'json') {
    throw new UsageError('--weights takes --format csv, mtx, npy or png.');
  }
  const layer = layerAtInput(
    expression,
    values.import ?? [],
    values.input,
    values.pair === undefined ? 'whole' : 'pair',
  );
  if (!layer.ok) return impossible(io, layer.problem.message);
  const { spec, inputSpatial } = layer.value;
  const pair = values.pair === undefined ? undefined : readPair(values.pair, spec);
  const dense = format === 'npy' || format === 'png';
  const { rows, cols } = memoryEstimate(spec, inputSpatial, pair === undefined);
  const refusal = dense ? denseRefusal(rows, cols) : null;
  if (refusal !== null) return impossible(io, refusal);
  const built = layerMatrix(spec, inputSpatial, pair === undefined ? {} : { pair });
  if (!built.ok) return impossible(io, built.problem.message);
  const csr = values.transpose ? transpose(built.value) : built.value;
  const file = values.weights;
  const weights = file === undefined ? null : readWeights(readBytes(io, path.resolve(io.cwd, file), file), file, spec);
  if (dense) {
    const write = format === 'npy' ? writeNpy : writePicture;
    write(bytes => io.out(bytes), denseMatrix(csr, weights));
  } else WRITERS[format](new Chunks(io), csr, weights);
  return EXIT_OK;
}

function impossible(io: Io, message: string): number {
  io.err(`conv-explorer: ${message}\n`);
  return EXIT_IMPOSSIBLE;
}

function readPair(text: string, spec: ConvSpec): [number, number] {
  const [output, input, ...more] = readInts('--pair', text);
  if (output === undefined || input === undefined || more.length > 0) {
    throw new UsageError(`--pair takes an output and an input channel, as in 0,0; it got "${text}".`);
  }
  if (output < 0 || output >= spec.outChannels || input < 0 || input >= spec.inChannels) {
    throw new UsageError(
      `--pair ${text}: output channels are 0 to ${spec.outChannels - 1}, input channels 0 to ${spec.inChannels - 1}.`,
    );
  }
  return [output, input];
}

/** Calls `visit` for every entry: its row, its column, and its weight's flat index. */
function forEachEntry(
  { rows, rowPtr, colIdx, weightIdx }: Csr,
  visit: (row: number, col: number, weight: number) => void,
): void {
  for (let row = 0; row < rows; row++) {
    const end = rowPtr[row + 1] ?? 0;
    for (let p = rowPtr[row] ?? 0; p < end; p++) visit(row, colIdx[p] ?? 0, weightIdx[p] ?? 0);
  }
}

type Writer = (out: Chunks, csr: Csr, weights: Float64Array | null) => void;

const WRITERS: Readonly<Record<'json' | 'csv' | 'mtx', Writer>> = {
  json(out, { rows, cols, rowPtr, colIdx, weightIdx }) {
    out.write(`{"rows":${rows},"cols":${cols},"rowPtr":[`);
    out.list(rowPtr);
    out.write('],"colIdx":[');
    out.list(colIdx);
    out.write('],"weightIdx":[');
    out.list(weightIdx);
    out.write(']}\n');
    out.flush();
  },

  csv(out, csr, weights) {
    out.write(weights ? 'row,col,value\n' : 'row,col,weightIdx\n');
    forEachEntry(csr, (row, col, weight) =>
      out.write(`${row},${col},${weights ? numberText(weights[weight]) : weight}\n`),
    );
    out.flush();
  },

  mtx(out, csr, weights) {
    out.write(`%%MatrixMarket matrix coordinate ${weights ? 'real' : 'integer'} general\n`);
    out.write(`${csr.rows} ${csr.cols} ${csr.colIdx.length}\n`);
    forEachEntry(csr, (row, col, weight) =>
      out.write(`${row + 1} ${col + 1} ${weights ? numberText(weights[weight]) : weight + 1}\n`),
    );
    out.flush();
  },
};

/** The shortest digits that read back as the same number, in a spelling that C, Python and MatrixMarket readers know. */
function numberText(value = NaN): string {
  if (Number.isFinite(value)) return Object.is(value, -0) ? '-0' : String(value);
  return Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf';
}
