import convolutions from '../../truth/torchConvCalls.json' with { type: 'json' };
import layers from '../../truth/torchLayers.json' with { type: 'json' };
import tensors from '../../truth/torchTensors.json' with { type: 'json' };
import { expressionTruth, type ExpressionCase } from './expressions.js';

const IMPORTS = ['import torch', 'import torch.nn as nn', 'import torch.nn.functional as F'];

/** A transposed layer that crops all: whether that is an error depends on the kernel that PyTorch picks for the type and size. */
function isEmpty({ output }: ExpressionCase): boolean {
  return Array.isArray(output) && output.includes(0);
}

/** With an empty batch PyTorch computes nothing, and some checks are the kernels'. */
function isEmptyBatch({ output }: ExpressionCase): boolean {
  return Array.isArray(output) && output[0] === 0;
}

describe(`what PyTorch ${layers.meta.torch} answered to calls`, () => {
  const torch = { framework: 'torch', imports: IMPORTS };
  expressionTruth(layers.cases as readonly ExpressionCase[], { ...torch, what: 'layers between' });
  expressionTruth(tensors.cases as readonly ExpressionCase[], { ...torch, what: 'tensor operations' });
  expressionTruth(convolutions.cases as readonly ExpressionCase[], {
    ...torch,
    what: 'calls of convolutions',
    otherFaultFirst: 9,
    departure: {
      what: 'convolutions: nothing to compute',
      is: (c, ourCode) => isEmpty(c) && (ourCode === 'output-too-small' || isEmptyBatch(c)),
    },
  });
});
