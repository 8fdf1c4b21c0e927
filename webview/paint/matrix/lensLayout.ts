import type { StringKey } from '../../../src/protocol/strings.js';
import type { Scene } from '../../state/scene.js';
import { drawn } from '../caption.js';
import { frame, lines } from '../draw.js';
import type { Box, Layout, Part } from '../part.js';
import { factColumns, factsHeight, factsOf, factsPart } from './facts.js';
import { Lens, lensHeight, lensWidth } from './lens.js';
import { lensFrame, lensPlace } from './lensPlace.js';
import type { LensFrame, LensPlace } from './lensPlace.js';
import { mapGroup } from './mapGroup.js';
import type { MapGroup } from './mapGroup.js';
import type { RowRole } from './entries.js';
import type { View } from './view.js';

export type Views = Readonly<Record<RowRole, View | null>>;

export interface MapLayout extends Layout {
  readonly maps: readonly MapGroup[];
}

/** The layer's matrix as a whole beside a lens with numbers; the transposed one and counted facts below the lens. */
export function lensLayout(scene: Scene, width: number, lensAt: number, views: Views): MapLayout {
  const { transposed } = scene.spec;
  const ownDetail: StringKey = 'theLayer';
  const otherDetail: StringKey = transposed ? 'itsConvolution' : 'itsGradient';
  const parts: Part[] = [];
  const narrow = width < 520;
  const tall = scene.y.length >= scene.x.length * 1.6;
  const maps: MapGroup[] = [];
  const put = (group: MapGroup) => {
    maps.push(group);
    parts.push(...group.parts);
    return group.box;
  };

  if (narrow || !tall) {
    // Both matrices side by side where they fit, the lens below them.
    // A wide matrix gets more of the width than its tall transpose.
    const share = Math.min(0.68, Math.max(0.4, scene.x.length / (scene.x.length + scene.y.length)));
    const each = narrow ? width : Math.floor(width * share) - 8;
    const room = { w: each, h: narrow ? 300 : 432 };
    const own = put(mapGroup(scene, 'output', 0, 0, room, views.output, narrow ? null : ownDetail));
    const left = narrow && own.w + 120 > width ? null : narrow ? own.w + 12 : each + 16;
    const otherRoom = { w: left === null ? width : width - left, h: room.h };
    const other = put(
      mapGroup(
        scene,
        'input',
        left ?? 0,
        left === null ? own.h + 8 : 0,
        otherRoom,
        views.input,
        narrow ? null : otherDetail,
      ),
    );
    const y = Math.max(own.h, other.y + other.h) + 8;
    const cut = lensFrame(scene, width, narrow ? 9 : 9);
    const lens = addLens(scene, parts, cut, lensAt, 0, y);
    parts.push(lensMark(maps[0], lensPlace(scene, lensAt, cut)));
    const facts = factsOf(scene, false);
    const columns = factColumns(facts, width);
    parts.push(factsPart(facts, 0, y + lens.h + 16, columns, Math.floor(width / columns)));
    return { width, height: y + lens.h + 20 + factsHeight(facts, columns), parts, maps };
  }

  const own = put(mapGroup(scene, 'output', 0, 0, { w: Math.min(300, width * 0.42), h: 640 }, views.output, ownDetail));
  const left = Math.max(own.w, 150) + 28;
  const cut = lensFrame(scene, width - left, 17);
  const place = lensPlace(scene, lensAt, cut);
  const lens = addLens(scene, parts, cut, lensAt, left, 16);
  parts.push(lensMark(maps[0], place), zoomLines(maps[0], place, lens));
  const below = lens.y + lens.h + 20;
  const other = put(mapGroup(scene, 'input', left, below, { w: width - left, h: 240 }, views.input, otherDetail));
  const facts = factsOf(scene, false);
  const columns = factColumns(facts, width - left - 14);
  const top = other.y + other.h + 8;
  parts.push(factsPart(facts, left + 14, top, columns, Math.floor((width - left - 14) / columns)));
  return { width, height: Math.max(own.h, top + factsHeight(facts, columns)) + 4, parts, maps };
}

export function addLens(scene: Scene, parts: Part[], cut: LensFrame, at: number, x: number, y: number): Box {
  parts.push(new Lens(cut, lensPlace(scene, at, cut), x, y));
  return { x, y, w: lensWidth(cut), h: lensHeight(cut) };
}

/** Where the lens stands in its map: a frame around what it shows. */
export function lensMark(group: MapGroup | undefined, place: LensPlace): Part {
  return drawn(
    () => undefined,
    brush => {
      const box = group && lensBox(group, place);
      if (box) frame(brush, box, brush.theme.text);
    },
  );
}

function lensBox(group: MapGroup, place: LensPlace): Box | null {
  const { map } = group;
  const { box, view } = map;
  const first = (place.groups[0]?.start ?? 0) + place.firstCol;
  const last = (place.groups.at(-1)?.start ?? 0) + place.firstCol + place.cols;
  const left = box.x + (first - view.col) * view.scale;
  const top = box.y + (place.firstOutput - view.row) * view.scale;
  const right = box.x + (last - view.col) * view.scale;
  const bottom = top + place.rows * view.scale;
  const clampX = (x: number) => Math.min(box.x + box.w, Math.max(box.x, x));
  const clampY = (y: number) => Math.min(box.y + box.h, Math.max(box.y, y));
  if (right < box.x || left > box.x + box.w || bottom < box.y || top > box.y + box.h) return null;
  const x = clampX(left);
  const y = clampY(top);
  return { x: x - 2, y: y - 2, w: Math.max(5, clampX(right) - x + 4), h: Math.max(5, clampY(bottom) - y + 4) };
}

/** From the frame in the map to the lens beside it. */
function zoomLines(group: MapGroup | undefined, place: LensPlace, lens: Box): Part {
  return drawn(
    () => undefined,
    brush => {
      const box = group && lensBox(group, place);
      if (!box || !group) return;
      const x = group.box.x + group.box.w;
      lines(
        brush,
        [
          [x, box.y, lens.x - 2, lens.y + 40],
          [x, box.y + box.h, lens.x - 2, lens.y + lens.h],
        ],
        brush.theme.faint,
      );
    },
  );
}
