import type { ParameterRole } from '../../src/engine/index.js';
import type { Snapshot } from '../../src/protocol/messages.js';
import { subjectOf } from './subject.js';
import type { Changes, Subject } from './subject.js';
import type { FieldValue } from './parseField.js';
import { sameSizes } from './values.js';
import type { InputKind, WeightKind } from './values.js';
import type { Pointed } from './scene.js';

/** What the person chose and typed, over the host's last snapshot. A model never changes; every step makes a new one. */
export interface Model {
  readonly snapshot: Snapshot | null;
  readonly subject: Subject | null;
  /** The last complete call, whose picture stays while its code is being typed. */
  readonly lastComplete: Subject | null;
  readonly changes: Changes;
  /** The input size that the person set, or null for the code's. */
  readonly inputSpatial: readonly number[] | null;
  readonly inputKind: InputKind;
  readonly weightKind: WeightKind;
  readonly typedInputs: ReadonlyMap<number, number>;
  readonly typedWeights: ReadonlyMap<number, number>;
  readonly colourBy: 'index' | 'value';
  /** The subject that stays, and the one under the pointer. undefined: none was chosen yet, so the one at rest shows. */
  readonly kept: Pointed | undefined;
  readonly hovered: Pointed | undefined;
}

export const emptyModel: Model = {
  snapshot: null,
  subject: null,
  lastComplete: null,
  changes: {},
  inputSpatial: null,
  inputKind: 'example',
  weightKind: 'example',
  typedInputs: new Map(),
  typedWeights: new Map(),
  colourBy: 'index',
  kept: undefined,
  hovered: undefined,
};

const nothingTyped = { typedInputs: new Map<number, number>(), typedWeights: new Map<number, number>() } as const;
const nothingPointed = { kept: undefined, hovered: undefined } as const;

/**
 * Takes a snapshot, unless a newer one is there. A what-if lives as long as the call it is about: when the code itself
 * comes to say what was changed, or says something new about that parameter, that change is over.
 */
export function withSnapshot(model: Model, snapshot: Snapshot): Model {
  if (model.snapshot && snapshot.generation <= model.snapshot.generation) return model;
  const subject = subjectOf(snapshot.subject);
  const complete = subject !== null && subject.call?.complete !== false;
  const before = model.lastComplete;
  const next = { ...model, snapshot, subject };
  if (!complete) {
    return subject && before && before.key === subject.key ? next : { ...next, ...fresh, lastComplete: null };
  }
  if (before === null || before.key !== subject.key) return { ...next, ...fresh, lastComplete: subject };
  const changes = survivingChanges(before, subject, model.changes);
  const sizeSame = before.inputSpatial.every((size, axis) => size === subject.inputSpatial[axis]);
  const inputSpatial = sizeSame && !isRemembered(subject, model.inputSpatial) ? model.inputSpatial : null;
  const same = sizeSame && sameLayer(before, subject);
  return {
    ...next,
    lastComplete: subject,
    changes,
    inputSpatial,
    ...(same ? {} : { ...nothingTyped, ...nothingPointed }),
  };
}

/** The size that the person set is now what the host remembers for this file: it is no change any more. */
function isRemembered(subject: Subject, input: readonly number[] | null): boolean {
  const remembered = subject.call?.rememberedInput ?? null;
  return (
    input !== null &&
    remembered !== null &&
    input.every((size, axis) => size === (subject.inputSpatial[axis] ?? remembered[axis]))
  );
}

const fresh = { changes: {}, inputSpatial: null, ...nothingTyped, ...nothingPointed } as const;

function survivingChanges(before: Subject, after: Subject, changes: Changes): Changes {
  const kept: Record<string, unknown> = {};
  for (const [role, value] of Object.entries(changes)) {
    const key = role as ParameterRole;
    if (sameValue(before.known[key], after.known[key]) && !sameValue(after.known[key], value)) kept[role] = value;
  }
  return kept;
}

function sameLayer(before: Subject, after: Subject): boolean {
  const keys = new Set([...Object.keys(before.known), ...Object.keys(after.known)]) as Set<ParameterRole>;
  return [...keys].every(key => sameValue(before.known[key], after.known[key]));
}

export function sameValue(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return sameSizes(a as number[], b as number[]);
  return a === b;
}

/** Sets one parameter as a what-if; setting it to what the code says takes the change back. */
export function withChange(model: Model, role: ParameterRole, value: FieldValue): Model {
  return withChanges(model, { [role]: value });
}

/** Sets several parameters at once, as a suggestion does. */
export function withChanges(model: Model, set: Readonly<Record<string, FieldValue>>, input?: readonly number[]): Model {
  const changes: Record<string, FieldValue> = { ...(model.changes as Record<string, FieldValue>) };
  for (const [role, value] of Object.entries(set)) {
    if (sameValue(model.subject?.known[role as ParameterRole], value)) delete changes[role];
    else changes[role] = value;
  }
  // Another geometry makes another picture: what was typed into weights that are gone does not come back elsewhere.
  const weights = 'kernelSize' in set ? new Map<number, number>() : model.typedWeights;
  const next = { ...model, ...nothingPointed, changes: changes as Changes, typedWeights: weights };
  return input ? withInput(next, input) : next;
}

/** Sets the input size as a what-if. */
export function withInput(model: Model, inputSpatial: readonly number[]): Model {
  const code = model.subject?.inputSpatial ?? [];
  const back = code.length === inputSpatial.length && code.every((size, axis) => size === inputSpatial[axis]);
  return { ...model, ...nothingPointed, inputSpatial: back ? null : inputSpatial, typedInputs: new Map() };
}

/** Back to what the code says. */
export function withoutChanges(model: Model): Model {
  return { ...model, ...fresh };
}

export function withInputKind(model: Model, inputKind: InputKind): Model {
  return { ...model, inputKind, typedInputs: new Map() };
}

export function withWeightKind(model: Model, weightKind: WeightKind): Model {
  return { ...model, weightKind, typedWeights: new Map() };
}

/** Types one number into x or w. What is not a finite number changes nothing. */
export function withValue(model: Model, target: 'x' | 'w', index: number, value: number): Model {
  if (!Number.isFinite(value) || !Number.isSafeInteger(index) || index < 0) return model;
  const key = target === 'x' ? 'typedInputs' : 'typedWeights';
  return { ...model, [key]: new Map(model[key]).set(index, value) };
}

/** Moving over a cell shows it until the pointer leaves (null); a click or a walk keeps it, and null keeps none. */
export function withPointed(model: Model, pointed: Pointed, keep: boolean): Model {
  if (keep) return { ...model, kept: pointed, hovered: undefined };
  return { ...model, hovered: pointed ?? undefined };
}
