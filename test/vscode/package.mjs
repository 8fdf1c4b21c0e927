// `npm run package`: builds for production and makes conv-explorer-<version>.vsix, as a user installs it.
import { PackageManager, createVSIX, listFiles } from '@vscode/vsce';
import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from './npm.mjs';
import { problemsOfPackage } from './packageContents.mjs';

/**
 * Makes the package. What goes into it is named in .vscodeignore; a file too many or too few is an error.
 * @param {{quiet?: boolean}} options quiet: without the list of its files
 * @returns {Promise<string>} its path
 */
export async function packageExtension({ quiet = false } = {}) {
  const built = spawnSync(process.execPath, ['esbuild.js', '--production'], { cwd: root, stdio: 'inherit' });
  if (built.status !== 0) {
    throw new Error('The extension could not be built.');
  }
  const files = await listFiles({ cwd: root, packageManager: PackageManager.None });
  const problems = problemsOfPackage(files.map(file => file.replaceAll('\\', '/')));
  if (problems.length > 0) {
    throw new Error(problems.join('\n'));
  }
  const { name, version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const packagePath = path.join(root, `${name}-${version}.vsix`);
  // All code is in the bundles, so no dependency is looked for.
  const { log } = console;
  try {
    // vsce has no option for it.
    console.log = quiet ? () => undefined : log;
    await createVSIX({ cwd: root, packagePath, dependencies: false });
  } finally {
    console.log = log;
  }
  return packagePath;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = await packageExtension();
  console.log(`${path.relative(root, file)}: ${Math.round(statSync(file).size / 1000)} kB`);
}
