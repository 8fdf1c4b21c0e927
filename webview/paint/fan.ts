import type { Scene } from '../state/scene.js';
import type { ElementGrid } from './elementGrid.js';
import type { KernelGrid } from './kernelGrid.js';
import type { Lit, Span } from './lit.js';
import type { Box, Brush, Part } from './part.js';
import { windowSpans } from './windowSpans.js';

/** The fan: from the lit cells of one side through the lit weights to those of the other. */
export class Fan implements Part {
  readonly box: Box = { x: 0, y: 0, w: 0, h: 0 };

  constructor(
    /** Drawn left of the kernel, and right of it. */
    private readonly left: ElementGrid,
    private readonly kernel: KernelGrid,
    private readonly right: ElementGrid,
    private readonly leftRole: 'input' | 'output',
  ) {}

  subject(brush: Brush, lit: Lit): void {
    const ends = this.ends(brush.scene, lit);
    if (!ends) return;
    const { ctx, theme } = brush;
    const { left, kernel, right } = ends;
    const sides = [
      [left.x + left.w, left.y, left.y + left.h - 1, kernel.x - 2, kernel.y, kernel.y + kernel.h - 1],
      [kernel.x + kernel.w + 1, kernel.y, kernel.y + kernel.h - 1, right.x - 2, right.y, right.y + right.h - 1],
    ] as const;
    // Outside the grids it is drawn fully; over their cells only the edges go on, so that numbers stay readable.
    ctx.save();
    ctx.beginPath();
    ctx.rect(-1e4, -1e4, 3e4, 3e4);
    for (const { box } of [this.left, this.right]) ctx.rect(box.x, box.y, box.w, box.h);
    ctx.clip('evenodd');
    for (const [x0, top0, bottom0, x1, top1, bottom1] of sides) {
      ctx.globalAlpha = 0.07;
      ctx.fillStyle = theme.text;
      ctx.beginPath();
      ctx.moveTo(x0, top0);
      ctx.lineTo(x1, top1);
      ctx.lineTo(x1, bottom1);
      ctx.lineTo(x0, bottom0);
      ctx.fill();
      edges(brush, [x0, top0, bottom0, x1, top1, bottom1], 0.55);
    }
    ctx.restore();
    ctx.save();
    for (const side of sides) edges(brush, side, 0.22);
    ctx.restore();
  }

  private ends(scene: Scene, lit: Lit): { left: Box; kernel: Box; right: Box } | null {
    const { pointed } = lit;
    const weights = lit.weightSpans();
    const inputs = lit.inputSpans();
    const outputs = lit.outputSpans();
    if (pointed.kind === 'weight' || !weights || !inputs || !outputs) return null;
    const gathers = pointed.kind === 'output' && !scene.spec.transposed;
    const paints = pointed.kind === 'input' && scene.spec.transposed;
    const whole = scene.spec.kernelSize.map((size): Span => [0, size - 1]);
    const inputSpans = gathers ? windowSpans(scene, pointed.index) : inputs;
    const outputSpans = paints ? windowSpans(scene, pointed.index) : outputs;
    const [leftSpans, rightSpans] = this.leftRole === 'input' ? [inputSpans, outputSpans] : [outputSpans, inputSpans];
    return {
      left: this.left.region(leftSpans),
      kernel: this.kernel.region(gathers || paints ? whole : weights),
      right: this.right.region(rightSpans),
    };
  }
}

function edges(
  { ctx, theme }: Brush,
  [x0, top0, bottom0, x1, top1, bottom1]: readonly [number, number, number, number, number, number],
  alpha: number,
): void {
  ctx.globalAlpha = alpha;
  ctx.strokeStyle = theme.muted;
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.moveTo(x0, top0);
  ctx.lineTo(x1, top1);
  ctx.moveTo(x0, bottom0);
  ctx.lineTo(x1, bottom1);
  ctx.stroke();
}
