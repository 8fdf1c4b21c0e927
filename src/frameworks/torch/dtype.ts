import type { Interp } from '../../python/interp.js';
import { PyClass, PyObj, T, type Value } from '../../python/klass.js';
import { NativeFn, NativeProperty } from '../../python/native.js';
import { PyFloat, Sym, Unknown } from '../../python/value.js';
import { isFloat, type Dtype } from '../contents.js';
import type { Tensor } from '../tensor.js';

/** torch.dtype: torch.float32 and its kin. */
export const DTYPE = new PyClass('dtype', [T.object], { native: true });
DTYPE.module = 'torch';

export class DtypeValue extends PyObj {
  constructor(readonly dtype: Dtype) {
    super();
  }
  get cls(): PyClass {
    return DTYPE;
  }
}

/** The element types under all their names in torch. */
const NAMES: Readonly<Record<string, Dtype>> = {
  ...Object.fromEntries(
    'bool uint8 int8 int16 int32 int64 float16 bfloat16 float32 float64 complex64 complex128'
      .split(' ')
      .map(name => [name, name as Dtype]),
  ),
  float: 'float32',
  double: 'float64',
  half: 'float16',
  long: 'int64',
  int: 'int32',
  short: 'int16',
  cfloat: 'complex64',
  cdouble: 'complex128',
};

const made = new Map<Dtype, DtypeValue>();

/** The one object that stands for an element type. */
export function dtypeValue(dtype: Dtype): DtypeValue {
  let value = made.get(dtype);
  if (!value) made.set(dtype, (value = new DtypeValue(dtype)));
  return value;
}

/** torch's names of element types. */
export function dtypeEntries(): Record<string, Value> {
  return Object.fromEntries(Object.entries(NAMES).map(([name, dtype]) => [name, dtypeValue(dtype)]));
}

function property(name: string, get: (dtype: Dtype) => Value): void {
  DTYPE.dict.set(name, new NativeProperty((_cx, self) => (self instanceof DtypeValue ? get(self.dtype) : null)));
}
property('is_floating_point', isFloat);
property('is_complex', dtype => dtype.startsWith('complex'));
property('itemsize', dtype => elementSize(dtype));
for (const name of ['__repr__', '__str__']) {
  DTYPE.dict.set(
    name,
    NativeFn.raw(name, (_cx, { pos: [self] }) => (self instanceof DtypeValue ? `torch.${self.dtype}` : null)),
  );
}

/** Type names of old that make tensors. */
export const LEGACY: readonly (readonly [string, Dtype])[] = [
  ['FloatTensor', 'float32'],
  ['LongTensor', 'int64'],
  ['DoubleTensor', 'float64'],
  ['IntTensor', 'int32'],
  ['ByteTensor', 'uint8'],
  ['HalfTensor', 'float16'],
  ['BoolTensor', 'bool'],
];

/** The type of elements that `tensor.type(…)` is given, which takes type names of old and their texts as well; null where it is not known. */
export function typeAskedOf(value: Value): Dtype | null {
  const given = dtypeArgument(value);
  if (given !== undefined) return given;
  const name = value instanceof NativeFn ? value.name : typeof value === 'string' ? value.split('.').pop() : undefined;
  return LEGACY.find(([one]) => one === name)?.[1] ?? null;
}

/** Bytes per element. */
export function elementSize(dtype: Dtype): number {
  const bits = /\d+$/.exec(dtype)?.[0];
  return bits === undefined ? 1 : Number(bits) / 8;
}

/** tensor.dtype: unknown where it is not followed. */
export function dtypeOf(cx: Interp, { dtype }: Tensor): Value {
  return dtype === null ? cx.unknown('unmodelled', 'the type of the elements is not followed here') : dtypeValue(dtype);
}

/** The type that an argument `dtype` names; undefined where it names none, null where it is not known. */
export function dtypeArgument(value: Value | undefined): Dtype | null | undefined {
  if (value instanceof DtypeValue) return value.dtype;
  if (value === T.float) return 'float64';
  if (value === T.int) return 'int64';
  if (value === T.bool) return 'bool';
  return value === undefined || value === null ? undefined : value instanceof Unknown ? null : undefined;
}

/** The type that tensors of Python numbers have, and the number; undefined for anything else. */
export function scalarOf(value: Value): { readonly dtype: Dtype; readonly value: number | undefined } | undefined {
  if (typeof value === 'boolean') return { dtype: 'bool', value: Number(value) };
  if (typeof value === 'number') return { dtype: 'int64', value };
  if (typeof value === 'bigint' || value instanceof Sym) return { dtype: 'int64', value: undefined };
  if (value instanceof PyFloat) return { dtype: 'float32', value: value.value };
  return undefined;
}

/** An element as the Python number that item() gives. */
export function numberOf(dtype: Dtype, value: number): Value {
  if (dtype === 'bool') return value !== 0;
  return isFloat(dtype) ? new PyFloat(value) : value;
}
