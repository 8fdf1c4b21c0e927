import type { LayerParams, PaddingMode, ParameterRole, Problem, ProblemCode } from '../engine/index.js';
import { Sym } from '../python/sym/sym.js';
import { isComplete, type ConvContext, type ConvReading } from './convReading.js';
import { shortName, type ConvRow } from './convRow.js';
import { intOf, isPlainFloat, isPlainList, isPlainUnknown, plainType, whyUnknown, type Plain } from './plain.js';

const PADDING_MODES: readonly PaddingMode[] = ['zeros', 'reflect', 'replicate', 'circular'];

/** An argument under the name that the framework has for it. */
export interface Entry {
  readonly name: string;
  readonly value: Plain;
}

/**
 * The builder of one reading: it keeps what is known, and why the rest is not. Its methods read parameters as most frameworks
 * take them; what one takes in its own way is in its own folder.
 */
export class ConvReader {
  readonly known: { -readonly [K in keyof LayerParams]?: LayerParams[K] } = {};
  readonly problems: Problem[] = [];
  readonly why = new Map<ParameterRole, string>();
  inChannels: Plain = null;
  outChannels: Plain = null;

  constructor(
    readonly row: ConvRow,
    readonly values: ReadonlyMap<string, Plain>,
  ) {
    this.known.convention = row.convention;
    this.known.kind = row.kind;
    if (!row.rankOfKernel) this.known.spatialRank = row.spatialRank;
  }

  entry(role: ParameterRole): Entry | undefined {
    for (const name of namesOf(this.row, role)) {
      const value = this.values.get(name);
      if (value !== undefined) return { name, value };
    }
    return undefined;
  }

  /** Notes that a value cannot be what its parameter needs; where it is merely unknown, why. */
  reject(role: ParameterRole, name: string, value: Plain, wanted: string): void {
    const why = whyUnknown(value);
    if (why !== undefined) {
      this.why.set(role, why);
      return;
    }
    const float = isPlainFloat(value) || (isPlainList(value) && value.some(isPlainFloat));
    const code = float ? 'not-an-integer' : 'argument-invalid';
    const type = float ? 'float' : plainType(value);
    const message = `${shortName(this.row.api)}: ${name} must be ${wanted}, not ${type}`;
    this.refuse(role, code, message, `${name} is not ${wanted}`);
  }

  /** Notes a problem of an argument, for which its parameter has no value. */
  refuse(role: ParameterRole, code: ProblemCode, message: string, why = message): void {
    this.why.set(role, why);
    this.problems.push({ code, message, parameter: role });
  }

  /** Notes that a parameter has no value here, and why. */
  leaveOpen(role: ParameterRole, why: string): void {
    this.why.set(role, why);
  }

  int(role: 'inChannels' | 'outChannels' | 'groups' | 'depthMultiplier'): void {
    const entry = this.entry(role);
    if (!entry) return;
    const value = intOf(entry.value);
    if (value === undefined) this.reject(role, entry.name, entry.value, 'an int');
    else this.known[role] = value;
  }

  /** An int for every axis, or one per axis. A tuple of another length is the engine's to refuse, with its numbers. */
  ints(role: 'kernelSize' | 'stride' | 'dilation' | 'inputDilation' | 'outputPadding'): void {
    const entry = this.entry(role);
    if (!entry) return;
    const sizes = this.perAxis(entry.value);
    if (sizes) this.known[role] = sizes;
    else this.reject(role, entry.name, entry.value, this.tupleWords());
  }

  /** Truth of the bias; in a functional call it is a tensor or None. */
  bias(): void {
    const entry = this.entry('bias');
    const value = entry?.value;
    if (value === undefined) return;
    if (this.row.form === 'function') this.known.bias = value !== null;
    else if (isPlainUnknown(value) || value instanceof Sym) this.why.set('bias', whyUnknown(value) ?? '');
    else this.known.bias = !(value === null || value === false || value === 0 || value === '');
  }

  /** A padding mode in PyTorch's words; zeros where there is no such parameter. */
  paddingMode(): void {
    const entry = this.entry('paddingMode');
    if (!entry) {
      this.known.paddingMode = 'zeros';
      return;
    }
    const mode = PADDING_MODES.find(its => its === entry.value);
    if (mode) this.known.paddingMode = mode;
    else if (typeof entry.value === 'string') {
      const words = PADDING_MODES.map(its => `'${its}'`).join(', ');
      const message = `padding_mode must be one of {${words}}, but got padding_mode='${entry.value}'`;
      this.refuse('paddingMode', 'padding-mode-not-supported', message, 'it is no padding mode');
    } else this.reject('paddingMode', entry.name, entry.value, 'a str');
  }

  tupleWords(): string {
    const { spatialRank, rankOfKernel } = this.row;
    if (rankOfKernel) return 'an int or a tuple of ints';
    return spatialRank === 1 ? 'an int or a tuple of ints' : `an int or a tuple of ${spatialRank} ints`;
  }

  /** A value as one int per axis; undefined where it is no ints, or where the number of axes is not known. */
  perAxis(value: Plain): number[] | undefined {
    if (isPlainList(value)) {
      const sizes = value.map(intOf);
      return sizes.every(size => size !== undefined) ? sizes : undefined;
    }
    const one = intOf(value);
    const rank = this.known.spatialRank;
    return one === undefined || rank === undefined ? undefined : Array<number>(rank).fill(one);
  }

  /** The value of a role's first name, or null. */
  named(role: ParameterRole): Plain {
    const [name] = namesOf(this.row, role);
    return name === undefined ? null : (this.values.get(name) ?? null);
  }

  /** Input channels that a layer takes from its input, where the context has them. */
  takeInChannels(context: ConvContext): void {
    if (this.inChannels !== null || context.inChannels === undefined) return;
    this.known.inChannels = context.inChannels;
    this.inChannels = context.inChannels;
  }

  finish(): ConvReading {
    const { known, why, problems } = this;
    for (const role of ['inputDilation', 'outputSize'] as const) {
      const open = why.get(role);
      // These may be absent, so that their absence says nothing; without them what the padding does is not known.
      if (open === undefined) continue;
      delete known.padding;
      why.set('padding', open);
    }
    if (known.inChannels === undefined && !why.has('inChannels')) {
      why.set('inChannels', 'the input channels come from the first input, which is not known here');
    }
    return {
      params: isComplete(known) && problems.length === 0 ? known : null,
      known,
      inChannels: this.inChannels,
      outChannels: this.outChannels,
      problems,
      why,
    };
  }
}

/** The parameters of each row by role: rows never change, and every call reads a dozen roles. */
const namesByRole = new WeakMap<ConvRow, Map<ParameterRole, string[]>>();

function namesOf(row: ConvRow, role: ParameterRole): readonly string[] {
  let names = namesByRole.get(row);
  if (!names) {
    names = new Map();
    for (const [name, its] of Object.entries(row.roles)) names.set(its, [...(names.get(its) ?? []), name]);
    namesByRole.set(row, names);
  }
  return names.get(role) ?? [];
}
