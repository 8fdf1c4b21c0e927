import assert from 'node:assert/strict';
import { MAX_PICTURE_BYTES, MAX_PICTURE_HEIGHT, overlapPicture } from '../../../src/editor/overlapPicture.js';
import { overlapWindow, WINDOW_CELLS } from '../../../src/editor/overlapWindow.js';
import type { ThemeKind } from '../../../src/editor/theme.js';
import { buildSpec, overlapMap } from '../../../src/engine/index.js';
import type { ConvSpec, LayerParams } from '../../../src/engine/index.js';
import { params } from './calls.js';

const THEMES: readonly ThemeKind[] = ['light', 'dark', 'high-contrast-dark', 'high-contrast-light'];

function spec(changes: Partial<LayerParams> = {}): ConvSpec {
  const result = buildSpec(params(changes));
  assert.ok(result.ok);
  return result.value;
}

function one(kernel: number, stride: number, more: Partial<LayerParams> = {}): ConvSpec {
  const axis = {
    spatialRank: 1,
    kernelSize: [kernel],
    stride: [stride],
    padding: [0],
    dilation: [1],
    outputPadding: [0],
  } as const;
  return spec({ ...axis, ...more });
}

function svg(uri: string): string {
  return Buffer.from(uri.slice(uri.indexOf(',') + 1), 'base64').toString('latin1');
}

describe('the part of the overlap map that a hover shows', () => {
  it('is the whole map of a small output', () => {
    assert.deepEqual(overlapWindow(one(3, 2), [4]), [{ head: [1, 1, 2, 1, 2, 1, 2, 1, 1], tail: [] }]);
  });

  it('is the beginning and the end of a long one, equal to those of the real map', () => {
    for (const [kernel, stride, dilation] of [
      [3, 2, 1],
      [5, 3, 1],
      [4, 2, 2],
      [7, 4, 1],
      [2, 3, 1],
      [16, 8, 1],
    ] as const) {
      for (const padding of [0, 1]) {
        const layer = one(kernel, stride, { dilation: [dilation], padding: [padding], outputPadding: [1] });
        const real = overlapMap(layer, [200]);
        assert.ok(real.ok);
        const counts = [...(real.value.profiles[0] ?? [])];
        const [window] = overlapWindow(layer, [200]) ?? [];
        assert.ok(window !== undefined && window.tail.length > 0);
        assert.deepEqual(window.head, counts.slice(0, window.head.length), `k ${kernel}, s ${stride}, d ${dilation}`);
        assert.deepEqual(window.tail, counts.slice(-window.tail.length), `k ${kernel}, s ${stride}, d ${dilation}`);
        assert.deepEqual(
          overlapWindow(layer, [null]),
          overlapWindow(layer, [200]),
          'an unknown size looks like a long one',
        );
      }
    }
  });

  it('shows the border and one period where they fit', () => {
    const [window] = overlapWindow(one(16, 8), [100]) ?? [];
    assert.deepEqual(window?.head.slice(0, 10), [1, 1, 1, 1, 1, 1, 1, 1, 2, 2]);
  });

  it('costs nothing at absurd sizes', () => {
    const [window] = overlapWindow(one(3, 2), [1_000_000_000]) ?? [];
    assert.ok(window !== undefined && window.head.length <= WINDOW_CELLS);
    assert.equal(overlapWindow(one(1_000_000, 2), [8]), null);
  });
});

describe('the picture of the overlap map', () => {
  it('is at most 64 pixels high and 20 kB long, for any kernel, stride, rank and theme', () => {
    for (const theme of THEMES) {
      for (const kernel of [1, 2, 3, 4, 5, 7, 16, 31]) {
        for (const stride of [1, 2, 3, 4, 8]) {
          for (const rank of [1, 2, 3] as const) {
            const axes = (value: number) => Array<number>(rank).fill(value);
            const layer = spec({
              spatialRank: rank,
              kernelSize: axes(kernel),
              stride: axes(stride),
              padding: axes(0),
              dilation: axes(1),
              outputPadding: axes(0),
            });
            const picture = overlapPicture(layer, axes(64), theme);
            assert.ok(picture !== null, `${kernel} ${stride} ${rank}`);
            assert.ok(picture.height <= MAX_PICTURE_HEIGHT && picture.height > 0);
            assert.ok(picture.width > 0 && picture.width <= 270);
            assert.ok(picture.uri.length <= MAX_PICTURE_BYTES);
          }
        }
      }
    }
  });

  it('has one colour per count, and a legend that names them', () => {
    const text = svg(overlapPicture(spec(), [8, 8], 'dark')?.uri ?? '');
    assert.deepEqual(
      [...text.matchAll(/>(\d+)<\/text>/g)].map(match => match[1]),
      ['1', '2', '4'],
    );
    assert.equal(new Set([...text.matchAll(/fill="(oklch[^"]+)"/g)].map(match => match[1])).size, 3);
  });

  it('hatches outputs without any contribution instead of colouring them', () => {
    const text = svg(overlapPicture(one(2, 3), [8], 'light')?.uri ?? '');
    assert.match(text, /<path fill="none" stroke="#6e6e6e" d="M\d+ \d+l/);
    assert.match(text, />0<\/text>/);
  });

  it('differs by theme, and is well-formed', () => {
    const texts = THEMES.map(theme => svg(overlapPicture(spec(), [8, 8], theme)?.uri ?? ''));
    assert.equal(new Set(texts).size, 4);
    for (const text of texts) {
      assert.match(text, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="\d+" height="\d+"/);
      assert.doesNotMatch(text, /NaN|undefined|style=/);
      assert.equal((text.match(/<(svg|text)\b/g) ?? []).length, (text.match(/<\/(svg|text)>/g) ?? []).length);
    }
  });

  it('shows the slice that is painted most in 3-D', () => {
    const layer = spec({
      spatialRank: 3,
      kernelSize: [3, 3, 3],
      stride: [2, 2, 2],
      padding: [0, 0, 0],
      dilation: [1, 1, 1],
      outputPadding: [0, 0, 0],
    });
    const text = svg(overlapPicture(layer, [4, 4, 4], 'dark')?.uri ?? '');
    assert.deepEqual(
      [...text.matchAll(/>(\d+)<\/text>/g)].map(match => match[1]),
      ['2', '4', '8'],
    );
  });
});
