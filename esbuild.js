// Builds what the extension ships into dist/: the host, the view and its styles, and the command line.
//   node esbuild.js [--production] [--watch] [bundle…]
// The metafiles in out/meta say what went into each bundle; test/unit/architecture reads them.
'use strict';

const esbuild = require('esbuild');
const fs = require('node:fs');
const path = require('node:path');

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');
const only = process.argv.slice(2).filter(argument => !argument.startsWith('--'));

/** What every bundle shares. Maps are for debugging only: the package never has them. */
const common = {
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  sourcesContent: false,
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
  define: { 'process.env.NODE_ENV': production ? '"production"' : '"development"' },
};

/** @type {Record<string, import('esbuild').BuildOptions>} */
const bundles = {
  // The extension host of VS Code 1.100, the oldest that is supported, runs Node 20.
  extension: {
    entryPoints: ['src/extension.ts'],
    outfile: 'dist/extension.js',
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode'],
  },
  // The thread that analyses: a worker of Node, or of a browser, where no module of Node may be asked for by name.
  worker: {
    entryPoints: ['src/worker/main.ts'],
    outfile: 'dist/worker.js',
    platform: 'browser',
    format: 'iife',
    target: ['node20', 'es2022'],
  },
  explorer: {
    entryPoints: ['webview/main.ts'],
    outfile: 'dist/explorer.js',
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
  },
  // The codicons' font lies beside the style sheet, so that the page's policy can name one folder for both.
  styles: {
    entryPoints: ['webview/styles/explorer.css'],
    outfile: 'dist/explorer.css',
    assetNames: '[name]',
    loader: { '.ttf': 'file' },
    target: 'es2022',
    sourcemap: false,
    // The codicons' own address has a query against stale caches, which a packaged file does not need.
    plugins: [withoutQueries()],
  },
  cli: {
    // The program, and the few lines that load it.
    entryPoints: [
      { in: 'src/cli/start.ts', out: 'cli' },
      { in: 'src/cli/main.ts', out: 'commandLine' },
    ],
    outdir: 'dist',
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    banner: { js: '#!/usr/bin/env node' },
  },
};

function withoutQueries() {
  return {
    name: 'without-queries',
    setup(build) {
      build.onResolve({ filter: /\.ttf\?/ }, args => ({ path: path.join(args.resolveDir, args.path.split('?')[0]) }));
    },
  };
}

/** Writes a bundle's metafile, so that a test can ask what went into it. */
function writesMetafile(name) {
  return {
    name: 'writes-metafile',
    setup(build) {
      build.onEnd(result => {
        if (result.metafile) {
          fs.mkdirSync('out/meta', { recursive: true });
          fs.writeFileSync(`out/meta/${name}.json`, JSON.stringify(result.metafile, null, 1));
        }
        if (watch) {
          console.log(`${name}: ${result.errors.length === 0 ? 'built' : 'failed'}`);
        }
      });
    },
  };
}

async function main() {
  process.chdir(__dirname);
  let missing = false;
  const unknown = only.find(name => !(name in bundles));
  if (unknown !== undefined) {
    throw new Error(`There is no bundle ${unknown}: only ${Object.keys(bundles).join(', ')}.`);
  }
  const builds = Object.entries(bundles).filter(([name, options]) => {
    if (only.length > 0 && !only.includes(name)) {
      return false;
    }
    const [entry] = options.entryPoints;
    if (fs.existsSync(entry.in ?? entry)) {
      return true;
    }
    console.error(`dist/${name} cannot be built: ${entry} is missing.`);
    missing = true;
    return false;
  });
  const results = await Promise.allSettled(
    builds.map(async ([name, options]) => {
      const all = { ...common, ...options, plugins: [...(options.plugins ?? []), writesMetafile(name)] };
      if (watch) {
        return (await esbuild.context(all)).watch();
      }
      return esbuild.build(all);
    }),
  );
  // esbuild has printed each error with its place; only the status is left to say.
  if (missing || results.some(result => result.status === 'rejected')) {
    process.exitCode = 1;
  } else if (!watch && only.length === 0) {
    const metafiles = results.map(({ value }) => value.metafile);
    writeLicenses(metafiles);
    removeLeftovers([LICENSES, ...metafiles.flatMap(metafile => Object.keys(metafile.outputs))]);
  }
}

const LICENSES = 'dist/licenses.txt';

/** What the bundles take in from other packages keeps its licence: all of them, in one file beside the bundles. */
function writeLicenses(metafiles) {
  const packages = new Set();
  for (const input of metafiles.flatMap(metafile => Object.keys(metafile.inputs))) {
    const name = /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[0];
    if (name) {
      packages.add(name);
    }
  }
  const texts = [...packages].sort().map(folder => {
    const { name, version, license } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
    const files = fs.readdirSync(folder).filter(file => /^licen[cs]e/i.test(file));
    const bodies = files.map(file => fs.readFileSync(path.join(folder, file), 'utf8').trim());
    return [`${name} ${version} (${license})`, ...bodies].join('\n\n');
  });
  fs.writeFileSync(LICENSES, `${texts.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`);
}

/** Takes away what an earlier build wrote and this one did not, such as the maps of a development build. */
function removeLeftovers(outputs) {
  for (const name of fs.readdirSync('dist')) {
    if (!outputs.includes(`dist/${name}`)) {
      fs.rmSync(path.join('dist', name), { recursive: true });
    }
  }
}

if (require.main === module) {
  main().catch(error => {
    console.error(error.message);
    process.exitCode = 1;
  });
}

module.exports = { bundles };
