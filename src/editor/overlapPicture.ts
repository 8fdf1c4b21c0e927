import type { ConvSpec } from '../engine/index.js';
import { overlapWindow } from './overlapWindow.js';
import type { AxisWindow } from './overlapWindow.js';
import { pictureColours } from './theme.js';
import type { PictureColours, ThemeKind } from './theme.js';

export interface Picture {
  /** data:image/svg+xml;base64,… of at most MAX_PICTURE_BYTES characters. */
  readonly uri: string;
  readonly width: number;
  readonly height: number;
}

/** A hover's markdown is cut at 100,000 characters, and a cut picture would be shown as text. */
export const MAX_PICTURE_BYTES = 20_000;
export const MAX_PICTURE_HEIGHT = 64;

const GAP = 7;
const LEGEND_ROW = 12;
const LEGEND_WIDTH = 44;
const LARGEST_CELL = 16;
/** Cells smaller than this have no gap between them, which would take most of their colour. */
const SMALLEST_WITH_GAP = 4;
/** A strip of a 1-D layer is this wide at most, and this high. */
const STRIP_WIDTH = 200;
const STRIP_HEIGHT = 20;

/**
 * The overlap map of a transposed convolution as a small picture: one period and its border, a gap with dots where
 * outputs are left out, and the counts' colours as a legend. In 1-D a strip, in 3-D the slice that is painted most.
 * null where the layer has no map, or the picture would be too large.
 */
export function overlapPicture(
  spec: ConvSpec,
  inputSpatial: readonly (number | null)[],
  theme: ThemeKind,
): Picture | null {
  const axes = overlapWindow(spec, inputSpatial);
  const columns = axes?.at(-1);
  if (axes === null || columns === undefined) {
    return null;
  }
  const deep = axes.length === 3 ? Math.max(0, ...(axes[0]?.head ?? []), ...(axes[0]?.tail ?? [])) : 1;
  const picture = draw(axes.at(-2) ?? null, columns, deep, pictureColours(theme));
  return picture.uri.length <= MAX_PICTURE_BYTES ? picture : null;
}

/** Draws rows by columns, or the columns alone as a strip; every count is multiplied by `factor`. */
function draw(rows: AxisWindow | null, columns: AxisWindow, factor: number, colours: PictureColours): Picture {
  const side = Math.min(LARGEST_CELL, fit(columns, MAX_PICTURE_HEIGHT), fit(rows ?? columns, MAX_PICTURE_HEIGHT));
  const cellWidth = rows === null ? Math.min(LARGEST_CELL, fit(columns, STRIP_WIDTH)) : side;
  const cellHeight = rows === null ? STRIP_HEIGHT : side;
  const ys = places(rows ?? { head: [1], tail: [] }, cellHeight);
  const xs = places(columns, cellWidth);
  const [w, h] = [cellWidth, cellHeight].map(size => (size < SMALLEST_WITH_GAP ? size : size - 1));
  const byCount = new Map<number, string>();
  for (const row of ys.cells) {
    for (const column of xs.cells) {
      const count = row.count * column.count * factor;
      byCount.set(count, `${byCount.get(count) ?? ''}M${column.at} ${row.at}h${w}v${h}h-${w}z`);
    }
  }
  const counts = [...byCount.keys()].sort((a, b) => a - b);
  const max = counts.at(-1) ?? 1;
  const legend = legendOf(counts);
  const mapHeight = ys.length;
  const height = Math.min(MAX_PICTURE_HEIGHT, Math.max(mapHeight, legend.length * LEGEND_ROW));
  const legendWidth = LEGEND_WIDTH + 6 * Math.max(0, String(max).length - 2);
  const width = xs.length + GAP + legendWidth;
  const parts = counts.map(count => shape(count, byCount.get(count) ?? '', max, colours));
  parts.push(...dots(xs, ys, colours));
  legend.forEach((count, index) => {
    const y = index * LEGEND_ROW;
    const x = xs.length + GAP;
    parts.push(
      shape(count, `M${x} ${y + 1}h9v9h-9z`, max, colours),
      `<text x="${x + 14}" y="${y + 9.5}" fill="${colours.text}">${count}</text>`,
    );
  });
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" ` +
    `font-family="sans-serif" font-size="10.5">${parts.join('')}</svg>`;
  return { uri: `data:image/svg+xml;base64,${btoa(svg)}`, width, height };
}

/** The largest cell with which the axis is no longer than `length`. */
function fit(axis: AxisWindow, length: number): number {
  const cells = axis.head.length + axis.tail.length;
  const room = length - (axis.tail.length > 0 ? GAP : 0);
  return Math.max(2, Math.floor(room / Math.max(1, cells)));
}

interface Places {
  readonly cells: readonly { readonly at: number; readonly count: number }[];
  readonly length: number;
  /** Where the gap is, or null where the axis is whole. */
  readonly gap: number | null;
}

function places(axis: AxisWindow, cell: number): Places {
  const gap = axis.tail.length > 0 ? axis.head.length * cell : null;
  const head = axis.head.map((count, index) => ({ at: index * cell, count }));
  const tail = axis.tail.map((count, index) => ({ at: (gap ?? 0) + GAP + index * cell, count }));
  const cells = [...head, ...tail];
  return { cells, length: cells.length * cell + (gap === null ? 0 : GAP), gap };
}

/** Three dots in the gap: outputs are left out there, and they go on as before. */
function dots(xs: Places, ys: Places, colours: PictureColours): string[] {
  if (xs.gap === null && ys.gap === null) {
    return [];
  }
  const x = xs.gap === null ? xs.length / 2 : xs.gap + GAP / 2;
  const y = ys.gap === null ? ys.length / 2 : ys.gap + GAP / 2;
  return [-2.2, 0, 2.2].map(d => {
    const [cx, cy] = [xs.gap === null ? x : x + d - 0.5, ys.gap === null ? y : y + d - 0.5];
    return `<circle cx="${round(cx)}" cy="${round(cy)}" r=".8" fill="${colours.text}"/>`;
  });
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** All cells of one count. Without any contribution they are hatched: unpainted is not "few". */
function shape(count: number, path: string, max: number, colours: PictureColours): string {
  if (count > 0) {
    return `<path fill="${colours.count(count, max).fill}" d="${path}"/>`;
  }
  const strokes = path.replace(
    /M([\d.]+) ([\d.]+)h(\d+)v(\d+)[^M]*/g,
    (_, x: string, y: string, w: string, h: string) => {
      return `M${x} ${Number(y) + Number(h)}l${w} -${h}`;
    },
  );
  return `<path fill="none" stroke="${colours.hatch}" d="${strokes}"/>`;
}

/** The counts that the legend names: all, or five of many with the least and the most among them. */
function legendOf(counts: readonly number[]): readonly number[] {
  const limit = Math.floor(MAX_PICTURE_HEIGHT / LEGEND_ROW);
  if (counts.length <= limit) {
    return counts;
  }
  const picked = Array.from({ length: limit }, (_, i) => Math.round((i * (counts.length - 1)) / (limit - 1)));
  return picked.map(index => counts[index] ?? 0);
}
