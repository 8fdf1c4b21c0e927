import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { summarize } from '../../../src/analysis/index.js';
import { cacheFolder } from '../../../src/cli/cacheFolder.js';
import { SummaryCache } from '../../../src/cli/summaryCache.js';

const STATE = { size: 10, changed: 1_600_000_000_000 };
const SUMMARY = summarize('from .a import b as c\n__all__ = x + ["d"]\nif c:\n    e = 1\n@register\ndef d(): pass\n');

describe('what texts say of themselves, kept on disk', () => {
  let folder = '';
  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'conv-explorer-summaries-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const written = (build = '1'): void => {
    const cache = new SummaryCache(folder, build);
    cache.set('/p', '/p/a.py', STATE, SUMMARY);
    cache.flush();
  };

  it('comes back as it was', () => {
    written();
    assert.deepEqual(new SummaryCache(folder, '1').get('/p', '/p/a.py', STATE), SUMMARY);
  });

  it('is forgotten when the file’s size or time is another, or the program is', () => {
    written();
    const cache = new SummaryCache(folder, '1');
    assert.equal(cache.get('/p', '/p/a.py', { ...STATE, size: 11 }), undefined);
    assert.equal(cache.get('/p', '/p/a.py', { ...STATE, changed: STATE.changed + 1 }), undefined);
    assert.equal(new SummaryCache(folder, '2').get('/p', '/p/a.py', STATE), undefined);
  });

  it('is not kept of a file that was changed just now, and may be again within the clock’s step', () => {
    const state = { size: 10, changed: Date.now() };
    const cache = new SummaryCache(folder, '1');
    cache.set('/p', '/p/a.py', state, SUMMARY);
    assert.equal(cache.get('/p', '/p/a.py', state), undefined);
  });

  it('is as good as absent where the file is damaged', () => {
    written();
    const file = path.join(folder, readdirSync(folder)[0] ?? '');
    const text = readFileSync(file, 'utf8');
    for (const damaged of [
      '',
      text.slice(0, -5),
      text.replace('register', 'registry'),
      `x\n${text}`,
      '\0'.repeat(99),
    ]) {
      writeFileSync(file, damaged);
      assert.equal(new SummaryCache(folder, '1').get('/p', '/p/a.py', STATE), undefined);
    }
    written();
    assert.deepEqual(new SummaryCache(folder, '1').get('/p', '/p/a.py', STATE), SUMMARY);
  });

  it('leaves no partial files, and costs nothing where the folder cannot be written to', () => {
    written();
    assert.equal(readdirSync(folder).length, 1);
    const cache = new SummaryCache(path.join(folder, readdirSync(folder)[0] ?? '', 'below a file'), '1');
    cache.set('/p', '/p/a.py', STATE, SUMMARY);
    cache.flush();
    assert.deepEqual(cache.get('/p', '/p/a.py', STATE), SUMMARY);
  });
});

describe('the folder of caches', () => {
  it('is the user’s own, another that the variable names, or none', () => {
    assert.equal(cacheFolder({ CONV_EXPLORER_CACHE: 'off' }, 'linux'), null);
    assert.equal(cacheFolder({ CONV_EXPLORER_CACHE: '/c' }, 'linux'), path.resolve('/c'));
    assert.equal(cacheFolder({ XDG_CACHE_HOME: '/x' }, 'linux'), path.join('/x', 'conv-explorer'));
    assert.equal(cacheFolder({ LOCALAPPDATA: '/l' }, 'win32'), path.join('/l', 'conv-explorer'));
  });
});
