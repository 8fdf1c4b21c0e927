import assert from 'node:assert/strict';
import { FRAMEWORKS } from '../../../../src/frameworks/library.js';
import { runModule } from '../../../../src/python/run.js';

const HEAD = `import numpy as np, torch
from scipy import linalg as la
a, b = np.zeros((4, 6), np.float32), np.zeros((6, 4))
def shapes(arrays):
    return [x.shape for x in arrays]
`;

/** What print() of the expressions prints; NumPy 2.4 and SciPy 1.17 print the same. */
function printed(expressions: string): string {
  let text = '';
  const options = { print: (piece: string) => (text += piece), libraries: [FRAMEWORKS] };
  const run = runModule(`${HEAD}print(${expressions})\n`, options);
  run.machine.close();
  assert.deepEqual(run.errors, []);
  return text.trimEnd();
}

describe('the factors of a matrix', () => {
  it('are full in scipy.linalg.qr, and as small as can be where that is asked for and in NumPy', () => {
    assert.equal(
      printed("shapes(la.qr(a)), shapes(la.qr(b, mode='economic')), la.qr(a, mode='r')[0].shape"),
      '[(4, 4), (4, 6)] [(6, 4), (4, 4)] (4, 6)',
    );
    assert.equal(printed('shapes(np.linalg.qr(b))'), '[(6, 4), (4, 4)]');
  });

  it('are a permutation and two triangles in scipy.linalg.lu', () => {
    assert.equal(
      printed('shapes(la.lu(a)), shapes(la.lu(b)), shapes(la.lu(b, permute_l=True))'),
      '[(4, 4), (4, 4), (4, 6)] [(6, 6), (6, 4), (4, 4)] [(6, 4), (4, 4)]',
    );
  });

  it('are two bases and the singular values in svd', () => {
    assert.equal(
      printed('shapes(np.linalg.svd(a)), shapes(la.svd(a, full_matrices=False))'),
      '[(4, 4), (4,), (6, 6)] [(4, 4), (4,), (4, 6)]',
    );
  });

  it('keep single precision on their way to torch', () => {
    assert.equal(
      printed('torch.from_numpy(np.triu(la.lu(np.random.randn(3, 3).astype(np.float32))[2], 1)).dtype'),
      'torch.float32',
    );
  });
});

describe('np.diag', () => {
  it('takes the diagonal of a matrix, or makes a matrix of one', () => {
    assert.equal(
      printed(
        'np.diag(a).shape, np.diag(a, 1).shape, np.diag(a, -1).shape, np.diag(b, 5).shape, np.diag([1, 2], -2).shape',
      ),
      '(4,) (4,) (3,) (0,) (4, 4)',
    );
  });
});

describe('torch.slogdet', () => {
  it('gives the sign and the logarithm for each matrix', () => {
    assert.equal(printed('[list(size) for size in shapes(torch.slogdet(torch.zeros(5, 3, 3)))]'), '[[5], [5]]');
  });
});
