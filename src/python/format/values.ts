import { floatRepr, intText } from './digits.js';
import { FormatError } from './errors.js';
import { formatFloat, formatInt, formatText } from './scalars.js';
import { bytesRepr, textRepr } from './text.js';
import { PyBytes, PyDict, PyFloat, PyList, PyRange, PySet, PySlice, PyTuple, type Value } from '../value.js';
import { Sym } from '../sym/sym.js';

/** repr of None, a bool, an int, a float or a str; undefined for all others. @throws FormatError for ints of over 4,300 digits */
export function scalarRepr(value: Value): string | undefined {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number' || typeof value === 'bigint') return intText(value);
  if (typeof value === 'string') return textRepr(value);
  return value instanceof PyFloat ? floatRepr(value.value) : undefined;
}

/** str of the same values. */
export function scalarStr(value: Value): string | undefined {
  return typeof value === 'string' ? value : scalarRepr(value);
}

/** Containers whose repr is being made: one that holds itself shows as [...]. */
const inProgress = new Set<object>();

/**
 * repr of a list, tuple, dict, set, range, slice or bytes, by `repr` for what is inside; undefined for all others. What the
 * container's own class shows (namedtuple, torch.Size, an open list) is the caller's to look at first.
 */
export function containerRepr(value: Value, repr: (item: Value) => string): string | undefined {
  if (value instanceof PyBytes) return bytesRepr(value.value);
  if (value instanceof PyRange) {
    return `range(${value.start}, ${value.stop}${value.step === 1 ? '' : `, ${value.step}`})`;
  }
  if (value instanceof PySlice) return `slice(${repr(value.start)}, ${repr(value.stop)}, ${repr(value.step)})`;
  if (value instanceof PyTuple) {
    const only = value.items.length === 1 ? ',' : '';
    return nested(value, '(...)', () => `(${value.items.map(repr).join(', ')}${only})`);
  }
  if (value instanceof PyList) return nested(value, '[...]', () => `[${value.items.map(repr).join(', ')}]`);
  if (value instanceof PyDict) {
    const entries = (): string[] =>
      [...value.map.values()].map(({ key, value: item }) => `${repr(key)}: ${repr(item)}`);
    return nested(value, '{...}', () => `{${entries().join(', ')}}`);
  }
  if (value instanceof PySet) {
    const { name } = value.cls;
    const items = (): string => [...value.map.values()].map(repr).join(', ');
    if (value.map.size === 0) return `${name}()`;
    return nested(value, `${name}(...)`, () => (name === 'set' ? `{${items()}}` : `${name}({${items()}})`));
  }
  return undefined;
}

function nested(container: object, again: string, make: () => string): string {
  if (inProgress.has(container)) return again;
  inProgress.add(container);
  try {
    return make();
  } finally {
    inProgress.delete(container);
  }
}

/**
 * format(value, spec) of None, a bool, an int, a float or a str; undefined for all others, which have their own __format__.
 * @throws FormatError, NumberError, TooLarge
 */
export function formatScalar(value: Value, spec: string): string | undefined {
  if (value instanceof Sym) return undefined;
  if (spec === '') return scalarStr(value);
  if (value === null) throw unsupported('NoneType');
  if (typeof value === 'boolean') return formatInt(value ? 1 : 0, spec, 'bool');
  if (typeof value === 'number' || typeof value === 'bigint') return formatInt(value, spec);
  if (typeof value === 'string') return formatText(value, spec);
  return value instanceof PyFloat ? formatFloat(value.value, spec) : undefined;
}

/** What object.__format__ says to a spec that is not empty. */
export function unsupported(typeName: string): FormatError {
  return new FormatError('TypeError', `unsupported format string passed to ${typeName}.__format__`);
}
