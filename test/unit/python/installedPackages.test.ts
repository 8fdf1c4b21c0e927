import assert from 'node:assert/strict';
import { FRAMEWORKS } from '../../../src/frameworks/index.js';
import { runModule } from '../../../src/python/run.js';

const SITE = 'venv/site-packages';

/** What a program prints that may import these files, and the errors of its statements. */
function run(code: string, files: Readonly<Record<string, string>>): string {
  let out = '';
  const sources = {
    read: (path: string) => (path in files ? { text: files[path] ?? '', version: '' } : null),
    list: (dir: string) => {
      const inside = Object.keys(files).filter(path => path.startsWith(`${dir}/`));
      return inside.length === 0 ? null : inside.map(path => path.slice(dir.length + 1).split('/')[0] ?? '');
    },
  };
  const options = { print: (text: string) => (out += text), sources, searchPath: ['', SITE], libraries: [FRAMEWORKS] };
  const done = runModule(code, options);
  const raised = done.errors.map(error => `${error.type}: ${error.message}\n`);
  done.machine.close();
  return (out + raised.join('')).trim();
}

describe('installed packages', () => {
  it('that a library stands for are not read: what is not modelled of them is unknown', () => {
    const files = { [`${SITE}/torch/__init__.py`]: 'x = 1', [`${SITE}/torch/_inner.py`]: 'raise ImportError("no")' };
    const code =
      'import torch._inner\nfrom torch._inner import a\nfrom torch import nn\nprint(nn.Linear(2, 3).in_features)';
    assert.equal(run(code, files), '2');
  });

  it('do not hide a folder of the workspace that has the name of one', () => {
    const files = { 'datasets/__init__.py': 'x = 5', [`${SITE}/datasets/__init__.py`]: 'x = 6' };
    assert.equal(run('from datasets import x\nprint(x)', files), '5');
  });

  it('may hold compiled modules, of which nothing is known but that they are there', () => {
    const files = {
      [`${SITE}/p/__init__.py`]: 'from . import _fast\nfrom ._fast import go\nx = 1',
      [`${SITE}/p/_fast.cpython-311-x86_64-linux-gnu.so`]: '',
    };
    assert.equal(run('from p import x\nprint(x)', files), '1');
  });

  it('are taken to have what they import', () => {
    const files = {
      [`${SITE}/p/__init__.py`]: 'from .q import nothing\nx = 1',
      [`${SITE}/p/q.py`]: '',
      'own.py': 'from p.q import nothing',
    };
    assert.equal(
      run('from p import x\nprint(x)\ntry:\n    import own\nexcept ImportError:\n    print("own")', files),
      '1\nown',
    );
  });
});

describe('modules that import each other', () => {
  const files = {
    'p/__init__.py':
      'import importlib\nimport unresolved\nfor name in unresolved.names():\n    importlib.import_module(name)\nfrom .a import x\ny = 2',
    'p/a.py': 'from p import y\nx = 1',
  };

  it('may find what they need where a module of unknown name was imported before', () => {
    assert.equal(run('from p import x\nprint(x)', files), '1');
  });
});
