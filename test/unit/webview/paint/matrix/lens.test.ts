import assert from 'node:assert/strict';
import { rowTaps } from '../../../../../src/engine/index.js';
import { LENS_GAP, TAPS_WIDTH, lensFrame, lensPlace } from '../../../../../webview/paint/matrix/lensPlace.js';
import { dcgan, sceneOf } from '../scenes.js';

const scenes = {
  'a transposed layer': dcgan(),
  'a padded convolution': sceneOf({ padding: [1, 1] }, [12, 9]),
  'a wide kernel': sceneOf({ kernelSize: [7, 7], stride: [2, 2], padding: [3, 3] }, [40, 40]),
  'a 1-D layer': sceneOf({ spatialRank: 1, kernelSize: [3], stride: [1], dilation: [4], padding: [0] }, [64]),
  'a 3-D layer': sceneOf(
    { spatialRank: 3, kernelSize: [3, 3, 3], stride: [1, 1, 1], dilation: [1, 1, 1], padding: [1, 1, 1] },
    [4, 5, 6],
  ),
};

for (const [name, scene] of Object.entries(scenes)) {
  describe(`The lens on ${name}`, () => {
    it('fits the width that it is given, narrow or wide', () => {
      for (const width of [250, 330, 480, 640, 900]) {
        const { groups, cols, cell, labelWidth, valueWidth, rows } = lensFrame(scene, width, 17);
        assert.ok(rows >= 1 && cols >= 1 && cell >= 15);
        assert.ok(labelWidth + groups * (cols * cell + LENS_GAP) + valueWidth + TAPS_WIDTH <= width, `at ${width}`);
      }
    });

    it('shows the output that it stands at, and every tap of it where all input rows are shown', () => {
      const frame = lensFrame(scene, 900, 17);
      for (let output = 0; output < scene.y.length; output++) {
        const place = lensPlace(scene, output, frame);
        assert.ok(output >= place.firstOutput && output < place.firstOutput + place.rows);
        if (place.ofGroups > 0) continue;
        for (const tap of rowTaps(scene.spec, scene.inputSpatial, output)) {
          const shown = place.groups.some(({ start }) => {
            const col = tap.input - start - place.firstCol;
            return col >= 0 && col < place.cols;
          });
          assert.ok(shown, `output ${output} takes input ${tap.input}`);
        }
      }
    });

    it('stays within the input', () => {
      const frame = lensFrame(scene, 640, 9);
      const inputs = scene.inputSpatial.at(-1) ?? 1;
      for (let output = 0; output < scene.y.length; output++) {
        const { firstCol, cols, groups } = lensPlace(scene, output, frame);
        assert.ok(firstCol >= 0 && firstCol + cols <= inputs);
        for (const { start } of groups) assert.ok(start >= 0 && start + inputs <= scene.x.length);
      }
    });
  });
}

describe('The lens', () => {
  it('says when not all input rows fit', () => {
    const scene = scenes['a wide kernel'];
    const place = lensPlace(scene, 210, lensFrame(scene, 640, 9));
    assert.equal(place.ofGroups, 7);
    assert.ok(place.groups.length < 7);
  });
});
