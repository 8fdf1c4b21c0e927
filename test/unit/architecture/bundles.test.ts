import assert from 'node:assert/strict';
import { build } from 'esbuild';
import type { BuildOptions, Metafile } from 'esbuild';
import { createRequire } from 'node:module';
import path from 'node:path';
import { roomOf, sourceImports } from './imports.js';

const { bundles } = createRequire(path.resolve('package.json'))('./esbuild.js') as {
  bundles: Readonly<Record<string, BuildOptions>>;
};

/** What goes into a bundle of the extension, as esbuild itself says; nothing is written. */
async function metafileOf(name: string): Promise<Metafile> {
  const options = bundles[name];
  assert.ok(options, `esbuild.js builds ${name}`);
  const result = await build({ ...options, bundle: true, write: false, metafile: true, logLevel: 'silent' });
  return result.metafile;
}

function roomsOf(metafile: Metafile): string[] {
  const files = Object.keys(metafile.inputs).filter(input => /^(?:src|webview)\//.test(input));
  return [...new Set(files.map(roomOf))].sort();
}

function packagesOf(metafile: Metafile): string[] {
  const names = Object.keys(metafile.inputs).map(
    input => /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1] ?? '',
  );
  return [...new Set(names.filter(Boolean))].sort();
}

function externalsOf(metafile: Metafile): string[] {
  const imports = Object.values(metafile.outputs).flatMap(output => output.imports);
  return [...new Set(imports.filter(({ external }) => external).map(({ path: name }) => name))].sort();
}

describe('what is in the bundles', () => {
  it("keeps the host's bundle free of the view, of the command line and of Node's modules", async () => {
    const metafile = await metafileOf('extension');
    assert.deepEqual(roomsOf(metafile), [
      'src',
      'src/analysis',
      'src/editor',
      'src/engine',
      'src/frameworks',
      'src/protocol',
      'src/python',
    ]);
    assert.deepEqual(externalsOf(metafile), ['vscode']);
    assert.deepEqual(
      packagesOf(metafile).filter(name => !name.startsWith('@lezer/')),
      [],
    );
  });

  it('loads no interpreter when the extension starts: that is for the worker, or for a host without one', () => {
    const imports = sourceImports().filter(({ typeOnly, late }) => !typeOnly && !late);
    const loaded = new Set(['src/extension.ts']);
    for (const file of loaded) for (const { from, to } of imports) if (from === file) loaded.add(to);
    assert.ok(loaded.has('src/editor/documents.ts') && loaded.has('src/analysis/describe.ts'));
    const heavy = [
      'src/analysis/analyze.ts',
      'src/frameworks/index.ts',
      'src/python/machine.ts',
      'src/python/klass.ts',
    ];
    assert.deepEqual(
      heavy.filter(file => loaded.has(file)),
      [],
    );
  });

  it("keeps the worker's bundle to the analysis, without a module of Node that a browser would look for", async () => {
    const metafile = await metafileOf('worker');
    assert.deepEqual(roomsOf(metafile), ['src/analysis', 'src/engine', 'src/frameworks', 'src/python', 'src/worker']);
    assert.deepEqual(externalsOf(metafile), []);
  });

  it("keeps the view's bundle to the view, the engine and the protocol", async () => {
    const metafile = await metafileOf('explorer');
    assert.deepEqual(roomsOf(metafile), ['src/engine', 'src/protocol', 'webview']);
    assert.deepEqual(externalsOf(metafile), []);
  });

  it('keeps editor, protocol and view out of the command line', async () => {
    const metafile = await metafileOf('cli');
    assert.deepEqual(roomsOf(metafile), ['src/analysis', 'src/cli', 'src/engine', 'src/frameworks', 'src/python']);
    assert.deepEqual(
      externalsOf(metafile).filter(name => !name.startsWith('node:')),
      [],
    );
  });
});
