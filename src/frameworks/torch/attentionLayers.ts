import type { Interp } from '../../python/interp.js';
import { PyClass, type Value } from '../../python/klass.js';
import { NativeFn, type BoundArgs } from '../../python/native.js';
import { PyInstance, PyTuple } from '../../python/value.js';
import { unknownDim } from '../dims.js';
import { raiseProblem } from '../problems.js';
import { asTensor, PARAMETER, Tensor } from '../tensor.js';
import { toDim } from '../values.js';
import { deepCopy } from '../../python/stdlib/copy.js';
import type { Machine } from '../../python/machine.js';
import { LAYER_CLASSES } from './layerClasses.js';
import { initModule, MODULE, setChild, tableOf } from './moduleClass.js';

/** nn.MultiheadAttention, the Transformer layers and the recurrent cells (torch/nn/modules/{activation,transformer,rnn}.py). */

type Get = (name: string) => Value;

/** A module that keeps its arguments as attributes. */
function moduleClass(
  name: string,
  signature: string,
  takes: string,
  forward: (cx: Interp, own: Get, args: BoundArgs, self: PyInstance) => Value,
  made: (cx: Interp, self: PyInstance, own: Get) => void = () => undefined,
): PyClass {
  const cls = new PyClass(name, [MODULE], { native: true });
  cls.module = 'torch.nn.modules';
  cls.dict.set(
    '__init__',
    NativeFn.of('__init__', `self, ${signature}`, (cx, args) => {
      const self = args.get('self');
      if (!(self instanceof PyInstance)) return null;
      initModule(cx, self);
      for (const { name: attribute } of args.signature.params)
        if (attribute !== 'self' && args.maybe(attribute) !== undefined)
          cx.heap.set(self, attribute, args.get(attribute));
      made(cx, self, its => args.maybe(its) ?? null);
      return null;
    }),
  );
  cls.dict.set(
    'forward',
    NativeFn.of('forward', `self, ${takes}`, (cx, args) => {
      const self = args.get('self');
      return self instanceof PyInstance ? forward(cx, its => self.attrs.get(its) ?? null, args, self) : null;
    }),
  );
  return cls;
}

function heads(cx: Interp, embed: Value, count: Value): void {
  if (typeof embed !== 'number' || typeof count !== 'number' || count === 0 || embed % count === 0) return;
  throw raiseProblem(cx, 'AssertionError', 'not-divisible', 'embed_dim must be divisible by num_heads');
}

function unknownTensor(tensor: Tensor | undefined): Tensor {
  return new Tensor(null, tensor?.whyUnknown ?? 'an input is not known');
}

/** (L, N, E) or (N, L, E), or without N: the output as the query, and weights (N, L, S) or (N, heads, L, S). */
const ATTENTION = moduleClass(
  'MultiheadAttention',
  'embed_dim, num_heads, dropout=0.0, bias=True, add_bias_kv=False, add_zero_attn=False, kdim=None, vdim=None, batch_first=False, device=None, dtype=None',
  'query, key, value, key_padding_mask=None, need_weights=True, attn_mask=None, average_attn_weights=True, is_causal=False',
  (cx, own, args) => {
    const [query, key] = [asTensor(args.get('query')), asTensor(args.get('key'))];
    const [q, k, first] = [query?.shape, key?.shape, own('batch_first')];
    const [needed, average] = [args.get('need_weights'), args.get('average_attn_weights')];
    if (!q || !k || (q.length !== 2 && q.length !== 3) || typeof first !== 'boolean')
      return new PyTuple([unknownTensor(query), cx.unknown('data-dependent', 'an input is not known')]);
    const output = new Tensor([...q.slice(0, -1), toDim(own('embed_dim'), 'embed_dim')]);
    if (needed === false) return new PyTuple([output, null]);
    const extra = own('add_bias_kv') === false && own('add_zero_attn') === false;
    const at = q.length === 2 || !first ? 0 : 1;
    const batch = q.length === 2 ? [] : [q[first ? 0 : 1] ?? unknownDim('no batch')];
    const keys = extra ? (k[at] ?? unknownDim('no keys')) : unknownDim('how many keys are added is not followed');
    const each = average === true ? [] : [toDim(own('num_heads'), 'num_heads')];
    const weights =
      typeof average === 'boolean'
        ? new Tensor([...batch, ...each, q[at] ?? unknownDim('no queries'), keys])
        : new Tensor(null, 'how weights are given is not known');
    return new PyTuple([
      output,
      needed === true ? weights : cx.unknown('data-dependent', 'whether weights are asked for is not known'),
    ]);
  },
  (cx, self, own) => {
    heads(cx, own('embed_dim'), own('num_heads'));
    addProjections(cx, self, own);
  },
);

/** The parameters that user code initialises: one projection of query, key and value, or three of different widths. */
function addProjections(cx: Interp, self: PyInstance, own: Get): void {
  const [embed, count] = [own('embed_dim'), own('num_heads')];
  const [keys, values] = ['kdim', 'vdim'].map(name => (own(name) === null ? embed : own(name))) as [Value, Value];
  if (typeof embed !== 'number' || typeof count !== 'number' || typeof keys !== 'number' || typeof values !== 'number')
    return;
  const parameters = tableOf(self, '_parameters');
  const add = (name: string, shape: readonly number[] | null): void =>
    parameters?.setString(cx.heap, name, shape && new Tensor(shape, '', PARAMETER));
  const isOne = keys === embed && values === embed;
  for (const [name, width] of [
    ['q_proj_weight', embed],
    ['k_proj_weight', keys],
    ['v_proj_weight', values],
  ] as const)
    add(name, isOne ? null : [embed, width]);
  add('in_proj_weight', isOne ? [3 * embed, embed] : null);
  const [bias, keyBias] = [own('bias'), own('add_bias_kv')];
  if (typeof bias === 'boolean') add('in_proj_bias', bias ? [3 * embed] : null);
  if (typeof keyBias === 'boolean') for (const name of ['bias_k', 'bias_v']) add(name, keyBias ? [1, 1, embed] : null);
  const linear = LAYER_CLASSES.get('Linear');
  if (linear) setChild(cx, self, 'out_proj', cx.callWith(linear, embed, embed, bias));
  const attributes = { kdim: keys, vdim: values, head_dim: Math.floor(embed / count), _qkv_same_embed_dim: isOne };
  for (const [name, value] of Object.entries(attributes)) cx.heap.set(self, name, value);
}

const keepFirst =
  (name: string) =>
  (_cx: Interp, _own: Get, args: BoundArgs): Value => {
    const input = asTensor(args.get(name));
    return new Tensor(input?.shape ?? null, input?.whyUnknown ?? 'the input is not known');
  };

const MASKS = '*args, **kwargs';
const LAYER =
  'd_model, nhead, dim_feedforward=2048, dropout=0.1, activation=None, layer_norm_eps=1e-05, batch_first=False, norm_first=False, bias=True, device=None, dtype=None';
const checked = (cx: Interp, _self: PyInstance, own: Get): void => heads(cx, own('d_model'), own('nhead'));

/** Copies of one layer, as children of a list. */
function stack(cx: Interp, self: PyInstance): void {
  const layer = self.attrs.get('encoder_layer') ?? self.attrs.get('decoder_layer') ?? null;
  const count = self.attrs.get('num_layers');
  const list = new PyInstance(MODULE);
  initModule(cx, list);
  if (typeof count === 'number' && count <= 1000)
    for (let i = 0; i < count; i++) setChild(cx, list, String(i), deepCopy(cx as Machine, layer, new Map()));
  setChild(cx, self, 'layers', list);
}

/** Each layer after the other, as user subclasses' layers may change shapes. */
function throughLayers(cx: Interp, _own: Get, args: BoundArgs, self: PyInstance): Value {
  const list = tableOf(self, '_modules')?.getString('layers');
  const layers = list === undefined ? undefined : tableOf(list, '_modules')?.map.values();
  const [, first, second] = args.signature.params;
  let value: Value = first ? args.get(first.name) : null;
  const memory = second?.name === 'memory' ? [args.get('memory')] : [];
  for (const { value: layer } of [...(layers ?? [])]) value = cx.callWith(layer, value, ...memory);
  return value;
}

const CELL = (name: string): PyClass =>
  moduleClass(
    name,
    `input_size, hidden_size, bias=True${name === 'RNNCell' ? ", nonlinearity='tanh'" : ''}, device=None, dtype=None`,
    'input, hx=None',
    (cx, own, args) => {
      const input = asTensor(args.get('input'));
      const shape = input?.shape;
      const hidden = toDim(own('hidden_size'), 'hidden_size');
      const [last, want] = [shape?.at(-1), own('input_size')];
      if (typeof last === 'number' && typeof want === 'number' && last !== want) {
        const message = `input has inconsistent input_size: got ${last} expected ${want}`;
        throw raiseProblem(cx, 'RuntimeError', 'channels-mismatch', message);
      }
      const state = (): Tensor => (shape ? new Tensor([...shape.slice(0, -1), hidden]) : unknownTensor(input));
      return name === 'LSTMCell' ? new PyTuple([state(), state()]) : state();
    },
  );

/** The module's classes by name. */
export const ATTENTION_CLASSES: ReadonlyMap<string, PyClass> = new Map([
  ['MultiheadAttention', ATTENTION],
  [
    'TransformerEncoderLayer',
    moduleClass('TransformerEncoderLayer', LAYER, `src, ${MASKS}`, keepFirst('src'), checked),
  ],
  [
    'TransformerDecoderLayer',
    moduleClass('TransformerDecoderLayer', LAYER, `tgt, memory, ${MASKS}`, keepFirst('tgt'), checked),
  ],
  [
    'TransformerEncoder',
    moduleClass(
      'TransformerEncoder',
      'encoder_layer, num_layers, norm=None, enable_nested_tensor=True, mask_check=True',
      `src, ${MASKS}`,
      throughLayers,
      stack,
    ),
  ],
  [
    'TransformerDecoder',
    moduleClass(
      'TransformerDecoder',
      'decoder_layer, num_layers, norm=None',
      `tgt, memory, ${MASKS}`,
      throughLayers,
      stack,
    ),
  ],
  [
    'Transformer',
    moduleClass(
      'Transformer',
      'd_model=512, nhead=8, num_encoder_layers=6, num_decoder_layers=6, dim_feedforward=2048, dropout=0.1, *args, **kwargs',
      `src, tgt, ${MASKS}`,
      keepFirst('tgt'),
      checked,
    ),
  ],
  ...['LSTMCell', 'GRUCell', 'RNNCell'].map(name => [name, CELL(name)] as const),
]);
