// `npm start`: a real VS Code with the packaged extension and a folder of samples, from nothing but git, Node and npm.
//   npm start -- --desktop    in the desktop VS Code (always so on Windows)
//   npm start -- --no-open    prints the address and opens no browser
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { withTools } from './bootstrap.mjs';
import { root } from './npm.mjs';

const windows = process.platform === 'win32';
const workspace = path.join(root, '.cache/workspace');

await withTools(fileURLToPath(import.meta.url), async () => {
  // What these need is there only now.
  const { packageExtension } = await import('./package.mjs');
  const { fillWorkspace } = await import('./workspace.mjs');
  console.log('Building and packaging the extension …');
  const vsix = await packageExtension({ quiet: true });
  fillWorkspace(workspace);
  if (windows || process.argv.includes('--desktop')) {
    const { startDesktop } = await import('./startDesktop.mjs');
    await startDesktop(vsix, workspace);
  } else {
    await startServed(vsix);
  }
});

/** Serves VS Code to the browser until Ctrl-C. */
async function startServed(vsix) {
  const { installServer, SERVERS } = await import('./serverInstall.mjs');
  const { installExtension, startServer } = await import('./serverRun.mjs');
  const { prepareProfile } = await import('./workspace.mjs');
  const stopping = new Promise(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.on(signal, () => resolve(signal));
    }
  });
  const entry = await installServer('newest', line => console.log(line));
  const profile = path.join(root, '.cache/profile');
  prepareProfile(profile);
  await installExtension(entry, profile, vsix);
  // In a file that only this user can read: a command line can be seen by all.
  const token = randomBytes(16).toString('hex');
  const tokenFile = path.join(profile, 'token');
  writeFileSync(tokenFile, token, { mode: 0o600 });
  const server = await startServer(entry, { profile, tokenFile });
  const address = `http://127.0.0.1:${server.port}/?${new URLSearchParams({ tkn: token, folder: workspace })}`;
  console.log(`\nVS Code ${SERVERS.newest.vscode} with Conv Explorer:\n\n  ${address}\n`);
  console.log('Open dcgan.py and hover nn.ConvTranspose2d(16, 8, 3, stride=2). Ctrl-C stops.');
  if (!process.argv.includes('--no-open')) {
    openBrowser(address);
  }
  const ended = await Promise.race([stopping.then(() => null), server.exited.then(code => code ?? 1)]);
  await server.stop();
  if (ended === null) {
    console.log('Stopped.');
  } else {
    throw new Error(
      `VS Code's server ended with status ${ended}:\n${server.output().trim().split('\n').slice(-15).join('\n')}`,
    );
  }
}

/** Opens the address where there is a browser with a screen; else it says that somebody has to. */
function openBrowser(address) {
  const mac = process.platform === 'darwin';
  if (!mac && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
    console.log('There is no screen here: open the address in a browser on this machine.');
    return;
  }
  const child = spawn(mac ? 'open' : 'xdg-open', [address], { stdio: 'ignore', detached: true });
  child.on('error', () => console.log('No browser could be opened: open the address yourself.'));
  child.unref();
}
