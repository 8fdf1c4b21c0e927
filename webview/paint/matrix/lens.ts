import { unflatten } from '../../../src/engine/index.js';
import { say } from '../../strings.js';
import { outline, paintCell, paintGround } from '../draw.js';
import { isPointed } from '../lit.js';
import type { Lit } from '../lit.js';
import { rangeOf } from '../palette.js';
import type { Box, Brush, Hit, Part } from '../part.js';
import { cellNumber, drawText, numberSize, textWidth } from '../text.js';
import { entryValue, rowWeights } from './entries.js';
import { LENS_GAP, LENS_HEAD, TAPS_WIDTH } from './lensPlace.js';
import type { LensFrame, LensPlace } from './lensPlace.js';

/**
 * A part of the layer's own matrix with numbers: one row of outputs against the input rows that reach it, the unit in
 * which the structure repeats; x above, y and the number of taps at the right.
 */
export class Lens implements Part {
  readonly box: Box;

  constructor(
    private readonly frame: LensFrame,
    private readonly at: LensPlace,
    private readonly x: number,
    private readonly y: number,
  ) {
    this.box = { x, y, w: lensWidth(frame), h: lensHeight(frame) };
  }

  private get top(): number {
    return this.y + LENS_HEAD;
  }
  private get right(): number {
    return this.columnX(this.frame.groups - 1, this.frame.cols) + LENS_GAP;
  }
  private columnX(group: number, col: number): number {
    const { labelWidth, cols, cell } = this.frame;
    return this.x + labelWidth + group * (cols * cell + LENS_GAP) + col * cell;
  }
  private input(group: number, col: number): number {
    return (this.at.groups[group]?.start ?? 0) + this.at.firstCol + col;
  }

  moving(brush: Brush, lit: Lit | null): void {
    this.head(brush, lit);
    for (let i = 0; i < this.at.rows; i++) this.row(brush, lit, i);
    this.outlines(brush, lit);
  }

  /** Names of the input rows, the values of x, and the titles at the right. */
  private head(brush: Brush, lit: Lit | null): void {
    const { theme, palette, scene } = brush;
    const { frame, at } = this;
    const rank = scene.spec.spatialRank;
    const muted = { size: 11, colour: theme.muted } as const;
    const xs = scene.x;
    const texts = at.groups.flatMap((_, g) =>
      Array.from({ length: at.cols }, (__, j) => cellNumber(xs[this.input(g, j)] ?? 0)),
    );
    const size = numberSize((text, s) => textWidth(theme, text, s), texts, { w: frame.cell - 1, h: 16 }, 11);
    for (const [g, group] of at.groups.entries()) {
      const long =
        rank === 1
          ? say('inputX')
          : rank === 2
            ? say('lensRow', group.position[0] ?? 0)
            : say('lensInput', group.position.join(', '));
      const short = rank === 1 ? 'x' : group.position.join(', ');
      const room = frame.cols * frame.cell;
      const name = textWidth(theme, long, 11) <= room ? long : short;
      drawText(brush, name, this.columnX(g, 0), this.y + 8, { ...muted, align: 'left' });
      for (let j = 0; j < at.cols; j++) {
        const index = this.input(g, j);
        const value = xs[index] ?? 0;
        const pointed = isPointed(lit?.pointed ?? null, 'input', index);
        const [weight] = lit && lit.pointed.kind !== 'weight' ? lit.inputWeights(index) : [];
        const on = pointed || weight !== undefined;
        const colour = weight !== undefined && !pointed ? palette.weight(weight) : palette.value(value, rangeOf(xs));
        const box = { x: this.columnX(g, j), y: this.y + 18, w: frame.cell - 1, h: 16 };
        paintCell(brush, box, colour, { alpha: lit && !on ? 0.45 : 1, text: cellNumber(value), size });
      }
    }
    const { right } = this;
    if (at.ofGroups > 0) {
      const text = say('lensRows', at.groups.length, at.ofGroups);
      drawText(brush, text, right + frame.valueWidth + TAPS_WIDTH - 2, this.y + 8, { ...muted, align: 'right' });
    }
    drawText(brush, say('lensOutput'), this.x, this.y + 26, { ...muted, align: 'left' });
    drawText(brush, 'y', right + frame.valueWidth / 2, this.y + 26, { bold: true });
    drawText(brush, say('lensTaps'), right + frame.valueWidth + TAPS_WIDTH / 2 + 1, this.y + 26, muted);
  }

  private row(brush: Brush, lit: Lit | null, i: number): void {
    const { theme, palette, scene } = brush;
    const { frame, at, right } = this;
    const { cell } = frame;
    const output = at.firstOutput + i;
    const y = this.top + i * cell;
    const pointed = isPointed(lit?.pointed ?? null, 'output', output) && lit?.pointed.kind === 'output';
    const on = !lit || pointed || lit.outputWeights(output).length > 0;
    const position = unflatten(output, scene.outputSpatial);
    const label = position.length === 1 ? String(position[0]) : `(${position.join(', ')})`;
    const text = textWidth(theme, label, 11) <= frame.labelWidth - 6 ? label : String(position.at(-1));
    drawText(brush, text, this.x + frame.labelWidth - 6, y + cell / 2, {
      size: 11,
      align: 'right',
      bold: pointed,
      colour: on ? theme.text : theme.muted,
    });
    const weights = rowWeights(scene, 'output', output);
    const sizeOf = (texts: Iterable<string>, w: number, bold = false) =>
      numberSize((value, s) => textWidth(theme, value, s, bold), texts, { w, h: cell - 1 }, 12);
    const size = sizeOf(new Set(Array.from(scene.w.subarray(0, 4096), cellNumber)), cell - 1, true);
    for (const g of at.groups.keys()) {
      for (let j = 0; j < at.cols; j++) {
        const input = this.input(g, j);
        const box = { x: this.columnX(g, j), y, w: cell - 1, h: cell - 1 };
        const here = weights.get(input);
        const [first] = here ?? [];
        if (!here || first === undefined) {
          paintGround(brush, box, 0.22);
          continue;
        }
        const shown = !lit || lit.entryWeights(output, input).length > 0;
        const look = { alpha: shown ? 1 : 0.34, text: cellNumber(entryValue(scene, here)), size, bold: shown };
        paintCell(brush, box, palette.weight(first), look);
      }
    }
    const value = scene.y[output] ?? 0;
    const valueBox = { x: right, y, w: frame.valueWidth - 1, h: cell - 1 };
    const look = {
      alpha: on ? 1 : 0.5,
      text: cellNumber(value),
      size: sizeOf([cellNumber(value)], frame.valueWidth - 2),
    };
    paintCell(brush, valueBox, palette.value(value, rangeOf(scene.y)), look);
    let taps = 0;
    for (const here of weights.values()) taps += here.length;
    const tapsBox = { x: right + frame.valueWidth + 4, y, w: TAPS_WIDTH - 6, h: cell - 1 };
    const colour = scene.spec.transposed ? palette.count(taps) : null;
    if (colour)
      paintCell(brush, tapsBox, colour, { text: String(taps), size: sizeOf([String(taps)], tapsBox.w), bold: true });
    else drawText(brush, String(taps), tapsBox.x + tapsBox.w / 2, y + cell / 2, { size: 11 });
  }

  private outlines(brush: Brush, lit: Lit | null): void {
    const { frame, at, top } = this;
    const pointed = lit?.pointed;
    if (!pointed || pointed.kind === 'weight') return;
    const output = pointed.kind === 'output' ? pointed.index : pointed.kind === 'entry' ? pointed.output : null;
    const input = pointed.kind === 'input' ? pointed.index : pointed.kind === 'entry' ? pointed.input : null;
    const row = output === null ? -1 : output - at.firstOutput;
    const rowShown = row >= 0 && row < at.rows;
    let columnX: number | null = null;
    for (const g of at.groups.keys()) {
      const col = input === null ? -1 : input - this.input(g, 0);
      if (col >= 0 && col < at.cols) columnX = this.columnX(g, col);
    }
    const size = frame.cell - 1;
    if (pointed.kind === 'output' && rowShown) {
      const left = this.x + frame.labelWidth;
      const w = this.right + frame.valueWidth - 1 - left;
      outline(brush, { x: left, y: top + row * frame.cell, w, h: size });
    } else if (pointed.kind === 'input' && columnX !== null) {
      outline(brush, { x: columnX, y: top, w: size, h: at.rows * frame.cell - 1 });
      outline(brush, { x: columnX, y: this.y + 18, w: size, h: 16 });
    } else if (pointed.kind === 'entry' && rowShown && columnX !== null) {
      outline(brush, { x: columnX, y: top + row * frame.cell, w: size, h: size });
    }
  }

  hit(x: number, y: number): Hit | null {
    const { frame, at } = this;
    const row = Math.floor((y - this.top) / frame.cell);
    const output = at.firstOutput + row;
    const inRows = row >= 0 && row < at.rows;
    for (const g of at.groups.keys()) {
      const col = Math.floor((x - this.columnX(g, 0)) / frame.cell);
      if (col < 0 || col >= at.cols) continue;
      const input = this.input(g, col);
      if (inRows) return { pointed: { kind: 'entry', output, input }, still: true };
      if (y >= this.y + 16 && y < this.y + 36) return { pointed: { kind: 'input', index: input }, still: true };
    }
    if (!inRows) return null;
    return { pointed: { kind: 'output', index: output }, still: true };
  }

  place(role: 'input' | 'weight', index: number): Box | null {
    if (role !== 'input') return null;
    for (const g of this.at.groups.keys()) {
      const col = index - this.input(g, 0);
      if (col >= 0 && col < this.at.cols) {
        return { x: this.columnX(g, col), y: this.y + 18, w: this.frame.cell - 1, h: 16 };
      }
    }
    return null;
  }

  placeEntry(output: number, input: number): Box | null {
    const row = output - this.at.firstOutput;
    const above = this.place('input', input);
    if (!above || row < 0 || row >= this.at.rows) return null;
    return { ...above, y: this.top + row * this.frame.cell, h: this.frame.cell - 1 };
  }
}

export function lensWidth({ labelWidth, groups, cols, cell, valueWidth }: LensFrame): number {
  return labelWidth + groups * (cols * cell + LENS_GAP) + valueWidth + TAPS_WIDTH;
}

export function lensHeight({ rows, cell }: LensFrame): number {
  return LENS_HEAD + rows * cell;
}
