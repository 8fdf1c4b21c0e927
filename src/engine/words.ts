import type { OverlapMap, OverlapVerdict } from './matrixTypes.js';
import type { ConvSpec } from './params.js';

/**
 * The sentences about overlap, with slots in braces, so that they can be put into another language. They say "even" or
 * "uneven" of counts and never that a result has no artifacts: training can undo either.
 */
export const VERDICT_TEMPLATES = {
  /** What an element of a 1-D, 2-D and 3-D map is called. */
  element1: 'position',
  element2: 'pixel',
  element3: 'voxel',
  evenOne: 'Even: 1 contribution per {element}',
  even: 'Even: {count} contributions per {element}',
  uneven: 'Uneven: {min} to {max} contributions per {element}, period {period}',
  evenOneReads: 'Even: each input {element} is read once',
  evenReads: 'Even: each input {element} is read {count} times',
  unevenReads:
    'Uneven: each input {element} is read {min} to {max} times, period {period}, and its gradient is painted likewise',
  holes: 'some get none',
  border: 'fewer at the border',
  borderMore: 'more at the border',
  borderOther: 'fewer or more at the border',
  range: '{low} to {high}',
  noInterior: 'this input is all border: {range} here',
  unpaintedOne: '1 output {element} has no contribution and carries only the bias',
  unpainted: '{count} output {element}s have no contribution and carry only the bias',
  unreadOne: '1 input {element} is never read',
  unread: '{count} input {element}s are never read',
  separator: '; ',
} as const;

export type VerdictTemplates = Readonly<Record<keyof typeof VERDICT_TEMPLATES, string>>;

/** A template with its slots filled. A slot without a value stays as it is. */
export function fill(template: string, slots: Readonly<Record<string, number | string>>): string {
  return template.replace(/\{(\w+)\}/g, (slot, name: string) => String(slots[name] ?? slot));
}

/**
 * The verdict in words: "Uneven: 1 to 4 contributions per pixel, period 2". With a real map (and its input size) also
 * what the border adds: fewer contributions there, elements without any, or that there is no interior at all.
 */
export function verdictSentence(
  spec: ConvSpec,
  verdict: OverlapVerdict,
  map: OverlapMap | null = null,
  templates: VerdictTemplates = VERDICT_TEMPLATES,
): string {
  const element =
    [templates.element1, templates.element2, templates.element3][spec.spatialRank - 1] ?? templates.element2;
  const slots = { element, min: verdict.min, max: verdict.max, count: verdict.max, period: periodText(verdict) };
  const { transposed } = spec;
  const even = verdict.max === 1 ? (transposed ? 'evenOne' : 'evenOneReads') : transposed ? 'even' : 'evenReads';
  const uneven = transposed ? 'uneven' : 'unevenReads';
  const parts = [fill(templates[verdict.even ? even : uneven], slots)];
  if (verdict.holes) parts.push(templates.holes);
  if (map) {
    if (!map.hasInterior) parts.push(fill(templates.noInterior, { range: rangeText(map, templates) }));
    // Padding that reflects, repeats or wraps adds contributions next to the border.
    else if (map.max > verdict.max) parts.push(map.min < verdict.min ? templates.borderOther : templates.borderMore);
    else if (map.min < verdict.min) parts.push(templates.border);
    // Holes of the interior are named already; what the border leaves out is another matter.
    if (map.unpainted > 0 && !verdict.holes) {
      const one = transposed ? 'unpaintedOne' : 'unreadOne';
      const many = transposed ? 'unpainted' : 'unread';
      parts.push(fill(templates[map.unpainted === 1 ? one : many], { element, count: map.unpainted }));
    }
  }
  return parts.join(templates.separator);
}

/** "2" where all axes agree, else "2 × 3". */
function periodText(verdict: OverlapVerdict): string {
  const [first] = verdict.period;
  return verdict.period.every(period => period === first) ? String(first) : verdict.period.join(' × ');
}

/** "1 to 4", or "1" where the map is flat. */
function rangeText(map: OverlapMap, templates: VerdictTemplates): string {
  return map.min === map.max ? String(map.min) : fill(templates.range, { low: map.min, high: map.max });
}
