import assert from 'node:assert/strict';
import {
  buildSpec,
  layerMatrix,
  multiply,
  overlapCounts,
  overlapMap,
  pairMatrix,
  weightLength,
} from '../../../src/engine/index.js';
import { UnknownShape } from '../../../src/frameworks/flow.js';
import type { OnnxNode } from '../../../src/frameworks/onnx/node.js';
import { convNode, nodeOutput } from '../../../src/frameworks/onnx/nodeOutput.js';
import type { Plain } from '../../../src/frameworks/plain.js';
import betweenData from '../../truth/onnxBetween.json' with { type: 'json' };
import convData from '../../truth/onnxConv.json' with { type: 'json' };
import { must } from '../engine/layers.js';
import { row, scattered } from '../engine/truthTable.js';
import { expectedCode } from './problemCodes.js';

/** What test/truth/onnxRun.py writes: a node and onnxruntime's answer. */
interface Answered {
  readonly op: string;
  readonly attributes: Readonly<Record<string, Plain>>;
  readonly output?: readonly number[];
  readonly error?: string;
  /** What ONNX's shape inference says where it says something else. */
  readonly inference?: unknown;
}

interface ConvCase extends Answered {
  readonly x: readonly number[];
  readonly w: readonly number[];
  readonly y?: readonly number[];
}

interface BetweenCase extends Answered {
  readonly inputs: readonly (readonly number[])[];
  readonly constants: readonly (readonly number[] | null)[];
}

const convolutions = convData.cases as unknown as readonly ConvCase[];
const between = betweenData.cases as unknown as readonly BetweenCase[];

function nodeOf(c: ConvCase | BetweenCase): OnnxNode {
  const attributes = new Map(Object.entries(c.attributes));
  return 'x' in c
    ? { op: c.op, attributes, inputs: [c.x, c.w], constants: [] }
    : { op: c.op, attributes, inputs: c.inputs, constants: c.constants };
}

function compare(what: string, cases: readonly (ConvCase | BetweenCase)[]): void {
  it(`${what}: the same shape, refused exactly where it refuses, and for the same reason`, () => {
    const wrong: string[] = [];
    let unknown = 0;
    let worded = 0;
    for (const c of cases) {
      const ours = nodeOutput(nodeOf(c));
      const say = (text: string): void => void wrong.push(`${JSON.stringify({ ...c, y: undefined })}\n  ours: ${text}`);
      if (ours instanceof UnknownShape) {
        unknown++;
        say(`unknown: ${ours.why}`);
      } else if (ours.ok) {
        if (JSON.stringify(ours.value) !== JSON.stringify(c.output)) say(JSON.stringify(ours.value));
      } else if (c.error === undefined) say(`refused: ${ours.problem.message}`);
      else {
        const code = expectedCode('onnx', c.error);
        if (code !== ours.problem.code) say(`${ours.problem.code}, not ${code}: ${ours.problem.message}`);
        // What quotes a size that is not known where we refuse ends before it.
        if (c.error.startsWith(ours.problem.message)) worded++;
      }
    }
    const refusals = cases.filter(c => c.error !== undefined).length;
    row('onnx', `${what}, ${worded} refusals in its words`, cases.length, wrong.length, {
      kind: 'shapes',
      refusals,
      unknown,
    });
    assert.equal(wrong.join('\n'), '');
  });
}

describe(`what onnxruntime ${convData.meta.onnxruntime} answers`, () => {
  compare('convolutions', convolutions);
  compare('nodes between', between);

  it('overlaps as often as a pair’s matrix has entries, also where a size is asked for', () => {
    const wrong: string[] = [];
    const accepted = convolutions.filter(c => c.output !== undefined);
    for (const c of accepted) {
      const node = convNode(nodeOf(c));
      assert.ok(!(node instanceof UnknownShape));
      const spec = must(buildSpec(must(node).params));
      const spatial = c.x.slice(2);
      // A zero in the batch leaves the map as it is; one of a spatial size leaves nothing to count.
      if (spatial.includes(0) || spec.inChannels === 0 || spec.outChannels === 0) continue;
      const map = must(overlapMap(spec, spatial));
      const { rows, cols, rowPtr, colIdx } = must(pairMatrix(spec, spatial));
      const counts = Array<number>(spec.transposed ? rows : cols).fill(0);
      for (let row = 0; row < rows; row++) {
        for (let p = rowPtr[row] ?? 0; p < (rowPtr[row + 1] ?? 0); p++)
          counts[spec.transposed ? row : (colIdx[p] ?? 0)]! += 1;
      }
      if (JSON.stringify([...overlapCounts(map)]) !== JSON.stringify(counts)) wrong.push(JSON.stringify(c));
    }
    row('onnx', 'overlap, as the matrix counts it', accepted.length, wrong.length);
    assert.equal(wrong.join('\n'), '');
  });

  it('is what the whole layer’s matrix gives', () => {
    const numeric = convolutions.filter(c => c.y !== undefined);
    const wrong: string[] = [];
    for (const c of numeric) {
      const node = convNode(nodeOf(c));
      assert.ok(!(node instanceof UnknownShape));
      const spec = must(buildSpec(must(node).params));
      const matrix = must(layerMatrix(spec, c.x.slice(2)));
      const weights = scattered(weightLength(spec), 1);
      const batch = c.x[0] ?? 0;
      const x = scattered(batch * matrix.cols, 2);
      const y: number[] = [];
      for (let n = 0; n < batch; n++) {
        y.push(...multiply(matrix, weights, x.subarray(n * matrix.cols, (n + 1) * matrix.cols)));
      }
      if (JSON.stringify(y.map(v => v + 0)) !== JSON.stringify(c.y)) wrong.push(JSON.stringify(c));
    }
    row('onnx', 'matrix times x', numeric.length, wrong.length, 'numeric');
    assert.equal(wrong.join('\n'), '');
  });
});
