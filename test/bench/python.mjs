// The Python that has NumPy and SciPy: $CONV_EXPLORER_PYTHON, or else the one that the machine calls python3.
import { spawnSync } from 'node:child_process';

const python = process.env.CONV_EXPLORER_PYTHON ?? 'python3';

/** Whether there is such a Python. */
export function hasScipy() {
  return spawnSync(python, ['-c', 'import numpy, scipy.sparse'], { stdio: 'ignore' }).status === 0;
}

/** Runs a script with this text as its input; its lines, each a JSON value. */
export function runPython(script, input) {
  const { status, stdout, stderr, error } = spawnSync(python, [script], {
    input,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  if (status !== 0) throw new Error(`${python} ${script} failed: ${error?.message ?? stderr}`);
  return stdout
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));
}
