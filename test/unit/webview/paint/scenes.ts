import assert from 'node:assert/strict';
import { LESSON, buildSpec } from '../../../../src/engine/index.js';
import type { LayerParams } from '../../../../src/engine/index.js';
import { buildScene } from '../../../../webview/state/buildScene.js';
import type { Scene } from '../../../../webview/state/scene.js';

/** A scene of the lesson's layer with some parameters changed, with random values unless it is the lesson itself. */
export function sceneOf(change: Partial<LayerParams>, inputSpatial: readonly number[], lesson = false): Scene {
  const params = { ...LESSON.params, ...change };
  const spec = buildSpec(params);
  assert.ok(spec.ok);
  const built = buildScene(params, spec.value, inputSpatial, {
    inputKind: lesson ? 'example' : 'random',
    weightKind: lesson ? 'example' : 'random',
    typedInputs: new Map(),
    typedWeights: new Map(),
    colourBy: 'index',
    lesson,
  });
  assert.ok(built.kind === 'scene');
  return built.scene;
}

export const dcgan = (): Scene => sceneOf({ kind: 'transposed', stride: [2, 2], outputPadding: [0, 0] }, [8, 8]);
