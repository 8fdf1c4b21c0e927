// How long the engine takes to build a layer's matrix, beside SciPy and NumPy and beside merely filling arrays of the same bytes.
import { must } from './must.mjs';
import { BUILT } from './layers.mjs';
import { hasScipy, startPython } from './python.mjs';
import { ms, row, steady, timed } from './report.mjs';

/** Each in turn, several times; of all runs the fastest counts: the one that the machine's other work disturbed least. */
const ROUNDS = 8;
const RUNS = 4;
const fastest = times => Math.min(...times);

/** @param {typeof import('./engineParts.js')} engine */
export async function buildTable(engine, calibration) {
  const python = hasScipy() ? startPython('test/bench/peers.py') : null;
  const versions = await python?.ask({ what: 'versions' });
  console.log(
    '\nBuilding the matrix (rows, columns and weight indices in CSR; in turn with the others, the fastest of each)',
  );
  console.log(
    versions
      ? `  scipy ${versions.scipy}: rows, columns, values → coo_matrix → tocsr; numpy ${versions.numpy}: CSR by broadcasting, by hand`
      : '  scipy and numpy not measured: no Python with scipy (CONV_EXPLORER_PYTHON names another)',
  );
  row('', 'entries', 'time', 'of calibration', 'scipy takes', 'numpy takes', 'of the fill');
  for (const [what, params, inputSpatial] of BUILT) {
    const spec = must(engine.buildSpec(params));
    const build = () => must(engine.layerMatrix(spec, inputSpatial));
    const matrix = build();
    const theirs = await python?.ask({ what: 'layer', layer: forPython(engine, spec, inputSpatial) });
    const equal = theirs && sameProduct(engine, spec, matrix, theirs);
    const times = { ours: [], fill: [], numpy: [], scipy: [] };
    // Compiled and with warm caches before the first round counts.
    steady(build);
    steady(() => filled(matrix));
    for (let round = 0; round < ROUNDS; round++) {
      for (let run = 0; run < RUNS; run++) times.ours.push(timed(build));
      for (let run = 0; run < RUNS; run++) times.fill.push(timed(() => filled(matrix)));
      if (equal) for (const peer of ['numpy', 'scipy']) times[peer].push(await python.ask({ what: peer, runs: RUNS }));
    }
    const time = fastest(times.ours);
    const against = peer => (!theirs ? '–' : equal ? `× ${(fastest(times[peer]) / time).toFixed(1)}` : 'differs!');
    row(
      what,
      matrix.colIdx.length.toLocaleString('en'),
      ms(time),
      `× ${(time / calibration).toFixed(3)}`,
      against('scipy'),
      against('numpy'),
      `× ${(time / fastest(times.fill)).toFixed(2)}`,
    );
  }
  python?.end();
}

/** Arrays of a matrix' sizes, every element written. */
function filled({ rowPtr, colIdx, weightIdx }) {
  return [rowPtr, colIdx, weightIdx].map(array => new Int32Array(array.length).fill(7));
}

/** Whether the peers' matrices give the same y for the same weights and x as ours: whole numbers, so exactly. */
function sameProduct(engine, spec, matrix, theirs) {
  const weights = Float64Array.from({ length: engine.weightLength(spec) }, (_, n) => (n % 7) - 3);
  const x = Float64Array.from({ length: matrix.cols }, (_, n) => (n % 11) - 5);
  const sum = engine.multiply(matrix, weights, x).reduce((total, value, n) => total + value * ((n % 1009) + 1), 0);
  return theirs.entries === matrix.colIdx.length && theirs.numpy === sum && theirs.scipy === sum;
}

function forPython(engine, spec, inputSpatial) {
  return {
    transposed: spec.transposed,
    inputs: inputSpatial,
    outputs: must(engine.outputSpatial(spec, inputSpatial)),
    kernelSize: spec.kernelSize,
    stride: spec.stride,
    dilation: spec.dilation,
    begin: spec.padding.begin,
    mode: spec.paddingMode,
    inChannels: spec.inChannels,
    outChannels: spec.outChannels,
    last: spec.layout === 'NHWC',
  };
}
