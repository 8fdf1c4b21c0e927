import type { Scene } from '../../state/scene.js';
import { say } from '../../strings.js';
import { Caption, nameCaption, remark, sizes } from '../caption.js';
import { ElementGrid, NO_MARGIN, planeSize } from '../elementGrid.js';
import type { Margin, Plane } from '../elementGrid.js';
import { Fan } from '../fan.js';
import { KernelGrid } from '../kernelGrid.js';
import type { Layout, Part } from '../part.js';
import { framesOf } from './frames.js';
import type { Depths } from './options.js';

/** One side of a row: its elements, its name and what stands around it. */
interface Side {
  readonly plane: Plane;
  readonly name: string;
  readonly margin: Margin;
}

interface Row {
  readonly left: Side;
  readonly right: Side;
  readonly kernelSize: readonly number[];
  readonly kernelDepth: number;
  readonly arrow: '→' | '←';
}

const across = (side: Side) => planeSize(side.plane.shape).cols + side.margin.left + side.margin.right;
const down = (side: Side) => planeSize(side.plane.shape).rows + side.margin.top + side.margin.bottom;

/** x, w, y side by side with a fan between; under one another where the width does not hold them. */
export function rowLayout(scene: Scene, width: number, depths: Depths): Layout {
  const frames = framesOf(scene);
  const { spec, x, y } = scene;
  const row: Row = {
    left: {
      plane: { role: 'input', values: x, shape: scene.inputSpatial, depth: depths.input },
      name: say('inputX'),
      margin: frames.input,
    },
    right: {
      plane: { role: 'output', values: y, shape: scene.outputSpatial, depth: depths.output, sources: x },
      name: say('outputY'),
      margin: frames.output,
    },
    kernelSize: spec.kernelSize,
    kernelDepth: depths.weight,
    arrow: '→',
  };
  const parts: Part[] = [];
  if (scene.lesson && scene.z && scene.ctz) return lessonLayout(scene, row, width);
  const height = place(parts, row, width, 20);
  if (!frames.words) return { width, height, parts };
  parts.push(remark(frames.words, 0, height + 12));
  return { width, height: height + 20, parts };
}

/** The lesson's two rows: the same cells, first gathered from, then painted, so that transposing is turning the arrow. */
function lessonLayout(scene: Scene, row: Row, width: number): Layout {
  const { z, ctz } = scene;
  const parts: Part[] = [];
  if (!z || !ctz) return { width, height: 0, parts };
  const narrow = width < 420;
  const back: Row = {
    ...row,
    left: {
      plane: { role: 'input', values: ctz, shape: scene.inputSpatial, depth: 0, sources: z },
      name: 'Cᵀz',
      margin: NO_MARGIN,
    },
    right: { plane: { role: 'output', values: z, shape: scene.outputSpatial, depth: 0 }, name: 'z', margin: NO_MARGIN },
    arrow: '←',
  };
  parts.push(remark(say(narrow ? 'gathersShort' : 'gathers'), 0, 12, { size: 12 }));
  const first = place(parts, row, width, 38);
  parts.push(remark(say(narrow ? 'scattersShort' : 'scatters'), 0, first + 24, { size: 12 }));
  const height = place(parts, back, width, first + 50);
  return { width, height, parts };
}

/** Whether x, w and y stand in one row with numbers in their cells. */
export function fitsInRow(scene: Scene, width: number): boolean {
  const frames = framesOf(scene);
  const side = (shape: readonly number[], margin: Margin) => {
    const { rows, cols } = planeSize(shape);
    return { cols: cols + margin.left + margin.right, largest: Math.max(rows, cols) };
  };
  const left = side(scene.inputSpatial, frames.input);
  const right = side(scene.outputSpatial, frames.output);
  const largest = Math.max(left.largest, right.largest);
  return cellsOf(left.cols + right.cols, largest, planeSize(scene.spec.kernelSize).cols, width).fits;
}

/** The cells of a row: of x and y, and of the kernel between them. */
function cellsOf(cols: number, largest: number, kernelCols: number, width: number) {
  const small = largest <= 6 && kernelCols <= 6;
  const cap = small ? 40 : largest <= 10 ? 30 : largest <= 20 ? 22 : 18;
  const gap = width < 420 ? 28 : small ? 56 : 44;
  const shared = Math.floor((width - 2 * gap) / (cols + kernelCols));
  const kernelCell = small ? Math.min(40, shared) : Math.min(26, Math.max(12, Math.floor(96 / kernelCols)));
  const cell = small
    ? Math.min(cap, shared)
    : Math.min(cap, Math.floor((width - 2 * gap - kernelCols * kernelCell) / cols));
  // Without numbers three in a row say less than two lines with them.
  return { small, cell, kernelCell, fits: cell >= (small ? 20 : width < 440 ? 14 : 9) };
}

/** Puts one row's parts at y and returns where it ends. */
function place(parts: Part[], row: Row, width: number, y: number): number {
  const { left, right, kernelSize } = row;
  const kernel = planeSize(kernelSize);
  const cols = across(left) + across(right);
  const rows = Math.max(down(left), down(right));
  const largest = Math.max(...[left, right].flatMap(({ plane }) => Object.values(planeSize(plane.shape))));
  const { small, cell, kernelCell, fits } = cellsOf(cols, largest, kernel.cols, width);
  if (!fits) return stack(parts, row, width, y);

  const height = Math.max(rows * cell, kernel.rows * kernelCell);
  const middle = y + height / 2;
  // Wide rooms spread the three, but not so far that the fan becomes a field of its own.
  const rest = width - cols * cell - kernel.cols * kernelCell;
  const space = Math.min(Math.floor(rest / 2), small ? 64 : 96);
  // One pixel more, so that the dashed line is not cut by the picture's edge.
  const xLeft = left.margin.left * cell + (left.margin.left > 0 ? 1 : 0);
  const xKernel = across(left) * cell + space;
  const xRight = xKernel + kernel.cols * kernelCell + space + right.margin.left * cell;
  const top = (side: Side) => Math.round(middle - (down(side) * cell) / 2) + side.margin.top * cell;
  const yKernel = Math.round(middle - (kernel.rows * kernelCell) / 2);
  const a = new ElementGrid(left.plane, xLeft, top(left), cell, left.margin);
  const w = new KernelGrid(kernelSize, xKernel, yKernel, kernelCell, row.kernelDepth);
  const b = new ElementGrid(right.plane, xRight, top(right), cell, right.margin);
  parts.push(new Fan(a, w, b, left.plane.role), a, w, b);
  const captionY = (side: Side) => top(side) - side.margin.top * cell - 7;
  parts.push(
    shortened(left, 0, captionY(left), xKernel - 8),
    nameCaption('w', sizes(kernelSize), xKernel, yKernel - 7),
    shortened(right, xRight - right.margin.left * cell, captionY(right), width),
    arrow(row.arrow, xKernel - space / 2, middle),
    arrow(row.arrow, xKernel + kernel.cols * kernelCell + space / 2, middle),
  );
  return y + height + 4;
}

/** Narrow: the left side and w above, the right side below them; everything as large as the width allows. */
function stack(parts: Part[], row: Row, width: number, y: number): number {
  const { left, right, kernelSize } = row;
  const kernel = planeSize(kernelSize);
  const kernelCell = Math.max(3, Math.min(24, Math.floor(width / 2.5 / kernel.cols)));
  const gap = 32;
  const beside = Math.floor((width - gap - kernel.cols * kernelCell) / across(left));
  const together = beside >= 8;
  const fits = (side: Side) => Math.floor(width / across(side));
  const cellLeft = Math.max(1, Math.min(20, together ? beside : fits(left)));
  const cellRight = Math.max(1, Math.min(20, fits(right)));
  const a = new ElementGrid(
    left.plane,
    left.margin.left * cellLeft + (left.margin.left > 0 ? 1 : 0),
    y + left.margin.top * cellLeft,
    cellLeft,
    left.margin,
  );
  const bottomLeft = y + down(left) * cellLeft;
  const xKernel = together ? across(left) * cellLeft + gap : 0;
  const yKernel = together ? y : bottomLeft + 28;
  const w = new KernelGrid(kernelSize, xKernel, yKernel, kernelCell, row.kernelDepth);
  const yRight = Math.max(bottomLeft, yKernel + kernel.rows * kernelCell) + 28;
  const b = new ElementGrid(
    right.plane,
    right.margin.left * cellRight + (right.margin.left > 0 ? 1 : 0),
    yRight + right.margin.top * cellRight,
    cellRight,
    right.margin,
  );
  parts.push(a, w, b);
  parts.push(
    nameCaption(left.name, sizes(left.plane.shape), 0, y - 7),
    nameCaption('w', sizes(kernelSize), xKernel, yKernel - 7),
    nameCaption(right.name, sizes(right.plane.shape), 0, yRight - 7),
  );
  return yRight + down(right) * cellRight + 4;
}

/** A name that does not run out of the picture: without its size, then without its first word. */
function shortened({ name, plane }: Side, x: number, y: number, width: number): Caption {
  const room = Math.floor((width - x) / 6.8);
  const detail = sizes(plane.shape);
  if (name.length + detail.length + 2 <= room) return nameCaption(name, detail, x, y);
  return nameCaption(name.length <= room ? name : (name.split(' ').at(-1) ?? name), '', x, y);
}

function arrow(text: string, x: number, y: number): Caption {
  return new Caption(text, x, y, { size: 14, muted: true, align: 'center', baseline: 'middle' });
}
