/** What the engine's benchmark measures, in one bundle. */
export {
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
