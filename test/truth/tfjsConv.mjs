/**
 * What TensorFlow.js answers for random convolutions: the data of tfjsConv.json.
 *
 * Usage: npm install @tensorflow/tfjs in a folder of its own, then `node tfjsConv.mjs FOLDER [SEED] > tfjsConv.json`.
 *
 * Each case is a call on the CPU backend with its parameters; x and the weights are the small integers that torchConv.py describes.
 * Transposed calls ask for outputs whose convolution gives the input: TensorFlow.js does not check that, and reads beyond its data where it
 * does not hold.
 */
import { createRequire } from 'node:module';
import path from 'node:path';

const [folder, seed = '20261205'] = process.argv.slice(2);
const require = createRequire(path.resolve(folder, 'index.js'));
const log = console.log;
console.log = console.warn = console.info = () => undefined;
const tf = require('@tensorflow/tfjs');
await tf.setBackend('cpu');

/** A small generator of random numbers (mulberry32), so that the seed makes the data. */
let state = Number(seed);
function random() {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}
const int = (low, high) => low + Math.floor(random() * (high - low + 1));
const pick = list => list[int(0, list.length - 1)];
const times = (n, make) => Array.from({ length: n }, (_, i) => make(i));

function scattered(count, salt) {
  return Float32Array.from({ length: count }, (_, n) => ((((Math.imul(n, 2654435761) + salt) >>> 0) >>> 13) % 19) - 9);
}
const size = shape => shape.reduce((all, length) => all * length, 1);
const tensor = (shape, salt) => tf.tensor(scattered(size(shape), salt), shape);

const NAMES = { convolution: r => `conv${r}d`, depthwise: () => 'depthwiseConv2d', separable: () => 'separableConv2d', transposed: r => `conv${r}dTranspose` };

function randomCase() {
  const kind = pick(['convolution', 'convolution', 'convolution', 'depthwise', 'separable', 'transposed', 'transposed']);
  const rank = kind === 'convolution' ? pick([1, 2, 2, 2, 3]) : kind === 'transposed' ? pick([2, 2, 3]) : 2;
  const c = {
    kind,
    rank,
    in: int(1, 3),
    out: int(1, 3),
    multiplier: kind === 'depthwise' || kind === 'separable' ? int(1, 2) : 1,
    kernel: times(rank, () => int(1, rank === 3 ? 2 : 4)),
    stride: times(rank, () => pick([1, 1, 2, 3])),
    dilation: times(rank, () => 1),
    pad: pick(['same', 'valid', 'same', 'valid', 0, 1, 2]),
    rounding: null,
    spatial: times(rank, () => int(2, rank === 3 ? 5 : 8)),
    unbatched: random() < 0.1,
    outputSize: null,
  };
  if (kind === 'transposed' || rank !== 2) c.pad = pick(['same', 'valid']);
  if (random() < 0.2 && kind !== 'transposed') {
    c.dilation = times(rank, () => pick([1, 2, 3]));
    c.stride = times(rank, () => 1);
  }
  if (rank === 2 && kind === 'convolution' && random() < 0.15) c.pad = times(2, () => [int(0, 2), int(0, 2)]);
  if (typeof c.pad === 'number' && random() < 0.5) c.rounding = pick(['floor', 'round', 'ceil']);
  if (kind === 'depthwise' || kind === 'separable') c.stride = times(2, () => c.stride[0]);
  if (kind === 'transposed') {
    c.outputSize = c.spatial.map((i, axis) => {
      const [k, s] = [c.kernel[axis], c.stride[axis]];
      return c.pad === 'same' ? (i - 1) * s + 1 + int(0, s - 1) : (i - 1) * s + k + int(0, s - 1);
    });
  }
  if (random() < 0.3) spoil(c);
  return c;
}

function spoil(c) {
  const axis = int(0, c.rank - 1);
  switch (pick(['stride', 'dilation', 'both', 'word', 'channels', 'rank', 'fraction', 'weight'])) {
    case 'stride':
      if (c.kind === 'transposed') break;
      Object.assign(c, { stride: times(c.rank, () => 1), dilation: times(c.rank, () => 1), pad: 'same', rounding: null });
      // Only a convolution looks at its strides; the others make an array of such a size.
      c.stride[axis] = c.kind === 'convolution' ? pick([0, -1]) : 0;
      break;
    case 'dilation':
      if (c.kind !== 'transposed') c.dilation[axis] = pick([0, -1]);
      break;
    case 'both':
      if (c.kind === 'transposed') break;
      c.stride = times(c.rank, () => 2);
      c.dilation[axis] = 2;
      break;
    case 'word':
      c.pad = pick(['SAME', 'full', 'causal']);
      break;
    case 'channels':
      c.fed = c.in + 1;
      break;
    case 'rank':
      c.extra = true;
      break;
    case 'fraction':
      if (c.rank === 2 && c.kind !== 'transposed') Object.assign(c, { pad: 0.5, rounding: pick(['floor', 'round', 'ceil']) });
      break;
    default:
      c.weightRank = true;
  }
}

function answer(c) {
  const channels = c.fed ?? c.in;
  const batch = c.extra ? [1, 1] : c.unbatched ? [] : [1];
  c.input = [...batch, ...c.spatial, channels];
  const more = c.weightRank ? [1] : [];
  const weights =
    c.kind === 'depthwise' || c.kind === 'separable' ? [...c.kernel, c.in, c.multiplier] : c.kind === 'transposed' ? [...c.kernel, c.out, c.in] : [...c.kernel, c.in, c.out];
  const pad = Array.isArray(c.pad) ? [[0, 0], ...c.pad, [0, 0]] : c.pad;
  const per = values => (c.rank === 1 ? values[0] : values);
  const shape = [...more, ...weights];
  try {
    const x = tensor(c.input, 2);
    const w = tensor(shape, 1);
    const rounding = c.rounding ?? undefined;
    let y;
    if (c.kind === 'convolution') {
      if (c.rank === 1) y = tf.conv1d(x, w, per(c.stride), pad, 'NWC', per(c.dilation), rounding);
      else if (c.rank === 2) y = tf.conv2d(x, w, c.stride, pad, 'NHWC', c.dilation, rounding);
      else y = tf.conv3d(x, w, c.stride, pad, 'NDHWC', c.dilation);
    } else if (c.kind === 'depthwise') y = tf.depthwiseConv2d(x, w, c.stride, pad, 'NHWC', c.dilation, rounding);
    else if (c.kind === 'separable') y = tf.separableConv2d(x, w, tensor([1, 1, c.in * c.multiplier, c.out], 3), c.stride, pad, c.dilation, 'NHWC');
    else {
      const output = [...batch.slice(0, 1), ...c.outputSize, c.out];
      y = c.rank === 2 ? tf.conv2dTranspose(x, w, output, c.stride, pad) : tf.conv3dTranspose(x, w, output, c.stride, pad);
    }
    const found = { ...c, output: y.shape };
    if (size(y.shape) > 0 && size(y.shape) <= 200 && y.shape.every(length => length > 0)) found.y = [...y.dataSync()].map(v => v + 0);
    return found;
  } catch (error) {
    return { ...c, error: error.message.split('\n')[0].slice(0, 200) };
  }
}

const cases = times(520, () => answer(randomCase()));
const meta = { framework: 'tfjs', tfjs: tf.version.tfjs, node: process.version, backend: 'cpu', seed: Number(seed), origin: 'executed' };
log(`{"meta":${JSON.stringify(meta)},\n"cases":[\n${cases.map(c => JSON.stringify(c)).join(',\n')}\n]}`);
