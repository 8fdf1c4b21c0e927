import layers from '../../truth/torchLayers.json' with { type: 'json' };
import tensors from '../../truth/torchTensors.json' with { type: 'json' };
import { expressionTruth, type ExpressionCase } from './expressions.js';

const IMPORTS = ['import torch', 'import torch.nn as nn', 'import torch.nn.functional as F'];

describe(`what PyTorch ${layers.meta.torch} answered to calls`, () => {
  const torch = { framework: 'torch', imports: IMPORTS };
  expressionTruth(layers.cases as readonly ExpressionCase[], { ...torch, what: 'layers between' });
  expressionTruth(tensors.cases as readonly ExpressionCase[], { ...torch, what: 'tensor operations' });
});
