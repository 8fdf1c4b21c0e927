import type { Scene } from '../../state/scene.js';
import { say } from '../../strings.js';
import { remark, sizes } from '../caption.js';
import { Blocks } from './blocks.js';
import { factColumns, factsHeight, factsOf, factsPart } from './facts.js';
import { lensFrame, lensPlace } from './lensPlace.js';
import { addLens, lensMark } from './lensLayout.js';
import type { MapLayout, Views } from './lensLayout.js';
import { mapGroup } from './mapGroup.js';
import type { MapGroup } from './mapGroup.js';
import type { Part } from '../part.js';

/** Entries from which on the structure is shown first: the whole, blocks, a lens and what can be counted. */
export const LARGE = 4_000_000;

/** A matrix too large to hold: the whole with its diagonals where they lie, then blocks, then single entries. */
export function largeLayout(scene: Scene, width: number, lensAt: number, views: Views): MapLayout {
  const parts: Part[] = [];
  const maps: MapGroup[] = [];
  const put = (group: MapGroup) => {
    maps.push(group);
    parts.push(...group.parts);
    return group.box;
  };
  const narrow = width < 520;
  const planar = scene.spec.spatialRank === 2;
  const side = narrow ? Math.min(220, Math.floor(width * 0.62)) : Math.min(260, Math.floor(width * 0.4));
  const room = { w: side, h: side };
  const own = put(mapGroup(scene, 'output', 0, 0, room, views.output, narrow ? null : 'theLayer'));
  const facts = factsOf(scene, true);

  // Beside the whole: its blocks, or the transposed matrix where rows are not images.
  let right = own.w;
  let below = own.h;
  const cut = lensFrame(scene, width, narrow ? 7 : 9);
  const blockCell = narrow ? 28 : 38;
  const blocksWidth = 5 * blockCell + 40;
  if (planar && !narrow) {
    const x = own.w + 36;
    parts.push(
      remark(say('blocksOf', sizes([scene.outputSpatial[1] ?? 1, scene.inputSpatial[1] ?? 1])), x, 38),
      new Blocks(scene, lensAt, x, 44, blockCell),
      remark(say('outputRow'), x + 5 * blockCell + 4, 38),
    );
    right = x + blocksWidth + 44;
    below = Math.max(below, 44 + 5 * blockCell + 24);
  }
  const beside = width - right - 24 >= 110;
  if (beside) {
    const columns = factColumns(facts, width - right - 24);
    parts.push(factsPart(facts, right + 24, 40, columns, Math.floor((width - right - 24) / columns)));
    below = Math.max(below, 40 + factsHeight(facts, columns));
  }
  if (planar && narrow) {
    parts.push(
      remark(say('blocksByRow', sizes([scene.outputSpatial[1] ?? 1, scene.inputSpatial[1] ?? 1])), 0, below + 12),
      new Blocks(scene, lensAt, 0, below + 20, blockCell),
    );
    below += 20 + 5 * blockCell + 24;
  }
  const lens = addLens(scene, parts, cut, lensAt, 0, below + 8);
  parts.push(lensMark(maps[0], lensPlace(scene, lensAt, cut)));
  below = lens.y + lens.h + 16;
  const otherDetail = narrow ? null : scene.spec.transposed ? 'itsConvolution' : 'itsGradient';
  const other = put(
    mapGroup(scene, 'input', 0, below, { w: narrow ? width : side, h: side }, views.input, otherDetail),
  );
  const factsX = narrow ? 0 : other.w + 36;
  const factsY = narrow ? other.y + other.h + 8 : other.y + 40;
  below = other.y + other.h + 4;
  if (!beside) {
    const across = factColumns(facts, width - factsX);
    parts.push(factsPart(facts, factsX, factsY, across, Math.floor((width - factsX) / across)));
    below = Math.max(below, factsY + factsHeight(facts, across) + 4);
  }
  return { width, height: below, parts, maps };
}
