import assert from 'node:assert/strict';
import { Lost } from '../../../src/python/lost.js';
import { PyList } from '../../../src/python/value.js';

const objects = (count: number): PyList[] => Array.from({ length: count }, () => new PyList([]));

describe('objects that an unknown value may be', () => {
  it('are also those of another such value, and what that one will be', () => {
    for (const count of [3, 500]) {
      const given = objects(count);
      const [one, other] = [Lost.of(...objects(2)), Lost.of(...given)];
      one.addAll(other);
      one.addAll(other);
      assert.equal(one.size, count + 2);
      const [late = new PyList([])] = objects(1);
      other.add(late);
      one.addAll(other);
      assert.ok(one.after(0).includes(late));
      assert.ok(given.every(object => one.after(0).includes(object)));
    }
  });

  it('may mean each other', () => {
    const [a, b] = [Lost.of(...objects(100)), Lost.of(...objects(100))];
    a.addAll(b);
    b.addAll(a);
    assert.deepEqual([a.size, b.size], [200, 200]);
  });

  it('cost no more when many large ones are joined again and again', () => {
    let joined = Lost.of(...objects(5000));
    for (let i = 0; i < 20_000; i++) {
      const next = Lost.of(...objects(1));
      next.addAll(joined);
      joined = next;
    }
    assert.equal(joined.size, 10_001);
  });
});
