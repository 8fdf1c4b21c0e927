// Time per entry as the number of entries grows: of a matrix that is built, and of a walk over its rows that needs no memory.
import { layer } from './layers.mjs';
import { must } from './must.mjs';
import { row, timed } from './report.mjs';

const ENTRIES = [1e5, 1e6, 1e7, 1e8];

/** @param {typeof import('./engineParts.js')} engine */
export function linearTable(engine, calibration) {
  console.log(
    '\nTime per entry (two axes, kernel 3, padding 1; the fastest of several; the fill writes arrays of the same bytes)',
  );
  row('', 'MB', 'built', 'of the fill', 'walked', 'of calibration');
  const spec = must(engine.buildSpec(layer(2, { padding: [1, 1] })));
  const perStep = (calibration * 1e6) / 1e6;
  for (const wanted of ENTRIES) {
    const size = Math.round(Math.sqrt(wanted / 9));
    const inputSpatial = [size, size];
    const { entries, csrBytes } = engine.memoryEstimate(spec, inputSpatial);
    const times = wanted > 2e7 ? 1 : wanted > 2e6 ? 4 : 200;
    const perEntry = work => (Math.min(...Array.from({ length: times }, () => timed(work))) * 1e6) / entries;
    const built = perEntry(() => must(engine.layerMatrix(spec, inputSpatial, { budgetBytes: csrBytes })));
    const fill = perEntry(() => [entries, entries, size * size].map(length => new Int32Array(length).fill(7)));
    const walked = perEntry(() => {
      if (walk(engine, spec, inputSpatial) !== entries) throw new Error('The walk passes other taps than were counted');
    });
    const ns = value => `${value.toFixed(2)} ns`;
    row(
      `${entries.toLocaleString('en')} entries`,
      (csrBytes / 1e6).toFixed(1),
      ns(built),
      `× ${(built / fill).toFixed(2)}`,
      ns(walked),
      `× ${(walked / perStep).toFixed(2)}`,
    );
  }
}

function walk(engine, spec, inputSpatial) {
  const axes = engine.geometries(spec, inputSpatial);
  const inputs = inputSpatial.reduce((a, b) => a * b);
  const outputs = axes.reduce((size, axis) => size * axis.outputs, 1);
  const taps = new engine.RowWalk(axes, spec.kernelSize, [0, inputs]);
  let passed = 0;
  for (let output = 0; output < outputs; output++) {
    taps.moveTo(output);
    passed += taps.length;
  }
  return passed;
}
