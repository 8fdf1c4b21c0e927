import assert from 'node:assert/strict';
import { maskIpython } from '../../../src/python/ipython.js';
import { moduleTable, type Library, type Sources } from '../../../src/python/library.js';
import { Choice } from '../../../src/python/choice.js';
import { NativeFn, type ArgNode } from '../../../src/python/native.js';
import { runModule, type ModuleRun, type RunOptions } from '../../../src/python/run.js';
import { PyList, PyTuple, Sym, Unknown, type Value } from '../../../src/python/value.js';

function run(source: string, options: RunOptions = {}): ModuleRun {
  const done = runModule(source, options);
  done.machine.close();
  return done;
}

function value(source: string, name: string, options: RunOptions = {}): Value | undefined {
  return run(source, options).module.globals.get(name);
}

function why(of: Value | undefined): string {
  assert.ok(of instanceof Unknown, `expected an unknown value, not ${String(of)}`);
  return of.why.code;
}

function plain(of: Value | undefined): unknown {
  if (of instanceof PyTuple || of instanceof PyList) return of.items.map(plain);
  return of;
}

function files(contents: Record<string, string>): Sources {
  return {
    read: path => (Object.hasOwn(contents, path) ? { text: contents[path] ?? '', version: '1' } : null),
    list: dir => {
      const names = Object.keys(contents).filter(path => path.startsWith(`${dir}/`));
      return names.length === 0 ? null : names;
    },
  };
}

const probe = (calls: { site: string; args: [string, string][] }[], source: string): Library => ({
  module: name =>
    name === 'probe'
      ? moduleTable({
          rule: NativeFn.of('rule', 'width, height=2, *, depth=3', (cx, a) => {
            const site = cx.callSite();
            const text = (span: { from: number; to: number }): string => source.slice(span.from, span.to);
            const args: [string, string][] = [];
            for (const param of ['width', 'height', 'depth']) {
              const origin: ArgNode | undefined = a.origin(param);
              args.push([param, `${origin === undefined ? 'default' : text(origin.span)} = ${cx.str(a.get(param))}`]);
            }
            calls.push({ site: site === null ? '' : text(site.span), args });
            return a.get('width');
          }),
        })
      : undefined,
});

describe('running a module', () => {
  it('makes the names of a statement that raises unknown, with the reason, and goes on', () => {
    const done = run('x = 1 / 0\ny = 2\nfor i in [1]:\n    z = undefined_name\n');
    assert.equal(why(done.module.globals.get('x')), 'raised');
    assert.equal(done.module.globals.get('y'), 2);
    assert.equal(why(done.module.globals.get('z')), 'raised');
    assert.deepEqual(
      done.errors.map(error => `${error.type}: ${error.message}`),
      ['ZeroDivisionError: division by zero', "NameError: name 'undefined_name' is not defined"],
    );
  });

  it('keeps what a statement did before it raised', () => {
    assert.deepEqual(
      plain(value('l = []\nfor i in range(3):\n    l.append(i)\n    if i == 1: raise ValueError\n', 'l')),
      [0, 1],
    );
  });

  it('runs the __main__ block of the script and not of an imported file', () => {
    const sources = files({ 'm.py': 'if __name__ == "__main__":\n    x = 1\nelse:\n    x = 2\n' });
    assert.equal(value('import m\ny = m.x\n', 'y', { sources }), 2);
    assert.equal(value('if __name__ == "__main__":\n    x = 1\n', 'x'), 1);
  });

  it('gives an incomplete call no value', () => {
    assert.equal(why(value('def f(a): return a\nx = f(3, 64,\ny = 1\n', 'x')), 'incomplete-code');
    assert.equal(value('def f(a): return a\nx = f(1\n\ndef g(): return 5\n', 'f') === undefined, false);
  });

  it('reads forms that the grammar has gaps for', () => {
    assert.equal(plain(value('x = int(0. + 2.**4)', 'x')), 16);
    assert.equal(value('def f(a): return a\nx = f(3.)', 'x')?.toString(), value('x = 3.0', 'x')?.toString());
  });

  it('ends an endless loop by its budget and still makes the definitions that follow', () => {
    const done = run('x = 1\nwhile True: x += 1\ny = 2\ndef f(): pass\n', { maxSteps: 5000 });
    assert.equal(done.aborted?.code, 'budget');
    assert.equal(why(done.module.globals.get('x')), 'budget');
    assert.equal(why(done.module.globals.get('y')), 'budget');
    assert.ok(done.module.globals.has('f') && !(done.module.globals.get('f') instanceof Unknown));
    assert.equal(done.machine.incomplete?.code, 'budget');
  });

  it('ends endless recursion by its depth', () => {
    assert.equal(run('def f(n): return f(n + 1)\nf(0)\n').aborted?.code, 'depth');
  });

  it('ends when it is cancelled', () => {
    let asked = 0;
    const done = run('while True: pass\n', { cancelled: () => ++asked > 2 });
    assert.equal(done.aborted?.message, 'the interpretation was cancelled');
    assert.equal(asked, 3);
  });

  it('evaluates an expression in the namespace of the module', () => {
    const done = run('def f(x): return x * 2\n');
    assert.equal(done.evaluate('f(21)'), 42);
  });
});

describe('what is not known', () => {
  const flag: Library = {
    module: name =>
      name === 'probe'
        ? moduleTable({ flag: NativeFn.free('flag', '', cx => cx.unknown('random', 'flag')) })
        : undefined,
  };
  const known = (source: string, name: string): Value | undefined =>
    value(`from probe import flag\n${source}`, name, { libraries: [flag] });

  const alternatives = (its: Value | undefined): (Value | undefined)[] => {
    assert.ok(its instanceof Choice, `a choice, not ${String(its)}`);
    return its.alternatives.map(one => one.value);
  };

  it('stays known where both arms of an undecided condition agree', () => {
    assert.equal(known('if flag():\n    x = 3\n    y = 1\nelse:\n    x = 3\n    y = 2\n', 'x'), 3);
    assert.equal(why(known('if flag():\n    y = 1\nelse:\n    y = 2\n', 'y')), 'random');
  });

  it('takes it that an attribute which may be absent is there where it is used, unless there is a handler', () => {
    const start = 'class A: pass\na = A()\nif flag(): a.x = 1\n';
    assert.equal(known(`${start}y = a.x\n`, 'y'), 1);
    const handled = known(`${start}try: y = a.x\nexcept AttributeError: y = 2\n`, 'y');
    assert.ok(handled instanceof Unknown);
    assert.deepEqual(alternatives(known(`${start}y = hasattr(a, 'x')\n`, 'y')), [true, false]);
    assert.deepEqual(alternatives(known(`${start}y = getattr(a, 'x', 7)\n`, 'y')), [1, 7]);
  });

  it('tries each of a few alternatives, and joins what they give', () => {
    const two = 'y = (3 if flag() else 5) * 2\n';
    assert.deepEqual(alternatives(known(two, 'y')), [6, 10]);
    const classes = 'class A:\n def f(self): return 4\nclass B:\n def f(self): return 4\n';
    assert.equal(known(`${classes}y = (A() if flag() else B()).f()\n`, 'y'), 4);
  });

  it('takes any element for one whose index is not known', () => {
    assert.deepEqual(alternatives(known('y = [3, 5, 3][flag()]\n', 'y')), [3, 5]);
    assert.equal(known('y = (4, 4)[flag()]\n', 'y'), 4);
    assert.ok(!(known('y = [1, 2, 3, 4, 5, 6, 7, 8, 9][flag()]\n', 'y') instanceof Choice), 'nine are too many');
  });

  it('hides alternatives that contradict the one that is used', () => {
    const pair = 'if flag(): c, n = 1, 10\nelse: c, n = 2, 20\n';
    assert.deepEqual(alternatives(known(`${pair}y = c + n\n`, 'y')), [11, 22]);
    assert.deepEqual(alternatives(known(`${pair}y = n if c == 1 else -n\n`, 'y')), [10, -20]);
  });

  it('decides the same question about the same unknown value once', () => {
    const asked = (test: string, again: string): Value | undefined =>
      known(`u = flag()\ny = 0\nif ${test}:\n    y = 1 if ${again} else 2\n`, 'y');
    for (const [test, again, sure] of [
      ['u', 'u', 1],
      ['u is None', 'not u', 1],
      ['u is None', 'u == 3', 2],
      ['u == 3', 'u is not None', 1],
      ['u == 3', 'u == 4', 2],
      ['isinstance(u, int)', 'u is None', 2],
      ['u > 3', 'u <= 3', 2],
      ['u.a.b', 'not u.a.b', 2],
    ] as const)
      assert.deepEqual(alternatives(asked(test, again)), [sure, 0], `${test}, then ${again}`);
  });

  it('does not take the content of an unknown object for the same after it was changed', () => {
    const source = (change: string): string => `u = flag()\ny = 0\nif u.n:\n    ${change}\n    y = 1 if u.n else 2\n`;
    assert.deepEqual(alternatives(known(source('pass'), 'y')), [1, 0]);
    assert.deepEqual(alternatives(known(source('u.change()'), 'y')), [1, 2, 0]);
    assert.deepEqual(alternatives(known(source('u.n = 3'), 'y')), [1, 2, 0]);
  });

  it('joins an early return with the rest of the function', () => {
    assert.equal(known('def f():\n    if flag(): return 4\n    return 4\nx = f()\n', 'x'), 4);
    assert.ok(known('def f():\n    if flag(): return 4\n    return 5\nx = f()\n', 'x') instanceof Unknown);
  });

  it('makes what a loop of unknown count writes unknown, and keeps the rest', () => {
    const source = 'n = 0\nk = 7\nl = [1]\nfor i in flag():\n    n += 1\n    l.append(i)\n';
    assert.ok(known(source, 'n') instanceof Unknown);
    assert.equal(known(source, 'k'), 7);
    const list = known(source, 'l');
    assert.ok(list instanceof PyList && list.open !== null);
  });

  it('ends while True with an undecided break', () => {
    assert.ok(known('n = 0\nwhile True:\n    n += 1\n    if flag(): break\nx = 3\n', 'n') instanceof Unknown);
    assert.equal(known('while True:\n    if flag(): break\nx = 3\n', 'x'), 3);
  });

  it('is the result of calling it, and its arguments stay as they are', () => {
    assert.deepEqual(plain(known('l = [1]\nflag()(l)\n', 'l')), [1]);
  });

  it('goes through attributes, items, arithmetic and text', () => {
    for (const expression of [
      'u.a.b',
      'u[0]',
      'u + 1',
      '1 + u',
      'f"{u}"',
      'str(u)',
      'len(u)',
      '[u][0] * 2',
      'int(u)',
      '-u',
      'not u',
      'u == 1',
    ]) {
      assert.equal(why(known(`u = flag()\nx = ${expression}\n`, 'x')), 'random', expression);
    }
  });

  it('drops an arm that raises when another goes on', () => {
    assert.equal(known('def f():\n    if flag(): raise ValueError\n    return 2\nx = f()\n', 'x'), 2);
  });

  it('lets a handler join in when an arm raises within a try', () => {
    const source =
      'x = 0\ntry:\n    x = 1\n    if flag(): raise ValueError\n    y = 2\nexcept ValueError:\n    y = 3\n';
    assert.ok(known(source, 'y') instanceof Unknown);
    assert.ok(known(source, 'x') instanceof Unknown);
  });

  it('reads a parameter without a value as an expression over its name', () => {
    const done = run('def f(n): return (n * 8 + 4) // 4, n * 0\n');
    const f = done.module.globals.get('f') as Value;
    const result = done.machine.callWith(f, Sym.of('n'));
    assert.ok(result instanceof PyTuple);
    assert.equal(String(result.items[0]), '2*n + 1');
    assert.equal(result.items[1], 0);
  });
});

describe('imports', () => {
  it('make an unresolved module unknown with its reason', () => {
    assert.equal(why(value('import nowhere\nx = nowhere.f(1)\n', 'x')), 'import-not-found');
    assert.equal(why(value('from nowhere.sub import f\nx = f(1)\n', 'x')), 'import-not-found');
  });

  it('are missing where a handler waits for it; of a common package both ways are kept', () => {
    const source = (name: string): string =>
      `try:\n    import ${name}\n    have = True\nexcept ImportError:\n    have = False\n`;
    assert.equal(value(source('nowhere'), 'have'), false);
    assert.equal(value(source('math'), 'have'), true);
    // A module of the standard library is there, although it has no model.
    assert.equal(value(source('sqlite3'), 'have'), true);
    assert.ok(value(source('numpy'), 'have') instanceof Unknown);
  });

  it('run files of the workspace, packages and relative imports', () => {
    const sources = files({
      'pkg/__init__.py': 'from .a import f\nname = __name__\n',
      'pkg/a.py': 'from . import b\nfrom .b import K as Q\ndef f(): return b.K + Q\n',
      'pkg/b.py': 'K = 20\n',
      'util.py': '__all__ = ["u"]\nu = 5\nv = 6\n',
    });
    assert.equal(value('import pkg\nx = pkg.f()\n', 'x', { sources }), 40);
    assert.equal(value('import pkg.b as z\nx = z.K\n', 'x', { sources }), 20);
    assert.equal(value('from pkg import name as n\n', 'n', { sources }), 'pkg');
    const star = run('from util import *\n', { sources });
    assert.equal(star.module.globals.get('u'), 5);
    assert.equal(star.module.globals.has('v'), false);
  });

  it('of one another see what is there already', () => {
    const sources = files({ 'p.py': 'import q\nx = 1\ny = q.z\n', 'q.py': 'import p\nz = hasattr(p, "x")\n' });
    assert.equal(value('import p\ny = p.y\n', 'y', { sources }), false);
  });

  it('by star from an unresolved module leave names unknown instead of undefined', () => {
    const done = run('from nowhere import *\nx = something(1)\n');
    assert.equal(why(done.module.globals.get('x')), 'import-not-found');
    assert.deepEqual(done.errors, []);
  });
});

describe('a call site', () => {
  const sites = (source: string): { site: string; args: [string, string][] }[] => {
    const calls: { site: string; args: [string, string][] }[] = [];
    run(source, { libraries: [probe(calls, source)] });
    return calls;
  };

  it('is the call expression, and tells where each argument is written and what it is', () => {
    const [call] = sites('from probe import rule\nngf = 64\nrule(ngf * 8, depth=ngf // 2)\n');
    assert.equal(call?.site, 'rule(ngf * 8, depth=ngf // 2)');
    assert.deepEqual(call.args, [
      ['width', 'ngf * 8 = 512'],
      ['height', 'default = 2'],
      ['depth', 'ngf // 2 = 32'],
    ]);
  });

  it('is the enclosing call when a builtin calls', () => {
    assert.deepEqual(
      sites('from probe import rule\nl = list(map(rule, [1, 2]))\n').map(call => call.site),
      ['list(map(rule, [1, 2]))', 'list(map(rule, [1, 2]))'],
    );
  });

  it('of a partial has the arguments of the call and not those bound before', () => {
    const [call] = sites(
      'from probe import rule\nfrom functools import partial\nr = partial(rule, 7, depth=1)\nr(9)\n',
    );
    assert.equal(call?.site, 'r(9)');
    assert.deepEqual(call.args, [
      ['width', 'default = 7'],
      ['height', '9 = 9'],
      ['depth', 'default = 1'],
    ]);
  });

  it('with stars names the starred expression', () => {
    const [call] = sites('from probe import rule\na = (1, 2)\nrule(*a, **{"depth": 4})\n');
    assert.deepEqual(call?.args, [
      ['width', 'a = 1'],
      ['height', 'a = 2'],
      ['depth', '{"depth": 4} = 4'],
    ]);
  });

  it('in a factory is the call inside the factory', () => {
    assert.deepEqual(
      sites('from probe import rule\ndef make(n):\n    return rule(n)\nmake(1)\nmake(2)\n').map(call => call.site),
      ['rule(n)', 'rule(n)'],
    );
  });
});

describe("IPython's lines", () => {
  it('are masked by spaces of equal length', () => {
    const text = '%matplotlib inline\n!pip install x\nx = 1\n  %time y\nz = !ls\nobj?\n';
    const masked = maskIpython(text);
    assert.equal(masked.length, text.length);
    assert.equal(masked, `${' '.repeat(18)}\n${' '.repeat(14)}\nx = 1\n${' '.repeat(9)}\nz =    \n${' '.repeat(4)}\n`);
  });

  it('are none where % or ! continue an expression or stand in a string', () => {
    for (const text of ['x = (7\n % 2)\n', 's = """\n%d\n!\n"""\n', 'y = 7 \\\n % 2\n', 'a = 1 % 2\nb = a != 3\n'])
      assert.equal(maskIpython(text), text);
  });

  it('of a cell magic in another language blank the cell', () => {
    assert.equal(maskIpython('%%bash\nls\n').trim(), '');
    assert.equal(maskIpython('%%time\nx = 1\n').trim(), 'x = 1');
  });
});
