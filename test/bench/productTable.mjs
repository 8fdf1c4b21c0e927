// How long the engine takes to compute a layer, by its matrix and without one, beside two libraries that compute the layer itself.
import { MULTIPLIED } from './layers.mjs';
import { must } from './must.mjs';
import { loadPeers, onnxLayer, tfjsLayer } from './peers.mjs';
import { ms, row } from './report.mjs';

/** Each in turn, so many times; the fastest of each counts: the run that the machine's other work disturbed least. */
const ROUNDS = 40;

/** @param {typeof import('./engineParts.js')} engine */
export async function productTable(engine, calibration) {
  console.log('\nComputing a layer (one sample, one thread; in turn with the others, the fastest of each)');
  const { tf, ort, reason } = await loadPeers();
  if (reason) console.log(`  tfjs and onnxruntime-web not measured: ${reason}`);
  else
    console.log(`  tfjs ${tf.version_core}, backend ${tf.getBackend()}; onnxruntime-web ${ort.env.versions.web}, wasm`);
  row('', 'products', 'matrix · x', 'the layer', 'of calibration', 'matrix takes', 'tfjs takes', 'onnx takes');
  for (const [what, params, inputSpatial] of MULTIPLIED) {
    const spec = must(engine.buildSpec(params));
    const matrix = must(engine.layerMatrix(spec, inputSpatial));
    const weights = Float64Array.from({ length: engine.weightLength(spec) }, (_, n) => (n % 7) - 3);
    const x = Float64Array.from({ length: matrix.cols }, (_, n) => (n % 11) - 5);
    const outputs = must(engine.outputSpatial(spec, inputSpatial));
    const works = {
      matrix: () => engine.multiply(matrix, weights, x),
      layer: () => must(engine.applyLayer(spec, inputSpatial, weights, x)),
    };
    const tfjs = reason ? null : tfjsLayer(tf, spec, inputSpatial, outputs, weights, x);
    if (!reason) {
      works.tfjs = tfjs.run;
      works.onnx = await onnxLayer(ort, spec, inputSpatial, outputs, weights, x);
    }
    const results = {};
    for (const [name, work] of Object.entries(works)) results[name] = await work();
    if (!reason) results.tfjs = tfjs.inOurOrder(results.tfjs);
    const times = await fastest(works);
    // All values are small whole numbers, so that single precision computes them exactly and the results must be equal.
    const equals = name =>
      results[name].length === results.layer.length &&
      results.layer.every((expected, n) => expected === results[name][n]);
    const against = name =>
      !works[name] ? '–' : equals(name) ? `× ${(times[name] / times.layer).toFixed(2)}` : 'differs!';
    row(
      what,
      matrix.colIdx.length.toLocaleString('en'),
      ms(times.matrix),
      ms(times.layer),
      `× ${(times.layer / calibration).toFixed(2)}`,
      against('matrix'),
      against('tfjs'),
      against('onnx'),
    );
  }
}

/** The least milliseconds that each work takes; some of it ends later. */
async function fastest(works) {
  const least = Object.fromEntries(Object.keys(works).map(name => [name, Infinity]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, work] of Object.entries(works)) {
      const start = performance.now();
      await work();
      least[name] = Math.min(least[name], performance.now() - start);
    }
  }
  return least;
}
