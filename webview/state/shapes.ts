import { outputChannels, outputSpatial, sizeFormula, sizeRule } from '../../src/engine/index.js';
import type { ConvSpec, LayerParams, SizeRule } from '../../src/engine/index.js';
import { axisLetters } from './header.js';
import type { Subject, WhatIf } from './subject.js';
import { say } from '../strings.js';

export interface Shapes {
  /** Texts per dimension, batch and channels included; null where the rank is not known. */
  readonly input: readonly string[] | null;
  /** null: there is no output, or nothing is known of it. */
  readonly output: readonly string[] | null;
  /** The size formula with its numbers, one text per different axis. */
  readonly formulas: readonly string[];
}

/**
 * Shape in and shape out for the header. What the person left as it is keeps the code's own text (N, H/2); what was
 * changed is computed by the engine, in numbers where the input size is known, else as the engine's rule over letters.
 */
export function shapes(
  subject: Subject,
  tried: WhatIf,
  spec: ConvSpec | null,
  inputSpatial: readonly (number | null)[],
  changed: boolean,
): Shapes {
  const { params } = tried;
  if (!params || !spec)
    return { input: subject.inputShape, output: changed ? null : subject.outputShape, formulas: [] };
  const rank = params.spatialRank;
  const sizes = symbols(subject, params, inputSpatial);
  const numbers = sizes.filter(size => typeof size === 'number');
  const complete = numbers.length === rank ? outputSpatial(spec, numbers) : null;
  // Beyond what products of sizes can hold exactly, each axis still has its own size.
  const refused = complete !== null && !complete.ok && complete.problem.code !== 'too-large';
  const formulas = formulasOf(spec, sizes);
  if (!changed && subject.inputShape && subject.outputShape && numbersAgree(subject, inputSpatial)) {
    return { input: subject.inputShape, output: refused ? null : subject.outputShape, formulas };
  }
  const spatial = sizes.map((size, axis) =>
    complete?.ok ? String(complete.value[axis]) : sizeText(sizeRule(spec, axis), size),
  );
  const channels = tried.channelsKnown
    ? String(outputChannels(params))
    : channelText(subject.outputShape, params, 'out_channels');
  const channelsIn = tried.missing.includes('inChannels')
    ? channelText(subject.inputShape, params, 'in_channels')
    : String(params.inChannels);
  return {
    input: shapeOf(subject, params, channelsIn, sizes.map(String)),
    output: refused ? null : shapeOf(subject, params, channels, spatial),
    formulas,
  };
}

/** The size formula, once for axes that have the same: by their numbers, or, where sizes are letters, by their rule. */
function formulasOf(spec: ConvSpec, sizes: readonly (number | string)[]): readonly string[] {
  const byRule = new Map<string, { readonly text: string; readonly alike: Set<string> }>();
  for (const [axis, size] of sizes.entries()) {
    const text = sizeFormula(spec, axis, size);
    const rule = typeof size === 'string' ? sizeFormula(spec, axis, 'n') : text;
    const same = byRule.get(rule);
    if (!same) byRule.set(rule, { text, alike: new Set() });
    else if (typeof size === 'string' && same.text !== text) same.alike.add(size);
  }
  return [...byRule.values()].map(({ text, alike }) =>
    alike.size > 0 ? `${text} (${say('alike', [...alike].join(', '))})` : text,
  );
}

/** The input size per axis: a number, or the text that the code gives it, or a letter. */
function symbols(subject: Subject, params: LayerParams, inputSpatial: readonly (number | null)[]): (number | string)[] {
  const letters = axisLetters(params.spatialRank);
  const texts = spatialTexts(subject.inputShape, params);
  return letters.map((letter, axis) => inputSpatial[axis] ?? texts?.[axis] ?? letter);
}

function numbersAgree(subject: Subject, inputSpatial: readonly (number | null)[]): boolean {
  return inputSpatial.every((size, axis) => size === subject.inputSpatial[axis]);
}

function spatialTexts(shape: readonly string[] | null, { layout, spatialRank }: LayerParams): readonly string[] | null {
  if (!shape || shape.length < spatialRank + 1) return null;
  const end = layout === 'NHWC' ? shape.length - 1 : shape.length;
  return shape.slice(end - spatialRank, end);
}

function channelText(shape: readonly string[] | null, params: LayerParams, fallback: string): string {
  if (!shape || shape.length < params.spatialRank + 1) return fallback;
  return shape.at(params.layout === 'NHWC' ? -1 : -1 - params.spatialRank) ?? fallback;
}

function shapeOf(
  subject: Subject,
  params: LayerParams,
  channels: string,
  spatial: readonly string[],
): readonly string[] {
  const unbatched = subject.inputShape?.length === params.spatialRank + 1;
  const batch = unbatched ? [] : [subject.inputShape?.[0] ?? 'N'];
  return params.layout === 'NHWC' ? [...batch, ...spatial, channels] : [...batch, channels, ...spatial];
}

/** ⌊(mul·i + add)/div⌋ + plus over a name, with nothing that says nothing: ⌊(H − 3)/2⌋ + 1, 2·H + 1, H. */
export function sizeText(rule: SizeRule, input: number | string): string {
  const { mul, add, div, plus } = rule;
  if (typeof input === 'number') return String(Math.floor((mul * input + add) / div) + plus);
  const name = mul !== 1 && /[^\w.]/.test(input) ? `(${input})` : input;
  const product = mul === 1 ? name : `${mul}·${name}`;
  const inside = div === 1 ? add + plus : add;
  const sum = inside === 0 ? product : `${product} ${inside < 0 ? '−' : '+'} ${Math.abs(inside)}`;
  if (div === 1) return sum;
  const floor = `⌊${inside === 0 ? sum : `(${sum})`}/${div}⌋`;
  return plus === 0 ? floor : `${floor} ${plus < 0 ? '−' : '+'} ${Math.abs(plus)}`;
}
