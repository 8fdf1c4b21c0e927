import { divideExactly, mulDims, unknownDim, type Shape } from '../dims.js';
import type { Refusal, ShapeRule } from '../flow.js';
import { plainType, type Plain, type PlainArgs } from '../plain.js';
import { isNoInt, refuse, sizeText, wrongRank } from './refuse.js';

/** Pixel shuffles (aten/src/ATen/native/PixelShuffle.h) and the channel shuffle (ChanelShuffle.cpp). */

function notAnInt(value: Plain | undefined, operator: string, name: string): Refusal | undefined {
  if (value === undefined || !isNoInt(value)) return undefined;
  const message = `${operator}(): argument '${name}' (position 2) must be int, not ${plainType(value)}`;
  return refuse('not-an-integer', message, 'TypeError');
}

function unknownSpatial(input: Shape, why: string): Shape {
  return input.map((dim, axis) => (axis < input.length - 3 ? dim : unknownDim(why)));
}

/** What both directions refuse before they look at the sizes. */
function refuseCommon(args: PlainArgs, input: Shape, operator: string, name: string): Refusal | undefined {
  const badType = notAnInt(args.get(name), operator, name);
  if (badType) return badType;
  if (input.length < 3) {
    return wrongRank(
      `${operator} expects input to have at least 3 dimensions, but got input with ${input.length} dimension(s)`,
    );
  }
  const factor = args.int(name);
  if (factor === undefined || factor >= 1) return undefined;
  return refuse('not-positive', `${operator} expects a positive ${name}, but got ${factor}`);
}

/** PixelShuffle: (*, C·r², H, W) → (*, C, H·r, W·r). */
export const pixelShuffle: ShapeRule = (args, input) => {
  const refused = refuseCommon(args, input, 'pixel_shuffle', 'upscale_factor');
  if (refused) return refused;
  const factor = args.int('upscale_factor');
  if (factor === undefined) return unknownSpatial(input, args.why('upscale_factor'));
  const [channels = 1, rows = 1, columns = 1] = input.slice(-3);
  const square = factor * factor;
  if (typeof channels === 'number' && channels % square !== 0) {
    return refuse(
      'not-divisible',
      `pixel_shuffle expects its input's 'channel' dimension to be divisible by the square of upscale_factor, but input.size(-3)=${channels} is not divisible by ${square}`,
    );
  }
  return [...input.slice(0, -3), divideExactly(channels, square), mulDims(rows, factor), mulDims(columns, factor)];
};

/** PixelUnshuffle: (*, C, H·r, W·r) → (*, C·r², H, W). */
export const pixelUnshuffle: ShapeRule = (args, input) => {
  const refused = refuseCommon(args, input, 'pixel_unshuffle', 'downscale_factor');
  if (refused) return refused;
  const factor = args.int('downscale_factor');
  if (factor === undefined) return unknownSpatial(input, args.why('downscale_factor'));
  const [channels = 1, rows = 1, columns = 1] = input.slice(-3);
  for (const [size, name, axis] of [
    [rows, 'height', -2],
    [columns, 'width', -1],
  ] as const) {
    if (typeof size !== 'number' || size % factor === 0) continue;
    return refuse(
      'not-divisible',
      `pixel_unshuffle expects ${name} to be divisible by downscale_factor, but input.size(${axis})=${size} is not divisible by ${factor}`,
    );
  }
  return [
    ...input.slice(0, -3),
    mulDims(channels, factor * factor),
    divideExactly(rows, factor),
    divideExactly(columns, factor),
  ];
};

/** ChannelShuffle keeps the shape. */
export const channelShuffle: ShapeRule = (args, input) => {
  if (input.length < 3) {
    return wrongRank(`channel_shuffle expects input with > 2 dims, but got input with sizes ${sizeText(input)}`);
  }
  const groups = args.int('groups');
  const channels = input[1];
  if (groups !== undefined && groups < 1) {
    const message = `Number of groups to divide channels in must be positive. Value of groups:${groups}`;
    return refuse('not-positive', message);
  }
  if (groups === undefined || typeof channels !== 'number' || channels % groups === 0) return input;
  const message = `Number of channels must be divisible by groups. Got ${channels} channels and ${groups} groups.`;
  return refuse('groups-do-not-divide', message);
};
