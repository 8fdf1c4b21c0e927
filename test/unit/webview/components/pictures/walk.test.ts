import assert from 'node:assert/strict';
import { columnTaps, rowTaps } from '../../../../../src/engine/index.js';
import { meetingOf } from '../../../../../webview/components/pictures/centres.js';
import { samePointed } from '../../../../../webview/components/pictures/events.js';
import { lensOutput } from '../../../../../webview/components/pictures/lensFollow.js';
import { walk } from '../../../../../webview/components/pictures/walk.js';
import { dcgan, sceneOf } from '../../paint/scenes.js';

const lesson = sceneOf({}, [4, 4], true);
const layer = dcgan();
const volume = sceneOf(
  { spatialRank: 3, kernelSize: [3, 3, 3], stride: [1, 1, 1], dilation: [1, 1, 1], padding: [1, 1, 1] },
  [3, 4, 5],
);

describe('Walking by keys', () => {
  it('goes to the neighbour in the same grid and around its edges', () => {
    assert.deepEqual(walk(lesson, { kind: 'input', index: 5 }, 'ArrowRight'), { kind: 'input', index: 6 });
    assert.deepEqual(walk(lesson, { kind: 'input', index: 5 }, 'ArrowUp'), { kind: 'input', index: 1 });
    assert.deepEqual(walk(lesson, { kind: 'input', index: 3 }, 'ArrowRight'), { kind: 'input', index: 0 });
    assert.deepEqual(walk(lesson, { kind: 'weight', index: 8 }, 'ArrowDown'), { kind: 'weight', index: 2 });
  });

  it('moves an entry along its row and its column', () => {
    const entry = { kind: 'entry', output: 0, input: 5 } as const;
    assert.deepEqual(walk(lesson, entry, 'ArrowRight'), { ...entry, input: 6 });
    assert.deepEqual(walk(lesson, entry, 'ArrowUp'), { ...entry, output: 3 });
    assert.deepEqual(walk(lesson, entry, 'End'), { ...entry, input: 15 });
  });

  it('goes through the depths of a volume', () => {
    assert.deepEqual(walk(volume, { kind: 'input', index: 0 }, 'PageDown'), { kind: 'input', index: 20 });
    assert.deepEqual(walk(volume, { kind: 'input', index: 0 }, 'PageUp'), { kind: 'input', index: 40 });
    assert.deepEqual(walk(lesson, { kind: 'input', index: 5 }, 'PageDown'), { kind: 'input', index: 5 });
  });

  it('x, y and w jump to something that the subject reaches', () => {
    for (let index = 0; index < layer.x.length; index++) {
      const output = walk(layer, { kind: 'input', index }, 'y');
      assert.ok(output?.kind === 'output');
      assert.ok(columnTaps(layer.spec, layer.inputSpatial, index).some(tap => tap.output === output.index));
      const weight = walk(layer, output, 'w');
      assert.ok(weight?.kind === 'weight');
      assert.ok(rowTaps(layer.spec, layer.inputSpatial, output.index).some(tap => tap.weight === weight.index));
    }
  });

  it('Escape points at nothing, and keys that are not ours stay the page’s', () => {
    assert.equal(walk(lesson, { kind: 'output', index: 0 }, 'Escape'), null);
    assert.equal(walk(lesson, { kind: 'output', index: 0 }, 'Tab'), undefined);
    assert.equal(walk(lesson, { kind: 'output', index: 0 }, ' '), undefined);
  });

  it('begins at the first output where nothing is pointed at', () => {
    assert.deepEqual(walk(lesson, null, 'ArrowRight'), { kind: 'output', index: 1 });
  });
});

describe('What follows the subject', () => {
  it('the lens stands at the output, or at one of an input’s outputs with the most taps', () => {
    assert.equal(lensOutput(layer, { kind: 'output', index: 7 }), 7);
    assert.equal(lensOutput(layer, { kind: 'entry', output: 9, input: 0 }), 9);
    assert.equal(lensOutput(layer, null), null);
    for (let input = 0; input < layer.x.length; input++) {
      const output = lensOutput(layer, { kind: 'input', index: input });
      assert.ok(output !== null);
      const taps = (at: number) => rowTaps(layer.spec, layer.inputSpatial, at).length;
      const reached = columnTaps(layer.spec, layer.inputSpatial, input).map(tap => tap.output);
      assert.ok(reached.includes(output));
      assert.equal(taps(output), Math.max(...reached.map(taps)));
    }
  });

  it('for a weight, the lens stands at the nearest output that uses it', () => {
    for (let weight = 0; weight < layer.w.length; weight++) {
      const output = lensOutput(layer, { kind: 'weight', index: weight }, 144);
      assert.ok(output !== null && Math.abs(output - 144) <= 18);
      assert.ok(rowTaps(layer.spec, layer.inputSpatial, output).some(tap => tap.weight === weight));
    }
  });

  it('the windows stand at an input and an output that meet', () => {
    for (const scene of [lesson, layer, volume]) {
      for (let index = 0; index < scene.y.length; index++) {
        const meeting = meetingOf(scene, { kind: 'output', index });
        assert.ok(meeting);
        assert.equal(meeting.output, index);
        assert.ok(rowTaps(scene.spec, scene.inputSpatial, index).some(tap => tap.input === meeting.input));
      }
      for (let index = 0; index < scene.x.length; index++) {
        const meeting = meetingOf(scene, { kind: 'input', index });
        assert.ok(meeting);
        assert.ok(columnTaps(scene.spec, scene.inputSpatial, index).some(tap => tap.output === meeting.output));
      }
    }
  });

  it('an output that nothing paints has its place beside the nearest input', () => {
    const holes = sceneOf({ kind: 'transposed', kernelSize: [2, 2], stride: [4, 4], outputPadding: [0, 0] }, [5, 5]);
    const meeting = meetingOf(holes, { kind: 'output', index: 2 });
    assert.ok(meeting && meeting.output === 2 && meeting.input < holes.x.length);
  });

  it('depths are those of the middle tap', () => {
    const meeting = meetingOf(volume, { kind: 'output', index: 20 });
    assert.deepEqual(meeting?.depths, { input: 1, output: 1, weight: 1 });
  });

  it('two subjects are the same by what they point at', () => {
    assert.ok(samePointed({ kind: 'input', index: 1 }, { kind: 'input', index: 1 }));
    assert.ok(!samePointed({ kind: 'input', index: 1 }, { kind: 'output', index: 1 }));
    assert.ok(samePointed(null, null) && !samePointed(null, { kind: 'input', index: 0 }));
  });
});
