import assert from 'node:assert/strict';
import { analyzeText, editCall } from '../../../src/analysis/index.js';
import { hoverText } from '../../../src/editor/hoverText.js';
import { PlaceTexts } from '../../../src/editor/placeTexts.js';

function hover(...lines: string[]): string {
  const [call] = analyzeText(`${lines.join('\n')}\n`).calls;
  assert.ok(call);
  return hoverText(call, {
    t: (message, ...values) => message.replace(/\{(\d)\}/g, (_, index: string) => String(values[Number(index)])),
    places: new PlaceTexts(),
    theme: 'dark',
    picture: false,
    explore: { command: 'c', args: [] },
  });
}

describe('the hover of other frameworks', () => {
  it('says where the rules were read and not compared', () => {
    assert.match(hover('import mlx.nn as nn', 'nn.Conv2d(3, 8, 3)'), /by the library’s source/);
    assert.doesNotMatch(hover('from torch import nn', 'nn.Conv2d(3, 8, 3)'), /by the library’s source/);
  });

  it('shows padding before and after', () => {
    const text = hover('import paddle', 'paddle.nn.Conv2D(3, 8, 3, padding=[1, 2, 0, 3])(paddle.zeros([1, 3, 8, 8]))');
    assert.match(text, /`\(1, 3, 8, 8\) → \(1, 8, 9, 9\)`/);
    assert.match(text, /\(1\+2\)/);
    assert.match(text, /224 parameters/);
  });

  it('says why a size is unknown', () => {
    assert.match(
      hover('import paddle', 'paddle.nn.Conv2DTranspose(3, 8, 3, 2, padding="SAME")'),
      /\(N, 3, H, W\) → \(N, 8, \?, \?\)`.*\n.*its code and its documentation disagree/,
    );
    assert.match(hover('import mlx.nn as nn', 'nn.ConvTranspose2d(3, 8, 3, 2, 4)'), /MLX crops the input/);
    assert.match(hover('import onnx', "onnx.helper.make_node('Conv', ['x', 'w'], ['y'])"), /shapes are not known/);
  });

  it('counts no parameters of a function, which has none', () => {
    const call = 'paddle.nn.functional.conv1d(paddle.zeros([1, 3, 8]), paddle.zeros([4, 3, 3]))';
    const text = hover('import paddle', call);
    assert.doesNotMatch(text, /parameters/);
    assert.match(text, /216 multiply/);
  });

  it('proposes an even node of ONNX in lists', () => {
    const node = (more: string): string =>
      `onnx.helper.make_node('ConvTranspose', ['x', 'w'], ['y'], kernel_shape=[3, 3], strides=[2, 2]${more})`;
    assert.match(hover('import onnx', node(", auto_pad='SAME_UPPER'")), /`kernel_shape=\[4, 4\]`/);
    assert.match(
      hover('import onnx', node('')),
      /`kernel_shape=\[4, 4\], pads=\[1, 1, 1, 1\], output_padding=\[1, 1\]`/,
    );
  });
});

describe('a node of ONNX', () => {
  it('is not edited: what the explorer writes is no list', () => {
    const text = "import onnx\nonnx.helper.make_node('Conv', ['x', 'w'], ['y'], kernel_shape=[3, 3])\n";
    const [call] = analyzeText(text).calls;
    assert.ok(call);
    const edited = editCall(call, text, [{ name: 'kernel_shape', text: '4' }]);
    assert.ok(!edited.ok && /by hand/.test(edited.reason));
  });
});
