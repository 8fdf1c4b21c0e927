import assert from 'node:assert/strict';
import { analyzeText } from '../../../src/analysis/index.js';
import { only, show } from './show.js';

const TORCH = 'import torch\nimport torch.nn as nn\nimport torch.nn.functional as F\n';
const KERAS = 'import keras\nfrom keras import layers\n';

describe('arguments', () => {
  it('are read in their places, whatever the spelling of other tools', () => {
    const ran = (call: string, size: string): string => only(`${TORCH}${call}(torch.zeros(1, 3, ${size}))`);
    assert.equal(ran('nn.Conv2d(3, 16, 3, stride=(2, 1), padding=1)', '64, 64'), '(1, 3, 64, 64) → (1, 16, 32, 64)');
    assert.equal(ran('nn.Conv2d(3, 64, 4, 2, 1)', '64, 64'), '(1, 3, 64, 64) → (1, 64, 32, 32)');
    assert.equal(ran('nn.Conv2d(3, 8, kernel_size=3)', '8, 8'), '(1, 3, 8, 8) → (1, 8, 6, 6)');
    assert.equal(ran('nn.Conv2d(kernel_size=3, out_channels=8, in_channels=3)', '8, 8'), '(1, 3, 8, 8) → (1, 8, 6, 6)');
  });

  it('of F.conv_transpose2d have groups before dilation', () => {
    const text = `${TORCH}F.conv_transpose2d(torch.zeros(1, 4, 8, 8), torch.zeros(4, 3, 3, 3), None, 1, 0, 0, 2, 1)`;
    assert.equal(only(text), '(1, 4, 8, 8) → (1, 6, 10, 10)');
  });

  it('of ConvTranspose2d multiply the weight by groups', () => {
    assert.equal(
      only(`${TORCH}nn.ConvTranspose2d(4, 6, 3, groups=2)(torch.zeros(1, 4, 8, 8))`),
      '(1, 4, 8, 8) → (1, 6, 10, 10)',
    );
  });

  it('have no value from a line that comes after', () => {
    const after = `${TORCH}x = nn.Conv2d(3, d, 3)\nd = 5`;
    assert.equal(only(after), '(N, 3, H, W) → (N, ?, H − 2, W − 2)');
    const dead = `${TORCH}k = 3\nif 0:\n    nn.Conv2d(3, 8, k)\nk = 5`;
    assert.equal(only(dead), '(N, 3, H, W) → (N, 8, ?, ?)');
    const before = `${TORCH}k = 3\nif 0:\n    nn.Conv2d(3, 8, k)`;
    assert.equal(only(before), '(N, 3, H, W) → (N, 8, H − 2, W − 2)');
  });

  it('called as an axis are written apart from the axis', () => {
    const text = `${TORCH}def f(H):\n    return nn.Conv2d(3, H, 3)`;
    assert.equal(only(text), '(N, 3, H, W) → (N, H_arg, H − 2, W − 2) | assumed');
    const dead = `${TORCH}def f(H):\n    return 0\n    nn.Conv2d(3, H, 3)`;
    assert.equal(only(dead), '(N, 3, H, W) → (N, H_arg, H − 2, W − 2)');
  });

  it('are constants, arithmetic, class attributes, defaults and table entries', () => {
    const text = `${TORCH}
ngf = 64
class Net(nn.Module):
    width = 4
    def __init__(self, nc=3):
        super().__init__()
        self.conv = nn.Conv2d(nc, ngf * self.width // 2, **{'kernel_size': 3})
`;
    assert.deepEqual(show(text), [
      "nn.Conv2d(nc, ngf * self.width // 2, **{'kernel_size': 3}) | (N, 3, H, W) → (N, 128, H − 2, W − 2)",
    ]);
  });

  it('without a value keep their name', () => {
    const text = `${TORCH}def block(cin, ngf):\n    return nn.Conv2d(cin, ngf * 8, 4, 2, 1)\n`;
    assert.equal(only(text), '(N, cin, H, W) → (N, 8·ngf, ⌊H/2⌋, ⌊W/2⌋) | assumed');
    const [call] = analyzeText(text).calls;
    const out = call?.arguments.find(argument => argument.role === 'outChannels');
    assert.equal(out?.value, undefined);
    assert.equal(out?.symbolic, '8*ngf');
    assert.equal(out?.text, 'ngf * 8');
  });

  it('are listed as written, then those left out', () => {
    const [call] = analyzeText(`${TORCH}nn.Conv2d(3, 8, 3, padding='same')`).calls;
    assert.deepEqual(
      call?.arguments.map(({ name, text, keyword, span }) => [name, text, keyword, span !== null]),
      [
        ['in_channels', '3', false, true],
        ['out_channels', '8', false, true],
        ['kernel_size', '3', false, true],
        ['padding', "'same'", true, true],
        ['stride', '1', false, false],
        ['dilation', '1', false, false],
        ['groups', '1', false, false],
        ['bias', 'True', false, false],
        ['padding_mode', "'zeros'", false, false],
      ],
    );
  });

  it('that come from a star have a value and no place', () => {
    const [call] = analyzeText(`${TORCH}sizes = (3, 8)\nnn.Conv2d(*sizes, 3)`).calls;
    assert.deepEqual(
      call?.arguments.slice(0, 3).map(({ value, span }) => [value, span !== null]),
      [
        [3, false],
        [8, false],
        [3, true],
      ],
    );
  });

  it('that no one knows give no number, and a reason', () => {
    const [call] = analyzeText(`${TORCH}import config\nnn.Conv2d(3, config.width, 3)`).calls;
    assert.equal(call?.params, null);
    assert.match(call?.arguments[1]?.why ?? '', /config/);
  });
});

describe('wrong arguments', () => {
  const message = (text: string): string => analyzeText(TORCH + text).calls[0]?.problems[0]?.message ?? '';
  it('are told in Python’s or the framework’s own words, without numbers', () => {
    assert.equal(message('nn.Conv2d(3, 8)'), "Conv2d.__init__() missing 1 required positional argument: 'kernel_size'");
    assert.equal(
      message('nn.Conv2d(3, 8, 3, strides=2)'),
      "Conv2d.__init__() got an unexpected keyword argument 'strides'",
    );
    assert.equal(
      message("nn.Conv2d(3,8,3,1,1,1,1,True,'zeros',None,None,5)"),
      'Conv2d.__init__() takes from 4 to 12 positional arguments but 13 were given',
    );
    assert.equal(message('nn.Conv2d(3, 8, 3, groups=2)'), 'in_channels must be divisible by groups');
    assert.equal(message('nn.Conv2d(3, 8, 3, stride=-1)'), 'non-positive stride is not supported');
    assert.equal(message("nn.Conv2d(3, 8, 3, 2, 'same')"), "padding='same' is not supported for strided convolutions");
    assert.match(message('nn.Conv2d(3, 8, 10**9)'), /more elements than arithmetic can hold/);
    assert.match(message('nn.Conv2d(3, 8 / 2, 3)'), /float/);
    assert.match(message('nn.ConvTranspose2d(3, 8, 3, output_padding=1)'), /output padding must be smaller/);
  });

  it('are told where they stand', () => {
    const text = `${TORCH}nn.Conv2d(3, 8, 3, groups=2)`;
    const span = analyzeText(text).calls[0]?.problems[0]?.span;
    assert.equal(span && text.slice(span.from, span.to), '2');
  });

  it('of a run are told as the run would', () => {
    assert.match(
      message('nn.Conv2d(3, 8, 3)(torch.zeros(1, 4, 9, 9))'),
      /expected input\[1, 4, 9, 9\] to have 3 channels, but got 4 channels/,
    );
    assert.match(
      message('nn.Conv2d(3, 8, 5)(torch.zeros(1, 3, 4, 4))'),
      /Kernel size can't be greater than actual input size/,
    );
  });

  it('of Keras are told in its words', () => {
    const keras = (text: string): string => analyzeText(KERAS + text).calls[0]?.problems[0]?.message ?? '';
    assert.match(keras('layers.Conv2D(-4, 3)'), /Expected a strictly positive value. Received filters=-4/);
    assert.match(
      keras("layers.Conv2D(4, 3, padding='full')"),
      /must be a list\/tuple or one of {'valid', 'same'}. Received: full/,
    );
    assert.match(
      keras('layers.Conv2D(4, 3, strides=2, dilation_rate=2)'),
      /not supported in conjunction with `dilation_rate > 1`/,
    );
    assert.match(keras('layers.Conv2D(8)'), /missing 1 required positional argument: 'kernel_size'/);
  });
});

describe('a transposed convolution', () => {
  it('that paints unevenly says so', () => {
    const [call] = analyzeText(`${TORCH}nn.ConvTranspose2d(16, 8, 3, stride=2)`).calls;
    assert.deepEqual(
      call?.problems.map(({ code, message }) => [code, message]),
      [['uneven-overlap', 'Uneven: 1 to 4 contributions per pixel, period 2']],
    );
    assert.deepEqual(call?.problems[0]?.span, call?.span);
  });

  it('that paints evenly says nothing', () => {
    assert.deepEqual(analyzeText(`${TORCH}nn.ConvTranspose2d(16, 8, 4, stride=2, padding=1)`).calls[0]?.problems, []);
  });
});

describe('a layer in a body that does not run', () => {
  it('takes nothing from a parameter that is None by default', () => {
    const code = `${TORCH}
class A(nn.Module):
    def __init__(self, cin, cout=None, pre=None):
        super().__init__()
        assert pre is not None
        if cout is None:
            cout = pre.ch
        self.c = nn.Conv2d(cin, cout, 3)`;
    const [call] = analyzeText(code).calls;
    assert.deepEqual(call?.problems, []);
    assert.equal(call?.known.outChannels, undefined);
  });
});
