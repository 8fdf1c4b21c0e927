import path from 'node:path';
import { layerMatrix, memoryEstimate, transpose, type ConvSpec, type Csr, type Result } from '../engine/index.js';
import { oneOf, readArguments, readInts } from './arguments.js';
import { denseMatrix, denseRefusal } from './denseMatrix.js';
import { Chunks, EXIT_IMPOSSIBLE, EXIT_OK, UsageError, type Io } from './io.js';
import { layerAtInput, type LayerAtInput } from './layerExpression.js';
import { readWeights } from './npy.js';
import { writeNpy } from './npyWrite.js';
import { writePicture } from './picture.js';
import { readBytes } from './readText.js';
import { separableMatrix } from './separableMatrix.js';

const FORMATS = ['json', 'csv', 'mtx', 'npy', 'png'] as const;

/** The two maps of a separable convolution. */
export const STAGES = ['depthwise', 'pointwise'] as const;

/** `matrix EXPR --input SHAPE`: the exit status. @throws UsageError */
export function matrix(args: readonly string[], io: Io): number {
  const { values, positionals } = readArguments(args, {
    input: { type: 'string' },
    import: { type: 'string', multiple: true },
    pair: { type: 'string' },
    transpose: { type: 'boolean' },
    stage: { type: 'string' },
    weights: { type: 'string', multiple: true },
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
  const stage = values.stage === undefined ? undefined : oneOf('--stage', values.stage, STAGES);
  const part = values.pair === undefined ? 'whole' : 'pair';
  const layer = layerAtInput(expression, values.import ?? [], values.input, { part, stage });
  if (!layer.ok) return impossible(io, layer.problem.message);
  const pair = values.pair === undefined ? undefined : readPair(values.pair, layer.value.spec);
  const dense = format === 'npy' || format === 'png';
  const files = values.weights ?? [];
  const read = (file: string, spec: ConvSpec): Float64Array =>
    readWeights(readBytes(io, path.resolve(io.cwd, file), file), file, spec);
  const built = layer.value.pointwise
    ? bothStages(layer.value, layer.value.pointwise, files, read, pair !== undefined, dense)
    : oneMap(layer.value, files, read, pair, dense);
  if (!built.ok) return impossible(io, built.problem.message);
  const csr = values.transpose ? transpose(built.value.csr) : built.value.csr;
  const weights = built.value.values;
  if (dense) {
    const write = format === 'npy' ? writeNpy : writePicture;
    write(bytes => io.out(bytes), denseMatrix(csr, weights));
  } else WRITERS[format](new Chunks(io), csr, weights);
  return EXIT_OK;
}

/** A matrix, and the values that its weightIdx counts where weights are given. */
interface Built {
  readonly csr: Csr;
  readonly values: Float64Array | null;
}

type ReadWeights = (file: string, spec: ConvSpec) => Float64Array;

function tooDense(rows: number, cols: number): Result<never> | null {
  const refusal = denseRefusal(rows, cols);
  return refusal === null ? null : { ok: false, problem: { code: 'too-large', message: refusal } };
}

function oneMap(
  { spec, inputSpatial }: LayerAtInput,
  files: readonly string[],
  read: ReadWeights,
  pair: [number, number] | undefined,
  dense: boolean,
): Result<Built> {
  const [file, ...more] = files;
  if (more.length > 0) throw new UsageError('One --weights is enough: only a separable convolution has two.');
  const { rows, cols } = memoryEstimate(spec, inputSpatial, pair === undefined);
  const refused = dense ? tooDense(rows, cols) : null;
  if (refused) return refused;
  const built = layerMatrix(spec, inputSpatial, pair === undefined ? {} : { pair });
  if (!built.ok) return built;
  return { ok: true, value: { csr: built.value, values: file === undefined ? null : read(file, spec) } };
}

/** A separable layer as one matrix: it needs values, since an entry is a sum of products of two weights. */
function bothStages(
  first: LayerAtInput,
  second: { readonly spec: ConvSpec; readonly inputSpatial: readonly number[] },
  files: readonly string[],
  read: ReadWeights,
  onePair: boolean,
  dense: boolean,
): Result<Built> {
  const [depthwise, pointwise, ...more] = files;
  if (depthwise === undefined || pointwise === undefined || more.length > 0 || onePair) {
    const message =
      'A separable convolution is two maps, and an entry of their product is no single weight: ask for --stage depthwise ' +
      'or --stage pointwise, or give both weights (--weights DEPTHWISE.npy --weights POINTWISE.npy) for the values of the whole.';
    return { ok: false, problem: { code: 'argument-invalid', message } };
  }
  const rows = memoryEstimate(second.spec, second.inputSpatial, true).rows;
  const { cols } = memoryEstimate(first.spec, first.inputSpatial, true);
  const refused = dense ? tooDense(rows, cols) : null;
  if (refused) return refused;
  return separableMatrix(
    { ...first, weights: read(depthwise, first.spec) },
    { ...second, weights: read(pointwise, second.spec) },
  );
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
