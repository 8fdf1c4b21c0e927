import assert from 'node:assert/strict';
import { readArguments, readInts } from '../../../src/cli/arguments.js';
import { UsageError } from '../../../src/cli/io.js';
import { pythonCells } from '../../../src/cli/notebook.js';
import { readNpy } from '../../../src/cli/npy.js';
import { Lines } from '../../../src/cli/positions.js';
import { readText } from '../../../src/cli/readText.js';
import { npyFile } from './npyFile.js';

const usage = (pattern: RegExp) => (error: unknown) => error instanceof UsageError && pattern.test(error.message);

describe('positions of the command line', () => {
  it('count lines and UTF-16 units from 0, and a tab as 1', () => {
    const text = 'a\r\n\t😀b\rc\nd';
    const lines = new Lines(text);
    const at = (part: string) => Object.values(lines.position(text.indexOf(part)));
    assert.deepEqual(at('a'), [0, 0]);
    assert.deepEqual(at('b'), [1, 3]);
    assert.deepEqual(at('c'), [2, 0]);
    assert.deepEqual(at('d'), [3, 0]);
    assert.deepEqual(lines.position(text.length), { line: 3, character: 1 });
  });
});

describe('arguments of the command line', () => {
  it('shapes read with commas, spaces, crosses and brackets', () => {
    for (const text of ['1,16,8,8', '(1, 16, 8, 8)', '[1,16,8,8]', '1x16x8x8', '1 × 16 × 8 × 8', ' 1 16 8 8,']) {
      assert.deepEqual(readInts('--input', text), [1, 16, 8, 8], text);
    }
    for (const text of ['', '8,,8', '8.5', 'H,W', '(8,8', '1e3', ',']) {
      assert.throws(() => readInts('--input', text), usage(/--input takes ints/), text);
    }
  });

  it('a negative number is a value', () => {
    const { values } = readArguments(['x', '--input', '-1,8'], { input: { type: 'string' } });
    assert.equal(values.input, '-1,8');
  });

  it('what a command does not know is said', () => {
    assert.throws(() => readArguments(['--nope'], {}), usage(/Unknown option '--nope'/));
    assert.throws(() => readArguments(['--input'], { input: { type: 'string' } }), usage(/--input/));
  });
});

describe('files of the command line', () => {
  const io = (content: Uint8Array) => ({
    out: () => undefined,
    err: () => undefined,
    readFile: () => content,
    exists: () => true,
    list: () => null,
    cwd: '/',
  });
  const bytes = (...parts: (string | number)[]): Uint8Array =>
    Uint8Array.from(parts.flatMap(part => (typeof part === 'number' ? [part] : [...new TextEncoder().encode(part)])));

  it('a byte-order mark is no part of the text', () => {
    assert.equal(readText(io(bytes(0xef, 0xbb, 0xbf, 'x = 1')), '/a', 'a'), 'x = 1');
  });

  it('the encoding is the one that the source declares, else UTF-8', () => {
    assert.equal(readText(io(bytes('# coding: latin-1\nx = "', 0xe9, '"')), '/a', 'a'), '# coding: latin-1\nx = "é"');
    assert.equal(readText(io(bytes('π = 3')), '/a', 'a'), 'π = 3');
    assert.throws(
      () => readText(io(bytes('x = "', 0xe9, '"')), '/a', 'a.py'),
      usage(/^a\.py cannot be read: it is no utf-8/),
    );
    assert.throws(() => readText(io(bytes('# coding: klingon\n')), '/a', 'a.py'), usage(/no klingon text/));
  });

  it("a notebook's code cells keep their place among all cells", () => {
    const notebook = {
      cells: [
        { cell_type: 'markdown', source: 'text' },
        { cell_type: 'code', source: ['a = 1\n', 'b = 2'] },
        { cell_type: 'code', source: 'c = 3' },
        { cell_type: 'code' },
      ],
    };
    assert.deepEqual(pythonCells(JSON.stringify(notebook), 'n'), [
      { index: 1, text: 'a = 1\nb = 2' },
      { index: 2, text: 'c = 3' },
    ]);
    const julia = { ...notebook, metadata: { language_info: { name: 'julia' } } };
    assert.deepEqual(pythonCells(JSON.stringify(julia), 'n'), []);
    for (const text of ['', '{', '[]', '{"worksheets":[]}', '{"cells":3}']) {
      assert.throws(() => pythonCells(text, 'n.ipynb'), usage(/^n\.ipynb cannot be read/), text);
    }
  });

  it('a .npy file reads in C order, whatever its own', () => {
    const shape = [2, 3];
    const c = readNpy(npyFile('<f4', shape, [1, 2, 3, 4, 5, 6]), 'w');
    assert.deepEqual(c.shape, shape);
    assert.deepEqual([...c.data], [1, 2, 3, 4, 5, 6]);
    assert.deepEqual([...readNpy(npyFile('<f8', shape, [1, 4, 2, 5, 3, 6], true), 'w').data], [1, 2, 3, 4, 5, 6]);
    assert.deepEqual([...readNpy(npyFile('>i2', [3], [-1, 2, 300]), 'w').data], [-1, 2, 300]);
    assert.deepEqual([...readNpy(npyFile('<i8', [], [-7]), 'w').data], [-7]);
  });

  it('a file that is no .npy, or only a part of one, is refused', () => {
    const whole = npyFile('<f8', [4], [1, 2, 3, 4]);
    for (let length = 0; length < whole.length; length++) {
      assert.throws(() => readNpy(whole.subarray(0, length), 'w.npy'), usage(/^w\.npy cannot be read/));
    }
    assert.throws(() => readNpy(npyFile('<c8', [1], [1]), 'w.npy'), usage(/type that is not known/));
  });
});
