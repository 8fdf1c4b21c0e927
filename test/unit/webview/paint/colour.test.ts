import assert from 'node:assert/strict';
import {
  colourOf,
  countColour,
  inkOn,
  valueColour,
  weightByIndex,
  weightByValue,
} from '../../../../webview/paint/colour.js';
import { linearRgb, luminance, oklab } from '../../../../webview/paint/oklch.js';
import type { Oklch, Rgb } from '../../../../webview/paint/oklch.js';

/** Machado, Oliveira and Fernandes 2009, severity 1: what each kind of sight makes of linear light. */
const SIGHTS: Record<string, readonly Rgb[]> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

function distance(a: Oklch, b: Oklch, sight: readonly Rgb[]): number {
  const seen = (colour: Oklch) => {
    const rgb = linearRgb(colour);
    const dot = (row: Rgb) => Math.max(0, row[0] * rgb[0] + row[1] * rgb[1] + row[2] * rgb[2]);
    const [r, g, b] = sight.map(dot);
    return oklab([r ?? 0, g ?? 0, b ?? 0]);
  };
  const [first, second] = [seen(a), seen(b)];
  return 100 * Math.hypot(first[0] - second[0], first[1] - second[1], first[2] - second[2]);
}

/** WCAG 2 contrast of the ink on a colour. */
function contrast(colour: Oklch): number {
  const y = luminance(linearRgb(colour));
  return inkOn(colour.l) === '#000' ? (y + 0.05) / 0.05 : 1.05 / (y + 0.05);
}

const places = [0, 1, 2].flatMap(row => [0, 1, 2].map(column => [row, column]));

for (const dark of [true, false]) {
  describe(`Colours on a ${dark ? 'dark' : 'light'} ground`, () => {
    const weights = places.map(place => ({ place, colour: weightByIndex(place, [3, 3], dark) }));
    const pairs = weights.flatMap((a, index) => weights.slice(index + 1).map(b => [a, b] as const));
    const least = { normal: 14.6, protan: 5.3, deutan: 8.5, tritan: 7.8 };

    for (const [name, bound] of Object.entries(least)) {
      it(`the nine weights of a 3 × 3 kernel stay at least ${bound} apart for ${name} sight`, () => {
        const nearest = Math.min(...pairs.map(([a, b]) => distance(a.colour, b.colour, SIGHTS[name] ?? [])));
        assert.ok(nearest >= bound - 0.05, `nearest is ${nearest}`);
      });
    }

    it('weights of one column in different rows stay at least 8.2 apart for every sight', () => {
      for (const sight of Object.values(SIGHTS)) {
        for (const [a, b] of pairs) {
          if (a.place[1] !== b.place[1]) continue;
          assert.ok(distance(a.colour, b.colour, sight) >= 8.15);
        }
      }
    });

    it('the counts 1, 2 and 4 stay at least 13.3 apart for every sight', () => {
      const [one, two, four] = [1, 2, 4].map(count => countColour(count, 4, dark));
      assert.ok(one && two && four);
      for (const sight of Object.values(SIGHTS)) {
        assert.ok(distance(one, two, sight) >= 13.25);
        assert.ok(distance(two, four, sight) >= 13.25);
      }
    });

    it('numbers on weights and counts have a contrast of at least 4.38 : 1', () => {
      for (const { colour } of weights) assert.ok(contrast(colour) >= 4.38, `${contrast(colour)}`);
      for (let count = 1; count <= 100; count++) {
        const colour = countColour(count, 100, dark);
        assert.ok(colour && contrast(colour) >= 4.38, `count ${count}`);
      }
    });

    it('numbers on values have a contrast of at least 4.38 : 1', () => {
      for (let value = 0; value <= 100; value++) {
        assert.ok(contrast(valueColour(value, 0, 100, dark)) >= 4.38, `value ${value}`);
      }
    });

    it('a greater value, count or weight is further from the ground', () => {
      const away = (colour: Oklch | null) => (dark ? (colour?.l ?? 0) : 1 - (colour?.l ?? 1));
      assert.ok(away(valueColour(9, 0, 9, dark)) > away(valueColour(0, 0, 9, dark)));
      assert.ok(away(countColour(4, 4, dark)) > away(countColour(1, 4, dark)));
      assert.ok(away(weightByValue(-1, dark)) > away(weightByValue(0.1, dark)));
    });

    it('weights of opposite sign differ for every sight', () => {
      for (const sight of Object.values(SIGHTS)) {
        assert.ok(distance(weightByValue(1, dark), weightByValue(-1, dark), sight) > 10);
      }
    });

    it('no row of a larger kernel has the lightness of the next', () => {
      for (let row = 0; row < 6; row++) {
        const a = weightByIndex([row, 3], [7, 7], dark);
        const b = weightByIndex([row + 1, 3], [7, 7], dark);
        assert.ok(Math.abs(a.l - b.l) > 0.02);
      }
    });
  });
}

describe('Colours', () => {
  it('no contribution has no colour, since it is hatched', () => {
    assert.equal(countColour(0, 4, true), null);
  });

  it('a 1-D kernel takes the hues blue, magenta and amber', () => {
    assert.deepEqual(
      [0, 1, 2].map(tap => weightByIndex([tap], [3], true).h),
      [258, 345, 72],
    );
  });

  it('a kernel of one weight has a colour', () => {
    assert.match(colourOf(weightByIndex([0, 0], [1, 1], true)).css, /^rgb\(\d+ \d+ \d+\)$/);
  });

  it('depths of a 3-D kernel differ', () => {
    assert.notEqual(
      colourOf(weightByIndex([0, 1, 1], [3, 3, 3], true)).css,
      colourOf(weightByIndex([2, 1, 1], [3, 3, 3], true)).css,
    );
  });

  it('equal values share the middle grey instead of dividing by zero', () => {
    assert.equal(valueColour(1, 1, 1, true).l, valueColour(0.5, 0, 1, true).l);
  });

  it('packs bytes as ImageData holds them', () => {
    const white = colourOf({ l: 1, c: 0, h: 0 });
    assert.equal(white.packed, 0xffffffff);
    assert.equal(colourOf({ l: 0, c: 0, h: 0 }).packed, 0xff000000);
  });
});
