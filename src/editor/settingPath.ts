import { isAbsolute, resolveName } from '../analysis/session/index.js';

const VARIABLE = /\$\{(?:(workspaceFolder|workspaceRoot)|(userHome)|env:([^}]*))\}/g;

/**
 * A path of a setting as an absolute name with "/": relative to the folder of the workspace, with `~` and the variables that other
 * settings know. Null where it is relative to no folder, or a variable has no value.
 */
export function settingPath(
  path: string,
  folder: string | null,
  env: Readonly<Record<string, string | undefined>>,
): string | null {
  let isKnown = true;
  const filled = path
    .trim()
    .replace(/^~(?=$|[\\/])/, '$${userHome}')
    .replace(VARIABLE, (_, workspace?: string, home?: string, name?: string) => {
      const value =
        workspace !== undefined ? folder : home !== undefined ? (env['HOME'] ?? env['USERPROFILE']) : env[name ?? ''];
      isKnown &&= typeof value === 'string' && value !== '';
      return value ?? '';
    })
    .replaceAll('\\', '/');
  if (filled === '' || !isKnown || (folder === null && !isAbsolute(filled))) return null;
  return resolveName(folder ?? '/', filled);
}
