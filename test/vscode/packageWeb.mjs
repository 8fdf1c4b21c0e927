// The package as vscode.dev sees it: there is no Node host there, so only the manifest's `browser` entry counts. Without
// `main`, VS Code's server runs the extension in the browser's worker host too.
import { PackageManager, createVSIX, listFiles } from '@vscode/vsce';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from './npm.mjs';

/**
 * Packages what `npm run package` built, without its `main`.
 * @returns {Promise<string>} its path
 */
export async function packageForWeb() {
  const stage = mkdtempSync(path.join(tmpdir(), 'conv-explorer-'));
  try {
    const files = await listFiles({ cwd: root, packageManager: PackageManager.None });
    for (const file of [...files, '.vscodeignore']) cpSync(path.join(root, file), path.join(stage, file));
    const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
    delete manifest.main;
    writeFileSync(path.join(stage, 'package.json'), JSON.stringify(manifest));
    const packagePath = path.join(root, 'out/conv-explorer-web.vsix');
    const { log } = console;
    try {
      // vsce has no option to keep its list of files to itself.
      console.log = () => undefined;
      await createVSIX({ cwd: stage, packagePath, dependencies: false });
    } finally {
      console.log = log;
    }
    return packagePath;
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}
