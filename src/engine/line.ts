import { checkListable } from './limits.js';
import { product } from './numbers.js';
import { inInputLayout, inOutputLayout } from './outputOrder.js';
import { outputSpatial } from './size.js';
import { columnTaps, rowTaps } from './taps.js';
import { isConnected, kernelPlace } from './weights.js';
import type { MatrixOptions } from './matrix.js';
import type { ConvSpec } from './params.js';
import { ok, refuse, type Problem, type Result } from './result.js';

/** One row or column of a layer's matrix. Numbers are doubles: the matrix may have more than 2^31 rows and columns. */
export interface MatrixLine {
  /** Of a row, the columns of its entries, ascending; of a column, the rows. One repeats when taps fold onto it. */
  readonly index: Float64Array;
  /** Flat index into the framework's own weight tensor, per entry. */
  readonly weightIdx: Float64Array;
}

const DEFAULT_BUDGET = 2 ** 26;

/**
 * One row of layerMatrix (whole layer, or a channel pair), straight from the geometry: the matrix is never built. Refused with
 * the layer's own reason, or 'too-large' where its entries would need more than budgetBytes (64 MiB unless said).
 */
export function layerRow(
  spec: ConvSpec,
  inputSpatial: readonly number[],
  row: number,
  options: MatrixOptions = {},
): Result<MatrixLine> {
  return lineOf(spec, inputSpatial, row, options, true);
}

/** One column of layerMatrix: every output that an input reaches. Otherwise as layerRow. */
export function layerColumn(
  spec: ConvSpec,
  inputSpatial: readonly number[],
  column: number,
  options: MatrixOptions = {},
): Result<MatrixLine> {
  return lineOf(spec, inputSpatial, column, options, false);
}

function lineOf(
  spec: ConvSpec,
  inputSpatial: readonly number[],
  line: number,
  { pair, budgetBytes = DEFAULT_BUDGET }: MatrixOptions,
  isRow: boolean,
): Result<MatrixLine> {
  const sizes = outputSpatial(spec, inputSpatial);
  if (!sizes.ok) return sizes;
  const problem = checkListable(spec, inputSpatial);
  if (problem) return refuse(problem);
  checkPair(spec, pair);
  const shape = { row: product(sizes.value), column: product(inputSpatial) };
  const length = isRow ? shape.row * (pair ? 1 : spec.outChannels) : shape.column * (pair ? 1 : spec.inChannels);
  if (!(Number.isInteger(line) && line >= 0 && line < length)) {
    throw new RangeError(`No ${isRow ? 'row' : 'column'} ${line} in a matrix that has ${length}`);
  }
  const entries: [number, number][] = [];
  const most = Math.floor(budgetBytes / ENTRY_BYTES);
  const turned = spec.outputLayout !== undefined && !pair;
  const own = turned && isRow ? inInputLayout(spec, line, shape.row) : line;
  const complete = visitLine(spec, inputSpatial, shape, own, { isRow, pair }, (other, weight) => {
    entries.push([turned && !isRow ? inOutputLayout(spec, other, shape.row) : other, weight]);
    return entries.length <= most;
  });
  if (!complete) return refuse(overBudget(isRow ? 'row' : 'column', line, budgetBytes));
  if (turned && !isRow) entries.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  return ok({
    index: Float64Array.from(entries, entry => entry[0]),
    weightIdx: Float64Array.from(entries, entry => entry[1]),
  });
}

/** What one entry takes while it is listed: two doubles, and about as much again for the list that it grows in. */
const ENTRY_BYTES = 64;

function overBudget(what: string, line: number, budgetBytes: number): Problem {
  return {
    code: 'too-large',
    message: `The entries of ${what} ${line} would need more than the ${budgetBytes} bytes allowed`,
    values: { line, budgetBytes },
  };
}

/** A pair of channels that the layer has not is a programmer's error. */
export function checkPair(spec: ConvSpec, pair: readonly [number, number] | undefined): void {
  if (!pair) return;
  const [o, i] = pair;
  if (!(o >= 0 && o < spec.outChannels && i >= 0 && i < spec.inChannels)) {
    throw new RangeError(`No channel pair ${o}, ${i} in a layer of ${spec.inChannels} to ${spec.outChannels} channels`);
  }
}

/** Elements of one output channel (rows) and of one input channel (columns). */
interface PairShape {
  readonly row: number;
  readonly column: number;
}

interface LineOptions {
  readonly isRow: boolean;
  readonly pair: readonly [number, number] | undefined;
}

/**
 * Visits the entries of one line in layerMatrix' order, until the visitor answers false; whether it came to the end. The layer
 * must be listable and the line exist.
 */
function visitLine(
  spec: ConvSpec,
  inputSpatial: readonly number[],
  shape: PairShape,
  line: number,
  { isRow, pair }: LineOptions,
  visit: (other: number, weight: number) => boolean,
): boolean {
  const [own, other] = isRow ? [shape.row, shape.column] : [shape.column, shape.row];
  const [ownChannels, otherChannels] = isRow
    ? [spec.outChannels, spec.inChannels]
    : [spec.inChannels, spec.outChannels];
  const last = spec.layout === 'NHWC';
  const place = pair ? line : last ? Math.floor(line / ownChannels) : line % own;
  const channel = pair ? pair[isRow ? 0 : 1] : last ? line % ownChannels : Math.floor(line / own);
  const taps = isRow ? rowTaps(spec, inputSpatial, place) : columnTaps(spec, inputSpatial, place);
  const otherOf = isRow ? (n: number) => taps[n]!.input : (n: number) => taps[n]!.output;
  const kernelOf = (c: number) => (isRow ? kernelPlace(spec, channel, c) : kernelPlace(spec, c, channel));
  const run = (from: number, to: number, c: number, index: (position: number) => number): boolean => {
    const { start, step } = kernelOf(c);
    for (let n = from; n < to; n++) {
      if (!visit(index(otherOf(n)), start + taps[n]!.weight * step)) return false;
    }
    return true;
  };
  if (pair) {
    if (!isConnected(spec, pair[0], pair[1])) return true;
    return run(0, taps.length, pair[isRow ? 1 : 0], position => position);
  }
  const perGroup = otherChannels / spec.groups;
  const firstChannel = Math.floor(channel / (ownChannels / spec.groups)) * perGroup;
  if (!last) {
    for (let c = firstChannel; c < firstChannel + perGroup; c++) {
      if (!run(0, taps.length, c, position => c * other + position)) return false;
    }
    return true;
  }
  // Channels lie innermost: taps that share a position stay together within each channel.
  for (let from = 0, to = 0; from < taps.length; from = to) {
    while (to < taps.length && otherOf(to) === otherOf(from)) to++;
    for (let c = firstChannel; c < firstChannel + perGroup; c++) {
      if (!run(from, to, c, position => position * otherChannels + c)) return false;
    }
  }
  return true;
}
