import { conventionRules, type ExplicitPadding, type LayerParams, type ParameterRole } from '../../src/engine/index.js';
import { say } from '../strings.js';

/** How a parameter is typed. */
export type FieldKind = 'count' | 'axes' | 'axesOrWord' | 'choice' | 'fixed';

export type Parsed =
  { readonly ok: true; readonly value: FieldValue } | { readonly ok: false; readonly message: string };
export type FieldValue = number | readonly number[] | ExplicitPadding | string | boolean | null;

/** Whether a value is padding that is given at each end. */
export function isPadding(value: FieldValue): value is ExplicitPadding {
  return typeof value === 'object' && value !== null && 'begin' in value;
}

/** Such padding axis by axis, as Python writes it: "(1, 2)". */
export function pairsOf({ begin, end }: ExplicitPadding): readonly string[] {
  return begin.map((size, axis) => `(${size}, ${end[axis] ?? size})`);
}

/** How the parameter of a role is typed, and between which words it chooses. */
export function fieldKind(
  role: ParameterRole | null,
  known: Partial<LayerParams>,
): { readonly kind: FieldKind; readonly words: readonly string[] } {
  switch (role) {
    case 'inChannels':
    case 'outChannels':
    case 'groups':
    case 'depthMultiplier':
      return { kind: 'count', words: [] };
    case 'kernelSize':
    case 'stride':
    case 'dilation':
      return { kind: 'axes', words: [] };
    case 'outputPadding':
      return outputPaddingKind(known);
    case 'padding':
      if (known.convention === 'keras') return { kind: 'choice', words: kerasPaddings(known) };
      // What other frameworks take (pairs, words of their own) is shown as it is written.
      if (known.convention !== undefined && known.convention !== 'torch') return { kind: 'fixed', words: [] };
      return known.kind === 'transposed'
        ? { kind: 'axes', words: [] }
        : { kind: 'axesOrWord', words: ['same', 'valid'] };
    case 'bias':
      return { kind: 'choice', words: ['True', 'False'] };
    case 'paddingMode':
      return { kind: 'choice', words: ['zeros', 'reflect', 'replicate', 'circular'] };
    default:
      return { kind: 'fixed', words: [] };
  }
}

function outputPaddingKind({ convention }: Partial<LayerParams>): ReturnType<typeof fieldKind> {
  switch (convention === undefined ? 'zero' : conventionRules(convention).outputPadding) {
    case 'zero':
      return { kind: 'axes', words: [] };
    case 'open':
      // Keras tells "not given" (None) from 0; PyTorch has only numbers.
      return { kind: 'axesOrWord', words: ['None'] };
    case 'absent':
      return { kind: 'fixed', words: [] };
  }
}

function kerasPaddings(known: Partial<LayerParams>): readonly string[] {
  const causal = known.spatialRank === 1 && known.kind === 'convolution';
  return causal ? ['valid', 'same', 'causal'] : ['valid', 'same'];
}

const TUPLE = /^[([]?\s*(-?\d+(?:\s*[,×x*;]\s*-?\d+|\s+-?\d+)*)\s*,?\s*[)\]]?$/u;

/** The whole numbers in "4", "(4, 2)", "4 × 2" or "4 2"; null where the text is anything else. */
export function parseNumbers(text: string): readonly number[] | null {
  const match = TUPLE.exec(text.trim().replace(/[−–]/g, '-'));
  if (!match) return null;
  const numbers = (match[1]?.match(/-?\d+/g) ?? []).map(Number);
  return numbers.every(Number.isFinite) ? numbers : null;
}

/**
 * What a person typed into a field, as the canonical value of its role. Whether the layer can have that value is the
 * engine's to say: "-1" and "1000000000" parse.
 */
export function parseField(text: string, kind: FieldKind, words: readonly string[], rank: number): Parsed {
  const trimmed = text.trim();
  const word = trimmed.replace(/^(['"])(.*)\1$/, '$2');
  if (kind === 'choice' || kind === 'axesOrWord') {
    const found = words.find(candidate => candidate.toLowerCase() === word.toLowerCase());
    if (found !== undefined) {
      return { ok: true, value: found === 'True' ? true : found === 'False' ? false : found === 'None' ? null : found };
    }
  }
  const numbers = kind === 'choice' || kind === 'fixed' ? null : parseNumbers(trimmed);
  if (numbers) {
    const first = numbers[0];
    if (kind === 'count' && numbers.length === 1 && first !== undefined) return { ok: true, value: first };
    if (kind !== 'count' && numbers.length === 1 && first !== undefined) {
      return { ok: true, value: Array.from({ length: rank }, () => first) };
    }
    if (kind !== 'count' && numbers.length === rank) return { ok: true, value: numbers };
  }
  const example = Array.from({ length: rank }, (_, axis) => 3 - (axis % 2)).join(', ');
  if (kind === 'axesOrWord') return { ok: false, message: say('wordOrNumbers', words.join(', '), rank) };
  return {
    ok: false,
    message: kind === 'count' || rank === 1 ? say('oneNumber') : say('numbersPerAxis', rank, example),
  };
}
