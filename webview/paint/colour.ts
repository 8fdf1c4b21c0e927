import { srgbBytes } from './oklch.js';
import type { Oklch } from './oklch.js';

/**
 * The explorer's colours: hue is a weight, green a count, grey a value. Each is a function of what it stands for and of
 * whether the ground is dark, so that more is always further from the ground.
 */

/** A colour ready to paint, with the ink that numbers on it take. */
export interface Colour {
  readonly css: string;
  /** Perceived lightness, 0 to 1. */
  readonly l: number;
  readonly ink: string;
  /** Opaque, in the byte order of ImageData on a little-endian machine. */
  readonly packed: number;
}

/** From this lightness on, black numbers have more contrast than white ones. */
export const INK_LIGHTNESS = 0.565;

export function inkOn(lightness: number): string {
  return lightness > INK_LIGHTNESS ? '#000' : '#fff';
}

export function colourOf(oklch: Oklch): Colour {
  const [r, g, b] = srgbBytes(oklch);
  return {
    css: `rgb(${r} ${g} ${b})`,
    l: oklch.l,
    ink: inkOn(oklch.l),
    packed: ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0,
  };
}

const mix = (from: number, to: number, t: number): number => from + (to - from) * t;

/** Blue, magenta, amber: 72 is written 432 so that the way from magenta goes on through 360. */
const HUES = [258, 345, 432] as const;

function hueAt(t: number): number {
  return (t < 0.5 ? mix(HUES[0], HUES[1], t * 2) : mix(HUES[1], HUES[2], t * 2 - 1)) % 360;
}

/**
 * A weight by its place in the kernel: hue by row, lightness by column, where odd and even rows stand a quarter of a
 * step apart so that no row has its neighbour's lightness. A 1-D kernel takes the hues; in a 3-D one, chroma falls
 * from depth to depth.
 */
export function weightByIndex(position: readonly number[], kernelSize: readonly number[], dark: boolean): Oklch {
  const at = (values: readonly number[], fromEnd: number) => values[values.length - fromEnd];
  const flat = kernelSize.length === 1 || at(kernelSize, 2) === 1;
  const row = (flat ? at(position, 1) : at(position, 2)) ?? 0;
  const rows = (flat ? at(kernelSize, 1) : at(kernelSize, 2)) ?? 1;
  const column = flat ? 0 : (at(position, 1) ?? 0);
  const columns = flat ? 1 : (at(kernelSize, 1) ?? 1);
  const depth = at(position, 3) ?? 0;
  const depths = at(kernelSize, 3) ?? 1;
  const u = rows > 1 ? row / (rows - 1) : 0;
  const v = columns > 1 ? column / (columns - 1) : 0.5;
  const step = columns > 1 ? 0.3 / (columns - 1) : 0.15;
  const l = (dark ? mix(0.5, 0.8, v) : mix(0.8, 0.5, v)) + ((row % 2 ? -1 : 1) * step) / 4;
  const fall = depths > 1 ? 1 - (0.55 * depth) / (depths - 1) : 1;
  return { l, c: (0.135 - 0.03 * Math.abs(v - 0.4)) * fall, h: hueAt(u) };
}

/** A weight by its value, diverging: blue below 0, amber above; share is w / max|w| from −1 to 1. */
export function weightByValue(share: number, dark: boolean): Oklch {
  const size = Math.min(1, Math.abs(share));
  return { l: dark ? mix(0.34, 0.8, size) : mix(0.95, 0.52, size), c: 0.02 + 0.12 * size, h: share < 0 ? 252 : 62 };
}

/** How many contributions an element gets, of at most max; null for none, which is hatched and not just "few". */
export function countColour(count: number, max: number, dark: boolean): Oklch | null {
  if (count <= 0) return null;
  const t = max > 1 ? Math.min(1, (count - 0.5) / (max - 0.5)) : 0.6;
  return dark
    ? { l: mix(0.34, 0.86, t), c: mix(0.055, 0.12, t), h: mix(195, 150, t) }
    : { l: mix(0.95, 0.46, t), c: mix(0.03, 0.09, t), h: mix(165, 190, t) };
}

/** A value of x or y between the least and the greatest shown: grey, the greatest furthest from the ground. */
export function valueColour(value: number, least: number, greatest: number, dark: boolean): Oklch {
  const t = greatest > least ? Math.min(1, Math.max(0, (value - least) / (greatest - least))) : 0.5;
  return { l: dark ? mix(0.25, 0.78, t) : mix(0.97, 0.55, t), c: 0, h: 0 };
}
