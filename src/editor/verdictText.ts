import type { ConvCall } from '../analysis/index.js';
import { overlapMap, overlapVerdict, verdictSentence, VERDICT_TEMPLATES } from '../engine/index.js';
import type { ConvSpec, OverlapMap, VerdictTemplates } from '../engine/index.js';
import { inputSpatialOf } from './callFacts.js';
import type { Translate } from './translate.js';

/** Longer axes are not counted one by one: the verdict on the interior needs no map. */
const LONGEST_AXIS = 100_000;

/** The overlap verdict of a transposed convolution in one sentence, with what the border adds where the size is known. */
export function verdictText(
  call: ConvCall,
  spec: ConvSpec,
  t: Translate,
): { readonly even: boolean; readonly text: string } {
  const verdict = overlapVerdict(spec);
  return { even: verdict.even, text: verdictSentence(spec, verdict, realMap(call, spec), translated(t)) };
}

function realMap(call: ConvCall, spec: ConvSpec): OverlapMap | null {
  const sizes = inputSpatialOf(call);
  const known = sizes.filter(size => size !== null);
  const longest = spec.kernelSize.map((kernel, axis) => {
    const dilated = kernel * (spec.dilation[axis] ?? 1);
    return (known[axis] ?? 0) * (spec.stride[axis] ?? 1) + dilated;
  });
  if (known.length !== spec.spatialRank || longest.some(length => length > LONGEST_AXIS)) {
    return null;
  }
  const map = overlapMap(spec, known);
  return map.ok ? map.value : null;
}

function translated(t: Translate): VerdictTemplates {
  const entries = Object.entries(VERDICT_TEMPLATES).map(([key, text]) => [key, t(text)]);
  return Object.fromEntries(entries) as VerdictTemplates;
}
