import assert from 'node:assert/strict';
import { newMachine, ModuleRun } from '../../../../src/python/run.js';
import { FRAMEWORKS } from '../../../../src/frameworks/index.js';

/** What `repr` of an expression is after a program, with these files beside it. */
function shown(program: string, expression: string, files: Readonly<Record<string, string>> = {}): string {
  const sources = {
    read: (path: string) => (files[path] === undefined ? null : { text: files[path], version: '' }),
    list: (dir: string) => {
      const names = Object.keys(files).filter(name => name.startsWith(`${dir}/`));
      return names.length === 0
        ? null
        : [...new Set(names.map(name => name.slice(dir.length + 1).split('/')[0] ?? ''))];
    },
  };
  const machine = newMachine({ libraries: [FRAMEWORKS], sources, searchPath: [''] });
  const run = new ModuleRun(machine, program).runAll();
  assert.deepEqual(
    run.errors.map(error => error.message),
    [],
  );
  const value = run.evaluate(`repr(${expression})`);
  machine.close();
  return String(value);
}

describe('transformers by meaning', () => {
  it('gives a configuration its fields, what is given by keyword, and what __post_init__ makes of them', () => {
    const program = [
      'from transformers import PreTrainedConfig',
      'class Config(PreTrainedConfig):',
      "    model_type = 'own'",
      '    hidden_sizes: list[int] | tuple[int, ...] = (8, 16)',
      '    depth: int = 2',
      '    def __post_init__(self, **kwargs):',
      '        self.hidden_sizes = list(self.hidden_sizes)',
      '        super().__post_init__(**kwargs)',
    ].join('\n');
    assert.equal(
      shown(program, "(lambda c: (c.hidden_sizes, c.depth, c.extra, c.num_labels))(Config(depth=3, extra='x'))"),
      "([8, 16], 3, 'x', 2)",
    );
  });
  it('gives a configuration of version 4 what its own __init__ sets', () => {
    const program = [
      'from transformers import PretrainedConfig',
      'class Config(PretrainedConfig):',
      '    def __init__(self, width=4, **kwargs):',
      '        super().__init__(**kwargs)',
      '        self.width = width',
    ].join('\n');
    assert.equal(
      shown(program, '(lambda c: (c.width, c.num_labels, len(c.id2label)))(Config(num_labels=5))'),
      '(4, 5, 5)',
    );
  });
  it('takes outputs by name, by index without those that are None, and as a dictionary', () => {
    const program = [
      'from dataclasses import dataclass',
      'from transformers.utils import ModelOutput',
      '@dataclass',
      'class Output(ModelOutput):',
      '    loss: int = None',
      '    logits: int = None',
      '    states: int = None',
      'out = Output(logits=1, states=2)',
    ].join('\n');
    assert.equal(
      shown(program, '(out.logits, out[0], out["states"], out.to_tuple(), list(out))'),
      "(1, 1, 2, (1, 2), ['logits', 'states'])",
    );
  });
  it('is not a package of the workspace that only has its name', () => {
    const files = { 'transformers/__init__.py': '', 'transformers/utils.py': 'logging = 7' };
    assert.equal(shown('from transformers.utils import logging', 'logging', files), '7');
  });
});
