/** The Python sources of the packages that sites.json was made with, unpacked into a cache outside the repository. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

const NOT_SOURCES = new Set(['python', 'torch']);

function python(args) {
  const program = process.env.CONV_EXPLORER_PYTHON ?? 'python3';
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'] });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} failed:\n${stderr ?? ''}`);
}

/** The folder that holds, or will hold, the sources of these packages. */
export function cachedSources(versions) {
  const cache = path.join(process.env.XDG_CACHE_HOME ?? path.join(homedir(), '.cache'), 'conv-explorer');
  const wanted = Object.entries(versions).filter(([name]) => !NOT_SOURCES.has(name));
  return path.join(cache, wanted.map(([name, version]) => `${name}-${version.replace(/\+.*/, '')}`).join('_'));
}

/**
 * Downloads each package of `versions` (name → version) without what it depends on, once, and unpacks it: nothing of it is
 * installed or run. Gives the folder that holds them all.
 * @throws Error where Python's pip cannot get one
 */
export async function packageSources(versions) {
  const wanted = Object.entries(versions).filter(([name]) => !NOT_SOURCES.has(name));
  const root = cachedSources(versions);
  if (existsSync(root)) return root;
  const partial = `${root}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  for (const [name, version] of wanted) {
    const wheels = path.join(partial, '.wheels');
    python(['-m', 'pip', 'download', '--no-deps', '--only-binary', ':all:', '--dest', wheels, `${name}==${version.replace(/\+.*/, '')}`]);
    for (const wheel of readdirSync(wheels)) python(['-m', 'zipfile', '-e', path.join(wheels, wheel), partial]);
    rmSync(wheels, { recursive: true });
  }
  renameSync(partial, root);
  return root;
}
