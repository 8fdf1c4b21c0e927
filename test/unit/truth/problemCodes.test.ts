import assert from 'node:assert/strict';
import table from '../../truth/problemCodes.json' with { type: 'json' };
import { expectedCode } from './problemCodes.js';

describe('the table from messages to problem codes', () => {
  it('holds regular expressions and kebab-case codes', () => {
    for (const rules of Object.values(table) as string[][][]) {
      for (const [pattern, code, ...rest] of rules) {
        assert.ok(new RegExp(pattern!, 's'));
        assert.match(code!, /^[a-z]+(-[a-z]+)*$/);
        assert.deepEqual(rest, []);
      }
    }
  });

  it('reads Python’s own refusals of a call for every framework', () => {
    const error = "TypeError: f() missing 1 required positional argument: 'x'";
    assert.equal(expectedCode('torch', error), 'argument-missing');
    assert.equal(expectedCode('no framework', error), 'argument-missing');
    assert.equal(expectedCode('torch', 'RuntimeError: nothing of the kind'), undefined);
  });
});
