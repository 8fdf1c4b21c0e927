import assert from 'node:assert/strict';
import { assuming, compareAssuming, noteAtLeast, noteEqual } from '../../../src/python/sym/assume.js';
import { add, floordiv, inOwnSizes, mod, mul, multipleOf, sub, Sym } from '../../../src/python/sym/sym.js';

const H = Sym.of('H');

describe('what is assumed of sizes', () => {
  it('sizes that meet after going down and up are multiples', () => {
    const { multiples, equal } = assuming(() => noteEqual(mul(floordiv(floordiv(H, 2), 4), 8), H));
    assert.deepEqual([[...multiples], equal], [[['H', 8]], []]);
  });

  it('nothing, where sizes are equal anyway or can never be', () => {
    const noted = assuming(() => {
      noteEqual(add(H, 2), add(2, H));
      noteEqual(H, sub(H, 1));
    });
    assert.deepEqual([noted.multiples.size, noted.least.size, noted.equal.length], [0, 0, 0]);
  });

  it('an equality, where no divisor helps', () => {
    assert.equal(assuming(() => noteEqual(mul(H, Sym.of('W')), 196)).equal.length, 1);
  });

  it('a condition that all large sizes fulfil, from the smallest of them on', () => {
    let truth: boolean | null = null;
    const { least } = assuming(() => {
      truth = compareAssuming('>=', floordiv(H, 2), 7);
    });
    assert.deepEqual([truth, [...least]], [true, [['H', 14]]]);
  });

  it('a rest is 0; that sizes differ is not decided', () => {
    const truths: (boolean | null)[] = [];
    const { multiples } = assuming(() => {
      truths.push(compareAssuming('!=', mod(H, 32), 0), compareAssuming('==', H, 224));
    });
    assert.deepEqual([truths, [...multiples]], [[false, null], [['H', 32]]]);
  });

  it('nothing of an argument without a value, and nothing outside', () => {
    assert.equal(compareAssuming('>', H, 4), null);
    let truth: boolean | null = true;
    const { least } = assuming(() => {
      truth = compareAssuming('>', Sym.of('depth', false), 4);
      noteAtLeast(H, 10);
    });
    assert.deepEqual([truth, [...least]], [null, [['H', 10]]]);
  });
});

describe('sizes in parts of others', () => {
  it('are the same number in the sizes themselves, for every multiple', () => {
    let state = 7;
    const random = (below: number): number => (state = (state * 48271) % 2147483647) % below;
    let compared = 0;
    for (let i = 0; i < 2000; i++) {
      const [m, n] = [2 + random(12), 2 + random(12)];
      let dim = multipleOf('H', m);
      for (let step = random(5); step >= 0; step--) {
        const other = random(2) === 0 ? multipleOf('W', n) : 1 + random(9);
        dim = [add, sub, mul, (a: typeof dim) => floordiv(a, 1 + random(7))][random(4)]?.(dim, other) ?? dim;
      }
      const own = inOwnSizes(
        dim,
        new Map([
          ['H', m],
          ['W', n],
        ]),
      );
      for (let k = 1; k < 6; k++) {
        const [h, w] = [1 + random(20), 1 + random(20)];
        const values = { H: h * m, W: w * n };
        const real = dim instanceof Sym ? dim.evaluate({ [`(H/${m})`]: h, [`(W/${n})`]: w }) : dim;
        const ours = own instanceof Sym ? own.evaluate(values) : own;
        if (real === undefined || ours === undefined) continue;
        compared++;
        assert.equal(ours, real, `${String(dim)} as ${String(own)} at ${JSON.stringify(values)}`);
      }
    }
    assert.ok(compared > 5000, String(compared));
  });

  it('print as quotients', () => {
    const own = inOwnSizes(floordiv(multipleOf('H', 32), 4), new Map([['H', 32]]));
    assert.equal(String(own), 'H//4');
    assert.equal(own instanceof Sym && own.printMath({ H: 32 }), 'H/4');
  });
});
