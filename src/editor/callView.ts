import type { Argument, ConvCall } from '../analysis/index.js';
import { describeDim } from '../analysis/reading.js';
import type { Run, Shape } from '../analysis/index.js';
import { overlapVerdict } from '../engine/index.js';
import type { CallSummary, CallView, DocumentView, FieldView } from '../protocol/messages.js';
import { faults, inputSpatialOf, isTransposed, unknownArguments, unknownReasons } from './callFacts.js';
import { timesText } from './runsText.js';
import { otherRuns, shownText } from './shapeText.js';
import type { Translate } from './translate.js';

/** Where a call is: its document, its place in the analysis's list, and its line from 1. */
export interface CallPlace {
  readonly document: DocumentView;
  readonly index: number;
  readonly line: number;
  /** The input size that was answered earlier for this document and rank. */
  readonly rememberedInput: readonly number[] | null;
  /** How the texts of its runs are written. */
  readonly t: Translate;
}

/** Everything the explorer needs to know of a call, as plain data. */
export function callView(call: ConvCall, place: CallPlace): CallView {
  const remark = (run: Run): string => timesText(run, place.t, path => path);
  const others = otherRuns(call, remark);
  const times = call.complete ? remark(call.shown) : '';
  return {
    document: place.document,
    index: place.index,
    line: place.line,
    offset: call.span.from,
    api: call.api,
    callee: call.callee,
    complete: call.complete,
    fields: call.arguments.map(fieldView),
    params: call.complete ? call.params : null,
    known: call.complete ? call.known : {},
    unknown: [
      ...unknownArguments(call).map(({ name, why }) => ({ name, why })),
      ...unknownReasons(call).map(({ message }) => ({ name: 'input', why: message })),
    ],
    inputShape: shapeTexts(call.complete ? call.shown.input : null, call.divisible),
    outputShape: shapeTexts(call.complete ? call.shown.output : null, call.divisible),
    inputSpatial: inputSpatialOf(call),
    rememberedInput: place.rememberedInput,
    certainty: call.certainty,
    ...(call.assumption === undefined ? {} : { assumption: call.assumption }),
    ...(times === '' ? {} : { times }),
    otherRuns: [...others.certain, ...others.possible],
    problems: faults(call).map(({ code, message, parameter }) => ({
      code,
      message,
      ...(parameter === undefined ? {} : { parameter: nameOf(call, parameter) }),
    })),
  };
}

function fieldView(argument: Argument): FieldView {
  const { name, role, text, span, keyword, value } = argument;
  return {
    name,
    role,
    text,
    keyword,
    isDefault: span === null,
    value: value === undefined ? null : value,
    known: value !== undefined,
  };
}

function shapeTexts(shape: Shape | null, divisible: ConvCall['divisible']): readonly string[] | null {
  return shape === null ? null : shape.map(dim => describeDim(dim, divisible));
}

/** A problem's parameter in the framework's own name, so that the view finds its field. */
function nameOf(call: ConvCall, parameter: string): string {
  return call.arguments.find(argument => argument.role === parameter)?.name ?? parameter;
}

/** Longer calls are cut where a list shows them. */
const SUMMARY_LENGTH = 80;

/** One line of a list of calls. `text` is the document's. */
export function callSummary(call: ConvCall, index: number, line: number, text: string, t: Translate): CallSummary {
  const source = text.slice(call.span.from, call.span.to).replace(/\s+/g, ' ').trim();
  return {
    index,
    line,
    text: source.length > SUMMARY_LENGTH ? `${source.slice(0, SUMMARY_LENGTH - 1)}…` : source,
    shapes: shownText(call, t),
    uneven: isUneven(call),
  };
}

/** A transposed convolution whose interior is not evenly covered. */
export function isUneven(call: ConvCall): boolean {
  return isTransposed(call) && call.complete && call.spec !== null && !overlapVerdict(call.spec).even;
}
