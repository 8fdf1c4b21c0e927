import assert from 'node:assert/strict';
import { multiply, transpose } from '../../../../../src/engine/index.js';
import {
  backOf,
  entryCount,
  entryValue,
  matrixName,
  otherRole,
  rowWeights,
  rowsOfC,
  visitRow,
} from '../../../../../webview/paint/matrix/entries.js';
import { dcgan, sceneOf } from '../scenes.js';

const scenes = {
  'the lesson': sceneOf({}, [4, 4], true),
  'a transposed layer': dcgan(),
  'a padded 1-D layer': sceneOf({ spatialRank: 1, kernelSize: [3], stride: [2], dilation: [2], padding: [2] }, [11]),
  'a 3-D layer': sceneOf(
    { spatialRank: 3, kernelSize: [2, 3, 2], stride: [1, 2, 1], dilation: [1, 1, 2], padding: [1, 1, 0] },
    [3, 4, 5],
  ),
  'a layer whose padding folds': sceneOf({ padding: [1, 1], paddingMode: 'reflect' }, [5, 5]),
};

for (const [name, scene] of Object.entries(scenes)) {
  describe(`The entries of ${name}, from its taps`, () => {
    it('are those of the engine’s matrix, row by row, and of its transpose', () => {
      assert.ok(scene.matrix);
      for (const role of ['output', 'input'] as const) {
        const matrix = role === 'output' ? scene.matrix : transpose(scene.matrix);
        for (let row = 0; row < matrix.rows; row++) {
          const expected = new Map<number, number[]>();
          for (let p = matrix.rowPtr[row] ?? 0; p < (matrix.rowPtr[row + 1] ?? 0); p++) {
            const column = matrix.colIdx[p] ?? -1;
            expected.set(
              column,
              [...(expected.get(column) ?? []), matrix.weightIdx[p] ?? -1].sort((a, b) => a - b),
            );
          }
          const found = new Map(
            [...rowWeights(scene, role, row)].map(([column, weights]) => [column, weights.sort((a, b) => a - b)]),
          );
          assert.deepEqual(
            [...found].sort((a, b) => a[0] - b[0]),
            [...expected].sort((a, b) => a[0] - b[0]),
          );
        }
      }
    });

    it('multiply x to y', () => {
      for (let row = 0; row < scene.y.length; row++) {
        let sum = 0;
        for (const [column, weights] of rowWeights(scene, 'output', row)) {
          sum += entryValue(scene, weights) * (scene.x[column] ?? 0);
        }
        assert.ok(Math.abs(sum - (scene.y[row] ?? NaN)) < 1e-9);
      }
    });

    it('are counted without being listed', () => {
      let count = 0;
      for (let row = 0; row < scene.y.length; row++) visitRow(scene, 'output', row, () => count++);
      assert.equal(entryCount(scene), count);
    });
  });
}

describe('The two matrices', () => {
  it('a convolution’s own is C, a transposed layer’s own is Cᵀ', () => {
    assert.equal(matrixName(scenes['the lesson'], 'output'), 'C');
    assert.equal(matrixName(scenes['the lesson'], 'input'), 'Cᵀ');
    assert.equal(matrixName(scenes['a transposed layer'], 'output'), 'Cᵀ');
    assert.equal(matrixName(scenes['a transposed layer'], 'input'), 'C');
  });

  it('the rows of C are outputs of a convolution and inputs of a transposed layer', () => {
    assert.equal(rowsOfC(scenes['the lesson']), 'output');
    assert.equal(rowsOfC(scenes['a transposed layer']), 'input');
    assert.equal(otherRole('input'), 'output');
  });

  it('the lesson’s Cᵀ turns z into what users expect', () => {
    const back = backOf(scenes['the lesson']);
    assert.deepEqual([...(back?.result ?? [])], [2, 9, 6, 1, 6, 29, 30, 7, 10, 29, 33, 13, 12, 24, 16, 4]);
    assert.equal(back?.vectorName, 'z');
  });

  it('elsewhere the transpose is applied to y, as the engine’s transposed matrix does', () => {
    for (const scene of [scenes['a transposed layer'], scenes['a 3-D layer'], scenes['a padded 1-D layer']]) {
      const back = backOf(scene);
      assert.ok(back && scene.matrix);
      assert.deepEqual([...back.result], [...multiply(transpose(scene.matrix), scene.w, scene.y)]);
    }
  });

  it('where padding folds there is no layer that goes back', () => {
    assert.equal(backOf(scenes['a layer whose padding folds']), null);
  });
});
