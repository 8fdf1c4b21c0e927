import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { roomOf, sourceImports } from './imports.js';

/** Who may import whom: the table of ARCHITECTURE.md. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'src/engine': [],
  'src/python': [],
  'src/frameworks': ['src/engine', 'src/python'],
  'src/analysis': ['src/frameworks', 'src/python', 'src/engine'],
  'src/protocol': ['src/engine'],
  'src/editor': ['src/analysis', 'src/protocol', 'src/engine'],
  'src/worker': ['src/analysis'],
  'src/cli': ['src/analysis', 'src/engine'],
  src: ['src/editor', 'src/protocol'],
  webview: ['src/engine', 'src/protocol'],
};

/** Packages that a room uses, beside its neighbours. */
const MAY_USE: Readonly<Record<string, RegExp>> = {
  'src/python': /^@lezer\//,
  'src/analysis': /^@lezer\//,
  'src/editor': /^vscode$/,
  src: /^vscode$/,
  // Types alone: its bundle asks for modules of Node when it runs in Node.
  'src/worker': /^node:fs$/,
  'src/cli': /^(?:node:.*|package\.json)$/,
  webview: /^lit(?:\/|$)/,
};

const imports = sourceImports();
const inside = (file: string) => file.startsWith('src/') || file.startsWith('webview/');

describe('the rooms of the house', () => {
  it('are all in the table, with no folder of code beside them', () => {
    const folders = readdirSync('src', { withFileTypes: true }).filter(entry => entry.isDirectory());
    assert.deepEqual(
      folders.map(folder => `src/${folder.name}`).filter(room => !(room in MAY_IMPORT)),
      [],
    );
    assert.deepEqual(
      readdirSync('src', { withFileTypes: true })
        .filter(entry => entry.isFile())
        .map(entry => entry.name),
      ['extension.ts'],
    );
  });

  it('import only files that exist', () => {
    const missing = imports.filter(({ to }) => inside(to) && !existsSync(to)).map(({ from, to }) => `${from} → ${to}`);
    assert.deepEqual(missing, []);
  });

  for (const [room, allowed] of Object.entries(MAY_IMPORT)) {
    it(`let ${room} import ${allowed.join(', ') || 'no other room'}`, () => {
      const own = imports.filter(({ from }) => roomOf(from) === room);
      assert.ok(own.length > 0, `${room} has imports to look at`);
      const wrong = own
        .filter(({ to }) => inside(to) && roomOf(to) !== room && !allowed.includes(roomOf(to)))
        .map(({ from, to }) => `${from} → ${to}`);
      assert.deepEqual(wrong, []);
    });

    it(`let ${room} use ${MAY_USE[room]?.source ?? 'no package'}`, () => {
      const wrong = imports
        .filter(({ from, to }) => roomOf(from) === room && !inside(to) && !MAY_USE[room]?.test(to))
        .map(({ from, to }) => `${from} → ${to}`);
      assert.deepEqual(wrong, []);
    });
  }

  it('keep the protocol to types and plain values of the engine', () => {
    // What the view may receive is checked by shape; computing is not the protocol's work.
    const computing = imports
      .filter(({ from, to, typeOnly }) => roomOf(from) === 'src/protocol' && roomOf(to) === 'src/engine' && !typeOnly)
      .map(({ from, to }) => `${from} → ${to}`);
    assert.deepEqual(computing, []);
  });
});
