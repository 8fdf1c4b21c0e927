// The tests of test/browser: the packaged extension, installed into an empty profile, used through the browser.
//   node test/vscode/browserTests.mjs [--grep TEXT] [--vsix FILE]     without --vsix the package is made first
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleForNode } from './bundle.mjs';
import { root } from './npm.mjs';
import { packageExtension } from './package.mjs';
import { packageForWeb } from './packageWeb.mjs';

/**
 * Runs the tests once.
 * @param {{vsix: string, grep?: string}} options
 * @returns {Promise<{passes: number, failures: number, pending: number}>}
 */
export async function runBrowserTests({ vsix, grep }) {
  const outfile = await bundleForNode('test/browser/index.ts', 'out/browser/index.mjs');
  const web = await packageForWeb();
  const scratch = mkdtempSync(path.join(tmpdir(), 'conv-explorer-'));
  const result = path.join(scratch, 'result.json');
  const mocha = path.join(root, 'node_modules/mocha/bin/mocha.js');
  const args = ['--enable-source-maps', mocha, '--timeout', '240000', '--reporter', 'test/vscode/reporter.cjs'];
  try {
    const code = await new Promise((resolve, reject) => {
      spawn(process.execPath, [...args, ...(grep ? ['--fgrep', grep] : []), outfile], {
        cwd: root,
        stdio: 'inherit',
        env: {
          ...process.env,
          CONV_EXPLORER_VSIX: path.resolve(vsix),
          CONV_EXPLORER_WEB_VSIX: web,
          CONV_EXPLORER_RESULT: result,
        },
      })
        .on('error', reject)
        .on('close', resolve);
    });
    if (!existsSync(result)) {
      throw new Error(`The browser tests ended with status ${code} before they were done.`);
    }
    return JSON.parse(readFileSync(result, 'utf8'));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const given = process.argv.slice(2);
  const value = name => (given.includes(name) ? given[given.indexOf(name) + 1] : undefined);
  const vsix = value('--vsix') ?? (await packageExtension());
  const { passes, failures } = await runBrowserTests({ vsix, grep: value('--grep') });
  console.log(`${passes} passed, ${failures} failed`);
  process.exitCode = failures > 0 || passes === 0 ? 1 : 0;
}
