import type { Scene } from '../../state/scene.js';

/** The width of one element of a 1-D layer: strips of x, y and counts share it. Below 4 pixels only a part is shown. */
export function stripCell(scene: Scene, width: number): number {
  const longest = Math.max(scene.inputSpatial[0] ?? 1, scene.outputSpatial[0] ?? 1);
  return Math.max(4, Math.min(28, Math.floor(width / longest)));
}
