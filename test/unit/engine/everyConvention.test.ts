import assert from 'node:assert/strict';
import {
  adjointSpec,
  buildSpec,
  columnTaps,
  layerColumn,
  layerMatrix,
  layerRow,
  layerTile,
  memoryEstimate,
  multiply,
  outputSpatial,
  overlapCounts,
  overlapMap,
  overlapVerdict,
  pairMatrix,
  resolveOutputPadding,
  resolvePadding,
  rowTaps,
  scatter,
  slidingWindow,
  transpose,
  weightLength,
  weightShape,
  zeroInsertion,
  type ConvSpec,
  type Csr,
} from '../../../src/engine/index.js';
import { layer, must } from './layers.js';
import { dense } from './dense.js';
import { WideChooser } from './wideChooser.js';

const chooser = new WideChooser(20261126);
const layers = chooser.wide(500);
const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, n) => sum + value * b[n]!, 0);
const mod = (a: number, b: number) => ((a % b) + b) % b;

/** Where a position of a padded axis lies, told once more: by walking back into the axis. */
function fold(position: number, size: number, mode: ConvSpec['paddingMode']): number {
  if (mode === 'circular') return mod(position, size);
  if (mode !== 'reflect') return position >= 0 && position < size ? position : -1;
  let at = position;
  while (size > 1 && (at < 0 || at >= size)) at = at < 0 ? -at : 2 * (size - 1) - at;
  return size === 1 ? 0 : at;
}

/** One channel pair as a dense matrix of kernel indices' weights, straight from the definition. */
function definition(spec: ConvSpec, inputSpatial: readonly number[], w: Float64Array): number[][] {
  const outputs = must(outputSpatial(spec, inputSpatial));
  const { begin } = resolvePadding(spec, inputSpatial);
  const count = (sizes: readonly number[]) => sizes.reduce((a, b) => a * b, 1);
  const dense = Array.from({ length: count(outputs) }, () => new Array<number>(count(inputSpatial)).fill(0));
  const visit = (axis: number, o: number, i: number, k: number): void => {
    if (axis === spec.spatialRank) {
      dense[o]![i]! += w[spec.flip ? w.length - 1 - k : k]!;
      return;
    }
    const [windows, cells] = spec.transposed
      ? [inputSpatial[axis]!, outputs[axis]!]
      : [outputs[axis]!, inputSpatial[axis]!];
    const spread = spec.inputDilation?.[axis] ?? 1;
    for (let v = 0; v < windows; v++) {
      for (let j = 0; j < spec.kernelSize[axis]!; j++) {
        const place = v * spec.stride[axis]! + j * spec.dilation[axis]! - begin[axis]!;
        const cell = mod(place, spread) === 0 ? fold(place / spread, cells, spec.paddingMode) : -1;
        if (cell < 0) continue;
        const [output, input] = spec.transposed ? [cell, v] : [v, cell];
        visit(axis + 1, o * outputs[axis]! + output, i * inputSpatial[axis]! + input, k * spec.kernelSize[axis]! + j);
      }
    }
  };
  visit(0, 0, 0, 0);
  return dense;
}

describe('the matrix of a layer with what only some frameworks have', () => {
  it('is about every kind of them', () => {
    const some = (test: (spec: ConvSpec) => boolean) => assert.ok(layers.filter(({ spec }) => test(spec)).length > 15);
    some(spec => spec.inputDilation !== undefined);
    some(spec => spec.flip === true && spec.transposed);
    some(spec => spec.transposed && spec.paddingMode === 'circular');
    some(spec => spec.paddingMode === 'reflect');
    some(spec => spec.outputLayout !== undefined);
    some(spec => spec.padding === 'same-lower');
    some(spec => typeof spec.padding !== 'string' && spec.padding.begin.some(size => size < 0));
  });

  it('is what the definition gives, place by place', () => {
    for (const { spec, inputSpatial } of layers) {
      const w = chooser.integers(spec.kernelSize.reduce((a, b) => a * b));
      const pair = must(pairMatrix(spec, inputSpatial));
      assert.deepEqual(dense(pair, w), definition(spec, inputSpatial, w), JSON.stringify({ spec, inputSpatial }));
    }
  });

  it('is sorted, within its bounds and as large as was estimated', () => {
    for (const { spec, inputSpatial } of layers) {
      const csr = must(layerMatrix(spec, inputSpatial));
      const estimate = memoryEstimate(spec, inputSpatial, true);
      assert.deepEqual([estimate.rows, estimate.cols, estimate.entries], [csr.rows, csr.cols, csr.colIdx.length]);
      assert.equal(
        weightShape(spec).reduce((a, b) => a * b),
        weightLength(spec),
      );
      for (let r = 0; r < csr.rows; r++) {
        for (let p = csr.rowPtr[r]!; p < csr.rowPtr[r + 1]!; p++) {
          assert.ok(csr.colIdx[p]! >= 0 && csr.colIdx[p]! < csr.cols);
          assert.ok(csr.weightIdx[p]! >= 0 && csr.weightIdx[p]! < weightLength(spec));
          if (p === csr.rowPtr[r]!) continue;
          assert.ok((csr.colIdx[p - 1]! - csr.colIdx[p]! || csr.weightIdx[p - 1]! - csr.weightIdx[p]!) < 0);
        }
      }
    }
  });

  it('satisfies ⟨Cx, z⟩ = ⟨x, Cᵀz⟩, and is itself after two transpositions', () => {
    for (const { spec, inputSpatial } of layers) {
      const c = must(layerMatrix(spec, inputSpatial));
      const [w, x, z] = [weightLength(spec), c.cols, c.rows].map(length => chooser.integers(length));
      assert.equal(dot(multiply(c, w!, x!), z!), dot(x!, multiply(transpose(c), w!, z!)));
      assert.deepEqual(transpose(transpose(c)), c);
    }
  });

  it('gives what sliding, scattering and zero insertion give', () => {
    for (const { spec, inputSpatial } of layers) {
      const matrix = must(pairMatrix(spec, inputSpatial));
      const w = chooser.integers(spec.kernelSize.reduce((a, b) => a * b));
      const x = chooser.integers(matrix.cols);
      const y = multiply(matrix, w, x);
      if (!spec.transposed) assert.deepEqual(slidingWindow(spec, inputSpatial, x, w).y, y);
      if (spec.paddingMode !== 'zeros') continue;
      assert.deepEqual(scatter(spec, inputSpatial, x, w).y, y);
      if (spec.transposed) assert.deepEqual(zeroInsertion(spec, inputSpatial, x, w).y, y);
    }
  });

  it('has the transpose of its adjoint layer’s matrix', () => {
    for (const { spec, inputSpatial } of layers) {
      if (spec.paddingMode !== 'zeros' || spec.inputDilation || must(outputSpatial(spec, inputSpatial)).includes(0))
        continue;
      const back = adjointSpec(spec, inputSpatial);
      assert.deepEqual(
        must(layerMatrix(back.spec, back.inputSpatial)),
        transpose(must(layerMatrix(spec, inputSpatial))),
      );
    }
  });

  it('has the rows and columns that are asked for one by one', () => {
    for (const { spec, inputSpatial } of layers) {
      const csr = must(layerMatrix(spec, inputSpatial));
      if (csr.rows === 0) continue;
      const row = chooser.integer(0, csr.rows - 1);
      const column = chooser.integer(0, csr.cols - 1);
      const back = transpose(csr);
      const lineOf = (m: Csr, n: number) => [
        [...m.colIdx.subarray(m.rowPtr[n], m.rowPtr[n + 1])],
        [...m.weightIdx.subarray(m.rowPtr[n], m.rowPtr[n + 1])],
      ];
      const asked = must(layerRow(spec, inputSpatial, row));
      assert.deepEqual([[...asked.index], [...asked.weightIdx]], lineOf(csr, row));
      const other = must(layerColumn(spec, inputSpatial, column));
      assert.deepEqual([[...other.index], [...other.weightIdx]], lineOf(back, column));
      const pair = must(pairMatrix(spec, inputSpatial));
      const [o, i] = [chooser.integer(0, pair.rows - 1), chooser.integer(0, pair.cols - 1)];
      assert.deepEqual(
        rowTaps(spec, inputSpatial, o).map(tap => [tap.input, tap.weight]),
        lineOf(pair, o)[0]!.map((index, n) => [index, lineOf(pair, o)[1]![n]]),
      );
      const turned = transpose(pair);
      assert.deepEqual(
        columnTaps(spec, inputSpatial, i).map(tap => [tap.output, tap.weight]),
        lineOf(turned, i)[0]!.map((index, n) => [index, lineOf(turned, i)[1]![n]]),
      );
    }
  });

  it('is counted tile by tile as it is', () => {
    for (const { spec, inputSpatial } of layers) {
      const whole = spec.outputLayout === undefined;
      const csr = must(whole ? layerMatrix(spec, inputSpatial) : pairMatrix(spec, inputSpatial));
      if (csr.rows === 0) continue;
      const resolution = [chooser.integer(1, csr.rows), chooser.integer(1, csr.cols)] as const;
      const request = { rows: [0, csr.rows], cols: [0, csr.cols], resolution } as const;
      const tile = must(layerTile(spec, inputSpatial, request, whole ? {} : { pair: [0, 0] }));
      const counts = new Float64Array(tile.height * tile.width);
      const cell = (n: number, size: number, cells: number) => Math.floor(((n + 1) * cells - 1) / size);
      for (let r = 0; r < csr.rows; r++) {
        for (let p = csr.rowPtr[r]!; p < csr.rowPtr[r + 1]!; p++) {
          counts[cell(r, csr.rows, tile.height) * tile.width + cell(csr.colIdx[p]!, csr.cols, tile.width)]! += 1;
        }
      }
      assert.deepEqual(tile.counts, counts, JSON.stringify({ spec, inputSpatial, resolution }));
    }
  });
});

describe('the overlap of such a layer', () => {
  it('is the number of entries per column of C', () => {
    for (const { spec, inputSpatial } of layers) {
      const matrix = must(pairMatrix(spec, inputSpatial));
      const c = spec.transposed ? transpose(matrix) : matrix;
      const counts = new Int32Array(c.cols);
      for (const column of c.colIdx) counts[column]! += 1;
      assert.deepEqual(overlapCounts(must(overlapMap(spec, inputSpatial))), counts);
    }
  });

  it('repeats its phases in the interior, of a dilated input too', () => {
    for (const { spec } of layers) {
      if (spec.paddingMode !== 'zeros' || typeof spec.padding === 'string') continue;
      const verdict = overlapVerdict(spec);
      const { begin } = spec.padding;
      spec.kernelSize.forEach((kernel, axis) => {
        const span = spec.dilation[axis]! * (kernel - 1) + 1;
        const size = (span + 30) * (spec.transposed ? 1 : spec.stride[axis]!);
        const sizes = spec.kernelSize.map((_, a) => (a === axis ? size : 12));
        const profile = must(overlapMap(spec, sizes)).profiles[axis]!;
        const phases = verdict.phases[axis]!;
        for (let n = span + 4; n < span + 16; n++) {
          assert.equal(profile[n], phases[mod(n + begin[axis]!, phases.length)], JSON.stringify({ spec, axis }));
        }
        assert.equal(verdict.period[axis], phases.length);
      });
    }
  });
});

describe('a transposed layer whose call asks for a size', () => {
  it('has that size, by what it adds at the end or takes away at both', () => {
    const torch = must(buildSpec(layer(1, { kind: 'transposed', stride: [3], padding: [1], outputSize: [12] })));
    assert.deepEqual(must(outputSpatial(torch, [4])), [12]);
    assert.deepEqual(resolveOutputPadding(torch, [4]), [2]);
    const refused = outputSpatial(
      must(buildSpec(layer(1, { kind: 'transposed', stride: [3], outputSize: [15] }))),
      [4],
    );
    assert.equal(!refused.ok && refused.problem.code, 'output-size-invalid');
    assert.equal(
      !refused.ok && refused.problem.message,
      'requested an output size of [15], but valid sizes range from [12] to [14] (for an input of torch.Size([4]))',
    );
  });

  it('crops as the convolution of that size is padded, the odd one at the end', () => {
    const spec: ConvSpec = {
      ...must(buildSpec(layer(1, { kind: 'transposed', kernelSize: [4], stride: [2] }))),
      padding: 'same',
      outputSize: [7],
    };
    assert.deepEqual(resolvePadding(spec, [4]), { begin: [1], end: [2] });
    assert.deepEqual(resolvePadding({ ...spec, padding: 'same-lower' }, [4]), { begin: [2], end: [1] });
    assert.deepEqual(must(outputSpatial(spec, [4])), [7]);
    const larger: ConvSpec = { ...spec, kernelSize: [1], outputSize: [8] };
    assert.deepEqual(resolvePadding(larger, [4]), { begin: [0], end: [0] });
    assert.deepEqual(resolveOutputPadding(larger, [4]), [1]);
  });
});
