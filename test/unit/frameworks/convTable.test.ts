import assert from 'node:assert/strict';
import { CONV_ROWS, convRow, KERAS_SPELLINGS } from '../../../src/frameworks/convTable.js';
import { readConv } from '../../../src/frameworks/convParams.js';
import { convForward, symbolicInput } from '../../../src/frameworks/convShape.js';
import { Sym } from '../../../src/python/sym/sym.js';
import type { Plain } from '../../../src/frameworks/plain.js';

function order(api: string): string[] {
  const row = convRow(api);
  assert.ok(row, api);
  return row.signature.split(/,\s*(?![^(]*\))/).map(part => part.split('=')[0]?.trim() ?? '');
}

function text(shape: readonly unknown[] | null): string {
  return (shape ?? []).map(dim => (dim instanceof Sym ? dim.printMath() : JSON.stringify(dim))).join(', ');
}

function reading(api: string, values: Record<string, Plain>) {
  const row = convRow(api);
  assert.ok(row);
  return { row, reading: readConv(row, new Map(Object.entries(values))) };
}

const CONV2D = { stride: 1, padding: 0, dilation: 1, groups: 1, bias: true, padding_mode: 'zeros' };

describe('the table of convolutions', () => {
  it('has every name once', () => {
    assert.equal(new Set(CONV_ROWS.map(row => row.api)).size, CONV_ROWS.length);
    const count = (prefix: string): number => CONV_ROWS.filter(row => row.api.startsWith(prefix)).length;
    assert.deepEqual(['torch.', 'paddle.', 'mlx.', 'onnx.'].map(count), [6 + 6 + 6 + 6, 6 + 6, 6 + 6, 2]);
  });

  it('takes dilation after groups and bias in ConvTranspose2d, and before groups in Conv2d', () => {
    assert.deepEqual(order('torch.nn.Conv2d').slice(3, 8), ['stride', 'padding', 'dilation', 'groups', 'bias']);
    assert.deepEqual(order('torch.nn.ConvTranspose2d').slice(3, 9), [
      'stride',
      'padding',
      'output_padding',
      'groups',
      'bias',
      'dilation',
    ]);
  });

  it('takes groups before dilation in F.conv_transpose2d', () => {
    assert.deepEqual(order('torch.nn.functional.conv_transpose2d').slice(2), [
      'bias',
      'stride',
      'padding',
      'output_padding',
      'groups',
      'dilation',
    ]);
  });

  it('swaps data_format and output_padding in Conv3DTranspose of Keras 3 alone', () => {
    assert.deepEqual(order('keras.layers.Conv3DTranspose').slice(4, 6), ['data_format', 'output_padding']);
    assert.deepEqual(order('keras.layers.Conv2DTranspose').slice(4, 6), ['output_padding', 'data_format']);
    assert.deepEqual(order('tf_keras.layers.Conv3DTranspose').slice(4, 6), ['output_padding', 'data_format']);
  });

  it('knows the Convolution… spellings', () => {
    assert.equal(KERAS_SPELLINGS.get('Convolution2DTranspose'), 'Conv2DTranspose');
    assert.equal(KERAS_SPELLINGS.get('SeparableConvolution2D'), 'SeparableConv2D');
  });
});

describe('the reading of arguments', () => {
  it('repeats an int over the axes and keeps a tuple', () => {
    const { reading: read } = reading('torch.nn.Conv2d', {
      ...CONV2D,
      in_channels: 3,
      out_channels: 8,
      kernel_size: 3,
      stride: [2, 1],
    });
    assert.deepEqual(read.params?.kernelSize, [3, 3]);
    assert.deepEqual(read.params?.stride, [2, 1]);
  });

  it('refuses a float where an int is needed', () => {
    const { reading: read } = reading('torch.nn.Conv2d', {
      ...CONV2D,
      in_channels: 3,
      out_channels: { float: 4 },
      kernel_size: 3,
    });
    assert.equal(read.params, null);
    assert.equal(read.problems[0]?.code, 'not-an-integer');
  });

  it('keeps what is known beside a symbol', () => {
    const ngf = Sym.of('ngf');
    const { row, reading: read } = reading('torch.nn.Conv2d', {
      ...CONV2D,
      in_channels: 3,
      out_channels: ngf,
      kernel_size: 3,
    });
    assert.equal(read.params, null);
    assert.deepEqual(read.known.kernelSize, [3, 3]);
    const input = symbolicInput(row, read);
    assert.equal(text(input), 'N, 3, H, W');
    assert.equal(text(convForward(row, read, input).output), 'N, ngf, H − 2, W − 2');
  });

  it('ignores the dilation of a Conv3DTranspose of Keras 2, as it does', () => {
    const values = {
      filters: 4,
      kernel_size: 3,
      strides: 1,
      padding: 'valid',
      output_padding: null,
      data_format: null,
      dilation_rate: 2,
      use_bias: true,
    };
    assert.deepEqual(reading('tf_keras.layers.Conv3DTranspose', values).reading.known.dilation, [1, 1, 1]);
    assert.deepEqual(reading('keras.layers.Conv3DTranspose', values).reading.known.dilation, [2, 2, 2]);
  });

  it('reads upper-case padding words of Keras as it does, and those of PyTorch not', () => {
    const keras = {
      filters: 4,
      kernel_size: 3,
      strides: 1,
      padding: 'SAME',
      data_format: null,
      dilation_rate: 1,
      groups: 1,
      use_bias: true,
    };
    assert.equal(reading('keras.layers.Conv2D', keras).reading.known.padding, 'same');
    const { row, reading: read } = reading('torch.nn.Conv2d', {
      ...CONV2D,
      in_channels: 3,
      out_channels: 4,
      kernel_size: 3,
      padding: 'SAME',
    });
    assert.equal(convForward(row, read, [1, 3, 8, 8]).problem?.code, 'invalid-padding-string');
  });
});

describe('what a convolution makes of a shape', () => {
  const { row, reading: read } = reading('torch.nn.Conv2d', {
    ...CONV2D,
    in_channels: 3,
    out_channels: 16,
    kernel_size: 3,
    stride: [2, 1],
    padding: 1,
  });

  it('halves an axis of stride 2 alone', () => {
    assert.deepEqual(convForward(row, read, [1, 3, 64, 64]).output, [1, 16, 32, 64]);
  });

  it('takes an input without a batch', () => {
    assert.deepEqual(convForward(row, read, [3, 64, 64]).output, [16, 32, 64]);
  });

  it('refuses another number of channels in PyTorch’s words', () => {
    assert.equal(
      convForward(row, read, [1, 4, 16, 16]).problem?.message,
      'Given groups=1, weight of size [16, 3, 3, 3], expected input[1, 4, 16, 16] to have 3 channels, but got 4 channels instead',
    );
  });

  it('keeps numbers beside symbols', () => {
    const output = convForward(row, read, [Sym.of('N'), 3, 32, Sym.of('W')]).output;
    assert.equal(text(output), 'N, 16, 16, W');
  });

  it('passes on why a size is not known', () => {
    const output = convForward(row, read, [1, 3, { unknown: 'read from a file' }, 8]).output;
    assert.deepEqual(output, [1, 16, { unknown: 'read from a file' }, 8]);
  });
});
