import {
  buildSpec,
  memoryEstimate,
  multiplyAdds,
  nearestPossible,
  outputSpatial,
  overlapMap,
  parameterCount,
} from '../../src/engine/index.js';
import type { Change, ConvSpec, LayerParams, Problem } from '../../src/engine/index.js';
import type { CallSummary, DocumentView } from '../../src/protocol/messages.js';
import { buildScene, fits, pairSpec } from './buildScene.js';
import { editsOf, nameOfRole } from './edits.js';
import { headerFields } from './header.js';
import type { HeaderField } from './header.js';
import type { Model } from './model.js';
import { nearestGroups } from './nearestGroups.js';
import { shapes } from './shapes.js';
import type { Shapes } from './shapes.js';
import { ONLY_COUNTED, whatIf } from './subject.js';
import type { Subject, WhatIf } from './subject.js';
import type { Scene } from './scene.js';
import { verdictOf } from './verdict.js';
import type { Verdict } from './verdict.js';

/** All that the header shows. */
export interface Header {
  readonly subject: Subject;
  readonly fields: readonly HeaderField[];
  /** Per axis; null where it is not known. */
  readonly input: readonly (number | null)[];
  /** The code leaves an axis open, and the size is what the person answered earlier for this file. */
  readonly inputRemembered: boolean;
  /** What the code says per axis, where the person changed it. */
  readonly inputWas: readonly (number | null)[] | null;
  readonly shapes: Shapes;
  readonly verdict: Verdict | null;
  /** null: not every number of it is known, or it is beyond what arithmetic holds exactly. */
  readonly parameters: number | null;
  readonly multiplyAdds: number | null;
  /** The names of what the parameter count would need. */
  readonly countNeeds: readonly string[];
  /** Channel pairs that meet; null where the channels are not known. */
  readonly blocks: number | null;
  /** Something differs from the code; and all of it, but for the input size, can be written back. */
  readonly changed: boolean;
  readonly applicable: boolean;
  /** Problems of the code that do not stop the picture, in the framework's words. */
  readonly problems: readonly string[];
  readonly incomplete: boolean;
}

/** How a layer of this kind on a too large input looks in numbers, for one channel pair. */
export interface Structure {
  readonly rows: number;
  readonly cols: number;
  readonly entries: number;
  readonly csrBytes: number;
  readonly denseBytes: number;
  /** A smaller input whose matrix has the same structure; null where no smaller one can be drawn. */
  readonly smaller: readonly number[] | null;
}

/** What the view shows: exactly one of these. */
export type Outcome =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'none'; readonly document: DocumentView | null; readonly calls: readonly CallSummary[] }
  | { readonly kind: 'incomplete'; readonly callee: string; readonly subject: Subject }
  | { readonly kind: 'unknown-size'; readonly header: Header }
  | {
      readonly kind: 'unknown-parameters';
      readonly header: Header;
      readonly missing: readonly { readonly name: string; readonly why: string }[];
    }
  | {
      readonly kind: 'impossible';
      readonly header: Header;
      readonly problem: Problem;
      readonly built: boolean;
      readonly nearest: readonly Change[];
      /** Numbers of groups, the nearest first, that divide the channels where the code's does not. */
      readonly nearestGroups: readonly number[];
    }
  | {
      readonly kind: 'too-large';
      readonly header: Header;
      readonly structure: Structure | null;
      readonly problem: Problem | null;
    }
  | { readonly kind: 'not-drawn'; readonly header: Header; readonly problem: Problem; readonly mode: string }
  | { readonly kind: 'drawn'; readonly header: Header; readonly scene: Scene };

/** Everything that the view shows, from what the host said and the person chose. Pure, and never throws for bad input. */
export function outcomeOf(model: Model): Outcome {
  const { snapshot } = model;
  if (!snapshot) return { kind: 'waiting' };
  if (snapshot.subject.kind === 'none') {
    return { kind: 'none', document: snapshot.subject.document, calls: snapshot.subject.calls };
  }
  const incomplete = model.subject?.call?.complete === false;
  const subject = incomplete ? model.lastComplete : model.subject;
  if (!subject) {
    return model.subject
      ? { kind: 'incomplete', callee: model.subject.callee, subject: model.subject }
      : { kind: 'waiting' };
  }
  return layerOutcome(model, subject, incomplete);
}

function layerOutcome(model: Model, subject: Subject, incomplete: boolean): Outcome {
  const tried = whatIf(subject, model.changes);
  const { params } = tried;
  const rank = params?.spatialRank ?? subject.known.spatialRank ?? Math.max(1, subject.inputSpatial.length);
  const input = effectiveInput(model, subject, rank);
  const base = { model, subject, tried, input, incomplete };
  if (!params) {
    const unknown = subject.unknown.filter(({ name }) => name !== 'input');
    const missing = unknown.length > 0 ? unknown : notFromArguments(subject, tried);
    return { kind: 'unknown-parameters', header: headerOf(base, null, null), missing };
  }
  const spec = buildSpec(params);
  if (!spec.ok && spec.problem.code === 'too-large') {
    return {
      kind: 'too-large',
      header: headerOf(base, null, null, spec.problem),
      structure: null,
      problem: spec.problem,
    };
  }
  if (!spec.ok) return impossible(base, params, null, spec.problem);

  if (!isKnown(input)) return { kind: 'unknown-size', header: headerOf(base, spec.value, null) };
  const built = buildScene(params, spec.value, input, {
    inputKind: model.inputKind,
    weightKind: model.weightKind,
    typedInputs: model.typedInputs,
    typedWeights: model.typedWeights,
    colourBy: model.colourBy,
    lesson: subject.lesson,
  });
  switch (built.kind) {
    case 'impossible':
      if (built.problem.code === 'too-large') {
        const { problem } = built;
        const own = headerOf(base, spec.value, null);
        // The state says it below; the verdict still holds.
        const header = { ...own, problems: own.problems.filter(message => message !== problem.message) };
        return { kind: 'too-large', header, structure: structureOf(spec.value, input), problem };
      }
      return impossible(base, params, spec.value, built.problem);
    case 'not-drawn':
      return {
        kind: 'not-drawn',
        header: headerOf(base, spec.value, null),
        problem: built.problem,
        mode: params.paddingMode,
      };
    case 'too-large':
      return {
        kind: 'too-large',
        header: headerOf(base, spec.value, null),
        structure: structureOf(spec.value, input),
        problem: null,
      };
    case 'scene':
      return { kind: 'drawn', header: headerOf(base, spec.value, built.scene), scene: built.scene };
  }
}

/**
 * What stops the picture although no argument holds it: the kernel size of a functional call, which is its weight's. The
 * shapes' reason is told where there is but one, which then is the weight's.
 */
function notFromArguments({ fields, unknown }: Subject, tried: WhatIf): { name: string; why: string }[] {
  const why = unknown.length === 1 ? (unknown[0]?.why ?? '') : '';
  return tried.missing.filter(role => !ONLY_COUNTED.has(role)).map(role => ({ name: nameOfRole(fields, role), why }));
}

interface Base {
  readonly model: Model;
  readonly subject: Subject;
  readonly tried: WhatIf;
  readonly input: readonly (number | null)[];
  readonly incomplete: boolean;
}

function impossible(base: Base, params: LayerParams, spec: ConvSpec | null, problem: Problem): Outcome {
  const nearest = isKnown(base.input) ? nearestPossible(params, base.input) : [];
  return {
    kind: 'impossible',
    header: headerOf(base, spec, null, problem),
    problem,
    built: spec !== null,
    nearest,
    nearestGroups: problem.parameter === 'groups' && base.tried.channelsKnown ? nearestGroups(params) : [],
  };
}

/** The input size: the person's, else the code's, else the answer that was given earlier for this document. */
function effectiveInput(model: Model, subject: Subject, rank: number): readonly (number | null)[] {
  const remembered = subject.call?.rememberedInput ?? null;
  return Array.from(
    { length: rank },
    (_, axis) => model.inputSpatial?.[axis] ?? subject.inputSpatial[axis] ?? remembered?.[axis] ?? null,
  );
}

export function isKnown(sizes: readonly (number | null)[]): sizes is readonly number[] {
  return sizes.length > 0 && sizes.every(size => size !== null);
}

function headerOf(base: Base, spec: ConvSpec | null, scene: Scene | null, problem?: Problem): Header {
  const { model, subject, tried, input, incomplete } = base;
  const { params } = tried;
  const changedCode = Object.keys(model.changes).length > 0;
  const faults = new Set<string>();
  if (problem?.parameter) faults.add(problem.parameter);
  const codeProblems = incomplete || changedCode ? [] : (subject.call?.problems ?? []);
  for (const { parameter } of codeProblems.filter(isGrave)) if (parameter) faults.add(parameter);
  const counted = params && tried.countKnown && spec ? parameterCount(params) : null;
  const adds = params && tried.channelsKnown && spec && isKnown(input) ? multiplyAdds(params, input) : null;
  const map = scene?.overlap ?? null;
  return {
    subject,
    fields: headerFields(subject, model.changes, faults),
    input,
    inputRemembered:
      model.inputSpatial === null &&
      isKnown(input) &&
      input.some((_, axis) => (subject.inputSpatial[axis] ?? null) === null),
    inputWas: model.inputSpatial ? subject.inputSpatial : null,
    shapes: shapes(subject, tried, spec, input, changedCode || model.inputSpatial !== null),
    verdict: params && spec && !problem ? verdictOf(params, spec, input, map) : null,
    parameters: counted !== null && Number.isSafeInteger(counted) ? counted : null,
    countNeeds: params && !tried.countKnown ? tried.missing.map(role => nameOfRole(subject.fields, role)) : [],
    multiplyAdds: adds?.ok ? adds.value : null,
    blocks: params && tried.channelsKnown ? blocksOf(params) : null,
    changed: changedCode || model.inputSpatial !== null,
    applicable: changedCode && editsOf(subject, model.changes).length === Object.keys(model.changes).length,
    problems: codeProblems
      .filter(({ message, ...rest }) => isGrave(rest) && message !== problem?.message)
      .map(({ message }) => message),
    incomplete,
  };
}

/** Overlap is the verdict's to say, not a problem of the code. */
function isGrave({ code }: { readonly code: string }): boolean {
  return code !== 'uneven-overlap' && code !== 'unpainted-output';
}

/** How many channel pairs meet: each is one block of the layer's whole matrix. */
function blocksOf({ kind, inChannels, outChannels, groups, depthMultiplier }: LayerParams): number | null {
  const blocks =
    kind === 'depthwise' || kind === 'separable' ? inChannels * depthMultiplier : (inChannels * outChannels) / groups;
  return Number.isSafeInteger(blocks) ? blocks : null;
}

/** Facts of one channel pair's matrix, from sizes alone: nothing of it is built. */
function structureOf(layer: ConvSpec, inputSpatial: readonly number[]): Structure {
  const spec = pairSpec(layer);
  const { rows, cols, entries, csrBytes, denseBytes } = memoryEstimate(spec, inputSpatial);
  return { rows, cols, entries, csrBytes, denseBytes, smaller: smallerInput(spec, inputSpatial) };
}

/** The largest usual size, not above the input's own, that can be drawn with this kernel. */
function smallerInput(spec: ConvSpec, inputSpatial: readonly number[]): readonly number[] | null {
  for (const limit of [64, 32, 16, 8]) {
    const sizes = inputSpatial.map(size => Math.min(size, limit));
    const output = outputSpatial(spec, sizes);
    if (output.ok && fits(spec, sizes, output.value) && overlapMap(spec, sizes).ok) return sizes;
  }
  return null;
}
