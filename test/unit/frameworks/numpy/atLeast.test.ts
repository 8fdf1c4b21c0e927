import assert from 'node:assert/strict';
import { FRAMEWORKS } from '../../../../src/frameworks/library.js';
import { runModule } from '../../../../src/python/run.js';

/** What print() of the expressions prints; NumPy 2.4 and PyTorch 2.13 print the same. */
function printed(expressions: string): string {
  let text = '';
  const options = { print: (piece: string) => (text += piece), libraries: [FRAMEWORKS] };
  const run = runModule(`import numpy as np, torch\nprint(${expressions})\n`, options);
  run.machine.close();
  assert.deepEqual(run.errors, []);
  return text.trimEnd();
}

describe('numpy.atleast_1d and its kin', () => {
  it('give a number an axis, and keep its value and a vector as it is', () => {
    assert.equal(printed('np.atleast_1d(3).tolist(), np.atleast_1d((3, 5)).tolist()'), '[3] [3, 5]');
    assert.equal(printed('tuple(int(p) for p in (np.atleast_1d((3, 5)) - 1) / 2 * np.atleast_1d(2))'), '(2, 4)');
  });

  it('put new axes before a vector; atleast_3d makes it the middle one', () => {
    assert.equal(printed('np.atleast_2d(3).shape, np.atleast_2d(np.zeros(4)).shape'), '(1, 1) (1, 4)');
    assert.equal(
      printed('[np.atleast_3d(np.zeros(s)).shape for s in [(), 4, (4, 5)]]'),
      '[(1, 1, 1), (1, 4, 1), (4, 5, 1)]',
    );
  });

  it('give several arrays for several', () => {
    assert.equal(printed('[a.shape for a in np.atleast_1d(1, [2, 3])]'), '[(1,), (2,)]');
  });
});

describe('torch.unique_consecutive', () => {
  it('has one element for each run, and how long the runs are', () => {
    const x = 'torch.unique_consecutive(torch.tensor([2, 2, 9, 9, 9, 2])';
    assert.equal(printed(`${x}).tolist()`), '[2, 9, 2]');
    assert.equal(
      printed(`[a.tolist() for a in ${x}, return_inverse=True, return_counts=True)]`),
      '[[2, 9, 2], [0, 0, 1, 1, 1, 2], [2, 3, 1]]',
    );
    assert.equal(printed(`torch.cumsum(${x}, return_counts=True)[1], 0).tolist()`), '[2, 5, 6]');
  });
});
