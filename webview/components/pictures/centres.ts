import { flatIndex, unflatten } from '../../../src/engine/index.js';
import { tapsOfInput, tapsOfOutput } from '../../paint/axisLines.js';
import type { AxisTap } from '../../paint/axisLines.js';
import type { Centres, Depths } from '../../paint/windows/options.js';
import type { Pointed, Scene } from '../../state/scene.js';

/** What the windows stand at for a subject: an input, an output and a weight that meet. */
export interface Meeting extends Centres {
  readonly depths: Depths;
}

/**
 * The middle tap of the subject along each axis; where it has none there, its own place and the nearest of the other
 * side. null: the subject is a weight, or nothing.
 */
export function meetingOf(scene: Scene, pointed: Pointed): Meeting | null {
  if (!pointed || pointed.kind === 'weight') return null;
  const { inputSpatial, outputSpatial } = scene;
  const output = pointed.kind === 'output' ? pointed.index : pointed.kind === 'entry' ? pointed.output : null;
  const input = pointed.kind === 'input' ? pointed.index : pointed.kind === 'entry' ? pointed.input : null;
  const outputAt = output === null ? null : unflatten(output, outputSpatial);
  const inputAt = input === null ? null : unflatten(input, inputSpatial);
  const middle = scene.taps.map((taps, axis): AxisTap => {
    const found = outputAt ? tapsOfOutput(taps, outputAt[axis] ?? 0) : tapsOfInput(taps, inputAt?.[axis] ?? 0);
    const both = outputAt && inputAt ? found.filter(tap => tap.input === inputAt[axis]) : found;
    const tap = both[both.length >> 1];
    const scaled = (from: number, size: number, other: number) =>
      Math.min(other - 1, Math.floor((from * other) / size));
    return {
      output: outputAt?.[axis] ?? tap?.output ?? scaled(inputAt?.[axis] ?? 0, taps.inputs, taps.outputs),
      input: inputAt?.[axis] ?? tap?.input ?? scaled(outputAt?.[axis] ?? 0, taps.outputs, taps.inputs),
      kernel: tap?.kernel ?? 0,
    };
  });
  const deep = middle.length > 2 ? middle[0] : null;
  return {
    input: flatIndex(
      middle.map(tap => tap.input),
      inputSpatial,
    ),
    output: flatIndex(
      middle.map(tap => tap.output),
      outputSpatial,
    ),
    depths: { input: deep?.input ?? 0, output: deep?.output ?? 0, weight: deep?.kernel ?? 0 },
  };
}
