import assert from 'node:assert/strict';
import { FRAMEWORKS } from '../../../../src/frameworks/library.js';
import { runModule } from '../../../../src/python/run.js';

/** What print() of the expressions prints; NumPy 2.4 prints the same, but for what is not known. */
function printed(expressions: string): string {
  let text = '';
  const options = { print: (piece: string) => (text += piece), libraries: [FRAMEWORKS] };
  const run = runModule(`import numpy as np\nx, y = np.float64(3), np.int64(3)\nprint(${expressions})\n`, options);
  run.machine.close();
  assert.deepEqual(run.errors, []);
  return text.trimEnd();
}

describe("isinstance() of NumPy's numbers", () => {
  it('knows numbers from arrays', () => {
    assert.equal(
      printed('isinstance(y, np.ndarray), isinstance(x, np.ndarray), isinstance(y, np.generic)'),
      'False False True',
    );
    assert.equal(printed('isinstance(np.zeros(2), np.ndarray), isinstance(np.zeros(2), np.generic)'), 'True False');
  });

  it('knows the kinds of numbers', () => {
    assert.equal(
      printed('isinstance(x, np.floating), isinstance(x, np.integer), isinstance(x, np.float32)'),
      'True False False',
    );
    assert.equal(
      printed('isinstance(y, np.integer), isinstance(y, (int, np.integer)), isinstance(3, np.integer)'),
      'True True False',
    );
  });

  it('says that float64 alone is a type of Python, too', () => {
    assert.equal(printed('isinstance(x, float), isinstance(x, int), isinstance(y, int)'), 'True False False');
    assert.equal(printed('isinstance(np.float32(3), float), isinstance(np.bool_(True), bool)'), 'False False');
  });

  it('knows that np.array and np.asarray make arrays of numbers', () => {
    assert.equal(
      printed('[isinstance(a, np.ndarray) for a in (np.array(3), np.asarray(x), np.array(y))]'),
      '[True, True, True]',
    );
    assert.equal(printed('isinstance(np.asarray(x), float)'), 'False');
  });

  it('leaves open what may be an array without axes', () => {
    assert.equal(printed('isinstance(np.zeros(2).sum(), np.ndarray)'), '<unknown>');
  });
});
