import { isPlainList, type Plain } from '../plain.js';
import { UnknownShape, type Flow, type ShapeRule } from '../flow.js';
import { unknownDim, type Shape } from '../dims.js';
import { refuse, sizeText, wrongRank } from './refuse.js';
import { dimArgument } from './shapeRules.js';

/** F.grid_sample and F.affine_grid (aten/src/ATen/native/GridSampler.cpp, AffineGridGenerator.cpp). */

function shapeOf(value: Plain | undefined): Shape | undefined {
  return typeof value === 'object' && value !== null && !isPlainList(value) && 'other' in value
    ? value.shape
    : undefined;
}

/** As many samples as the grid has points. */
export const gridSample: ShapeRule = (args, input) => {
  const grid = shapeOf(args.get('grid'));
  return grid ? sampled(input, grid) : new UnknownShape(args.why('grid'));
};

function sampled(input: Shape, grid: Shape): Flow {
  const [batch, other] = [input[0], grid[0]];
  if (input.length !== grid.length || (input.length !== 4 && input.length !== 5))
    return wrongRank(
      `grid_sampler(): expected 4D or 5D input and grid with same number of dimensions, but got input with sizes ${sizeText(input)} and grid with sizes ${sizeText(grid)}`,
    );
  if (typeof batch === 'number' && typeof other === 'number' && batch !== other)
    return refuse(
      'shape-mismatch',
      `grid_sampler(): expected grid and input to have same batch size, but got input with sizes ${sizeText(input)} and grid with sizes ${sizeText(grid)}`,
    );
  const [last, want] = [grid.at(-1), input.length - 2];
  if (typeof last === 'number' && last !== want)
    return refuse(
      'shape-mismatch',
      `grid_sampler(): expected grid to have size ${want} in last dimension, but got grid with sizes ${sizeText(grid)}`,
    );
  return [batch ?? unknownDim('no batch'), input[1] ?? unknownDim('no channels'), ...grid.slice(1, -1)];
}

/** (N, H, W, 2) for a size (N, C, H, W), (N, D, H, W, 3) for one more axis. */
export const affineGrid: ShapeRule = (args, input) => {
  const size = args.get('size');
  if (size === undefined || !isPlainList(size) || (size.length !== 4 && size.length !== 5))
    return new UnknownShape(args.why('size'));
  const sizes = size.map(one => dimArgument(one, 'size'));
  const [batch, own] = [sizes[0], input[0]];
  if (typeof batch === 'number' && typeof own === 'number' && batch !== own)
    return refuse(
      'shape-mismatch',
      `Expected a batch of ${sizes.length - 2}D affine matrices of shape Nx${sizes.length - 2}x${sizes.length - 1} for size ${sizeText(sizes)}. Got ${sizeText(input)}.`,
      'ValueError',
    );
  return [batch ?? unknownDim('no batch'), ...sizes.slice(2), sizes.length - 2];
};
