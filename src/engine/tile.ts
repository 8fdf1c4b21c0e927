import { geometries } from './axis.js';
import { checkListable } from './limits.js';
import { checkPair } from './line.js';
import { memoryEstimate } from './memory.js';
import { isExact } from './numbers.js';
import { channelPattern, type PatternAxis } from './patternAxis.js';
import { shortOrLongPattern } from './patternTable.js';
import { outputSpatial } from './size.js';
import { cellCounts } from './tileCounts.js';
import { tileEntries, type TileEntries } from './tileEntries.js';
import { isConnected, weightLength } from './weights.js';
import type { MatrixOptions } from './matrix.js';
import type { ConvSpec } from './params.js';
import { ok, refuse, type Problem, type Result } from './result.js';

/** A rectangle of a layer's matrix and how finely to look at it. */
export interface TileRequest {
  /** From the first row to the one after the last; likewise columns. */
  readonly rows: readonly [number, number];
  readonly cols: readonly [number, number];
  /** At most so many cells down and across; never more than there are rows and columns. */
  readonly resolution: readonly [number, number];
}

/** A rectangle of a layer's matrix in cells. Cell t of n along R rows has rows from + ⌊t·R/n⌋ to from + ⌊(t+1)·R/n⌋ − 1. */
export interface Tile {
  readonly height: number;
  readonly width: number;
  /** Entries in each cell, row-major. Taps that fold onto one place count each. */
  readonly counts: Float64Array;
  /**
   * Where every cell is one row and one column: flat index into the framework's weight tensor of the cell's (first) entry, −1
   * for none. null at coarser resolutions, and where the kernel is too long to go through for every row.
   */
  readonly weightIdx: Float64Array | null;
}

const DEFAULT_BUDGET = 2 ** 26;

/** Per corner of a cell: its counts below, the counts, the weight index, and at most four doubles in the table of an axis. */
const CELL_BYTES = 8 * (1 + 1 + 1 + 4);

/**
 * What a view needs of layerMatrix (whole layer, or a channel pair) to draw a part of it at a resolution, straight from the
 * geometry: time and memory depend on the number of cells, not on the matrix. Refused with the layer's own reason, or 'too-large'
 * where the cells need more than budgetBytes (64 MiB unless said) or the matrix has more than 2^52 entries. A rectangle outside the
 * matrix is a RangeError.
 */
export function layerTile(
  spec: ConvSpec,
  inputSpatial: readonly number[],
  request: TileRequest,
  { pair, budgetBytes = DEFAULT_BUDGET }: MatrixOptions = {},
): Result<Tile> {
  const sizes = outputSpatial(spec, inputSpatial);
  if (!sizes.ok) return sizes;
  checkPair(spec, pair);
  if (spec.outputLayout && !pair) return refuse(twoLayouts(spec));
  const { rows, cols, entries } = memoryEstimate(spec, inputSpatial, !pair);
  if (!isExact(entries * 2) || !isExact(rows) || !isExact(cols)) return refuse(tooManyEntries(rows, cols));
  const height = cellsAlong('rows', request.rows, rows, request.resolution[0]);
  const width = cellsAlong('columns', request.cols, cols, request.resolution[1]);
  const bytes = (height + 1) * (width + 1) * CELL_BYTES;
  if (bytes > budgetBytes) return refuse(overBudget(height, width, bytes, budgetBytes));
  const single = height === request.rows[1] - request.rows[0] && width === request.cols[1] - request.cols[0];
  const connected = !pair || isConnected(spec, pair[0], pair[1]);
  if (single && isListed(spec, inputSpatial, height)) {
    const entries = connected ? tileEntries(spec, inputSpatial, request, pair) : noEntries(height * width);
    return ok({ height, width, ...entries });
  }
  const counts = connected
    ? cellCounts(layerAxes(spec, inputSpatial, pair), boundaries(request.rows, height), boundaries(request.cols, width))
    : noEntries(height * width).counts;
  return ok({ height, width, counts, weightIdx: null });
}

/** Going through every kernel position of so many rows still takes no time that a person notices. */
const LISTED_STEPS = 2 ** 24;

/** Whether the entries of some rows are few enough to be gone through, each with its weight. */
function isListed(spec: ConvSpec, inputSpatial: readonly number[], rows: number): boolean {
  const positions = spec.kernelSize.reduce((sum, size) => sum + size, 0);
  return rows * positions <= LISTED_STEPS && !checkListable(spec, inputSpatial) && isExact(weightLength(spec));
}

function noEntries(cells: number): TileEntries {
  return { counts: new Float64Array(cells), weightIdx: new Float64Array(cells).fill(-1) };
}

/** The layer's axes in the order in which its layout flattens them. */
function layerAxes(spec: ConvSpec, inputSpatial: readonly number[], pair: MatrixOptions['pair']): PatternAxis[] {
  const spatial = geometries(spec, inputSpatial).map(shortOrLongPattern);
  if (pair || (spec.inChannels === 1 && spec.outChannels === 1)) return spatial;
  return spec.layout === 'NHWC' ? [...spatial, channelPattern(spec)] : [channelPattern(spec), ...spatial];
}

function cellsAlong(what: string, [from, to]: readonly [number, number], size: number, cells: number): number {
  const isRange = Number.isInteger(from) && Number.isInteger(to) && from >= 0 && to > from && to <= size;
  if (!isRange) throw new RangeError(`No ${what} ${from} to ${to} in a matrix that has ${size}`);
  if (!(Number.isInteger(cells) && cells >= 1)) throw new RangeError(`A resolution of ${cells} ${what}`);
  return Math.min(cells, to - from);
}

/** from + ⌊t·(to − from)/cells⌋ for t = 0 … cells, without a product that 2^53 might not hold. */
function boundaries([from, to]: readonly [number, number], cells: number): Float64Array {
  const whole = Math.floor((to - from) / cells);
  const rest = (to - from) % cells;
  return Float64Array.from({ length: cells + 1 }, (_, t) => from + whole * t + Math.floor((rest * t) / cells));
}

function overBudget(height: number, width: number, bytes: number, budgetBytes: number): Problem {
  return {
    code: 'too-large',
    message: `A tile of ${height} × ${width} cells would need ${bytes} bytes, more than the ${budgetBytes} allowed`,
    values: { height, width, bytes, budgetBytes },
  };
}

/** Rows and columns that are flattened in different orders are no Kronecker product of the axes. */
function twoLayouts({ layout, outputLayout }: ConvSpec): Problem {
  return {
    code: 'arguments-conflict',
    message: `A layer from ${layout} to ${outputLayout ?? layout} has no tiles; one pair of its channels has`,
    parameter: 'layout',
  };
}

function tooManyEntries(rows: number, cols: number): Problem {
  return {
    code: 'too-large',
    message: `The matrix of ${rows} × ${cols} has more entries than arithmetic can count (2^52)`,
    values: { rows, cols },
  };
}
