import assert from 'node:assert/strict';
import { runModule } from '../../../src/python/run.js';

/** What the code prints; CPython 3.11 prints the same. */
function printed(code: string): string[] {
  let text = '';
  const run = runModule(`import collections\n${code}\n`, { print: piece => (text += piece) });
  run.machine.close();
  assert.deepEqual(run.errors, []);
  return text.trimEnd().split('\n');
}

describe('the defaults of a named tuple', () => {
  it('can be set on its __new__, as before Python 3.7', () => {
    assert.deepEqual(
      printed(
        `P = collections.namedtuple('P', ['a', 'b', 'c'])
P.__new__.__defaults__ = (None,) * len(P._fields)
print(P(), P(1), P(b=2), P.__new__.__defaults__)
P.__new__.__defaults__ = (7,)
print(P(1, 2), P(1, 2, 3))
try:
    P(1)
except TypeError:
    print('TypeError')`,
      ),
      [
        'P(a=None, b=None, c=None) P(a=1, b=None, c=None) P(a=None, b=2, c=None) (None, None, None)',
        'P(a=1, b=2, c=7) P(a=1, b=2, c=3)',
        'TypeError',
      ],
    );
  });

  it('can be given, and taken away', () => {
    assert.deepEqual(
      printed(
        `Q = collections.namedtuple('Q', 'x y', defaults=[5])
print(Q(1), Q.__new__.__defaults__, Q._field_defaults)
Q.__new__.__defaults__ = None
try:
    Q(1)
except TypeError:
    print('TypeError')`,
      ),
      ["Q(x=1, y=5) (5,) {'y': 5}", 'TypeError'],
    );
  });
});
