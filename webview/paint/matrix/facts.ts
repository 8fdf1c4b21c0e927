import { memoryEstimate } from '../../../src/engine/index.js';
import type { Scene } from '../../state/scene.js';
import { formatBytes, formatNumber, say } from '../../strings.js';
import { drawn } from '../caption.js';
import type { Part } from '../part.js';
import { drawText } from '../text.js';
import { entryCount, linesOf, matrixName } from './entries.js';
import type { RowRole } from './entries.js';

export type Fact = readonly [number: string, words: string];

/** What can be counted of a matrix without holding it. */
export function factsOf(scene: Scene, large: boolean): readonly Fact[] {
  const known = counted.get(scene);
  if (known) return known;
  const facts = countFacts(scene, large);
  counted.set(scene, facts);
  return facts;
}

const counted = new WeakMap<Scene, readonly Fact[]>();

function countFacts(scene: Scene, large: boolean): Fact[] {
  const entries = entryCount(scene);
  const all = scene.x.length * scene.y.length;
  const name = matrixName(scene, 'output');
  const estimate = memoryEstimate(scene.spec, scene.inputSpatial);
  const weights = formatNumber(scene.w.length);
  const facts: Fact[] = [
    [large ? formatNumber(entries) : say('countOf', entries, all), say('entriesNotZero')],
    [zeros(entries, all), say('zeros')],
  ];
  if (large)
    facts.push(
      [formatBytes(estimate.denseBytes), say('factDense')],
      [formatBytes(estimate.csrBytes), say('factSparse')],
    );
  facts.push(
    [weights, say(scene.w.length === 1 ? 'weightOne' : 'weights')],
    [entriesPer(scene, 'output'), say('inRow', name)],
    [entriesPer(scene, 'input'), say('inColumn', name)],
  );
  return facts;
}

/** The share of zeros, never rounded up to all or down to none. */
function zeros(entries: number, all: number): string {
  const share = 100 * (1 - entries / all);
  const digits = share > 99.9 ? 3 : 1;
  const text = share.toFixed(digits);
  if (Number(text) === 100 && entries > 0) return '> 99.999 %';
  return `${text} %`;
}

/** How many entries a row (or column) has, least to most: products of the axes' own. */
function entriesPer(scene: Scene, role: RowRole): string {
  let least = 1;
  let most = 1;
  for (const axis of scene.taps.keys()) {
    const { ptr } = linesOf(scene, role, axis);
    let low = Infinity;
    let high = 0;
    for (let i = 0; i + 1 < ptr.length; i++) {
      const taps = (ptr[i + 1] ?? 0) - (ptr[i] ?? 0);
      low = Math.min(low, taps);
      high = Math.max(high, taps);
    }
    least *= Number.isFinite(low) ? low : 0;
    most *= high;
  }
  return least === most ? formatNumber(most) : `${formatNumber(least)}–${formatNumber(most)}`;
}

/** As many columns as a width holds without one fact's text running into the next. */
export function factColumns(facts: readonly Fact[], width: number): number {
  const widest = Math.max(...facts.map(([number, words]) => Math.max(estimate(number, 13), estimate(words, 11))));
  return Math.max(1, Math.min(facts.length, Math.floor((width + FACT_GAP) / (widest + FACT_GAP))));
}

const FACT_GAP = 16;

/** A text's width without a canvas, rather too much than too little: Chinese characters are as wide as they are high. */
function estimate(text: string, size: number): number {
  let width = 0;
  for (const character of text) width += character > '\u2e80' ? size : size * 0.6;
  return width;
}

/** Facts in columns: the number in bold over its words. */
export function factsPart(facts: readonly Fact[], x: number, y: number, columns: number, columnWidth: number): Part {
  return drawn(brush => {
    for (const [index, [number, words]] of facts.entries()) {
      const left = x + (index % columns) * columnWidth;
      const top = y + Math.floor(index / columns) * 38;
      const style = { align: 'left' } as const;
      drawText(brush, number, left, top + 8, { ...style, size: 13, bold: true });
      drawText(brush, words, left, top + 24, { ...style, size: 11, colour: brush.theme.muted });
    }
  });
}

export function factsHeight(facts: readonly Fact[], columns: number): number {
  return Math.ceil(facts.length / columns) * 38;
}
