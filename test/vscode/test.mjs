// `npm test`: everything, from nothing. Each step says what it does; the last line is "N passed, N failed".
//   npm test -- --only unit,editor    for those at work: lint, types, build, unit, package, editor, browser
//   npm test -- --server              editor tests in the VS Code from npm, without trying to download the desktop one
//   npm test -- --desktop             only in the desktop one: not having it fails
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { NODE, withTools } from './bootstrap.mjs';
import { root } from './npm.mjs';

const STEPS = ['lint', 'types', 'build', 'unit', 'package', 'editor', 'browser'];
const given = process.argv.slice(2);
const only = given.includes('--only') ? (given[given.indexOf('--only') + 1] ?? '').split(',') : STEPS;
const where = given.includes('--desktop') ? 'desktop' : given.includes('--server') ? 'server' : undefined;
const total = { passed: 0, failed: 0 };
const failures = [];

await withTools(fileURLToPath(import.meta.url), async () => {
  const unknown = only.find(step => !STEPS.includes(step));
  if (unknown !== undefined) {
    throw new Error(`There is no step "${unknown}": ${STEPS.join(', ')}.`);
  }
  const started = Date.now();
  await check('lint', 'ESLint', () => run(['node_modules/eslint/bin/eslint.js', '.', '--max-warnings', '0']));
  await check('lint', 'Format', () => run(['node_modules/prettier/bin/prettier.cjs', '--check', '.']));
  const tsc = 'node_modules/typescript/bin/tsc';
  await check('types', 'Types of host and tests', () => run([tsc, '-p', 'tsconfig.json', '--noEmit']));
  await check('types', 'Types of the view', () => run([tsc, '-p', 'webview/tsconfig.json', '--noEmit']));
  await check('build', 'Build', () => run(['esbuild.js']));
  await suite('unit', 'Unit tests', runUnitTests);
  let vsix = null;
  // The browser tests use the package, so they need it even when it was not asked for.
  await check(only.includes('package') ? 'package' : 'browser', 'Package', async () => {
    const { packageExtension } = await import('./package.mjs');
    vsix = await packageExtension();
    return true;
  });
  await editorTests('newest');
  await editorTests('oldest');
  await suite('browser', 'The packaged extension in an empty profile, through the browser', async () => {
    if (vsix === null) {
      throw new Error('There is no package to install.');
    }
    const { runBrowserTests } = await import('./browserTests.mjs');
    return runBrowserTests({ vsix });
  });
  for (const failure of failures) {
    console.log(`FAILED: ${failure}`);
  }
  console.log(`${Math.round((Date.now() - started) / 1000)} s`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
});

function editorTests(vscode) {
  return suite('editor', `Inside a real VS Code, the ${vscode} that is supported`, async () => {
    const { runEditorTests } = await import('./editorTests.mjs');
    return runEditorTests({ vscode, where });
  });
}

/** A step that passes or fails as a whole and counts as one. */
function check(step, title, work) {
  return suite(step, title, async () => {
    const passed = await work();
    return { passes: passed ? 1 : 0, failures: passed ? 0 : 1, pending: 0 };
  });
}

/** A step with tests of its own. One that could not run, or ran no test, counts as a failure; so does a test left out. */
async function suite(step, title, work) {
  if (!only.includes(step)) {
    return;
  }
  console.log(`\n── ${title}`);
  const fail = (count, why) => {
    total.failed += count;
    failures.push(`${title}: ${why}`);
  };
  try {
    const { passes, failures: failed, pending } = await work();
    total.passed += passes;
    if (failed > 0) {
      fail(failed, `${failed} failed`);
    }
    if (pending > 0) {
      fail(pending, `${pending} tests were left out`);
    }
    if (passes + failed + pending === 0) {
      fail(1, 'no test ran');
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    console.error(why);
    fail(1, why.split('\n')[0]);
  }
}

/** Runs a script with this Node, its output shown as it comes. */
function run(args, env = process.env) {
  return new Promise((resolve, reject) => {
    spawn(NODE, args, { cwd: root, stdio: 'inherit', env })
      .on('error', reject)
      .on('close', code => resolve(code === 0));
  });
}

async function runUnitTests() {
  const result = path.join(root, 'out/unit-result.json');
  mkdirSync(path.dirname(result), { recursive: true });
  rmSync(result, { force: true });
  const reporter = path.join(root, 'test/vscode/reporter.cjs');
  const ran = await run(['test/unit.mjs', `--reporter=${reporter}`], { ...process.env, CONV_EXPLORER_RESULT: result });
  if (!existsSync(result)) {
    throw new Error('The unit tests ended before they were done.');
  }
  const counts = JSON.parse(readFileSync(result, 'utf8'));
  return ran || counts.failures > 0 ? counts : { ...counts, failures: 1 };
}
