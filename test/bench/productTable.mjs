// How long the engine's matrix times x takes beside two libraries that compute the layer itself.
import { MULTIPLIED } from './layers.mjs';
import { must } from './must.mjs';
import { loadPeers, onnxLayer, tfjsLayer } from './peers.mjs';
import { median, ms, row, steady } from './report.mjs';

/** @param {typeof import('./engineParts.js')} engine */
export async function productTable(engine, calibration) {
  console.log('\nMatrix times x (one sample, one thread; the matrix is there already; medians)');
  const { tf, ort, reason } = await loadPeers();
  if (reason) console.log(`  tfjs and onnxruntime-web not measured: ${reason}`);
  else
    console.log(`  tfjs ${tf.version_core}, backend ${tf.getBackend()}; onnxruntime-web ${ort.env.versions.web}, wasm`);
  row('', 'entries', 'time', 'of calibration', 'tfjs takes', 'onnx takes');
  for (const [what, params, inputSpatial] of MULTIPLIED) {
    const spec = must(engine.buildSpec(params));
    const matrix = must(engine.layerMatrix(spec, inputSpatial));
    const weights = Float64Array.from({ length: engine.weightLength(spec) }, (_, n) => (n % 7) - 3);
    const x = Float64Array.from({ length: matrix.cols }, (_, n) => (n % 11) - 5);
    const y = engine.multiply(matrix, weights, x);
    const time = steady(() => engine.multiply(matrix, weights, x));
    const outputs = must(engine.outputSpatial(spec, inputSpatial));
    // All values are small whole numbers, so that single precision computes them exactly and the results must be equal.
    const against = (value, result) =>
      result.length === y.length && y.every((expected, n) => expected === result[n])
        ? `× ${(value / time).toFixed(2)}`
        : 'differs!';
    let tfjs = '–';
    let onnx = '–';
    if (!reason) {
      const { run, inOurOrder } = tfjsLayer(tf, spec, inputSpatial, outputs, weights, x);
      tfjs = against(steady(run), inOurOrder(run()));
      const infer = await onnxLayer(ort, spec, inputSpatial, outputs, weights, x);
      onnx = against(await steadyLater(infer), await infer());
    }
    row(what, matrix.colIdx.length.toLocaleString('en'), ms(time), `× ${(time / calibration).toFixed(2)}`, tfjs, onnx);
  }
}

/** steady for work that ends later. */
async function steadyLater(work) {
  const times = [];
  for (const budget of [150, 300]) {
    times.length = 0;
    for (let spent = 0; spent < budget || times.length < 5; spent += times.at(-1)) {
      const start = performance.now();
      await work();
      times.push(performance.now() - start);
    }
  }
  return median(times);
}
