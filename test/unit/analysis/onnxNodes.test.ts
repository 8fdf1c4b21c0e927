import assert from 'node:assert/strict';
import { analyzeText } from '../../../src/analysis/index.js';
import { show } from './show.js';

const HEAD = 'import onnx\nfrom onnx import helper\n';

describe('a node of ONNX that is made', () => {
  it('is a site of its operator, with the kernel’s axes and unknown channels', () => {
    const text = `${HEAD}helper.make_node('Conv', ['x', 'w'], ['y'], kernel_shape=[3, 3], pads=[1, 1, 1, 1])\n`;
    assert.deepEqual(show(text), [`${text.split('\n')[2]} | (N, C, H, W) → (N, ?, H, W)`]);
    assert.deepEqual(
      analyzeText(text).calls.map(call => call.api),
      ['onnx.Conv'],
    );
  });

  it('is found where no code runs, too', () => {
    const call = "onnx.helper.make_node('ConvTranspose', ['x', 'w'], ['y'], kernel_shape=[3, 4], strides=[2, 2])";
    const text = `${HEAD}def block():\n    return ${call}\n`;
    assert.deepEqual(show(text), [`${call} | (N, C, H, W) → (N, ?, 2·H + 1, 2·W + 2) | uneven-overlap`]);
  });

  it('has no input of which the rank would be a guess', () => {
    const call = "helper.make_node('Conv', ['x', 'w'], ['y'])";
    assert.deepEqual(show(`${HEAD}${call}\n`), [`${call} | ? → ?`]);
  });

  it('of another operator, domain or unknown operator is no site', () => {
    const nodes = [
      "helper.make_node('MaxPool', ['x'], ['y'], kernel_shape=[2, 2])",
      "helper.make_node('Conv', ['x', 'w'], ['y'], domain='com.example', kernel_shape=[3])",
      "helper.make_node(op, ['x', 'w'], ['y'], kernel_shape=[3])",
    ];
    assert.deepEqual(show(`${HEAD}from mine import op\n${nodes.join('\n')}\n`), []);
  });

  it('has the problems that every model with it has', () => {
    const problems = (attributes: string): string[] =>
      analyzeText(`${HEAD}helper.make_node('Conv', ['x', 'w'], ['y'], ${attributes})\n`).calls.flatMap(call =>
        call.problems.map(problem => problem.code),
      );
    assert.deepEqual(problems('kernel_shape=[3], auto_pad="SAME_UPPER", pads=[1, 1]'), ['arguments-conflict']);
    assert.deepEqual(problems('kernel_shape=[3], kernel_size=3'), ['argument-unknown']);
    assert.deepEqual(problems('kernel_shape=[3, 3], strides=[0, 1]'), ['not-positive']);
    assert.deepEqual(problems('kernel_shape=[3, 3], strides=[1]'), ['wrong-length']);
    assert.deepEqual(problems('kernel_shape=[3, 3], dilations=[2, 2], auto_pad="SAME_LOWER"'), ['arguments-conflict']);
    assert.deepEqual(problems('kernel_shape=[3, 3], dilations=[2, 2]'), []);
  });

  it('raises nothing, whatever is done with it', () => {
    const text = `${HEAD}n = helper.make_node('Conv', ['x', 'w'], ['y'], kernel_shape=[3], nope=1)
n.attribute.append(helper.make_attribute('group', 2))
g = helper.make_graph([n], 'g', [helper.make_tensor_value_info('x', onnx.TensorProto.FLOAT, [1, 3, 8])], [])
onnx.checker.check_model(helper.make_model(g))
`;
    assert.deepEqual(analyzeText(text).problems, []);
  });
});
