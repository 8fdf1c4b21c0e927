import { LESSON } from '../../src/engine/index.js';
import type { LayerParams, ParameterRole } from '../../src/engine/index.js';
import type { CallView, FieldView, SubjectView } from '../../src/protocol/messages.js';

/** A what-if: parameters that the person changed in the view, by role, canonical as in LayerParams. */
export type Changes = Readonly<Partial<Pick<LayerParams, ParameterRole>>>;

/** The one layer that the view shows, whether it comes from code or is the lesson. */
export interface Subject {
  /** Tells two layers apart; the same while the code of one call is edited. */
  readonly key: string;
  readonly lesson: boolean;
  /** Null for the lesson. */
  readonly call: CallView | null;
  readonly callee: string;
  readonly fields: readonly FieldView[];
  /** What is known of the parameters; all of them where the code determines them. */
  readonly known: Partial<LayerParams>;
  /** Why a parameter is not known, by the framework's name. */
  readonly unknown: readonly { readonly name: string; readonly why: string }[];
  readonly inputShape: readonly string[] | null;
  readonly outputShape: readonly string[] | null;
  readonly inputSpatial: readonly (number | null)[];
}

/** The subject of a snapshot, or null where it shows none. */
export function subjectOf(view: SubjectView): Subject | null {
  if (view.kind === 'none') return null;
  if (view.kind === 'lesson') return lessonSubject;
  const { call } = view;
  return {
    key: `${call.document.uri}#${call.index}#${call.api}`,
    lesson: false,
    call,
    callee: call.callee,
    fields: call.fields,
    known: call.params ?? call.known ?? {},
    unknown: call.unknown,
    inputShape: call.inputShape,
    outputShape: call.outputShape,
    inputSpatial: call.inputSpatial,
  };
}

function lessonField(
  name: string,
  role: ParameterRole,
  value: number | boolean,
  written: 'positional' | 'keyword' | 'default',
): FieldView {
  const text = typeof value === 'boolean' ? (value ? 'True' : 'False') : String(value);
  return { name, role, text, keyword: written === 'keyword', isDefault: written === 'default', value, known: true };
}

/** The worked example as the call that a reader could type: nn.Conv2d(1, 1, kernel_size=3, bias=False). */
const lessonSubject: Subject = {
  key: 'lesson',
  lesson: true,
  call: null,
  callee: 'nn.Conv2d',
  fields: [
    lessonField('in_channels', 'inChannels', LESSON.params.inChannels, 'positional'),
    lessonField('out_channels', 'outChannels', LESSON.params.outChannels, 'positional'),
    lessonField('kernel_size', 'kernelSize', LESSON.params.kernelSize[0] ?? 1, 'keyword'),
    lessonField('bias', 'bias', LESSON.params.bias, 'keyword'),
    lessonField('stride', 'stride', 1, 'default'),
    lessonField('padding', 'padding', 0, 'default'),
    lessonField('dilation', 'dilation', 1, 'default'),
    lessonField('groups', 'groups', 1, 'default'),
  ],
  known: LESSON.params,
  unknown: [],
  inputShape: null,
  outputShape: null,
  inputSpatial: LESSON.inputSpatial,
};

/** The parameters after a what-if. */
export interface WhatIf {
  /** Complete for drawing, or null: then `missing` says what is not known. */
  readonly params: LayerParams | null;
  readonly missing: readonly ParameterRole[];
  /** False where the channels in params only stand in for unknown ones: one channel pair is drawn in any case. */
  readonly channelsKnown: boolean;
  /** Every number of the parameter count is known. */
  readonly countKnown: boolean;
}

const NEEDED = [
  'inChannels',
  'outChannels',
  'kernelSize',
  'stride',
  'padding',
  'outputPadding',
  'dilation',
  'groups',
  'bias',
  'paddingMode',
  'depthMultiplier',
  'layout',
] as const satisfies readonly ParameterRole[];

/** Roles that no picture of one channel pair depends on. */
export const ONLY_COUNTED: ReadonlySet<ParameterRole> = new Set([
  'inChannels',
  'outChannels',
  'bias',
  'depthMultiplier',
  'layout',
]);

/**
 * What the code says, overridden by what the person changed. Unknown channels do not stop a picture, because a picture
 * shows one channel pair; they do stop every number that depends on them.
 */
export function whatIf(subject: Subject, changes: Changes): WhatIf {
  const merged: Partial<LayerParams> = { ...subject.known, ...changes };
  const { convention, kind, spatialRank } = merged;
  const missing = NEEDED.filter(role => merged[role] === undefined);
  const hard = missing.filter(role => !ONLY_COUNTED.has(role));
  if (convention === undefined || kind === undefined || spatialRank === undefined || hard.length > 0) {
    return { params: null, missing, channelsKnown: false, countKnown: false };
  }
  const groups = merged.groups ?? 1;
  const standIn = Number.isSafeInteger(groups) && groups >= 1 ? groups : 1;
  const params = {
    inChannels: standIn,
    outChannels: standIn,
    bias: true,
    depthMultiplier: 1,
    layout: 'NCHW',
    ...merged,
  } as LayerParams;
  const channelsKnown = merged.inChannels !== undefined && merged.outChannels !== undefined;
  return {
    params,
    missing,
    channelsKnown,
    countKnown: channelsKnown && merged.bias !== undefined && merged.depthMultiplier !== undefined,
  };
}
