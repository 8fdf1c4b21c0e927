// `npm start -- --desktop`: the samples in the desktop VS Code, in a profile of its own so that nobody's is touched.
import { resolveCliArgsFromVSCodeExecutablePath } from '@vscode/test-electron';
import { spawn } from 'node:child_process';
import path from 'node:path';
import { prepareDesktop } from './desktop.mjs';
import { root } from './npm.mjs';
import { SERVERS } from './serverInstall.mjs';
import { prepareUserData } from './workspace.mjs';

const windows = process.platform === 'win32';

/**
 * Opens the desktop VS Code with the extension installed, and waits until its window is closed.
 * @param {string} vsix
 * @param {string} workspace
 */
export async function startDesktop(vsix, workspace) {
  const command = await findDesktop();
  const profile = path.join(root, '.cache/desktop');
  prepareUserData(path.join(profile, 'user'));
  const folders = ['--user-data-dir', path.join(profile, 'user'), '--extensions-dir', path.join(profile, 'extensions')];
  await run(command, [...folders, '--install-extension', vsix, '--force'], 'ignore');
  console.log('Opening the desktop VS Code. In dcgan.py, hover nn.ConvTranspose2d(16, 8, 3, stride=2).');
  console.log('Close its window to end.');
  await run(command, [...folders, '--new-window', '--wait', workspace], 'inherit');
}

/** The `code` of this machine, else a downloaded one. */
async function findDesktop() {
  if (await works(['code'])) {
    console.log('Using the desktop VS Code of this machine (code).');
    return ['code'];
  }
  const version = SERVERS.newest.vscode;
  console.log(`There is no "code" in the path. Downloading desktop VS Code ${version} (about 150 MB) …`);
  const executable = await prepareDesktop(version, { required: false, say: () => undefined });
  if (executable === null) {
    throw new Error(
      'The desktop VS Code is missing and cannot be downloaded here: install VS Code, and put "code" into the path ' +
        (windows ? '(its installer does).' : '(its command "Shell Command: Install \'code\' command in PATH").'),
    );
  }
  // The profile is ours, so only the command itself is taken.
  return resolveCliArgsFromVSCodeExecutablePath(executable, { reuseMachineInstall: true });
}

function works(command) {
  return run(command, ['--version'], 'ignore').then(
    () => true,
    () => false,
  );
}

function run([command, ...first], args, stdio) {
  const all = [...first, ...args];
  return new Promise((resolve, reject) => {
    // On Windows `code` is a script, which only a shell starts; it takes each argument in quotes.
    const child = windows
      ? spawn(
          `"${command}"`,
          all.map(argument => `"${argument}"`),
          { stdio, shell: true },
        )
      : spawn(command, all, { stdio });
    child.on('error', error => reject(new Error(`The desktop VS Code cannot be started: ${error.message}`)));
    child.on('close', code =>
      code === 0 ? resolve() : reject(new Error(`The desktop VS Code (${command}) ended with status ${code}.`)),
    );
  });
}
