import assert from 'node:assert/strict';
import { FRAMEWORKS } from '../../../src/frameworks/index.js';
import { runModule } from '../../../src/python/run.js';

/** What a script prints and raises. */
function run(source: string): { readonly text: string; readonly errors: readonly string[] } {
  let text = '';
  const { machine, errors } = runModule(source, { libraries: [FRAMEWORKS], print: part => (text += part) });
  machine.close();
  return { text: text.trim(), errors: errors.map(({ type, message }) => `${type}: ${message}`) };
}

// What PyTorch 2.13 and NumPy 2.4 print.
describe('a tensor of one element', () => {
  it('is formatted as its number', () => {
    const code = `
import torch
x = torch.tensor(2.5)
print('%.2f %d %s' % (x, x, 1), f'{x:.3f}', '{:6.1f}|'.format(x), f'{torch.tensor(3):d}', '%x' % torch.tensor(255))`;
    assert.deepEqual(run(code), { text: '2.50 2 1 2.500    2.5| 3 ff', errors: [] });
  });

  it('of unknown value makes an unknown text, and nothing raises', () => {
    const code = `
import torch
loss = torch.nn.Linear(2, 1)(torch.randn(4, 2)).mean()
for text in ('%.4f' % loss, '%d of %d' % (loss, 3), f'{loss:.4f}', '{:>10}'.format(loss), '%.1f' % loss.detach().numpy()):
    print(text == '0.0000')
torch.nn.Conv2d(1, len('%.4f' % 1.5), 3)`;
    const { text, errors } = run(code);
    assert.deepEqual(errors, []);
    assert.doesNotMatch(text, /True|False/);
  });

  it('is what has a format: several elements take no spec', () => {
    assert.deepEqual(run(`import torch\nf'{torch.zeros(2):.2f}'`).errors, [
      'TypeError: unsupported format string passed to Tensor.__format__',
    ]);
  });
});

describe('the versions of libraries', () => {
  it('compare as versions, with texts and tuples', () => {
    const code = `
import torch, numpy as np
from packaging import version
print(torch.__version__ >= '1.10', torch.__version__ < '2.4', torch.__version__ >= (1, 9), torch.__version__ == torch.version.__version__)
print(version.parse(torch.__version__) > version.parse('1.13.1'), torch.__version__.split('.')[0], torch.version.cuda, isinstance(np.__version__, str))`;
    assert.deepEqual(run(code), { text: 'True False True True\nTrue 2 None True', errors: [] });
  });

  it('that are not known raise nothing', () => {
    assert.deepEqual(
      run(`import cv2, yaml, jax\nprint(cv2.__version__ > '4', jax.__version__.split('.'), yaml.__file__)`).errors,
      [],
    );
  });
});

describe('the type names of old', () => {
  it('say whether a tensor has their type of elements', () => {
    const code = `
import torch
x = torch.zeros(2)
print([isinstance(y, torch.FloatTensor) for y in (x, x.long(), 3)], isinstance(x.byte(), (torch.LongTensor, torch.ByteTensor)))`;
    assert.deepEqual(run(code), { text: '[True, False, False] True', errors: [] });
  });
});

describe('a traced module', () => {
  it('can be saved', () => {
    const code = `
import torch
traced = torch.jit.trace(torch.nn.Conv2d(1, 1, 1), torch.zeros(1, 1, 4, 4))
traced.save('x.pt')
print(traced.graph is None, traced.weight.shape)`;
    assert.deepEqual(run(code).errors, []);
  });
});

describe('the names of typing', () => {
  it('that stand for classes of collections make these', () => {
    const code = `
import typing
print(typing.OrderedDict([('a', 1)])['a'], typing.DefaultDict(int)['x'], len(typing.Deque([1, 2])))`;
    assert.deepEqual(run(code), { text: '1 0 2', errors: [] });
  });
});

describe('NumPy', () => {
  it('takes a number for an array without axes', () => {
    assert.deepEqual(run('import numpy as np\nprint(np.prod(3), np.sum(2), np.prod(2) != 1, np.prod((2, 3)))'), {
      text: '3 2 True 6',
      errors: [],
    });
  });
});

describe('what a function knows of itself', () => {
  it('may be asked of functions of a library', () => {
    const code = `
import torch
def f(a, *, b=2): return a
print(f.__kwdefaults__, 'indexing' in torch.meshgrid.__kwdefaults__)
f.__globals__['x'] = 1`;
    assert.deepEqual(run(code).errors, []);
  });
});
