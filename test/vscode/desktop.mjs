// The desktop VS Code, where the network lets one have it.
import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import path from 'node:path';
import { root } from './npm.mjs';

/**
 * Downloads a version of desktop VS Code unless it is there already.
 * @param {string} version
 * @param {{required: boolean, say: (line: string) => void}} options required: not having it is an error
 * @returns {Promise<string | null>} its executable, or null where it cannot be had
 */
export async function prepareDesktop(version, { required, say }) {
  try {
    return await downloadAndUnzipVSCode({
      version,
      cachePath: path.join(root, '.vscode-test'),
      timeout: 10_000,
      extensionDevelopmentPath: root,
    });
  } catch (error) {
    const why = `Desktop VS Code ${version} cannot be downloaded (${String(error.message ?? error).split('\n')[0]})`;
    if (required) {
      throw new Error(`${why}. Leave out --desktop to take the one that npm delivers.`, { cause: error });
    }
    say(`${why}.`);
    return null;
  }
}
