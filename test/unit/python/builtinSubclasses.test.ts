import assert from 'node:assert/strict';
import { runModule } from '../../../src/python/run.js';

function printed(source: string): string {
  let text = '';
  const run = runModule(source, { print: part => (text += part) });
  run.machine.close();
  assert.deepEqual(run.errors, []);
  assert.equal(run.aborted, null);
  return text;
}

describe('classes that derive from builtin containers', () => {
  it('inherit `in`', () => {
    const source = `
class D(dict): pass
class L(list): pass
class S(str): pass
print('a' in D(a=1), 'b' in D(a=1), 3 in L([1, 3]), 2 in L([1]), 'a' in S('cat'))`;
    assert.equal(printed(source), 'True False True False True\n');
  });

  it('reach the builtin `in` by super()', () => {
    const source = `
class D(dict):
    def __contains__(self, key): return super().__contains__(key.lower())
class S(set):
    def __contains__(self, key): return super().__contains__(key + 1)
print('A' in D(a=1), 'B' in D(a=1), 1 in S([2]), 2 in S([2]))`;
    assert.equal(printed(source), 'True False True False\n');
  });
});
