import type { Interp } from '../../python/interp.js';
import { PyClass, type Value } from '../../python/klass.js';
import { NativeFn, Signature, type BoundArgs } from '../../python/native.js';
import { PyFloat, PyInstance, PyList, PyTuple, Sym } from '../../python/value.js';
import { noteDemand } from '../demands.js';
import { symbol, unknownDim, type Shape } from '../dims.js';
import { sizeText, type LayerRow } from '../flow.js';
import { isPlainList, PlainArgs, type Plain } from '../plain.js';
import { raiseProblem, raiseRefusal } from '../problems.js';
import { asTensor, PARAMETER, resultClass, Tensor, tensorOf } from '../tensor.js';
import { ClassMethod } from '../../python/function.js';
import { fromDim, toDim, toPlain } from '../values.js';
import { TORCH_LAYERS } from './layerTable.js';
import { rowContents } from './rowContents.js';
import { initModule, tableOf } from './moduleClass.js';
import { abstractBase, abstractClasses } from './moduleFiles.js';

/** torch.nn's layers around the convolutions, made from their table: arguments become attributes, forward reads them. */
export const LAYER_CLASSES: ReadonlyMap<string, PyClass> = new Map(
  TORCH_LAYERS.map(row => [row.name, layerClass(row, abstractBase(row.name))]),
);

function layerClass(row: LayerRow, base: PyClass): PyClass {
  const cls = new PyClass(row.name, [base], { native: true });
  cls.module = 'torch.nn.modules';
  return filled(cls, row);
}

/** The classes that norms derive from, of which people derive norms of their own: these check the rank themselves. */
for (const [name, row] of [
  ['_BatchNorm', 'BatchNorm2d'],
  ['_InstanceNorm', 'InstanceNorm2d'],
] as const) {
  const cls = abstractClasses()[name];
  const own = TORCH_LAYERS.find(its => its.name === row);
  if (cls && own) filled(cls, { ...own, name: name.slice(1), rule: (_args, input) => input });
  cls?.dict.set(
    '_check_input_dim',
    NativeFn.raw('_check_input_dim', cx => {
      throw cx.error('NotImplementedError', '');
    }),
  );
}

function filled(cls: PyClass, row: LayerRow): PyClass {
  let parsed: Signature | undefined;
  const signature = (): Signature => (parsed ??= Signature.parse(`self, ${row.signature}`, `${row.name}.__init__`));
  cls.dict.set(
    '__init__',
    NativeFn.raw('__init__', (cx, args) => {
      const bound = signature().bind(cx, args);
      const self = args.pos[0];
      if (!(self instanceof PyInstance)) return null;
      initModule(cx, self);
      for (const param of signature().params) {
        const value = bound.maybe(param.name);
        if (param.name !== 'self' && value !== undefined && value !== self) cx.heap.set(self, param.name, value);
      }
      const refused = row.constructing?.(new PlainArgs(plainOf(self, signature())), listsOf(self, signature()));
      if (refused) throw raiseRefusal(cx, refused);
      addParameters(cx, self, row.name);
      const sizes = self.attrs.get('normalized_shape');
      if (sizes !== undefined) cx.heap.set(self, 'normalized_shape', asSizes(sizes));
      return null;
    }),
  );
  let takes: Signature | undefined;
  cls.dict.set(
    'forward',
    NativeFn.raw('forward', (cx, args) => {
      const text = `self, ${row.forward ?? 'input'}`;
      takes ??= Signature.parse(text, `${row.name}.forward`);
      // Identity gives back whatever it takes: tuples and None, too.
      if (row.name === 'Identity') return takes.bind(cx, args).get('input');
      const checks = /^(Batch|Instance)Norm$/.test(row.name)
        ? cx.getAttr(args.pos[0] ?? null, '_check_input_dim')
        : null;
      if (checks) cx.callWith(checks, ...args.pos.slice(1));
      return forward(cx, row, signature(), takes.bind(cx, args));
    }),
  );
  cls.dict.set(
    'reset_parameters',
    NativeFn.raw('reset_parameters', () => null),
  );
  if (/^Embedding/.test(row.name)) cls.dict.set('from_pretrained', fromPretrained());
  return cls;
}

/** Embedding.from_pretrained(table): as many rows and columns as it has. */
function fromPretrained(): ClassMethod {
  return new ClassMethod(
    NativeFn.of('from_pretrained', 'cls, embeddings, *args, **kwargs', (cx, args) => {
      const table = asTensor(args.get('embeddings'));
      const [rows, columns] = table?.shape ?? [];
      const size = (dim: Shape[number] | undefined): Value => fromDim(dim ?? unknownDim('the table is not known'));
      return cx.callWith(args.get('cls'), size(rows), size(columns));
    }),
  );
}

/** The parameters that user code touches most: those of Linear, and a norm's weight and bias. */
function addParameters(cx: Interp, self: PyInstance, name: string): void {
  const parameters = tableOf(self, '_parameters');
  const size = (attribute: string): Shape[number] => toDim(self.attrs.get(attribute), attribute);
  const add = (key: string, shape: Shape): void => {
    refuseSizes(cx, shape);
    parameters?.setString(cx.heap, key, new Tensor(shape, '', PARAMETER));
  };
  refuseFloats(cx, self, name);
  if (name === 'Linear') {
    add('weight', [size('out_features'), size('in_features')]);
    const bias = self.attrs.get('bias');
    if (self.attrs.has('bias')) cx.heap.set(self, 'bias', undefined);
    if (bias === false || bias === null) parameters?.setString(cx.heap, 'bias', null);
    else add('bias', [size('out_features')]);
  } else if (/^(Batch|SyncBatch|Group|Instance|Layer|RMS)Norm/.test(name)) {
    const wantsBias = name !== 'RMSNorm' && self.attrs.get('bias') !== false;
    if (self.attrs.has('bias')) cx.heap.set(self, 'bias', undefined);
    const affine = self.attrs.get(/^(Layer|RMS)/.test(name) ? 'elementwise_affine' : 'affine');
    const shape = /^(Layer|RMS)/.test(name)
      ? normalizedShape(self.attrs.get('normalized_shape'))
      : [size(name === 'GroupNorm' ? 'num_channels' : 'num_features')];
    for (const key of name === 'RMSNorm' ? ['weight'] : ['weight', 'bias']) {
      if (affine === false || (key === 'bias' && !wantsBias)) parameters?.setString(cx.heap, key, null);
      else if (shape) add(key, shape);
      else parameters?.setString(cx.heap, key, new Tensor(null, 'the sizes are not known', PARAMETER));
    }
    if (/Batch|Instance/.test(name)) addStatistics(cx, self);
  } else if (name === 'Embedding') add('weight', [size('num_embeddings'), size('embedding_dim')]);
  else if (name === 'PReLU') add('weight', [size('num_parameters')]);
}

/** The running mean and variance of a batch norm: buffers. */
function addStatistics(cx: Interp, self: PyInstance): void {
  const buffers = tableOf(self, '_buffers');
  const tracked = self.attrs.get('track_running_stats');
  for (const key of ['running_mean', 'running_var', 'num_batches_tracked']) {
    const shape = key.startsWith('num') ? [] : [toDim(self.attrs.get('num_features'), 'num_features')];
    const made =
      tracked === true
        ? new Tensor(shape)
        : tracked === false
          ? null
          : new Tensor(null, 'whether statistics are kept is not known');
    buffers?.setString(cx.heap, key, made);
  }
}

/** One size, or several, as the tuple that a norm keeps. */
function asSizes(value: Value): Value {
  if (typeof value === 'number' || value instanceof Sym) return new PyTuple([value]);
  return value instanceof PyList && value.open === null ? new PyTuple([...value.items]) : value;
}

/** No tensor has a negative size. */
function refuseSizes(cx: Interp, shape: Shape): void {
  const negative = shape.find(size => typeof size === 'number' && size < 0);
  if (negative === undefined) return;
  const message = `Trying to create tensor with negative dimension ${String(negative)}: ${sizeText(shape)}`;
  throw raiseProblem(cx, 'RuntimeError', 'not-positive', message);
}

/** The sizes of a layer's parameters are ints. */
function refuseFloats(cx: Interp, self: PyInstance, name: string): void {
  if (name !== 'Linear' && name !== 'Embedding' && !/^(Batch|Group|Instance)Norm/.test(name)) return;
  for (const attribute of [
    'in_features',
    'out_features',
    'num_features',
    'num_channels',
    'num_embeddings',
    'embedding_dim',
  ]) {
    const value = self.attrs.get(attribute);
    if (!(value instanceof PyFloat) && typeof value !== 'string') continue;
    const type = cx.classOf(value).name;
    const message = `empty(): argument 'size' (position 1) must be tuple of ints, not ${type}`;
    throw raiseProblem(cx, 'TypeError', 'not-an-integer', message);
  }
}

/** LayerNorm's sizes: an int stands for one axis. */
function normalizedShape(value: Value | undefined): Shape | null {
  const plain = toPlain(value ?? null);
  if (typeof plain === 'number') return [plain];
  return isPlainList(plain)
    ? plain.map(size => (typeof size === 'number' ? size : unknownDim('the size is not known')))
    : null;
}

/** The arguments that are lists: to most of PyTorch they are as good as tuples. */
function listsOf(self: PyInstance, signature: Signature): ReadonlySet<string> {
  return new Set(signature.params.map(param => param.name).filter(name => self.attrs.get(name) instanceof PyList));
}

/** What the constructor's arguments are now, as the attributes that they became. */
function plainOf(self: PyInstance, signature: Signature): Map<string, Plain> {
  const values = new Map<string, Plain>();
  for (const param of signature.params) {
    const value = self.attrs.get(param.name);
    if (value !== undefined) values.set(param.name, toPlain(value));
  }
  return values;
}

function forward(cx: Interp, row: LayerRow, signature: Signature, bound: BoundArgs): Value {
  const self = bound.get('self');
  if (!(self instanceof PyInstance)) throw cx.error('TypeError', `${row.name}.forward() needs an instance`);
  const [, first, ...others] = bound.signature.params;
  const given = first && bound.maybe(first.name);
  const input = asTensor(given);
  if (!input) {
    const type = given === undefined ? 'NoneType' : cx.classOf(given).name;
    throw raiseProblem(
      cx,
      'TypeError',
      'argument-invalid',
      `${row.name}(): argument 'input' (position 1) must be Tensor, not ${type}`,
    );
  }
  const values = plainOf(self, signature);
  for (const [name, size] of weightSizes(self, row.name)) values.set(name, toPlain(fromDim(size)));
  for (const { name } of others) {
    const value = bound.maybe(name);
    if (value !== undefined) values.set(name, toPlain(value));
  }
  values.set('training', toPlain(self.attrs.get('training') ?? false));
  noteDemand(cx, input, () => demandOf(self, row.name));
  return applyRow(cx, row, new PlainArgs(values), input);
}

/** The sizes that forward reads from the parameters as they are now, by the names of the arguments that they came from. */
function weightSizes(self: PyInstance, name: string): [string, Shape[number]][] {
  const names: Readonly<Record<string, readonly string[]>> = {
    Linear: ['out_features', 'in_features'],
    Embedding: ['num_embeddings', 'embedding_dim'],
  };
  const isNorm = /^(Batch|Instance)Norm/.test(name);
  const arguments_ = isNorm ? ['num_features'] : (names[name] ?? []);
  if (arguments_.length === 0) return [];
  const weight = tableOf(self, '_parameters')?.getString('weight') ?? self.attrs.get('weight');
  if (!(weight instanceof Tensor) || weight.shape?.length !== arguments_.length) return [];
  return weight.shape.map((size, axis) => [arguments_[axis] ?? '', size]);
}

/** What a layer that has its features written in its arguments demands of an input. */
function demandOf(self: PyInstance, name: string): Shape | null {
  const features = (attribute: string): Shape[number] => toDim(self.attrs.get(attribute), attribute);
  if (name === 'Linear') return [symbol('N'), features('in_features')];
  const norm = /^(?:Batch|Instance)Norm([123])d$/.exec(name);
  if (!norm) return null;
  const axes = norm[1] === '1' ? ['L'] : norm[1] === '2' ? ['H', 'W'] : ['D', 'H', 'W'];
  return [symbol('N'), features('num_features'), ...axes.map(axis => symbol(axis))];
}

/** Applies a row's rule to a tensor; where the row makes a pair and is asked to, a pair of equal shapes. */
export function applyRow(cx: Interp, row: LayerRow, args: PlainArgs, input: Tensor): Value {
  if (!input.shape) return new Tensor(null, input.whyUnknown, resultClass(input), input.placeholder);
  const output = tensorOf(cx, row.rule(args, input.shape), resultClass(input));
  if (args.flag('inplace') !== false) input.forget(cx);
  output.holding(rowContents(row.name, args, input, output));
  if (row.pairWhen === undefined) return output;
  const pair = args.flag(row.pairWhen);
  if (pair === undefined) return cx.unknown('data-dependent', args.why(row.pairWhen));
  return pair ? new PyTuple([output, new Tensor(output.shape, output.whyUnknown, output.cls)]) : output;
}
