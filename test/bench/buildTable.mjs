// How long the engine takes to build a layer's matrix, beside SciPy and NumPy and beside merely filling arrays of the same bytes.
import { must } from './must.mjs';
import { BUILT } from './layers.mjs';
import { hasScipy, runPython } from './python.mjs';
import { ms, row, steady } from './report.mjs';

/** @param {typeof import('./engineParts.js')} engine */
export function buildTable(engine, calibration) {
  const cases = BUILT.map(([what, params, inputSpatial]) => {
    const spec = must(engine.buildSpec(params));
    return { what, spec, inputSpatial, outputs: must(engine.outputSpatial(spec, inputSpatial)) };
  });
  const withPeers = hasScipy();
  const [versions, ...peers] = withPeers ? runPython('test/bench/peers.py', JSON.stringify(cases.map(forPython))) : [];
  console.log('\nBuilding the matrix (rows, columns and weight indices in CSR; medians)');
  console.log(
    withPeers
      ? `  scipy ${versions.scipy}: rows, columns, values → coo_matrix → tocsr; numpy ${versions.numpy}: CSR by broadcasting, by hand`
      : '  scipy and numpy not measured: no Python with scipy (CONV_EXPLORER_PYTHON names another)',
  );
  row('', 'entries', 'time', 'of calibration', 'scipy takes', 'numpy takes', 'of the fill');
  cases.forEach(({ what, spec, inputSpatial }, n) => {
    const build = () => must(engine.layerMatrix(spec, inputSpatial));
    const matrix = build();
    const time = steady(build);
    const fill = steady(() => filled(matrix));
    const peer = peers[n];
    const equal = peer ? sameProduct(engine, spec, matrix, peer) : true;
    const against = value => (!peer ? '–' : equal ? `× ${(value / time).toFixed(1)}` : 'differs!');
    row(
      what,
      matrix.colIdx.length.toLocaleString('en'),
      ms(time),
      `× ${(time / calibration).toFixed(3)}`,
      against(peer?.scipy),
      against(peer?.numpy),
      `× ${(time / fill).toFixed(2)}`,
    );
  });
}

/** Arrays of a matrix' sizes, every element written. */
function filled({ rowPtr, colIdx, weightIdx }) {
  return [rowPtr, colIdx, weightIdx].map(array => new Int32Array(array.length).fill(7));
}

/** Whether the peers' matrices give the same y for the same weights and x as ours: whole numbers, so exactly. */
function sameProduct(engine, spec, matrix, peer) {
  const weights = Float64Array.from({ length: engine.weightLength(spec) }, (_, n) => (n % 7) - 3);
  const x = Float64Array.from({ length: matrix.cols }, (_, n) => (n % 11) - 5);
  const sum = engine.multiply(matrix, weights, x).reduce((total, value, n) => total + value * ((n % 1009) + 1), 0);
  return peer.entries === matrix.colIdx.length && peer.numpyProduct === sum && peer.scipyProduct === sum;
}

function forPython({ spec, inputSpatial, outputs }) {
  return {
    transposed: spec.transposed,
    inputs: inputSpatial,
    outputs,
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
