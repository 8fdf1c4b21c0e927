import assert from 'node:assert/strict';
import { FRAMEWORKS, Tensor } from '../../../src/frameworks/index.js';
import { runModule } from '../../../src/python/run.js';
import { Unknown } from '../../../src/python/value.js';

/** What a program leaves in `r`: a number, a shape, or "unknown". `flag()` is a condition that nothing decides. */
function resultOf(...lines: readonly string[]): unknown {
  const run = runModule(['import torch, nowhere', 'flag = nowhere.flag', ...lines].join('\n'), {
    libraries: [FRAMEWORKS],
  });
  assert.deepEqual(
    run.errors.map(error => error.message),
    [],
  );
  const value = run.module.globals.get('r');
  run.machine.close();
  if (value instanceof Tensor) return value.shape;
  return value instanceof Unknown ? 'unknown' : value;
}

describe('the contents of small tensors', () => {
  it('are seen through views, and written through them', () => {
    assert.equal(resultOf('x = torch.zeros(2, 3)', 'x.t()[1].fill_(4)', 'r = int(x[0, 1] + x[1, 1])'), 8);
    assert.equal(resultOf('x = torch.arange(6)', 'x.view(2, 3)[1, 0] = 9', 'r = x[3].item()'), 9);
    assert.equal(resultOf('x = torch.arange(4)', 'y = x.clone()', 'y += 1', 'r = int(x.sum())'), 6);
  });
  it('are not known where a reshape may be a copy or a view, once one of both is written to', () => {
    assert.equal(
      resultOf('x = torch.arange(6).view(2, 3)', 'y = x.t().reshape(6)', 'y[1] = 9', 'r = x[1, 0].item()'),
      'unknown',
    );
    assert.equal(resultOf('x = torch.arange(6).view(2, 3)', 'y = x.t().reshape(6)', 'r = y[1].item()'), 3);
  });
  it('are not known after an undecided condition wrote others, nor in a tensor that may be the one written to', () => {
    assert.equal(resultOf('x = torch.zeros(3)', 'if flag():', '    x[0] = 1', 'r = x[0].item()'), 'unknown');
    assert.equal(resultOf('x = torch.zeros(3)', 'if flag():', '    x[0] = 0', 'r = int(x[0])'), 0);
    const either = ['x, y = torch.zeros(2), torch.ones(2)', 'z = x if flag() else y', 'z[0] = 7'];
    assert.equal(resultOf(...either, 'r = x[0].item()'), 'unknown');
    assert.equal(resultOf(...either, 'r = y[0].item()'), 'unknown');
    assert.equal(resultOf('x = torch.zeros(2)', 'while flag():', '    x += 1', 'r = x[0].item()'), 'unknown');
  });
  it('are not known in what a list lost, once it is written to', () => {
    const lines = ['x, y = torch.zeros(2), torch.zeros(3)', 'a = [x, y][flag()]', 'a[0] = 7', 'r = x[0].item()'];
    assert.equal(resultOf(...lines), 'unknown');
  });
  it('are not known once training or a checkpoint may have changed them', () => {
    assert.equal(resultOf('x = torch.ones(2)', 'p = torch.nn.Parameter(x)', 'r = x[0].item()'), 'unknown');
    const loaded = ['m = torch.nn.Module()', 'm.register_buffer("b", torch.ones(2))', 'm.load_state_dict({})'];
    assert.equal(resultOf(...loaded, 'r = m.b[0].item()'), 'unknown');
  });
  it('say how many a mask picks, and nothing where they are not known', () => {
    assert.deepEqual(resultOf('r = torch.zeros(4, 2)[torch.arange(4) > 1]'), [2, 2]);
    const shape = resultOf('r = torch.zeros(4, 2)[torch.randn(4) > 1]') as readonly unknown[];
    assert.equal(typeof shape[0], 'object');
    assert.equal(shape[1], 2);
  });
});
