import type { LayerParams, Problem } from '../../engine/index.js';
import type { Interp } from '../../python/interp.js';
import { PyClass, type Value } from '../../python/klass.js';
import { NativeFn, Args, type BoundArgs } from '../../python/native.js';
import { CLASS, PyInstance, PyTuple } from '../../python/value.js';
import { readConv, type ConvReading } from '../convParams.js';
import {
  bindConv,
  buildOf,
  ConvClass,
  isAsMade,
  noteMade,
  noteParams,
  recordModuleRun,
  recordRun,
  tieBuild,
} from '../convSites.js';
import { convForward, symbolicInput, channelDim } from '../convShape.js';
import { CONV_ROWS, shortName, type ConvRow } from '../convTable.js';
import { divideExactly, isKnown, unknownDim, type Dim, type Shape } from '../dims.js';
import { type Plain } from '../plain.js';
import {
  askedSizes,
  invalidCombination,
  raiseConv,
  rankProblem,
  refuseArguments,
  withoutChannels,
  withOutputSize,
} from './convCall.js';
import { noteDemand } from '../demands.js';
import { raiseProblem } from '../problems.js';
import { specResult } from '../specs.js';
import { PARAMETER, resultClass, Tensor, tensorOf, asTensor } from '../tensor.js';
import { toPlain } from '../values.js';
import { initModule, MODULE, tableOf } from './moduleClass.js';

/** What the constructor itself refuses; everything else fails only when the layer is called. */
const CONSTRUCTOR_CODES: readonly Problem['code'][] = [
  'groups-do-not-divide',
  'invalid-padding-string',
  'same-padding-with-stride',
  'padding-mode-not-supported',
  'not-an-integer',
];

function refusedByConstructor(problem: Problem): boolean {
  if (CONSTRUCTOR_CODES.includes(problem.code)) return true;
  return problem.code === 'not-positive' && (problem.parameter === 'groups' || makesTensor(problem));
}

function makesTensor(problem: Problem): boolean {
  return problem.message.startsWith('Trying to create tensor');
}

/** The sizes of the layer's own weight: (O, I/groups, *kernel), or (I, O/groups, *kernel) for a transposed layer. */
export function weightShape(row: ConvRow, reading: ConvReading): Shape {
  const { known } = reading;
  const dim = (value: Plain, name: string): Dim =>
    value === null ? unknownDim(`${name} is not known`) : channelDim(value, name);
  const perGroup = (channels: Dim): Dim => {
    if (known.groups === undefined) return unknownDim('groups is not known');
    return known.groups > 0 && isKnown(channels) ? divideExactly(channels, known.groups) : channels;
  };
  const inChannels = dim(reading.inChannels, 'in_channels');
  const outChannels = dim(reading.outChannels, 'out_channels');
  const channels =
    row.kind === 'transposed' ? [inChannels, perGroup(outChannels)] : [outChannels, perGroup(inChannels)];
  const kernel = known.kernelSize ?? Array<undefined>(row.spatialRank).fill(undefined);
  return [...channels, ...kernel.map(size => size ?? unknownDim('kernel_size is not known'))];
}

/** Channels are compared with groups by %, which is formatting where they are text. */
function refuseText(cx: Interp, bound: BoundArgs): void {
  const text = bound.signature.params.some(
    ({ name }) => /^(in|out)_channels$/.test(name) && typeof bound.maybe(name) === 'string',
  );
  if (!text) return;
  throw raiseProblem(cx, 'TypeError', 'not-an-integer', 'not all arguments converted during string formatting');
}

function perAxis(value: Value | undefined, rank: number): Value {
  if (value === undefined || value === null || value instanceof PyTuple || typeof value === 'string')
    return value ?? null;
  return typeof value === 'number' ? new PyTuple(Array<Value>(rank).fill(value)) : value;
}

function construct(cx: Interp, row: ConvRow, args: Args): Value {
  const self = args.pos[0];
  if (!(self instanceof PyInstance)) throw cx.error('TypeError', `${shortName(row.api)}.__init__() needs an instance`);
  const conv = bindConv(cx, row, args);
  const { reading } = conv.build;
  refuseText(cx, conv.bound);
  initModule(cx, self);
  tieBuild(cx, self, row, conv);
  const put = (name: string, value: Value): void => cx.heap.set(self, name, value);
  const given = (name: string): Value => conv.bound.maybe(name) ?? null;
  put('in_channels', row.lazy ? 0 : given('in_channels'));
  for (const name of ['out_channels', 'groups', 'padding_mode']) put(name, given(name));
  for (const name of ['kernel_size', 'stride', 'padding', 'dilation']) put(name, perAxis(given(name), row.spatialRank));
  const transposed = row.kind === 'transposed';
  put('transposed', transposed);
  put('output_padding', perAxis(transposed ? given('output_padding') : 0, row.spatialRank));
  const problem = reading.problems[0] ?? problemOf(reading);
  if (problem && refusedByConstructor(problem)) {
    recordRun(cx, conv, null, null, null, problem);
    const type = problem.code === 'not-an-integer' ? 'TypeError' : makesTensor(problem) ? 'RuntimeError' : 'ValueError';
    throw raiseProblem(cx, type, problem.code, problem.message);
  }
  const parameters = tableOf(self, '_parameters');
  const sizes = weightShape(row, reading);
  parameters?.setString(cx.heap, 'weight', new Tensor(sizes, '', PARAMETER));
  const bias =
    reading.known.bias === false ? null : new Tensor([channelDim(reading.outChannels, 'out_channels')], '', PARAMETER);
  parameters?.setString(cx.heap, 'bias', bias);
  noteMade(self, stateOf(self));
  return null;
}

/** What forward reads of an instance. A changed attribute, weight or weight's shape shows here. */
function stateOf(self: PyInstance): Map<string, unknown> {
  const state = new Map<string, unknown>();
  for (const name of ['stride', 'padding', 'dilation', 'groups', 'output_padding', 'padding_mode']) {
    state.set(name, self.attrs.get(name));
  }
  const parameters = tableOf(self, '_parameters');
  const weight = parameters?.getString('weight');
  state.set('weight', weight);
  state.set('weight.shape', weight instanceof Tensor ? weight.shape : undefined);
  state.set('bias', parameters?.getString('bias'));
  return state;
}

function problemOf(reading: ConvReading): Problem | null {
  if (!reading.params) return null;
  const built = specResult(reading.params);
  return built.ok ? null : built.problem;
}

/**
 * What forward reads: the attributes as they are now, not as the constructor took them. Channels and kernel are the
 * weight's; with a padding mode other than zeros the padding is the constructor's.
 */
function currentReading(cx: Interp, self: PyInstance, row: ConvRow, given?: Value): ConvReading {
  const built = buildOf(self);
  if (given === undefined && built && isAsMade(self, stateOf(self))) return built.build.reading;
  const values = new Map<string, Plain>();
  for (const argument of built?.build.arguments ?? []) values.set(argument.name, argument.value);
  const names = ['stride', 'padding', 'dilation', 'groups', 'output_padding', 'padding_mode'];
  const keepPadding = toPlain(cx.getAttr(self, 'padding_mode') ?? 'zeros') !== 'zeros';
  for (const name of names) {
    if (!values.has(name) || (name === 'padding' && keepPadding)) continue;
    const value = cx.getAttr(self, name);
    if (value !== undefined) values.set(name, toPlain(value));
  }
  if (cx.getAttr(self, 'bias') === null) values.set('bias', false);
  const weight = given ?? cx.getAttr(self, 'weight');
  if (weight instanceof Tensor && weight.shape?.length === row.spatialRank + 2)
    overlayWeight(row, weight.shape, values);
  return readConv(row, values);
}

/** Channels and kernel from the weight, where it differs from what the constructor made. */
function overlayWeight(row: ConvRow, weight: Shape, values: Map<string, Plain>): void {
  const groups = values.get('groups');
  const [first, second] = weight;
  const kernel = weight.slice(2);
  if (kernel.every(size => typeof size === 'number')) values.set('kernel_size', kernel);
  if (typeof groups !== 'number' || typeof first !== 'number' || typeof second !== 'number') return;
  const transposed = row.kind === 'transposed';
  values.set('in_channels', transposed ? first : second * groups);
  values.set('out_channels', transposed ? second * groups : first);
}

function forward(cx: Interp, row: ConvRow, args: Args, weight?: Value): Value {
  const self = args.pos[0];
  if (!(self instanceof PyInstance)) throw cx.error('TypeError', `${shortName(row.api)}.forward() needs an instance`);
  refuseArguments(cx, row, self, args.pos.length);
  const data = args.pos.length > 1 ? args.pos[1] : args.kw.get('input');
  const name = `conv${row.kind === 'transposed' ? '_transpose' : ''}${row.spatialRank}d`;
  if (data === undefined)
    throw cx.error('TypeError', `${self.cls.name}.forward() missing 1 required positional argument: 'input'`);
  const input = asTensor(data);
  if (!input) throw invalidCombination(cx, name, [data, null, null]);
  const given = args.pos[2] ?? args.kw.get('output_size') ?? null;
  return recordModuleRun(cx, self, input, () => {
    let reading = currentReading(cx, self, row, weight);
    const built = buildOf(self);
    if (row.lazy) materialise(cx, self, row, reading, input);
    if (row.lazy) reading = withLazyChannels(self, reading);
    noteDemand(cx, input, () => symbolicInput(row, reading));
    if (!input.shape) {
      noteParams(cx, self, reading.params);
      return new Tensor(null, input.whyUnknown, resultClass(input), input.placeholder);
    }
    const { shape } = input;
    if (row.lazy && self.cls === CLASSES.get(row.api)) {
      const unready = rankProblem(row, shape);
      if (unready) throw raiseConv(cx, unready);
    }
    const asked = given === null ? null : askedSizes(cx, row, reading, shape, given);
    if (asked) reading = withOutputSize(row, reading, asked);
    const wrongRank = rankProblem(self.cls === CLASSES.get(row.api) ? row : { ...row, lazy: false }, shape);
    const flow = convForward(row, reading, shape);
    const problem = wrongRank ?? flow.problem;
    if (problem) {
      recordRun(cx, built, shape, null, reading.params, problem);
      throw raiseConv(cx, problem);
    }
    noteParams(cx, self, flow.params);
    const output = withoutChannels(shape, flow.output ?? [], row.spatialRank);
    const head = output.slice(0, output.length - row.spatialRank);
    if (given === null) return tensorOf(cx, output, resultClass(input));
    const sizes = asked ?? Array<Dim>(row.spatialRank).fill(unknownDim('output_size is not known'));
    return tensorOf(cx, [...head, ...sizes], resultClass(input));
  });
}

/** A lazy layer takes its input channels from its first input, and becomes an ordinary one. */
function materialise(cx: Interp, self: PyInstance, row: ConvRow, reading: ConvReading, input: Tensor): void {
  const shape = input.shape;
  const channel = shape?.at(shape.length === row.spatialRank + 2 ? 1 : 0);
  if (cx.getAttr(self, 'in_channels') !== 0 || typeof channel !== 'number') return;
  const plain = CLASSES.get(row.api.replace('Lazy', ''));
  cx.heap.set(self, 'in_channels', channel);
  const full = { ...reading, inChannels: channel, known: { ...reading.known, inChannels: channel } };
  tableOf(self, '_parameters')?.setString(cx.heap, 'weight', new Tensor(weightShape(row, full), '', PARAMETER));
  if (plain && self.cls === CLASSES.get(row.api)) cx.heap.set(self, CLASS, plain);
}

function withLazyChannels(self: PyInstance, reading: ConvReading): ConvReading {
  const channels = self.attrs.get('in_channels');
  if (typeof channels !== 'number' || channels === 0) return reading;
  const known = { ...reading.known, inChannels: channels };
  const why = new Map(reading.why);
  why.delete('inChannels');
  const params = why.size === 0 && reading.problems.length === 0 ? (known as LayerParams) : null;
  return { ...reading, known, why, params, inChannels: channels };
}

/** torch.nn's convolution classes, by full name. */
const CLASSES = new Map<string, PyClass>();

export function convClass(api: string): PyClass | undefined {
  return CLASSES.get(api);
}

/** The private base that user code tests with isinstance: torch.nn.modules.conv._ConvNd. */
export const CONV_ND = new PyClass('_ConvNd', [MODULE], { native: true });
CONV_ND.module = 'torch.nn.modules.conv';

for (const lazy of [false, true]) {
  for (const row of CONV_ROWS) {
    if (row.convention !== 'torch' || row.form !== 'layer' || row.lazy !== lazy) continue;
    const base = lazy ? CLASSES.get(row.api.replace('Lazy', '')) : CONV_ND;
    if (!base) continue;
    const cls = new PyClass(shortName(row.api), [base], { native: true });
    cls.module = 'torch.nn.modules.conv';
    cls.data = new ConvClass(row);
    cls.dict.set(
      '__init__',
      NativeFn.raw('__init__', (cx, args) => construct(cx, row, args)),
    );
    cls.dict.set(
      'forward',
      NativeFn.raw('forward', (cx, args) => forward(cx, row, args)),
    );
    if (row.kind !== 'transposed' && !row.lazy)
      cls.dict.set(
        '_conv_forward',
        NativeFn.of('_conv_forward', 'self, input, weight, bias', (cx, bound) =>
          forward(cx, row, new Args([bound.get('self'), bound.get('input')]), bound.get('weight')),
        ),
      );
    cls.dict.set(
      'reset_parameters',
      NativeFn.raw('reset_parameters', () => null),
    );
    CLASSES.set(row.api, cls);
  }
}
