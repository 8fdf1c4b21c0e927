import type { Scene } from '../../state/scene.js';
import { say } from '../../strings.js';
import { remark } from '../caption.js';
import type { Layout, Part } from '../part.js';
import { DepthProfile } from './depthProfile.js';
import { CountMap } from './map.js';
import { SHOWN, shownPositions } from './positions.js';
import { PROFILE_ROOM, Profile } from './profile.js';
import { CountStrip } from './strip.js';

/** Which side the map is of: outputs of a transposed layer, inputs of a convolution. */
export function countedRole(scene: Scene): 'input' | 'output' {
  return scene.spec.transposed ? 'output' : 'input';
}

/** The counts of a 2-D layer, or of one depth of a 3-D one, with the profiles of both axes. */
export function mapLayout(scene: Scene, width: number, depth: number): Layout {
  const { shape, profiles } = scene.overlap;
  const rank = shape.length;
  const rowCounts = profiles[rank - 2] ?? Int32Array.of(1);
  const colCounts = profiles[rank - 1] ?? Int32Array.of(1);
  // In a narrow room the middle is left out earlier, so that numbers stay readable.
  const most = Math.max(9, Math.min(SHOWN, Math.floor((width - PROFILE_ROOM - 16) / 13)));
  const rows = shownPositions(rowCounts.length, SHOWN);
  const cols = shownPositions(colCounts.length, most);
  const longest = Math.max(rows.length, cols.length);
  const cap = longest <= 6 ? 36 : longest <= 12 ? 26 : 19;
  const cell = Math.max(4, Math.min(cap, Math.floor((width - PROFILE_ROOM - 4) / cols.length)));
  const top = PROFILE_ROOM - 2;
  const plane = { profiles, shape, rows, cols, depth, role: countedRole(scene) };
  const map = new CountMap(plane, 0, top + 4, cell);
  const parts: Part[] = [
    map,
    new Profile(colCounts, cols, 0, top, cell, 'above'),
    new Profile(rowCounts, rows, cols.length * cell + 4, top + 4, cell, 'right'),
  ];
  let height = top + 4 + rows.length * cell + 2;
  if (rank > 2) {
    const depths = profiles[rank - 3] ?? Int32Array.of(1);
    parts.push(new DepthProfile(plane, depths, 0, height + 6, width));
    height += 44;
  }
  return { width: Math.min(width, Math.max(cols.length * cell + PROFILE_ROOM + 4, rank > 2 ? 180 : 0)), height, parts };
}

/** The counts of a 1-D layer on the scale of its strips; a long one shows its beginning and its end. */
export function stripLayout(scene: Scene, width: number, cell: number): Layout {
  const counts = scene.overlap.profiles[0] ?? new Int32Array();
  const role = countedRole(scene);
  const top = 48;
  const height = 28;
  if (counts.length * cell <= width) {
    const strip = new CountStrip(counts, role, 0, counts.length, 0, top, cell, height);
    return { width, height: top + height + 4, parts: [strip] };
  }
  const each = Math.floor((width - 24) / 2 / cell);
  const right = width - each * cell;
  return {
    width,
    height: top + height + 18,
    parts: [
      new CountStrip(counts, role, 0, each, 0, top, cell, height),
      remark('⋯', width / 2, top + height / 2, { align: 'center', baseline: 'middle' }),
      new CountStrip(counts, role, counts.length - each, counts.length, right, top, cell, height),
      remark(say('fromTo', 0, each - 1), 0, top + height + 14),
      remark(say('fromTo', counts.length - each, counts.length - 1), width, top + height + 14, { align: 'right' }),
    ],
  };
}
