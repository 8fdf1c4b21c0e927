// An esbuild plugin: `import 'tests-of-this-folder'` stands for every *.test.ts at and below the importing file's
// folder, so that no list of tests can forget one.
import { globSync } from 'node:fs';

/** @returns {import('esbuild').Plugin} */
export function testsOfThisFolder() {
  return {
    name: 'tests-of-this-folder',
    setup(build) {
      build.onResolve({ filter: /^tests-of-this-folder$/ }, args => ({
        path: args.resolveDir,
        namespace: 'tests-of-this-folder',
      }));
      build.onLoad({ filter: /.*/, namespace: 'tests-of-this-folder' }, args => {
        const files = globSync('**/*.test.ts', { cwd: args.path }).sort();
        if (files.length === 0) {
          return { errors: [{ text: `There is no *.test.ts in ${args.path}.` }] };
        }
        const contents = files.map(file => `import ${JSON.stringify(`./${file.replaceAll('\\', '/')}`)};`).join('\n');
        return { contents, resolveDir: args.path, loader: 'ts', watchDirs: [args.path] };
      });
    },
  };
}
