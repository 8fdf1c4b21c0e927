import type { Interp } from '../../python/interp.js';
import { PyClass, T, type Value } from '../../python/klass.js';
import { NativeFn } from '../../python/native.js';
import { PyFloat, PyList, PyTuple, Sym, Unknown } from '../../python/value.js';
import { isFloat, isInt, MOST_ELEMENTS, ofType, ofValues, type Contents, type Dtype } from '../contents.js';
import { NDARRAY, setScalarRule, Tensor } from '../tensor.js';

/** NumPy's element types: their classes, what they become together (NumPy 2's rules, NEP 50), and arrays of given data. */

const GENERIC = typeClass('generic', T.object);
const NUMBER = typeClass('number', GENERIC);
const INTEGER = typeClass('integer', NUMBER);
const FLOATING = typeClass('floating', NUMBER);

/** np.float32 and its kin: classes, whose call converts. */
const TYPES = new Map<PyClass, Dtype>();
const ENTRIES: Record<string, PyClass> = { generic: GENERIC, number: NUMBER, integer: INTEGER, floating: FLOATING };

for (const dtype of 'int8 int16 int32 int64 uint8 float16 float32 float64'.split(' ') as Dtype[])
  add(dtype, dtype, typeClass(dtype, isInt(dtype) ? INTEGER : FLOATING));
add('bool_', 'bool', typeClass('bool', GENERIC));
for (const [other, name] of Object.entries({
  int_: 'int64',
  intp: 'int64',
  long: 'int64',
  double: 'float64',
  single: 'float32',
  half: 'float16',
  float_: 'float64',
  intc: 'int32',
  ubyte: 'uint8',
  bool: 'bool_',
}))
  ENTRIES[other] = ENTRIES[name] ?? GENERIC;

function typeClass(name: string, base: PyClass): PyClass {
  const cls = new PyClass(name, [base], { native: true });
  cls.module = 'numpy';
  // What has axes is an array; setScalarRule answers for the rest.
  cls.data = (_cx: Interp, value: Value): boolean | undefined =>
    value instanceof Tensor && value.cls === NDARRAY && value.shape === null ? undefined : false;
  return cls;
}

function add(name: string, dtype: Dtype, cls: PyClass): void {
  ENTRIES[name] = cls;
  TYPES.set(cls, dtype);
  cls.dict.set(
    '__new__',
    NativeFn.raw('__new__', (cx, args) => {
      const [, value = 0] = args.pos;
      const made = arrayOf(cx, value);
      const converted = new Tensor(made.shape, made.whyUnknown, NDARRAY).holding(ofValues(dtype, made.values));
      converted.isNumber = true;
      return converted;
    }),
  );
}

/** What can be told of the class of a number: NumPy's own classes, and Python's, of which float64 alone is one. */
setScalarRule((value, cls) => {
  if (cls === T.object) return true;
  const isOwn = Object.values(ENTRIES).includes(cls);
  if (value.isNumber === null) return isOwn || cls === NDARRAY || cls === T.float || !cls.native ? undefined : false;
  if (!value.isNumber || cls === NDARRAY) return value.isNumber !== (cls === NDARRAY);
  if (value.dtype === null) return isOwn || cls === T.float ? undefined : false;
  const type = [...TYPES].find(([, dtype]) => dtype === value.dtype)?.[0];
  if (isOwn) return type?.isSubclass(cls);
  return cls === T.float && value.dtype === 'float64';
});

/** The names of element types that numpy has. */
export const TYPE_ENTRIES: Readonly<Record<string, Value>> = ENTRIES;

/** The type that an argument `dtype` names; undefined: none is asked for; null: it is not known. */
export function typeNamed(value: Value | undefined): Dtype | null | undefined {
  if (value === undefined || value === null) return undefined;
  if (value instanceof PyClass) {
    const own = TYPES.get(value);
    if (own !== undefined) return own;
    return value === T.float ? 'float64' : value === T.int ? 'int64' : value === T.bool ? 'bool' : null;
  }
  if (typeof value === 'string') {
    const name = value.replace(/^[<>=|]/, '');
    const short: Record<string, Dtype> = {
      f4: 'float32',
      f8: 'float64',
      i4: 'int32',
      i8: 'int64',
      u1: 'uint8',
      f: 'float32',
      d: 'float64',
      int: 'int64',
      float: 'float64',
    };
    return short[name] ?? [...TYPES.values()].find(dtype => dtype === name) ?? null;
  }
  return null;
}

/** An array's `dtype`: here the class of its elements, which compares equal to what people compare it with. */
export function typeValue(dtype: Dtype): Value {
  return [...TYPES].find(([, own]) => own === dtype)?.[0] ?? null;
}

const BITS = (dtype: Dtype): number => Number(/\d+$/.exec(dtype)?.[0] ?? 8);

/** np.promote_types, where it is followed. */
export function promotedTypes(a: Dtype | null, b: Dtype | null): Dtype | null {
  if (a === b) return a;
  if (a === null || b === null) return null;
  if (a === 'bool') return b;
  if (b === 'bool') return a;
  if (isFloat(a) && isFloat(b)) return a === 'float64' || b === 'float64' ? 'float64' : a === 'float16' ? b : a;
  if (isFloat(a) !== isFloat(b)) {
    const [float, int] = isFloat(a) ? [a, b] : [b, a];
    if (!isInt(int)) return null;
    return float === 'float64' || BITS(int) > 16 ? 'float64' : float === 'float32' ? 'float32' : null;
  }
  if (!isInt(a) || !isInt(b)) return null;
  const [wide, narrow] = BITS(a) >= BITS(b) ? [a, b] : [b, a];
  if (wide === 'uint8' || narrow === 'uint8') return BITS(wide) > 8 ? wide : 'int16';
  return wide;
}

/** The type of an operation on two; Python's own numbers only decide between kinds. */
export function operationType(a: Value, b: Value): Dtype | null {
  if (a instanceof Tensor && b instanceof Tensor) {
    // NumPy before 2 looked at the values of arrays without axes.
    const same = (a.shape?.length === 0) === (b.shape?.length === 0);
    return same || a.dtype === b.dtype ? promotedTypes(a.dtype, b.dtype) : kindsDiffer(a.dtype, b.dtype);
  }
  const [array, number] = a instanceof Tensor ? [a, b] : [b, a];
  if (!(array instanceof Tensor) || array.dtype === null) return null;
  const { dtype } = array;
  if (typeof number === 'boolean') return dtype;
  if (typeof number === 'number' || number instanceof Sym) return dtype === 'bool' ? 'int64' : dtype;
  if (number instanceof PyFloat) return isFloat(dtype) ? dtype : isInt(dtype) || dtype === 'bool' ? 'float64' : null;
  return null;
}

/** Whole numbers of the usual width with floats of the usual width are the same in all versions. */
function kindsDiffer(a: Dtype | null, b: Dtype | null): Dtype | null {
  const usual = (dtype: Dtype | null): boolean => dtype === 'int64' || dtype === 'float64' || dtype === 'bool';
  return usual(a) && usual(b) ? promotedTypes(a, b) : null;
}

/** The type and value of a Python number as an array's element. */
function scalar(value: Value): { dtype: Dtype; value: number | undefined } | undefined {
  if (typeof value === 'boolean') return { dtype: 'bool', value: Number(value) };
  if (typeof value === 'number') return { dtype: 'int64', value };
  if (value instanceof Sym) return { dtype: 'int64', value: undefined };
  if (value instanceof PyFloat) return { dtype: 'float64', value: value.value };
  if (value instanceof Unknown && (value.hint === 'int' || value.hint === 'float'))
    return { dtype: value.hint === 'int' ? 'int64' : 'float64', value: undefined };
  return undefined;
}

interface Data {
  readonly shape: Tensor['shape'];
  readonly dtype: Dtype | null;
  readonly values: readonly number[] | null;
}

const NOTHING: Data = { shape: null, dtype: null, values: null };

function dataOf(value: Value): Data {
  if (value instanceof Tensor) return { shape: value.shape, dtype: value.dtype, values: value.values };
  const one = scalar(value);
  if (one) return { shape: [], dtype: one.dtype, values: one.value === undefined ? null : [one.value] };
  if (!(value instanceof PyList) && !(value instanceof PyTuple)) return NOTHING;
  if (value instanceof PyList && value.open !== null) return NOTHING;
  if (value.items.length === 0) return { shape: [0], dtype: 'float64', values: [] };
  const parts = value.items.slice(0, MOST_ELEMENTS + 1).map(dataOf);
  const model = parts.find(part => part.shape !== null)?.shape ?? null;
  const regular = model !== null && parts.every(part => part.shape === null || part.shape.length === model.length);
  if (!regular || parts.some(part => part.shape === null && model.length > 0)) return NOTHING;
  const ragged = parts.some(part => part.shape?.some((size, axis) => size !== model[axis]) === true);
  if (ragged) return NOTHING;
  const dtype = parts.map(part => part.dtype).reduce((all, one) => promotedTypes(all, one));
  const known = parts.length <= MOST_ELEMENTS && parts.every(part => part.values !== null);
  return {
    shape: [value.items.length, ...model],
    dtype,
    values: known ? parts.flatMap(part => part.values ?? []) : null,
  };
}

/** np.asarray(value): a new array of what is known of the data. */
export function arrayOf(cx: Interp, value: Value, asked?: Dtype | null): Tensor {
  if (value instanceof Tensor && value.cls === NDARRAY && asked === undefined) return value;
  const items = value instanceof Tensor || scalar(value) ? undefined : cx.collect(value);
  const { shape, dtype, values } = dataOf(items ? new PyTuple(items) : value);
  const type = asked === undefined ? dtype : asked;
  return new Tensor(shape, 'the data is not known', NDARRAY).holding(ofValues(type, values));
}

/** Contents of an array of this type, whose values are known or not. */
export function contentsOf(dtype: Dtype | null, values: readonly (number | undefined)[] | null | undefined): Contents {
  return values?.every(value => value !== undefined) === true ? ofValues(dtype, values) : ofType(dtype);
}
