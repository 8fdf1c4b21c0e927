import assert from 'node:assert/strict';
import {
  add,
  applyRule,
  atLeast,
  ceildiv,
  equalOrNull,
  equals,
  floordiv,
  lessOrNull,
  max,
  min,
  mod,
  mul,
  neg,
  pow,
  sub,
  Sym,
  takeWork,
  type Dimension,
} from '../../../src/python/sym/sym.js';
import { buildSpec, outputSpatial, sizeRule } from '../../../src/engine/index.js';
import { randomInts } from './randomInts.js';

const H = Sym.of('H');
const W = Sym.of('W');

const python = (value: Dimension): string => (value instanceof Sym ? value.printPython() : String(value));
const math = (value: Dimension): string => (value instanceof Sym ? value.printMath() : String(value));
const halved = (value: Dimension): Dimension => applyRule(value, { mul: 1, add: -1, div: 2, plus: 1 });
const times = (count: number, step: (value: Dimension) => Dimension, start: Dimension): Dimension =>
  Array.from({ length: count }).reduce<Dimension>(value => step(value), start);

describe('symbolic dimensions', () => {
  it('a constant result is a number', () => {
    assert.equal(sub(H, H), 0);
    assert.equal(mod(add(mul(H, 4), 3), 4), 3);
    assert.equal(floordiv(7, -2), -4);
    assert.equal(mod(7, -2), -1);
    assert.ok(Object.is(mul(0, -5), 0));
  });

  it('five layers of kernel 3, stride 2, padding 1 give ⌈H/32⌉', () => {
    const out = times(5, halved, H);
    assert.equal(python(out), '(H + 31)//32');
    assert.equal(math(out), '⌈H/32⌉');
    assert.ok(out instanceof Sym);
    assert.equal(out.printMath({ H: 32 }), 'H/32');
    assert.equal(out.printMath({ H: 96 }), 'H/32');
    assert.equal(out.printMath({ H: 16 }), '⌈(H/16)/2⌉');
  });

  it('⌊(H−1)/2⌋ + 1 prints as ⌈H/2⌉, and ⌊H/2⌋ as it is', () => {
    assert.equal(math(add(floordiv(sub(H, 1), 2), 1)), '⌈H/2⌉');
    assert.equal(math(floordiv(H, 2)), '⌊H/2⌋');
    assert.equal(math(floordiv(add(H, 1), 3)), '⌊(H+1)/3⌋');
    assert.equal(math(ceildiv(add(H, W), 2)), '⌈(H+W)/2⌉');
    assert.equal((floordiv(H, 2) as Sym).printMath({ H: 2 }), 'H/2');
    assert.equal((mul(3, floordiv(H, 4)) as Sym).printMath({ H: 4 }), '3·H/4');
    assert.equal((add(floordiv(H, 2), W) as Sym).printMath({ H: 2 }), 'H/2 + W');
  });

  it('sums, products and signs print as people write them', () => {
    assert.equal(python(add(mul(H, 2), 1)), '2*H + 1');
    assert.equal(python(sub(1, H)), '1 - H');
    assert.equal(python(neg(H)), '-H');
    assert.equal(python(mul(H, W)), 'H*W');
    assert.equal(math(sub(mul(H, 2), 3)), '2·H − 3');
    assert.equal(python(mul(2, floordiv(H, 2))), '2*(H//2)');
    assert.equal(math(mul(2, floordiv(H, 2))), '2·⌊H/2⌋');
    assert.equal(python(mod(H, 4)), 'H - 4*(H//4)');
    assert.equal(python(floordiv(512, H)), '512//H');
    assert.equal(python(floordiv(H, add(W, 1))), 'H//(W + 1)');
    assert.equal(python(max(sub(H, 3), W)), 'max(H - 3, W)');
    assert.equal(String(Sym.of('ngf')), 'ngf');
  });

  it('a transposed layer of kernel 4, stride 2, padding 1 undoes an exact halving', () => {
    const doubled = (value: Dimension): Dimension => applyRule(value, { mul: 2, add: 0, div: 1, plus: 0 });
    assert.equal(python(doubled(floordiv(mul(H, 2), 2))), '2*H');
    assert.equal(equals(doubled(floordiv(H, 2)), H), false);
    assert.equal(equalOrNull(doubled(floordiv(H, 2)), H), null);
  });

  it('two forms of one function are equal by residues', () => {
    assert.ok(equals(neg(floordiv(neg(H), 2)), floordiv(add(H, 1), 2)));
    assert.ok(equals(sub(H, floordiv(H, 2)), floordiv(add(H, 1), 2)));
    assert.ok(equals(add(H, mod(neg(H), 8)), mul(8, ceildiv(H, 8))));
    const product = mul(sub(H, floordiv(H, 2)), W);
    assert.ok(equals(product, mul(ceildiv(H, 2), W)));
    assert.equal(equals(floordiv(H, 2), floordiv(H, 3)), false);
    assert.equal(equals(floordiv(mul(H, W), 2), mul(floordiv(H, 2), W)), false);
  });

  it('comparisons are decided only where they hold for all positive sizes', () => {
    assert.equal(lessOrNull(H, 1), false);
    assert.equal(lessOrNull(0, H), true);
    assert.equal(lessOrNull(H, 2), null);
    assert.equal(lessOrNull(H, add(H, 1)), true);
    assert.equal(lessOrNull(H, floordiv(H, 2)), false);
    assert.equal(lessOrNull(floordiv(H, 16), 0), false);
    assert.equal(lessOrNull(Sym.of('k', false), 0), null);
    assert.equal(equalOrNull(H, 0), false);
    assert.equal(equalOrNull(H, 3), null);
    assert.equal(equalOrNull(H, Sym.of('H')), true);
    assert.equal(equalOrNull(H, W), null);
    assert.ok(atLeast(ceildiv(H, 2), 1));
    assert.equal(atLeast(floordiv(H, 2), 1), false);
  });

  it('max and min are taken where one side is never beaten', () => {
    assert.equal(python(max(H, 1)), 'H');
    assert.equal(min(H, 0), 0);
    assert.equal(python(max(H, add(H, 2))), 'H + 2');
    assert.equal(python(max(max(H, W), H)), 'max(H, W)');
    assert.equal(max(3, 5), 5);
  });

  it('a product divided by its own positive factor is the other one', () => {
    assert.equal(python(floordiv(mul(H, W), W)), 'H');
    assert.equal(floordiv(H, H), 1);
    assert.equal(floordiv(mul(mul(H, 6), W), mul(3, W)) instanceof Sym, true);
    assert.equal(python(floordiv(mul(mul(H, 6), W), mul(3, W))), '2*H');
    assert.equal(floordiv(mul(add(H, 1), 4), add(H, 1)), 4);
    const k = Sym.of('k', false);
    assert.equal(python(floordiv(mul(H, k), k)), 'H*k//k');
  });

  it('a name replaced by a value simplifies all above it', () => {
    const out = times(5, halved, H);
    assert.ok(out instanceof Sym);
    assert.equal(python(out.substitute('H', mul(32, Sym.of('h')))), 'h');
    assert.equal(out.substitute('H', 224), 7);
    assert.equal(out.evaluate({ H: 224 }), 7);
    assert.equal(out.evaluate(new Map([['H', 225]])), 8);
    assert.equal(out.evaluate({ W: 3 }), undefined);
    assert.deepEqual((mul(H, W) as Sym).names, ['H', 'W']);
  });

  it('what grows beyond all use is opaque and never wrong', () => {
    const big = mul(mul(H, 2 ** 40), 2 ** 40);
    assert.ok(big instanceof Sym && big.isOpaque);
    assert.equal(big.printPython(), '?');
    assert.equal(big.evaluate({ H: 1 }), undefined);
    assert.equal(equals(big, mul(mul(H, 2 ** 40), 2 ** 40)), false);
    assert.ok(equals(big, big));
    assert.ok((pow(add(H, W), 40) as Sym).isOpaque);
    assert.ok((pow(H, 10 ** 9) as Sym).isOpaque);
    assert.equal(python(pow(H, 2)), 'H*H');
    assert.ok((add(Number.MAX_VALUE, 1) as Sym).isOpaque);
    const nested = times(3000, value => floordiv(add(mul(value, 3), W), 2), H);
    assert.ok(nested instanceof Sym && nested.isOpaque);
    assert.throws(() => floordiv(H, 0), RangeError);
  });

  it('work is counted, so that the interpreter can charge it to its budget', () => {
    takeWork();
    add(H, 1);
    const little = takeWork();
    assert.ok(little > 0 && little < 20, `${little}`);
    const wide = Array.from({ length: 10 }, (_, i) => Sym.of(`n${i}`)).reduce<Dimension>((sum, n) => add(sum, n), 0);
    takeWork();
    pow(wide, 2);
    const much = takeWork();
    assert.ok(much > 40 && much > 5 * little, `${much}`);
    assert.equal(takeWork(), 0);
  });

  it('a size rule applies to numbers and to names alike', () => {
    const rule = { mul: 2, add: 1, div: 1, plus: 0 };
    assert.equal(applyRule(8, rule), 17);
    assert.equal(python(applyRule(H, rule)), '2*H + 1');
  });
});

/** A random term over H and W with what it computes. */
interface Random {
  readonly value: Dimension;
  readonly compute: (h: number, w: number) => number;
}

function randomTerm(next: (n: number) => number): Random {
  let term: Random = { value: H, compute: h => h };
  const earlier: Random[] = [{ value: W, compute: (_, w) => w }];
  for (let step = 1 + next(6); step > 0; step--) {
    const { value, compute } = term;
    earlier.push(term);
    const other = earlier[next(earlier.length)] ?? term;
    const constant = next(13) - 6;
    const divisor = (1 + next(6)) * (next(5) === 0 ? -1 : 1);
    const kinds: (() => Random)[] = [
      () => ({ value: add(value, constant), compute: (h, w) => compute(h, w) + constant }),
      () => ({ value: mul(value, constant), compute: (h, w) => compute(h, w) * constant }),
      () => ({ value: floordiv(value, divisor), compute: (h, w) => Math.floor(compute(h, w) / divisor) }),
      () => ({ value: ceildiv(value, divisor), compute: (h, w) => Math.ceil(compute(h, w) / divisor) }),
      () => ({
        value: mod(value, divisor),
        compute: (h, w) => compute(h, w) - divisor * Math.floor(compute(h, w) / divisor),
      }),
      () => ({ value: sub(value, other.value), compute: (h, w) => compute(h, w) - other.compute(h, w) }),
      () => ({ value: add(value, other.value), compute: (h, w) => compute(h, w) + other.compute(h, w) }),
      () => ({ value: mul(value, other.value), compute: (h, w) => compute(h, w) * other.compute(h, w) }),
      () => ({
        value: max(value, other.value),
        compute: (h, w) => Math.max(compute(h, w), other.compute(h, w)),
      }),
      () => ({ value: min(value, constant), compute: (h, w) => Math.min(compute(h, w), constant) }),
    ];
    term = kinds[next(kinds.length)]?.() ?? term;
  }
  return term;
}

const POINTS: readonly (readonly [number, number])[] = Array.from({ length: 40 }, (_, i) => [
  1 + ((i * 7) % 41),
  1 + ((i * 5) % 23),
]);

describe('symbolic dimensions against direct evaluation of random terms', () => {
  it('simplification never changes a value', () => {
    const next = randomInts(7);
    let checked = 0;
    let undetermined = 0;
    for (let i = 0; i < 6000; i++) {
      const { value, compute } = randomTerm(next);
      for (const [h, w] of POINTS) {
        const got = typeof value === 'number' ? value : value.evaluate({ H: h, W: w });
        if (got === undefined) undetermined++;
        else {
          assert.equal(got, compute(h, w) + 0, `${python(value)} at H=${h}, W=${w}`);
          checked++;
        }
      }
    }
    assert.ok(undetermined < checked / 50, `${undetermined} of ${checked} were opaque`);
  });

  it('printed Python computes the same value', () => {
    const next = randomInts(11);
    for (let i = 0; i < 1500; i++) {
      const { value, compute } = randomTerm(next);
      if (value instanceof Sym && value.isOpaque) continue;
      const run = evaluatePython(python(value));
      for (const [h, w] of POINTS.slice(0, 10)) assert.equal(run(h, w), compute(h, w) + 0, python(value));
    }
  });

  it('the size rule of a random layer gives the sizes that the engine gives', () => {
    const next = randomInts(19);
    let sizes = 0;
    for (let i = 0; i < 400; i++) {
      const stride = 1 + next(4);
      const transposed = next(2) === 0;
      const built = buildSpec({
        convention: 'torch',
        kind: transposed ? 'transposed' : 'convolution',
        spatialRank: 1,
        inChannels: 1,
        outChannels: 1,
        kernelSize: [1 + next(7)],
        stride: [stride],
        padding: [next(4)],
        dilation: [1 + next(3)],
        outputPadding: [transposed ? next(stride) : 0],
        groups: 1,
        bias: false,
        paddingMode: 'zeros',
        depthMultiplier: 1,
        layout: 'NCHW',
      });
      assert.ok(built.ok);
      const dim = applyRule(H, sizeRule(built.value, 0));
      assert.ok(dim instanceof Sym || typeof dim === 'number');
      const run = evaluatePython(python(dim));
      for (let h = 1; h < 60; h += 1 + next(5)) {
        const output = outputSpatial(built.value, [h]);
        if (!output.ok) continue;
        sizes++;
        assert.equal(run(h, 0), output.value[0], `${python(dim)} at ${h}`);
      }
    }
    assert.ok(sizes > 4000, `${sizes} sizes`);
  });

  it('equality and order are claimed only where they hold at every point', () => {
    const next = randomInts(13);
    const claims = { equal: 0, different: 0, less: 0, notLess: 0, open: 0 };
    for (let i = 0; i < 3000; i++) {
      const [a, b] = [randomTerm(next), randomTerm(next)];
      const equal = equalOrNull(a.value, b.value);
      const less = lessOrNull(a.value, b.value);
      for (const [h, w] of POINTS) {
        const [x, y] = [a.compute(h, w), b.compute(h, w)];
        const where = `${python(a.value)} and ${python(b.value)} at H=${h}, W=${w}`;
        if (equal !== null) assert.equal(x === y, equal, where);
        if (less !== null) assert.equal(x < y, less, where);
      }
      if (equal === true) claims.equal++;
      else if (equal === false) claims.different++;
      if (less === true) claims.less++;
      else if (less === false) claims.notLess++;
      else claims.open++;
    }
    for (const [claim, count] of Object.entries(claims)) assert.ok(count > 20, `${claim}: ${count}`);
  });

  it('terms of floors that agree at all residues are proved equal', () => {
    const next = randomInts(17);
    let pairs = 0;
    for (let i = 0; i < 4000; i++) {
      const chain = (): Random => {
        let term: Random = { value: H, compute: h => h };
        for (let step = 1 + next(3); step > 0; step--) {
          const { value, compute } = term;
          const [d, c] = [1 + next(3), next(5) - 2];
          term = next(2)
            ? { value: floordiv(add(value, c), d), compute: (h, w) => Math.floor((compute(h, w) + c) / d) }
            : { value: ceildiv(sub(value, c), d), compute: (h, w) => Math.ceil((compute(h, w) - c) / d) };
        }
        return term;
      };
      const [a, b] = [chain(), chain()];
      const agree = Array.from({ length: 400 }, (_, h) => h + 1).every(h => a.compute(h, 0) === b.compute(h, 0));
      assert.equal(equals(a.value, b.value), agree, `${python(a.value)} and ${python(b.value)}`);
      if (agree) pairs++;
    }
    assert.ok(pairs > 50, `${pairs} equal pairs`);
  });
});

/** Python's arithmetic for what printPython writes: ints, names, + - * //, max, min and parentheses. */
function evaluatePython(text: string): (h: number, w: number) => number {
  const tokens = text.match(/\d+|[A-Za-z]+|\/\/|[-+*(),]/g) ?? [];
  return (h, w) => {
    let at = 0;
    const take = (): string => tokens[at++] ?? '';
    const unary = (): number => {
      const token = take();
      if (token === '-') return -unary();
      if (token === '(') {
        const value = sum();
        assert.equal(take(), ')');
        return value;
      }
      if (token === 'max' || token === 'min') {
        assert.equal(take(), '(');
        const parts = [sum()];
        while (tokens[at] === ',') {
          at++;
          parts.push(sum());
        }
        assert.equal(take(), ')');
        return token === 'max' ? Math.max(...parts) : Math.min(...parts);
      }
      if (token === 'H') return h;
      if (token === 'W') return w;
      assert.match(token, /^\d+$/, `unexpected ${token} in ${text}`);
      return Number(token);
    };
    const product = (): number => {
      let value = unary();
      while (tokens[at] === '*' || tokens[at] === '//') {
        if (take() === '*') value *= unary();
        else value = Math.floor(value / unary());
      }
      return value;
    };
    const sum = (): number => {
      let value = product();
      while (tokens[at] === '+' || tokens[at] === '-') value += take() === '+' ? product() : -product();
      return value;
    };
    const value = sum();
    assert.equal(at, tokens.length, text);
    return value + 0;
  };
}
