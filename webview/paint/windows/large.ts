import type { Scene } from '../../state/scene.js';
import { say } from '../../strings.js';
import { nameCaption, remark, sizes } from '../caption.js';
import { planeSize } from '../elementGrid.js';
import { KernelGrid } from '../kernelGrid.js';
import type { Layout, Part } from '../part.js';
import { framesOf } from './frames.js';
import { ImagePart } from './imagePart.js';
import { Inset } from './inset.js';
import type { Centres, Depths } from './options.js';
import { fitsInRow } from './row.js';

/** With more elements along an axis x and y are pictures instead of cells, whose numbers would not fit. */
const LARGE_SIDE = 36;

/** So many are cells where x, w and y fit side by side; under one another they would fill screens. */
const MIDDLE_SIDE = 20;

/** Whether x and y are shown as pictures with insets instead of cells with numbers. */
export function showsImages(scene: Scene, width: number): boolean {
  const { inputSpatial, outputSpatial } = scene;
  const largest = Math.max(...[inputSpatial, outputSpatial].flatMap(shape => Object.values(planeSize(shape))));
  return largest > LARGE_SIDE || (largest > MIDDLE_SIDE && !fitsInRow(scene, width));
}

const TALLEST = 300;

/** x and y as pictures of a pixel or so per element, each with the neighbourhood of the subject in numbers below. */
export function largeWindows(scene: Scene, width: number, depths: Depths, centres: Centres): Layout {
  const { spec, inputSpatial, outputSpatial, x, y } = scene;
  const input = planeSize(inputSpatial);
  const output = planeSize(outputSpatial);
  const kernel = planeSize(spec.kernelSize);
  const gap = 16;
  const widest = Math.max(input.cols, output.cols);
  const tallest = Math.max(input.rows, output.rows);
  const exact = Math.min((width - gap) / 2 / widest, TALLEST / tallest);
  const scale = exact >= 1 ? Math.floor(exact) : exact;
  const top = 22;
  const half = Math.max(Math.round(input.cols * scale) + gap, Math.floor((width + gap) / 2));
  const images = [
    new ImagePart('input', x, inputSpatial, depths.input, 1, top, scale),
    new ImagePart('output', y, outputSpatial, depths.output, half, top, scale),
  ] as const;
  const parts: Part[] = [
    nameCaption(say('inputX'), sizes(inputSpatial), 0, 12),
    nameCaption(say('outputY'), sizes(outputSpatial), half, 12),
    ...images,
  ];
  const below = top + Math.max(...images.map(image => image.box.h)) + 30;

  // The insets hold the window of an output with a rim, up to nine elements wide.
  const span = Math.max(...spec.kernelSize.map((size, axis) => (spec.dilation[axis] ?? 1) * (size - 1) + 1));
  const count = Math.min(9, Math.max(5, span + 2)) | 1;
  const beside = width - 2 * gap;
  const kernelCell = Math.max(6, Math.min(24, Math.floor(160 / Math.max(kernel.cols, kernel.rows))));
  const together = Math.floor((beside - kernel.cols * kernelCell) / (2 * count));
  const cell = Math.max(12, Math.min(22, together >= 16 ? together : Math.floor((width - gap) / (2 * count))));
  const kernelBetween = together >= 16;
  const rightX = kernelBetween ? width - count * cell : half;
  const yInset = below;
  parts.push(
    new Inset('input', x, inputSpatial, centres.input, count, 0, yInset, cell, rightX - 8),
    new Inset('output', y, outputSpatial, centres.output, 5, rightX, yInset, Math.floor((count * cell) / 5), width),
  );
  let height = yInset + count * cell;
  const kernelX = kernelBetween ? Math.round((width - kernel.cols * kernelCell) / 2) : 0;
  const kernelY = kernelBetween
    ? yInset + Math.max(0, Math.round((count * cell - kernel.rows * kernelCell) / 2))
    : height + 26;
  parts.push(
    nameCaption('w', sizes(spec.kernelSize), kernelX, kernelY - 7),
    new KernelGrid(spec.kernelSize, kernelX, kernelY, kernelCell, depths.weight),
  );
  height = Math.max(height, kernelY + kernel.rows * kernelCell);
  const { plainWords } = framesOf(scene);
  if (plainWords) {
    parts.push(remark(say('notDrawn', plainWords), 0, height + 16));
    height += 20;
  }
  return { width, height: height + 4, parts };
}
