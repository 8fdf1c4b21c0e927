import { frame, lines, outline } from '../draw.js';
import { planeSize } from '../elementGrid.js';
import type { Lit, Span } from '../lit.js';
import { rangeOf } from '../palette.js';
import type { Box, Brush, Hit, Part } from '../part.js';

/** Elements looked at per pixel and axis where many share one. */
const SAMPLES = 3;

/** An array too large for cells: a picture in grey, with lines that cross at what is pointed at. */
export class ImagePart implements Part {
  readonly box: Box;
  private readonly rows: number;
  private readonly cols: number;

  constructor(
    private readonly role: 'input' | 'output',
    private readonly values: Float64Array,
    shape: readonly number[],
    private readonly depth: number,
    x: number,
    y: number,
    /** Pixels per element, also below 1. */
    private readonly scale: number,
  ) {
    ({ rows: this.rows, cols: this.cols } = planeSize(shape));
    this.box = { x, y, w: Math.max(1, Math.round(this.cols * scale)), h: Math.max(1, Math.round(this.rows * scale)) };
  }

  private get offset(): number {
    return this.depth * this.rows * this.cols;
  }

  base(brush: Brush): void {
    const { box, rows, cols, values } = this;
    const range = rangeOf(values);
    const ratio = brush.ctx.getTransform().a || 1;
    const width = Math.max(1, Math.round(box.w * ratio));
    const height = Math.max(1, Math.round(box.h * ratio));
    const image = new ImageData(width, height);
    const pixels = new Uint32Array(image.data.buffer);
    const shades = Array.from({ length: 256 }, (_, i) => {
      const value = range.least + ((range.greatest - range.least) * i) / 255;
      return brush.palette.value(value, range).packed;
    });
    const span = range.greatest - range.least || 1;
    const across = samples(cols, width);
    const down = samples(rows, height);
    for (let py = 0; py < height; py++) {
      for (let px = 0; px < width; px++) {
        let sum = 0;
        for (let r = down.ptr[py]!; r < down.ptr[py + 1]!; r++) {
          const start = this.offset + down.at[r]! * cols;
          for (let c = across.ptr[px]!; c < across.ptr[px + 1]!; c++) sum += values[start + across.at[c]!]!;
        }
        const count = (down.ptr[py + 1]! - down.ptr[py]!) * (across.ptr[px + 1]! - across.ptr[px]!);
        const share = (sum / count - range.least) / span;
        pixels[py * width + px] = shades[Math.round(share * 255)] ?? 0;
      }
    }
    const canvas = new OffscreenCanvas(width, height);
    canvas.getContext('2d')?.putImageData(image, 0, 0);
    brush.ctx.drawImage(canvas, box.x, box.y, box.w, box.h);
    frame(brush, { x: box.x - 1, y: box.y - 1, w: box.w + 2, h: box.h + 2 }, brush.theme.ground);
  }

  subject(brush: Brush, lit: Lit): void {
    const { box, scale } = this;
    const { pointed } = lit;
    const index = pointed.kind === 'entry' ? pointed[this.role] : pointed.kind === this.role ? pointed.index : -1;
    const inside = index - this.offset;
    if (inside >= 0 && inside < this.rows * this.cols) {
      const x = box.x + ((inside % this.cols) + 0.5) * scale;
      const y = box.y + (Math.floor(inside / this.cols) + 0.5) * scale;
      const cross = [
        [x, box.y, x, box.y + box.h],
        [box.x, y, box.x + box.w, y],
      ] as const;
      lines(brush, cross, brush.theme.subject, 0.55);
      outline(brush, { x: x - 3.5, y: y - 3.5, w: 7, h: 7 });
      return;
    }
    const spans = pointed.kind === 'weight' ? null : this.role === 'input' ? lit.inputSpans() : lit.outputSpans();
    if (spans) outline(brush, this.region(spans));
  }

  private region(spans: readonly Span[]): Box {
    const { box, scale } = this;
    const [left, right] = spans.at(-1) ?? [0, 0];
    const [top, bottom] = spans.length > 1 ? (spans.at(-2) ?? [0, 0]) : [0, 0];
    const w = Math.max(5, (right - left + 1) * scale + 4);
    const h = Math.max(5, (bottom - top + 1) * scale + 4);
    const middleX = box.x + ((left + right + 1) / 2) * scale;
    const middleY = box.y + ((top + bottom + 1) / 2) * scale;
    return { x: middleX - w / 2, y: middleY - h / 2, w, h };
  }

  hit(x: number, y: number): Hit | null {
    const row = Math.min(this.rows - 1, Math.floor((y - this.box.y) / this.scale));
    const col = Math.min(this.cols - 1, Math.floor((x - this.box.x) / this.scale));
    return { pointed: { kind: this.role, index: this.offset + row * this.cols + col } };
  }
}

/** Per pixel the elements that it stands for, at most a few of them evenly spread (CSR form). */
function samples(count: number, pixels: number): { readonly ptr: Int32Array; readonly at: number[] } {
  const ptr = new Int32Array(pixels + 1);
  const found: number[] = [];
  for (let pixel = 0; pixel < pixels; pixel++) {
    const first = Math.min(count - 1, Math.floor((pixel * count) / pixels));
    const last = Math.max(first, Math.min(count - 1, Math.ceil(((pixel + 1) * count) / pixels) - 1));
    const step = Math.max(1, (last - first + 1) / SAMPLES);
    for (let at = first; at <= last; at += step) found.push(Math.floor(at));
    ptr[pixel + 1] = found.length;
  }
  return { ptr, at: found };
}
