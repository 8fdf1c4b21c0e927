// Other libraries that compute a layer in JavaScript. They are no dependencies of the project: `npm run bench` installs them apart.
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, runNpm } from '../vscode/npm.mjs';
import { oneLayerModel } from './onnxModel.mjs';

const source = path.join(root, 'test/bench/peers');
const folder = path.join(root, '.cache/bench-peers');

/** Installs what is not there yet. */
async function install() {
  const lock = createHash('sha256')
    .update(readFileSync(path.join(source, 'package-lock.json')))
    .digest('hex');
  const stamp = path.join(folder, 'installed');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  console.log('  installing @tensorflow/tfjs-core, its CPU backend and onnxruntime-web: 200 MB unpacked …');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const name of ['package.json', 'package-lock.json', '.npmrc']) {
    copyFileSync(path.join(source, name), path.join(folder, name));
  }
  await runNpm(['ci', '--ignore-scripts'], folder);
  writeFileSync(stamp, lock);
}

/** The libraries, or why they are not there. */
export async function loadPeers() {
  try {
    await install();
    const require = createRequire(path.join(folder, 'package.json'));
    const tf = require('@tensorflow/tfjs-core');
    require('@tensorflow/tfjs-backend-cpu');
    await tf.setBackend('cpu');
    const entry = path.join(path.dirname(require.resolve('onnxruntime-web')), 'ort.node.min.mjs');
    const ort = await import(pathToFileURL(entry).href);
    // One thread, as ours.
    ort.env.wasm.numThreads = 1;
    return { tf, ort };
  } catch (error) {
    return { reason: String(error.message).split('\n')[0] };
  }
}

/** A two-dimensional layer of tfjs: a function that computes y from x, both channels first as ours. */
export function tfjsLayer(tf, spec, inputSpatial, outputs, weights, x) {
  const { kernelSize, inChannels, outChannels, stride, padding, dilation } = spec;
  // Channels last is what the CPU backend computes.
  const data = tf.tidy(() =>
    tf.keep(tf.transpose(tf.tensor(Float32Array.from(x), [inChannels, ...inputSpatial], 'float32'), [1, 2, 0])),
  );
  const stored = spec.transposed ? [inChannels, outChannels] : [outChannels, inChannels];
  const order = [2, 3, 1, 0];
  const filter = tf.tidy(() =>
    tf.keep(tf.transpose(tf.tensor(Float32Array.from(weights), [...stored, ...kernelSize], 'float32'), order)),
  );
  const pads = [[0, 0], ...kernelSize.map((_, a) => [padding.begin[a], padding.end[a]]), [0, 0]];
  const layer = () =>
    spec.transposed
      ? tf.conv2dTranspose(data, filter, [...outputs, outChannels], stride, pads)
      : tf.conv2d(data, filter, stride, pads, 'NHWC', dilation);
  return {
    run: () => {
      const result = layer();
      const values = result.dataSync();
      result.dispose();
      return values;
    },
    inOurOrder: values =>
      tf.tidy(() => tf.transpose(tf.tensor(values, [...outputs, outChannels]), [2, 0, 1]).dataSync()),
  };
}

/** A layer of onnxruntime-web: an asynchronous function that computes y. */
export async function onnxLayer(ort, spec, inputSpatial, outputs, weights, x) {
  const { kernelSize, inChannels, outChannels, stride, padding, dilation, groups } = spec;
  const shapes = {
    x: [1, inChannels, ...inputSpatial],
    y: [1, outChannels, ...outputs],
    weights: [
      ...(spec.transposed ? [inChannels, outChannels / groups] : [outChannels, inChannels / groups]),
      ...kernelSize,
    ],
  };
  const attributes = {
    kernel_shape: [...kernelSize],
    strides: [...stride],
    dilations: [...dilation],
    pads: [...padding.begin, ...padding.end],
    group: groups,
  };
  const model = oneLayerModel(
    spec.transposed ? 'ConvTranspose' : 'Conv',
    attributes,
    shapes,
    Float32Array.from(weights),
  );
  const session = await ort.InferenceSession.create(model, { executionProviders: ['wasm'] });
  const feeds = { x: new ort.Tensor('float32', Float32Array.from(x), shapes.x) };
  return async () => (await session.run(feeds)).y.data;
}
