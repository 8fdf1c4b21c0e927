import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { runModule } from '../../../src/python/run.js';
import { PyList, PyTuple } from '../../../src/python/value.js';

describe('a fact of Python that is easy to get wrong', () => {
  const source = readFileSync('test/truth/python/traps/facts.py', 'utf8');
  const run = runModule(source, { file: 'facts.py' });
  const ok = run.module.globals.get('ok');
  const facts = ok instanceof PyList ? ok.items : [];
  run.machine.close();

  it('none of the statements that check them raises', () => {
    assert.deepEqual(
      run.errors.map(error => `${error.type}: ${error.message} at ${source.slice(error.from, error.from + 60)}`),
      [],
    );
  });

  it('all are checked', () => assert.equal(facts.length, source.match(/^\s*T\(|; ?T\(/gm)?.length));

  for (const fact of facts) {
    const [name, holds] = fact instanceof PyTuple ? fact.items : [];
    it(String(name), () => assert.equal(holds, true));
  }
});
