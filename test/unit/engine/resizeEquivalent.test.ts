import assert from 'node:assert/strict';
import {
  buildSpec,
  multiplyAdds,
  outputSpatial,
  pairMatrix,
  parameterCount,
  resizeEquivalent,
  type ConvSpec,
  type LayerParams,
  type ResizeConvolution,
} from '../../../src/engine/index.js';
import { Chooser } from './chooser.js';
import { kerasLayer, layer, must } from './layers.js';

const chooser = new Chooser(5006);

function randomTransposed(): LayerParams {
  const rank = chooser.pick([1, 2] as const);
  const each = (from: number, to: number) => Array.from({ length: rank }, () => chooser.integer(from, to));
  const groups = chooser.pick([1, 2]);
  const stride = each(1, 3);
  const changes: Partial<LayerParams> = {
    kind: 'transposed',
    inChannels: groups * chooser.integer(1, 3),
    outChannels: groups * chooser.integer(1, 3),
    kernelSize: each(1, 5),
    stride,
    bias: chooser.integer(0, 1) === 1,
  };
  if (chooser.integer(0, 2) === 0) return kerasLayer(rank, { ...changes, padding: chooser.pick(['same', 'valid']) });
  const outputPadding = stride.map(s => chooser.integer(0, s - 1));
  return layer(rank, {
    ...changes,
    groups,
    padding: each(0, 2),
    outputPadding,
    dilation: chooser.pick([[1], [1], [2]]),
  });
}

/** Which input of one axis every output of nearest ×factor and then the convolution reads with which of its weights: [input, weight] lists. */
function readsAlong(
  { factor, kernelSize, padding, outputSpatial: sizes }: ResizeConvolution,
  axis: number,
  input: number,
) {
  return Array.from({ length: sizes[axis]! }, (_, o) => {
    const reads: [number, number][] = [];
    for (let j = 0; j < kernelSize[axis]!; j++) {
      const place = o + j - padding.begin[axis]!;
      if (place >= 0 && place < input * factor[axis]!) reads.push([Math.floor(place / factor[axis]!), j]);
    }
    return reads;
  });
}

function lineSpec(spec: ConvSpec, axis: number): ConvSpec {
  const one = (values: readonly number[]) => [values[axis]!];
  const padding = spec.padding as { begin: readonly number[]; end: readonly number[] };
  return {
    ...spec,
    spatialRank: 1,
    kernelSize: one(spec.kernelSize),
    stride: one(spec.stride),
    dilation: one(spec.dilation),
    outputPadding: one(spec.outputPadding),
    padding: { begin: one(padding.begin), end: one(padding.end) },
  };
}

describe('the resize-convolution in place of a transposed layer', () => {
  it('has its size, and reads the same inputs with weights tied as nearest-neighbour ties them', () => {
    let tied = 0;
    for (let n = 0; n < 500; n++) {
      const params = randomTransposed();
      const input = params.kernelSize.map(() => chooser.integer(2, 8));
      const found = resizeEquivalent(params, input);
      if (!found.ok) continue;
      const spec = must(buildSpec(params));
      for (const way of found.value.replacements) {
        assert.deepEqual(way.outputSpatial, must(outputSpatial(spec, input)));
        way.kernelSize.forEach((kernel, axis) => {
          const grid = input[axis]! * way.factor[axis]!;
          const size = grid + way.padding.begin[axis]! + way.padding.end[axis]! - kernel + 1;
          assert.equal(size, way.outputSpatial[axis], JSON.stringify({ params, input, way }));
        });
        if (!way.sameInputs) continue;
        tied++;
        way.kernelSize.forEach((kernel, axis) => {
          // Weights with distinct sums, so that equal values mean equal sets of weights.
          const weights = Array.from({ length: kernel }, (_, j) => 2 ** j);
          const c = must(pairMatrix(lineSpec(spec, axis), [input[axis]!]));
          const ofTap = new Map<number, number>();
          readsAlong(way, axis, input[axis]!).forEach((reads, o) => {
            const values = new Map<number, number>();
            for (const [i, j] of reads) values.set(i, (values.get(i) ?? 0) + weights[j]!);
            const row = [...c.colIdx.subarray(c.rowPtr[o]!, c.rowPtr[o + 1]!)];
            assert.deepEqual(
              [...values.keys()].sort((a, b) => a - b),
              row,
              JSON.stringify({ params, input, way }),
            );
            row.forEach((i, p) => {
              const tap = c.weightIdx[c.rowPtr[o]! + p]!;
              const own = values.get(i)!;
              if (ofTap.has(tap)) assert.equal(own, ofTap.get(tap));
              ofTap.set(tap, own);
            });
          });
        });
      }
    }
    assert.ok(tied > 100, `${tied} with the same inputs`);
  });

  it('costs what a convolution on the larger grid costs, beside the layer’s own cost', () => {
    const params = layer(2, {
      kind: 'transposed',
      inChannels: 64,
      outChannels: 32,
      kernelSize: [4, 4],
      stride: [2, 2],
      padding: [1, 1],
    });
    const { original, replacements } = must(resizeEquivalent(params, [8, 8]));
    assert.deepEqual(original, {
      parameters: parameterCount(params),
      multiplyAdds: must(multiplyAdds(params, [8, 8])),
    });
    assert.equal(replacements.length, 1);
    const [{ kernelSize, padding, sameInputs, cost }] = replacements as [ResizeConvolution];
    assert.deepEqual([kernelSize, padding, sameInputs], [[3, 3], { begin: [1, 1], end: [1, 1] }, true]);
    const convolution = layer(2, { inChannels: 64, outChannels: 32, padding: [1, 1] });
    assert.deepEqual(cost, {
      parameters: parameterCount(convolution),
      multiplyAdds: must(multiplyAdds(convolution, [16, 16])),
    });
    assert.equal(cost.multiplyAdds / original.multiplyAdds, 2.25);
  });

  it('of kernel 3 and stride 2 is kernel 2 on the same inputs, or kernel 3 on more', () => {
    const params = layer(1, { kind: 'transposed', stride: [2], padding: [1], outputPadding: [1] });
    const { replacements } = must(resizeEquivalent(params, [8]));
    assert.deepEqual(
      replacements.map(({ kernelSize, padding, sameInputs }) => [kernelSize, padding, sameInputs]),
      [
        [[2], { begin: [0], end: [1] }, true],
        [[3], { begin: [1], end: [1] }, false],
      ],
    );
  });

  it('is refused for a convolution, a layer that is refused, and an input on which it does not run', () => {
    const code = (params: LayerParams, input: number[]) => {
      const found = resizeEquivalent(params, input);
      return found.ok ? null : found.problem.code;
    };
    assert.equal(code(layer(1), [8]), 'argument-invalid');
    assert.equal(code(layer(1, { kind: 'transposed', groups: 0 }), [8]), 'not-positive');
    assert.equal(code(layer(1, { kind: 'transposed', padding: [9] }), [2]), 'output-too-small');
    assert.equal(code(layer(1, { kind: 'transposed', stride: [1e9] }), [1e9]), 'too-large');
  });
});
