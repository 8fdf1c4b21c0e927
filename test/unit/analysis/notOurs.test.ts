import assert from 'node:assert/strict';
import { analyzeText, evaluateLayer } from '../../../src/analysis/index.js';
import cases from '../../truth/otherLibraries.json' with { type: 'json' };
import { row } from '../engine/truthTable.js';
import { show } from './show.js';

/** Code of a library whose convolutions are not modelled: the same names mean something else there, or the same. */
const SNIPPETS: Readonly<Record<string, string>> = {
  'MindSpore, whose Conv2d keeps the size': `
import mindspore.nn as nn
from mindspore import ops, mint
class Net(nn.Cell):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 6, 3, stride=2)
        self.up = nn.Conv2dTranspose(6, 3, 3, stride=2)
        self.like = mint.nn.Conv2d(3, 6, 3)
    def construct(self, x):
        return self.up(self.conv(x))
net = Net()
y = net(ops.zeros((1, 3, 7, 7)))
z = ops.conv2d(ops.zeros((1, 3, 7, 7)), ops.zeros((6, 3, 3, 3)))
`,
  tinygrad: `
from tinygrad import Tensor, nn
class Net:
    def __init__(self):
        self.c1 = nn.Conv2d(3, 6, 3, padding=(1, 2, 0, 3))
        self.up = nn.ConvTranspose2d(6, 3, 3, 2, output_padding=2)
    def __call__(self, x):
        return self.up(self.c1(x).relu())
print(Net()(Tensor.zeros(1, 3, 8, 8)).shape)
y = Tensor.zeros(1, 4, 8, 8).conv2d(Tensor.zeros(6, 4, 3, 3), stride=2)
`,
  'MXNet, which takes filters and kernel': `
from mxnet import nd, gluon
from mxnet.gluon import nn
net = nn.HybridSequential()
net.add(nn.Conv2D(6, 3, 2, 1), nn.Conv2DTranspose(6, 3, strides=2, output_padding=2))
net.initialize()
y = net(nd.zeros((1, 3, 8, 8)))
z = nd.Convolution(nd.zeros((1, 3, 8, 8)), num_filter=6, kernel=(3, 3), no_bias=True)
`,
  Chainer: `
import chainer
import chainer.links as L
import chainer.functions as F
class Net(chainer.Chain):
    def __init__(self):
        super().__init__()
        with self.init_scope():
            self.conv1 = L.Convolution2D(None, 16, 3, stride=2)
            self.up = L.Deconvolution2D(16, 3, 4, stride=2, pad=1)
    def forward(self, x):
        return self.up(F.relu(self.conv1(x)))
`,
  'candle by its Python binding': `
import candle
from candle.nn import Conv2d
conv = Conv2d(3, 6, 3, stride=2)
y = conv(candle.rand((1, 3, 8, 8)))
`,
  'graph convolutions': `
import torch
from torch_geometric.nn import GCNConv, SAGEConv, GATConv
import dgl.nn as dglnn
class GCN(torch.nn.Module):
    def __init__(self, fin, hidden, out):
        super().__init__()
        self.conv1 = GCNConv(fin, hidden)
        self.conv2 = GATConv(hidden, out, heads=2)
        self.conv3 = dglnn.GraphConv(out, out)
    def forward(self, x, edge_index):
        return self.conv3(self.conv2(self.conv1(x, edge_index), edge_index))
model = GCN(16, 32, 7)
model(torch.randn(10, 16), torch.zeros(2, 20))
`,
  'sparse convolutions': `
import torch
import spconv.pytorch as spconv
import MinkowskiEngine as ME
from torch import nn
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = spconv.SparseSequential(
            spconv.SubMConv3d(32, 64, 3, indice_key='subm0'),
            spconv.SparseConv3d(64, 64, 3, stride=2, padding=1),
            spconv.SparseInverseConv3d(64, 32, 3),
        )
        self.me = ME.MinkowskiConvolution(3, 16, kernel_size=3, stride=2, dimension=3)
        self.up = ME.MinkowskiConvolutionTranspose(16, 3, kernel_size=2, stride=2, dimension=3)
    def forward(self, x):
        return self.up(self.me(self.net(x)))
`,
  'quantised layers': `
import brevitas.nn as qnn
from torch.ao.nn.quantized import Conv2d as QConv
from torch.nn.intrinsic import ConvReLU2d
import bitsandbytes as bnb
layer = qnn.QuantConv2d(3, 6, 3, weight_bit_width=4)
other = QConv(3, 6, 3)
`,
  'a user’s own classes of these names': `
class Conv2d:
    def __init__(self, *shape):
        self.shape = shape
    def __call__(self, x):
        return x
class ConvTranspose2d(Conv2d):
    pass
class nn:
    Conv2d = Conv2d
    class functional:
        @staticmethod
        def conv2d(x, w):
            return x
x = nn.Conv2d(3, 8, 3)(1)
y = ConvTranspose2d(3, 8, 3, 2)(2)
z = nn.functional.conv2d(1, 2)
`,
  'names of unknown imports': `
from mylib.layers import Conv2d, ConvTranspose2d as Up, conv2d
from mylib import layers, nn
import mylib.nn.functional as F
a = Conv2d(3, 8, 3)
b = Up(8, 3, 3, stride=2)
c = layers.Conv2D(8, 3)
d = nn.Conv2d(3, 8, 3)
e = F.conv2d(a, b)
f = conv2d(a, b, stride=2)
`,
  'names that a star import of an unknown module may have given': `
from mylib.everything import *
a = Conv2d(3, 8, 3)
b = nn.ConvTranspose2d(8, 3, 3, stride=2)
c = F.conv2d(a, b)
`,
  'SciPy, NumPy and OpenCV': `
import numpy as np
import cv2
from scipy.signal import convolve2d, fftconvolve
from scipy.ndimage import convolve
x = np.zeros((8, 8))
y = convolve2d(x, np.ones((3, 3)), mode='same')
z = np.convolve([1, 2, 3], [0, 1], 'full')
w = cv2.filter2D(x, -1, np.ones((3, 3)))
v = convolve(x, np.ones((3, 3)))
`,
};

describe('a convolution of another library', () => {
  for (const [name, text] of Object.entries(SNIPPETS)) {
    it(`is no site, has no shape and no problem: ${name}`, () => {
      assert.deepEqual(show(text), []);
      assert.deepEqual(analyzeText(text).problems, []);
    });
  }

  it('is none where the names stand for nothing', () => {
    assert.deepEqual(show('nn.Conv2d(3, 8, 3)\nlayers.Conv2D(8, 3)\nF.conv2d(x, w)\n'), []);
  });

  it('lends no shape to what follows it', () => {
    const text = `
import torch
from torch import nn
from mylib import Conv2d
import spconv.pytorch as spconv
x = torch.zeros(1, 3, 32, 32)
a = nn.Conv2d(3, 8, 3)(x)
b = nn.Conv2d(8, 8, 3)(Conv2d(8, 8, 3)(a))
c = nn.Sequential(nn.Conv2d(3, 4, 1), spconv.SubMConv2d(4, 4, 3), nn.Conv2d(4, 2, 3))(x)
`;
    assert.deepEqual(show(text), [
      'nn.Conv2d(3, 8, 3) | (1, 3, 32, 32) → (1, 8, 30, 30)',
      'nn.Conv2d(8, 8, 3) | (N, 8, H, W) → (N, 8, H − 2, W − 2)',
      'nn.Conv2d(3, 4, 1) | (1, 3, 32, 32) → (1, 4, 32, 32)',
      'nn.Conv2d(4, 2, 3) | (N, 4, H, W) → (N, 2, H − 2, W − 2)',
    ]);
  });

  it('that extends PyTorch’s class is as unknown as its source', () => {
    const text = `
import torch
from mylib.blocks import Conv2d, TorchConv
import timm.layers as tl
a = Conv2d(3, 8, 3)(torch.zeros(1, 3, 8, 8))
class Mine(TorchConv):
    def forward(self, x):
        return super().forward(x)
b = Mine(3, 8, 3)(torch.zeros(1, 3, 8, 8))
c = tl.create_conv2d(3, 8, 3)(torch.zeros(1, 3, 8, 8))
`;
    assert.deepEqual(show(text), []);
  });

  it('gives no number where its own answer is known', () => {
    const wrong = cases.cases.flatMap(({ imports, call }) => show(`${imports.join('\n')}\n${call}\n`));
    row('not ours', 'calls that must have no number', cases.cases.length, wrong.length, 'derived');
    assert.deepEqual(wrong, []);
  });

  it('is no layer for the command line', () => {
    for (const { imports, call } of cases.cases) {
      const layer = evaluateLayer(call, imports);
      assert.equal(layer.kind, 'no-layer', call);
    }
  });
});
