import assert from 'node:assert/strict';
import {
  buildSpec,
  layerColumn,
  layerMatrix,
  layerRow,
  layerTile,
  transpose,
  type ConvSpec,
  type Csr,
} from '../../../src/engine/index.js';
import { floorSum, tapsUpTo } from '../../../src/engine/latticeCount.js';
import { Chooser } from './chooser.js';
import { kerasLayer, layer, must } from './layers.js';

const chooser = new Chooser(4001);
const layers = chooser.layers(400);

function lineOf(csr: Csr, row: number): { index: number[]; weightIdx: number[] } {
  const [from, to] = [csr.rowPtr[row]!, csr.rowPtr[row + 1]!];
  return { index: [...csr.colIdx.subarray(from, to)], weightIdx: [...csr.weightIdx.subarray(from, to)] };
}

/** A random channel pair of the layer, or the whole layer. */
function somePair(spec: ConvSpec): { pair?: readonly [number, number] } {
  if (chooser.integer(0, 1) === 0) return {};
  return { pair: [chooser.integer(0, spec.outChannels - 1), chooser.integer(0, spec.inChannels - 1)] };
}

function someRange(size: number): [number, number] {
  const from = chooser.integer(0, size - 1);
  return [from, chooser.integer(from + 1, size)];
}

describe('a sum of floors', () => {
  it('is what adding them one by one gives', () => {
    for (let n = 0; n < 2000; n++) {
      const [terms, divisor, slope, offset] = [
        chooser.integer(0, 30),
        chooser.integer(1, 20),
        chooser.integer(0, 40),
        chooser.integer(0, 50),
      ];
      let sum = 0;
      for (let t = 0; t < terms; t++) sum += Math.floor((slope * t + offset) / divisor);
      assert.equal(floorSum(terms, divisor, slope, offset), sum);
    }
  });

  it('counts the taps up to a position as listing them does', () => {
    for (let n = 0; n < 2000; n++) {
      const [windows, kernel] = [chooser.integer(0, 9), chooser.integer(1, 9)];
      const [stride, dilation] = [chooser.integer(1, 6), chooser.integer(1, 6)];
      const position = chooser.integer(-3, 80);
      let count = 0;
      for (let v = 0; v < windows; v++)
        for (let j = 0; j < kernel; j++) if (v * stride + j * dilation <= position) count++;
      assert.equal(tapsUpTo(position, windows, kernel, stride, dilation), count);
    }
  });
});

describe('a row and a column without the matrix', () => {
  it('are those of the matrix, for the whole layer and for a pair of channels', () => {
    for (const { spec, inputSpatial } of layers) {
      const options = somePair(spec);
      const csr = must(layerMatrix(spec, inputSpatial, options));
      const back = transpose(csr);
      const row = chooser.integer(0, csr.rows - 1);
      const column = chooser.integer(0, csr.cols - 1);
      const found = must(layerRow(spec, inputSpatial, row, options));
      assert.deepEqual({ index: [...found.index], weightIdx: [...found.weightIdx] }, lineOf(csr, row));
      const down = must(layerColumn(spec, inputSpatial, column, options));
      assert.deepEqual({ index: [...down.index], weightIdx: [...down.weightIdx] }, lineOf(back, column));
    }
  });

  it('are found in a layer of 10^14 entries', () => {
    const spec = must(buildSpec(layer(2, { inChannels: 1024, outChannels: 1024, padding: [1, 1] })));
    const size = [4096, 4096];
    const row = must(layerRow(spec, size, 1023 * 4096 * 4096));
    assert.equal(row.index.length, 4 * 1024);
    assert.deepEqual([...row.index.slice(0, 4)], [0, 1, 4096, 4097]);
    assert.equal(row.index.at(-1), 1023 * 4096 * 4096 + 4097);
    assert.equal(row.weightIdx.at(-1), 1024 * 1024 * 9 - 1);
    assert.equal(must(layerColumn(spec, size, 4097)).index.length, 9 * 1024);
  });

  it('are refused where they need more than the budget, or the layer cannot run', () => {
    const spec = must(buildSpec(layer(2, { inChannels: 64 })));
    const refused = layerRow(spec, [9, 9], 0, { budgetBytes: 1000 });
    assert.ok(!refused.ok && refused.problem.code === 'too-large');
    const impossible = layerRow(spec, [2, 2], 0);
    assert.ok(!impossible.ok && impossible.problem.code === 'kernel-larger-than-input');
    assert.throws(() => layerRow(spec, [9, 9], 49), RangeError);
    assert.throws(() => layerColumn(spec, [9, 9], -1), RangeError);
    assert.throws(() => layerColumn(spec, [9, 9], 0, { pair: [1, 0] }), RangeError);
  });
});

describe('a tile of a matrix', () => {
  it('counts the entries under each of its cells, whatever the rectangle and the resolution', () => {
    for (const { spec, inputSpatial } of layers) {
      const options = somePair(spec);
      const csr = must(layerMatrix(spec, inputSpatial, options));
      for (let n = 0; n < 4; n++) {
        const rows = n === 0 ? ([0, csr.rows] as const) : someRange(csr.rows);
        const cols = n === 0 ? ([0, csr.cols] as const) : someRange(csr.cols);
        const resolution = [chooser.integer(1, 40), chooser.integer(1, 40)] as const;
        const tile = must(layerTile(spec, inputSpatial, { rows, cols, resolution }, options));
        const [height, width] = [
          Math.min(resolution[0], rows[1] - rows[0]),
          Math.min(resolution[1], cols[1] - cols[0]),
        ];
        assert.deepEqual([tile.height, tile.width], [height, width]);
        const cellOf = (index: number, [from, to]: readonly [number, number], cells: number) => {
          for (let t = 0; ; t++) if (index < from + Math.floor(((t + 1) * (to - from)) / cells)) return t;
        };
        const counts = new Float64Array(height * width);
        const first = new Map<number, number>();
        for (let row = rows[0]; row < rows[1]; row++) {
          for (let p = csr.rowPtr[row]!; p < csr.rowPtr[row + 1]!; p++) {
            const column = csr.colIdx[p]!;
            if (column < cols[0] || column >= cols[1]) continue;
            const cell = cellOf(row, rows, height) * width + cellOf(column, cols, width);
            counts[cell]! += 1;
            if (!first.has(cell)) first.set(cell, csr.weightIdx[p]!);
          }
        }
        assert.deepEqual(tile.counts, counts, JSON.stringify({ spec, inputSpatial, rows, cols, resolution, options }));
        const single = height === rows[1] - rows[0] && width === cols[1] - cols[0];
        assert.equal(tile.weightIdx !== null, single);
        if (tile.weightIdx)
          assert.deepEqual(
            tile.weightIdx,
            counts.map((_, cell) => first.get(cell) ?? -1),
          );
      }
    }
  });

  it('is the matrix itself at full resolution', () => {
    for (const { spec, inputSpatial } of layers.slice(0, 150)) {
      const csr = must(layerMatrix(spec, inputSpatial));
      if (csr.rows * csr.cols > 2 ** 16) continue;
      const request = { rows: [0, csr.rows], cols: [0, csr.cols], resolution: [csr.rows, csr.cols] } as const;
      const tile = must(layerTile(spec, inputSpatial, request));
      assert.equal(
        tile.counts.reduce((a, b) => a + b, 0),
        csr.colIdx.length,
      );
      assert.ok(tile.weightIdx);
    }
  });

  it('of a whole 256-to-256 layer on 224×224 has all its 29 thousand million entries', () => {
    const spec = must(buildSpec(layer(2, { inChannels: 256, outChannels: 256, padding: [1, 1] })));
    const n = 256 * 224 * 224;
    const tile = must(layerTile(spec, [224, 224], { rows: [0, n], cols: [0, n], resolution: [300, 200] }));
    assert.equal(
      tile.counts.reduce((a, b) => a + b, 0),
      (224 * 3 - 2) ** 2 * 256 * 256,
    );
    assert.ok(tile.counts.every(count => count >= 0));
    assert.equal(tile.weightIdx, null);
  });

  it('of absurd sizes is exact or refused, never slow', () => {
    const sound = must(buildSpec(layer(1, { kernelSize: [1001], stride: [2], dilation: [7] })));
    const rows = Math.floor((1e9 - 7001) / 2) + 1;
    const tile = must(layerTile(sound, [1e9], { rows: [0, rows], cols: [0, 1e9], resolution: [100, 100] }));
    assert.equal(
      tile.counts.reduce((a, b) => a + b, 0),
      rows * 1001,
    );
    const refused = layerTile(sound, [2 ** 52], { rows: [0, 10], cols: [0, 10], resolution: [10, 10] });
    assert.ok(!refused.ok && refused.problem.code === 'too-large');
    const large = layerTile(sound, [1e9], { rows: [0, 1e6], cols: [0, 1e6], resolution: [1e5, 1e5] });
    assert.ok(!large.ok && large.problem.code === 'too-large');
  });

  it('outside the matrix is a programmer’s error', () => {
    const spec = must(buildSpec(kerasLayer(1)));
    for (const rows of [
      [0, 9],
      [3, 3],
      [-1, 2],
      [0, 1.5],
    ] as const) {
      assert.throws(() => layerTile(spec, [9], { rows, cols: [0, 9], resolution: [4, 4] }), RangeError);
    }
    assert.throws(() => layerTile(spec, [9], { rows: [0, 7], cols: [0, 9], resolution: [0, 4] }), RangeError);
  });
});
