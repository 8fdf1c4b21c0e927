import { VERDICT_TEMPLATES, nearestEven, overlapVerdict, verdictSentence } from '../../src/engine/index.js';
import type { Change, ConvSpec, LayerParams, OverlapMap, VerdictTemplates } from '../../src/engine/index.js';
import { say } from '../strings.js';

export interface Verdict {
  /** gradient: a convolution that reads its inputs unevenly. Usual, and no defect of its output: a note, not a warning. */
  readonly tone: 'even' | 'uneven' | 'gradient';
  /** The sentence up to its colon, and from there on. */
  readonly title: string;
  readonly text: string;
  /** A change of parameters that covers evenly at the same output size, where the engine knows one. */
  readonly fix: Change | null;
}

type TemplateKey = keyof VerdictTemplates;

/** The engine's templates in the view's language. */
export function verdictTemplates(): VerdictTemplates {
  const keys = Object.keys(VERDICT_TEMPLATES) as TemplateKey[];
  return Object.fromEntries(keys.map(key => [key, say(`verdict.${key}`)])) as VerdictTemplates;
}

/** What is painted or used, one element of it: a pixel in 2-D. */
export function elementWord(rank: number): string {
  return say(rank === 1 ? 'verdict.element1' : rank === 2 ? 'verdict.element2' : 'verdict.element3');
}

/**
 * The overlap verdict in the words that the hover has too; null where there is nothing to say (a convolution that uses
 * every input evenly). It speaks of counts: never of "no artifacts".
 */
export function verdictOf(
  params: LayerParams,
  spec: ConvSpec,
  inputSpatial: readonly (number | null)[],
  map: OverlapMap | null,
): Verdict | null {
  const verdict = overlapVerdict(spec);
  if (!spec.transposed && verdict.even && (map === null || map.unpainted === 0)) return null;
  const sentence = verdictSentence(spec, verdict, map, verdictTemplates());
  const colon = sentence.search(/[:：]/u);
  return {
    tone: verdict.even ? 'even' : spec.transposed ? 'uneven' : 'gradient',
    title: colon < 0 ? sentence : sentence.slice(0, colon),
    text: colon < 0 ? '' : sentence.slice(colon),
    fix: spec.transposed && !verdict.even ? nearestEven(params, inputSpatial) : null,
  };
}
