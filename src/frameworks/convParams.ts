import type { LayerParams, PaddingMode, ParameterRole, Problem } from '../engine/index.js';
import { Sym } from '../python/sym/sym.js';
import { shortName, type ConvRow } from './convTable.js';
import { intOf, isPlainFloat, isPlainList, isPlainUnknown, plainType, whyUnknown, type Plain } from './plain.js';

/** What a call's arguments say about its layer: every parameter that is known, and all of them if all are. */
export interface ConvReading {
  readonly params: LayerParams | null;
  readonly known: Partial<LayerParams>;
  /** Channels may be symbolic where they are no number. Null: not known, or (in) not yet known. */
  readonly inChannels: Plain;
  readonly outChannels: Plain;
  readonly problems: readonly Problem[];
  /** Why `params` is null, per role. */
  readonly why: ReadonlyMap<ParameterRole, string>;
}

/** What the shapes around a call add: the channels of a lazy layer's input, the weight of a functional call. */
export interface ConvContext {
  readonly inChannels?: number | undefined;
  /** Sizes of a functional call's weight, each a number, a Sym or unknown; null where its rank is not known. */
  readonly weight?: readonly Plain[] | null | undefined;
}

const PADDING_MODES: readonly PaddingMode[] = ['zeros', 'reflect', 'replicate', 'circular'];

/** The builder of one reading: it keeps what is known, and why the rest is not. */
class Reader {
  readonly known: { -readonly [K in keyof LayerParams]?: LayerParams[K] } = {};
  readonly problems: Problem[] = [];
  readonly why = new Map<ParameterRole, string>();

  constructor(
    private readonly row: ConvRow,
    private readonly values: ReadonlyMap<string, Plain>,
  ) {}

  private entry(role: ParameterRole): { name: string; value: Plain } | undefined {
    for (const name of namesOf(this.row, role)) {
      const value = this.values.get(name);
      if (value !== undefined) return { name, value };
    }
    return undefined;
  }

  /** Notes that a value cannot be what its parameter needs; where it is merely unknown, why. */
  private reject(role: ParameterRole, name: string, value: Plain, wanted: string): void {
    const why = whyUnknown(value);
    if (why !== undefined) {
      this.why.set(role, why);
      return;
    }
    const float = isPlainFloat(value) || (isPlainList(value) && value.some(isPlainFloat));
    this.why.set(role, `${name} is not ${wanted}`);
    this.problems.push({
      code: float ? 'not-an-integer' : 'argument-invalid',
      message: `${shortName(this.row.api)}: ${name} must be ${wanted}, not ${float ? 'float' : plainType(value)}`,
      parameter: role,
    });
  }

  int(role: 'inChannels' | 'outChannels' | 'groups' | 'depthMultiplier'): void {
    const entry = this.entry(role);
    if (!entry) return;
    const value = intOf(entry.value);
    if (value === undefined) this.reject(role, entry.name, entry.value, 'an int');
    else this.known[role] = value;
  }

  /** An int for every axis, or one per axis. A tuple of another length is the engine's to refuse, with its numbers. */
  ints(role: 'kernelSize' | 'stride' | 'dilation'): void {
    const entry = this.entry(role);
    if (!entry) return;
    const sizes = this.perAxis(entry.value);
    if (sizes) this.known[role] = sizes;
    else this.reject(role, entry.name, entry.value, this.tupleWords());
  }

  outputPadding(): void {
    const entry = this.entry('outputPadding');
    if (!entry) {
      this.known.outputPadding = null;
      return;
    }
    if (entry.value === null && this.row.convention === 'keras') {
      this.known.outputPadding = null;
      return;
    }
    const sizes = this.perAxis(entry.value);
    if (sizes) this.known.outputPadding = sizes;
    else this.reject('outputPadding', entry.name, entry.value, this.tupleWords());
  }

  padding(): void {
    const entry = this.entry('padding');
    if (!entry) return;
    const { value, name } = entry;
    if (typeof value === 'string') {
      const word = this.row.convention === 'keras' ? value.toLowerCase() : value;
      if (this.row.convention === 'torch' && this.row.kind === 'transposed') {
        // The constructor lets it pass; every call then fails.
        this.why.set('padding', 'a transposed convolution takes no padding word');
        this.problems.push({
          code: 'argument-invalid',
          message: `conv_transpose${this.row.spatialRank}d(): argument 'padding' (position 5) must be tuple of ints, but found element of type str at pos 0`,
          parameter: 'padding',
        });
        return;
      }
      // Any other word reaches the engine too, which refuses it in the framework's own words.
      this.known.padding = word as 'same' | 'valid' | 'causal';
      return;
    }
    const sizes = this.perAxis(value);
    if (sizes) this.known.padding = sizes;
    else
      this.reject('padding', name, value, this.row.convention === 'keras' ? 'a str' : `${this.tupleWords()} or a str`);
  }

  bias(): void {
    const entry = this.entry('bias');
    const value = entry?.value;
    if (value === undefined) return;
    // In a functional call bias is a tensor or None.
    if (this.row.form === 'function') this.known.bias = value !== null;
    else if (isPlainUnknown(value) || value instanceof Sym) this.why.set('bias', whyUnknown(value) ?? '');
    else this.known.bias = !(value === null || value === false || value === 0 || value === '');
  }

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
      this.why.set('paddingMode', 'it is no padding mode');
      this.problems.push({
        code: 'padding-mode-not-supported',
        message: `padding_mode must be one of {${words}}, but got padding_mode='${entry.value}'`,
        parameter: 'paddingMode',
      });
    } else this.reject('paddingMode', entry.name, entry.value, 'a str');
  }

  layout(): void {
    const entry = this.entry('layout');
    if (this.row.convention === 'torch') this.known.layout = 'NCHW';
    else if (!entry || entry.value === null || entry.value === 'channels_last') this.known.layout = 'NHWC';
    else if (entry.value === 'channels_first') this.known.layout = 'NCHW';
    else if (typeof entry.value === 'string') {
      this.why.set('layout', 'it is no data format');
      this.problems.push({
        code: 'argument-invalid',
        message: `The \`data_format\` argument must be one of {'channels_first', 'channels_last'}. Received: ${entry.value}`,
        parameter: 'layout',
      });
    } else this.reject('layout', entry.name, entry.value, 'a str');
  }

  private tupleWords(): string {
    return this.row.spatialRank === 1
      ? 'an int or a tuple of ints'
      : `an int or a tuple of ${this.row.spatialRank} ints`;
  }

  private perAxis(value: Plain): number[] | undefined {
    if (isPlainList(value)) {
      const sizes = value.map(intOf);
      return sizes.every(size => size !== undefined) ? sizes : undefined;
    }
    const one = intOf(value);
    return one === undefined ? undefined : Array<number>(this.row.spatialRank).fill(one);
  }
}

/**
 * Reads a call's bound arguments (defaults included) as a layer. Wrong kinds of values are problems in the framework's
 * manner; wrong numbers are left to the engine, which has the framework's words for them.
 */
export function readConv(row: ConvRow, values: ReadonlyMap<string, Plain>, context: ConvContext = {}): ConvReading {
  const reader = new Reader(row, values);
  reader.known.convention = row.convention;
  reader.known.kind = row.kind;
  reader.known.spatialRank = row.spatialRank;
  for (const role of ['inChannels', 'outChannels', 'groups', 'depthMultiplier'] as const) reader.int(role);
  for (const role of ['kernelSize', 'stride', 'dilation'] as const) reader.ints(role);
  reader.padding();
  reader.outputPadding();
  reader.bias();
  reader.paddingMode();
  reader.layout();
  const { known } = reader;
  if (!values.has('groups') || row.kind === 'depthwise' || row.kind === 'separable') known.groups ??= 1;
  if (row.kind !== 'depthwise' && row.kind !== 'separable') known.depthMultiplier = 1;
  // Keras 2 takes this parameter and computes without it.
  if (row.ignoresDilation && known.dilation) known.dilation = known.dilation.map(() => 1);
  let inChannels: Plain = named(values, row, 'inChannels');
  let outChannels: Plain = named(values, row, 'outChannels');
  if (row.form === 'function') [inChannels, outChannels] = fromWeight(row, reader, context.weight);
  if (inChannels === null && context.inChannels !== undefined) {
    known.inChannels = context.inChannels;
    inChannels = context.inChannels;
  }
  if (row.kind === 'depthwise') outChannels = depthwiseOutput(known);
  if (row.kind === 'depthwise' && typeof outChannels === 'number') known.outChannels = outChannels;
  if (known.inChannels === undefined && !reader.why.has('inChannels')) {
    reader.why.set('inChannels', 'the input channels come from the first input, which is not known here');
  }
  return {
    params: isComplete(known) && reader.problems.length === 0 ? known : null,
    known,
    inChannels,
    outChannels,
    problems: reader.problems,
    why: reader.why,
  };
}

function named(values: ReadonlyMap<string, Plain>, row: ConvRow, role: ParameterRole): Plain {
  const [name] = namesOf(row, role);
  return name === undefined ? null : (values.get(name) ?? null);
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

/** Channels and kernel of a functional call: (O, I/groups, *kernel), or (I, O/groups, *kernel) when transposed. */
function fromWeight(row: ConvRow, reader: Reader, weight: readonly Plain[] | null | undefined): [Plain, Plain] {
  const { known } = reader;
  if (!weight) {
    const why = 'the shape of the weight is not known';
    for (const role of ['inChannels', 'outChannels', 'kernelSize'] as const) reader.why.set(role, why);
    return [null, null];
  }
  if (weight.length !== row.spatialRank + 2) {
    reader.why.set('kernelSize', 'the weight has another rank');
    reader.problems.push({
      code: 'rank-mismatch',
      message: `${shortName(row.api)} expects a weight of ${row.spatialRank + 2} axes, but got one of ${weight.length}`,
      parameter: 'kernelSize',
    });
    return [null, null];
  }
  const kernel = weight.slice(2).map(intOf);
  if (kernel.every(size => size !== undefined)) known.kernelSize = kernel;
  else reader.why.set('kernelSize', whyUnknown(weight.slice(2)) ?? 'the shape of the weight is not known');
  const groups = known.groups;
  const perGroup = (size: Plain): Plain =>
    typeof size === 'number' && groups !== undefined ? size * groups : groups === 1 ? size : null;
  const first = weight[0] ?? null;
  const second = perGroup(weight[1] ?? null);
  const [inChannels, outChannels] = row.kind === 'transposed' ? [first, second] : [second, first];
  if (typeof inChannels === 'number') known.inChannels = inChannels;
  else reader.why.set('inChannels', whyUnknown(inChannels) ?? 'the shape of the weight is not known');
  if (typeof outChannels === 'number') known.outChannels = outChannels;
  else reader.why.set('outChannels', whyUnknown(outChannels) ?? 'the shape of the weight is not known');
  return [inChannels, outChannels];
}

function depthwiseOutput(known: Partial<LayerParams>): Plain {
  const { inChannels, depthMultiplier } = known;
  return inChannels === undefined || depthMultiplier === undefined ? null : inChannels * depthMultiplier;
}

const NEEDED: readonly (keyof LayerParams)[] = [
  'convention',
  'kind',
  'spatialRank',
  'inChannels',
  'outChannels',
  'kernelSize',
  'stride',
  'padding',
  'dilation',
  'outputPadding',
  'groups',
  'bias',
  'paddingMode',
  'depthMultiplier',
  'layout',
];

function isComplete(known: Partial<LayerParams>): known is LayerParams {
  return NEEDED.every(name => known[name] !== undefined);
}
