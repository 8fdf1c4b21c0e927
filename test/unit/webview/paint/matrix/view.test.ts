import assert from 'node:assert/strict';
import { clampView, fitScale, panBy, zoomAt } from '../../../../../webview/paint/matrix/view.js';

const size = { rows: 289, cols: 64 };
const box = { x: 10, y: 20, w: 128, h: 578 };

describe('The window on a matrix', () => {
  it('shows the whole in whole pixels while it fits', () => {
    assert.equal(fitScale(size, { w: 250, h: 600 }), 2);
    assert.equal(fitScale({ rows: 4, cols: 16 }, { w: 600, h: 600 }), 5);
  });

  it('shows a large one with several entries per pixel', () => {
    assert.equal(fitScale({ rows: 50_176, cols: 50_176 }, { w: 196, h: 196 }), 196 / 50_176);
  });

  it('keeps what is under the pointer where it is while zooming', () => {
    const before = { scale: 4, row: 30, col: 5 };
    const after = zoomAt(before, 2, 50, 120, size, box, 2);
    const at = (view: typeof before) => [view.row + (120 - box.y) / view.scale, view.col + (50 - box.x) / view.scale];
    assert.deepEqual(at(after), at(before));
    assert.equal(after.scale, 8);
  });

  it('goes no further out than the whole and no further in than 40 pixels an entry', () => {
    assert.deepEqual(zoomAt({ scale: 2, row: 0, col: 0 }, 0.1, 60, 60, size, box, 2), { scale: 2, row: 0, col: 0 });
    assert.equal(zoomAt({ scale: 30, row: 9, col: 9 }, 100, 60, 60, size, box, 2).scale, 40);
  });

  it('never leaves the matrix when it is moved', () => {
    const view = { scale: 8, row: 10, col: 10 };
    assert.deepEqual(panBy(view, 1e6, 1e6, size, box, 2), { scale: 8, row: 0, col: 0 });
    const end = panBy(view, -1e6, -1e6, size, box, 2);
    assert.equal(end.row, size.rows - box.h / 8);
    assert.equal(end.col, size.cols - box.w / 8);
  });

  it('follows the hand by whole pixels', () => {
    const moved = panBy({ scale: 8, row: 50, col: 20 }, 16, -24, size, box, 2);
    assert.deepEqual(moved, { scale: 8, row: 53, col: 18 });
  });

  it('comes back onto a matrix that became smaller', () => {
    const view = clampView({ scale: 8, row: 250, col: 60 }, { rows: 40, cols: 40 }, box, 3);
    assert.equal(view.row, 0);
    assert.equal(view.col, 40 - 16);
  });
});
