// npm, as the scripts of this folder call it. Built-in modules of Node 20 only: it runs before anything is installed.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/**
 * Runs npm and waits for it. Its output is kept back, and printed when it fails.
 * @param {readonly string[]} args
 * @param {string} cwd
 */
export function runNpm(args, cwd) {
  // npm says where it is itself; without that (node test/vscode/start.mjs) it is looked up in the path.
  const npm = process.env.npm_execpath;
  const [command, first] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []];
  // A package's own scripts must not mistake this run for the one that started us.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_(package|lifecycle)_/.test(name)),
  );
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...first, ...args], {
      cwd,
      env,
      shell: command === 'npm' && process.platform === 'win32',
    });
    let output = '';
    child.stdout.on('data', data => (output += data));
    child.stderr.on('data', data => (output += data));
    child.on('error', error => reject(new Error(`npm cannot be started: ${error.message}`)));
    child.on('close', code => {
      if (code === 0) {
        resolve(output);
      } else {
        const tail = output.trimEnd().split('\n').slice(-20).join('\n');
        reject(new Error(`npm ${args.join(' ')} failed in ${path.relative(root, cwd) || 'the project'}:\n${tail}`));
      }
    });
  });
}
