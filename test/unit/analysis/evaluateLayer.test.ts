import assert from 'node:assert/strict';
import { evaluateLayer } from '../../../src/analysis/index.js';

function params(expression: string, imports: readonly string[] = []) {
  const layer = evaluateLayer(expression, imports);
  assert.equal(layer.kind, 'layer', JSON.stringify(layer));
  return layer.kind === 'layer' ? layer.params : null;
}

describe('a layer expression', () => {
  it('sees torch, nn, F, keras, layers and tf', () => {
    assert.equal(params('torch.nn.ConvTranspose2d(16, 8, 3, stride=2)')?.kind, 'transposed');
    assert.deepEqual(params('nn.Conv2d(3, 8, (3, 2 + 3))')?.kernelSize, [3, 5]);
    const keras = evaluateLayer('layers.Conv2D(8, 3)');
    assert.ok(keras.kind === 'layer' && keras.params === null && keras.api === 'keras.layers.Conv2D');
    assert.equal(keras.withInputChannels(3)?.inChannels, 3);
    assert.equal(evaluateLayer('tf.keras.layers.DepthwiseConv2D(3)').kind, 'layer');
  });

  it('of a function has its weight as a tuple, and leaves its data out', () => {
    const it = params('F.conv_transpose2d(weight=(16, 8, 3, 3), stride=2)');
    assert.deepEqual([it?.inChannels, it?.outChannels, it?.kernelSize, it?.stride], [16, 8, [3, 3], [2, 2]]);
    const grouped = params('F.conv1d(weight=(4, 2, 5), groups=2)');
    assert.deepEqual([grouped?.inChannels, grouped?.outChannels], [4, 4]);
  });

  it('sees other frameworks under their full names', () => {
    assert.equal(params('paddle.nn.Conv2D(3, 8, 3)')?.convention, 'paddle');
    assert.equal(params('paddle.nn.functional.conv1d_transpose(weight=(4, 2, 3), groups=2)')?.outChannels, 4);
    assert.equal(params('mlx.nn.Conv1d(3, 8, 3)')?.convention, 'mlx');
    assert.deepEqual(params('mlx.core.conv2d(weight=(8, 3, 5, 4))')?.kernelSize, [3, 5]);
  });

  it('of a node of ONNX has the channels of a weight that is written in its place, and else one pair of them', () => {
    const node = (inputs: string): string =>
      `onnx.helper.make_node('Conv', [${inputs}], ['y'], kernel_shape=[3, 3], pads=[0, 1, 2, 3], group=2)`;
    const whole = params(node("'x', (6, 2, 3, 3)"));
    assert.deepEqual([whole?.inChannels, whole?.outChannels, whole?.groups], [4, 6, 2]);
    assert.deepEqual(whole?.padding, { begin: [0, 1], end: [2, 3] });
    const named = evaluateLayer(node("'x', 'w'"));
    assert.ok(named.kind === 'layer' && named.params === null && named.withInputChannels(4) === null);
    assert.deepEqual([named.onePair?.params.inChannels, named.onePair?.params.groups], [1, 1]);
    assert.equal(evaluateLayer("onnx.helper.make_node('Conv', ['x', 'w'], ['y'])").kind, 'no-layer');
    assert.equal(evaluateLayer("onnx.helper.make_node('MaxPool', ['x'], ['y'], kernel_shape=[2])").kind, 'no-layer');
    const refused = evaluateLayer("onnx.helper.make_node('Conv', ['x', 'w'], ['y'], kernel_size=[3])");
    assert.ok(refused.kind === 'refused' && refused.problem.code === 'argument-unknown');
  });

  it('sees what is imported for it', () => {
    assert.equal(params('C(3, 8, 3)', ['from torch.nn import Conv1d as C'])?.spatialRank, 1);
  });

  it('that the framework refuses is a problem', () => {
    const refused = evaluateLayer('nn.Conv2d(3, 8)');
    assert.ok(refused.kind === 'refused' && refused.problem.code === 'argument-missing');
    assert.equal(evaluateLayer('nn.Conv2d(3, 8.0, 3)').kind, 'refused');
  });

  it('that is no convolution says so', () => {
    for (const text of [
      '',
      '3',
      'nn.ReLU()',
      'nn.Conv2d(3, 8,',
      'nope(3)',
      'nn.Conv2d(3, x, 3)',
      'import os',
      'nn.Conv2d(3, 8, 3); 1',
    ]) {
      assert.equal(evaluateLayer(text).kind, 'no-layer', text);
    }
  });
});
