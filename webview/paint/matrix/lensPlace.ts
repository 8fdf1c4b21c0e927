import { unflatten } from '../../../src/engine/index.js';
import type { Scene } from '../../state/scene.js';
import { tapsOfOutput } from '../axisLines.js';
import { cellNumber } from '../text.js';

/** How a lens is cut, the same wherever it stands, so that the picture does not jump as it moves. */
export interface LensFrame {
  /** Outputs of one row of the output, and inputs along the last axis that reach them. */
  readonly rows: number;
  readonly cols: number;
  /** Rows of the input side by side. */
  readonly groups: number;
  readonly cell: number;
  readonly labelWidth: number;
  readonly valueWidth: number;
}

export const LENS_GAP = 8;
export const LENS_HEAD = 40;
export const TAPS_WIDTH = 30;

/** The largest lens with legible numbers that fits a width: fewer outputs where more would make cells too small. */
export function lensFrame(scene: Scene, width: number, mostRows: number, least = 15): LensFrame {
  const known = frames.get(scene) ?? new Map<string, LensFrame>();
  frames.set(scene, known);
  const key = `${width} ${mostRows} ${least}`;
  const frame = known.get(key) ?? cutFrame(scene, width, mostRows, least);
  known.set(key, frame);
  return frame;
}

const frames = new WeakMap<Scene, Map<string, LensFrame>>();

function cutFrame(scene: Scene, width: number, mostRows: number, least: number): LensFrame {
  const { spec, inputSpatial, outputSpatial } = scene;
  const last = spec.spatialRank - 1;
  const outputs = outputSpatial[last] ?? 1;
  const inputs = inputSpatial[last] ?? 1;
  const groups = Math.min(
    scene.taps.slice(0, last).reduce((product, taps) => product * mostInputs(taps.ptr, taps.input), 1),
    width < 420 ? 3 : 9,
  );
  const longest = Math.max(...outputSpatial).toString().length;
  // A weight of several characters needs a wider cell for its number.
  const characters = Math.max(...Array.from(scene.w.subarray(0, 4096), weight => cellNumber(weight).length));
  const narrowest = Math.min(30, Math.max(least, 4 + 6 * characters));
  const labelWidth = Math.min(96, Math.max(48, 14 + spec.spatialRank * 7 * (longest + 1)));
  const valueWidth = 40;
  const room = width - labelWidth - valueWidth - TAPS_WIDTH - LENS_GAP;
  const colsFor = (rows: number) => Math.min(inputs, reachedInputs(scene, last, rows));
  const cellFor = (rows: number, shown: number) =>
    Math.min(Math.max(24, narrowest), Math.floor((room - (shown - 1) * LENS_GAP) / (shown * colsFor(rows))));
  for (let shown = groups; shown >= 1; shown = shown > 3 ? shown - 2 : shown - 1) {
    for (let rows = Math.min(outputs, mostRows); rows >= Math.min(outputs, 3); rows--) {
      const cell = cellFor(rows, shown);
      if (cell >= narrowest) return { rows, cols: colsFor(rows), groups: shown, cell, labelWidth, valueWidth };
    }
  }
  const rows = Math.min(outputs, 5);
  const cols = Math.max(1, Math.min(colsFor(rows), Math.floor(room / narrowest)));
  return { rows, cols, groups: 1, cell: narrowest, labelWidth, valueWidth };
}

/** Most different inputs that one output reaches along an axis. */
function mostInputs(ptr: Int32Array, input: Int32Array): number {
  let most = 1;
  for (let o = 0; o + 1 < ptr.length && o < 4096; o++) {
    most = Math.max(most, new Set(input.subarray(ptr[o] ?? 0, ptr[o + 1] ?? 0)).size);
  }
  return most;
}

/** Inputs along an axis that some neighbouring outputs reach together, at most. */
function reachedInputs({ spec }: Scene, axis: number, rows: number): number {
  const span = (spec.dilation[axis] ?? 1) * ((spec.kernelSize[axis] ?? 1) - 1);
  const stride = spec.stride[axis] ?? 1;
  return spec.transposed ? Math.floor((rows - 1 + span) / stride) + 1 : (rows - 1) * stride + span + 1;
}

/** What a lens shows at one output. */
export interface LensPlace {
  /** Flat index of the first output shown. */
  readonly firstOutput: number;
  readonly rows: number;
  /** Per group: its input row's position on the outer axes, and the flat index of that row's first element. */
  readonly groups: readonly { readonly position: readonly number[]; readonly start: number }[];
  /** Input rows that this output reaches, where not all of them are shown; else 0. */
  readonly ofGroups: number;
  readonly firstCol: number;
  readonly cols: number;
}

export function lensPlace(scene: Scene, output: number, frame: LensFrame): LensPlace {
  const { inputSpatial, outputSpatial, taps } = scene;
  const last = outputSpatial.length - 1;
  const at = unflatten(output, outputSpatial);
  const outputs = outputSpatial[last] ?? 1;
  const inputs = inputSpatial[last] ?? 1;
  const here = at[last] ?? 0;
  const first = Math.max(0, Math.min(outputs - frame.rows, here - (frame.rows >> 1)));

  let positions: number[][] = [[]];
  for (let axis = 0; axis < last; axis++) {
    const axisTaps = taps[axis];
    const reached = axisTaps ? [...new Set(tapsOfOutput(axisTaps, at[axis] ?? 0).map(tap => tap.input))] : [];
    // Where this output reaches fewer rows than others, its neighbours keep the lens full.
    if (last === 1) fillUp(reached, Math.min(frame.groups, inputSpatial[axis] ?? 1), inputSpatial[axis] ?? 1);
    positions = positions.flatMap(position => reached.map(input => [...position, input]));
  }
  const skip = Math.max(0, (positions.length - frame.groups) >> 1);
  const groups = positions.slice(skip, skip + frame.groups).map(position => ({
    position,
    start: position.reduce((flat, value, axis) => flat * (inputSpatial[axis] ?? 1) + value, 0) * inputs,
  }));

  const lastTaps = taps[last];
  let low = Infinity;
  let high = -Infinity;
  for (let o = first; lastTaps && o < first + frame.rows; o++) {
    for (const { input } of tapsOfOutput(lastTaps, o)) {
      low = Math.min(low, input);
      high = Math.max(high, input);
    }
  }
  if (low > high) [low, high] = [0, 0];
  // Where the frame is too narrow for all, or wider than what is reached here, the middle stands in the middle.
  const firstCol = Math.max(0, Math.min(inputs - frame.cols, low + Math.ceil((high - low + 1 - frame.cols) / 2)));
  return {
    firstOutput: output - here + first,
    rows: Math.min(frame.rows, outputs),
    groups,
    ofGroups: positions.length > groups.length ? positions.length : 0,
    firstCol,
    cols: Math.min(frame.cols, inputs),
  };
}

/** Adds neighbours to ascending positions until there are so many. */
function fillUp(positions: number[], wanted: number, size: number): void {
  if (positions.length === 0) positions.push(0);
  while (positions.length < wanted) {
    const next = (positions.at(-1) ?? 0) + 1;
    if (next < size) positions.push(next);
    else positions.unshift((positions[0] ?? 1) - 1);
  }
}
