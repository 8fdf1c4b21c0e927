// Bundles TypeScript of the tests for the Node that runs them.
import { build } from 'esbuild';
import path from 'node:path';
import { root } from './npm.mjs';
import { testsOfThisFolder } from './testsOfThisFolder.mjs';

/**
 * Bundles an entry; packages and the project's own scripts stay outside.
 * @param {string} entry relative to the project
 * @param {string} outfile relative to the project
 * @returns {Promise<string>} the bundle's path
 */
export async function bundleForNode(entry, outfile) {
  await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    packages: 'external',
    plugins: [testsOfThisFolder(), keepsScripts(path.join(root, path.dirname(outfile)))],
    sourcemap: 'inline',
    logLevel: 'error',
  });
  return path.join(root, outfile);
}

/** Leaves the project's scripts out of the bundle: they find the project by their own place. */
function keepsScripts(outdir) {
  return {
    name: 'keeps-scripts',
    setup(build) {
      build.onResolve({ filter: /^\..*\.mjs$/ }, args => {
        const relative = path.relative(outdir, path.join(args.resolveDir, args.path)).replaceAll('\\', '/');
        return { path: relative, external: true };
      });
    },
  };
}
