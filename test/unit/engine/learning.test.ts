import assert from 'node:assert/strict';
import {
  adjointSpec,
  buildSpec,
  interpolationAsTransposed,
  interpolationMatrix,
  interpolationRule,
  kernelLength,
  layerMatrix,
  learnLayer,
  learnMatrix,
  LESSON,
  linearAt,
  lossAndGradient,
  multiply,
  multiplyValued,
  resizeConvolutionMatrix,
  startLearning,
  stepLearning,
  weightLength,
  type ConvSpec,
  type LearningProblem,
  type LearningState,
  type SpatialRank,
} from '../../../src/engine/index.js';
import autograd from '../../truth/learning.json' with { type: 'json' };
import { Chooser } from './chooser.js';
import { layer, must } from './layers.js';
import { row, scattered } from './truthTable.js';

const chooser = new Chooser(9004);
const nearest = must(interpolationRule('torch', 'nearest'));

/** What test/truth/learning.py writes. */
interface GradientCase {
  readonly rank: SpatialRank;
  readonly transposed: boolean;
  readonly in: number;
  readonly out: number;
  readonly groups: number;
  readonly kernel: readonly number[];
  readonly stride: readonly number[];
  readonly padding: readonly number[];
  readonly dilation: readonly number[];
  readonly samples: number;
  readonly size: readonly number[];
  readonly resized?: readonly number[];
  readonly loss: number;
  readonly gradient: readonly number[];
}

function specOf(c: GradientCase): ConvSpec {
  return must(
    buildSpec(
      layer(c.rank, {
        kind: c.transposed ? 'transposed' : 'convolution',
        inChannels: c.in,
        outChannels: c.out,
        groups: c.groups,
        kernelSize: c.kernel,
        stride: c.stride,
        padding: c.padding,
        dilation: c.dilation,
        outputPadding: c.transposed ? c.kernel.map(() => 0) : null,
      }),
    ),
  );
}

/** Samples with whole numbers for a layer, and what it makes of them with given weights. */
function examples(
  spec: ConvSpec,
  inputSpatial: readonly number[],
  weights: Float64Array,
  samples: number,
): { x: Float64Array; target: Float64Array } {
  const csr = must(layerMatrix(spec, inputSpatial));
  const x = chooser.integers(samples * csr.cols);
  const target = new Float64Array(samples * csr.rows);
  for (let n = 0; n < samples; n++) {
    target.set(multiply(csr, weights, x.subarray(n * csr.cols, (n + 1) * csr.cols)), n * csr.rows);
  }
  return { x, target };
}

function descend(problem: LearningProblem, start: LearningState, steps: number): LearningState {
  let state = start;
  for (let n = 0; n < steps && !state.converged; n++) {
    const next = stepLearning(problem, state);
    assert.ok(next.loss <= state.loss, `from ${state.loss} to ${next.loss}`);
    state = next;
  }
  return state;
}

describe('the gradient with respect to the kernel', () => {
  function problemOf(c: GradientCase): LearningProblem {
    const spec = specOf(c);
    if (c.resized) {
      const matrix = must(resizeConvolutionMatrix(nearest, spec, c.size, c.resized, { whole: true }));
      const [x, target] = [scattered(c.samples * matrix.cols, 2), scattered(c.samples * matrix.rows, 3)];
      return must(learnMatrix(matrix, weightLength(spec), x, target));
    }
    const { rows, cols } = must(layerMatrix(spec, c.size));
    return must(learnLayer(spec, c.size, scattered(c.samples * cols, 2), scattered(c.samples * rows, 3)));
  }

  it('is what PyTorch’s autograd computes, and so is the loss', () => {
    const cases = autograd.cases as unknown as readonly GradientCase[];
    let wrong = 0;
    for (const c of cases) {
      const problem = problemOf(c);
      const { loss, gradient } = lossAndGradient(problem, scattered(problem.weights, 1));
      if (loss !== c.loss || JSON.stringify([...gradient].map(g => g + 0)) !== JSON.stringify(c.gradient)) wrong++;
    }
    row('torch', 'gradient of a kernel', cases.length, wrong, 'numeric');
    assert.ok(cases.length >= 90 && cases.filter(c => c.resized).length >= 15);
    assert.equal(wrong, 0);
  });

  it('is the slope of the loss, by central differences, which are exact for a quadratic', () => {
    for (const { spec, inputSpatial } of chooser.layers(150)) {
      const weights = chooser.integers(weightLength(spec));
      const { x, target } = examples(spec, inputSpatial, chooser.integers(weightLength(spec)), 2);
      const problem = must(learnLayer(spec, inputSpatial, x, target));
      const { gradient } = lossAndGradient(problem, weights);
      const k = chooser.integer(0, weights.length - 1);
      const moved = (by: number) =>
        lossAndGradient(
          problem,
          weights.map((w, n) => (n === k ? w + by : w)),
        ).loss;
      assert.equal((moved(1) - moved(-1)) / 2, gradient[k]);
    }
  });
});

describe('gradient descent', () => {
  const problems = chooser.layers(200).map(({ spec, inputSpatial }) => {
    const { x, target } = examples(spec, inputSpatial, chooser.integers(weightLength(spec)), chooser.integer(1, 4));
    return must(learnLayer(spec, inputSpatial, x, target));
  });

  it('never lets the loss rise, in 200 random problems, and changes no state', () => {
    for (const problem of problems) {
      const start = startLearning(problem, chooser.integers(problem.weights));
      const copy = structuredClone(start);
      const end = descend(problem, start, 30);
      assert.deepEqual(start, copy);
      assert.ok(end.loss < start.loss || start.loss === 0 || end.converged);
    }
  });

  it('falls by at least ‖gradient‖²/(2L) in each safe step', () => {
    for (const problem of problems) {
      const state = startLearning(problem, chooser.integers(problem.weights));
      const next = stepLearning(problem, state);
      if (next.converged) continue;
      const slope = state.gradient.reduce((sum, g) => sum + g * g, 0);
      // L is found from below, so that a few percent of what is promised may be missing.
      assert.ok(state.loss - next.loss >= (slope / (2 * problem.lipschitz)) * 0.9);
      assert.equal(next.stepSize, 1 / problem.lipschitz);
    }
  });

  it('does not let it rise with a step size that is far too large, and takes one that is small as it is', () => {
    for (const problem of problems) {
      const start = startLearning(problem, chooser.integers(problem.weights));
      let state = start;
      for (let n = 0; n < 10; n++) {
        const next = stepLearning(problem, state, 1000);
        assert.ok(next.loss <= state.loss);
        state = next;
      }
      if (start.gradient.every(g => g === 0)) continue;
      const tiny = 1e-6 / problem.lipschitz;
      assert.equal(stepLearning(problem, start, tiny).stepSize, tiny);
    }
  });

  it('knows the Lipschitz constant: no direction bends the loss more', () => {
    for (const problem of problems.slice(0, 60)) {
      for (let n = 0; n < 5; n++) {
        const direction = chooser.integers(problem.weights);
        const length = direction.reduce((sum, d) => sum + d * d, 0);
        const zero = new Float64Array(problem.weights);
        // The loss along a direction is quadratic: twice its second difference over 2·‖d‖² is dᵀ(2AᵀA)d/‖d‖².
        const at = (by: number) =>
          lossAndGradient(
            problem,
            direction.map(d => d * by),
          ).loss;
        const bend = length && (at(1) - 2 * lossAndGradient(problem, zero).loss + at(-1)) / length;
        assert.ok(bend <= problem.lipschitz * 1.05, `${bend} ${problem.lipschitz}`);
      }
    }
  });

  it('learns the lesson’s kernel back from what its transpose makes of random images', () => {
    const convolution = must(buildSpec(LESSON.params));
    const back = adjointSpec(convolution, LESSON.inputSpatial);
    const { x, target } = examples(back.spec, back.inputSpatial, LESSON.w, 20);
    const problem = must(learnLayer(back.spec, back.inputSpatial, x, target));
    const end = descend(problem, startLearning(problem, new Float64Array(kernelLength(back.spec))), 2000);
    end.weights.forEach((w, k) => assert.ok(Math.abs(w - LESSON.w[k]!) < 1e-6, `${[...end.weights].join(' ')}`));
    assert.ok(end.loss < 1e-8);
  });

  it('learns bilinear ×2 from images that are dark at the border', () => {
    const bilinear = must(interpolationRule('torch', 'bilinear'));
    const spec = must(buildSpec(layer(2, { kind: 'transposed', kernelSize: [4, 4], stride: [2, 2], padding: [1, 1] })));
    const size = [7, 7];
    const samples = 12;
    const resize = must(interpolationMatrix(bilinear, size, [14, 14]));
    const x = chooser.integers(samples * resize.cols).map((value, n) => {
      const [r, c] = [Math.floor((n % 49) / 7), n % 7];
      return r > 0 && r < 6 && c > 0 && c < 6 ? value : 0;
    });
    const target = new Float64Array(samples * resize.rows);
    for (let n = 0; n < samples; n++) {
      target.set(multiplyValued(resize, x.subarray(n * 49, (n + 1) * 49)), n * resize.rows);
    }
    const problem = must(learnLayer(spec, size, x, target));
    const end = descend(problem, startLearning(problem, new Float64Array(16)), 3000);
    const { kernel } = must(interpolationAsTransposed({ ...bilinear, ranks: [1] }, 2));
    end.weights.forEach((w, k) => {
      assert.ok(Math.abs(w - kernel[Math.floor(k / 4)]! * kernel[k % 4]!) < 1e-6, `${[...end.weights].join(' ')}`);
    });
  });

  it('learns through a resize: the gradient is that of the small kernel', () => {
    const spec = must(buildSpec(layer(1, { padding: [1] })));
    const matrix = must(resizeConvolutionMatrix(nearest, spec, [6], [12]));
    const known = Float64Array.of(1, -2, 3);
    const x = chooser.integers(6 * 10);
    const target = new Float64Array(12 * 10);
    for (let n = 0; n < 10; n++)
      target.set(multiplyValued(linearAt(matrix, known), x.subarray(n * 6, n * 6 + 6)), n * 12);
    const problem = must(learnMatrix(matrix, 3, x, target));
    const end = descend(problem, startLearning(problem, new Float64Array(3)), 3000);
    end.weights.forEach((w, k) => assert.ok(Math.abs(w - known[k]!) < 1e-6, `${[...end.weights].join(' ')}`));
  });

  it('stops where there is nothing to learn', () => {
    const spec = must(buildSpec(layer(1)));
    const none = must(learnLayer(spec, [5], new Float64Array(5), Float64Array.of(1, 2, 3)));
    const state = stepLearning(none, startLearning(none, Float64Array.of(1, 1, 1)));
    assert.deepEqual([none.lipschitz, state.converged, state.loss, state.step], [0, true, 14, 0]);
    assert.deepEqual(stepLearning(none, state, 0.1), state);
  });

  it('is refused where the examples are not whole samples or not numbers', () => {
    const spec = must(buildSpec(layer(1)));
    const code = (x: number[], target: number[], size = [5]) => {
      const result = learnLayer(spec, size, Float64Array.from(x), Float64Array.from(target));
      return result.ok ? 'accepted' : result.problem.code;
    };
    assert.equal(code([1, 2, 3, 4, 5], [1, 2, 3]), 'accepted');
    assert.equal(code([1, 2, 3, 4], [1, 2, 3]), 'shape-mismatch');
    assert.equal(code([], []), 'shape-mismatch');
    assert.equal(code([1, 2, 3, 4, 5], [1, 2]), 'shape-mismatch');
    assert.equal(code([1, 2, 3, 4, NaN], [1, 2, 3]), 'argument-invalid');
    assert.equal(code([1, 2, 3, 4, 5], [1, 2, Infinity]), 'argument-invalid');
    assert.equal(code([1e200, 2, 3, 4, 5], [1, 2, 3]), 'too-large');
    assert.equal(code([1], [1], [1]), 'kernel-larger-than-input');
    assert.equal(code([1], [1], [1e9]), 'too-large');
  });
});
