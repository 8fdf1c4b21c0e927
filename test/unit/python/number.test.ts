import assert from 'node:assert/strict';
import { floatRepr } from '../../../src/python/format.js';
import * as n from '../../../src/python/number.js';
import { answer, floatOf, numbersTruth } from './numbersTruth.js';

const truth = numbersTruth();
const int = (text: string): n.Int => n.norm(BigInt(text));

describe(`numbers as CPython ${truth.version} computes them`, () => {
  it(`${truth.floats.length} pairs of floats: //, %, round, int and repr`, () => {
    for (const [a, b, digits, floor, rest, round, rounded, whole] of truth.floats) {
      const [x, y] = [floatOf(a), floatOf(b)];
      const where = `${a}, ${b}, ${digits}`;
      assert.equal(floatRepr(x), a);
      assert.equal(
        answer(() => floatRepr(n.floorDivFloat(x, y))),
        floor,
        `// ${where}`,
      );
      assert.equal(
        answer(() => floatRepr(n.modFloat(x, y))),
        rest,
        `% ${where}`,
      );
      assert.equal(
        answer(() => String(n.roundFloatToInt(x))),
        round,
        `round ${where}`,
      );
      assert.equal(
        answer(() => floatRepr(n.roundFloat(x, digits))),
        rounded,
        `round to digits ${where}`,
      );
      assert.equal(
        answer(() => String(n.floatToInt(x))),
        whole,
        `int ${where}`,
      );
    }
  });

  it(`${truth.ints.length} pairs of ints: arithmetic, shifts, bits, round and pow`, () => {
    for (const [a, b, digits, shift, ...results] of truth.ints) {
      const [x, y] = [int(a), int(b)];
      const computed: (() => string)[] = [
        () => String(n.floorDivInt(x, y)),
        () => String(n.modInt(x, y)),
        () => floatRepr(n.trueDivInt(x, y)),
        () => String(n.roundInt(x, digits)),
        () => String(n.mulInt(x, y)),
        () => String(n.subInt(x, y)),
        () => String(n.addInt(x, y)),
        () => String(n.shiftLeft(x, shift)),
        () => String(n.shiftRight(x, shift)),
        () => String(n.bitwise('&', x, y)),
        () => String(n.bitwise('|', x, y)),
        () => String(n.bitwise('^', x, y)),
        () => String(n.invertInt(x)),
        () => String(n.bitLength(x)),
        () => String(n.powModInt(x, n.absInt(y), digits)),
      ];
      results.forEach((result, i) => {
        const compute = computed[i];
        assert.ok(compute);
        assert.equal(answer(compute), String(result), `operation ${i} of ${a} and ${b}, ${digits}, ${shift}`);
      });
    }
  });

  it(`${truth.powers.length} powers`, () => {
    for (const [kind, a, b, result] of truth.powers) {
      const computed = answer(() => {
        if (kind === 'int') return String(n.powInt(int(a), int(b)));
        const power = n.powFloat(floatOf(a), floatOf(b));
        return power === null ? 'complex' : floatRepr(power);
      });
      assert.equal(computed, result, `${a} ** ${b}`);
    }
  });

  it(`${truth.parses.length} texts as int and float`, () => {
    for (const [text, base, asInt, asFloat] of truth.parses) {
      const parsed = n.parseIntText(text, base);
      assert.equal(
        parsed === undefined ? '!ValueError' : String(parsed),
        asInt,
        `int(${JSON.stringify(text)}, ${base})`,
      );
      const float = n.parseFloatText(text);
      assert.equal(float === undefined ? '!ValueError' : floatRepr(float), asFloat, `float(${JSON.stringify(text)})`);
    }
  });
});

describe('ints', () => {
  it('have one spelling: a number up to 2⁵³ − 1, a bigint beyond', () => {
    const most = Number.MAX_SAFE_INTEGER;
    assert.equal(n.addInt(most, 1), 9007199254740992n);
    assert.equal(n.subInt(9007199254740992n, 1), most);
    assert.equal(n.mulInt(2 ** 30, 2 ** 30), 1152921504606846976n);
    assert.equal(n.floorDivInt(1152921504606846976n, 2 ** 30), 2 ** 30);
    assert.equal(n.negInt(-9007199254740992n), 9007199254740992n);
    assert.equal(typeof n.norm(-9007199254740991n), 'number');
  });

  it('zero is never negative', () => {
    for (const zero of [n.mulInt(0, -5), n.negInt(0), n.floorDivInt(0, -3), n.modInt(-6, 3), n.floatToInt(-0.5)]) {
      assert.ok(Object.is(zero, 0));
    }
    assert.ok(Object.is(n.intToFloat(n.mulInt(0, -5)), 0));
  });

  it('absurd powers and shifts are refused before they are computed', () => {
    assert.throws(() => n.powInt(10, 10 ** 10), n.TooLarge);
    assert.throws(() => n.shiftLeft(1, 10 ** 12), n.TooLarge);
    const large = n.powInt(2, 100_000);
    assert.throws(() => n.mulInt(large, large), n.TooLarge);
    assert.equal(n.powInt(1, 10 ** 15), 1);
    assert.equal(n.powInt(-1, 10 ** 15 + 1), -1);
    assert.equal(n.roundInt(5, -(10 ** 9)), 0);
    assert.equal(n.shiftRight(-5, 10 ** 12), -1);
  });

  it('literals read as ints, floats or neither', () => {
    const read = (text: string): unknown => n.parseNumberLiteral(text);
    assert.deepEqual(read('1_000'), { int: 1000 });
    assert.deepEqual(read('0xFF'), { int: 255 });
    assert.deepEqual(read('0b1_0'), { int: 2 });
    assert.deepEqual(read('0.'), { float: 0 });
    assert.deepEqual(read('.5'), { float: 0.5 });
    assert.deepEqual(read('1e-3'), { float: 0.001 });
    assert.deepEqual(read('9007199254740993'), { int: 9007199254740993n });
    for (const text of ['1j', '012', '1__0', '0x', '1e', 'inf', '']) assert.equal(read(text), undefined, text);
  });
});
