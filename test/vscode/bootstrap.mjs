// From a fresh clone to the tools: installs what is missing and goes on with the Node that the tools need. `npm start`
// and `npm test` begin here, on whatever Node there is (20 or newer), so only built-in modules are used.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root, runNpm } from './npm.mjs';

/** What `npm ci` downloads and unpacks, in MB, measured on Linux. */
const DOWNLOAD = 230;
const UNPACKED = 470;

const NODE_MAJOR = 24;
const modules = path.join(root, 'node_modules');
const stamp = path.join(modules, '.installed-lock');

/** The Node that the development dependency `node` brings. */
export const NODE = path.join(modules, 'node/bin', process.platform === 'win32' ? 'node.exe' : 'node');

/** Installs the dependencies unless those of this very lock are there. */
async function installDependencies() {
  const lock = createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) {
    return;
  }
  console.log(`Installing the development tools (npm ci): ${DOWNLOAD} MB to download, ${UNPACKED} MB unpacked …`);
  await runNpm(['ci'], root);
  writeFileSync(stamp, lock);
}

/** @returns {Promise<string | null>} what is wrong with the packaged Node, null if nothing */
function checkNode() {
  if (!existsSync(NODE)) {
    return Promise.resolve(`${path.relative(root, NODE)} is missing`);
  }
  return new Promise(resolve => {
    const child = spawn(NODE, ['--version'], { stdio: ['ignore', 'pipe', 'ignore'] });
    let version = '';
    child.stdout.on('data', data => (version += data));
    child.on('error', error => resolve(`${path.relative(root, NODE)} does not run: ${error.message}`));
    child.on('close', () => {
      const right = version.startsWith(`v${NODE_MAJOR}.`);
      resolve(right ? null : `${path.relative(root, NODE)} is ${version.trim() || 'no Node'}, not ${NODE_MAJOR}`);
    });
  });
}

/**
 * Makes the tools ready and runs a script's real work with the right Node: here, if this is it, else in a child.
 * @param {string} script the script that calls, with its arguments as given
 * @param {() => Promise<void>} work
 */
export async function withTools(script, work) {
  try {
    const [major] = process.versions.node.split('.').map(Number);
    if (major < 20) {
      throw new Error(`Node ${process.version} is too old: install Node 20 or newer.`);
    }
    await installDependencies();
    if (major === NODE_MAJOR) {
      await work();
      return;
    }
    const problem = await checkNode();
    if (problem) {
      throw new Error(
        `${problem}. npm 12 leaves out install scripts unless package.json allows them: run "npm rebuild node", ` +
          `or install Node ${NODE_MAJOR} yourself and start again.`,
      );
    }
    await continueWithNode(script);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}

/** Hands over to a child with the packaged Node, and takes its exit status. */
function continueWithNode(script) {
  const child = spawn(NODE, [script, ...process.argv.slice(2)], { stdio: 'inherit' });
  // Ctrl-C reaches the child itself; this process only has to outlive it. A plain kill is passed on.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  process.on('SIGHUP', () => child.kill('SIGHUP'));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      process.exitCode = code ?? (signal ? 1 : 0);
      resolve();
    });
  });
}
