import assert from 'node:assert/strict';
import { evaluateLayer } from '../../../src/analysis/evaluateLayer.js';
import { checkInput, layerMatrix, multiply, weightLength, type LayerParams } from '../../../src/engine/index.js';
import { must } from '../engine/layers.js';
import { row, scattered } from '../engine/truthTable.js';

/** A layer as the command line takes it, a whole input shape, and what the framework computed. */
export interface NumericCase {
  readonly layer: string;
  readonly input: readonly number[];
  readonly output: readonly number[];
  readonly y: readonly number[];
}

/** Declares the test that a layer's matrix times x is what the framework computed, batch axis by batch axis. */
export function numericTruth(cases: readonly NumericCase[], framework: string): void {
  it('numbers: the matrix times x, with the weights in the framework’s own order', () => {
    const wrong: string[] = [];
    for (const c of cases) {
      const ours = computed(c);
      if (ours !== null && JSON.stringify(ours) === JSON.stringify(c.y)) continue;
      wrong.push(
        `${c.layer} on ${JSON.stringify(c.input)}: ${ours === null ? 'unknown' : JSON.stringify(ours.slice(0, 12))}, not ${JSON.stringify(c.y.slice(0, 12))}`,
      );
    }
    row(framework, 'matrix times x', cases.length, wrong.length, 'numeric');
    assert.equal(wrong.join('\n'), '');
  });
}

function computed(c: NumericCase): number[] | null {
  const layer = evaluateLayer(c.layer);
  if (layer.kind !== 'layer') return null;
  const channelsLast = layer.known.layout === 'NHWC';
  const channels = c.input.at(channelsLast ? -1 : -1 - (layer.known.spatialRank ?? 0));
  const params: LayerParams | null = layer.params ?? layer.withInputChannels(channels ?? 0);
  if (!params) return null;
  const { spec, inputSpatial, batch, output } = must(checkInput(params, c.input));
  assert.deepEqual(output, c.output);
  const matrix = must(layerMatrix(spec, inputSpatial));
  const weights = scattered(weightLength(spec), 1);
  const samples = batch ?? 1;
  const x = scattered(samples * matrix.cols, 2);
  const y: number[] = [];
  for (let n = 0; n < samples; n++) {
    // Adding 0 makes a zero of −0.
    for (const value of multiply(matrix, weights, x.subarray(n * matrix.cols, (n + 1) * matrix.cols)))
      y.push(value + 0);
  }
  return y;
}
