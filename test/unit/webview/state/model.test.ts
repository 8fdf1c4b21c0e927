import assert from 'node:assert/strict';
import {
  emptyModel,
  withChange,
  withChanges,
  withInput,
  withPointed,
  withSnapshot,
  withValue,
  withoutChanges,
} from '../../../../webview/state/model.js';
import { outcomeOf } from '../../../../webview/state/outcome.js';
import { atRest, pointedNow, stepOutput } from '../../../../webview/state/rest.js';
import { Store } from '../../../../webview/state/store.js';
import type { Scene } from '../../../../webview/state/scene.js';
import type { Model } from '../../../../webview/state/model.js';
import { callSnapshot, dcganParams, lessonModel, modelOf, snapshot } from './subjects.js';

function scene(model: Model): Scene {
  const outcome = outcomeOf(model);
  assert.equal(outcome.kind, 'drawn');
  return (outcome as { scene: Scene }).scene;
}

describe('the view’s model', () => {
  it('drops a snapshot that is not newer than the one it has', () => {
    const older = callSnapshot();
    const newer = snapshot({ kind: 'lesson' });
    const model = withSnapshot(emptyModel, newer);
    assert.equal(withSnapshot(model, older), model);
    assert.equal(withSnapshot(model, newer), model);
  });

  it('takes a change back when it is set to what the code says', () => {
    const changed = withChange(modelOf(), 'stride', [1, 1]);
    assert.deepEqual(changed.changes, { stride: [1, 1] });
    assert.deepEqual(withChange(changed, 'stride', [2, 2]).changes, {});
    assert.deepEqual(withoutChanges(changed).changes, {});
  });

  it('keeps a what-if while other parts of the same call are typed', () => {
    const changed = withChange(modelOf(), 'kernelSize', [4, 4]);
    const later = withSnapshot(changed, callSnapshot({ params: { ...dcganParams, outChannels: 32 } }));
    assert.deepEqual(later.changes, { kernelSize: [4, 4] });
  });

  it('ends a what-if when the code comes to say it, or says something new about it', () => {
    const changed = withChange(modelOf(), 'kernelSize', [4, 4]);
    const applied = withSnapshot(changed, callSnapshot({ params: { ...dcganParams, kernelSize: [4, 4] } }));
    assert.deepEqual(applied.changes, {});
    const other = withSnapshot(changed, callSnapshot({ params: { ...dcganParams, kernelSize: [5, 5] } }));
    assert.deepEqual(other.changes, {});
  });

  it('does not call a size changed that the host now remembers for this file', () => {
    const open = { inputSpatial: [null, null], inputShape: ['N', '16', 'H', 'W'] };
    const answered = withInput(modelOf(open), [5, 6]);
    assert.deepEqual(answered.inputSpatial, [5, 6]);
    const kept = withSnapshot(answered, callSnapshot({ ...open, rememberedInput: [5, 6] }));
    assert.equal(kept.inputSpatial, null);
    assert.deepEqual(scene(kept).outputSpatial, [11, 13]);
    const other = withSnapshot(answered, callSnapshot({ ...open, rememberedInput: [7, 7] }));
    assert.deepEqual(other.inputSpatial, [5, 6]);
  });

  it('forgets what-ifs and typed numbers when another call is shown', () => {
    const changed = withValue(withInput(withChange(modelOf(), 'stride', [1, 1]), [3, 3]), 'x', 0, 5);
    const other = withSnapshot(changed, callSnapshot({ index: 4 }));
    assert.deepEqual(other.changes, {});
    assert.equal(other.inputSpatial, null);
    assert.equal(other.typedInputs.size, 0);
  });

  it('keeps the what-if through a half-typed moment', () => {
    const changed = withChange(modelOf(), 'kernelSize', [4, 4]);
    const typing = withSnapshot(changed, callSnapshot({ complete: false, params: null }));
    const again = withSnapshot(typing, callSnapshot());
    assert.deepEqual(again.changes, { kernelSize: [4, 4] });
  });

  it('tries a suggestion as one step', () => {
    const tried = withChanges(modelOf(), { kernelSize: [4, 4], padding: [1, 1], outputPadding: [1, 1] });
    assert.deepEqual(scene(tried).outputSpatial, [17, 17]);
    assert.equal(scene(tried).verdict.even, true);
  });

  it('ignores a typed value that is no number', () => {
    const model = lessonModel();
    assert.equal(withValue(model, 'x', 0, Number.NaN), model);
    assert.equal(withValue(model, 'w', -1, 2), model);
  });

  it('always has a subject at rest: the first output in the lesson, an input for a transposed layer', () => {
    assert.deepEqual(atRest(scene(lessonModel())), { kind: 'output', index: 0 });
    assert.deepEqual(atRest(scene(modelOf())), { kind: 'input', index: 27 });
  });

  it('shows what is under the pointer, and goes back to what was kept', () => {
    const kept = withPointed(lessonModel(), { kind: 'weight', index: 3 }, true);
    const over = withPointed(kept, { kind: 'output', index: 2 }, false);
    assert.deepEqual(pointedNow(over, scene(over)), { kind: 'output', index: 2 });
    const left = withPointed(over, null, false);
    assert.deepEqual(pointedNow(left, scene(left)), { kind: 'weight', index: 3 });
    const none = withPointed(left, null, true);
    assert.equal(pointedNow(none, scene(none)), null);
  });

  it('goes back to rest when the kept subject does not exist in a smaller layer', () => {
    const kept = withPointed(lessonModel(), { kind: 'output', index: 3 }, true);
    const smaller = { ...withInput(kept, [3, 3]), kept: kept.kept };
    assert.deepEqual(pointedNow(smaller, scene(smaller)), { kind: 'output', index: 0 });
  });

  it('steps through the outputs and around the end', () => {
    const model = lessonModel();
    const drawn = scene(model);
    assert.deepEqual(stepOutput(model, drawn, -1), { kind: 'output', index: 3 });
    const last = withPointed(model, { kind: 'output', index: 3 }, true);
    assert.deepEqual(stepOutput(last, drawn, 1), { kind: 'output', index: 0 });
  });
});

describe('the store', () => {
  it('computes nothing anew when only the pointer moves', () => {
    const store = new Store(modelOf());
    const before = store.view.outcome;
    store.update(model => withPointed(model, { kind: 'output', index: 5 }, false));
    assert.equal(store.view.outcome, before);
    assert.deepEqual(store.view.pointed, { kind: 'output', index: 5 });
  });

  it('tells its listeners of every change until they leave', () => {
    const store = new Store(modelOf());
    const seen: string[] = [];
    const leave = store.subscribe(view => seen.push(view.outcome.kind));
    store.update(model => withInput(model, [0, 0]));
    leave();
    store.update(model => withInput(model, [4, 4]));
    assert.deepEqual(seen, ['drawn', 'impossible']);
  });
});
