import assert from 'node:assert/strict';
import { layerMatrix, memoryEstimate, outputSpatial, type ConvSpec } from '../../../src/engine/index.js';
import { geometries } from '../../../src/engine/axis.js';
import { channelPattern, spatialPattern, type PatternAxis } from '../../../src/engine/patternAxis.js';
import { shortOrLongPattern } from '../../../src/engine/patternTable.js';
import { cellCounts } from '../../../src/engine/tileCounts.js';
import { Chooser } from './chooser.js';
import { must } from './layers.js';
import { WideChooser } from './wideChooser.js';

const chooser = new Chooser(20261129);
const layers = [...chooser.layers(200), ...chooser.varied(150), ...new WideChooser(20261130).wide(200)];

/** Ascending boundaries from 0 to the size, of unequal cells. */
function cuts(size: number): Float64Array {
  const inside = Array.from({ length: chooser.integer(0, 12) }, () => chooser.integer(1, size));
  return Float64Array.from([...new Set([0, ...inside, size])].sort((a, b) => a - b));
}

function axesOf(spec: ConvSpec, inputSpatial: readonly number[], pattern: typeof spatialPattern): PatternAxis[] {
  const spatial = geometries(spec, inputSpatial).map(pattern);
  return spec.layout === 'NHWC' ? [...spatial, channelPattern(spec)] : [channelPattern(spec), ...spatial];
}

/** Entries per cell, counted one by one. */
function counted(spec: ConvSpec, inputSpatial: readonly number[], rows: Float64Array, cols: Float64Array) {
  const { rowPtr, colIdx } = must(layerMatrix(spec, inputSpatial));
  const counts = new Float64Array((rows.length - 1) * (cols.length - 1));
  for (let t = 0; t + 1 < rows.length; t++) {
    for (let p = rowPtr[rows[t]!]!; p < rowPtr[rows[t + 1]!]!; p++) {
      const column = colIdx[p]!;
      const cell = cols.findLastIndex(boundary => boundary <= column);
      counts[t * (cols.length - 1) + cell]! += 1;
    }
  }
  return counts;
}

describe('the entries in cells of a layer’s matrix', () => {
  for (const [name, pattern] of [
    ['formulas of long axes', spatialPattern],
    ['tables of short axes', shortOrLongPattern],
  ] as const) {
    it(`are counted by ${name} as one by one`, () => {
      for (const { spec, inputSpatial } of layers) {
        if (spec.outputLayout) continue;
        const size = memoryEstimate(spec, inputSpatial, true);
        const [rows, cols] = [cuts(size.rows), cuts(size.cols)];
        assert.deepEqual(
          cellCounts(axesOf(spec, inputSpatial, pattern), rows, cols),
          counted(spec, inputSpatial, rows, cols),
          JSON.stringify({ spec, inputSpatial, rows: [...rows], cols: [...cols] }),
        );
      }
    });
  }

  it('are the same by tables and by formulas for every row and column of an axis', () => {
    for (const { spec, inputSpatial } of layers) {
      for (const axis of geometries(spec, inputSpatial)) {
        const [short, long] = [shortOrLongPattern(axis), spatialPattern(axis)];
        assert.notEqual(short.constructor, long.constructor);
        for (let row = 0; row <= axis.outputs + 1; row++) {
          for (let col = 0; col <= axis.inputs + 1; col++) {
            assert.equal(short.below(row, col), long.below(row, col));
            assert.equal(short.between(row >> 1, row, col), long.between(row >> 1, row, col));
          }
        }
      }
      assert.ok(outputSpatial(spec, inputSpatial).ok);
    }
  });

  it('are those of equal strips where output channels of a group repeat', () => {
    for (const { spec, inputSpatial } of layers) {
      if (spec.outputLayout || spec.outChannels === 1) continue;
      const { rows, cols } = memoryEstimate(spec, inputSpatial, true);
      // Strips of one height throughout, so that many are met again.
      const height = chooser.integer(1, 3);
      const strips = Float64Array.from({ length: Math.floor(rows / height) + 1 }, (_, t) => t * height);
      const columns = cuts(cols);
      assert.deepEqual(
        cellCounts(axesOf(spec, inputSpatial, shortOrLongPattern), strips, columns),
        counted(spec, inputSpatial, strips, columns),
      );
    }
  });
});
