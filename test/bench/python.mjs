// The Python that has NumPy and SciPy: $CONV_EXPLORER_PYTHON, or else the one that the machine calls python3.
import { spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';

const python = process.env.CONV_EXPLORER_PYTHON ?? 'python3';

/** Whether there is such a Python. */
export function hasScipy() {
  return spawnSync(python, ['-c', 'import numpy, scipy.sparse'], { stdio: 'ignore' }).status === 0;
}

/**
 * Starts a script that answers each line of JSON with one, so that its work can be measured in turn with ours.
 * @param {string} script
 */
export function startPython(script) {
  const child = spawn(python, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    /** @param {unknown} question */
    async ask(question) {
      child.stdin.write(`${JSON.stringify(question)}\n`);
      const { value, done } = await answers.next();
      if (done) throw new Error(`${python} ${script} ended without an answer`);
      return JSON.parse(value);
    },
    end: () => child.stdin.end(),
  };
}
