import assert from 'node:assert/strict';
import { parseNumber } from '../../../../../webview/components/pictures/editBox.js';
import { overlapWords } from '../../../../../webview/components/pictures/overlapWords.js';
import { dcgan, sceneOf } from '../../paint/scenes.js';

describe('The overlap in words', () => {
  it('says why a kernel of 3 with a stride of 2 is uneven', () => {
    const { verdict, rule } = overlapWords(dcgan());
    assert.match(verdict, /^Uneven: 1 to 4 contributions per pixel, period 2/);
    assert.equal(
      rule,
      'The stride, 2, does not divide the kernel size, 3: along an axis elements get 2, 1 in turn. Over the axes they multiply.',
    );
  });

  it('says why a kernel of 4 with a stride of 2 is even', () => {
    const scene = sceneOf(
      { kind: 'transposed', kernelSize: [4, 4], stride: [2, 2], padding: [1, 1], outputPadding: [0, 0] },
      [8, 8],
    );
    const { verdict, rule } = overlapWords(scene);
    assert.match(verdict, /^Even/);
    assert.equal(rule, 'The stride, 2, divides the kernel size, 4.');
  });

  it('names the axis that is uneven, and the dilation where that is the reason', () => {
    const one = sceneOf({ kind: 'transposed', kernelSize: [4, 3], stride: [2, 2], outputPadding: [0, 0] }, [6, 6]);
    assert.match(overlapWords(one).rule, /does not divide the kernel size, 3/);
    const dilated = sceneOf(
      { kind: 'transposed', kernelSize: [4, 4], stride: [2, 2], dilation: [2, 2], outputPadding: [0, 0] },
      [6, 6],
    );
    assert.match(overlapWords(dilated).rule, /dilation, 2, and the stride, 2, have a common divisor.*4, 0 in turn/);
  });

  it('of a 1-D layer does not speak of several axes', () => {
    const scene = sceneOf(
      {
        kind: 'transposed',
        spatialRank: 1,
        kernelSize: [3],
        stride: [2],
        padding: [0],
        dilation: [1],
        outputPadding: [0],
      },
      [8],
    );
    assert.ok(!overlapWords(scene).rule.includes('multiply'));
  });

  it('never promises a picture without artifacts', () => {
    for (const stride of [1, 2, 3]) {
      const scene = sceneOf({ kind: 'transposed', stride: [stride, stride], outputPadding: [0, 0] }, [6, 6]);
      const { verdict, rule } = overlapWords(scene);
      assert.ok(!/artifact|artefact/i.test(verdict + rule));
    }
  });
});

describe('A number typed over a cell', () => {
  it('may have a real minus or a decimal comma', () => {
    assert.equal(parseNumber(' −2,5 '), -2.5);
    assert.equal(parseNumber('1e3'), 1000);
    assert.equal(parseNumber('.5'), 0.5);
  });

  it('is nothing else', () => {
    for (const text of ['', ' ', 'abc', '1 2', 'Infinity', 'NaN', '1,2,3', '−']) assert.equal(parseNumber(text), null);
  });
});
