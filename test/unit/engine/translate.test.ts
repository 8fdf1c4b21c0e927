import assert from 'node:assert/strict';
import {
  buildSpec,
  changeWeights,
  layerMatrix,
  multiply,
  outputSpatial,
  pairMatrix,
  TARGETS,
  translate,
  weightLength,
  type ConvSpec,
  type Csr,
  type LayerParams,
  type PaddingStep,
  type SpatialRank,
  type Target,
  type TranslatedLayer,
} from '../../../src/engine/index.js';
import { knownRules } from '../../../src/engine/conventions/index.js';
import { Chooser } from './chooser.js';
import { kerasLayer, layer, must } from './layers.js';

const chooser = new Chooser(5003);
const targets = TARGETS.filter(target => knownRules(target));

function randomParams(rank: SpatialRank): LayerParams {
  const axes = <T>(value: () => T) => Array.from({ length: rank }, value);
  const groups = chooser.pick([1, 1, 2, 3]);
  const transposed = chooser.integer(0, 1) === 1;
  const stride = axes(() => chooser.integer(1, 3));
  const dilation = axes(() => chooser.pick([1, 1, 1, 2]));
  const changes: Partial<LayerParams> = {
    kind: transposed ? 'transposed' : 'convolution',
    inChannels: groups * chooser.integer(1, 2),
    outChannels: groups * chooser.integer(1, 2),
    groups,
    kernelSize: axes(() => chooser.integer(1, rank === 3 ? 2 : 4)),
    stride,
    dilation,
  };
  const convention = chooser.pick(targets);
  if (convention === 'torch') {
    return layer(rank, {
      ...changes,
      padding: axes(() => chooser.integer(0, 2)),
      outputPadding: transposed ? stride.map((s, a) => chooser.integer(0, Math.max(s, dilation[a]!) - 1)) : null,
      paddingMode: transposed ? 'zeros' : chooser.pick(['zeros', 'zeros', 'zeros', 'reflect', 'replicate', 'circular']),
    });
  }
  const words = kerasLayer(rank, {
    ...changes,
    convention,
    ...(transposed && convention !== 'onnx' ? { groups: 1 } : {}),
    layout: ['onnx', 'paddle'].includes(convention) ? 'NCHW' : chooser.pick(['NCHW', 'NHWC']),
    padding: chooser.pick(['same', 'valid']),
  });
  if (convention === 'keras' || (convention === 'tensorflow' && rank !== 2)) return words;
  const ends = { begin: axes(() => chooser.integer(0, 3)), end: axes(() => chooser.integer(0, 3)) };
  return { ...words, padding: chooser.pick([words.padding, ends]) };
}

/** Where an element of a flattened sample is: its channel and its spatial place, channel first, whatever the layout. */
function channelFirst(spec: ConvSpec, channels: number, spatial: readonly number[], index: number): number {
  const size = spatial.reduce((a, b) => a * b, 1);
  return spec.layout === 'NHWC' ? (index % channels) * size + Math.floor(index / channels) : index;
}

/** The dense matrix of a layer with its weights, channels first on both sides. */
function dense(spec: ConvSpec, input: readonly number[], weights: Float64Array): Map<string, number> {
  const c = must(layerMatrix(spec, input));
  const output = must(outputSpatial(spec, input));
  const entries = new Map<string, number>();
  for (let r = 0; r < c.rows; r++) {
    const row = channelFirst(spec, spec.outChannels, output, r);
    for (let p = c.rowPtr[r]!; p < c.rowPtr[r + 1]!; p++) {
      const key = `${row},${channelFirst(spec, spec.inChannels, input, c.colIdx[p]!)}`;
      entries.set(key, (entries.get(key) ?? 0) + weights[c.weightIdx[p]!]!);
    }
  }
  return entries;
}

/** Distinct weights, so that an entry tells which weight it has. */
function distinct(spec: ConvSpec): Float64Array {
  return Float64Array.from({ length: weightLength(spec) }, (_, n) => n + 1);
}

function matrixOf({ spec, weights }: TranslatedLayer, source: ConvSpec, input: readonly number[]) {
  return dense(spec, input, changeWeights(weights, distinct(source)));
}

function sample(rank: SpatialRank): { params: LayerParams; spec: ConvSpec; input: number[]; output: number[] } {
  for (;;) {
    const params = randomParams(rank);
    const input = Array.from({ length: rank }, () => chooser.integer(1, [12, 6, 3][rank - 1]!));
    const output =
      params.convention === 'tensorflow' && params.kind === 'transposed' ? tensorflowSize(params, input) : null;
    const asked = output ? { ...params, outputSize: output } : params;
    const built = buildSpec(asked);
    if (!built.ok) continue;
    const sizes = outputSpatial(built.value, input);
    if (sizes.ok && sizes.value.every(size => size > 0)) {
      return { params: asked, spec: built.value, input, output: sizes.value };
    }
  }
}

/** A size from which tf.nn's convolution may come back to the input. */
function tensorflowSize({ stride, kernelSize, dilation, padding }: LayerParams, input: readonly number[]): number[] {
  return input.map((size, axis) => {
    const [s, span] = [stride[axis]!, dilation[axis]! * (kernelSize[axis]! - 1) + 1];
    const most = chooser.integer(0, s - 1);
    return padding === 'same' ? size * s - most : (size - 1) * s + span + most;
  });
}

function unflattened(index: number, shape: readonly number[]): number[] {
  const place = shape.map(() => 0);
  shape.reduceRight((rest, size, axis) => {
    place[axis] = rest % size;
    return Math.floor(rest / size);
  }, index);
  return place;
}

function flattened(place: readonly number[], shape: readonly number[]): number {
  return place.reduce((all, p, axis) => all * shape[axis]! + p, 0);
}

/** A matrix over a padded input as one over the input: columns of padded places are folded onto what they hold, or dropped. */
function behindPadding(
  wide: ReadonlyMap<string, number>,
  spec: ConvSpec,
  input: readonly number[],
  { amount, mode }: PaddingStep,
  padded: readonly number[],
): Map<string, number> {
  const entries = new Map<string, number>();
  for (const [key, value] of wide) {
    const [row, column] = key.split(',').map(Number) as [number, number];
    const [channel, ...place] = unflattened(column, [spec.inChannels, ...padded]) as [number, ...number[]];
    const real = place.map((p, axis) => folded(p - amount.begin[axis]!, input[axis]!, mode));
    if (real.includes(-1)) continue;
    const to = `${row},${flattened([channel, ...real], [spec.inChannels, ...input])}`;
    entries.set(to, (entries.get(to) ?? 0) + value);
  }
  return entries;
}

function folded(place: number, size: number, mode: PaddingStep['mode']): number {
  if (place >= 0 && place < size) return place;
  if (mode === 'zeros') return -1;
  if (mode === 'replicate') return place < 0 ? 0 : size - 1;
  if (mode === 'circular') return ((place % size) + size) % size;
  return place < 0 ? -place : 2 * (size - 1) - place;
}

/** A matrix of a wider output with the rows that are cropped taken out. */
function beforeCrop(
  wide: ReadonlyMap<string, number>,
  { begin }: PaddingStep['amount'],
  full: readonly number[],
  output: readonly number[],
): Map<string, number> {
  const entries = new Map<string, number>();
  const channels = 1e6;
  for (const [key, value] of wide) {
    const [row, column] = key.split(',').map(Number) as [number, number];
    const [channel, ...place] = unflattened(row, [channels, ...full]) as [number, ...number[]];
    const real = place.map((p, axis) => p - begin[axis]!);
    if (real.some((p, axis) => p < 0 || p >= output[axis]!)) continue;
    entries.set(`${flattened([channel, ...real], [channels, ...output])},${column}`, value);
  }
  return entries;
}

/** Every layer of a target along one axis with the same kernel, stride, dilation and channels. */
function* everyLayer(target: Target, spec: ConvSpec, output: number): Generator<LayerParams> {
  const [kernel, stride, dilation] = [spec.kernelSize[0]!, spec.stride[0]!, spec.dilation[0]!];
  const numbers = Array.from({ length: dilation * (kernel - 1) + 5 }, (_, n) => n);
  const base: LayerParams = layer(1, {
    convention: target,
    kind: spec.transposed ? 'transposed' : 'convolution',
    inChannels: spec.inChannels,
    outChannels: spec.outChannels,
    groups: spec.groups,
    kernelSize: [kernel],
    stride: [stride],
    dilation: [dilation],
    layout: ['torch', 'onnx', 'paddle'].includes(target) ? 'NCHW' : 'NHWC',
  });
  // Neither JAX' nor Flax' transposed convolution has groups.
  if (spec.transposed && spec.groups > 1 && (target === 'jax' || target === 'flax')) return;
  const adds = spec.transposed && knownRules(target)!.outputPadding !== 'absent';
  const outputPaddings = adds ? [null, ...Array.from({ length: 6 }, (_, n) => [n])] : [null];
  const paddings: LayerParams['padding'][] = ['valid', 'same', 'causal', 'same-lower', 'circular', 'reflect'];
  // A 1-D call of tf.nn takes words only.
  for (const begin of target === 'tensorflow' ? [] : numbers) {
    paddings.push([begin]);
    // An nn layer of MLX has one number per axis.
    for (const end of target === 'mlx' ? [] : numbers) paddings.push({ begin: [begin], end: [end] });
  }
  const asksForSize = ['torch', 'tensorflow', 'onnx', 'paddle'].includes(target);
  const modes = target === 'torch' ? (['zeros', spec.paddingMode] as const) : (['zeros'] as const);
  const kinds = target === 'keras' && !spec.transposed ? (['convolution', 'depthwise'] as const) : [base.kind];
  for (const kind of kinds) {
    for (const paddingMode of modes) {
      for (const padding of paddings) {
        for (const outputPadding of outputPaddings) {
          const depthMultiplier = Math.max(1, Math.floor(spec.outChannels / spec.inChannels));
          const one = { ...base, kind, paddingMode, padding, outputPadding, depthMultiplier };
          // tf.nn's transposed calls always say their size.
          if (!spec.transposed || target !== 'tensorflow') yield one;
          if (spec.transposed && asksForSize) yield { ...one, outputSize: [output] };
        }
      }
    }
  }
}

/** Whether two layers have the same matrix for one channel pair, with the kernel of the second turned where only one of them reverses its own. */
function equalMatrices(spec: ConvSpec, own: Csr, other: ConvSpec, input: readonly number[]): boolean {
  const found = must(pairMatrix(other, input));
  if (own.rows !== found.rows || own.cols !== found.cols || own.colIdx.length !== found.colIdx.length) return false;
  const turned = (spec.flip ?? false) !== (other.flip ?? false);
  const entries = (c: Csr, weight: (w: number) => number) => {
    const list: string[] = [];
    for (let r = 0; r < c.rows; r++) {
      for (let p = c.rowPtr[r]!; p < c.rowPtr[r + 1]!; p++) list.push(`${r},${c.colIdx[p]},${weight(c.weightIdx[p]!)}`);
    }
    return list.sort().join(';');
  };
  return entries(own, w => w) === entries(found, w => (turned ? spec.kernelSize[0]! - 1 - w : w));
}

describe('a layer in the words of another framework', () => {
  const samples = [1, 1, 1, 2, 3].flatMap(rank => Array.from({ length: 60 }, () => sample(rank as SpatialRank)));

  for (const target of targets) {
    it(`has the same matrix in ${target} where it is called exact, also with a step of its own`, () => {
      let exact = 0;
      let stepped = 0;
      let every = 0;
      for (const { params, spec, input } of samples) {
        const found = must(translate(params, target, input));
        const about = JSON.stringify({ params, input, found: found.exact?.params ?? found.stepped });
        if (found.exact) {
          assert.equal(found.exact.spec.convention, target);
          // Other frameworks' layers have no parameter for what padding holds.
          if (target !== 'torch') assert.equal(found.exact.params.paddingMode, 'zeros');
          assert.deepEqual(matrixOf(found.exact, spec, input), dense(spec, input, distinct(spec)), about);
          assert.deepEqual([found.stepped, found.nearest, found.why], [null, null, null]);
          exact++;
          if (!found.everySize) continue;
          every++;
          for (let n = 0; n < 2; n++) {
            const other = input.map(() => chooser.integer(1, [14, 7, 4][input.length - 1]!));
            const own = outputSpatial(spec, other);
            if (!own.ok || own.value.includes(0)) continue;
            assert.deepEqual(matrixOf(found.exact, spec, other), dense(spec, other, distinct(spec)), about);
          }
          continue;
        }
        assert.ok(found.why);
        if (found.stepped) {
          stepped++;
          const { layer: bare, step } = found.stepped;
          if (step.place === 'pad-input') {
            const expected = dense(spec, input, distinct(spec));
            const inner = input.map((size, axis) => size + step.amount.begin[axis]! + step.amount.end[axis]!);
            const wide = matrixOf(bare, spec, inner);
            assert.deepEqual(behindPadding(wide, spec, input, step, inner), expected, about);
          } else {
            const full = must(outputSpatial(bare.spec, input));
            const cropped = beforeCrop(
              matrixOf(bare, spec, input),
              step.amount,
              full,
              must(outputSpatial(spec, input)),
            );
            assert.deepEqual(cropped, dense(spec, input, distinct(spec)), about);
          }
        }
      }
      assert.ok(exact > 80, `${exact} exact, ${every} at every size, ${stepped} with a step`);
    });
  }

  it('has no exact equivalent only where no parameters of the target have its matrix, whatever the padding', () => {
    let none = 0;
    for (let n = 0; n < 150; n++) {
      const { params, spec, input, output } = sample(1);
      for (const target of targets) {
        const { exact } = must(translate(params, target, input));
        const own = must(pairMatrix(spec, input));
        let possible = false;
        for (const candidate of everyLayer(target, spec, output[0]!)) {
          const built = buildSpec(candidate);
          if (!built.ok || built.value.groups !== spec.groups || built.value.transposed !== spec.transposed) continue;
          const sizes = outputSpatial(built.value, input);
          if (!sizes.ok || sizes.value[0] !== output[0]) continue;
          possible ||= equalMatrices(spec, own, built.value, input);
          if (possible) break;
        }
        if (possible) assert.ok(exact, JSON.stringify({ params, target, input }));
        if (!exact) none++;
      }
    }
    assert.ok(none > 20, `${none} without an equivalent`);
  });

  it('gives PyTorch’s kernel 4, stride 2, padding 1 to Keras as same, with its weights turned', () => {
    const params = layer(2, {
      kind: 'transposed',
      inChannels: 3,
      outChannels: 5,
      kernelSize: [4, 4],
      stride: [2, 2],
      padding: [1, 1],
    });
    const { exact, everySize } = must(translate(params, 'keras', null));
    assert.deepEqual([exact!.params.padding, exact!.params.outputPadding, everySize], ['same', null, true]);
    assert.deepEqual(exact!.padding, { begin: [1, 1], end: [1, 1] });
    assert.deepEqual(exact!.weights.shape, [4, 4, 5, 3]);
    assert.equal(exact!.weights.expression, 'w.transpose(2, 3, 1, 0)');
  });

  it('says that PyTorch’s kernel 3, stride 2, padding 1, output padding 1 is Keras’ same shifted by one pixel', () => {
    const params = layer(1, { kind: 'transposed', stride: [2], padding: [1], outputPadding: [1] });
    const found = must(translate(params, 'keras', [3]));
    assert.equal(found.exact, null);
    assert.deepEqual([found.nearest!.layer.params.padding, found.nearest!.offset], ['same', [1]]);
    assert.deepEqual(found.stepped!.step, {
      place: 'crop-output',
      amount: { begin: [1], end: [0] },
      mode: 'zeros',
    });
    // x = [1, 0, 100] and w = [1, 2, 3]: 2 3 0 100 200 300 of PyTorch, 1 2 3 0 100 200 of Keras (executed).
    const [x, w] = [Float64Array.of(1, 0, 100), Float64Array.of(1, 2, 3)];
    const answer = (spec: ConvSpec) => [...multiply(must(layerMatrix(spec, [3])), w, x)];
    assert.deepEqual(answer(must(buildSpec(params))), [2, 3, 0, 100, 200, 300]);
    assert.deepEqual(answer(found.nearest!.layer.spec), [1, 2, 3, 0, 100, 200]);
  });

  it('gives a strided same to PyTorch as padding where the size allows it, and as a padded input where not', () => {
    const params = kerasLayer(1, { padding: 'same', stride: [2] });
    const odd = must(translate(params, 'torch', [7]));
    assert.deepEqual([odd.exact?.params.padding, odd.everySize], [[1], false]);
    const even = must(translate(params, 'torch', [8]));
    assert.deepEqual(even.stepped?.step.amount, { begin: [0], end: [1] });
    assert.deepEqual(even.nearest?.offset, [-1]);
    const unknown = must(translate(params, 'torch', null));
    assert.deepEqual([unknown.exact, unknown.stepped], [null, null]);
  });

  it('makes a depthwise layer of a grouped one, and the other way round', () => {
    const grouped = layer(2, { inChannels: 3, outChannels: 6, groups: 3, stride: [2, 2], dilation: [2, 2] });
    const { exact } = must(translate(grouped, 'keras', null));
    assert.deepEqual([exact?.params.kind, exact?.params.depthMultiplier], ['depthwise', 2]);
    assert.equal(exact?.weights.expression, 'w.reshape(3, 2, 3, 3).transpose(2, 3, 0, 1)');
    const back = must(translate(exact!.params, 'torch', null)).exact!;
    assert.deepEqual([back.params.kind, back.params.groups, back.params.outChannels], ['convolution', 3, 6]);
  });

  it('says why there is none: Keras has neither groups in a transposed layer nor stride with dilation', () => {
    const grouped = layer(1, { kind: 'transposed', inChannels: 2, outChannels: 2, groups: 2 });
    assert.equal(must(translate(grouped, 'keras', [5])).why?.code, 'groups-do-not-divide');
    const both = layer(1, { stride: [2], dilation: [2], inChannels: 2 });
    assert.equal(must(translate(both, 'keras', [9])).why?.code, 'stride-with-dilation');
  });

  it('refuses what the layer’s own framework refuses, a separable layer, and an input on which it does not run', () => {
    const code = (params: LayerParams, input: number[] | null) => {
      const found = translate(params, 'keras', input);
      return found.ok ? null : found.problem.code;
    };
    assert.equal(code(layer(1, { groups: 0 }), null), 'not-positive');
    assert.equal(code(kerasLayer(1, { kind: 'separable' }), null), 'argument-invalid');
    assert.equal(code(layer(1), [2]), 'kernel-larger-than-input');
    assert.equal(code(layer(1, { stride: [1e9], padding: [1e9] }), null), null);
  });
});
