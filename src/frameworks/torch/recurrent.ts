import { PyClass } from '../../python/klass.js';
import { NativeFn } from '../../python/native.js';
import { PyInstance, PyTuple } from '../../python/value.js';
import { ofType } from '../contents.js';
import { mulDims, unknownDim, type Dim, type Shape } from '../dims.js';
import { raiseProblem } from '../problems.js';
import { asTensor, Tensor } from '../tensor.js';
import { toDim } from '../values.js';
import { initModule, MODULE } from './moduleClass.js';

/**
 * nn.RNN, GRU and LSTM: (output, state). The output keeps the leading axes of its input and has D·hidden features, where
 * D is 2 for a bidirectional one; each state is (D·layers, N, hidden). Source: torch/nn/modules/rnn.py.
 */
function recurrent(name: string): PyClass {
  const cls = new PyClass(name, [MODULE], { native: true });
  cls.module = 'torch.nn.modules.rnn';
  const rest = name === 'RNN' ? "num_layers=1, nonlinearity='tanh', bias=True" : 'num_layers=1, bias=True';
  const last = name === 'LSTM' ? ', proj_size=0' : '';
  const signature = `self, input_size, hidden_size, ${rest}, batch_first=False, dropout=0.0, bidirectional=False${last}, device=None, dtype=None`;
  cls.dict.set(
    '__init__',
    NativeFn.of('__init__', signature, (cx, args) => {
      const self = args.get('self');
      if (!(self instanceof PyInstance)) return null;
      initModule(cx, self);
      for (const { name: attribute } of args.signature.params) {
        if (attribute !== 'self') cx.heap.set(self, attribute, args.get(attribute));
      }
      return null;
    }),
  );
  cls.dict.set(
    'forward',
    NativeFn.of('forward', 'self, input, hx=None', (cx, args) => {
      const self = args.get('self');
      const given = args.get('input');
      const packed = given instanceof PyTuple && given.cls.name === 'PackedSequence' ? given : undefined;
      const input = asTensor(packed ? packed.items[0] : given);
      if (!(self instanceof PyInstance)) return null;
      if (!input) {
        const message = `'${cx.classOf(given).name}' object has no attribute 'dim'`;
        throw raiseProblem(cx, 'AttributeError', 'argument-invalid', message);
      }
      const get = (attribute: string): Dim => toDim(self.attrs.get(attribute), attribute);
      const both = self.attrs.get('bidirectional');
      const directions: Dim =
        typeof both === 'boolean' ? (both ? 2 : 1) : unknownDim('whether it is bidirectional is not known');
      const projected = self.attrs.get('proj_size');
      const features = typeof projected === 'number' && projected > 0 ? projected : get('hidden_size');
      const shape = input.shape;
      const [last, want] = [shape?.at(-1), self.attrs.get('input_size')];
      if (typeof last === 'number' && typeof want === 'number' && last !== want) {
        const message = `input.size(-1) must be equal to input_size. Expected ${want}, got ${last}`;
        throw raiseProblem(cx, 'RuntimeError', 'channels-mismatch', message);
      }
      const output: Shape | null = shape && [...shape.slice(0, -1), mulDims(directions, features)];
      const batchFirst = self.attrs.get('batch_first') === true;
      const batch = packed
        ? [batchOf(packed)]
        : shape?.length === 3
          ? [shape[batchFirst ? 0 : 1] ?? unknownDim('no batch')]
          : [];
      const layers = mulDims(directions, get('num_layers'));
      const state = (size: Dim): Tensor => new Tensor(shape && [layers, ...batch, size], input.whyUnknown);
      const hidden = name === 'LSTM' ? new PyTuple([state(features), state(get('hidden_size'))]) : state(features);
      const made = new Tensor(output, input.whyUnknown).holding(ofType(input.dtype));
      return new PyTuple([packed ? new PyTuple([made, ...packed.items.slice(1)], packed.cls) : made, hidden]);
    }),
  );
  cls.dict.set(
    'flatten_parameters',
    NativeFn.raw('flatten_parameters', () => null),
  );
  cls.dict.set(
    'reset_parameters',
    NativeFn.raw('reset_parameters', () => null),
  );
  return cls;
}

/** How many sequences are packed: as many as have a first element. */
function batchOf(packed: PyTuple): Dim {
  const sizes = packed.items[1];
  const first = sizes instanceof Tensor ? sizes.values?.[0] : undefined;
  return first ?? unknownDim('the lengths of the sequences are not known');
}

export const RECURRENT: ReadonlyMap<string, PyClass> = new Map(
  ['RNN', 'GRU', 'LSTM'].map(name => [name, recurrent(name)]),
);
