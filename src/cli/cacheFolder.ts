import { homedir } from 'node:os';
import path from 'node:path';

/**
 * The folder in which the command line keeps what makes its next run faster: $CONV_EXPLORER_CACHE, or one of the user's own. Null
 * where that variable is "off". Nothing in it is needed, and it may be deleted at any time.
 */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env, platform = process.platform): string | null {
  const asked = env.CONV_EXPLORER_CACHE ?? '';
  if (asked === 'off') return null;
  if (asked !== '') return path.resolve(asked);
  try {
    return path.join(userFolder(env, platform), 'conv-explorer');
  } catch {
    // A user without a home has no caches.
    return null;
  }
}

function userFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  if (platform === 'win32') return env.LOCALAPPDATA ?? path.join(homedir(), 'AppData', 'Local');
  // A relative name counts as none, as the specification of these folders has it.
  if (env.XDG_CACHE_HOME !== undefined && path.isAbsolute(env.XDG_CACHE_HOME)) return env.XDG_CACHE_HOME;
  return platform === 'darwin' ? path.join(homedir(), 'Library', 'Caches') : path.join(homedir(), '.cache');
}
