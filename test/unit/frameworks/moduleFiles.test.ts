import assert from 'node:assert/strict';
import { FRAMEWORKS } from '../../../src/frameworks/index.js';
import { runModule } from '../../../src/python/run.js';

function printed(source: string): string {
  let text = '';
  const run = runModule(source, { libraries: [FRAMEWORKS], print: part => (text += part) });
  run.machine.close();
  assert.deepEqual(run.errors, []);
  return text.trim();
}

// What PyTorch 2.13 prints.
describe('the files of torch.nn.modules', () => {
  it('have the layers themselves', () => {
    const code = `
import torch.nn as nn
from torch.nn.modules.instancenorm import InstanceNorm2d
from torch.nn.modules.activation import ReLU
print(ReLU is nn.ReLU, InstanceNorm2d is nn.InstanceNorm2d, nn.modules.batchnorm.BatchNorm2d is nn.BatchNorm2d)`;
    assert.equal(printed(code), 'True True True');
  });

  it('have the abstract classes that layers derive from', () => {
    const code = `
import torch.nn as nn
from torch.nn.modules.batchnorm import _BatchNorm, _NormBase
layers = nn.BatchNorm1d(3), nn.SyncBatchNorm(3), nn.LazyBatchNorm2d(), nn.InstanceNorm2d(3), nn.GroupNorm(1, 3)
print([isinstance(layer, _BatchNorm) for layer in layers])
print([isinstance(layer, _NormBase) for layer in layers])
print([isinstance(layer, nn.modules.dropout._DropoutNd) for layer in (nn.Dropout2d(), nn.AlphaDropout(), nn.ReLU())])
print(isinstance(nn.AvgPool2d(2), nn.modules.pooling._MaxPoolNd), isinstance(nn.ZeroPad2d(1), nn.modules.padding._ConstantPadNd))`;
    assert.equal(
      printed(code),
      '[True, True, True, False, False]\n[True, True, True, True, False]\n[True, True, False]\nFalse True',
    );
  });

  it('make tuples of one value or of several', () => {
    const code = `
from torch.nn.modules.utils import _pair, _ntuple, _single, _triple, _reverse_repeat_tuple
print(_pair(3), _pair((1, 2)), _pair([1, 2, 3]), _single(4), _triple('ab'), _ntuple(4)(0), _reverse_repeat_tuple((1, 2), 2))`;
    assert.equal(printed(code), "(3, 3) (1, 2) (1, 2, 3) (4,) ('a', 'b') (0, 0, 0, 0) (2, 2, 1, 1)");
  });

  it('keep the sizes that a norm is over in a tuple', () => {
    const code = `
import torch, torch.nn as nn, torch.nn.functional as F
norm = nn.LayerNorm(4)
print(norm.normalized_shape, nn.LayerNorm([4, 2]).normalized_shape, nn.RMSNorm((3,)).normalized_shape)
print(F.layer_norm(torch.zeros(2, 4), norm.normalized_shape).dim())
print([list(part.shape) for part in torch.tensor_split(torch.zeros(2, 5), indices=(1,), dim=1)])
print([list(part.shape) for part in torch.zeros(5).tensor_split(sections=2)])`;
    assert.equal(printed(code), '(4,) (4, 2) (3,)\n2\n[[2, 1], [2, 4]]\n[[3], [2]]');
  });

  it('have the parameters of an attention', () => {
    const code = `
import torch.nn as nn
for a in nn.MultiheadAttention(8, 2), nn.MultiheadAttention(8, 2, kdim=6, bias=False):
    print([None if p is None else list(p.shape) for p in (a.in_proj_weight, a.in_proj_bias, a.k_proj_weight, a.bias_k)])
    print(list(a.out_proj.weight.shape), a.out_proj.bias is None, a.head_dim, a.kdim)`;
    assert.equal(
      printed(code),
      '[[24, 8], [24], None, None]\n[8, 8] False 4 8\n[None, None, [8, 6], None]\n[8, 8] True 4 6',
    );
  });
});
