// How long the overlap of a large output takes: its verdict, and its map as one profile per axis with all counts that occur.
import { layer } from './layers.mjs';
import { must } from './must.mjs';
import { ms, row, steady } from './report.mjs';

const SIZE = 4096;

const CASES = [
  ['kernel 4, stride 2, padding 1', { kernelSize: [4, 4], stride: [2, 2], padding: [1, 1] }],
  ['kernel 3, stride 2, padding 1', { kernelSize: [3, 3], stride: [2, 2], padding: [1, 1], outputPadding: [1, 1] }],
  ['kernel 16, stride 8, padding 4', { kernelSize: [16, 16], stride: [8, 8], padding: [4, 4] }],
  ['kernel 65, stride 4, dilation 3', { kernelSize: [65, 65], stride: [4, 4], dilation: [3, 3], padding: [94, 94] }],
];

/** @param {typeof import('./engineParts.js')} engine */
export function overlapTable(engine, calibration) {
  console.log(`\nOverlap of about ${SIZE} × ${SIZE} outputs of a transposed layer (medians)`);
  row('', 'outputs', 'verdict', 'map', 'of calibration');
  for (const [what, changes] of CASES) {
    const spec = must(engine.buildSpec(layer(2, { kind: 'transposed', ...changes })));
    const inputs = spec.stride.map(stride => SIZE / stride);
    const outputs = must(engine.outputSpatial(spec, inputs));
    const verdict = steady(() => engine.overlapVerdict(spec));
    const map = steady(() => must(engine.overlapMap(spec, inputs)));
    row(what, outputs.join(' × '), ms(verdict), ms(map), `× ${(map / calibration).toFixed(4)}`);
  }
}
