import type { StringKey } from '../../../src/protocol/strings.js';
import type { Scene } from '../../state/scene.js';
import { say } from '../../strings.js';
import { nameCaption, remark, sizes } from '../caption.js';
import { rangeOf } from '../palette.js';
import type { Box, Brush, Part } from '../part.js';
import { backOf, countOf, matrixName, otherRole, visitRow } from './entries.js';
import type { RowRole } from './entries.js';
import { MatrixMap } from './map.js';
import { MapStrip } from './mapStrip.js';
import { clampView, fitScale } from './view.js';
import type { View } from './view.js';

/** Room around a map: an arrowhead at the left, its name and x above, y (and taps) at the right, buttons below. */
export const MAP_LEFT = 14;
export const MAP_TOP = 44;
const STRIP = 10;
const BUTTONS = 28;

/** A map with its vectors, and where its zoom buttons stand. */
export interface MapGroup {
  readonly map: MatrixMap;
  readonly box: Box;
  readonly buttons: Box;
  readonly parts: readonly Part[];
}

/** Places a matrix of any size: as large as the room allows, its vector over the columns and its result at the right. */
export function mapGroup(
  scene: Scene,
  role: RowRole,
  x: number,
  y: number,
  room: { readonly w: number; readonly h: number },
  view: View | null,
  detail: StringKey | null,
): MapGroup {
  const rows = countOf(scene, role);
  const cols = countOf(scene, otherRole(role));
  const taps = role === 'output' && scene.spec.transposed;
  const right = 8 + STRIP + (taps ? 4 + STRIP : 0);
  const inner = { w: Math.max(24, room.w - MAP_LEFT - right - 4), h: Math.max(24, room.h - MAP_TOP) };
  const fit = fitScale({ rows, cols }, inner);
  // A matrix far from square would be a line: it is cut off then, and can be moved.
  const long = Math.max(fit, Math.min(1, 24 / Math.min(rows, cols)));
  const w = Math.max(2, Math.min(inner.w, Math.round(cols * long)));
  const h = Math.max(2, Math.min(inner.h, Math.round(rows * long)));
  const box = { x: x + MAP_LEFT, y: y + MAP_TOP, w, h };
  const shown = clampView(view ?? { scale: long, row: 0, col: 0 }, { rows, cols }, box, fit);
  const map = new MatrixMap(scene, role, box, shown, fit, STRIP + 4);
  const own = role === 'output';
  const back = own ? null : backOf(scene);
  const vector = own ? scene.x : (back?.vector ?? null);
  const result = own ? scene.y : (back?.result ?? null);
  const names = own ? ['x', 'y'] : [back?.vectorName ?? '', back?.resultName ?? ''];
  const parts: Part[] = [
    nameCaption(
      matrixName(scene, role),
      detail ? say(detail, sizes([rows, cols])) : sizes([rows, cols]),
      box.x,
      y + 14,
    ),
  ];
  const grey = (values: Float64Array) => (brush: Brush, index: number) =>
    brush.palette.value(values[index] ?? 0, rangeOf(values)).css;
  if (vector) {
    const strip = { x: box.x, y: box.y - STRIP - 4, w, h: STRIP };
    parts.push(
      remark(names[0] ?? '', box.x - 8, box.y - 9, { align: 'center', baseline: 'middle' }),
      new MapStrip(cols, otherRole(role), strip, 'right', shown.scale, shown.col, grey(vector)),
    );
  }
  if (result) {
    const strip = { x: box.x + w + 6, y: box.y, w: STRIP, h };
    parts.push(
      remark(names[1] ?? '', strip.x + STRIP / 2, box.y - 9, { align: 'center', baseline: 'middle' }),
      new MapStrip(rows, role, strip, 'down', shown.scale, shown.row, grey(result)),
    );
  }
  if (taps) {
    const strip = { x: box.x + w + 6 + STRIP + 4, y: box.y, w: STRIP, h };
    parts.push(
      remark(say('lensTaps'), strip.x - 1, box.y - 9, { baseline: 'middle' }),
      new MapStrip(rows, role, strip, 'down', shown.scale, shown.row, (brush, row) => {
        let count = 0;
        visitRow(scene, role, row, () => count++);
        return brush.palette.count(count)?.css ?? null;
      }),
    );
  }
  parts.push(map);
  return {
    map,
    parts,
    box: { x, y, w: MAP_LEFT + w + right + (taps ? 12 : 0), h: MAP_TOP + h + BUTTONS },
    buttons: { x: box.x, y: box.y + h + 4, w: 84, h: 24 },
  };
}
