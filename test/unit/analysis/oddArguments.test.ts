import assert from 'node:assert/strict';
import { analyzeText, evaluateLayer } from '../../../src/analysis/index.js';
import { seeded } from '../engine/layers.js';

/** Arguments that nobody should write, and everybody types on the way. */
const ODD = [
  '0',
  '-1',
  '3',
  '2',
  '1',
  '10**9',
  '10**20',
  '2**53',
  '3.0',
  '1e400',
  'True',
  'None',
  '"SAME"',
  '"same"',
  '"VALID"',
  '"x"',
  '""',
  '()',
  '(3,)',
  '(3, 3)',
  '[3, 3]',
  '[1, 2, 0, 3]',
  '[[0, 0], [0, 0], [1, 2], [0, 3]]',
  '[[1]]',
  '[None, 3]',
  '(3, "a")',
  '[-1, 1]',
  '{}',
  '{"a": 1}',
  'x',
  'unknown()',
  '[3] * 10**9',
  'lambda: 3',
  '(10**9, 10**9)',
  '...',
  'range(2)',
  '*a',
  '**k',
  '"NHWC"',
  '"NLC"',
];

const CALLS: readonly { readonly name: string; readonly keywords: readonly string[] }[] = [
  {
    name: 'paddle.nn.Conv2D',
    keywords: [
      'in_channels',
      'out_channels',
      'kernel_size',
      'stride',
      'padding',
      'dilation',
      'groups',
      'padding_mode',
      'bias_attr',
      'data_format',
    ],
  },
  {
    name: 'paddle.nn.Conv1DTranspose',
    keywords: [
      'in_channels',
      'out_channels',
      'kernel_size',
      'stride',
      'padding',
      'output_padding',
      'groups',
      'dilation',
      'data_format',
    ],
  },
  {
    name: 'paddle.nn.functional.conv2d_transpose',
    keywords: [
      'x',
      'weight',
      'bias',
      'stride',
      'padding',
      'output_padding',
      'dilation',
      'groups',
      'output_size',
      'data_format',
    ],
  },
  {
    name: 'mlx.nn.Conv2d',
    keywords: ['in_channels', 'out_channels', 'kernel_size', 'stride', 'padding', 'dilation', 'groups', 'bias'],
  },
  {
    name: 'mlx.nn.ConvTranspose3d',
    keywords: ['in_channels', 'out_channels', 'kernel_size', 'stride', 'padding', 'dilation', 'output_padding', 'bias'],
  },
  {
    name: 'mlx.core.conv_transpose2d',
    keywords: ['input', 'weight', 'stride', 'padding', 'dilation', 'output_padding', 'groups'],
  },
  {
    name: 'onnx.helper.make_node',
    keywords: [
      'op_type',
      'inputs',
      'outputs',
      'auto_pad',
      'dilations',
      'group',
      'kernel_shape',
      'pads',
      'strides',
      'output_padding',
      'output_shape',
      'domain',
    ],
  },
];

const OPERATORS = ['"Conv"', '"ConvTranspose"', '"MaxPool"'];

describe('odd arguments of Paddle, MLX and ONNX', () => {
  it('never break the analysis, and give no number that is not one', () => {
    const random = seeded(20261125);
    const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
    let numbers = 0;
    for (let round = 0; round < 700; round++) {
      const { name, keywords } = pick(CALLS);
      const given = keywords.filter(() => random() < 0.6);
      const values = given.map(keyword => {
        const value =
          keyword === 'op_type'
            ? pick(OPERATORS)
            : random() < 0.45
              ? pick(['1', '2', '3', '(2, 2)', '[2, 2]'])
              : pick(ODD);
        return value.startsWith('*') ? value : `${keyword}=${value}`;
      });
      const call = `${name}(${values.join(', ')}${random() < 0.05 ? '' : ')'}`;
      const text = `import paddle\nimport mlx.core\nimport mlx.nn\nimport onnx.helper\nc = ${call}\nc(paddle.zeros([1, 3, 8, 8]))\n`;
      for (const found of analyzeText(text).calls) {
        const sizes = [...(found.shown.input ?? []), ...(found.shown.output ?? [])];
        for (const size of sizes) {
          if (typeof size !== 'number') continue;
          numbers++;
          assert.ok(Number.isSafeInteger(size) && size >= 0, `${call}: ${size}`);
        }
      }
      evaluateLayer(call);
    }
    assert.ok(numbers > 150, `${numbers} sizes`);
  });
});
