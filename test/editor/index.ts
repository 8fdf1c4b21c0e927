import Mocha from 'mocha';
import { writeFileSync } from 'node:fs';

/**
 * What the extension host calls: runs every test of this folder and resolves when all passed. The runner
 * (test/vscode/editorTests.mjs) reads the counts from the file that CONV_EXPLORER_RESULT names; CONV_EXPLORER_GREP
 * keeps only tests whose title has it.
 */
export async function run(): Promise<void> {
  const { CONV_EXPLORER_RESULT: resultFile, CONV_EXPLORER_GREP: grep } = process.env;
  const mocha = new Mocha({ ui: 'bdd', color: false, timeout: 30_000, forbidOnly: true, forbidPending: true });
  if (grep) {
    mocha.fgrep(grep);
  }
  // describe and it are global from here on; only then are the test files evaluated, which the bundler puts in.
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  await import('tests-of-this-folder');
  const { passes, failures, pending } = await new Promise<{ passes: number; failures: number; pending: number }>(
    resolve => {
      const runner = mocha.run(() => {
        const { passes = 0, failures = 0, pending = 0 } = runner.stats ?? {};
        resolve({ passes, failures, pending });
      });
    },
  );
  if (resultFile) {
    writeFileSync(resultFile, JSON.stringify({ passes, failures, pending }));
  }
  if (failures > 0 || passes === 0) {
    throw new Error(`${passes} passed, ${failures} failed`);
  }
}
