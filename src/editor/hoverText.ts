import type { ConvCall } from '../analysis/index.js';
import { describeShape } from '../analysis/reading.js';
import { multiplyAdds, nearestEven, overlapVerdict, parameterCount } from '../engine/index.js';
import {
  channelsText,
  faults,
  geometryOf,
  inputSpatialOf,
  isFunctional,
  isTransposed,
  kindOf,
  spatialRankOf,
  unknownArguments,
  unknownReasons,
} from './callFacts.js';
import { changeText } from './changeText.js';
import { formulaLines } from './formulaText.js';
import { codeSpan, commandLink, escapeMarkdown } from './markdown.js';
import { countText } from './numberText.js';
import { overlapPicture } from './overlapPicture.js';
import type { PlaceTexts } from './placeTexts.js';
import { hasSeveralRuns, runsParagraphs, shownLines, whyText } from './runsText.js';
import type { ThemeKind } from './theme.js';
import type { Translate } from './translate.js';
import { verdictText } from './verdictText.js';

export interface HoverOptions {
  readonly t: Translate;
  readonly theme: ThemeKind;
  /** How the places that reasons name are written. */
  readonly places: PlaceTexts;
  /** Whether the overlap map of a transposed convolution is drawn. */
  readonly picture: boolean;
  /** The command that "Explore" runs, and its arguments; the hover trusts this command only. */
  readonly explore: { readonly command: string; readonly args: readonly unknown[] };
}

const LISTED_REASONS = 2;

/**
 * A call's hover as markdown: what it is with the link to the explorer, its shapes, what is wrong, the size formula
 * with its numbers, the overlap verdict with the nearest even change and its picture, the costs. The first paragraph
 * holds what must be seen without scrolling.
 */
export function hoverText(call: ConvCall, options: HoverOptions): string {
  const { t } = options;
  const first = [titleLine(call, options)];
  if (!call.complete) {
    return lines([...first, t('The call is incomplete: no shape is shown until it can be read.')]);
  }
  first.push(...shapeLines(call, options), ...problemLines(call), ...formulaOf(call), ...reasonLines(call, options));
  const overlap = overlapParagraphs(call, options);
  const runs = runsParagraphs(call, t, options.places, overlap.length > 1);
  const paragraphs = [lines(first), ...runs, ...overlap, costLine(call, t)];
  return paragraphs.filter(paragraph => paragraph !== '').join('\n\n');
}

/** Lines of one paragraph: two spaces at the end make a break. */
function lines(texts: readonly string[]): string {
  return texts.filter(text => text !== '').join('  \n');
}

function titleLine(call: ConvCall, options: HoverOptions): string {
  const { t, explore } = options;
  const name = call.api.slice(call.api.lastIndexOf('.') + 1);
  const [inChannels, outChannels] = [channelsText(call, 'inChannels'), channelsText(call, 'outChannels')];
  const isKnown = call.complete && (inChannels !== '?' || outChannels !== '?');
  const parts = [
    `**${escapeMarkdown(name)}**`,
    escapeMarkdown(kindWords(call, t)),
    isKnown ? escapeMarkdown(t('{0} channels', `${inChannels} → ${outChannels}`)) : '',
    call.derived ? escapeMarkdown(t('by the library’s source')) : '',
    commandLink(t('Explore'), explore.command, explore.args, t('Open this convolution in the explorer')),
  ];
  return parts.filter(part => part !== '').join(' · ');
}

function kindWords(call: ConvCall, t: Translate): string {
  switch (kindOf(call)) {
    case 'transposed':
      return t('transposed convolution');
    case 'depthwise':
      return t('depthwise convolution');
    case 'separable':
      return t('separable convolution');
    default:
      return isTransposed(call) ? t('transposed convolution') : t('convolution');
  }
}

function shapeLines(call: ConvCall, { t, places }: HoverOptions): readonly string[] {
  if (call.shown.input !== null || call.shown.output !== null) return shownLines(call, t, places);
  if (faults(call).length > 0) return [];
  const why = call.shown.why ?? call.runs.find(run => run.why)?.why;
  const unknown = escapeMarkdown(t('Its shapes are not known.'));
  return [why ? `${unknown} ${whyText(why, places)}` : unknown];
}

function problemLines(call: ConvCall): readonly string[] {
  const messages = new Set(faults(call).map(problem => problem.message));
  return [...messages].slice(0, LISTED_REASONS).map(message => `$(error) ${escapeMarkdown(message)}`);
}

/** Problems that the size formula itself shows, with its result below 1. */
const SIZE_PROBLEMS: ReadonlySet<string> = new Set(['kernel-larger-than-input', 'output-too-small']);

function formulaOf(call: ConvCall): readonly string[] {
  if (call.spec === null || !faults(call).every(problem => SIZE_PROBLEMS.has(problem.code))) {
    return [];
  }
  return formulaLines(call, call.spec).map(codeSpan);
}

/** Why a number is missing; only where something is unknown, not where it is symbolic. */
function reasonLines(call: ConvCall, { t, places }: HoverOptions): readonly string[] {
  const isExplained = call.params !== null || faults(call).length > 0;
  const fromArguments = isExplained ? [] : unknownArguments(call).filter(({ isSymbolic }) => !isSymbolic);
  const told = new Set(fromArguments.map(({ why }) => why));
  const texts = [
    ...fromArguments.map(({ name, why }) => escapeMarkdown(t('{0} is unknown: {1}', name, why))),
    ...unknownReasons(call)
      .filter(({ message }) => !told.has(message))
      .map(why => t('Unknown: {0}', whyText(why, places))),
  ];
  return texts.slice(0, LISTED_REASONS).map(text => `$(question) ${text}`);
}

function overlapParagraphs(call: ConvCall, options: HoverOptions): readonly string[] {
  const { spec } = call;
  if (spec === null || !spec.transposed || faults(call).length > 0) {
    return [];
  }
  const { t } = options;
  const verdict = verdictText(call, spec, t);
  const geometry = geometryOf(call);
  const even = verdict.even || geometry === null ? null : nearestEven(geometry, inputSpatialOf(call));
  const text = [
    `${verdict.even ? '$(pass)' : '$(warning)'} ${emphasizeVerdict(verdict.text)}`,
    even === null ? '' : `${escapeMarkdown(t('Even at the same size:'))} ${codeSpan(changeText(call, even))}`,
  ];
  // One contribution everywhere is said in fewer pixels than it is drawn.
  const isAllOnes = verdict.even && overlapVerdict(spec).max === 1 && spec.outputPadding.every(size => size === 0);
  const picture = options.picture && !isAllOnes ? overlapPicture(spec, inputSpatialOf(call), options.theme) : null;
  if (picture === null) {
    return [lines(text)];
  }
  const alt = escapeMarkdown(`${t('Overlap map')}: ${verdict.text}`);
  return [lines(text), `![${alt}](${picture.uri}|width=${picture.width},height=${picture.height})`];
}

/** The verdict's first word, which says it all, in bold. */
function emphasizeVerdict(sentence: string): string {
  const colon = /[:：]/.exec(sentence)?.index ?? 0;
  return `**${escapeMarkdown(sentence.slice(0, colon))}**${escapeMarkdown(sentence.slice(colon))}`;
}

function costLine(call: ConvCall, t: Translate): string {
  if (call.params === null || faults(call).length > 0) {
    return '';
  }
  const parts: string[] = [];
  if (!isFunctional(call)) {
    parts.push(t('{0} parameters', countText(parameterCount(call.params))));
  }
  const spatial = inputSpatialOf(call);
  const known = spatial.filter(size => size !== null);
  if (known.length === spatialRankOf(call)) {
    const count = multiplyAdds(call.params, known);
    if (count.ok) {
      parts.push(t('{0} multiply-adds per sample', countText(count.value)));
    }
  }
  const costs = escapeMarkdown(parts.join(' · '));
  // One of several runs, each of which may have its own.
  const { input } = call.shown;
  return costs === '' || input === null || !hasSeveralRuns(call)
    ? costs
    : t('For {0}: {1}', codeSpan(describeShape(input, 'math', call.divisible)), costs);
}
