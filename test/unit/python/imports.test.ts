import assert from 'node:assert/strict';
import { runModule } from '../../../src/python/run.js';

function printed(code: string): string {
  let out = '';
  runModule(code, { print: text => (out += text) }).machine.close();
  return out.trim();
}

describe('an import that nothing resolves', () => {
  it('raises where a handler catches ImportError', () => {
    assert.equal(printed('try:\n    import nothing_here\n    x = 1\nexcept ImportError:\n    x = 2\nprint(x)'), '2');
  });

  it('raises ModuleNotFoundError through functions up to the handler', () => {
    const code = `
def load():
    from nothing.here import thing
    return thing
try:
    x = load()
except (ValueError, ModuleNotFoundError) as e:
    x = str(e)
print(x)`;
    assert.match(printed(code), /^No module named 'nothing/);
  });

  it('is an unknown module where no handler catches it', () => {
    assert.equal(printed('try:\n    import nothing_here\n    x = 1\nexcept ValueError:\n    x = 2\nprint(x)'), '1');
    assert.equal(printed('import nothing_here\nprint(1)'), '1');
  });

  it('does not reach the handlers around the import of a module that has been found', () => {
    const files: Record<string, string> = { 'found.py': 'import nothing_here\nimport numpy\nx = 1\n' };
    let out = '';
    const code = 'try:\n    import found\nexcept ImportError:\n    found = None\nprint(found.x)';
    const sources = {
      read: (path: string) => (path in files ? { text: files[path] ?? '', version: '' } : null),
      list: () => null,
    };
    runModule(code, { print: text => (out += text), sources, searchPath: [''] }).machine.close();
    assert.equal(out, '1\n');
  });

  it('may go either way for a package that is nearly always there', () => {
    const code =
      'try:\n    import numpy\n    x = 1\nexcept ImportError:\n    x = 2\nif x == 1: print("one")\nprint("end")';
    assert.match(printed(code), /end$/);
  });
});

describe('match', () => {
  it('takes a tuple without parentheses, and an empty sequence', () => {
    const code = `
def f(a, b):
    match a, b:
        case "c", [x, y]:
            return x + y
        case name, []:
            return name
        case _, (z,):
            return z
print(f("c", [1, 2]), f("d", []), f("e", [3]))`;
    assert.equal(printed(code), '3 d 3');
  });
});

describe('an expression that cannot be read', () => {
  it('is unknown, and the rest goes on', () => {
    assert.equal(printed('x = 1\nif x == 0 0:\n    y = 2\nz = x < 1 2\nprint(x)'), '1');
  });
});
