import { unflatten } from '../../../src/engine/index.js';
import type { Scene } from '../../state/scene.js';
import { tapsOfOutput } from '../axisLines.js';
import { frame, paintGround } from '../draw.js';
import type { Box, Brush, Hit, Part } from '../part.js';
import { drawText } from '../text.js';

const COUNT = 5;

/**
 * 5 × 5 blocks of a 2-D layer's own matrix around an output: one block is one row of outputs against one row of inputs,
 * and each kernel row fills its blocks with the same diagonals. A block that no kernel row meets is zero.
 */
export class Blocks implements Part {
  readonly box: Box;
  private readonly firstRow: number;
  private readonly firstCol: number;
  private readonly here: number;

  constructor(
    private readonly scene: Scene,
    private readonly output: number,
    readonly x: number,
    readonly y: number,
    private readonly cell: number,
  ) {
    const rows = scene.outputSpatial[0] ?? 1;
    const cols = scene.inputSpatial[0] ?? 1;
    this.here = unflatten(output, scene.outputSpatial)[0] ?? 0;
    this.firstRow = Math.max(0, Math.min(rows - COUNT, this.here - 2));
    const inputs = this.tapsOf(this.here).map(tap => tap.input);
    const middle = inputs.length > 0 ? (Math.min(...inputs) + Math.max(...inputs)) >> 1 : this.here;
    this.firstCol = Math.max(0, Math.min(cols - COUNT, middle - 2));
    this.box = { x, y, w: COUNT * cell, h: COUNT * cell };
  }

  private tapsOf(outputRow: number) {
    const taps = this.scene.taps[0];
    return taps ? tapsOfOutput(taps, outputRow) : [];
  }

  moving(brush: Brush): void {
    const { theme } = brush;
    const rows = Math.min(COUNT, this.scene.outputSpatial[0] ?? 1);
    const cols = Math.min(COUNT, this.scene.inputSpatial[0] ?? 1);
    for (let i = 0; i < rows; i++) {
      const row = this.firstRow + i;
      const taps = this.tapsOf(row);
      for (let j = 0; j < cols; j++) {
        const box = { x: this.x + j * this.cell, y: this.y + i * this.cell, w: this.cell - 2, h: this.cell - 2 };
        paintGround(brush, box, 0.18);
        const tap = taps.find(({ input }) => input === this.firstCol + j);
        if (tap) {
          this.diagonals(brush, box, tap.kernel);
          if (row === this.here) frame(brush, box, theme.text);
        } else if (this.cell >= 24) {
          drawText(brush, '0', box.x + box.w / 2, box.y + box.h / 2 + 0.5, { size: 11, colour: theme.faint });
        }
      }
      const style = { size: 11, align: 'left', colour: row === this.here ? theme.text : theme.muted } as const;
      drawText(brush, String(row), this.x + cols * this.cell + 4, this.y + (i + 0.5) * this.cell, style);
    }
    const muted = { size: 11, colour: theme.muted } as const;
    for (let j = 0; j < cols; j++) {
      const x = this.x + j * this.cell + this.cell / 2 - 1;
      drawText(brush, String(this.firstCol + j), x, this.y + rows * this.cell + 8, muted);
    }
  }

  /** Where a kernel row's weights lie in a block; at this size they would be one line, so they are drawn apart. */
  private diagonals(brush: Brush, box: Box, kernelRow: number): void {
    const { spec, inputSpatial, outputSpatial } = this.scene;
    const weights = spec.kernelSize[1] ?? 1;
    const stride = spec.stride[1] ?? 1;
    const inputs = inputSpatial[1] ?? 1;
    const outputs = outputSpatial[1] ?? 1;
    const apart = Math.min(3.2, (box.w * 0.7) / weights);
    // How far right a diagonal has come at the last output.
    const reach = spec.transposed ? outputs / stride / inputs : (outputs * stride) / inputs;
    const { ctx } = brush;
    ctx.save();
    ctx.beginPath();
    ctx.rect(box.x, box.y, box.w, box.h);
    ctx.clip();
    ctx.lineWidth = Math.min(2, Math.max(1, apart * 0.65));
    for (let weight = 0; weight < weights; weight++) {
      const shift = (weight - (weights - 1) / 2) * apart * (spec.transposed ? -1 : 1);
      ctx.strokeStyle = brush.palette.weight(kernelRow * weights + weight).css;
      ctx.beginPath();
      ctx.moveTo(box.x + shift, box.y);
      ctx.lineTo(box.x + box.w * reach + shift, box.y + box.h);
      ctx.stroke();
    }
    ctx.restore();
  }

  hit(_x: number, y: number): Hit | null {
    const row = this.firstRow + Math.floor((y - this.y) / this.cell);
    const cols = this.scene.outputSpatial[1] ?? 1;
    if (row >= (this.scene.outputSpatial[0] ?? 1)) return null;
    return { pointed: { kind: 'output', index: row * cols + (this.output % cols) }, still: true };
  }
}
