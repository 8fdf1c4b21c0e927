import type { ConvCall } from '../analysis/index.js';
import { describeDim } from '../analysis/reading.js';
import { sizeFormula } from '../engine/index.js';
import type { ConvSpec } from '../engine/index.js';
import { axisNames, spatialDims } from './callFacts.js';

/**
 * The size formula with the numbers put in, one line per axis, equal axes once. An axis whose input is not a number
 * keeps its symbol, and the axes are equal then if only the symbol's name differs.
 */
export function formulaLines(call: ConvCall, spec: ConvSpec): readonly string[] {
  const names = axisNames(spec.spatialRank);
  const dims = spatialDims(call, call.shown.input);
  const inputs = names.map((name, axis) => {
    const dim = dims?.[axis];
    if (typeof dim === 'number') {
      return dim;
    }
    const text = dim === undefined ? '?' : describeDim(dim);
    return text.includes('?') ? name : text;
  });
  const lines = inputs.map((input, axis) => sizeFormula(spec, axis, input));
  const forms = inputs.map((input, axis) => sizeFormula(spec, axis, typeof input === 'number' ? input : 'i'));
  if (new Set(forms).size === 1 && isSameInput(inputs, names)) {
    return lines.slice(0, 1);
  }
  return lines.map((line, axis) => `${names[axis] ?? ''}: ${line}`);
}

/** Equal numbers, or symbols that differ only in the axis's own letter. */
function isSameInput(inputs: readonly (number | string)[], names: readonly string[]): boolean {
  const normal = inputs.map((input, axis) =>
    typeof input === 'number' ? input : input.replaceAll(names[axis] ?? '', 'i'),
  );
  return new Set(normal).size === 1;
}
