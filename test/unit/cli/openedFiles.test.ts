import assert from 'node:assert/strict';
import { OPENED } from '../analysis/session/openedSample.js';
import { folderWith } from '../analysis/session/samples.js';
import { runCli } from './runCli.js';

/** The lines that the command line prints for a program, without their names of layers. */
function shapes(files: Readonly<Record<string, string>>): string[] {
  const { folder, remove } = folderWith(files);
  try {
    const { status, out, err } = runCli(['layers', `${folder}/net.py`]);
    assert.equal(status, 0, err);
    return [...out.matchAll(/\([\d, ]*\) → \([^)]*\)/g)].map(([text]) => text);
  } finally {
    remove();
  }
}

describe('files that a program opens', () => {
  it('give the shapes that PyTorch 2.13.0 computes', () => {
    assert.deepEqual(shapes(OPENED), [
      '(1, 3, 64, 64) → (1, 16, 32, 32)',
      '(1, 16, 32, 32) → (1, 32, 32, 32)',
      '(1, 80, 10) → (1, 64, 10)',
      '(1, 80, 11) → (1, 64, 11)',
      '(1, 64, 10) → (1, 32, 40)',
      '(1, 32, 40) → (1, 16, 80)',
      '(1, 64, 11) → (1, 32, 44)',
      '(1, 32, 44) → (1, 16, 88)',
      '(1, 3, 65, 65) → (1, 8, 32, 32)',
      '(1, 8, 32, 32) → (1, 16, 15, 15)',
      '(1, 3, 9, 9) → (1, 80, 8, 8)',
      // A file that is not there, and its handler.
      '(1, 3, 9, 9) → (1, ?, 7, 7)',
      '(1, 3, 9, 9) → (1, 134, 4, 4)',
      // What the program has written itself.
      '(1, 1, 5, 5) → (1, ?, 5, 5)',
    ]);
  });

  it('give nothing where they are not there, or outside the root', () => {
    const net = (path: string): string =>
      `import json, torch\nn = json.load(open(${path}))['n']\ntorch.nn.Conv2d(3, n, 3)(torch.randn(1, 3, 9, 9))\n`;
    assert.deepEqual(shapes({ 'net.py': net("'gone.json'") }), ['(1, 3, 9, 9) → (1, ?, 7, 7)']);
    assert.deepEqual(shapes({ 'net.py': net("'/etc/hostname'") }), ['(1, 3, 9, 9) → (1, ?, 7, 7)']);
    assert.deepEqual(shapes({ 'net.py': net("'n.json'"), 'n.json': '{"n": 6}' }), ['(1, 3, 9, 9) → (1, 6, 7, 7)']);
    const large = `{"n": 6, "text": "${'x'.repeat(2 ** 20)}"}`;
    assert.deepEqual(shapes({ 'net.py': net("'n.json'"), 'n.json': large }), ['(1, 3, 9, 9) → (1, ?, 7, 7)']);
  });
});
