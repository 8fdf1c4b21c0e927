import assert from 'node:assert/strict';
import { ModuleRun, newMachine } from '../../../src/python/run.js';

/** What a script prints, and the files that were read as modules, by their print() at module level. */
function run(script: string, files: Readonly<Record<string, string>>): string {
  let out = '';
  const machine = newMachine({
    print: text => (out += text),
    sources: {
      read: path => (files[path] === undefined ? null : { text: files[path], version: '' }),
      list: dir => {
        const names = Object.keys(files).filter(file => file.startsWith(`${dir}/`));
        return names.length > 0 ? names : null;
      },
    },
  });
  try {
    const { errors } = new ModuleRun(machine, script).runAll();
    assert.deepEqual(
      errors.map(({ type, message }) => `${type}: ${message}`),
      [],
    );
    return out;
  } finally {
    machine.close();
  }
}

const seen = (name: string): string => `print('${name} runs')\n`;

describe('a package’s modules', () => {
  it('run when something of them is used first, and once', () => {
    const files = {
      'p/__init__.py': 'from .a import f\nfrom .b import g\n',
      'p/a.py': `${seen('a')}def f(): return 1\n`,
      'p/b.py': `${seen('b')}def g(): return 2\n`,
    };
    assert.equal(
      run('import p\nprint("start")\nprint(p.g())\nprint(p.g(), p.f())\n', files),
      'start\nb runs\n2\na runs\n2 1\n',
    );
  });

  it('of a script’s own folder run in Python’s order', () => {
    assert.equal(run('import a\nprint("start")\n', { 'a.py': seen('a') }), 'a runs\nstart\n');
  });

  it('run at once where their text shows an effect on something else, also when they are imported indirectly', () => {
    const files = {
      'p/__init__.py': 'from .a import f\n',
      'p/a.py': 'from . import patch\ndef f(): return 1\n',
      'p/patch.py': `import p.table\np.table.VALUE = 2\n${seen('patch')}`,
      'p/table.py': 'VALUE = 1\n',
    };
    assert.equal(
      run('import p\nprint("start")\nimport p.table\nprint(p.table.VALUE)\n', files),
      'patch runs\nstart\n2\n',
    );
  });

  it('run within a try that waits for their errors', () => {
    const files = {
      'p/__init__.py': 'try:\n    from .a import f\nexcept ImportError:\n    f = None\n',
      'p/a.py': 'from .b import missing\ndef f(): return 1\n',
      'p/b.py': 'x = 1\n',
    };
    assert.equal(run('import p\nprint(p.f)\n', files), 'None\n');
  });

  it('are not hidden by a submodule of the same name', () => {
    const files = {
      'p/__init__.py': 'from .f import f\n',
      'p/f.py': 'def f(): return 1\n',
    };
    assert.equal(run('import p\nprint(p.f())\n', files), '1\n');
  });
});

const REGISTRY = {
  'p/registry.py': `MODELS = {}
KINDS = {}
def register(fn):
    MODELS[fn.__name__] = fn
    return fn
def named(kind, name):
    def add(cls):
        KINDS.setdefault(kind, {})[name] = cls
        return cls
    return add
def create(name):
    if name not in MODELS:
        raise KeyError(name)
    return MODELS[name]()
def listed():
    return sorted(MODELS)
`,
  'p/__init__.py':
    'from .registry import create, listed, KINDS\nfrom .a import *\nfrom .b import *\nfrom .c import C\n',
  'p/a.py': `from .registry import register\n${seen('a')}__all__ = ["A"]\nclass A: pass\n@register\ndef net_a(): return A()\n`,
  'p/b.py': `from .registry import register\n${seen('b')}__all__ = []\n@register\ndef net_b(): return "b"\n`,
  'p/c.py': `from .registry import named\n@named("kind", "see")\nclass C: pass\n@named('kind', 'other')\nclass D: pass\n`,
  'p/d.py': `LIST = [1, 2]\n`,
};

describe('a registry', () => {
  it('has what only a module that has not run would enter: that one runs', () => {
    assert.equal(run('import p\nprint(p.create("net_b"))\n', REGISTRY), 'b runs\nb\n');
  });

  it('has all when it is looked through', () => {
    assert.equal(run('import p\nprint(p.listed())\n', REGISTRY), "a runs\nb runs\n['net_a', 'net_b']\n");
  });

  it('has tables within it that are filled as well', () => {
    assert.equal(run('import p\np.C\nprint(p.KINDS["kind"]["other"].__name__)\n', REGISTRY), 'D\n');
  });

  it('that lacks a name lacks it', () => {
    const script = 'import p\ntry:\n    p.create("none")\nexcept KeyError as e:\n    print("missing", e)\n';
    assert.equal(run(script, REGISTRY), "missing 'none'\n");
  });
});

describe('a view of a dictionary', () => {
  it('takes part in operations of sets on either side', () => {
    const script =
      'd = {1: 2, 3: 4}\nprint({1, 5} - d.keys(), {1, 5} & d.keys(), d.keys() - {1}, sorted({5} | d.keys()))\n';
    assert.equal(run(script, {}), '{5} {1} {3} [1, 3, 5]\n');
  });
});

describe('a star import', () => {
  const files = {
    'p/__init__.py': 'x = 0\nfrom .a import *\nfrom .b import *\n',
    'p/a.py': `${seen('a')}x = 1\ny = 1\n_z = 1\n`,
    'p/b.py': `${seen('b')}__all__ = ["y"]\ny = 2\nx = 2\n`,
  };
  it('binds what the last module has, and runs only that', () => {
    assert.equal(run('import p\nprint(p.y)\nprint(p.x)\n', files), 'b runs\n2\na runs\n1\n');
  });

  it('leaves out what is private or not in __all__', () => {
    assert.equal(
      run('import p\nprint(hasattr(p, "_z"), [n for n in dir(p) if n in "xyz"])\n', files),
      "False ['x', 'y']\n".replace(/^/, 'a runs\nb runs\n'),
    );
  });

  it('binds what a decorator has entered into __all__', () => {
    const more = {
      'p/__init__.py': 'from .a import *\n',
      'p/tools.py':
        'import sys\ndef public(fn):\n    sys.modules[fn.__module__].__all__.append(fn.__name__)\n    return fn\ndef private(fn):\n    return fn\n',
      'p/a.py':
        'from .tools import public, private\n__all__ = ["x"]\nx = 1\n@public\ndef f(): return 2\n@private\ndef g(): return 3\n',
    };
    assert.equal(run('import p\nprint(p.f(), hasattr(p, "g"), p.x)\n', more), '2 False 1\n');
  });

  it('lets the module that it runs see what the package has had until then, and later ones what that module has', () => {
    const circular = {
      'p/__init__.py': 'from .base import *\nfrom .a import *\nfrom .b import *\n',
      'p/base.py': 'class Base: name = "base"\n',
      'p/a.py': 'from p import Base\nclass A(Base): pass\nclass Base(Base): name = "second"\n',
      'p/b.py': 'from p import Base\nclass B(Base): pass\n',
    };
    assert.equal(
      run('from p import A\nprint(A.name)\nimport p\nprint(p.B.name, p.Base.name)\n', circular),
      'base\nsecond second\n',
    );
    assert.equal(run('import p\nprint(p.B.name, p.A.name, p.Base.name)\n', circular), 'second base second\n');
    assert.equal(run('import p\nprint(p.Base.name, p.A.name, p.B.name)\n', circular), 'second base second\n');
  });
});

describe('a module first used in a try of which an exception may have ended the body', () => {
  it('keeps its names, as does a module of the standard library', () => {
    const script = [
      'import os',
      'from elsewhere import unknown',
      'try:',
      '    if unknown: raise ImportError',
      '    from p.a import f',
      '    os.walk',
      'except ImportError: pass',
      'import p.a',
      'print(p.a.f(), os.path.join("a", os.fspath("b")))',
    ].join('\n');
    assert.equal(run(script, { 'p/__init__.py': '', 'p/a.py': 'def f(): return 1\n' }), '1 a/b\n');
  });
});
