// Starts and stops VS Code's server, and installs extensions into it as a user would.
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { NODE } from './bootstrap.mjs';

/** How long a server may take to answer, on a slow machine; it is a limit and not a wait. */
const PATIENCE_MS = 60_000;

const folders = profile => [
  ...['--server-data-dir', path.join(profile, 'data')],
  ...['--extensions-dir', path.join(profile, 'extensions')],
];

/**
 * Installs a packaged extension into a profile.
 * @param {string} entry server-main.js
 * @param {string} profile a folder that holds settings and extensions
 * @param {string} vsix
 */
export function installExtension(entry, profile, vsix) {
  mkdirSync(profile, { recursive: true });
  const args = [entry, ...folders(profile), '--accept-server-license-terms', '--install-extension', vsix, '--force'];
  return new Promise((resolve, reject) => {
    const child = spawn(NODE, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', data => (output += data));
    child.stderr.on('data', data => (output += data));
    child.on('error', reject);
    child.on('close', code => {
      // The command succeeds even when the extension was refused, so its words decide.
      if (code === 0 && output.includes('was successfully installed')) {
        resolve();
      } else {
        reject(new Error(`${path.basename(vsix)} could not be installed:\n${output.trim()}`));
      }
    });
  });
}

/**
 * Starts the server on a free port of this machine and waits until it listens.
 * @param {string} entry server-main.js
 * @param {{profile: string, tokenFile?: string, driver?: boolean, env?: NodeJS.ProcessEnv}} options
 *   tokenFile: holds the connection token that a browser must know, none without; driver: lets a page run tests inside the extension host
 * @returns {Promise<{port: number, output: () => string, exited: Promise<number | null>, stop: () => Promise<void>}>}
 */
export function startServer(entry, { profile, tokenFile, driver = false, env = process.env }) {
  const args = [
    entry,
    ...['--host', '127.0.0.1', '--port', '0'],
    ...(tokenFile ? ['--connection-token-file', tokenFile] : ['--without-connection-token']),
    ...folders(profile),
    ...(driver ? ['--enable-smoke-test-driver'] : []),
    ...['--accept-server-license-terms', '--telemetry-level', 'off', '--disable-workspace-trust'],
  ];
  // A process group of its own: the hosts that the server starts end with it.
  const child = spawn(NODE, args, { detached: true, stdio: ['ignore', 'pipe', 'pipe'], env });
  let output = '';
  const exited = new Promise(resolve => child.on('close', resolve));
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null && child.pid) {
      killGroup(child.pid, 'SIGTERM');
      const kill = setTimeout(() => killGroup(child.pid, 'SIGKILL'), 5000);
      await exited;
      clearTimeout(kill);
    }
  };
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => fail(`it did not answer in ${PATIENCE_MS / 1000} s`), PATIENCE_MS);
    function fail(why) {
      clearTimeout(limit);
      void stop();
      reject(new Error(`VS Code's server did not start: ${why}.\n${output.trim().split('\n').slice(-15).join('\n')}`));
    }
    const read = data => {
      output += data;
      const port = /Extension host agent listening on (\d+)/.exec(output)?.[1];
      if (port) {
        clearTimeout(limit);
        resolve({ port: Number(port), output: () => output, exited, stop });
      }
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('error', error => fail(error.message));
    child.on('close', code => fail(`it ended with status ${code}`));
  });
}

function killGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch {
    // It has ended already.
  }
}
