import assert from 'node:assert/strict';
import { analyzeText, describeShape } from '../../../src/analysis/index.js';
import { only, show } from './show.js';

const TORCH = 'import torch\nimport torch.nn as nn\nimport torch.nn.functional as F\n';
const KERAS = 'import keras\nimport numpy\nfrom keras import layers\n';

function shapes(text: string): string[] {
  return show(text).map(line => line.split(' | ').slice(1).join(' | '));
}

describe('a layer alone', () => {
  it('has the symbols of its rank, and a size halved is ⌊H/2⌋ or ⌈H/2⌉ as it is', () => {
    assert.equal(only(`${TORCH}nn.Conv1d(3, 8, 3)`), '(N, 3, L) → (N, 8, L − 2)');
    assert.equal(only(`${TORCH}nn.Conv2d(3, 8, 4, 2, 1)`), '(N, 3, H, W) → (N, 8, ⌊H/2⌋, ⌊W/2⌋)');
    assert.equal(only(`${TORCH}nn.Conv2d(3, 8, 3, 2, 1)`), '(N, 3, H, W) → (N, 8, ⌈H/2⌉, ⌈W/2⌉)');
    assert.equal(only(`${TORCH}nn.Conv3d(3, 8, 3, padding=1)`), '(N, 3, D, H, W) → (N, 8, D, H, W)');
    assert.equal(
      only(`${TORCH}nn.ConvTranspose2d(16, 8, 3, 2)`),
      '(N, 16, H, W) → (N, 8, 2·H + 1, 2·W + 1) | uneven-overlap',
    );
    assert.equal(only(`${KERAS}layers.Conv2D(8, 3, strides=2, padding='same')`), '(N, H, W, C) → (N, ⌈H/2⌉, ⌈W/2⌉, 8)');
    assert.equal(
      only(`${KERAS}layers.DepthwiseConv2D(3, depth_multiplier=2)`),
      '(N, H, W, C) → (N, H − 2, W − 2, 2·C)',
    );
    assert.equal(
      only(`${KERAS}layers.Conv2D(8, 3, data_format='channels_first')`),
      '(N, C, H, W) → (N, 8, H − 2, W − 2)',
    );
    assert.equal(only(`${TORCH}nn.LazyConv2d(8, 3)`), '(N, C, H, W) → (N, 8, H − 2, W − 2)');
  });
});

describe('a Sequential', () => {
  it('that no code runs passes a symbolic input from layer to layer', () => {
    const text = `${TORCH}
net = nn.Sequential(
    nn.Conv2d(3, 16, 3, padding=1), nn.BatchNorm2d(16), nn.ReLU(), nn.MaxPool2d(2),
    nn.Conv2d(16, 32, 3, padding=1), nn.Upsample(scale_factor=2), nn.ConvTranspose2d(32, 3, 2, 2),
)`;
    assert.deepEqual(shapes(text), [
      '(N, 3, H, W) → (N, 16, H, W) | assumed',
      '(N, 16, ⌊H/2⌋, ⌊W/2⌋) → (N, 32, ⌊H/2⌋, ⌊W/2⌋) | assumed',
      '(N, 32, 2·⌊H/2⌋, 2·⌊W/2⌋) → (N, 3, 4·⌊H/2⌋, 4·⌊W/2⌋) | assumed',
    ]);
  });

  it('of a list, an OrderedDict and a slice runs as well', () => {
    const text = `${TORCH}
from collections import OrderedDict
parts = [nn.Conv2d(1, 2, 3), nn.ReLU()]
a = nn.Sequential(*parts)
b = nn.Sequential(OrderedDict([('conv', nn.Conv2d(2, 4, 3)), ('act', nn.ReLU())]))
x = b(a(torch.zeros(1, 1, 9, 9)))
y = nn.Sequential(nn.Conv2d(4, 4, 1), nn.Flatten())[:1](x)
`;
    assert.deepEqual(shapes(text), [
      '(1, 1, 9, 9) → (1, 2, 7, 7)',
      '(1, 2, 7, 7) → (1, 4, 5, 5)',
      '(1, 4, 5, 5) → (1, 4, 5, 5)',
    ]);
  });

  it('with a stage that is not known makes what follows unknown', () => {
    const text = `${TORCH}
from other import Block
net = nn.Sequential(nn.Conv2d(3, 8, 3), Block(8), nn.Conv2d(8, 16, 3))
y = net(torch.zeros(1, 3, 9, 9))
`;
    const [first, second] = analyzeText(text).calls;
    assert.deepEqual(
      first?.runs.map(run => describeShape(run.output)),
      ['(1, 8, 7, 7)'],
    );
    assert.deepEqual([second?.runs.length, second?.runs[0]?.input, second?.runs[0]?.output], [1, null, null]);
    assert.equal(describeShape(second?.shown.input ?? null), '(N, 8, H, W)');
  });

  it('of Keras flows from Input, input_shape=, InputLayer, batch_shape= and build()', () => {
    const line = '(N, 28, 28, 1) → (N, 26, 26, 8)';
    const call = 'layers.Conv2D(8, 3)';
    assert.equal(only(`${KERAS}keras.Sequential([keras.Input((28, 28, 1)), ${call}])`), line);
    assert.equal(only(`${KERAS}keras.Sequential([layers.Conv2D(8, 3, input_shape=(28, 28, 1))])`), line);
    assert.equal(only(`${KERAS}keras.Sequential([layers.InputLayer(shape=(28, 28, 1)), ${call}])`), line);
    assert.equal(
      only(`${KERAS}keras.Sequential([keras.Input(batch_shape=(4, 28, 28, 1)), ${call}])`),
      '(4, 28, 28, 1) → (4, 26, 26, 8)',
    );
    assert.equal(only(`${KERAS}m = keras.Sequential()\nm.add(keras.Input((28, 28, 1)))\nm.add(${call})`), line);
    assert.equal(only(`${KERAS}m = keras.Sequential([${call}])\nm.build((None, 28, 28, 1))`), line);
  });
});

describe('runs', () => {
  it('are listed once each in order, certain ones apart from possible ones', () => {
    const text = `${TORCH}
import sys, random
conv = nn.Conv2d(1, 2, 3)
for n in (5, 7, 5):
    conv(torch.zeros(1, 1, n, n))
if random.random() < 0.5:
    conv(torch.zeros(1, 1, 9, 9))
`;
    const [call] = analyzeText(text).calls;
    assert.deepEqual(
      call?.runs.map(run => describeShape(run.output)),
      ['(1, 2, 3, 3)', '(1, 2, 5, 5)'],
    );
    assert.deepEqual(
      call?.maybe.map(run => describeShape(run.output)),
      ['(1, 2, 7, 7)'],
    );
  });

  it('of a model go through forward, containers, skips and functions', () => {
    const text = `${TORCH}
def block(cin, cout):
    return nn.Sequential(nn.Conv2d(cin, cout, 3, padding=1), nn.ReLU())

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.stages = nn.ModuleList([block(3, 8), block(8, 8)])
        self.heads = nn.ModuleDict({'a': nn.Conv2d(16, 1, 1)})

    def forward(self, x):
        outs = []
        for stage in self.stages:
            x = stage(x)
            outs.append(x)
        return self.heads['a'](torch.cat(outs, 1))

Net()(torch.randn(2, 3, 16, 16))
`;
    const [inner, head] = analyzeText(text).calls;
    assert.deepEqual(
      inner?.runs.map(run => describeShape(run.input)),
      ['(2, 3, 16, 16)', '(2, 8, 16, 16)'],
    );
    assert.deepEqual(
      head?.runs.map(run => describeShape(run.input)),
      ['(2, 16, 16, 16)'],
    );
    assert.equal(inner?.variants?.length, 2);
  });

  it('of a class that no code runs are assumed, on its own defaults', () => {
    const text = `${TORCH}
class Net(nn.Module):
    def __init__(self, width=8):
        super().__init__()
        self.a = nn.Conv2d(3, width, 3, 2, 1)
        self.b = nn.Conv2d(width, 2 * width, 3, 2, 1)
    def forward(self, x):
        return self.b(F.relu(self.a(x)))
`;
    const calls = analyzeText(text).calls;
    assert.deepEqual(shapes(text), [
      '(N, 3, H, W) → (N, 8, ⌈H/2⌉, ⌈W/2⌉) | assumed',
      '(N, 8, ⌈H/2⌉, ⌈W/2⌉) → (N, 16, ⌈H/4⌉, ⌈W/4⌉) | assumed',
    ]);
    assert.ok(calls.every(call => call.assumed));
    assert.deepEqual(
      calls[0]?.runs.map(run => describeShape(run.output, 'python')),
      ['(N, 8, (H + 1)//2, (W + 1)//2)'],
    );
  });

  it('of the Keras functional graph follow a model that is run again on real data, and not where it only computes shapes', () => {
    const text = `${KERAS}
x = keras.Input((None, None, 3))
model = keras.Model(x, layers.Conv2D(8, 3)(x))
y = model(numpy.zeros((2, 32, 32, 3)))
z = model(keras.Input((64, 64, 3)))
`;
    const [call] = analyzeText(text).calls;
    assert.deepEqual(
      call?.runs.map(run => describeShape(run.output)),
      ['(N, H − 2, W − 2, 8)', '(2, 30, 30, 8)'],
    );
  });

  it('that a __main__ block makes are certain', () => {
    assert.equal(
      only(`${TORCH}if __name__ == '__main__':\n    nn.Conv2d(3, 8, 3)(torch.zeros(1, 3, 5, 5))\n`),
      '(1, 3, 5, 5) → (1, 8, 3, 3)',
    );
  });
});

describe('models as people write them', () => {
  it('show an autoencoder’s sizes from its Linear on, without any run', () => {
    const text = `${TORCH}
class Generator(nn.Module):
    def __init__(self, nz=100):
        super().__init__()
        self.fc = nn.Linear(nz, 512 * 4 * 4)
        self.up = nn.Sequential(nn.Upsample(scale_factor=2), nn.Conv2d(512, 256, 3, padding=1), nn.PixelShuffle(2), nn.Conv2d(64, 3, 3, padding=1))
    def forward(self, z):
        return self.up(self.fc(z).view(z.size(0), 512, 4, 4))
`;
    assert.deepEqual(shapes(text), [
      '(N, 512, 8, 8) → (N, 256, 8, 8) | assumed',
      '(N, 64, 16, 16) → (N, 3, 16, 16) | assumed',
    ]);
  });

  it('read their input’s sizes, own parameters and a functional convolution', () => {
    const text = `${TORCH}
class Net(nn.Module):
    def __init__(self, c=32):
        super().__init__()
        self.dw = nn.Conv2d(c, c, 3, padding=1, groups=c)
        self.w = nn.Parameter(torch.randn(2 * c, c, 3, 3))
    def forward(self, x):
        b, c, h, w = x.shape
        y = F.conv2d(self.dw(x), self.w, stride=2, padding=1)
        return F.interpolate(y, size=(h, w)).view(b, -1, h * w)
`;
    assert.deepEqual(shapes(text), [
      '(N, 32, H, W) → (N, 32, H, W) | assumed',
      '(N, 32, H, W) → (N, 64, ⌈H/2⌉, ⌈W/2⌉) | assumed',
    ]);
  });

  it('run through a DataParallel, whose module they stay', () => {
    const text = `${TORCH}
net = nn.DataParallel(nn.Sequential(nn.Conv2d(3, 8, 3)))
net(torch.zeros(2, 3, 9, 9))
net.module(torch.zeros(1, 3, 5, 5))
`;
    const [call] = analyzeText(text).calls;
    assert.deepEqual(
      call?.runs.map(run => describeShape(run.output)),
      ['(2, 8, 7, 7)', '(1, 8, 3, 3)'],
    );
  });

  it('may be LightningModules', () => {
    const text = `${TORCH}import pytorch_lightning as pl
class Lit(pl.LightningModule):
    def __init__(self, width=8):
        super().__init__()
        self.save_hyperparameters()
        self.a = nn.Conv2d(1, width, 3)
        self.b = nn.Conv2d(width, width, 3, stride=2)
    def forward(self, x):
        self.log('x', 1)
        return self.b(self.a(x))
`;
    assert.deepEqual(shapes(text)[1], '(N, 8, H − 2, W − 2) → (N, 8, ⌈H/2⌉ − 2, ⌈W/2⌉ − 2) | assumed');
  });

  it('keep their runs certain when something else is tried on assumptions', () => {
    const text = `${TORCH}
class Loop(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.layers = nn.ModuleList([nn.Conv2d(8, 8, 3) for _ in range(n)])
    def forward(self, x):
        for layer in self.layers:
            x = layer(x)
        return x
nn.Conv2d(3, 8, 3)(torch.zeros(1, 3, 5, 5))
`;
    const call = analyzeText(text).calls.find(its => its.params?.inChannels === 3);
    assert.deepEqual(
      call?.runs.map(run => describeShape(run.output)),
      ['(1, 8, 3, 3)'],
    );
  });
});
