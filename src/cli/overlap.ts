import { axisTaps, checkListable, overlapCounts, overlapMap, overlapVerdict } from '../engine/index.js';
import type { AxisTaps, Result } from '../engine/index.js';
import { oneOf, readArguments } from './arguments.js';
import { Chunks, EXIT_IMPOSSIBLE, EXIT_OK, UsageError, type Io } from './io.js';
import { countsMatrix } from './denseMatrix.js';
import { layerAtInput, type LayerAtInput } from './layerExpression.js';
import { STAGES } from './matrix.js';
import { writeNpy } from './npyWrite.js';
import { writePicture } from './picture.js';

const FORMATS = ['json', 'csv', 'npy', 'png'] as const;

/** More elements than that are not listed one by one. */
const MAX_ELEMENTS = 2 ** 26;

/** How often each element of one side of a layer takes part, for one channel pair. */
interface Coverage {
  readonly shape: readonly number[];
  /** Row-major. */
  readonly counts: Int32Array;
  /** Of the unbounded interior. */
  readonly period: readonly number[];
  readonly min: number;
  readonly max: number;
  readonly even: boolean;
  /** Elements of the real map without a tap. */
  readonly unpainted: number;
}

/** `overlap EXPR --input SHAPE`: the exit status. @throws UsageError */
export function overlap(args: readonly string[], io: Io): number {
  const { values, positionals } = readArguments(args, {
    input: { type: 'string' },
    import: { type: 'string', multiple: true },
    gradient: { type: 'boolean' },
    stage: { type: 'string' },
    format: { type: 'string', default: 'json' },
  });
  const format = oneOf('--format', values.format, FORMATS);
  const [expression, ...more] = positionals;
  if (expression === undefined) throw new UsageError('EXPR is missing.');
  if (more.length > 0) throw new UsageError(`One EXPR is enough: quote it, as in 'nn.Conv2d(1, 1, 3)'.`);
  if (values.input === undefined) throw new UsageError('--input SHAPE is missing.');
  // Of a separable layer the first stage: a pointwise one has a stride of 1 and a kernel of 1, and paints every element once.
  const stage = values.stage === undefined ? undefined : oneOf('--stage', values.stage, STAGES);
  const layer = layerAtInput(expression, values.import ?? [], values.input, { part: 'pair', stage });
  const covered = layer.ok ? coverage(layer.value, values.gradient ?? false) : layer;
  if (!covered.ok) {
    io.err(`conv-explorer: ${covered.problem.message}\n`);
    return EXIT_IMPOSSIBLE;
  }
  WRITERS[format](io, covered.value);
  return EXIT_OK;
}

/**
 * Outputs painted by a transposed layer, or inputs read by a convolution, are what overlaps unevenly: the engine's map. The other
 * side of either has the whole kernel everywhere but at the border.
 */
function coverage(layer: LayerAtInput, gradient: boolean): Result<Coverage> {
  const { spec, inputSpatial } = layer;
  const size = (gradient ? inputSpatial : layer.outputSpatial).reduce((product, length) => product * length, 1);
  if (size > MAX_ELEMENTS) {
    const message = `The map has ${size} elements; up to ${MAX_ELEMENTS} are listed.`;
    return { ok: false, problem: { code: 'too-large', message } };
  }
  if (spec.transposed !== gradient) {
    const map = overlapMap(spec, inputSpatial);
    if (!map.ok) return map;
    const { period, min, max, even } = overlapVerdict(spec);
    const { shape, unpainted } = map.value;
    return { ok: true, value: { shape, counts: overlapCounts(map.value), period, min, max, even, unpainted } };
  }
  const problem = checkListable(spec, inputSpatial);
  if (problem) return { ok: false, problem };
  const profiles = inputSpatial.map((length, axis) => {
    const taps = axisTaps(spec, axis, length);
    return gradient ? perInput(taps) : perOutput(taps);
  });
  const kernel = spec.kernelSize.reduce((product, length) => product * length, 1);
  const counts = outer(profiles);
  return {
    ok: true,
    value: {
      shape: profiles.map(profile => profile.length),
      counts,
      period: profiles.map(() => 1),
      min: kernel,
      max: kernel,
      even: true,
      unpainted: counts.reduce((zeros, count) => zeros + (count === 0 ? 1 : 0), 0),
    },
  };
}

function perOutput({ outputs, ptr }: AxisTaps): Int32Array {
  return Int32Array.from({ length: outputs }, (_, output) => (ptr[output + 1] ?? 0) - (ptr[output] ?? 0));
}

function perInput({ inputs, input }: AxisTaps): Int32Array {
  const counts = new Int32Array(inputs);
  for (const index of input) counts[index]! += 1;
  return counts;
}

/** The product of one profile per axis, row-major. */
function outer(profiles: readonly Int32Array[]): Int32Array {
  return profiles.reduce(
    (counts, profile) => {
      const next = new Int32Array(counts.length * profile.length);
      let at = 0;
      for (const a of counts) for (const b of profile) next[at++] = a * b;
      return next;
    },
    new Int32Array([1]),
  );
}

function writeJson(io: Io, { shape, counts, period, min, max, even, unpainted }: Coverage): void {
  const out = new Chunks(io);
  out.write(`{"shape":${JSON.stringify(shape)},"counts":[`);
  out.list(counts);
  out.write(
    `],"period":${JSON.stringify(period)},"min":${min},"max":${max},"even":${even},"unpainted":${unpainted}}\n`,
  );
  out.flush();
}

/** A line per row of the map; the slices of a 3-D map are separated by an empty line. */
function writeCsv(io: Io, { shape, counts }: Coverage): void {
  const out = new Chunks(io);
  const width = shape.at(-1) ?? 1;
  const height = shape.at(-2) ?? 1;
  for (let at = 0; at < counts.length; at += width) {
    if (at > 0 && at % (width * height) === 0) out.write('\n');
    out.list(counts.subarray(at, at + width));
    out.write('\n');
  }
  out.flush();
}

/** The map as a matrix; the slices of a 3-D one stand below each other. */
function asMatrix({ shape, counts }: Coverage) {
  return countsMatrix(counts, shape.at(-1) ?? 1);
}

const WRITERS: Readonly<Record<(typeof FORMATS)[number], (io: Io, coverage: Coverage) => void>> = {
  json: writeJson,
  csv: writeCsv,
  npy: (io, coverage) => writeNpy(bytes => io.out(bytes), asMatrix(coverage), coverage.shape),
  png: (io, coverage) => writePicture(bytes => io.out(bytes), asMatrix(coverage)),
};
