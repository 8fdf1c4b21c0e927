// Puts a real VS Code on this machine with npm alone: the package code-server carries VS Code's server, workbench and
// extension host. It lives in .cache, apart from the project's own node_modules. Built-in modules of Node 20 only.
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root, runNpm } from './npm.mjs';

/**
 * The versions that are tested: the newest, and the oldest that package.json's engines.vscode allows. The sizes are
 * those of a fresh install, in MB: what npm downloads, and what it unpacks to.
 */
export const SERVERS = {
  newest: { codeServer: '4.139.1', vscode: '1.139.1', download: 190, unpacked: 590 },
  oldest: { codeServer: '4.100.3', vscode: '1.100.3', download: 85, unpacked: 290 },
};

/**
 * Installs code-server unless it is there already, and returns the entry point of VS Code's server.
 * @param {'newest' | 'oldest'} which
 * @param {(line: string) => void} say
 */
export async function installServer(which, say) {
  const { codeServer, vscode, download, unpacked } = SERVERS[which];
  const source = path.join(root, 'test/vscode/server', which);
  const folder = path.join(root, '.cache/code-server', codeServer);
  const stamp = path.join(folder, 'installed');
  const server = path.join(folder, 'node_modules/code-server/lib/vscode');
  const entry = path.join(server, 'out/server-main.js');
  const lock = createHash('sha256')
    .update(readFileSync(path.join(source, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock && existsSync(entry)) {
    return entry;
  }
  say(
    `Installing VS Code ${vscode} (code-server ${codeServer}): ${download} MB to download, ${unpacked} MB unpacked …`,
  );
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const name of ['package.json', 'package-lock.json', '.npmrc']) {
    copyFileSync(path.join(source, name), path.join(folder, name));
  }
  // Its own install script would compile what nobody needs here, and refuses other versions of Node.
  await runNpm(['ci', '--omit=dev', '--ignore-scripts'], folder);
  // The packages of VS Code itself come with a lock of their own, which npm ci finds out of step; npm install keeps to it.
  await runNpm(['install', '--omit=dev', '--ignore-scripts'], server);
  writeFileSync(stamp, lock);
  return entry;
}
