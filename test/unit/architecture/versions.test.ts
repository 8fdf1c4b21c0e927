import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

interface Manifest {
  readonly version: string;
  readonly engines: { readonly vscode: string };
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
}

interface Servers {
  readonly SERVERS: Readonly<Record<'newest' | 'oldest', { readonly codeServer: string; readonly vscode: string }>>;
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
const minor = (version: string) => version.split('.').slice(0, 2).join('.');

describe('the versions', () => {
  it('of VS Code: the oldest that is tested is the oldest that the manifest promises', async () => {
    const script = pathToFileURL(path.resolve('test/vscode/serverInstall.mjs')).href;
    const { SERVERS } = (await import(script)) as Servers;
    assert.equal(`^${minor(SERVERS.oldest.vscode)}.0`, manifest.engines.vscode);
    for (const [which, { codeServer }] of Object.entries(SERVERS)) {
      const server = JSON.parse(readFileSync(`test/vscode/server/${which}/package.json`, 'utf8')) as {
        dependencies: Record<string, string>;
      };
      assert.equal(server.dependencies['code-server'], codeServer);
    }
  });

  it('of VS Code’s types are those of the oldest, so that nothing newer is used unseen', () => {
    assert.equal(`^${minor(manifest.devDependencies['@types/vscode'] ?? '')}.0`, manifest.engines.vscode);
  });

  it('of the tools are exact, and the extension itself has no dependency to install', () => {
    assert.deepEqual(
      Object.entries(manifest.devDependencies).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version)),
      [],
    );
    assert.equal(manifest.dependencies, undefined);
  });

  it('in the locks name no registry', () => {
    for (const lock of ['.', 'test/vscode/server/newest', 'test/vscode/server/oldest']) {
      assert.doesNotMatch(readFileSync(path.join(lock, 'package-lock.json'), 'utf8'), /"resolved"/);
    }
  });

  it('of this one are in the change log', () => {
    assert.ok(readFileSync('CHANGELOG.md', 'utf8').includes(manifest.version));
  });
});
