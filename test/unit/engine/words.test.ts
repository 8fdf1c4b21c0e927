import assert from 'node:assert/strict';
import {
  buildSpec,
  overlapMap,
  overlapVerdict,
  sizeFormula,
  VERDICT_TEMPLATES,
  verdictSentence,
  type LayerParams,
} from '../../../src/engine/index.js';
import { kerasLayer, layer, must } from './layers.js';

function sentence(params: LayerParams, input?: readonly number[]): string {
  const spec = must(buildSpec(params));
  return verdictSentence(spec, overlapVerdict(spec), input ? must(overlapMap(spec, input)) : null);
}

const transposed = (changes: Partial<LayerParams> = {}) => layer(2, { kind: 'transposed', ...changes });

describe('the verdict in words', () => {
  it('gives the counts and the period of an uneven layer', () => {
    assert.equal(sentence(transposed({ stride: [2, 2] })), 'Uneven: 1 to 4 contributions per pixel, period 2');
    assert.equal(
      sentence(transposed({ stride: [2, 3], kernelSize: [3, 4] })),
      'Uneven: 1 to 4 contributions per pixel, period 2 × 3',
    );
  });

  it('says even where it is', () => {
    assert.equal(sentence(transposed({ kernelSize: [4, 4], stride: [2, 2] })), 'Even: 4 contributions per pixel');
    assert.equal(sentence(transposed({ kernelSize: [2, 2], stride: [2, 2] })), 'Even: 1 contribution per pixel');
  });

  it('names holes, the border, the missing interior and what is not painted', () => {
    assert.equal(
      sentence(transposed({ kernelSize: [1, 1], stride: [2, 2] })),
      'Uneven: 0 to 1 contributions per pixel, period 2; some get none',
    );
    const even = transposed({ kernelSize: [4, 4], stride: [2, 2] });
    assert.equal(sentence(even, [8, 8]), 'Even: 4 contributions per pixel; fewer at the border');
    assert.equal(sentence({ ...even, padding: [2, 2] }, [8, 8]), 'Even: 4 contributions per pixel');
    assert.equal(sentence(even, [1, 1]), 'Even: 4 contributions per pixel; this input is all border: 1 here');
    const added = layer(1, { kind: 'transposed', stride: [2], outputPadding: [1] });
    assert.equal(
      sentence(added, [4]),
      'Uneven: 1 to 2 contributions per position, period 2; fewer at the border; 1 output position has no contribution and carries only the bias',
    );
  });

  it('speaks of reading and of the gradient for a convolution', () => {
    assert.equal(sentence(layer(2)), 'Even: each input pixel is read 9 times');
    assert.equal(
      sentence(layer(1, { stride: [2] })),
      'Uneven: each input position is read 1 to 2 times, period 2, and its gradient is painted likewise',
    );
    assert.match(sentence(layer(1, { stride: [2] }), [8]), /1 input position is never read$/);
  });

  it('says where padding that reflects adds contributions next to the border', () => {
    const reflecting = layer(2, { padding: [1, 1], paddingMode: 'reflect' });
    assert.equal(sentence(reflecting, [6, 6]), 'Even: each input pixel is read 9 times; fewer or more at the border');
  });

  it('gives the range of a map that is all border', () => {
    assert.equal(
      sentence(layer(2), [4, 4]),
      'Even: each input pixel is read 9 times; this input is all border: 1 to 4 here',
    );
  });

  it('can be told in another language, and never promises a picture without artifacts', () => {
    const spec = must(buildSpec(transposed({ stride: [2, 2] })));
    const templates = {
      ...VERDICT_TEMPLATES,
      uneven: '不均匀：每个{element} {min} 到 {max} 次，周期 {period}',
      element2: '像素',
    };
    assert.equal(verdictSentence(spec, overlapVerdict(spec), null, templates), '不均匀：每个像素 1 到 4 次，周期 2');
    assert.ok(Object.values(VERDICT_TEMPLATES).every(text => !/artifact|checkerboard/i.test(text)));
  });
});

describe('the size formula', () => {
  it('puts the numbers in', () => {
    const spec = must(buildSpec(layer(2)));
    assert.equal(sizeFormula(spec, 0, 4), '⌊(4 + 2·0 − 1·(3−1) − 1)/1⌋ + 1 = 2');
    const up = must(buildSpec(transposed({ stride: [2, 2] })));
    assert.equal(sizeFormula(up, 1, 8), '(8−1)·2 − 2·0 + 1·(3−1) + 0 + 1 = 17');
  });

  it('leaves out the result for a symbol', () => {
    const spec = must(buildSpec(layer(2, { stride: [2, 2], padding: [1, 1] })));
    assert.equal(sizeFormula(spec, 0, 'H'), '⌊(H + 2·1 − 1·(3−1) − 1)/2⌋ + 1');
    assert.equal(
      sizeFormula(must(buildSpec(transposed({ stride: [2, 2] }))), 0, 'H/2'),
      '((H/2)−1)·2 − 2·0 + 1·(3−1) + 0 + 1',
    );
  });

  it('writes Keras’ padding as it is: ⌈i/s⌉, or both ends', () => {
    assert.equal(sizeFormula(must(buildSpec(kerasLayer(2, { padding: 'same', stride: [2, 2] }))), 0, 7), '⌈7/2⌉ = 4');
    const causal = must(buildSpec(kerasLayer(1, { padding: 'causal' })));
    assert.equal(sizeFormula(causal, 0, 10), '⌊(10 + (2+0) − 1·(3−1) − 1)/1⌋ + 1 = 10');
    const same = must(buildSpec(kerasLayer(2, { kind: 'transposed', padding: 'same', stride: [2, 2] })));
    assert.equal(sizeFormula(same, 0, 8), '(8−1)·2 − (0+1) + 1·(3−1) + 0 + 1 = 16');
  });

  it('shows a size below 1, which is why the layer cannot run', () => {
    assert.equal(
      sizeFormula(must(buildSpec(layer(1, { kernelSize: [7] }))), 0, 4),
      '⌊(4 + 2·0 − 1·(7−1) − 1)/1⌋ + 1 = −2',
    );
  });
});
