import type { Scene } from '../../state/scene.js';
import { formatNumber, say } from '../../strings.js';
import { nameCaption, remark } from '../caption.js';
import { outline, paintCell } from '../draw.js';
import { isPointed } from '../lit.js';
import type { Lit } from '../lit.js';
import { KernelGrid } from '../kernelGrid.js';
import { MapStrip } from '../matrix/mapStrip.js';
import { rangeOf } from '../palette.js';
import type { Box, Brush, Hit, Layout, Part } from '../part.js';
import { cellNumber, numberSize, textWidth } from '../text.js';
import { tapsOfInput, tapsOfOutput } from '../axisLines.js';
import { framesOf } from './frames.js';
import type { Centres } from './options.js';
import { stripCell } from './stripScale.js';

const HEIGHT = 30;
const CURVES = 84;
/** Curves that are still told apart. */
const MOST_CURVES = 400;

/** A 1-D signal as a row of cells; of a long one, the part from a position on. */
class SignalStrip implements Part {
  readonly box: Box;

  constructor(
    private readonly role: 'input' | 'output',
    private readonly values: Float64Array,
    readonly from: number,
    readonly count: number,
    private readonly y: number,
    private readonly cell: number,
  ) {
    this.box = { x: 0, y, w: count * cell, h: HEIGHT };
  }

  middle(position: number): number {
    return (position - this.from + 0.5) * this.cell;
  }

  private cellBox(position: number): Box {
    const gap = this.cell >= 4 ? 1 : 0;
    return { x: (position - this.from) * this.cell, y: this.y, w: this.cell - gap, h: HEIGHT };
  }

  private size(brush: Brush): number {
    if (this.cell < 11) return 0;
    const shown = this.values.subarray(this.from, this.from + this.count);
    const texts = new Set(Array.from(shown, cellNumber));
    return numberSize((text, s) => textWidth(brush.theme, text, s), texts, { w: this.cell, h: HEIGHT }, 11);
  }

  base(brush: Brush, faded: boolean): void {
    const size = this.size(brush);
    const range = rangeOf(this.values);
    for (let position = this.from; position < this.from + this.count; position++) {
      const value = this.values[position] ?? 0;
      const look = { alpha: faded ? 0.5 : 1, text: cellNumber(value), size };
      paintCell(brush, this.cellBox(position), brush.palette.value(value, range), look);
    }
  }

  subject(brush: Brush, lit: Lit): void {
    const size = this.size(brush);
    let chosen: Box | null = null;
    const along = new Set(this.role === 'input' ? lit.inputsAlong(0) : lit.outputsAlong(0));
    const { pointed } = lit;
    if (pointed.kind === this.role) along.add(pointed.index);
    if (pointed.kind === 'entry') along.add(pointed[this.role]);
    for (const position of along) {
      if (position < this.from || position >= this.from + this.count) continue;
      const value = this.values[position] ?? 0;
      const here = isPointed(pointed, this.role, position);
      const [weight] = this.role === 'input' ? lit.inputWeights(position) : lit.outputWeights(position);
      const colour =
        here || weight === undefined ? brush.palette.value(value, rangeOf(this.values)) : brush.palette.weight(weight);
      paintCell(brush, this.cellBox(position), colour, { text: cellNumber(value), size, bold: here });
      if (here) chosen = this.cellBox(position);
    }
    if (chosen) outline(brush, chosen);
  }

  hit(x: number): Hit | null {
    return { pointed: { kind: this.role, index: this.from + Math.floor(x / this.cell) } };
  }

  place(role: 'input' | 'weight', index: number): Box | null {
    return role === this.role && index >= this.from && index < this.from + this.count ? this.cellBox(index) : null;
  }
}

/** From each input of the subject to each output, in the colour of the weight between them. */
class Curves implements Part {
  readonly box: Box = { x: 0, y: 0, w: 0, h: 0 };

  constructor(
    private readonly input: SignalStrip,
    private readonly output: SignalStrip,
    private readonly width: number,
  ) {}

  subject(brush: Brush, lit: Lit): void {
    const { pointed } = lit;
    const taps = brush.scene.taps[0];
    if (!taps || pointed.kind === 'weight') return;
    const all =
      pointed.kind === 'input'
        ? tapsOfInput(taps, pointed.index)
        : tapsOfOutput(taps, pointed.kind === 'entry' ? pointed.output : pointed.index);
    const { ctx } = brush;
    const top = this.input.box.y + HEIGHT + 1;
    const bottom = this.output.box.y - 2;
    ctx.save();
    ctx.beginPath();
    ctx.rect(0, top, this.width, bottom - top);
    ctx.clip();
    ctx.lineWidth = 2;
    for (const tap of all.slice(0, MOST_CURVES)) {
      if (pointed.kind === 'entry' && tap.input !== pointed.input) continue;
      const from = this.input.middle(tap.input);
      const to = this.output.middle(tap.output);
      ctx.strokeStyle = brush.palette.weight(tap.kernel).css;
      ctx.beginPath();
      ctx.moveTo(from, top);
      ctx.bezierCurveTo(from, (top + bottom) / 2, to, (top + bottom) / 2, to, bottom);
      ctx.stroke();
    }
    ctx.restore();
  }
}

/** A 1-D layer: w, then x over y on one scale. Long signals show the whole as a thin strip and a part in cells. */
export function stripWindows(scene: Scene, width: number, centres: Centres): Layout {
  const { spec, x, y } = scene;
  const kernel = spec.kernelSize[0] ?? 1;
  const parts: Part[] = [];
  const longest = Math.max(x.length, y.length);
  const whole = longest * stripCell(scene, width) <= width;
  const cell = whole ? stripCell(scene, width) : 20;
  const shown = whole ? longest : Math.floor(width / cell);

  const kernelCell = Math.max(3, Math.min(24, Math.floor((width - 4) / kernel)));
  const dilation = spec.dilation[0] ?? 1;
  const taps = kernel === 1 ? say('tapOne') : say('taps', kernel);
  parts.push(nameCaption('w', dilation > 1 ? say('tapsApart', taps, dilation) : taps, 0, 12));
  parts.push(new KernelGrid([1, kernel], 0, 20, kernelCell));

  const place = (role: 'input' | 'output', values: Float64Array, y: number): { strip: SignalStrip; long: boolean } => {
    const long = values.length > shown;
    const from = long ? Math.max(0, Math.min(values.length - shown, centres[role] - (shown >> 1))) : 0;
    return { strip: new SignalStrip(role, values, from, Math.min(values.length, shown), y, cell), long };
  };
  const detail = (values: Float64Array, strip: SignalStrip, long: boolean) =>
    long ? say('hereFrom', values.length, strip.from, strip.from + strip.count - 1) : formatNumber(values.length);
  const overview = (role: 'input' | 'output', values: Float64Array, y: number) => {
    const grey = (brush: Brush, index: number) => brush.palette.value(values[index] ?? 0, rangeOf(values)).css;
    const box = { x: 0, y, w: width, h: 10 };
    parts.push(new MapStrip(values.length, role, box, 'right', width / values.length, 0, grey));
  };

  // A long signal has the whole as a thin strip on the far side of its cells, so that curves run free between.
  const labelX = 20 + kernelCell + 22;
  const longX = x.length > shown;
  if (longX) overview('input', x, labelX + 8);
  const top = labelX + 8 + (longX ? 16 : 0);
  const input = place('input', x, top);
  parts.push(nameCaption(say('inputX'), detail(x, input.strip, input.long), 0, labelX));
  const bottom = top + HEIGHT + CURVES;
  const output = place('output', y, bottom);
  let height = bottom + HEIGHT;
  if (output.long) overview('output', y, height + 6);
  height += output.long ? 34 : 18;
  parts.push(nameCaption(say('outputY'), detail(y, output.strip, output.long), 0, height - 2));
  parts.push(new Curves(input.strip, output.strip, width), input.strip, output.strip);
  height += 4;
  const { plainWords } = framesOf(scene);
  if (plainWords) {
    parts.push(remark(plainWords, 0, height + 12));
    height += 18;
  }
  return { width, height, parts };
}
