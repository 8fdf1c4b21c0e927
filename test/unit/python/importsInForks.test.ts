import assert from 'node:assert/strict';
import { runModule } from '../../../src/python/run.js';

/** What a program prints that may import these files, with how often each of them was read. */
function run(code: string, files: Readonly<Record<string, string>>): string {
  let out = '';
  const sources = {
    read: (path: string) => (path in files ? { text: files[path] ?? '', version: '' } : null),
    list: () => null,
  };
  const done = runModule(code, { print: text => (out += text), sources, searchPath: [''] });
  const raised = done.errors.map(error => `${error.type}: ${error.message}\n`);
  done.machine.close();
  return (out + raised.join('')).trim();
}

const FLAG = 'import random\nflag = random.random() < 0.5\n';

describe('a module that is first imported where it is not known whether it is', () => {
  it('is run once, and is the same in all arms and behind them', () => {
    const files = { 'm.py': 'print("runs")\nclass C: pass\n' };
    const code = `${FLAG}
if flag:
    import m
    c = m.C()
else:
    from m import C
    c = C()
import m
print(isinstance(c, m.C), type(c) is m.C)`;
    assert.equal(run(code, files), 'runs\nTrue True');
  });

  it('is run once however many conditions are nested around its imports', () => {
    const files: Record<string, string> = {};
    for (let i = 0; i < 30; i++)
      files[`m${i}.py`] =
        `print(${i})\n${FLAG}if flag:\n    import m${i + 1}\nelse:\n    import m${i + 1}\nx = m${i + 1}.x\n`;
    files['m30.py'] = 'x = 30';
    const lines = run('import m0\nprint(m0.x)', files).split('\n');
    assert.deepEqual(lines, [...Array.from({ length: 30 }, (_, i) => `${i}`), '30']);
  });

  it('sees what ran before the condition, and leaves what it registers', () => {
    const files = {
      'registry.py': 'TABLE = {"a": 1}\ndef register(name, value): TABLE[name] = value\n',
      'plugin.py': 'import registry\nregistry.register("b", len(registry.TABLE))\n',
    };
    const code = `${FLAG}
import registry
registry.register("x", 0)
if flag:
    import plugin
import plugin
print(sorted(registry.TABLE.items()))`;
    assert.equal(run(code, files), "[('a', 1), ('b', 2), ('x', 0)]");
  });

  it('leaves the writes of the arm to the arm', () => {
    const files = { 'm.py': 'x = 1\n' };
    const code = `${FLAG}
n = 1
if flag:
    n = 2
    import m
    k = n + m.x
else:
    k = 3
print(k)
m = None
if not flag:
    import m
    k = n
print("end")`;
    assert.equal(run(code, files), '3\nend');
  });

  it('is no module after its initialisation has failed', () => {
    const files = { 'm.py': 'x = 1\nprint("runs")\nraise ValueError("no")\n' };
    const code = `for i in range(2):
    try:
        import m
    except ValueError as e:
        print(e)`;
    assert.equal(run(code, files), 'runs\nno\nruns\nno');
  });

  it('raises in the arm what its initialisation raises', () => {
    const files = { 'm.py': 'x = 1\nraise ValueError("no")\n' };
    const code = `${FLAG}
k = 0
try:
    if flag:
        import m
    k = 1
except ValueError:
    k = 2
print("end", k in (1, 2))`;
    assert.equal(run(code, files), 'end True');
  });
});
