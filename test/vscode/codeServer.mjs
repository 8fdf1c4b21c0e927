#!/usr/bin/env node
// An executable that stands in for desktop VS Code where that cannot be downloaded: it takes the same arguments from
// @vscode/test-electron, runs the tests inside the extension host of VS Code's server with a headless browser as its
// window, and ends with the tests' status. CONV_EXPLORER_VSCODE chooses the version: newest (default) or oldest.
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { format } from 'node:util';
import { launchChromium } from './chromium.mjs';
import { installServer } from './serverInstall.mjs';
import { startServer } from './serverRun.mjs';
import { root } from './npm.mjs';
import { prepareProfile } from './workspace.mjs';

/** A run that takes longer than this hangs. */
const PATIENCE_MS = 5 * 60_000;

/** The workbench's own chatter, and what it says about the native parts and hosts on the network that it does without. */
const CHATTER = [
  /^\[/,
  /^(?:Resolv|Creating a socket|Creation of workbench|ChatSessionStore|Updating additional|No default agent|Timed out waiting for authentication)/,
  /bindings file|native-watchdog|open-vsx|github/,
];

const given = process.argv.slice(2);
const option = name => given.find(argument => argument.startsWith(`--${name}=`))?.slice(name.length + 3);
const developmentPath = option('extensionDevelopmentPath');
const testsPath = option('extensionTestsPath');
const folder = given.find(argument => !argument.startsWith('--'));
if (!developmentPath || !testsPath || !folder) {
  console.error('Usage: codeServer.mjs FOLDER --extensionDevelopmentPath=… --extensionTestsPath=…');
  process.exit(2);
}
const which = process.env.CONV_EXPLORER_VSCODE === 'oldest' ? 'oldest' : 'newest';
const entry = await installServer(which, line => console.log(line));
const logFile = path.join(root, `out/editor/console-${which}.log`);
mkdirSync(path.dirname(logFile), { recursive: true });
writeFileSync(logFile, '');
const profile = mkdtempSync(path.join(tmpdir(), 'conv-explorer-'));
prepareProfile(profile);
const server = await startServer(entry, { profile, driver: true });
const browser = await launchChromium();
try {
  process.exitCode = await runTests();
} finally {
  await browser.close();
  await server.stop();
  rmSync(profile, { recursive: true, force: true });
}

async function runTests() {
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  let limit;
  const finished = new Promise((resolve, reject) => {
    limit = setTimeout(
      () => reject(new Error(`The tests did not end in ${PATIENCE_MS / 60_000} minutes.`)),
      PATIENCE_MS,
    );
    void server.exited.then(code => reject(new Error(`VS Code's server ended with status ${code}.`)));
    page.on('crash', () => reject(new Error('The browser page crashed.')));
    page.on('pageerror', error => console.error(`[workbench] ${error.message}`));
    const ready = [
      page.exposeFunction('codeAutomationLog', (type, args) => log(type, args)),
      page.exposeFunction('codeAutomationExit', code => resolve(code)),
    ];
    Promise.all(ready)
      .then(() => page.goto(address()))
      .catch(reject);
  });
  try {
    return await finished;
  } finally {
    clearTimeout(limit);
  }
}

/** The workbench with the folder open, told to load the extension and to call the tests' run(). */
function address() {
  const remote = file => `vscode-remote://127.0.0.1:${server.port}${path.resolve(file)}`;
  const payload = [
    ['extensionDevelopmentPath', remote(developmentPath)],
    ['extensionTestsPath', remote(testsPath)],
  ];
  const query = new URLSearchParams({ folder: path.resolve(folder), payload: JSON.stringify(payload) });
  return `http://127.0.0.1:${server.port}/?${query}`;
}

/** Prints what tests and extension wrote to the console. All of it, the workbench's too, goes to a file. */
function log(type, args) {
  const text = format(...args.map(argument => (typeof argument === 'object' ? JSON.stringify(argument) : argument)));
  appendFileSync(logFile, `${type}: ${text}\n`);
  if (!CHATTER.some(pattern => pattern.test(text))) {
    console.log(text);
  }
}
