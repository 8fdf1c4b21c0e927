import assert from 'node:assert/strict';
import { FRAMEWORKS } from '../../../src/frameworks/index.js';
import { runModule } from '../../../src/python/run.js';
import { Unknown } from '../../../src/python/value.js';

/** In a loop without end: only the budget ends it. */
const forever = (before: string, body: string): string => `${before}\nwhile True: ${body}`;

/** Programs that grow, or go on, beyond all use. Each takes the whole budget and no more, whatever the machine. */
const GROWING: Readonly<Record<string, string>> = {
  'a list that doubles': forever('x = [1]', 'x += x'),
  'copies of a list': forever('x = [0] * 10**5\ny = []', 'y.append(list(x))'),
  'copies of a tuple': forever('x = (0,) * 10**5\ny = []', 'y.append(x + (1,))'),
  'copies of a dict': forever('x = dict.fromkeys(range(10**4))\ny = []', 'y.append(x.copy())'),
  'copies of a set': forever('x = set(range(10**4))\ny = []', 'y.append(set(x))'),
  'a str by format': forever("s = 'ab'", "s = '{0}{0}'.format(s)"),
  'a str by an f-string': forever("s = 'ab'", "s = f'{s}{s}'"),
  'a str by %': forever("s = 'ab'", "s = '%s%s' % (s, s)"),
  'a str by repr': forever("s = 'ab'", 's = repr(s) + repr([s, s])'),
  'words of a text': forever("s = 'a ' * 10**5\ny = []", 'y.append(s.split())'),
  'lines of a text': forever("s = 'a\\n' * 10**5\ny = []", 'y.append(s.splitlines())'),
  'bytes of a text': forever("s = 'ä' * 10**5\ny = []", 'y.append(s.encode())'),
  'long ints kept': forever('n = 7**30000\ny = []', 'y.append(n + len(y))'),
  'long ints divided': forever('n = 7**40000\nm = 7**20000', 's = n // m'),
  'a power modulo a long int': forever('n = 7**4000', 's = pow(n, n, n + 2)'),
  'the greatest common divisor of long ints': forever('import math\nn = 7**30000\nm = 5**30000', 's = math.gcd(n, m)'),
  'the root of a long int': forever('import math\nn = 7**30000', 's = math.isqrt(n)'),
  'a text looked for where it nearly is': forever("s = 'a' * 10**5", "y = s.find('b' + 'a' * 50000)"),
  'a list that is changed at its start': forever('x = [0] * 10**5', 'x.insert(0, 1)'),
  'a sum of ranges': 'x = sum(range(10**12))',
  'an iterator without end': 'import itertools\nx = list(itertools.count())',
  'a filter that finds nothing': 'import itertools\nx = next(filter(lambda v: v < 0, itertools.count()))',
  'a generator without end': 'def g():\n  while True: yield 1\nx = list(g())',
  'nested quantifiers': "import re\nx = re.match(r'((a*)*)*b', 'a' * 400)",
  'tensors kept': forever('import torch\nx = torch.arange(4096)\ny = []', 'y.append(x + len(y))'),
  'axes without end': forever('import torch\nx = torch.zeros(2)', 'x = x.unsqueeze(0)'),
  'pairs of tensors': forever('import torch\nx = torch.arange(64)\ny = []', 'y.append(torch.meshgrid(x, x))'),
  'a model that holds itself twice, 60 times':
    'import torch, torch.nn as nn\nm = nn.Linear(3, 3)\nfor i in range(60): m = nn.Sequential(m, m)\nx = m(torch.zeros(1, 3))',
  'a hierarchy of 10,000 classes': 'C = object\nfor i in range(10000): C = type("C", (C,), {})',
  'an enum of 100,000 members': 'from enum import Enum\nA = Enum("A", ["f%d" % i for i in range(10**5)])',
  'a dict that conditions fill': 'import random\nd = {}\nfor i in range(10**5):\n  if random.random() < 0.5: d[i] = i',
  'arguments by the ten thousand': forever(
    'def f(*a, **k): return 0\nd = {"a%d" % i: i for i in range(10**4)}',
    'f(**d)',
  ),
};

/** Programs that call themselves, by every way that there is. */
const RECURSIVE: Readonly<Record<string, string>> = {
  'a property': 'class A:\n  @property\n  def x(s): return s.x\nA().x',
  __getattr__: 'class A:\n  def __getattr__(s, n): return getattr(s, n + "x")\nA().x',
  __eq__: 'class A:\n  def __eq__(s, o): return s == o\nA() == A()',
  'a key of sorted': 'def k(v): return sorted([1, 2], key=k)\nsorted([1, 2], key=k)',
  __repr__: 'class A:\n  def __repr__(s): return repr([s])\nrepr(A())',
  'a list in itself': 'a = []\nb = []\na.append(b)\nb.append(a)\nx = a == b',
  finally: 'def f(n):\n  try:\n    f(n + 1)\n  finally:\n    f(n + 1)\nf(0)',
  'a deep list': 'x = []\nfor i in range(50000): x = [x]\ny = repr(x)',
  'a deep tuple as a key': 'x = ()\nfor i in range(50000): x = (x,)\ny = {x: 1}',
  'generators of generators': 'g = iter([1])\nfor i in range(50000): g = (v for v in g)\nx = list(g)',
  'an import of itself by eval': 's = "eval(s)"\neval(s)',
};

/** Values that are not computed, while what follows is. */
const REFUSED: Readonly<Record<string, string>> = {
  'a power of a power': 'x = 10**10**10',
  'a shift': 'x = 1 << 10**12',
  'a precision': "x = '%.1000000000f' % 1.5",
  'a width': "w = 10**9\nx = f'{1:{w}}'",
};

const STEPS = 1_000_000;

function run(code: string): { why: string | undefined; steps: number; end: unknown } {
  const made = runModule(`${code}\nEND = 1`, { libraries: [FRAMEWORKS], maxSteps: STEPS, print: () => undefined });
  const result = { why: made.aborted?.code, steps: made.machine.stepsUsed, end: made.module.globals.get('END') };
  made.machine.close();
  return result;
}

describe('a program beyond all use', () => {
  for (const [name, code] of Object.entries(GROWING)) {
    it(`is given up within the budget: ${name}`, () => {
      const { why, end } = run(code);
      assert.equal(why, 'budget');
      assert.ok(end instanceof Unknown);
    });
  }

  for (const [name, code] of Object.entries(RECURSIVE)) {
    it(`is given up where it calls itself without end: ${name}`, () => {
      assert.ok(['depth', 'budget'].includes(run(code).why ?? ''), run(code).why);
    });
  }

  for (const [name, code] of Object.entries(REFUSED)) {
    it(`goes on without a value that is too large: ${name}`, () => {
      const { why, end } = run(code);
      assert.deepEqual([why, end], [undefined, 1]);
    });
  }

  it('takes the same steps each time', () => {
    const code =
      'x = []\nfor i in range(2000): x.append(str(i) * 3)\ny = sorted(x, key=len)\nz = "".join(y).split("9")';
    assert.equal(run(code).steps, run(code).steps);
  });

  it('gives definitions that follow one allowance together, however many there are', () => {
    const loops = 'def forever(f):\n  while True: pass\nforever(1)\n' + '@forever\ndef f(): pass\n'.repeat(50);
    let steps = 0;
    const made = runModule(loops, { maxSteps: STEPS, cancelled: () => ((steps += 1024), false) });
    made.machine.close();
    assert.ok(steps < 1.5 * STEPS, `${steps} steps`);
  });
});

describe('a source beyond all use', () => {
  for (const [name, source] of [
    ['10 MB of statements', 'x = [1, 2, 3]\n'.repeat(750_000)],
    ['10 MB of junk', '$@!'.repeat(3_300_000)],
    ['a million open brackets', '('.repeat(1_000_000)],
    ['an expression that is nested 10,000 deep', `x = ${'('.repeat(10_000)}1${')'.repeat(10_000)}`],
  ] as const) {
    it(`is not read, and says so: ${name}`, () => {
      const made = runModule(source);
      assert.ok(['too-large', 'depth'].includes(made.aborted?.code ?? ''), made.aborted?.message);
      assert.match(made.aborted?.message ?? '', /longer than|nested too deeply/);
      made.machine.close();
    });
  }

  it('is read where it is long and ordinary: a chain of 20,000 elif, a dictionary of 100,000 entries', () => {
    const chain = `x = 5\nif x == 0: pass\n${Array.from({ length: 20_000 }, (_, i) => `elif x == -${i}: pass`).join('\n')}`;
    assert.deepEqual(run(chain), { why: undefined, steps: run(chain).steps, end: 1 });
    const entries = Array.from({ length: 100_000 }, (_, i) => `'k${i}': ${i}`).join(', ');
    assert.equal(run(`x = {${entries}}`).end, 1);
  });

  it('brackets in strings and comments do not nest', () => {
    assert.equal(run(`x = ['${'('.repeat(3000)}', "[${'['.repeat(3000)}"]  # ${'('.repeat(3000)}`).end, 1);
  });
});
