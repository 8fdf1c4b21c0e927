import type { Value } from './klass.js';
import { PyDict, PyList, PyObj, PySet, PyTuple, Sym, Unknown, type Place, type Reason } from './value.js';

/** The first Unknown (or open container's reason) among the values, looking into tuples and lists; null if all are known. */
export function whyUnknown(values: readonly (Value | undefined)[], depth = 3): Reason | null {
  for (const value of values) {
    if (!(value instanceof PyObj)) continue;
    if (value instanceof Unknown) return value.why;
    if (value instanceof PyList || value instanceof PyDict || value instanceof PySet) {
      if (value.open !== null) return value.open;
    }
    if (depth > 0 && (value instanceof PyTuple || value instanceof PyList)) {
      const inner = whyUnknown(value.items, depth - 1);
      if (inner !== null) return inner;
    }
  }
  return null;
}

/** As whyUnknown, with a reason in any case: a parameter without a value has one too. */
export function whyOf(values: readonly Value[], place: () => Place | undefined): Reason {
  for (const value of values) {
    const why = whyUnknown([value]);
    if (why !== null) return why;
    if (value instanceof Sym)
      return { code: 'argument-required', message: `${value.printPython()} has no value here`, place: place() };
  }
  return { code: 'undecided', message: 'the code does not determine it', place: place() };
}
