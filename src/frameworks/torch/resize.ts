import { ruleDim, unknownDim, type Dim, type Shape } from '../dims.js';
import type { Refusal } from '../flow.js';
import { UnknownShape, type Flow, type ShapeRule } from '../flow.js';
import { isPlainFloat, isPlainList, plainType, PlainArgs, type Plain } from '../plain.js';
import { adaptivePool } from './adaptive.js';
import { isNoInt, refuse, sizeOf, sizeText, wrongRank } from './refuse.js';

/**
 * nn.Upsample and F.interpolate: the size asked for, or the input's times a scale in double precision, cut off. The order
 * of the checks is that of nn/functional.py (interpolate), then UpSample.h and UpSample*.cpp. An input always has its batch.
 */

const NAMED_RANK: Readonly<Record<string, number>> = { linear: 3, bilinear: 4, trilinear: 5 };
const NO_CORNERS = ['nearest', 'area', 'nearest-exact'];
const OPERATORS: Readonly<Record<string, string>> = { 'nearest-exact': '_upsample_nearest_exact' };

/** `fixedMode` is the mode of a class that has one of its own (UpsamplingBilinear2d). */
export function resize(fixedMode?: string, layer = false): ShapeRule {
  return (args, input) => {
    const mode = fixedMode ?? args.get('mode') ?? 'nearest';
    const rank = input.length - 2;
    if (typeof mode !== 'string') return new UnknownShape(args.why('mode'));
    const corners = fixedMode === undefined ? (args.get('align_corners') ?? null) : null;
    if (NO_CORNERS.includes(mode) && corners !== null) {
      const modes = 'linear | bilinear | bicubic | trilinear';
      const message = `align_corners option can only be set with the interpolating modes: ${modes}`;
      return refuse('mode-not-supported', message, 'ValueError');
    }
    const refused = refuseSizes(args, input, rank, layer);
    if (refused) return refused;
    const antialias = args.flag('antialias');
    if (antialias === true && !(['bilinear', 'bicubic', 'lanczos'].includes(mode) && input.length === 4)) {
      const message =
        'Anti-alias option is restricted to bilinear, bicubic, and lanczos modes and requires a 4-D tensor as input';
      return refuse('mode-not-supported', message, 'ValueError');
    }
    return refuseMode(mode, input, corners, antialias) ?? resized(args, input, mode);
  };
}

/** nn.Upsample makes a float of a scale that is no tuple. */
export function refuseScale(args: PlainArgs, lists: ReadonlySet<string>): Refusal | undefined {
  if (!lists.has('scale_factor') || args.flag('scale_factor') === false) return undefined;
  return refuse('argument-invalid', "float() argument must be a string or a real number, not 'list'", 'TypeError');
}

/** What is wrong with size and scale_factor: one of the two, an entry per axis, ints in a list. */
function refuseSizes(args: PlainArgs, input: Shape, rank: number, layer: boolean): Refusal | undefined {
  const size = args.get('size') ?? null;
  // nn.Upsample keeps a scale that is not 0.
  const isNoScale = layer && args.flag('scale_factor') === false;
  const scale = isNoScale ? null : (args.get('scale_factor') ?? null);
  if (size !== null && scale !== null)
    return refuse('arguments-conflict', 'only one of size or scale_factor should be defined', 'ValueError');
  if (size === null && scale === null)
    return refuse('argument-missing', 'either size or scale_factor should be defined', 'ValueError');
  const given = size ?? scale;
  if (given !== null && isPlainList(given) && given.length !== Math.max(rank, 0)) {
    const [what, form] =
      size === null
        ? ['scale_factor', 'scale_factor in (s1, s2, ...,sK) format.']
        : ['output', 'output size in (o1, o2, ...,oK) format.'];
    const list = `(${given.map(pythonText).join(', ')}${given.length === 1 ? ',' : ''})`;
    const of = size === null ? `scale_factor of shape ${list}` : `output size of ${list}`;
    const message =
      `Input and ${what} must have the same number of spatial dimensions, but got input with spatial dimensions of ` +
      `${sizeText(input.slice(2))} and ${of}. Please provide input tensor in (N, C, d1, d2, ...,dK) format and ${form}`;
    return refuse('wrong-length', message, 'ValueError');
  }
  if (size !== null && isPlainList(size) && size.some(isNoInt)) {
    const types = size.map(part => `<class '${plainType(part)}'>`).join(', ');
    const message = `expected size to be one of int or Tuple[int] or Tuple[int, int] or Tuple[int, int, int], but got size with types [${types}]`;
    return refuse('not-an-integer', message, 'TypeError');
  }
  if (size !== null && args.flag('recompute_scale_factor') === true) {
    const message = 'recompute_scale_factor is not meaningful with an explicit size.';
    return refuse('arguments-conflict', message, 'ValueError');
  }
  return undefined;
}

/** Python's text of a number: 2.0 for a float. */
function pythonText(value: Plain): string {
  if (value !== null && typeof value === 'object' && isPlainFloat(value))
    return Number.isInteger(value.float) ? value.float.toFixed(1) : String(value.float);
  return String(value as string | number);
}

function refuseMode(mode: string, input: Shape, corners: Plain, antialias: boolean | undefined): Refusal | undefined {
  const rank = input.length;
  const needed = NAMED_RANK[mode];
  const inRange = rank >= 3 && rank <= 5;
  if (NO_CORNERS.includes(mode) ? inRange : needed === rank || (rank === 4 && mode === 'bicubic')) return undefined;
  if (rank === 4 && mode === 'lanczos') {
    if (corners === true)
      return refuse('mode-not-supported', 'Lanczos mode does not support align_corners=True', 'ValueError');
    return antialias === false
      ? refuse('mode-not-supported', 'Lanczos mode requires antialias=True', 'ValueError')
      : undefined;
  }
  if (inRange && needed !== undefined)
    return refuse(
      'mode-not-supported',
      `Got ${rank}D input, but ${mode} mode needs ${needed}D input`,
      'NotImplementedError',
    );
  const message =
    `Input Error: Only 3D, 4D and 5D input Tensors supported (got ${rank}D) for the modes: nearest | linear | bilinear | ` +
    `bicubic | trilinear | lanczos | area | nearest-exact (got ${mode})`;
  return inRange
    ? refuse('mode-not-supported', message, 'NotImplementedError')
    : wrongRank(message, 'NotImplementedError');
}

function resized(args: PlainArgs, input: Shape, mode: string): Flow {
  const rank = input.length - 2;
  const size = args.get('size') ?? null;
  const scale = args.get('scale_factor') ?? null;
  const one = size ?? scale;
  if (one !== null && !isPlainList(one) && (typeof one === 'string' || (size !== null && isNoInt(one)))) {
    const operator = `${OPERATORS[mode] ?? `upsample_${mode.replace(/^(bi|tri)/, m => m)}`}${rank}d`;
    const message = `${operator}() received an invalid combination of arguments - got (Tensor, list, NoneType), but expected one of:`;
    return refuse('argument-invalid', message, 'TypeError');
  }
  const sizes = input.slice(2).map((dim, axis): Dim => {
    const part = one !== null && isPlainList(one) ? (one[axis] ?? null) : one;
    if (size !== null) return asSize(part, args);
    const factor =
      typeof part === 'number'
        ? part
        : part !== null && typeof part === 'object' && isPlainFloat(part)
          ? part.float
          : undefined;
    return factor === undefined ? unknownDim(args.why('scale_factor')) : scaled(dim, factor);
  });
  if (mode === 'area') {
    const asked = new PlainArgs(new Map([['output_size', sizes as readonly Plain[]]]));
    return adaptivePool(rank, 'avg')(asked, input);
  }
  if (
    input
      .slice(2)
      .concat(sizes)
      .some(dim => typeof dim === 'number' && dim < 1)
  )
    return tooSmall(input, sizes);
  if (input[1] === 0) {
    const message = `Non-empty ${input.length}D data tensor expected but got a tensor with sizes ${sizeText(input)}`;
    return refuse('input-empty', message);
  }
  return [...input.slice(0, 2), ...sizes];
}

function asSize(value: Plain, args: PlainArgs): Dim {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value !== null && typeof value === 'object' && !isPlainList(value)) {
    if ('unknown' in value) return value;
    if (!('float' in value) && !('other' in value)) return value;
  }
  return unknownDim(args.why('size'));
}

function tooSmall(input: Shape, sizes: readonly Dim[]): Refusal {
  const names = ['D', 'H', 'W'].slice(3 - sizes.length);
  const text = (dims: readonly Dim[]): string =>
    dims.map((dim, axis) => `${names[axis] ?? ''}: ${sizeOf(dim)}`).join(', ');
  const message = `Input and output sizes should be greater than 0, but got input (${text(input.slice(2))})${sizes.length === 1 ? ' and' : ''} output (${text(sizes)})`;
  const empty = input.slice(2).some(dim => dim === 0);
  return refuse(empty ? 'input-empty' : 'output-too-small', message);
}

/** int(i·scale); of a symbolic size only for a scale that is an integer or one over a power of two. */
function scaled(size: Dim, scale: number): Dim {
  if (typeof size === 'number') return Math.trunc(size * scale);
  if (Number.isInteger(scale)) return ruleDim(size, { mul: scale, add: 0, div: 1, plus: 0 });
  const inverse = 1 / scale;
  // Powers of two alone are exact in floating point for every size.
  if (inverse > 0 && Number.isInteger(inverse) && Number.isInteger(Math.log2(inverse)))
    return ruleDim(size, { mul: 1, add: 0, div: inverse, plus: 0 });
  return unknownDim(`the size times ${scale} is rounded down`);
}
