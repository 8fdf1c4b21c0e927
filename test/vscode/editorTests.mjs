// The tests of test/editor inside a real VS Code: one runner, and two places to get VS Code from.
//   node test/vscode/editorTests.mjs [--vscode newest|oldest] [--desktop|--server] [--grep TEXT]
// --desktop downloads the desktop VS Code; --server takes the one that npm delivers. Without either, the download is
// tried first, unless its host cannot be reached.
import { build } from 'esbuild';
import { runTests } from '@vscode/test-electron';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { prepareDesktop } from './desktop.mjs';
import { root } from './npm.mjs';
import { SERVERS } from './serverInstall.mjs';
import { testsOfThisFolder } from './testsOfThisFolder.mjs';
import { makeWorkspace, prepareUserData } from './workspace.mjs';

/** Bundles the test files and mocha into one module that the extension host can load. */
async function bundleTests() {
  const outfile = path.join(root, 'out/editor/index.js');
  await build({
    absWorkingDir: root,
    entryPoints: ['test/editor/index.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode'],
    plugins: [testsOfThisFolder()],
    sourcemap: 'inline',
    logLevel: 'error',
  });
  return outfile;
}

/**
 * Runs the tests once.
 * @param {{vscode: 'newest' | 'oldest', where?: 'desktop' | 'server', grep?: string, say?: (line: string) => void}} options
 * @returns {Promise<{passes: number, failures: number, pending: number, where: string}>}
 */
export async function runEditorTests({ vscode, where, grep = '', say = console.log }) {
  const tests = await bundleTests();
  const version = SERVERS[vscode].vscode;
  const desktop = where === 'server' ? null : await prepareDesktop(version, { required: where === 'desktop', say });
  const described = desktop ? `desktop VS Code ${version}` : `VS Code ${version} from npm (code-server)`;
  say(`Running test/editor in ${described} …`);
  const scratch = mkdtempSync(path.join(tmpdir(), 'conv-explorer-'));
  const workspace = path.join(scratch, 'samples');
  const result = path.join(scratch, 'result.json');
  makeWorkspace(workspace);
  prepareUserData(path.join(scratch, 'user'));
  try {
    await runTests({
      vscodeExecutablePath: desktop ?? path.join(root, 'test/vscode/codeServer.mjs'),
      extensionDevelopmentPath: root,
      extensionTestsPath: tests,
      launchArgs: [
        workspace,
        `--user-data-dir=${path.join(scratch, 'user')}`,
        `--extensions-dir=${path.join(scratch, 'extensions')}`,
        '--disable-extensions',
      ],
      extensionTestsEnv: {
        CONV_EXPLORER_VSCODE: vscode,
        CONV_EXPLORER_RESULT: result,
        CONV_EXPLORER_GREP: grep,
        PATH: `${path.dirname(process.execPath)}${path.delimiter}${process.env.PATH}`,
      },
    }).catch(error => {
      // Failing tests are in the result; anything else that went wrong leaves none.
      if (!existsSync(result)) {
        throw error;
      }
    });
    return { ...JSON.parse(readFileSync(result, 'utf8')), where: described };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const given = process.argv.slice(2);
  const value = name => (given.includes(name) ? given[given.indexOf(name) + 1] : undefined);
  const where = given.includes('--desktop') ? 'desktop' : given.includes('--server') ? 'server' : undefined;
  const vscode = value('--vscode') === 'oldest' ? 'oldest' : 'newest';
  const { passes, failures } = await runEditorTests({ vscode, where, grep: value('--grep') });
  console.log(`${passes} passed, ${failures} failed`);
  process.exitCode = failures > 0 || passes === 0 ? 1 : 0;
}
