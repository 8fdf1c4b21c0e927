import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { FRAMEWORKS, Tensor } from '../../../src/frameworks/index.js';
import { runModule, type ModuleRun } from '../../../src/python/run.js';

/** Small programs, and what the real framework made of them (see the scripts beside the data). */
interface Recorded {
  readonly lines: readonly string[];
  readonly shapes: Readonly<Record<string, readonly (number | null)[]>>;
  readonly error: { readonly type: string; readonly message: string } | null;
}

/**
 * What is known to differ: strides and contents are not followed, a size that is left open is a symbol here, and an
 * output of size 0 is refused although one of PyTorch's CPU kernels lets it pass.
 */
function isBeyond({ shapes, error }: Recorded): boolean {
  if (Object.values(shapes).some(shape => shape.includes(0))) return true;
  return /view size is not compatible|must be fully-defined/.test(error?.message ?? '');
}

function recorded(name: string): readonly Recorded[] {
  const data = JSON.parse(readFileSync(`test/unit/frameworks/truth/${name}.json`, 'utf8')) as { programs: Recorded[] };
  return data.programs.filter(program => !isBeyond(program));
}

/** The shape of a variable as the data writes it: null for a size that is left open; undefined where nothing is known. */
function shapeOf(run: ModuleRun, name: string): (number | null)[] | undefined {
  const value = run.module.globals.get(name);
  if (!(value instanceof Tensor) || !value.shape) return undefined;
  return value.shape.map(dim => (typeof dim === 'number' ? dim : null));
}

function compare(
  programs: readonly Recorded[],
  head: string,
  messages: boolean,
): { wrong: string[]; unknown: number; shapes: number } {
  const wrong: string[] = [];
  let unknown = 0;
  let shapes = 0;
  for (const { lines, shapes: truth, error } of programs) {
    const source = `${head}\n${lines.join('\n')}\n`;
    const run = runModule(source, { libraries: [FRAMEWORKS] });
    run.machine.close();
    const [raised] = run.errors;
    for (const [name, shape] of Object.entries(truth)) {
      shapes++;
      const ours = shapeOf(run, name);
      if (!ours) {
        // An unknown is honest, but a raise where the framework goes on is wrong.
        if (raised) wrong.push(`${lines.join('; ')} raises ${raised.type}: ${raised.message}`);
        else unknown++;
        break;
      }
      if (JSON.stringify(ours) !== JSON.stringify(shape))
        wrong.push(`${name} of ${lines.join('; ')}: ${JSON.stringify(ours)}, not ${JSON.stringify(shape)}`);
    }
    const failing = `x${Object.keys(truth).length}`;
    if (error && lines.length > Object.keys(truth).length && shapeOf(run, failing)) {
      wrong.push(`${lines.join('; ')} does not raise ${error.type}: ${error.message}`);
    } else if (error && messages && raised && raised.message.split('\n')[0] !== error.message) {
      wrong.push(`${lines.at(-1) ?? ''} raises “${raised.message}”, not “${error.message}”`);
    }
  }
  return { wrong, unknown, shapes };
}

describe('shapes of whole programs', () => {
  it('are those of PyTorch, refusals included', () => {
    const programs = recorded('torchPrograms');
    const { wrong, unknown, shapes } = compare(
      programs,
      'import torch\nimport torch.nn as nn\nimport torch.nn.functional as F',
      true,
    );
    assert.deepEqual(wrong, []);
    assert.ok(unknown <= shapes / 50, `${unknown} of ${shapes} shapes are unknown`);
  });

  it('are those of Keras, refusals included', () => {
    const programs = recorded('kerasPrograms');
    const { wrong, unknown, shapes } = compare(programs, 'import keras\nfrom keras import layers', false);
    assert.deepEqual(wrong, []);
    assert.ok(unknown <= shapes / 50, `${unknown} of ${shapes} shapes are unknown`);
  });
});
