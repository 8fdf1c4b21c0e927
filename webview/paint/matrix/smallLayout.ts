import type { Scene } from '../../state/scene.js';
import { say } from '../../strings.js';
import { Caption, nameCaption, remark, sizes } from '../caption.js';
import { planeSize } from '../elementGrid.js';
import type { Layout, Part } from '../part.js';
import { backOf, countOf, matrixName, otherRole, rowsOfC, shapeOf } from './entries.js';
import type { RowRole } from './entries.js';
import { EntryGrid, VectorStrip } from './entryGrid.js';
import { Fold, NotIdentity } from './folds.js';

const OP = 18;
const TOP = 24;
const LARGEST = 24;
/** Below this, numbers do not fit into a matrix' cells. */
const LEAST = 13;

/** Every entry with its number: C · x = y beside Cᵀ · z. null where the width does not hold numbers. */
export function smallLayout(scene: Scene, width: number): Layout | null {
  const outputs = scene.y.length;
  const inputs = scene.x.length;
  if (outputs * inputs > 400) return null;
  if (width >= 520) {
    const back = backOf(scene);
    const vector = Math.max(30, vectorWidth(scene));
    const padding = (role: RowRole) =>
      besideCaption(scene, role, LEAST + 1) - countOf(scene, otherRole(role)) * (LEAST + 1);
    const fixed = (back ? 4 : 2) * (vector + OP) + 28 + padding('output') + (back ? padding('input') : 0);
    const cell = Math.min(LARGEST, Math.floor((width - fixed) / (outputs + inputs)));
    if (cell >= LEAST + 1) return besideLayout(scene, width, cell, vector);
  }
  return stackedLayout(scene, width);
}

/** How wide a matrix is with its caption above it, which a matrix of one column is narrower than. */
function besideCaption(scene: Scene, role: RowRole, cell: number): number {
  const cols = countOf(scene, otherRole(role));
  return Math.max(cols * cell, 14 + 6.5 * sizes([countOf(scene, role), cols]).length);
}

/** Wide enough for the longest number of any vector that is drawn. */
function vectorWidth(scene: Scene): number {
  const back = backOf(scene);
  const longest = [scene.x, scene.y, ...(back ? [back.vector, back.result] : [])]
    .flatMap(values => [...values])
    .reduce((most, value) => Math.max(most, String(Math.round(value)).length), 1);
  return Math.min(56, longest * 7 + 10);
}

function besideLayout(scene: Scene, width: number, cell: number, vector: number): Layout {
  const parts: Part[] = [];
  const back = backOf(scene);
  const put = (
    role: RowRole,
    left: number,
    of: Float64Array,
    to: Float64Array,
    names: readonly [string, string],
    own: boolean,
  ) => {
    const rows = countOf(scene, role);
    const cols = countOf(scene, otherRole(role));
    const xVector = left + besideCaption(scene, role, cell) + OP;
    const xResult = xVector + vector + OP;
    const middle = TOP + (Math.min(rows, cols) * cell) / 2;
    parts.push(
      nameCaption(matrixName(scene, role), `${rows} × ${cols}`, left, 14),
      centred(names[0], xVector + vector / 2),
      centred(names[1], xResult + vector / 2),
      operator('·', xVector - OP / 2, middle, 16),
      operator('=', xResult - OP / 2, middle, 13),
      new EntryGrid(scene, role, left, TOP, cell),
      new VectorStrip(of, otherRole(role), shapeOf(scene, otherRole(role)), xVector, TOP, cell, vector, 'down', own),
      new VectorStrip(to, role, shapeOf(scene, role), xResult, TOP, cell, vector),
    );
    return { left, width: cols * cell, height: rows * cell };
  };
  const outputs = scene.y.length;
  const own = put('output', 0, scene.x, scene.y, ['x', 'y'], true);
  const blockWidth = besideCaption(scene, 'input', cell) + 2 * (OP + vector);
  const other = back
    ? put('input', width - blockWidth, back.vector, back.result, [back.vectorName, back.resultName], false)
    : null;
  const c = rowsOfC(scene) === 'output' ? own : other;
  const tall = TOP + Math.max(outputs, scene.x.length) * cell;
  // The room under C, beside the longer vectors, holds its rows folded and C·Cᵀ.
  const below = c ? extras(scene, parts, c.left, TOP + c.height + 26, c.width) : 0;
  return { width, height: Math.max(tall, below) + 4, parts };
}

/** x as a strip over the columns, y at the right; the transposed matrix below, then C's rows folded. */
function stackedLayout(scene: Scene, width: number): Layout | null {
  const parts: Part[] = [];
  const back = backOf(scene);
  const vector = vectorWidth(scene);
  const blocks: { role: RowRole; of: Float64Array | null; to: Float64Array | null; names: readonly string[] }[] = [
    { role: 'output', of: scene.x, to: scene.y, names: ['x', 'y'] },
  ];
  if (back) blocks.push({ role: 'input', of: back.vector, to: back.result, names: [back.vectorName, back.resultName] });
  let y = 0;
  for (const { role, of, to, names } of blocks) {
    const rows = countOf(scene, role);
    const cols = countOf(scene, otherRole(role));
    const cell = Math.min(22, Math.floor((width - vector - 12) / cols));
    if (cell < LEAST) return null;
    const detail = say('overColumns', sizes([rows, cols]), names[0] ?? '');
    const top = y + 44;
    const right = cols * cell + 8;
    parts.push(
      nameCaption(matrixName(scene, role), detail, 0, y + 14),
      centred(names[1] ?? '', right + vector / 2, y + 34),
    );
    if (of) {
      const shape = shapeOf(scene, otherRole(role));
      parts.push(new VectorStrip(of, otherRole(role), shape, 0, y + 22, cell, 16, 'right', role === 'output'));
    }
    parts.push(new EntryGrid(scene, role, 0, top, cell));
    if (to) parts.push(new VectorStrip(to, role, shapeOf(scene, role), right, top, cell, vector));
    let end = top + rows * cell;
    // What is left beside a narrow matrix holds the folds.
    const room = right + vector + 16;
    if (role !== rowsOfC(scene) && width - room >= 90)
      end = Math.max(end, extras(scene, parts, room, y + 30, width - room));
    y = end + 16;
  }
  return { width, height: y - 8, parts };
}

/** The rows of C folded and C·Cᵀ, from y down; returns where they end. */
function extras(scene: Scene, parts: Part[], x: number, y: number, width: number): number {
  const rows = countOf(scene, rowsOfC(scene));
  const shape = shapeOf(scene, otherRole(rowsOfC(scene)));
  if (rows > 6 || shape.length !== 2) return y;
  const plane = planeSize(shape);
  const perLine =
    [rows, Math.ceil(rows / 2), 2, 1].find(n => Math.floor((width - (n - 1) * 14) / n / plane.cols) >= 13) ?? 1;
  const cell = Math.min(18, Math.floor((width - (perLine - 1) * 14) / perLine / plane.cols));
  if (cell < 7) return y;
  const long = say(width > 300 ? 'foldsLong' : width > 150 ? 'folds' : 'foldsShort', sizes(shape));
  parts.push(
    remark(long, x, y + 2, {
      size: width > 300 ? 12 : 11,
    }),
  );
  const gap = perLine > 1 ? Math.min(24, Math.floor((width - perLine * plane.cols * cell) / (perLine - 1))) : 0;
  const step = plane.rows * cell + 24;
  for (let row = 0; row < rows; row++) {
    const left = x + (row % perLine) * (plane.cols * cell + gap);
    parts.push(new Fold(scene, row, left, y + 12 + Math.floor(row / perLine) * step, cell));
  }
  const end = y + 12 + Math.ceil(rows / perLine) * step;
  if (rows < 2 || NotIdentity.width(rows) > width) return end;
  const product = new NotIdentity(scene, x, end + 18, rows);
  const text = say(product.isIdentity ? 'isIdentity' : width > 300 ? 'notIdentity' : 'notIdentityShort');
  parts.push(remark(text, x, end + 10, { size: width > 300 ? 12 : 11 }), product);
  return end + 18 + product.box.h;
}

function centred(text: string, x: number, y = 14): Caption {
  return new Caption(text, x, y, { bold: true, align: 'center' });
}

function operator(text: string, x: number, y: number, size: number): Caption {
  return new Caption(text, x, y, { size, align: 'center', baseline: 'middle' });
}
