import type { ConvRow } from './convRow.js';
import { equinoxRows } from './equinox/convRows.js';
import { flaxRows } from './flax/convRows.js';
import { haikuRows } from './haiku/convRows.js';
import { jaxRows } from './jax/convRows.js';
import { kerasRows } from './keras/convRows.js';
import { kerasOpsRows } from './keras/opsRows.js';
import { mlxRows } from './mlx/convRows.js';
import { onnxRows } from './onnx/convRows.js';
import { paddleRows } from './paddle/convRows.js';
import { tensorflowRows } from './tensorflow/convRows.js';
import { torchRows } from './torch/convRows.js';

export { KERAS_SPELLINGS } from './keras/convRows.js';
export { shortName, type ConvRow } from './convRow.js';

/** Every convolution that is understood, by its documented name. */
export const CONV_ROWS: readonly ConvRow[] = [
  ...torchRows(),
  ...kerasRows('keras'),
  ...kerasRows('tf_keras'),
  ...kerasOpsRows(),
  ...tensorflowRows(),
  ...jaxRows(),
  ...flaxRows(),
  ...haikuRows(),
  ...equinoxRows(),
  ...onnxRows(),
  ...paddleRows(),
  ...mlxRows(),
];

const BY_API = new Map(CONV_ROWS.map(row => [row.api, row]));

/** The row of a documented name, or undefined when it is no convolution. */
export function convRow(api: string): ConvRow | undefined {
  return BY_API.get(api);
}
