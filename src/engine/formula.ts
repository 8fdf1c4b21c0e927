import { conventionRules } from './conventions/index.js';
import { axisPadding } from './padding.js';
import { at } from './numbers.js';
import { rawOutput } from './sizeRule.js';
import type { ConvSpec } from './params.js';

/**
 * The size rule along one axis with its numbers put in: "⌊(4 + 2·0 − 1·(3−1) − 1)/1⌋ + 1 = 2". An input that is a text (H)
 * leaves out "= n". Padding that differs at the two ends is written as both: "+ (0+1)". The number after "=" is the
 * rule's, even where it is below 1 and the layer cannot run; where a framework answers with nothing, "max(…, 0) = 0".
 */
export function sizeFormula(spec: ConvSpec, axis: number, input: number | string): string {
  const text = formulaText(spec, axis, input);
  if (typeof input !== 'number') return text;
  const output = rawOutput(spec, axis, input);
  const isEmpty = output < 0 && conventionRules(spec.convention).emptyOutput === 'answer';
  return isEmpty ? `max(${text}, 0) = 0` : `${text} = ${minus(output)}`;
}

function formulaText(spec: ConvSpec, axis: number, input: number | string): string {
  const stride = at(spec.stride, axis);
  const bracketed = typeof input === 'string' && /[\s+\-−·*/]/.test(input) ? `(${input})` : minus(input);
  const asked = spec.transposed ? spec.outputSize?.[axis] : undefined;
  if (asked !== undefined) return String(asked);
  if (typeof spec.padding === 'string') return `⌈${bracketed}/${stride}⌉`;
  const { begin, end } = axisPadding(spec, axis, 1);
  const padding = begin === end ? `2·${signed(begin)}` : `(${minus(begin)}+${signed(end)})`;
  const kernel = `${at(spec.dilation, axis)}·(${at(spec.kernelSize, axis)}−1)`;
  if (spec.transposed) {
    return `(${bracketed}−1)·${stride} − ${padding} + ${kernel} + ${minus(at(spec.outputPadding, axis))} + 1`;
  }
  const spread = spec.inputDilation?.[axis] ?? 1;
  if (spread > 1) return `⌊((${bracketed}−1)·${spread} + ${padding} − ${kernel})/${stride}⌋ + 1`;
  return `⌊(${bracketed} + ${padding} − ${kernel} − 1)/${stride}⌋ + 1`;
}

/** A number that stands behind a sign of operation. */
function signed(value: number): string {
  return value < 0 ? `(${minus(value)})` : String(value);
}

/** A number with a true minus sign. */
function minus(value: number | string): string {
  return String(value).replace(/^-/, '−');
}
