import assert from 'node:assert/strict';
import {
  adjointSpec,
  axisTaps,
  buildSpec,
  columnTaps,
  layerMatrix,
  memoryEstimate,
  multiply,
  outputSpatial,
  overlapCounts,
  overlapMap,
  overlapVerdict,
  pairMatrix,
  rowTaps,
  scatter,
  sizeRule,
  slidingWindow,
  transpose,
  weightLength,
  zeroInsertion,
  type Csr,
} from '../../../src/engine/index.js';
import { Chooser } from './chooser.js';
import { layer, must } from './layers.js';
import { dense } from './dense.js';

const chooser = new Chooser(20261125);
const integer = (from: number, to: number) => chooser.integer(from, to);
const integers = (length: number) => chooser.integers(length);

const layers = [...chooser.layers(600), ...chooser.varied(300)];
const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, n) => sum + value * b[n]!, 0);

describe('the matrix of any layer', () => {
  it('is sorted by row, column and weight, within its bounds, and as large as was estimated', () => {
    for (const { spec, inputSpatial } of layers) {
      const csr = must(layerMatrix(spec, inputSpatial));
      const estimate = memoryEstimate(spec, inputSpatial, true);
      assert.deepEqual([estimate.rows, estimate.cols, estimate.entries], [csr.rows, csr.cols, csr.colIdx.length]);
      const bytes = csr.rowPtr.byteLength + csr.colIdx.byteLength + csr.weightIdx.byteLength;
      assert.equal(estimate.csrBytes, bytes);
      for (let r = 0; r < csr.rows; r++) {
        for (let p = csr.rowPtr[r]!; p < csr.rowPtr[r + 1]!; p++) {
          assert.ok(csr.colIdx[p]! >= 0 && csr.colIdx[p]! < csr.cols);
          assert.ok(csr.weightIdx[p]! >= 0 && csr.weightIdx[p]! < weightLength(spec));
          if (p === csr.rowPtr[r]!) continue;
          const ascending = csr.colIdx[p - 1]! - csr.colIdx[p]! || csr.weightIdx[p - 1]! - csr.weightIdx[p]!;
          assert.ok(ascending < 0, JSON.stringify({ spec, inputSpatial }));
        }
      }
    }
  });

  it('satisfies ⟨Cx, z⟩ = ⟨x, Cᵀz⟩', () => {
    for (const { spec, inputSpatial } of layers) {
      const c = must(layerMatrix(spec, inputSpatial));
      const w = integers(weightLength(spec));
      const x = integers(c.cols);
      const z = integers(c.rows);
      assert.equal(dot(multiply(c, w, x), z), dot(x, multiply(transpose(c), w, z)));
    }
  });

  it('is itself after two transpositions', () => {
    for (const { spec, inputSpatial } of layers) {
      const c = must(layerMatrix(spec, inputSpatial));
      assert.deepEqual(transpose(transpose(c)), c);
    }
  });

  it('has the transpose of its adjoint layer’s matrix', () => {
    for (const { spec, inputSpatial } of layers) {
      if (spec.paddingMode !== 'zeros') continue;
      // A layer that dilates its input has none that goes back.
      if (spec.inputDilation) continue;
      const back = adjointSpec(spec, inputSpatial);
      assert.deepEqual(must(outputSpatial(back.spec, back.inputSpatial)), inputSpatial);
      assert.deepEqual(must(pairMatrix(back.spec, back.inputSpatial)), transpose(must(pairMatrix(spec, inputSpatial))));
      assert.deepEqual(
        must(layerMatrix(back.spec, back.inputSpatial)),
        transpose(must(layerMatrix(spec, inputSpatial))),
      );
    }
  });

  it('holds each channel pair as a block', () => {
    for (const { spec, inputSpatial } of layers.slice(0, 150)) {
      const w = integers(weightLength(spec));
      const whole = dense(must(layerMatrix(spec, inputSpatial)), w);
      const o = integer(0, spec.outChannels - 1);
      const i = integer(0, spec.inChannels - 1);
      const block = dense(must(layerMatrix(spec, inputSpatial, { pair: [o, i] })), w);
      const last = spec.layout === 'NHWC';
      const place = (n: number, size: number, channel: number, channels: number) =>
        last ? n * channels + channel : channel * size + n;
      for (let r = 0; r < block.length; r++) {
        for (let c = 0; c < block[r]!.length; c++) {
          const row = whole[place(r, block.length, o, spec.outChannels)]!;
          assert.equal(row[place(c, block[r]!.length, i, spec.inChannels)], block[r]![c]);
        }
      }
    }
  });

  it('gives what sliding, scattering and zero insertion give', () => {
    for (const { spec, inputSpatial } of layers) {
      const matrix = must(pairMatrix(spec, inputSpatial));
      const w = integers(spec.kernelSize.reduce((a, b) => a * b));
      const x = integers(matrix.cols);
      const y = multiply(matrix, w, x);
      if (!spec.transposed) assert.deepEqual(slidingWindow(spec, inputSpatial, x, w).y, y);
      if (spec.transposed) assert.deepEqual(zeroInsertion(spec, inputSpatial, x, w).y, y);
      if (spec.paddingMode === 'zeros') {
        const scattered = scatter(spec, inputSpatial, x, w);
        assert.deepEqual(scattered.y, y);
        assert.equal(scattered.products, matrix.colIdx.length);
      }
    }
  });

  it('multiplies by zero exactly where it has no entry', () => {
    for (const { spec, inputSpatial } of layers) {
      if (spec.paddingMode !== 'zeros') continue;
      const matrix = must(pairMatrix(spec, inputSpatial));
      const w = integers(spec.kernelSize.reduce((a, b) => a * b));
      const told = (spec.transposed ? zeroInsertion : slidingWindow)(spec, inputSpatial, integers(matrix.cols), w);
      assert.equal(told.products - told.withZero, matrix.colIdx.length);
      assert.equal(told.products, matrix.rows * w.length);
    }
  });
});

describe('the taps of any layer', () => {
  it('are the rows and columns of its matrix', () => {
    for (const { spec, inputSpatial } of layers) {
      const csr = must(pairMatrix(spec, inputSpatial));
      const back = transpose(csr);
      const output = integer(0, csr.rows - 1);
      const input = integer(0, csr.cols - 1);
      const rowOf = (m: Csr, r: number) =>
        Array.from({ length: m.rowPtr[r + 1]! - m.rowPtr[r]! }, (_, n) => [
          m.colIdx[m.rowPtr[r]! + n],
          m.weightIdx[m.rowPtr[r]! + n],
        ]);
      assert.deepEqual(
        rowTaps(spec, inputSpatial, output).map(tap => [tap.input, tap.weight]),
        rowOf(csr, output),
      );
      assert.deepEqual(
        columnTaps(spec, inputSpatial, input).map(tap => [tap.output, tap.weight]),
        rowOf(back, input),
      );
    }
  });

  it('agree with the size rule along every axis', () => {
    for (const { spec, inputSpatial } of layers) {
      inputSpatial.forEach((size, axis) => {
        const rule = sizeRule(spec, axis);
        const outputs = Math.floor((rule.mul * size + rule.add) / rule.div) + rule.plus;
        assert.equal(axisTaps(spec, axis, size).outputs, outputs);
      });
    }
  });
});

describe('the overlap of any layer', () => {
  it('is the number of entries per column of C', () => {
    for (const { spec, inputSpatial } of layers) {
      const matrix = must(pairMatrix(spec, inputSpatial));
      const c = spec.transposed ? transpose(matrix) : matrix;
      const counts = new Int32Array(c.cols);
      for (const column of c.colIdx) counts[column]! += 1;
      const map = must(overlapMap(spec, inputSpatial));
      assert.deepEqual(overlapCounts(map), counts);
      assert.equal(map.unpainted, counts.filter(count => count === 0).length);
      assert.equal(map.min, Math.min(...counts));
      assert.equal(map.max, Math.max(...counts));
      for (const { count, elements } of map.histogram) {
        assert.equal(counts.filter(value => value === count).length, elements);
      }
    }
  });

  it('has the verdict of the residues counted by brute force, for kernels to 16, strides and dilations to 8', () => {
    for (let kernel = 1; kernel <= 16; kernel++) {
      for (let stride = 1; stride <= 8; stride++) {
        for (let dilation = 1; dilation <= 8; dilation++) {
          const params = { kind: 'transposed', kernelSize: [kernel], stride: [stride], dilation: [dilation] } as const;
          const verdict = overlapVerdict(must(buildSpec(layer(1, params))));
          // The middle of a long row: far from the border every phase has all its taps.
          const counts = new Array<number>(600).fill(0);
          for (let v = -200; v < 600; v++) {
            for (let j = 0; j < kernel; j++) {
              const place = v * stride + j * dilation;
              if (place >= 0 && place < 600) counts[place]! += 1;
            }
          }
          const middle = counts.slice(0, 400);
          const repeats = (p: number) => middle.every((value, n) => n < p || value === middle[n - p]);
          const period = Array.from({ length: stride }, (_, n) => n + 1).find(repeats)!;
          assert.deepEqual(verdict.phases, [middle.slice(0, period)]);
          assert.deepEqual(verdict.period, [period]);
          assert.equal(verdict.min, Math.min(...middle));
          assert.equal(verdict.max, Math.max(...middle));
          assert.equal(verdict.even, verdict.min === verdict.max);
          assert.equal(verdict.holes, verdict.min === 0);
        }
      }
    }
  });

  it('multiplies along the axes, and puts phase 0 at a window’s first position', () => {
    for (const { spec } of layers) {
      const verdict = overlapVerdict(spec);
      if (typeof spec.padding === 'string' || spec.paddingMode !== 'zeros') continue;
      const { begin } = spec.padding;
      spec.kernelSize.forEach((kernel, axis) => {
        const span = spec.dilation[axis]! * (kernel - 1) + 1;
        const size = spec.transposed ? span + 20 : (span + 20) * spec.stride[axis]!;
        const sizes = spec.kernelSize.map((_, a) => (a === axis ? size : 40));
        const profile = must(overlapMap(spec, sizes)).profiles[axis]!;
        const phases = verdict.phases[axis]!;
        for (let n = span; n < span + 12; n++) {
          assert.equal(profile[n], phases[(n + begin[axis]!) % phases.length], JSON.stringify({ spec, axis }));
        }
      });
    }
  });
});
