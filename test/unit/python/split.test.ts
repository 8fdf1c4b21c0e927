import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { parser } from '@lezer/python';
import { splitStatements } from '../../../src/python/split.js';

/** Each statement as its kind and its text. */
function split(text: string): string[] {
  return splitStatements(text).map(({ from, to, kind }) => `${kind}: ${text.slice(from, to)}`);
}

describe('the splitter of top-level statements', () => {
  it('cuts at lines that begin at column 0', () => {
    assert.deepEqual(split('import a\nx = 1; y = 2\n\n\ndef f():\n  return 1\nclass C: pass\n'), [
      'import: import a',
      'simple: x = 1; y = 2',
      'def: def f():\n  return 1',
      'class: class C: pass',
    ]);
  });

  it('joins clauses to their statement, and decorators to their definition', () => {
    const text =
      'if a:\n  b\nelif c:\n  d\nelse:\n  e\ntry:\n  f\nexcept E:\n  g\nfinally:\n  h\n@one\n# why\n\n@two(\n3)\nasync def k(): pass\nelsewhere = 1';
    assert.deepEqual(
      split(text).map(line => line.split('\n')[0]),
      ['compound: if a:', 'compound: try:', 'def: @one', 'simple: elsewhere = 1'],
    );
  });

  it('goes over strings, brackets, continued lines and comments', () => {
    assert.deepEqual(
      split(
        `a = """\nb = 1\n'\\"""\n""" + 'it\\'s' # c = 2\nd = [\n1,\n2]\ne = 1 + \\\n2\nf = '\\\ng'\nh = r'\\'\n`,
      ).map(line => line.split('\n')[0]),
      ['simple: a = """', 'simple: d = [', 'simple: e = 1 + \\', "simple: f = '\\", "simple: h = r'\\'"],
    );
  });

  it('takes CRLF, lone CR, tabs, form feeds, a byte-order mark and non-ASCII names', () => {
    assert.deepEqual(split('\ufeffname = 1\r\n\f\tx\r\nπ = """\r\ny"""\rz = 3'), [
      'simple: name = 1\r\n\f\tx',
      'simple: π = """\r\ny"""',
      'simple: z = 3',
    ]);
  });

  it('an unclosed bracket or string costs the statements up to the next definition, or its own line', () => {
    assert.deepEqual(split('a = nn.Conv2d(3,\n\ndef f():\n  pass\nb = "open\nc = 2\n'), [
      'simple: a = nn.Conv2d(3,',
      'def: def f():\n  pass',
      'simple: b = "open',
      'simple: c = 2',
    ]);
    assert.deepEqual(split('a = f(\nfrom x import y\nz = [\nasync def g(): pass'), [
      'simple: a = f(',
      'import: from x import y',
      'simple: z = [',
      'def: async def g(): pass',
    ]);
  });

  it('a generator expression or keyword arguments at column 0 stay in their brackets', () => {
    const text = 'a = f(\nfrom_=1,\nclass_=2,\nwith_bias=True)\nb = [x\nfor x in y\nif x]\nc = (yield_\nor d)\n';
    assert.equal(splitStatements(text).length, 3);
  });

  it('empty text, and text of comments only, have no statement', () => {
    assert.deepEqual(split(''), []);
    assert.deepEqual(split('# only\n\n   \n'), []);
    assert.deepEqual(split('\ufeff'), []);
  });

  it('spans lie in order within the text, whatever the text is cut to', () => {
    const text = readFileSync('media/samples/dcgan.py', 'utf8');
    for (let cut = 0; cut <= text.length; cut += 37) {
      let before = 0;
      for (const { from, to } of splitStatements(text.slice(0, cut))) {
        assert.ok(from >= before && to > from && to <= cut, `${before} ${from} ${to} ${cut}`);
        before = to;
      }
    }
  });

  it('agrees with the parser on the samples', () => {
    const files = readdirSync('media/samples').filter(name => name.endsWith('.py'));
    assert.ok(files.length > 0);
    for (const name of files) {
      const text = readFileSync(`media/samples/${name}`, 'utf8');
      const starts: number[] = [];
      for (let node = parser.parse(text).topNode.firstChild; node; node = node.nextSibling) {
        if (node.name !== 'Comment') starts.push(node.from);
      }
      assert.deepEqual(
        splitStatements(text).map(({ from }) => from),
        starts,
        name,
      );
    }
  });

  it('a megabyte of one bracket, one string or one line ends', () => {
    for (const piece of ['(', '"""', 'x', '\\', '@a\n', 'def f():\n']) {
      const text = piece.repeat(Math.ceil(1_000_000 / piece.length));
      const statements = splitStatements(text);
      assert.ok(statements.length <= text.length);
    }
  });
});
