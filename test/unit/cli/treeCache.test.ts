import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { SyntaxNode } from '@lezer/common';
import { evaluateCalls, keepParsedTexts } from '../../../src/analysis/index.js';
import { TreeCache } from '../../../src/cli/treeCache.js';
import { parser } from '../../../src/python/grammar.js';
import { Outline } from '../../../src/python/outline.js';
import { WHOLE } from '../../../src/python/parsedTexts.js';

/** Long enough to be kept, with nodes in buffers and out of them, an error of syntax, and names beyond ASCII. */
const SOURCE = `class Ä:\n    """Text."""\n${Array.from(
  { length: 60 },
  (_, i) =>
    `    def f${i}(self, x=${i}, *a, **k):\n        y = [x, {"a": (1, 2)}, f'{x!r:>3}']\n        return y if x else self.f${i}(x - 1)\n`,
).join('')}x = (1, 2\n@d\ndef g(): return 1\n`;

/** Every node with its place, in order. */
function nodesOf(top: SyntaxNode): string[] {
  const nodes: string[] = [];
  top.cursor().iterate(({ name, from, to }) => {
    nodes.push(`${name} ${from} ${to}`);
  });
  return nodes;
}

describe('trees kept on disk', () => {
  let folder = '';
  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'conv-explorer-trees-'))));
  afterEach(() => {
    keepParsedTexts(null);
    rmSync(folder, { recursive: true, force: true });
  });

  const written = (): void => {
    const cache = new TreeCache(folder, '1');
    cache.of(SOURCE)?.set(WHOLE, { tree: parser.parse(SOURCE), skipped: [3, 4] });
    cache.flush();
  };

  it('come back node for node', () => {
    written();
    const part = new TreeCache(folder, '1').of(SOURCE)?.get(WHOLE);
    assert.ok(part);
    assert.deepEqual(nodesOf(part.tree.topNode), nodesOf(parser.parse(SOURCE).topNode));
    assert.deepEqual(part.skipped, [3, 4]);
  });

  it('give the outline and the bodies that parsing gives, also where some were parsed in a later run', () => {
    const plain = new Outline(SOURCE);
    const starts = [0, 7, 59].map(i => SOURCE.indexOf(`def f${i}(`));
    const bodies = starts.map(from => plain.whole(from));
    for (const wanted of [1, 2, 3]) {
      const cache = new TreeCache(folder, '1');
      keepParsedTexts(cache);
      const outline = new Outline(SOURCE);
      assert.deepEqual(nodesOf(outline.top), nodesOf(plain.top));
      for (const [i, from] of starts.slice(0, wanted).entries()) {
        const [own, its] = [bodies[i], outline.whole(from)];
        assert.ok(own && its);
        assert.deepEqual(nodesOf(its), nodesOf(own));
        assert.equal(outline.endOf(from), plain.endOf(from));
      }
      cache.flush();
    }
  });

  it('are another text’s never, nor another build’s', () => {
    written();
    assert.equal(new TreeCache(folder, '1').of(`${SOURCE} `)?.get(WHOLE), undefined);
    assert.equal(new TreeCache(folder, '2').of(SOURCE)?.get(WHOLE), undefined);
  });

  it('are as good as absent where the file is damaged', () => {
    written();
    const [name = ''] = readdirSync(folder);
    const bytes = readFileSync(path.join(folder, name));
    const flipped = Buffer.from(bytes);
    flipped[bytes.length >> 1] = (flipped[bytes.length >> 1] ?? 0) ^ 1;
    for (const damaged of [Buffer.alloc(0), bytes.subarray(0, -4), bytes.subarray(0, 50), flipped, Buffer.alloc(400)]) {
      writeFileSync(path.join(folder, name), damaged);
      assert.equal(new TreeCache(folder, '1').of(SOURCE)?.get(WHOLE), undefined);
    }
  });

  it('leave no partial files, and cost nothing where the folder cannot be written to', () => {
    written();
    assert.equal(readdirSync(folder).length, 1);
    const cache = new TreeCache(path.join(folder, readdirSync(folder)[0] ?? '', 'below a file'), '1');
    cache.of(SOURCE)?.set(WHOLE, { tree: parser.parse(SOURCE), skipped: [] });
    cache.flush();
    assert.ok(cache.of(SOURCE)?.get(WHOLE));
  });

  it('change nothing of what a model comes to', () => {
    const text = `import torch\nfrom torch import nn\n${SOURCE.replace('x = (1, 2\n@d\n', '')}\nnet = nn.Conv2d(3, 8, 3)\n`;
    const run = (): unknown => evaluateCalls({ path: 'a.py', text }, ['net(torch.randn(1, 3, 9, 9))']);
    const plain = run();
    for (let i = 0; i < 2; i++) {
      const cache = new TreeCache(folder, '1');
      keepParsedTexts(cache);
      assert.deepEqual(run(), plain);
      cache.flush();
    }
    assert.equal(readdirSync(folder).length, 1);
  });
});
