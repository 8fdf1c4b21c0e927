import assert from 'node:assert/strict';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

interface Contents {
  problemsOfPackage(files: readonly string[]): string[];
}

describe('what the package may hold', () => {
  const load = async () => {
    const script = pathToFileURL(path.resolve('test/vscode/packageContents.mjs')).href;
    return (await import(script)) as Contents;
  };
  const complete = [
    ...['package.json', 'package.nls.json', 'package.nls.zh-cn.json', 'README.md', 'LICENSE', 'CHANGELOG.md'],
    ...[
      'dist/extension.js',
      'dist/worker.js',
      'dist/explorer.js',
      'dist/explorer.css',
      'dist/codicon.ttf',
      'dist/licenses.txt',
    ],
    ...['media/icon.png', 'media/samples/dcgan.py', 'media/l10n/bundle.l10n.zh-cn.json'],
  ];

  it('is the bundles, what they show, and the texts', async () => {
    const { problemsOfPackage } = await load();
    assert.deepEqual(problemsOfPackage(complete), []);
  });

  it('is never a source, a map, a dependency, a test or a picture of the README', async () => {
    const { problemsOfPackage } = await load();
    for (const file of [
      'src/extension.ts',
      'dist/extension.js.map',
      'dist/cli.js',
      'node_modules/lit/package.json',
      'test/unit.mjs',
      'media/readme/hover-dark.png',
      'media/icon.svg',
    ]) {
      assert.deepEqual(problemsOfPackage([...complete, file]), [`${file} does not belong into the package.`]);
    }
  });

  it('lacks nothing', async () => {
    const { problemsOfPackage } = await load();
    assert.deepEqual(problemsOfPackage(complete.filter(file => file !== 'LICENSE')), [
      'LICENSE is missing in the package.',
    ]);
  });
});
