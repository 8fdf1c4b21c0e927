import type { ConvCall, Run, Why } from '../analysis/index.js';
import { describeCount, describeShape, whereOf } from '../analysis/reading.js';
import { codeSpan, escapeMarkdown } from './markdown.js';
import type { PlaceTexts } from './placeTexts.js';
import { isRefused, shownText } from './shapeText.js';
import type { Translate } from './translate.js';

/** How sure the shapes are, in one word. */
export type Sureness = 'known' | 'partly known' | 'possible' | 'assumed' | 'unknown';

interface Row {
  readonly run: Run;
  readonly sureness: Sureness;
}

/** A table of more runs scrolls; beside an overlap's picture there is less room. */
const ROWS = 8;
const ROWS_BESIDE_PICTURE = 3;
const REASONS = 2;

/** The word for how sure a run is. */
function word(sureness: Sureness, t: Translate): string {
  switch (sureness) {
    case 'known':
      return t('known');
    case 'partly known':
      return t('partly known');
    case 'possible':
      return t('possible');
    case 'assumed':
      return t('assumed');
    case 'unknown':
      return t('unknown');
  }
}

/** Every run of a call, those that are surest first. */
function rowsOf(call: ConvCall): readonly Row[] {
  return [
    ...call.runs.filter(isRun).map((run): Row => ({ run, sureness: call.assumed ? 'assumed' : surenessOf(run) })),
    ...call.maybe.filter(isRun).map((run): Row => ({ run, sureness: 'possible' })),
  ];
}

/** Whether a table lists them. */
export function hasSeveralRuns(call: ConvCall): boolean {
  return rowsOf(call).length > 1;
}

/** How much is known of a run that certainly happens. */
function surenessOf({ input, output }: Run): Sureness {
  if (input === null) return 'unknown';
  const isKnown = output !== null && [...input, ...output].every(dim => typeof dim !== 'object' || !('unknown' in dim));
  return isKnown ? 'known' : 'partly known';
}

/** Not what only stands for more than is listed. */
function isRun({ input, output, times }: Run): boolean {
  return input !== null || output !== null || times !== undefined;
}

/** The shapes to show first, how sure they are, how often and where they happen, and why they are what they are. */
export function shownLines(call: ConvCall, t: Translate, places: PlaceTexts): readonly string[] {
  const { shown } = call;
  if (shown.input === null && shown.output === null) return [];
  // A table says it for each run.
  const facts = [surenessText(call, t), hasSeveralRuns(call) ? '' : timesText(shown, t, codeSpan)];
  // Where the input is made up, the place of a call within it tells nothing.
  const from = shown.from && call.assumption === undefined ? places.link(shown.from) : '';
  if (from !== '') facts.push(t('from {0}', from));
  const shapes = codeSpan(shownText(call, t));
  return [[shapes, ...facts.filter(fact => fact !== '')].join(' · '), ...whyShown(call, t, places)];
}

/** How sure the shown shapes are; '' where a refusal says it. */
function surenessText(call: ConvCall, t: Translate): string {
  if (isRefused(call)) return '';
  if (call.certainty !== 'certain') return word(call.certainty, t);
  if (call.shown.times) return word(surenessOf(call.shown), t);
  return call.shown.input?.some(dim => dim instanceof Object) === true ? t('for any input') : '';
}

/** Why the shown shapes are only assumed, or only possible. */
function whyShown(call: ConvCall, t: Translate, places: PlaceTexts): readonly string[] {
  if (call.assumption !== undefined) {
    return [`$(info) ${t('Assumed, as the file does not run it: {0}', codeSpan(call.assumption))}`];
  }
  const { why } = call.shown;
  return call.certainty === 'possible' && why ? [`$(question) ${possibleText(why, t, places)}`] : [];
}

function possibleText(why: Why, t: Translate, places: PlaceTexts): string {
  return t('Possible, not certain: {0}', whyText(why, places));
}

/** A reason with the line that it is at, where that is another one. */
export function whyText({ message, place }: Why, places: PlaceTexts): string {
  const link = place ? places.link(place) : '';
  return escapeMarkdown(message) + (link === '' ? '' : ` (${link})`);
}

/** "×6 in ResNet.layer3", with each path as `path` writes it; '' for a run that is not counted. */
export function timesText({ times }: Run, t: Translate, path: (text: string) => string): string {
  if (!times) return '';
  const where = whereOf(times).map(path).join(', ');
  const count = countText(times, t);
  if (where === '') return count;
  return count === '' ? t('in {0}', where) : t('{0} in {1}', count, where);
}

function countText(times: NonNullable<Run['times']>, t: Translate): string {
  if (describeCount(times) === '') return '';
  return times.exact ? `×${times.least}` : t('×{0} or more', times.least);
}

/**
 * A table of all runs, where there are several; the reasons of those that may not happen, or are not known; and whether there may
 * be more.
 */
export function runsParagraphs(
  call: ConvCall,
  t: Translate,
  places: PlaceTexts,
  isBesidePicture: boolean,
): readonly string[] {
  const rows = rowsOf(call);
  const isOpen = call.runs.some(run => !isRun(run));
  const more = isOpen ? [escapeMarkdown(t('and perhaps other shapes'))] : [];
  if (rows.length < 2) return more;
  const limit = isBesidePicture ? ROWS_BESIDE_PICTURE : ROWS;
  const listed = rows.length === limit + 1 ? rows : rows.slice(0, limit);
  const rest = rows.length - listed.length;
  const table = tableOf(listed, call, t);
  if (rest > 0) more.unshift(escapeMarkdown(t('… and {0} more', rest)));
  const reasons = new Set(
    listed.flatMap(({ run, sureness }) =>
      sureness === 'known' || sureness === 'assumed' || !run.why
        ? []
        : [sureness === 'possible' ? possibleText(run.why, t, places) : t('Unknown: {0}', whyText(run.why, places))],
    ),
  );
  const told = new Set(whyShown(call, t, places));
  const why = [...reasons].map(reason => `$(question) ${reason}`).filter(reason => !told.has(reason));
  return [table, ...more, ...(why.length > 0 ? [why.slice(0, REASONS).join('  \n')] : [])];
}

/** A column of the table: its heading, how it is aligned, and its cells. */
interface Column {
  readonly heading: string;
  readonly align: ':--' | '--:';
  readonly cells: readonly string[];
}

/** The table without columns that say nothing: where all runs are as sure as the first line has said, or none is counted. */
function tableOf(rows: readonly Row[], call: ConvCall, t: Translate): string {
  // A column may not break a shape into two lines.
  const shape = (its: Run['input']): string =>
    codeSpan(describeShape(its, 'math', call.divisible)).replaceAll(' ', '\u00a0');
  const areAlike = rows.every(({ sureness }) => word(sureness, t) === surenessText(call, t));
  const wheres = rows.map(({ run }) => (run.times ? whereOf(run.times) : []));
  const model = modelOf(wheres.flat());
  const columns: readonly Column[] = [
    { heading: '', align: ':--', cells: rows.map(({ sureness }) => (areAlike ? '' : word(sureness, t))) },
    { heading: t('input'), align: ':--', cells: rows.map(({ run }) => shape(run.input)) },
    { heading: t('output'), align: ':--', cells: rows.map(({ run }) => shape(run.output)) },
    { heading: t('times'), align: '--:', cells: rows.map(({ run }) => timesCell(run, t)) },
    {
      heading: model === '' ? t('in') : t('in {0}', model.slice(0, -1)),
      align: ':--',
      cells: wheres.map(paths => paths.map(path => codeSpan(path.slice(model.length))).join(', ')),
    },
  ];
  const used = columns.filter(({ cells }) => cells.some(cell => cell !== ''));
  const line = (cells: readonly string[]): string => `|${cells.join('|')}|`;
  return [
    line(used.map(({ heading }) => escapeMarkdown(heading))),
    line(used.map(({ align }) => align)),
    ...rows.map((_, index) => line(used.map(({ cells }) => cells[index] ?? ''))),
  ].join('\n');
}

function timesCell({ times }: Run, t: Translate): string {
  return times ? escapeMarkdown(countText(times, t) || (times.least === 1 ? '×1' : '')) : '';
}

/** "UNet." where all paths lie within one model, so that the heading can say it; else ''. */
function modelOf(paths: readonly string[]): string {
  const [first = ''] = paths;
  const model = first.slice(0, first.indexOf('.') + 1);
  return paths.every(path => path.startsWith(model)) ? model : '';
}
