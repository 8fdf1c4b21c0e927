import type { LayerParams } from '../engine/params.js';
import type { NotificationGuards, RequestGuards } from './channel.js';
import {
  isArrayOf,
  isBoolean,
  isCount,
  isEither,
  isNothing,
  isNull,
  isNumber,
  isObject,
  isOneOf,
  isOptional,
  isString,
  stringUpTo,
} from './guard.js';
import type { Guard } from './guard.js';
import type {
  CallSummary,
  CallView,
  DocumentView,
  FieldView,
  HostRequests,
  ParameterEdit,
  Snapshot,
  SubjectView,
  ViewNotifications,
  ViewState,
} from './messages.js';
import { isKnownParams, isLayerParams, isParameterRole } from './paramsGuard.js';

const MAX_URI = 8_192;
const MAX_EDIT = 1_000;
const MAX_CLIPBOARD = 4_000_000;

const isUri = stringUpTo(MAX_URI);
const isTexts = isArrayOf(isString);

const isDocumentView: Guard<DocumentView> = isObject({ uri: isUri, name: isString, version: isNumber });

const isCallSummary: Guard<CallSummary> = isObject({
  index: isCount,
  line: isCount,
  text: isString,
  shapes: isString,
  uneven: isBoolean,
});

const isFieldView: Guard<FieldView> = isObject({
  name: isString,
  role: isEither(isNull, isParameterRole),
  text: isString,
  keyword: isBoolean,
  isDefault: isBoolean,
  value: isEither(isNull, isNumber, isString, isBoolean, isArrayOf(isNumber)),
  known: isBoolean,
});

const isCallView: Guard<CallView> = isObject({
  document: isDocumentView,
  index: isCount,
  line: isCount,
  offset: isCount,
  api: isString,
  callee: isString,
  complete: isBoolean,
  fields: isArrayOf(isFieldView),
  params: isEither(isNull, isLayerParams),
  known: isOptional(isKnownParams) as Guard<Partial<LayerParams>>,
  unknown: isArrayOf(isObject<{ name: string; why: string }>({ name: isString, why: isString })),
  inputShape: isEither(isNull, isTexts),
  outputShape: isEither(isNull, isTexts),
  inputSpatial: isArrayOf(isEither(isNull, isNumber), 3),
  rememberedInput: isEither(isNull, isArrayOf(isNumber, 3)),
  certainty: isOneOf('certain', 'possible', 'assumed'),
  assumption: isOptional(isString) as Guard<string>,
  times: isOptional(isString) as Guard<string>,
  otherRuns: isTexts,
  problems: isArrayOf(
    isObject<CallView['problems'][number]>({
      code: isString,
      message: isString,
      parameter: isOptional(isString) as Guard<string>,
    }),
  ),
});

const isSubjectView: Guard<SubjectView> = isEither(
  isObject<SubjectView & { kind: 'lesson' }>({ kind: isOneOf('lesson') }),
  isObject<SubjectView & { kind: 'none' }>({
    kind: isOneOf('none'),
    document: isEither(isNull, isDocumentView),
    calls: isArrayOf(isCallSummary),
  }),
  isObject<SubjectView & { kind: 'call' }>({ kind: isOneOf('call'), call: isCallView }),
);

export const isSnapshot: Guard<Snapshot> = isObject({
  generation: isCount,
  subject: isSubjectView,
  pinned: isBoolean,
});

const isParameterEdit: Guard<ParameterEdit> = isObject({ name: stringUpTo(100), text: stringUpTo(MAX_EDIT) });

/** A request that acts on one call of one version of a document. */
const place = { uri: isUri, version: isNumber, index: isCount };

const nothing = { argument: isNothing, result: isNothing };

/** Everything that the view may ask of the host: the allow-list. */
export const HOST_REQUESTS: RequestGuards<HostRequests> = {
  ready: nothing,
  revealCall: nothing,
  setPinned: { argument: isBoolean, result: isNothing },
  chooseCall: { argument: isObject<{ uri: string; version: number; index: number }>(place), result: isNothing },
  showLesson: nothing,
  applyEdit: {
    argument: isObject<{ uri: string; version: number; index: number; edits: readonly ParameterEdit[] }>({
      ...place,
      edits: isArrayOf(isParameterEdit, 20),
    }),
    result: isObject<{ applied: boolean; reason?: string }>({
      applied: isBoolean,
      reason: isOptional(isString) as Guard<string>,
    }),
  },
  rememberInputSize: {
    argument: isObject<{ uri: string; inputSpatial: readonly number[] }>({
      uri: isUri,
      inputSpatial: isArrayOf(isPositive(), 3),
    }),
    result: isNothing,
  },
  copyText: { argument: stringUpTo(MAX_CLIPBOARD), result: isNothing },
};

/** Everything that the host may tell the view. */
export const VIEW_NOTIFICATIONS: NotificationGuards<ViewNotifications> = { snapshot: isSnapshot };

/** What the view stored earlier, perhaps as an older version of itself: anything may come back. */
export const isViewState: Guard<ViewState> = isObject({
  uri: isEither(isNull, isUri),
  offset: isEither(isNull, isCount),
  pinned: isBoolean,
  colourBy: isOneOf('index', 'value'),
  inputValues: isString,
  weightValues: isString,
  scrollTop: isCount,
});

function isPositive(): Guard<number> {
  return (value): value is number => isCount(value) && value >= 1;
}
