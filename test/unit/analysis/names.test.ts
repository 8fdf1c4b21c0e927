import assert from 'node:assert/strict';
import { apis, only } from './show.js';

describe('a name is what its import says', () => {
  const found: readonly (readonly [string, string])[] = [
    ['import torch.nn as nn\nnn.Conv2d(3, 8, 3)', 'torch.nn.Conv2d'],
    ['from torch import nn\nnn.ConvTranspose1d(3, 8, 3)', 'torch.nn.ConvTranspose1d'],
    ['from torch.nn import Conv2d as C\nC(3, 8, 3)', 'torch.nn.Conv2d'],
    ['import torch\ntorch.nn.Conv3d(3, 8, 3)', 'torch.nn.Conv3d'],
    ['import torch.nn\ntorch.nn.LazyConv2d(8, 3)', 'torch.nn.LazyConv2d'],
    ['import torch.nn.functional as F\nF.conv2d(x, w)', 'torch.nn.functional.conv2d'],
    ['import torch\ntorch.conv_transpose2d(x, w)', 'torch.conv_transpose2d'],
    ['from torch.nn.functional import conv1d\nconv1d(x, w)', 'torch.nn.functional.conv1d'],
    ['from torch.nn import *\nConv2d(3, 8, 3)', 'torch.nn.Conv2d'],
    ['from tensorflow.keras import layers\nlayers.Conv2D(8, 3)', 'keras.layers.Conv2D'],
    ['import tensorflow as tf\ntf.keras.layers.Conv2DTranspose(8, 3)', 'keras.layers.Conv2DTranspose'],
    ['from tensorflow.keras.layers import Conv2DTranspose\nConv2DTranspose(8, 3)', 'keras.layers.Conv2DTranspose'],
    ['import keras\nkeras.layers.SeparableConv1D(8, 3)', 'keras.layers.SeparableConv1D'],
    ['from keras.layers import DepthwiseConv2D\nDepthwiseConv2D(3)', 'keras.layers.DepthwiseConv2D'],
    ['from keras import layers as L\nL.Convolution2D(8, 3)', 'keras.layers.Conv2D'],
    ['import tf_keras as keras\nkeras.layers.Conv3DTranspose(8, 3)', 'tf_keras.layers.Conv3DTranspose'],
    ['import torch.nn as nn\nlayer = getattr(nn, "Conv2d")\nlayer(3, 8, 3)', 'torch.nn.Conv2d'],
    ['import torch.nn as nn\nkinds = {"c": nn.Conv1d}\nkinds["c"](3, 8, 3)', 'torch.nn.Conv1d'],
    [
      'from functools import partial\nimport torch.nn as nn\nconv = partial(nn.Conv2d, kernel_size=3)\nconv(3, 8)',
      'torch.nn.Conv2d',
    ],
  ];
  for (const [text, api] of found)
    it(`${text.replaceAll('\n', '; ')} is ${api}`, () => assert.deepEqual(apis(text), [api]));

  const others = [
    'class Conv2d:\n    def __init__(self, *sizes): pass\nConv2d(3, 8, 3)',
    'from mylib import Conv2d\nConv2d(3, 8, 3)',
    'import mylib.nn as nn\nnn.Conv2d(3, 8, 3)',
    'import torch.nn as nn\nimport mindspore.nn as nn\nnn.Conv2d(3, 8, 3)',
    'nn.Conv2d(3, 8, 3)',
    'import torch.nn as nn\ndef f(nn):\n    return nn.Conv2d(3, 8, 3)',
    'import torch.nn as nn\nclass SNConv2d(nn.Module):\n    pass\nSNConv2d()',
    'Conv2d(3, 8, 3)  # from torch.nn import Conv2d',
  ];
  for (const text of others) it(`${text.replaceAll('\n', '; ')} is none`, () => assert.deepEqual(apis(text), []));
});

describe('a subclass', () => {
  it('without a constructor of its own is a call of its base', () => {
    assert.deepEqual(apis('import torch.nn as nn\nclass My(nn.Conv2d):\n    pass\nMy(3, 8, 3)'), ['torch.nn.Conv2d']);
  });

  it('with one is the super().__init__ within it', () => {
    const text =
      'import torch.nn as nn\nclass My(nn.Conv2d):\n    def __init__(self, width):\n        super().__init__(3, width, 3)\nMy(8)';
    assert.equal(only(text), '(N, 3, H, W) → (N, 8, H − 2, W − 2)');
  });
});
