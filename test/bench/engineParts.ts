/** What the engine's benchmark measures, in one bundle. */
export {
  applyLayer,
  buildSpec,
  layerColumn,
  layerMatrix,
  layerRow,
  layerTile,
  memoryEstimate,
  multiply,
  outputSpatial,
  overlapMap,
  overlapVerdict,
  rowTaps,
  transpose,
  weightLength,
} from '../../src/engine/index.js';
// Not part of the engine's interface: the walk by which a tile lists its entries.
export { geometries } from '../../src/engine/axis.js';
export { RowWalk } from '../../src/engine/rowWalk.js';
