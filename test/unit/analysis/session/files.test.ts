import assert from 'node:assert/strict';
import { FetchedFiles } from '../../../../src/analysis/session/fetchedFiles.js';
import { folderOf, isAbsolute, nameBelow, resolveName } from '../../../../src/analysis/session/files.js';
import { importsOf } from '../../../../src/analysis/session/importsOf.js';
import { importNameOf } from '../../../../src/analysis/session/searchPath.js';

describe('a file’s absolute name', () => {
  it('is a path, a path with a drive, or an address', () => {
    for (const name of ['/a', 'c:/a', 'vscode-vfs://github/o/n/a.py']) assert.equal(isAbsolute(name), true, name);
    for (const name of ['a', 'a/b', './a', 'c:a', '']) assert.equal(isAbsolute(name), false, name);
  });

  it('is made from a relative one, without dots', () => {
    assert.equal(resolveName('/a/b', '../c/./d.py'), '/a/c/d.py');
    assert.equal(resolveName('/a/b', ''), '/a/b');
    assert.equal(resolveName('/a', '../../..'), '/');
    assert.equal(resolveName('c:/a', '..//x'), 'c:/x');
    assert.equal(resolveName('vfs://host/a', '../b'), 'vfs://host/b');
    assert.equal(resolveName('/a', '/b//c/'), '/b/c');
  });

  it('has a folder above it, up to the top', () => {
    assert.equal(folderOf('/a/b.py'), '/a');
    assert.equal(folderOf('/a'), '/');
    assert.equal(folderOf('/'), null);
    assert.equal(folderOf('c:/a'), 'c:/');
    assert.equal(folderOf('c:/'), null);
    assert.equal(folderOf('vfs://host/a/b'), 'vfs://host/a');
    assert.equal(folderOf('vfs://host/'), null);
  });

  it('is below a folder only by whole names', () => {
    assert.equal(nameBelow('/a', '/a/b.py'), 'b.py');
    assert.equal(nameBelow('/', '/b.py'), 'b.py');
    assert.equal(nameBelow('/a', '/ab/c.py'), null);
    assert.equal(nameBelow('/a', '/a'), '');
  });

  it('gives the module its dotted name and package', () => {
    assert.deepEqual(importNameOf('/r', '/r/p/m.py'), { name: 'p.m', package: 'p' });
    assert.deepEqual(importNameOf('/r', '/r/p/__init__.py'), { name: 'p', package: 'p' });
    assert.deepEqual(importNameOf('/r', '/r/m.py'), { name: 'm', package: '' });
    assert.equal(importNameOf('/r', '/other/m.py'), null);
  });
});

describe('the imports that a text shows', () => {
  it('are modules with the packages above them, and names that may be modules', () => {
    const text =
      'import a.b, c as d\nfrom e import f, g as h\nfrom i import (\n    j,\n    k as l,  # why\n)\nfrom m import *\n';
    assert.deepEqual(importsOf(text, '').sort(), ['a', 'a.b', 'c', 'e', 'e.f', 'e.g', 'i', 'i.j', 'i.k', 'm']);
  });

  it('are relative to a package', () => {
    assert.deepEqual(importsOf('from . import x\nfrom ..y import z\n', 'p.q').sort(), [
      'p',
      'p.q',
      'p.q.x',
      'p.y',
      'p.y.z',
    ]);
  });

  it('are none in broken or other text', () => {
    assert.deepEqual(importsOf('from import\nimport\nfrom .\nimportant = 1\nx.import y\nimport .a\n', ''), []);
  });
});

describe('files that have to be fetched', () => {
  const W = 'vfs://host/w';

  it('are asked for from the top: a folder’s names say what is not there', () => {
    const files = new FetchedFiles();
    files.within([W]);
    assert.equal(files.read(`${W}/p/m.py`), undefined);
    assert.deepEqual([...files.wanted], [W]);
    files.add([{ name: W, content: ['p', 'a.py'] }]);
    assert.equal(files.read(`${W}/q/m.py`), null);
    assert.equal(files.read(`${W}/p/m.py`), undefined);
    assert.deepEqual([...files.wanted], [`${W}/p`]);
    files.add([{ name: `${W}/p`, content: ['m.py'] }]);
    assert.equal(files.read(`${W}/p/m.py`), undefined);
    files.add([{ name: `${W}/p/m.py`, content: 'x = 1\n' }]);
    assert.equal(files.read(`${W}/p/m.py`), 'x = 1\n');
    assert.equal(files.list(`${W}/p/m.py`), null);
    assert.equal(files.read(`${W}/p`), null);
    assert.deepEqual([...files.wanted], []);
  });

  it('are forgotten with what is below them, and with the names beside them', () => {
    const files = new FetchedFiles();
    files.within([W]);
    files.add([
      { name: W, content: ['p'] },
      { name: `${W}/p`, content: ['m.py'] },
      { name: `${W}/p/m.py`, content: '' },
    ]);
    files.forget([`${W}/p`]);
    assert.equal(files.read(`${W}/p/m.py`), undefined);
    assert.deepEqual([...files.wanted], [W]);
  });

  it('are none outside the folders of the workspace', () => {
    const files = new FetchedFiles();
    files.within([W]);
    assert.equal(files.read('vfs://host/other/a.py'), null);
    assert.equal(files.list('/etc'), null);
    assert.equal(files.wanted.size, 0);
  });
});
