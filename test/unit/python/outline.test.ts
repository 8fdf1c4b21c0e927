import assert from 'node:assert/strict';
import type { SyntaxNode } from '@lezer/common';
import path from 'node:path';
import { readdirSync, readFileSync } from 'node:fs';
import { parser } from '../../../src/python/grammar.js';
import { Outline } from '../../../src/python/outline.js';
import { runModule } from '../../../src/python/run.js';

/** Every definition that is in no other function, with what it is in, as text. */
function definitions(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (child.name === 'FunctionDefinition') found.push(child);
    else found.push(...definitions(child));
  }
  return found;
}

/** A node and what is in it, but no bodies of functions. */
function heads(node: SyntaxNode): string {
  const kids: string[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling)
    kids.push(node.name === 'FunctionDefinition' && child.name === 'Body' ? 'Body' : heads(child));
  return `${node.name}@${node.from}${kids.length > 0 ? `(${kids.join(',')})` : ''}`;
}

/** The nodes of a body, but comments, which mean nothing. */
function bodyText(definition: SyntaxNode | undefined): string | undefined {
  return definition
    ?.getChild('Body')
    ?.toString()
    .replaceAll(/,Comment|Comment,/g, '');
}

function check(text: string, title: string): void {
  const outline = new Outline(text);
  const whole = parser.parse(text).topNode;
  assert.equal(heads(outline.top), heads(whole), title);
  const expected = definitions(whole);
  for (const [i, short] of definitions(outline.top).entries()) {
    const full = outline.whole(short.from) ?? short;
    const real = expected[i];
    assert.equal(bodyText(full), bodyText(real), title);
    assert.equal(
      full.getChild('Body')?.firstChild?.nextSibling?.from,
      real?.getChild('Body')?.firstChild?.nextSibling?.from,
    );
  }
}

const LONG = 'x = "a body that is long enough to be left out of the tree of its file"';

describe('a tree without the bodies of functions', () => {
  it('is what the whole text gives otherwise', () => {
    const texts = [
      `def f(a, b=(1,\n 2)):\n    ${LONG}\n    return x\ny = f(1)\n`,
      `class A:\n    """Doc."""\n    x = 1\n    def f(self):\n        """${LONG.replaceAll('"', "'")}\n  and on"""\n        return 1\n\n    # a comment\n    @property\n    async def g(self) -> Dict[str, int]:\n        ${LONG}\n        if x:\n            def h():\n                ${LONG}\n        return x  # more\n    y = 2\nz = 3\n`,
      `if x:\n\tdef f():\n\t\t${LONG}\n\t\tif y:\n\t\t\treturn 1\nelse:\n\tdef f(): return 2\n`,
      `def f():\n    ${LONG}\n    s = '''\ndef g():\n    no\n'''\n    return \\\n  s\n# the end`,
      `def f():\r\n    ${LONG}\r\n    return [\r\n1,\r\n    ]\r\n\r\ndef g():\r\n    ${LONG}\r\n`,
      `@d(lambda x: 1)\n@e\ndef f(x=lambda: 2, *, y: int = 3):\n    # first\n    ${LONG}\n    yield x\n`,
      `def f():\n    ${LONG}`,
      `def f(:\n    ${LONG}\nx = 1\n`.replace('(:', '():'),
    ];
    for (const text of texts) check(text, text);
  });

  it('is so for the programs of the truth of Python', () => {
    const folder = path.resolve('test/truth');
    const files = readdirSync(folder).filter(name => name.endsWith('.py'));
    assert.ok(files.length > 10);
    for (const name of files) check(readFileSync(path.join(folder, name), 'utf8'), name);
  });

  it('is of imported files, which run the same', () => {
    const m = `
"""Doc."""
class A:
    def f(self, n):
        """Doc of f, which is so long that the body of this function is left out."""
        total = sum(i for i in range(n))
        def g(k=total):
            return k + n
        return g() + g(1)
    def gen(self):
        for i in range(3):
            yield i * len("a body that is long enough to be left out of the tree")
@staticmethod
def free(x, *args, y=2, **kw):
    global count
    count = x + len(args) + y + len(kw)
    return lambda z: z + count
`;
    const code = 'import m\nprint(m.A().f(3), list(m.A().gen()), m.free(1, 2, z=3)(10), m.count, m.A.f.__doc__[:8])';
    let out = '';
    const sources = { read: (path: string) => (path === 'm.py' ? { text: m, version: '' } : null), list: () => null };
    const run = runModule(code, { print: text => (out += text), sources });
    assert.deepEqual(run.errors, []);
    run.machine.close();
    assert.equal(out.trim(), '10 [0, 53, 106] 15 5 Doc of f');
  });
});
