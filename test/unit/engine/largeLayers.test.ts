import assert from 'node:assert/strict';
import { layerMatrix, layerRow, layerTile, outputSpatial, type Csr } from '../../../src/engine/index.js';
import { Chooser, type Sample } from './chooser.js';
import { must } from './layers.js';

const chooser = new Chooser(4004);

/** Random layers at sizes where whole blocks of rows are copies of others, in every layout of input and weights. */
const layers = chooser.layers(260).flatMap(({ spec: given, inputSpatial: small }): Sample[] => {
  const most = [0, 500, 40, 12][given.spatialRank]!;
  const inputSpatial = small.map(() => chooser.integer(Math.floor(most / 2), most));
  const spec = chooser.variation(given);
  return outputSpatial(spec, inputSpatial).ok ? [{ spec, inputSpatial }] : [];
});

/** The entries of a matrix in each cell of a rectangle. */
function countCells(
  csr: Csr,
  rows: readonly [number, number],
  cols: readonly [number, number],
  cells: [number, number],
) {
  const [height, width] = cells;
  const placeOf = ([from, to]: readonly [number, number], count: number) => {
    const places = new Int32Array(to - from);
    for (let t = 0; t < count; t++) {
      const first = Math.floor((t * (to - from)) / count);
      places.fill(t, first, Math.floor(((t + 1) * (to - from)) / count));
    }
    return (index: number) => places[index - from]!;
  };
  const [rowOf, colOf] = [placeOf(rows, height), placeOf(cols, width)];
  const counts = new Float64Array(height * width);
  for (let row = rows[0]; row < rows[1]; row++) {
    for (let p = csr.rowPtr[row]!; p < csr.rowPtr[row + 1]!; p++) {
      const column = csr.colIdx[p]!;
      if (column >= cols[0] && column < cols[1]) counts[rowOf(row) * width + colOf(column)]! += 1;
    }
  }
  return counts;
}

/** A rectangle of about a matrix' `part`-th size. */
function someRange(size: number, part: number): [number, number] {
  const length = Math.max(1, Math.ceil(size / part) - chooser.integer(0, 3));
  const from = chooser.integer(0, size - length);
  return [from, from + length];
}

describe('the matrix of a layer whose rows are copied in blocks', () => {
  it('has in every row what the geometry gives for it', () => {
    for (const { spec, inputSpatial } of layers) {
      const csr = must(layerMatrix(spec, inputSpatial));
      for (let n = 0; n < 60; n++) {
        const row = n < 4 ? [0, 1, csr.rows - 1, csr.rows - 2][n]! : chooser.integer(0, csr.rows - 1);
        if (row < 0 || row >= csr.rows) continue;
        const { index, weightIdx } = must(layerRow(spec, inputSpatial, row));
        const [from, to] = [csr.rowPtr[row]!, csr.rowPtr[row + 1]!];
        const where = JSON.stringify({ spec, inputSpatial, row });
        assert.deepEqual([...csr.colIdx.subarray(from, to)], [...index], where);
        assert.deepEqual([...csr.weightIdx.subarray(from, to)], [...weightIdx], where);
      }
    }
  });

  it('has as many entries as its last offset says', () => {
    for (const { spec, inputSpatial } of layers) {
      const csr = must(layerMatrix(spec, inputSpatial));
      assert.equal(csr.rowPtr[csr.rows], csr.colIdx.length);
    }
  });
});

describe('a tile of a large matrix', () => {
  it('counts its entries at every zoom', () => {
    for (const { spec, inputSpatial } of layers) {
      const csr = must(layerMatrix(spec, inputSpatial));
      for (let part = 1; part <= 2 * Math.min(csr.rows, csr.cols); part *= 4) {
        const rows = someRange(csr.rows, part);
        const cols = someRange(csr.cols, part);
        const resolution = [chooser.integer(20, 90), chooser.integer(20, 90)] as const;
        const tile = must(layerTile(spec, inputSpatial, { rows, cols, resolution }));
        const expected = countCells(csr, rows, cols, [tile.height, tile.width]);
        assert.deepEqual(tile.counts, expected, JSON.stringify({ spec, inputSpatial, rows, cols, resolution }));
      }
    }
  });
});
