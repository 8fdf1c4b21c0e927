import assert from 'node:assert/strict';
import { runModule } from '../../../src/python/run.js';

/** What a program prints that may import these files, and the errors of its statements. */
function run(code: string, files: Readonly<Record<string, string>>, searchPath: readonly string[] = ['']): string {
  let out = '';
  const folders = new Set(
    Object.keys(files).flatMap(path => path.split('/').map((_, i, parts) => parts.slice(0, i).join('/'))),
  );
  const sources = {
    read: (path: string) => (path in files ? { text: files[path] ?? '', version: '' } : null),
    list: (dir: string) => (folders.has(dir) ? [] : null),
  };
  const done = runModule(code, { print: text => (out += text), sources, searchPath });
  const raised = done.errors.map(error => `${error.type}: ${error.message}\n`);
  done.machine.close();
  return (out + raised.join('')).trim();
}

describe('packages of Python files', () => {
  it('are initialised before their modules, once, and have these as attributes', () => {
    const files = { 'p/__init__.py': 'print("p", __name__, __package__)', 'p/q.py': 'print("q", __package__)\nx = 1' };
    assert.equal(run('import p.q\nimport p.q as z\nprint(p.q.x, z is p.q)', files), 'p p p\nq p\n1 True');
  });

  it('may have no __init__.py', () => {
    assert.equal(run('from p.q import x\nimport p\nprint(x, p.q.x)', { 'p/q.py': 'x = 1' }), '1 1');
  });

  it('re-export names, also under the name of a submodule', () => {
    const files = { 'p/__init__.py': 'from .net import net', 'p/net.py': 'def net(): return "function"' };
    assert.equal(run('import p\nprint(p.net())\nimport p.net\nprint(p.net())', files), 'function\nfunction');
  });

  it('lose one statement that calls itself without end, also where conditions are open, and run the next one', () => {
    const endless = 'def f(n): return f(n + 1)\n';
    assert.equal(run('import a\nprint(a.y, a.x)', { 'a.py': `${endless}x = f(0)\ny = 2` }), '2 <unknown>');
    const open = `from random import random\n${endless}x = 1\nif random() < 0.5:\n  x = 3\n  f(0)\ny = 2`;
    assert.equal(run('import a\nprint(a.y, a.x)', { 'a.py': open }), '2 <unknown>');
  });

  it('may import each other in a circle, and see what is there by then', () => {
    const files = {
      'a.py': 'x = 1\nimport b\ny = 2',
      'b.py': 'import a\nprint(a.x, hasattr(a, "y"))\nfrom a import x',
    };
    assert.equal(run('import a\nprint(a.y)', files), '1 False\n2');
    const broken = { 'a.py': 'from b import z', 'b.py': 'from a import y' };
    assert.match(run('import a', broken), /^ImportError: cannot import name 'y' from/);
  });

  it('answer unknown names by their own __getattr__', () => {
    const files = { 'm.py': 'def __getattr__(name):\n    if name == "late": return 7\n    raise AttributeError(name)' };
    assert.equal(run('import m\nfrom m import late\nprint(m.late, late, hasattr(m, "x"))', files), '7 7 False');
  });

  it('give a star import what __all__ says, submodules too, else all names without an underscore', () => {
    const files = {
      'p/__init__.py': '__all__ = ["a", "_b", "q"]\na = 1\n_b = 2\nc = 3',
      'p/q.py': 'x = 4',
      'm.py': 'import math\na = 5\n_b = 6',
    };
    const code = 'from p import *\nprint(a, _b, q.x, "c" in globals())\nfrom m import *\nprint(a, _b, math.pi > 3)';
    assert.equal(run(code, files), '1 2 4 False\n5 2 True');
  });

  it('leave the names of a star import open where __all__ is not known', () => {
    const files = { 'm.py': 'import random\na = 1\n__all__ = [random.choice(["a", "b"])]\n' };
    assert.equal(run('from m import *\nx = a\ny = zzz\nprint("end")', files), 'end');
  });

  it('are looked for in the folders of the search path, in their order', () => {
    const files = { 'lib/m.py': 'x = "lib"', 'm.py': 'x = "root"', 'lib/n.py': 'x = "n"' };
    assert.equal(run('import m, n\nprint(m.x, n.x)', files, ['', 'lib']), 'root n');
    assert.equal(run('import m\nprint(m.x)', files, ['lib', '']), 'lib');
  });

  it('may be replaced in sys.modules by what their own code makes', () => {
    const files = {
      'm.py':
        'import sys\nclass Lazy:\n    x = 1\n    def __getattr__(self, name): return name\nsys.modules[__name__] = Lazy()',
    };
    assert.equal(run('import m\nfrom m import y\nprint(m.x, y)', files), '1 y');
  });

  it('fill registries of the module that a decorated function is in', () => {
    const files = {
      'reg.py':
        'import sys\nTABLE = {}\ndef register(fn):\n    m = sys.modules[fn.__module__]\n    m.__all__.append(fn.__name__)\n    TABLE[fn.__name__] = fn\n    return fn',
      'nets.py': 'from reg import register\n__all__ = []\n@register\ndef small(): return "s"',
    };
    assert.equal(run('from nets import *\nimport reg\nprint(small(), list(reg.TABLE))', files), "s ['small']");
  });
});

describe('a statement of an imported file that raises', () => {
  it('leaves its names unknown, and the rest is run', () => {
    const files = { 'm.py': 'data = {}["absent"]\nx = 1\n' };
    assert.equal(run('import m\nprint(m.x)\nif m.data: pass\nprint("end")', files), '1\nend');
  });

  it('raises into the handler that waits for it', () => {
    const files = { 'm.py': 'data = {}["absent"]\nx = 1\n' };
    assert.equal(run('try:\n    import m\nexcept KeyError:\n    print("caught")', files), 'caught');
  });

  it('ends the import where a name or module is missing', () => {
    const files = { 'm.py': 'from n import absent\nx = 1\n', 'n.py': '' };
    assert.match(run('import m', files), /^ImportError: cannot import name 'absent' from 'n'/);
  });
});
