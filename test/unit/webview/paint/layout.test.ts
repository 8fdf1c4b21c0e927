import assert from 'node:assert/strict';
import { shownPositions, runsOf } from '../../../../webview/paint/overlap/positions.js';
import { mapLayout, stripLayout } from '../../../../webview/paint/overlap/layout.js';
import { largeLayout } from '../../../../webview/paint/matrix/largeLayout.js';
import { factColumns } from '../../../../webview/paint/matrix/facts.js';
import { lensLayout } from '../../../../webview/paint/matrix/lensLayout.js';
import { smallLayout } from '../../../../webview/paint/matrix/smallLayout.js';
import { beginWithin, cellNumber, numberSize } from '../../../../webview/paint/text.js';
import { framesOf } from '../../../../webview/paint/windows/frames.js';
import { largeWindows, showsImages } from '../../../../webview/paint/windows/large.js';
import { NO_DEPTH } from '../../../../webview/paint/windows/options.js';
import { rowLayout } from '../../../../webview/paint/windows/row.js';
import { stripWindows } from '../../../../webview/paint/windows/strips.js';
import { stripCell } from '../../../../webview/paint/windows/stripScale.js';
import type { Layout } from '../../../../webview/paint/part.js';
import { dcgan, sceneOf } from './scenes.js';

const WIDTHS = [256, 336, 480, 560, 668, 900];
const VIEWS = { output: null, input: null };
const CENTRES = { input: 0, output: 0 };

const lesson = sceneOf({}, [4, 4], true);
const padded = sceneOf({ kernelSize: [5, 5], padding: [2, 2] }, [30, 30]);
const volume = sceneOf(
  { spatialRank: 3, kernelSize: [3, 3, 3], stride: [1, 1, 1], dilation: [1, 1, 1], padding: [1, 1, 1] },
  [4, 9, 9],
);
const signal = sceneOf({ spatialRank: 1, kernelSize: [16], stride: [1], dilation: [1], padding: [0] }, [2000]);
const picture = sceneOf({ kernelSize: [7, 7], stride: [2, 2], padding: [3, 3] }, [96, 70]);

/** Nothing is cut: every part that can be pointed at lies within the picture. */
function assertInside(layout: Layout, what: string): void {
  assert.ok(layout.parts.length > 0 && layout.height > 0, what);
  for (const { box } of layout.parts) {
    assert.ok(box.x >= 0 && box.y >= 0, `${what}: a part begins at ${box.x}, ${box.y}`);
    assert.ok(box.x + box.w <= layout.width + 1, `${what}: a part ends at ${box.x + box.w} of ${layout.width}`);
    assert.ok(box.y + box.h <= layout.height + 1, `${what}: a part ends at ${box.y + box.h} of ${layout.height}`);
  }
}

describe('Pictures at every width', () => {
  const layouts: Record<string, (width: number) => Layout | null> = {
    'the lesson’s windows': width => rowLayout(lesson, width, NO_DEPTH),
    'windows of a transposed layer': width => rowLayout(dcgan(), width, NO_DEPTH),
    'windows with padding': width => rowLayout(padded, width, NO_DEPTH),
    'windows of a volume': width => rowLayout(volume, width, { input: 1, output: 1, weight: 1 }),
    'windows of a picture': width => largeWindows(picture, width, NO_DEPTH, CENTRES),
    'windows of a signal': width => stripWindows(signal, width, CENTRES),
    'the lesson’s overlap': width => mapLayout(lesson, width, 0),
    'the overlap of a transposed layer': width => mapLayout(dcgan(), width, 0),
    'the overlap of a volume': width => mapLayout(volume, width, 2),
    'the overlap of a picture': width => mapLayout(picture, width, 0),
    'the overlap of a signal': width => stripLayout(signal, width, stripCell(signal, width)),
    'the lesson’s matrices': width => smallLayout(lesson, width),
    'a matrix with its lens': width => lensLayout(dcgan(), width, 144, VIEWS),
    'a volume’s matrix': width => lensLayout(volume, width, 100, VIEWS),
    'a signal’s matrix': width => lensLayout(signal, width, 900, VIEWS),
    'a large matrix': width => largeLayout(picture, width, 800, VIEWS),
  };
  for (const [name, layout] of Object.entries(layouts)) {
    it(`${name} are not cut`, () => {
      for (const width of WIDTHS) {
        const placed = layout(width);
        assert.ok(placed, `${name} at ${width}`);
        assertInside(placed, `${name} at ${width}`);
      }
    });
  }

  it('the lesson has C with 4 × 16 and Cᵀ with 16 × 4, 36 entries each', () => {
    for (const width of WIDTHS) {
      const figures = smallLayout(lesson, width)?.parts.flatMap(part => part.figure ?? []) ?? [];
      const facts = figures.map(({ name, rows, cols, entries }) => [name, rows, cols, entries]);
      assert.deepEqual(facts, [
        ['C', 4, 16, 36],
        ['Cᵀ', 16, 4, 36],
      ]);
    }
  });

  it('facts stand in as many columns as hold the longest of their texts', () => {
    const facts = [
      ['10,648 of 262,144', 'entries not zero'],
      ['95.9 %', 'zeros'],
      ['27', 'weights'],
    ] as const;
    assert.equal(factColumns(facts, 1000), 3);
    // "10,648 of 262,144" in bold is about 130 pixels wide.
    assert.equal(factColumns(facts, 390), 2);
    assert.equal(factColumns(facts, 100), 1);
    assert.equal(factColumns([['361', '非零元素的个数与总数之比']], 400), 1);
  });

  it('x and y of a middle size are cells side by side where they fit, else pictures, never a tower of cells', () => {
    const middle = sceneOf({ padding: [1, 1] }, [28, 28]);
    assert.equal(showsImages(middle, 1000), false);
    assert.equal(showsImages(middle, 590), true);
    assert.equal(showsImages(middle, 336), true);
    assert.equal(showsImages(dcgan(), 336), false);
    assert.equal(showsImages(picture, 1000), true);
  });

  it('x, w and y of a DCGAN’s layer stand in a row in a wide view’s left column, under one another in a narrow view', () => {
    const height = (width: number) => rowLayout(dcgan(), width, NO_DEPTH).height;
    assert.ok(height(478) < 300, `${height(478)} high in a column of a view of 1,080`);
    assert.ok(height(336) > 400, `${height(336)} high in a view of 360`);
  });

  it('a label that is wider than its place begins further to the left, but never outside', () => {
    assert.equal(beginWithin(300, 90, 400), 300);
    assert.equal(beginWithin(300, 112.4, 400), 287);
    assert.equal(beginWithin(30, 500, 400), 0);
  });

  it('the caption of a matrix of one column does not run into the vector beside it', () => {
    const first = sceneOf({ kind: 'transposed', kernelSize: [4, 4], outputPadding: [0, 0] }, [1, 1]);
    const placed = smallLayout(first, 660);
    assert.ok(placed);
    const [matrix, vector] = placed.parts.map(({ box }) => box).filter(box => box.w > 0);
    assert.ok(matrix && vector);
    assert.ok(vector.x - matrix.x >= 60, `the vector begins ${vector.x - matrix.x} after the matrix`);
    for (const width of [520, 560, 668, 900]) {
      const at = smallLayout(first, width);
      assert.ok(at);
      assertInside(at, `one column at ${width}`);
    }
  });

  it('a transposed layer has its own matrix Cᵀ first', () => {
    const figures = lensLayout(dcgan(), 668, 0, VIEWS).parts.flatMap(part => part.figure ?? []);
    assert.deepEqual(
      figures.map(({ name, rows, cols }) => [name, rows, cols]),
      [
        ['Cᵀ', 289, 64],
        ['C', 64, 289],
      ],
    );
  });

  it('a matrix of more than 400 entries is not written out', () => {
    assert.equal(smallLayout(dcgan(), 668), null);
  });

  it('every cell of x and w can be found to type over it', () => {
    const { parts } = rowLayout(lesson, 560, NO_DEPTH);
    for (let index = 0; index < 16; index++) assert.ok(parts.some(part => part.place?.('input', index)));
    for (let index = 0; index < 9; index++) assert.ok(parts.some(part => part.place?.('weight', index)));
    assert.ok(!parts.some(part => part.place?.('input', 16)));
  });

  it('what a cell of x answers under the pointer is the element that is drawn there', () => {
    const { parts } = rowLayout(lesson, 560, NO_DEPTH);
    for (let index = 0; index < 16; index++) {
      const part = parts.find(candidate => candidate.place?.('input', index));
      const box = part?.place?.('input', index);
      assert.ok(part && box);
      assert.deepEqual(part.hit?.(box.x + 3, box.y + 3)?.pointed, { kind: 'input', index });
    }
  });
});

describe('Padding around the windows', () => {
  it('stands around x of a convolution, and around y of a transposed layer, less what output padding takes back', () => {
    assert.deepEqual(framesOf(padded).input, { left: 2, right: 2, top: 2, bottom: 2 });
    const cropped = sceneOf({ kind: 'transposed', stride: [2, 2], padding: [1, 1], outputPadding: [1, 1] }, [4, 4]);
    const frames = framesOf(cropped);
    assert.deepEqual(frames.output, { left: 1, right: 0, top: 1, bottom: 0 });
    assert.equal(frames.words, 'dashed: cropped, 1 before, 0 after');
  });

  it('is not spoken of where there is none', () => {
    assert.equal(framesOf(lesson).words, null);
  });
});

describe('Positions of an overlap map', () => {
  it('are all shown up to 24, and beyond only both ends', () => {
    assert.equal(shownPositions(24).length, 24);
    assert.deepEqual(shownPositions(25), [0, 1, 2, 3, null, 21, 22, 23, 24]);
  });

  it('with the same count form runs', () => {
    assert.deepEqual(runsOf([1, 1, 2, 1]), [
      { first: 0, end: 2, count: 1 },
      { first: 2, end: 3, count: 2 },
      { first: 3, end: 4, count: 1 },
    ]);
    assert.deepEqual(runsOf([]), []);
  });
});

describe('Numbers in cells', () => {
  const width = (text: string, size: number) => text.length * size * 0.6;

  it('are written with a real minus and at most two decimals', () => {
    assert.equal(cellNumber(-3), '−3');
    assert.equal(cellNumber(0.125), '0.13');
    assert.equal(cellNumber(-0.001), '0');
    assert.equal(cellNumber(Infinity), '∞');
  });

  it('take the largest size in which all of them fit, or none', () => {
    assert.equal(numberSize(width, ['1', '22'], { w: 39, h: 39 }), 13);
    assert.equal(numberSize(width, ['1', '2222'], { w: 24, h: 24 }), 9);
    assert.equal(numberSize(width, ['123456'], { w: 19, h: 19 }), 0);
  });
});
