import type { Interp } from '../../python/interp.js';
import { PyClass, type Value } from '../../python/klass.js';
import { moduleTable, type ModuleTable } from '../../python/library.js';
import { NativeFn } from '../../python/native.js';
import { sourceTable, tableOf } from '../../python/stdlib/sourceTable.js';
import { PyDict, PyInstance, PyList, PyTuple } from '../../python/value.js';
import { ofType } from '../contents.js';
import type { Dim } from '../dims.js';
import { asTensor, resultClass, Tensor, tensorOf } from '../tensor.js';
import { toDim } from '../values.js';
import { einsum } from '../torch/einsum.js';
import { stack } from '../torch/joins.js';
import { initModule, MODULE } from '../torch/moduleClass.js';
import { PACKING } from './packing.js';
import { einopsShape, type Operation } from './pattern.js';

/** einops' functions and PyTorch layers, by the patterns. */

function lengthsOf(given: ReadonlyMap<string, Value>): Map<string, Dim> {
  return new Map([...given].map(([name, value]) => [name, toDim(value, name)]));
}

function apply(
  cx: Interp,
  operation: Operation,
  data: Value,
  pattern: Value,
  lengths: ReadonlyMap<string, Value>,
): Value {
  const isList = data instanceof PyList || data instanceof PyTuple;
  const input = asTensor(isList ? stack(cx, data, 0) : data);
  if (!input) throw cx.error('RuntimeError', `Tensor type unknown to einops ${cx.classOf(data).name}`);
  if (!input.shape || typeof pattern !== 'string')
    return new Tensor(null, input.whyUnknown || 'the pattern is not known', resultClass(input));
  cx.tick(pattern.length);
  const made = tensorOf(cx, einopsShape(operation, pattern, input.shape, lengthsOf(lengths)), resultClass(input));
  return made.holding(ofType(input.dtype));
}

function operation(name: Operation): NativeFn {
  const signature =
    name === 'reduce' ? 'tensor, pattern, reduction, **axes_lengths' : 'tensor, pattern, **axes_lengths';
  return NativeFn.free(name, signature, (cx, args) =>
    apply(cx, name, args.get('tensor'), args.get('pattern'), args.extra),
  );
}

/** parse_shape(x, 'b c _ w'): sizes by name. */
const PARSE_SHAPE = NativeFn.free('parse_shape', 'x, pattern', (cx, args) => {
  const [input, pattern] = [asTensor(args.get('x')), args.get('pattern')];
  const names = typeof pattern === 'string' ? pattern.trim().split(/\s+/) : [];
  if (!input?.shape || names.includes('...') || names.length !== input.shape.length)
    return cx.unknown('data-dependent', 'the shape is not known');
  const shape = cx.getAttr(input, 'shape');
  const sizes = shape instanceof PyTuple ? shape.items : [];
  return PyDict.of(names.flatMap((name, i) => (name === '_' ? [] : [[name, sizes[i] ?? null] as const])));
});

/** einops.einsum(*tensors, 'b i, i j -> b j'): names are words. */
const EINSUM = NativeFn.freeRaw('einsum', (cx, args) => {
  const pattern = args.pos.at(-1);
  if (typeof pattern !== 'string' || /[()]/.test(pattern))
    return cx.unknown('unmodelled', 'the pattern is not followed');
  const letters = new Map<string, string>();
  const equation = pattern.replace(/\.\.\.|[A-Za-z_]\w*/g, name => {
    if (name === '...') return name;
    if (!letters.has(name))
      letters.set(name, String.fromCharCode(letters.size < 26 ? 97 + letters.size : 39 + letters.size));
    return letters.get(name) ?? name;
  });
  if (letters.size > 52) return cx.unknown('unmodelled', 'the pattern has more than 52 names');
  return einsum(cx, equation.replace(/\s+/g, ''), args.pos.slice(0, -1));
});

/** Rearrange, Reduce and Repeat as modules. */
function layer(name: string, operation: Operation): PyClass {
  const cls = new PyClass(name, [MODULE], { native: true });
  cls.module = 'einops.layers.torch';
  const signature =
    operation === 'reduce' ? 'self, pattern, reduction, **axes_lengths' : 'self, pattern, **axes_lengths';
  cls.dict.set(
    '__init__',
    NativeFn.of('__init__', signature, (cx, args) => {
      const self = args.get('self');
      if (!(self instanceof PyInstance)) return null;
      initModule(cx, self);
      cx.heap.set(self, 'pattern', args.get('pattern'));
      cx.heap.set(self, 'axes_lengths', PyDict.of(args.extra));
      return null;
    }),
  );
  cls.dict.set(
    'forward',
    NativeFn.of('forward', 'self, input', (cx, args) => {
      const self = args.get('self');
      if (!(self instanceof PyInstance)) return null;
      const lengths = self.attrs.get('axes_lengths');
      const given =
        lengths instanceof PyDict
          ? [...lengths.map.values()].map(({ key, value }) => [String(key), value] as const)
          : [];
      return apply(cx, operation, args.get('input'), self.attrs.get('pattern') ?? null, new Map(given));
    }),
  );
  return cls;
}

const LAYERS = moduleTable({ Rearrange: layer('Rearrange', 'rearrange'), Reduce: layer('Reduce', 'reduce') });
const FUNCTIONS = tableOf(
  moduleTable({
    rearrange: operation('rearrange'),
    repeat: operation('repeat'),
    reduce: operation('reduce'),
    parse_shape: PARSE_SHAPE,
    einsum: EINSUM,
    layers: { module: 'einops.layers' },
  }),
  sourceTable('einops.packing', PACKING),
);
const PACKAGE = moduleTable({ torch: { module: 'einops.layers.torch' } });

/** The module of einops with that dotted name. */
export function einopsModule(name: string): ModuleTable | undefined {
  if (name === 'einops' || name === 'einops.einops' || name === 'einops.packing') return FUNCTIONS;
  if (name === 'einops.layers') return PACKAGE;
  return name === 'einops.layers.torch' ? LAYERS : undefined;
}
