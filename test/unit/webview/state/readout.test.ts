import assert from 'node:assert/strict';
import { equalElements, equality } from '../../../../webview/state/equality.js';
import { withChange, withChanges, withInput, withValue } from '../../../../webview/state/model.js';
import type { Model } from '../../../../webview/state/model.js';
import { outcomeOf } from '../../../../webview/state/outcome.js';
import { restored, restoredScroll, viewState } from '../../../../webview/state/persist.js';
import { readout, weightEntries } from '../../../../webview/state/readout.js';
import type { Pointed, Scene } from '../../../../webview/state/scene.js';
import { INPUT_KINDS, WEIGHT_KINDS, inputValues, weightValues } from '../../../../webview/state/values.js';
import { dcganParams, lessonModel, modelOf } from './subjects.js';

function scene(model: Model): Scene {
  const outcome = outcomeOf(model);
  assert.equal(outcome.kind, 'drawn');
  return (outcome as { scene: Scene }).scene;
}

function text(drawn: Scene, pointed: Pointed): string {
  return readout(drawn, pointed)
    .map(group => group.map(piece => piece.text).join(''))
    .join(' | ');
}

describe('the read-out', () => {
  it('writes an output as the sum that makes it', () => {
    assert.equal(
      text(scene(lessonModel()), { kind: 'output', index: 0 }),
      'output (0, 0) = row 0 of C · x | 1·4 + 4·5 + 1·8 + 1·1 + 4·8 + 3·8 + 3·3 + 3·6 + 1·6 = 122 | 9 taps: many-to-one',
    );
  });

  it('says what an input of a transposed layer is painted over', () => {
    const drawn = scene(modelOf());
    assert.match(
      text(drawn, { kind: 'input', index: 27 }),
      /^input \(3, 3\) = 8 → column 27 of Cᵀ \| is painted over 9 outputs \| one-to-many \| \(6, 6\) \+= 1·8/,
    );
  });

  it('names an entry by the layer’s own matrix, zero or not', () => {
    const drawn = scene(lessonModel());
    assert.equal(
      text(drawn, { kind: 'entry', output: 2, input: 9 }),
      'C[2, 9] = w(1, 1) = 4 | input (2, 1) → output (1, 0) with 4·6 = 24',
    );
    assert.equal(
      text(drawn, { kind: 'entry', output: 0, input: 15 }),
      'C[0, 15] = 0 | input (3, 3) does not reach output (0, 0)',
    );
  });

  it('adds the weights that a padding mode folds onto one entry', () => {
    const params = { ...dcganParams, kind: 'convolution' as const, stride: [1, 1], padding: [1, 1] };
    const drawn = scene(modelOf({ params: { ...params, paddingMode: 'replicate' }, inputSpatial: [3, 3] }));
    const [a, b, , d, e] = drawn.w;
    assert.equal(
      text(drawn, { kind: 'entry', output: 0, input: 0 }).split(' | ')[0],
      `C[0, 0] = w(0, 0) + w(0, 1) + w(1, 0) + w(1, 1) = ${a} + ${b} + ${d} + ${e}`,
    );
  });

  it('counts the entries of one weight', () => {
    const drawn = scene(lessonModel());
    assert.equal(text(drawn, { kind: 'weight', index: 4 }), 'weight w(1, 1) = 4 | one number, 4 entries of C');
    const padded = scene(withChange(lessonModel(), 'padding', [1, 1]));
    const total = Array.from({ length: 9 }, (_, index) => weightEntries(padded, index)).reduce((a, b) => a + b, 0);
    assert.equal(total, padded.matrix?.colIdx.length);
  });

  it('puts a negative factor in parentheses', () => {
    const drawn = scene(withValue(lessonModel(), 'w', 0, -2));
    assert.match(text(drawn, { kind: 'output', index: 0 }), /\(−2\)·4 \+ 4·5/);
  });

  it('says when an output has no tap at all', () => {
    const drawn = scene(withChanges(modelOf(), { kernelSize: [1, 1] }));
    assert.match(text(drawn, { kind: 'output', index: 1 }), /no tap/);
  });
});

describe('equal by four ways', () => {
  it('agrees for the lesson, whose dense product multiplies 28 zeros', () => {
    const found = equality(scene(lessonModel()));
    assert.deepEqual(
      found?.ways.map(({ name, products, withZero, equal }) => [name, products, withZero, equal]),
      [
        ['matrixProduct', 64, 28, true],
        ['slidingWindow', 36, 0, true],
        ['scatter', 36, 0, true],
      ],
    );
    assert.deepEqual([found?.left, found?.right, found?.adjoint], [1432, 1432, true]);
  });

  it('agrees for transposed layers by scatter and by zero insertion', () => {
    const found = equality(scene(modelOf()));
    assert.deepEqual(
      found?.ways.map(({ name, equal }) => [name, equal]),
      [
        ['matrixProduct', true],
        ['scatter', true],
        ['zeroInsertion', true],
      ],
    );
    assert.equal(found?.adjoint, true);
  });

  it('agrees where a padding mode reads an input more than once', () => {
    const params = { ...dcganParams, kind: 'convolution' as const, stride: [1, 1], padding: [1, 1] };
    for (const paddingMode of ['reflect', 'replicate', 'circular'] as const) {
      const found = equality(scene(modelOf({ params: { ...params, paddingMode }, inputSpatial: [4, 5] })));
      assert.deepEqual(
        found?.ways.map(({ name, equal }) => [name, equal]),
        [
          ['matrixProduct', true],
          ['slidingWindow', true],
        ],
        paddingMode,
      );
      assert.equal(found?.adjoint, true);
    }
  });

  it('finds a single element that differs', () => {
    assert.equal(equalElements(Float64Array.of(1, 2, 3), Float64Array.of(1, 2, 3)), true);
    assert.equal(equalElements(Float64Array.of(1, 2, 3), Float64Array.of(1, 2, 4)), false);
    assert.equal(equalElements(Float64Array.of(1), Float64Array.of(1, 2)), false);
  });

  it('does not multiply out what would take long', () => {
    assert.equal(equality(scene(withInput(modelOf(), [600, 600]))), null);
  });
});

describe('example numbers', () => {
  it('have the right length, are whole, and are the same every time, in one, two and three dimensions', () => {
    for (const shape of [[7], [5, 4], [3, 4, 2], [1], [1, 1]]) {
      const length = shape.reduce((a, b) => a * b, 1);
      for (const kind of INPUT_KINDS) {
        const values = inputValues(kind, shape);
        assert.equal(values.length, length);
        assert.ok(
          values.every(value => Number.isInteger(value) && value >= 0 && value <= 9),
          `${kind} ${shape.join()}`,
        );
        assert.deepEqual(inputValues(kind, shape), values);
      }
      for (const kind of WEIGHT_KINDS) {
        const values = weightValues(kind, shape, false);
        assert.equal(values.length, length);
        assert.ok(values.every(Number.isInteger), `${kind} ${shape.join()}`);
      }
    }
  });

  it('of few elements differ from each other', () => {
    for (const shape of [
      [2, 2],
      [3, 3],
      [2, 3, 3],
    ]) {
      assert.ok(new Set(inputValues('example', shape)).size > 2, shape.join(' × '));
    }
  });

  it('of ones make y the overlap map', () => {
    const drawn = scene({ ...modelOf(), inputKind: 'ones', weightKind: 'ones' });
    const [rows, cols] = drawn.overlap.profiles;
    assert.equal(drawn.y[2 * 17 + 2], (rows?.[2] ?? 0) * (cols?.[2] ?? 0));
    assert.equal(drawn.y[2 * 17 + 2], 4);
  });
});

describe('what the view keeps', () => {
  it('comes back as it was stored', () => {
    const model = { ...modelOf(), colourBy: 'value' as const, inputKind: 'ramp' as const };
    const state = viewState(model);
    assert.equal(state.uri, 'file:///dcgan.py');
    assert.equal(state.offset, 900);
    const back = restored(JSON.parse(JSON.stringify(state)));
    assert.equal(back.colourBy, 'value');
    assert.equal(back.inputKind, 'ramp');
    assert.equal(restoredScroll(viewState(model, 340.4)), 340);
    assert.equal(restoredScroll({ ...viewState(model), scrollTop: -1 }), 0);
  });

  it('is as if nothing were stored where it is malformed', () => {
    for (const state of [undefined, null, 3, 'x', {}, { colourBy: 'pink' }, []])
      assert.equal(restored(state).colourBy, 'index');
    const odd = { ...viewState(modelOf()), inputValues: 'nonsense' };
    assert.equal(restored(odd).inputKind, 'example');
  });

  it('stays drawable for a layer without fields', () => {
    assert.equal(scene(modelOf({ fields: [], params: dcganParams })).y.length, 289);
  });
});
